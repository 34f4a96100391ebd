"""What the program knows before it sees a report: forms, lexicon and the report grammar, compiled once."""

from __future__ import annotations

import os
from functools import cache

from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.forms import form as forms
from linter.forms import regimes
from linter.forms.form import Form
from linter.grammar import lalr
from linter.model.records import Frozen, kept
from linter.prose.figure_words import FigureWords
from linter.prose.passages import Language
from linter.reference.lexicon import Lexicon
from linter.reference.vocabulary import Vocabulary
from linter.reference.wording import Wording
from linter.type_names import Any

_WORDS = ("lexicon", "figures", "wording", "confusables")


class Reference(Frozen):
    """`forms` by regime, the words of lines and of sentences, and the LALR tables of the grammars."""

    data: dict[str, Any]

    @kept
    def forms(self) -> dict[str, Form]:
        return {regime: forms.build(entry) for regime, entry in self.data["forms"].items()}

    @kept
    def lexicon(self) -> Lexicon:
        return Lexicon(self.data["lexicon"])

    @property
    def grammar(self) -> lalr.Tables:
        return self.data["grammar"]  # type: ignore[no-any-return]

    @kept
    def language(self) -> Language:
        return Language(FigureWords(self.data["figures"]), self.data["figures_grammar"])

    @kept
    def wording(self) -> Wording:
        return Wording(self.data["wording"], self.data["confusables"])

    @kept
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.forms.values(), self.data["lexicon"]["statistics"]["indicator"])

    def regime_of(self, year: int) -> str:
        """The regime in force for a report's year: the newest that covers it."""
        return next(regime for regime in reversed(regimes.IDS) if self.forms[regime].covers(year))


@cache
def load() -> Reference:
    """The shipped reference, from the compile cache where it is fresh."""
    folder = rules_folder()
    package = os.path.dirname(os.path.dirname(__file__))
    grammars = [os.path.join(package, *path) for path in (("parsing", "report.lark"), ("prose", "figures.lark"))]
    files = [os.path.join(folder, "forms", f"{regime}.yaml") for regime in regimes.IDS]
    words = [os.path.join(folder, "language", f"{name}.yaml") for name in _WORDS]
    return Reference(cached("reference", [*files, *words, *grammars], lambda: _compile(files, words, grammars)))


def _compile(files: list[str], words: list[str], grammars: list[str]) -> dict[str, Any]:
    from linter.forms import form_files
    from linter.reference import language_files

    read_forms = (form_files.read(file, is_shipped=True) for file in files)
    resolved = form_files.resolve({entry["regime"]: entry for entry in read_forms})
    language = {name: language_files.read(file, is_shipped=True) for name, file in zip(_WORDS, words, strict=True)}
    report_grammar, figures_grammar = map(_tables, grammars)
    return {
        "forms": {regime: resolved[regime] for regime in regimes.IDS},
        **language,
        "grammar": report_grammar,
        "figures_grammar": figures_grammar,
    }


def _tables(grammar: str) -> lalr.Tables:
    with open(grammar, encoding="utf-8") as file:
        return lalr.tables(file.read())
