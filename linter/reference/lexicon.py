"""The words by which lines are known for what they are, from `rules/language/lexicon.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linter.model.records import Frozen, kept
from linter.type_names import Any


class Lexicon(Frozen):
    """Patterns over folded text (see `linter.text.folding.fold`), compiled when first asked for."""

    data: Mapping[str, Any]

    def _any(self, patterns: Sequence[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

    @kept
    def furniture(self) -> re.Pattern[str]:
        """How site navigation, page heads, feet and numbers begin: to be matched there, which costs little."""
        return self._any(self.data["furniture"])

    @kept
    def furniture_within(self) -> re.Pattern[str]:
        """What such a line says anywhere."""
        return re.compile(self.data["furniture_within"])

    @kept
    def sign_off(self) -> re.Pattern[str]:
        """Dates and names under a text that are not its content."""
        return self._any(self.data["sign_off"])

    @kept
    def signature(self) -> re.Pattern[str]:
        """How the name of an organ ends."""
        return re.compile(self.data["signature"])

    @kept
    def statement(self) -> re.Pattern[str]:
        """How a short line begins that says something and signs nothing."""
        return re.compile(self.data["statement"])

    @kept
    def contents(self) -> re.Pattern[str]:
        """The heading of a table of contents."""
        return re.compile(self.data["contents"])

    @kept
    def link(self) -> re.Pattern[str]:
        """How the names of documents end to which a page links below the text."""
        return re.compile(self.data["link"])

    @kept
    def statistics(self) -> re.Pattern[str]:
        """The line that a table of statistics begins with."""
        return re.compile(self.data["statistics"]["begins"])

    @kept
    def statistics_rows(self) -> re.Pattern[str]:
        """What stands behind the numeral in the rows of a table of statistics that look like headings of parts."""
        return re.compile(self.data["statistics"]["rows"])

    @kept
    def period(self) -> re.Pattern[str]:
        """The period reported on; group 1 is its year."""
        return re.compile(self.data["period"])

    @kept
    def title_label(self) -> re.Pattern[str]:
        """With what a line of the page begins that names the title; matched on text that is not folded."""
        return re.compile(self.data["title"]["label"])

    @kept
    def title_subject(self) -> re.Pattern[str]:
        return re.compile(self.data["title"]["subject"])

    @kept
    def title_report(self) -> re.Pattern[str]:
        """What may follow the subject in the title of a report."""
        return re.compile(self.data["title"]["report"])

    @kept
    def title_other(self) -> re.Pattern[str]:
        """How titles of other documents end."""
        return re.compile(self.data["title"]["other"])

    @kept
    def itself(self) -> re.Pattern[str]:
        """How a report calls itself in its text."""
        return re.compile(self.data["title"]["itself"])

    @kept
    def report_on(self) -> re.Pattern[str]:
        """A report named in a text with its year, which is group 1."""
        return re.compile(self.data["title"]["report_on"])

    @kept
    def summary(self) -> re.Pattern[str]:
        """How titles of other documents end that tell of a year."""
        return re.compile(self.data["title"]["summary"])

    @kept
    def school_year(self) -> re.Pattern[str]:
        """What a title names that is the report of a school on its own year, under regulations for schools."""
        return re.compile(self.data["title"]["school_year"])

    @kept
    def school_report(self) -> re.Pattern[str]:
        """The same told in the introduction of a text without a title."""
        return re.compile(self.data["title"]["school_report"])

    @kept
    def organ_end(self) -> re.Pattern[str]:
        return re.compile(self.data["title"]["organ_end"])

    @kept
    def levels(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The level of an organ by a pattern of its name; the first that is found decides."""
        return tuple((level, re.compile(pattern)) for level, pattern in self.data["levels"].items())
