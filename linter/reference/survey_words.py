"""The words that a survey knows and says: a file of its own, which no check of a single report needs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache

from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.model.records import NamedTuple, kept
from linter.text.folding import fold
from linter.type_names import Any

_NAME = "survey"


class KeyFigure(NamedTuple):
    """A figure of a survey's rows: the sum of some cells (`*` stands for every row that begins so)."""

    key: str
    cells: tuple[str, ...]
    label: Mapping[str, str]


class SurveyWords:
    """What stands in the file; patterns are matched on folded text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.columns: Mapping[str, list[str]] = data["columns"]
        self.summed: tuple[str, ...] = tuple(data["summed"])
        self.own_words: tuple[str, ...] = tuple(data["own_words"])
        self.government_end: str = data["government_end"]

    def say(self, lang: str, key: str, **values: object) -> str:
        """A sentence or label."""
        text: str = self._data["said"][key][lang]
        return text.format(**values) if values else text

    @kept
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """The figures of a row, in their order."""
        return tuple(
            KeyFigure(key, tuple(entry["cells"]), {"zh": entry["zh"], "en": entry["en"]})
            for key, entry in self._data["key_figures"].items()
        )

    def is_government(self, organ: str | None) -> bool:
        """Whether an organ, by its name, is one that may report for others too."""
        return organ is not None and re.search(self._data["government"], fold(organ)) is not None

    def is_aggregate(self, texts: Iterable[str]) -> bool:
        """Whether one of a report's texts says that its figures are those of other organs too."""
        words, patterns = self._data["aggregate"]["words"], self._data["aggregate"]["says"]
        folded = (fold(text) for text in texts if any(word in text for word in words))
        return any(re.search(pattern, text) for text in folded for pattern in patterns)

    def year_of_folder(self, name: str) -> int | None:
        """The year that a folder is called after."""
        found = re.search(self._data["folders"]["year"], fold(name))
        return int(found[1]) if found else None

    def name_of_folder(self, name: str) -> str:
        """The name of an organ in that of a folder: without numbers, years and what the reports are called."""
        return re.sub(self._data["folders"]["beside_name"], "", fold(name))


@cache
def load() -> SurveyWords:
    """The shipped words, from the compile cache where it is fresh."""
    from linter.reference import language_files

    path = os.path.join(rules_folder(), "language", f"{_NAME}.yaml")
    return SurveyWords(cached(_NAME, (path,), lambda: language_files.read(path)))
