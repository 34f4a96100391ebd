"""Drawings: the pictures in them and the text boxes."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.readers.word.styles import whole

_TINY = 40 * 9525  # EMU: what is smaller than 40 pixels both ways is an ornament


class Graphic(NamedTuple):
    """What a drawing shows: the alternative text of a picture (None: no picture), and the contents of its boxes."""

    picture: str | None
    boxes: tuple[Element, ...]


def graphic(element: Element, namespace: str) -> Graphic:
    """Look through a `drawing`, `pict` or `object`; of alternatives only the first."""
    boxes: list[Element] = []
    alt = ""
    is_picture = False
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
            is_picture = True
        elif local == "extent":
            is_tiny = all(whole(node.get(side), _TINY) < _TINY for side in ("cx", "cy"))
        elif local in ("docPr", "shape"):
            alt = alt or node.get("descr") or node.get("alt") or ""
        pending.extend(reversed(node))
    return Graphic(alt.strip() if is_picture and not is_tiny else None, tuple(boxes))


def alternative(choice: Element) -> list[Element]:
    """What an `AlternateContent` holds: its first choice, or what is there for programs that know none."""
    return list(choice[0]) if len(choice) else []
