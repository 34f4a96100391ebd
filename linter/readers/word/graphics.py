"""Drawings: the pictures in them and the text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple
from linter.readers.word.styles import whole

_TINY = 40 * 9525  # EMU: what is smaller than 40 pixels both ways is an ornament
_POINT = 12_700  # EMU
_LONGEST_NUMBER = 9
_WHOLE_SIDE = 100_000  # of a side of a picture, in the thousandths of a percent that a cut is told in
_SIDE = r"(?:^|;)\s{0,9}%s\s{0,9}:\s{0,9}(\d{1,5}(?:\.\d{1,9})?)pt"

Cut = tuple[float, float, float, float]


class Pasted(NamedTuple):
    """A picture: its alternative text, the number of the relation to its file, and how it is shown.

    `number` is "" where its file is none of this one, or the drawing has several; width and height are in points, 0
    where they are not told; `cut` is which share of its width and height is left out at the left, above, at the right
    and below.
    """

    alt: str
    number: str = ""
    width: float = 0.0
    height: float = 0.0
    cut: Cut = (0.0, 0.0, 0.0, 0.0)


class Graphic(NamedTuple):
    """What a drawing shows: its picture, if any, and the contents of its boxes."""

    picture: Pasted | None
    boxes: tuple[Element, ...]


def graphic(element: Element, namespace: str) -> Graphic:
    """Look through a `drawing`, `pict` or `object`; of alternatives only the first."""
    boxes: list[Element] = []
    files: list[str] = []
    picture = Pasted("")
    is_tiny = False
    box = namespace + "txbxContent"
    pending = [element]
    while pending:
        node = pending.pop()
        if node.tag == box:
            boxes.append(node)
            continue
        local = str(node.tag).rpartition("}")[2]
        if local == "AlternateContent":
            pending.extend(alternative(node))
            continue
        if local in ("blip", "imagedata"):
            files.append(_attribute(node, "embed") or _attribute(node, "id"))
        elif local == "extent":
            is_tiny = all(whole(node.get(side), _TINY) < _TINY for side in ("cx", "cy"))
            width, height = (_length(node.get(side, "")) for side in ("cx", "cy"))
            picture = picture._replace(width=width, height=height)
        elif local == "srcRect":
            left, top, right, bottom = (max(whole(node.get(side), 0), 0) / _WHOLE_SIDE for side in ("l", "t", "r", "b"))
            picture = picture._replace(cut=(left, top, right, bottom))
        elif local in ("docPr", "shape"):
            picture = picture._replace(alt=picture.alt or node.get("descr") or node.get("alt") or "")
            if local == "shape":
                width, height = _styled(node.get("style", ""))
                picture = picture._replace(width=picture.width or width, height=picture.height or height)
        pending.extend(reversed(node))
    if not files or is_tiny:
        return Graphic(None, tuple(boxes))
    return Graphic(picture._replace(alt=picture.alt.strip(), number=files[0] if len(files) == 1 else ""), tuple(boxes))


def alternative(choice: Element) -> list[Element]:
    """What an `AlternateContent` holds: its first choice, or what is there for programs that know none."""
    return list(choice[0]) if len(choice) else []


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace, which differs between strict and transitional files; "" without it."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _length(emu: str) -> float:
    """A length in points, 0 where none is told."""
    return int(emu) / _POINT if emu.isdecimal() and len(emu) <= _LONGEST_NUMBER else 0.0


def _styled(style: str) -> Iterator[float]:
    """Width and height in points as the style of a shape of VML has them, 0 for what it has not."""
    for name in ("width", "height"):
        found = re.search(_SIDE % name, style)
        yield float(found[1]) if found else 0.0
