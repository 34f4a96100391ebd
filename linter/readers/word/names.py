"""The names of the elements that carry text, in the namespace that a document uses."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, auto
from functools import cache

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)


class Kind(IntEnum):
    """What an element is to the reader."""

    PARAGRAPH = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    RUN = auto()
    THROUGH = auto()  # what is in it counts as if it stood outside
    CONTROL = auto()
    CHOICE = auto()
    TEXT = auto()
    TAB = auto()
    BREAK = auto()
    HYPHEN = auto()
    SYMBOL = auto()
    FIELD = auto()
    INSTRUCTION = auto()
    RUBY = auto()
    GRAPHIC = auto()
    MATHS = auto()


# Deletions (del, moveFrom, delText), comments, notes, bookmarks and properties have no kind and are passed over.
_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PARAGRAPH: ("p",),
    Kind.TABLE: ("tbl",),
    Kind.ROW: ("tr",),
    Kind.CELL: ("tc",),
    Kind.RUN: ("r",),
    Kind.THROUGH: ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo"),
    Kind.CONTROL: ("sdt",),
    Kind.TEXT: ("t",),
    Kind.TAB: ("tab", "ptab"),
    Kind.BREAK: ("br", "cr"),
    Kind.HYPHEN: ("noBreakHyphen",),
    Kind.SYMBOL: ("sym",),
    Kind.FIELD: ("fldChar",),
    Kind.INSTRUCTION: ("instrText",),
    Kind.RUBY: ("ruby",),
    Kind.GRAPHIC: ("drawing", "pict", "object"),
}


@cache
def kinds(namespace: str) -> Mapping[str, Kind]:
    """The kinds of elements by their names; `namespace` in braces (the strict and the transitional one differ)."""
    found = {f"{namespace}{word}": kind for kind, words in _WORDS.items() for word in words}
    found[f"{_COMPATIBILITY}AlternateContent"] = Kind.CHOICE
    return found | {f"{namespace}{word}": Kind.MATHS for namespace in _MATHS for word in ("oMath", "oMathPara")}
