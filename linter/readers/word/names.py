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


class ElementKind(IntEnum):
    """What an element is to the reader."""

    PARAGRAPH = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    RUN = auto()
    THROUGH = auto()  # what is in it counts as if it stood outside
    CONTROL = auto()
    CHOICE = auto()
    CHUNK = auto()
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
_WORDS: Mapping[ElementKind, tuple[str, ...]] = {
    ElementKind.PARAGRAPH: ("p",),
    ElementKind.TABLE: ("tbl",),
    ElementKind.ROW: ("tr",),
    ElementKind.CELL: ("tc",),
    ElementKind.RUN: ("r",),
    ElementKind.THROUGH: ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo"),
    ElementKind.CONTROL: ("sdt",),
    ElementKind.CHUNK: ("altChunk",),
    ElementKind.TEXT: ("t",),
    ElementKind.TAB: ("tab", "ptab"),
    ElementKind.BREAK: ("br", "cr"),
    ElementKind.HYPHEN: ("noBreakHyphen",),
    ElementKind.SYMBOL: ("sym",),
    ElementKind.FIELD: ("fldChar",),
    ElementKind.INSTRUCTION: ("instrText",),
    ElementKind.RUBY: ("ruby",),
    ElementKind.GRAPHIC: ("drawing", "pict", "object"),
}

PROPERTIES = frozenset(
    {
        *("pStyle", "numPr", "outlineLvl", "del", "moveFrom"),  # of paragraphs and their marks
        *("rStyle", "vanish", "vertAlign"),  # of runs
        *("hidden", "gridBefore", "cellDel", "gridSpan", "hMerge", "vMerge"),  # of rows and cells
    }
)
"""The properties that the reader asks for; no others are there when it does."""


@cache
def kinds(namespace: str) -> Mapping[str, ElementKind]:
    """The kinds of elements by their names; `namespace` in braces (the strict and the transitional one differ)."""
    found = {f"{namespace}{word}": kind for kind, words in _WORDS.items() for word in words}
    found[f"{_COMPATIBILITY}AlternateContent"] = ElementKind.CHOICE
    return found | {f"{namespace}{word}": ElementKind.MATHS for namespace in _MATHS for word in ("oMath", "oMathPara")}
