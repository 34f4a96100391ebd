"""The words and patterns of the checks of dates and wording, from `rules/language/`, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from linter.model.records import Frozen, NamedTuple, kept
from linter.text.pattern_lists import BySigns
from linter.type_names import Any, Literal

_ITEM = "[^、,;:。()]+"
_SHORTEST_ITEM = 3  # signs: what is counted, and its unit
# What a number or a vague one ends with before its unit; what is no Chinese character may be one in writing of its own.
_COUNTS = re.compile(r"[^一-鿿]|[零〇一二两三四五六七八九十百千万亿余多几数半干]")


class Confusable(NamedTuple):
    """A common wrong character: `pattern` finds it in folded text where `trigger` stands, `right` is what to write.

    Group 1 of the pattern, where it has one, is what is to be replaced; else all of it is. It is not compiled until a
    text has the trigger: there are many, and few are in any text.
    """

    trigger: str
    pattern: str
    right: str
    safety: Literal["safe", "suggestion"]


class Position(NamedTuple):
    """A place where a report speaks of its own organ: one of `words` stands there, the name is group `name`.

    `in_front`: only before the first heading, since what follows is about other organs too.
    """

    words: tuple[str, ...]
    pattern: str
    in_front: bool

    @property
    def is_contact(self) -> bool:
        """Whether it tells whom to turn to, which may be another organ."""
        return "联系" in self.words


Phrases = tuple[Sequence[str], Sequence[str]]
"""Patterns, behind the words of which one must stand where one of them matches."""


class Wording(Frozen):
    """`words` is `rules/language/wording.yaml`, `entries` the list in `rules/language/confusables.yaml`."""

    words: Mapping[str, Any]
    entries: Sequence[Mapping[str, str]]

    @kept
    def confusables(self) -> tuple[Confusable, ...]:
        return tuple(
            Confusable(
                entry["trigger"],
                entry.get("pattern", entry["trigger"]),
                entry["right"],
                "safe" if entry.get("fix") == "safe" else "suggestion",
            )
            for entry in self.entries
        )

    @kept
    def triggers(self) -> BySigns:
        """Their triggers by the last sign, behind the first one."""
        found: dict[str, list[tuple[str, str]]] = {}
        for entry in self.confusables:
            found.setdefault(entry.trigger[-1], []).append((entry.trigger[0], entry.trigger))
        return found

    @kept
    def _compiled(self) -> dict[tuple[str, ...], re.Pattern[str]]:
        return {}

    def pattern(self, *path: str) -> re.Pattern[str]:
        """The pattern under these keys of `words`."""
        if path not in self._compiled:
            value: Any = self.words
            for key in path:
                value = value[key]
            self._compiled[path] = re.compile(value)
        return self._compiled[path]

    @kept
    def published(self) -> tuple[re.Pattern[str], ...]:
        """The labels before a date of publication, the surest first."""
        return tuple(re.compile(rf"{label}:") for label in self.words["published"])

    @kept
    def positions(self) -> tuple[Position, ...]:
        """Where a report speaks of its own organ."""
        name = self.words["organ"]["name"]
        return tuple(
            Position(
                tuple(entry["words"]),
                f"{entry['before']}(?P<name>{name}){entry['after']}",
                bool(entry.get("in_front")),
            )
            for entry in self.words["organ"]["positions"]
        )

    def uncounted(self, text: str, phrases: Sequence[Phrases]) -> Iterator[tuple[int, int]]:
        """Where a folded text tells what is counted without its number: 共公开条, and 资质条 beside 许可证76条.

        Args:
            text: a line.
            phrases: those of `uncounted_phrases` of which a word stands in the report.
        """
        for words, patterns in phrases:
            if any(map(text.__contains__, words)):
                yield from (match.span() for pattern in patterns if (match := re.search(pattern, text)))
        if self._end_of_item.search(text):
            yield from self._uncounted_items(text)

    @kept
    def uncounted_phrases(self) -> tuple[Phrases, ...]:
        """What is counted without its number in the words of a phrase."""
        return tuple((words.split(), patterns) for words, patterns in self.words["uncounted"]["phrases"].items())

    @kept
    def _end_of_item(self) -> re.Pattern[str]:
        return re.compile(f"[、,;](?<=[{''.join(self.words['uncounted']['units'])}].)")

    @kept
    def _none(self) -> tuple[str, ...]:
        return tuple(self.words["uncounted"]["none"])

    def _uncounted_items(self, text: str) -> Iterator[tuple[int, int]]:
        """Items of an enumeration that end with a unit alone, one before or behind them having its number."""
        items = [(match.start(), match.end()) for match in re.finditer(_ITEM, text)]
        for index, (start, end) in enumerate(items):
            within = self.words["uncounted"]["units"].get(text[end - 1])
            if (
                within is None
                or end - start < _SHORTEST_ITEM
                or text[end - 2] in within
                or _COUNTS.match(text[end - 2])
                or text.startswith(self._none, start)
            ):
                continue
            beside = (*items[max(0, index - 1) : index], *items[index + 1 : index + 2])
            if any(text[last - 1] == text[end - 1] and text[last - 2].isdecimal() for _, last in beside):
                yield start, end
