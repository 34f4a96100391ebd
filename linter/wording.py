"""The words and patterns of the checks of dates and wording, from `rules/language/`, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple


class Confusable(NamedTuple):
    """A common wrong character: `pattern` finds it in folded text where `trigger` stands, `right` is what to write.

    Group 1 of the pattern, where it has one, is what is to be replaced; else all of it is.
    """

    trigger: str
    pattern: re.Pattern[str]
    right: str
    safety: Literal["safe", "suggestion"]


@dataclass(frozen=True)
class Wording:
    """`words` is `rules/language/wording.yaml`, `entries` the list in `rules/language/confusables.yaml`."""

    words: Mapping[str, Any]
    entries: Sequence[Mapping[str, str]]

    @cached_property
    def confusables(self) -> tuple[Confusable, ...]:
        return tuple(
            Confusable(
                entry["trigger"],
                re.compile(entry.get("pattern", re.escape(entry["trigger"]))),
                entry["right"],
                "safe" if entry.get("fix") == "safe" else "suggestion",
            )
            for entry in self.entries
        )

    @cached_property
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

    @cached_property
    def published(self) -> tuple[re.Pattern[str], ...]:
        """The labels before a date of publication, the surest first."""
        return tuple(re.compile(rf"(?<![一-鿿]){label}:") for label in self.words["published"])

    @cached_property
    def positions(self) -> tuple[re.Pattern[str], ...]:
        """Where a report speaks of its own organ, whose name is group `name`."""
        name = self.words["organ"]["name"]
        return tuple(
            re.compile(f"{before}(?P<name>{name}){after}") for before, after in self.words["organ"]["positions"]
        )
