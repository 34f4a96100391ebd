"""Automatic numbering: the number that Word shows before a paragraph and does not write into its text.

ISO/IEC 29500-1, 17.9: a paragraph names a numbering instance and a level; the instance points to an abstract
numbering, which it may override. Instances of one abstract numbering count on together.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple
from linter.readers.word.numerals import numeral
from linter.readers.word.styles import Styles, is_on, whole

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST_LINK = 8
_LONGEST_LABEL = 255  # characters, as in Word: a level of `%1%1%1…` would write books


class Level(NamedTuple):
    """One level: `text` with `%1` for the number of level 1; `restart` the level (from 1) that sets it back, 0 none."""

    start: int
    format: str
    text: str
    gap: str
    restart: int
    decimal_only: bool
    style: str | None


class _Instance(NamedTuple):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The numberings of one document, and how far each has counted.

    Parameters:
        root: the part `numbering.xml`, None where there is none.
        namespace: that of the document's elements, in braces.
        styles: the document's styles; a numbering may be known by the name of one.
    """

    def __init__(self, root: Element | None, namespace: str, styles: Styles) -> None:
        self._w = w = namespace
        self._styles = styles
        empty: tuple[Element, ...] = ()
        abstracts = empty if root is None else root.findall(w + "abstractNum")
        numbers = empty if root is None else root.findall(w + "num")
        self._abstracts = {element.get(w + "abstractNumId", ""): element for element in abstracts}
        self._numbers = {element.get(w + "numId", ""): element for element in numbers}
        self._instances: dict[str, _Instance | None] = {}
        self._levels: dict[str, dict[int, Level]] = {}  # of each abstract numbering
        self._links: dict[str, str | None] = {}  # and the style that it names instead
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str, level: int | None, style: str | None) -> str:
        """Count the next paragraph of a numbering, and say what stands before it.

        Parameters:
            number: the instance's id.
            level: from 0; None where the paragraph's style tells it.
            style: the id of the paragraph's style.
        """
        instance = self._instance(number)
        if instance is None:
            return ""
        if level is None:
            level = next((at for at, known in instance.levels.items() if known.style and known.style == style), 0)
        own = instance.levels.get(level)
        if own is None:
            return ""
        counts = self._counts.setdefault(instance.abstract, {})
        if level in instance.starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = instance.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [at for at in counts if at > level]:
            known = instance.levels.get(deeper)
            if known is None or level < known.restart:
                del counts[deeper]
        return self._text(own, instance, counts)

    def _text(self, own: Level, instance: _Instance, counts: dict[int, int]) -> str:
        if own.format == "bullet":
            return ""

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = instance.levels.get(at)
            if level is None:
                return ""
            plain = own.decimal_only and level.format != "none"
            return numeral(counts.get(at, level.start), "decimal" if plain else level.format)

        text = _PLACE.sub(written, own.text)[:_LONGEST_LABEL]
        return text + own.gap if text.strip() else ""

    def _instance(self, number: str) -> _Instance | None:
        if number not in self._instances:
            self._instances[number] = self._read(number, _DEEPEST_LINK)
        return self._instances[number]

    def _read(self, number: str, links: int) -> _Instance | None:
        w = self._w
        element = self._numbers.get(number)
        of = None if element is None else element.find(w + "abstractNumId")
        name = None if of is None else of.get(w + "val")
        abstract = None if name is None else self._abstracts.get(name)
        if element is None or name is None or abstract is None:
            return None
        link = self._link(name, abstract)
        if link is not None and links:
            through = self._styles.get(link).numbering
            linked = None if through in (None, number) else self._read(str(through), links - 1)
            if linked is None:
                return None
            name, levels = linked.abstract, dict(linked.levels)
        else:
            levels = dict(self._levels_of(name, abstract))
        starts: dict[int, int] = {}
        for override in element.findall(w + "lvlOverride"):
            at = whole(override.get(w + "ilvl"), 0)
            begin, own = override.find(w + "startOverride"), override.find(w + "lvl")
            if own is not None:
                levels |= dict(self._level(own))
            if begin is not None:
                starts[at] = whole(begin.get(w + "val"), 1)
        return _Instance(name, levels, starts)

    def _link(self, name: str, abstract: Element) -> str | None:
        """The style that an abstract numbering names in place of its own levels."""
        if name not in self._links:
            link = abstract.find(self._w + "numStyleLink")
            self._links[name] = None if link is None else link.get(self._w + "val", "")
        return self._links[name]

    def _levels_of(self, name: str, abstract: Element) -> dict[int, Level]:
        if name not in self._levels:
            found = abstract.findall(self._w + "lvl")
            self._levels[name] = {level: read for each in found for level, read in self._level(each)}
        return self._levels[name]

    def _level(self, element: Element) -> list[tuple[int, Level]]:
        w = self._w
        at = whole(element.get(w + "ilvl"), 0)
        if not 0 <= at < _LEVELS:
            return []

        def value(name: str, default: str) -> str:
            found = element.find(w + name)
            return default if found is None else found.get(w + "val", default)

        legal, custom = element.find(w + "isLgl"), next(element.iter(w + "numFmt"), None)
        gap = value("suff", "tab")
        level = Level(
            start=whole(value("start", "0"), 0),
            format="decimal" if custom is None else custom.get(w + "val", "decimal"),
            text=value("lvlText", "")[:_LONGEST_LABEL],
            gap="" if gap == "nothing" else " ",
            restart=whole(value("lvlRestart", str(at)), at),
            decimal_only=legal is not None and is_on(legal, w),
            style=value("pStyle", "") or None,
        )
        return [(at, level)]
