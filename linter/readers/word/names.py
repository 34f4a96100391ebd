"""The names of the elements that carry text and of the properties asked for, in the namespace that a document uses."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum, auto
from functools import cache
from xml.etree.ElementTree import Element

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
    NOTE = auto()
    PARAGRAPH_PROPERTIES = auto()
    RUN_PROPERTIES = auto()


class Property(str, Enum):
    """The properties that the reader asks for; no others need be there when it does."""

    # of paragraphs and their marks
    STYLE = "pStyle"
    NUMBERING = "numPr"
    OUTLINE = "outlineLvl"
    DELETED = "del"
    MOVED = "moveFrom"
    # of runs
    RUN_STYLE = "rStyle"
    VANISHED = "vanish"
    ALIGNMENT = "vertAlign"
    # of rows and cells
    HIDDEN = "hidden"
    BEFORE = "gridBefore"
    CELL_DELETED = "cellDel"
    ACROSS = "gridSpan"
    MERGED_ACROSS = "hMerge"
    MERGED_DOWN = "vMerge"


# Deletions (del, moveFrom, delText), comments, the text of notes and bookmarks have no kind and are passed over.
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
    ElementKind.NOTE: ("footnoteReference", "endnoteReference"),
    ElementKind.PARAGRAPH_PROPERTIES: ("pPr",),
    ElementKind.RUN_PROPERTIES: ("rPr",),
}


@cache
def kinds(namespace: str) -> Mapping[str, ElementKind]:
    """The kinds of elements by their names; `namespace` in braces (the strict and the transitional one differ)."""
    found = {f"{namespace}{word}": kind for kind, words in _WORDS.items() for word in words}
    found[f"{_COMPATIBILITY}AlternateContent"] = ElementKind.CHOICE
    return found | {f"{namespace}{word}": ElementKind.MATHS for namespace in _MATHS for word in ("oMath", "oMathPara")}


def asked(properties: Element, namespace: str) -> Mapping[Property, Element]:
    """Of an element with properties those that the reader asks for, of several alike the first."""
    known = _asked(namespace)
    return {name: child for child in reversed(properties) if (name := known.get(child.tag)) is not None}


@cache
def _asked(namespace: str) -> Mapping[str, Property]:
    return {f"{namespace}{name.value}": name for name in Property}
