"""Values of attributes and elements in OFD: numbers, boxes, matrices, truth."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.drawn_lines import Matrix

_MOST = 6  # numbers of a row: those of a matrix


class Area(NamedTuple):
    """A rectangle by its upper left corner; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


def kind_of(element: Element) -> str:
    """The name of an element without its namespace, of which drafts of the standard had others."""
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: Element | None, kind: str) -> list[Element]:
    """The elements of one kind directly within an element."""
    return [] if element is None else [child for child in element if _local(child.tag) == kind]


def child(element: Element | None, *kinds: str) -> Element | None:
    """The first element that is reached through elements of these kinds, None if there is none."""
    for kind in kinds:
        found = children(element, kind)
        element = found[0] if found else None
    return element


def text_of(element: Element | None) -> str:
    """The text of an element without white space around it, "" where there is none."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None, default: float) -> float:
    """One number; the default where there is none."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        return default
    return value if isfinite(value) else default


def numbers(text: str | None) -> list[float]:
    """A row of numbers; none at all where one of them is no number."""
    if text is None:
        return []
    try:
        values = list(map(float, text.split(maxsplit=_MOST)))
    except ValueError:
        return []
    return values if all(map(isfinite, values)) else []


def area(text: str | None) -> Area | None:
    """A box; None where there is none."""
    values = numbers(text)
    return Area(*values) if len(values) == 4 else None


def matrix(text: str | None) -> Matrix | None:
    """A matrix; None where there is none."""
    values = numbers(text)
    if len(values) != 6:
        return None
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def is_true(text: str | None, default: bool) -> bool:
    """A truth value."""
    return default if text is None else text.strip().lower() in ("true", "1")
