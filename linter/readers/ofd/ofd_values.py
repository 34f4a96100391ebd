"""Values of attributes and elements in OFD: numbers, boxes, matrices, truth."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.readers.fixed_layout.drawn_lines import Matrix

_MOST = 6  # numbers of a row: those of a matrix
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A rectangle by its upper left corner; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


def kind_of(element: Element) -> str:
    """The name of an element without its namespace, of which drafts of the standard had others."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, kind: str) -> Iterator[Element]:
    """The elements of one kind directly within an element."""
    return (child for child in (element if element is not None else ()) if kind_of(child) == kind)


def child(element: Element | None, *kinds: str) -> Element | None:
    """The first element that is reached through elements of these kinds, None if there is none."""
    for kind in kinds:
        element = next(children(element, kind), None)
    return element


def text_of(element: Element | None) -> str:
    """The text of an element without white space around it, "" where there is none."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None, default: float) -> float:
    """One number; the default where there is none."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if isfinite(value) else default


def numbers(text: str | None) -> list[float]:
    """A row of numbers; none at all where one of them is no number."""
    try:
        values = list(map(float, (text or "").split(maxsplit=_MOST)))
    except ValueError:
        return []
    return values if all(map(isfinite, values)) else []


def area(text: str | None) -> Area | None:
    """A box; None where there is none."""
    values = numbers(text)
    return Area(*values) if len(values) == 4 else None


def matrix(text: str | None) -> Matrix:
    """A matrix; one that moves nothing where there is none."""
    values = numbers(text)
    if len(values) != 6:
        return _IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def is_true(text: str | None, default: bool) -> bool:
    """A truth value."""
    return default if text is None else text.strip().lower() in ("true", "1")
