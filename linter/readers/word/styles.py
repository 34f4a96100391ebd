"""Paragraph and character styles: what a paragraph inherits that matters to its text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple
from linter.readers.word.names import Property, asked

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$")
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)$")
_TITLE_NAMES = ("title", "标题")
_BODY_LEVEL = 9  # the outline level that says: no heading
_OFF = ("0", "false", "off")


class Style(NamedTuple):
    """`heading`: 1 to 9, 0 for none. `numbering` and `level` as in a paragraph's `numPr`. `contents`: a line of the
    table of contents. `hidden`: text that is not shown. `raised`: in superscript."""

    heading: int = 0
    numbering: str | None = None
    level: int | None = None
    contents: bool = False
    hidden: bool = False
    raised: bool = False


_PLAIN = Style()


class Styles:
    """The styles of one document, each with what it inherits.

    Parameters:
        root: the part `styles.xml`, None where there is none.
        namespace: that of the document's elements, in braces.
    """

    def __init__(self, root: Element | None, namespace: str) -> None:
        self._w = namespace
        self._made: dict[str, Style] = {}
        found = () if root is None else root.findall(namespace + "style")
        self._elements = {element.get(namespace + "styleId", ""): element for element in found}

    def get(self, name: str) -> Style:
        """The style with this id; a plain one where there is none."""
        made = self._made.get(name)
        if made is None:
            chain = {name: None}  # the styles it is based on, in order, as far as they are not known yet
            link = name
            while (base := self._base(link)) and base not in self._made and base not in chain:
                chain[base] = None
                link = base
            for link in reversed(chain):
                self._made[link] = self._make(link, self._made.get(self._base(link) or "", _PLAIN))
            made = self._made[name]
        return made

    def _base(self, name: str) -> str | None:
        element = self._elements.get(name)
        base = None if element is None else element.find(self._w + "basedOn")
        return None if base is None else base.get(self._w + "val")

    def _make(self, name: str, base: Style) -> Style:
        w = self._w
        element = self._elements.get(name)
        if element is None:
            return base
        heading, numbering, level, contents, hidden, raised = base
        properties = element.find(w + "pPr")
        if properties is not None:
            told = asked(properties, w)
            if (outline := told.get(Property.OUTLINE)) is not None:
                heading = heading_level(outline.get(w + "val"))
            if (number := told.get(Property.NUMBERING)) is not None:
                numbering, level = numbering_of(number, w, numbering, level)
        called = element.find(w + "name")
        said = "" if called is None else (called.get(w + "val") or "").lower()
        if not heading and (match := _HEADING_NAME.match(said)):
            heading = int(match[1])
        elif not heading and said in _TITLE_NAMES:
            heading = 1
        run = element.find(w + "rPr")
        if run is not None:
            told = asked(run, w)
            if (vanish := told.get(Property.VANISHED)) is not None:
                hidden = is_on(vanish, w)
            if (raising := told.get(Property.ALIGNMENT)) is not None:
                raised = is_raised(raising, w)
        return Style(heading, numbering, level, contents or _CONTENTS_NAME.match(said) is not None, hidden, raised)


def heading_level(outline: str | None) -> int:
    """The level of a heading, from 1, by its outline level, which counts from 0; 0 for body text."""
    value = whole(outline, _BODY_LEVEL)
    return value + 1 if 0 <= value < _BODY_LEVEL else 0


def numbering_of(number: Element, w: str, numbering: str | None, level: int | None) -> tuple[str | None, int | None]:
    """What a `numPr` says over what was inherited."""
    of, at = number.find(w + "numId"), number.find(w + "ilvl")
    return (
        numbering if of is None else of.get(w + "val"),
        level if at is None else whole(at.get(w + "val"), 0),
    )


def is_on(toggle: Element, w: str) -> bool:
    """Whether a property that is there is switched on."""
    return toggle.get(w + "val", "1") not in _OFF


def is_raised(alignment: Element, w: str) -> bool:
    """Whether a `vertAlign` puts text in superscript."""
    return alignment.get(w + "val") == "superscript"


def whole(text: str | None, default: int) -> int:
    """A whole number of at most six digits."""
    if text is None or len(text) > 6:
        return default
    try:
        return int(text)
    except ValueError:
        return default
