"""The words of the pages, in both languages, from rules/language/desk.yaml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.rules.schema import LANGUAGES
from linter.type_names import Any

_FILE = "desk.yaml"


class PageWords:
    """Those of one language: `words["drop"]`, `words.told("files", 3)` with what goes into the text."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]], lang: str) -> None:
        self.lang = lang
        self._entries = entries

    def __getitem__(self, key: str) -> str:
        return self._entries[key][self.lang]

    def told(self, key: str, *values: object) -> str:
        return self[key].format(*values)

    def of_script(self) -> dict[str, str]:
        """Those that the script of the pages says, by their keys."""
        return {key: entry[self.lang] for key, entry in self._entries.items() if key.startswith("script-")}


def words(lang: str) -> PageWords:
    """The words of a language, one of `LANGUAGES`."""
    return _loaded()[lang]


@cache
def _loaded() -> dict[str, PageWords]:
    path = os.path.join(rules_folder(), "language", _FILE)

    def read() -> dict[str, Any]:
        import yaml

        with open(path, encoding="utf-8") as file:
            entries: dict[str, Any] = yaml.safe_load(file)
        return entries

    entries = cached("desk", (path,), read)
    return {lang: PageWords(entries, lang) for lang in LANGUAGES}
