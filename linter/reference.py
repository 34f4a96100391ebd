"""What the program knows before it sees a report: forms, lexicon and the report grammar, compiled once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from linter import forms
from linter.cache import cached
from linter.forms import Form
from linter.gather import Vocabulary
from linter.grammar import lalr
from linter.lexicon import Lexicon
from linter.rule_schema import REGIMES
from linter.shipped import rules_folder


@dataclass(frozen=True)
class Reference:
    """`forms` by regime, the words lines are known by, and the LALR tables of the report grammar."""

    data: dict[str, Any]

    @cached_property
    def forms(self) -> dict[str, Form]:
        return {regime: forms.build(entry) for regime, entry in self.data["forms"].items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.data["lexicon"])

    @property
    def grammar(self) -> lalr.Tables:
        return self.data["grammar"]  # type: ignore[no-any-return]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.forms.values())

    def regime_of(self, year: int) -> str:
        """The regime in force for a report's year."""
        return next(regime for regime, form in self.forms.items() if form.covers(year))


@cache
def load() -> Reference:
    """The shipped reference, from the compile cache where it is fresh."""
    folder = rules_folder()
    grammar = os.path.join(os.path.dirname(__file__), "grammar", "report.lark")
    files = [os.path.join(folder, "forms", f"{regime}.yaml") for regime in REGIMES]
    lexicon = os.path.join(folder, "language", "lexicon.yaml")
    sources = [*files, lexicon, grammar, forms.__file__, lalr.__file__]
    return Reference(cached("reference", sources, lambda: _compile(files, lexicon, grammar)))


def _compile(files: list[str], lexicon: str, grammar: str) -> dict[str, Any]:
    import yaml

    def read(path: str) -> Any:
        with open(path, encoding="utf-8") as file:
            return yaml.safe_load(file)

    resolved = forms.resolve({entry["regime"]: entry for entry in map(read, files)})
    with open(grammar, encoding="utf-8") as file:
        tables = lalr.tables(file.read())
    return {
        "forms": {regime: resolved[regime] for regime in REGIMES},
        "lexicon": read(lexicon),
        "grammar": tables,
    }
