"""The words by which lines are known for what they are, from `rules/language/lexicon.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from linter.model.records import Frozen
from linter.type_names import Any


class Lexicon(Frozen):
    """Patterns over folded text (see `linter.text.folding.fold`), compiled when first asked for."""

    data: Mapping[str, Any]

    def _any(self, patterns: Sequence[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

    @cached_property
    def furniture(self) -> re.Pattern[str]:
        """How site navigation, page heads, feet and numbers begin: to be matched there, which costs little."""
        return self._any(self.data["furniture"])

    @cached_property
    def furniture_within(self) -> re.Pattern[str]:
        """What such a line says anywhere."""
        return re.compile(self.data["furniture_within"])

    @cached_property
    def sign_off(self) -> re.Pattern[str]:
        """Dates and names under a text that are not its content."""
        return self._any(self.data["sign_off"])

    @cached_property
    def signature(self) -> re.Pattern[str]:
        """How the name of an organ ends."""
        return re.compile(self.data["signature"])

    @cached_property
    def statement(self) -> re.Pattern[str]:
        """How a short line begins that says something and signs nothing."""
        return re.compile(self.data["statement"])

    @cached_property
    def contents(self) -> re.Pattern[str]:
        """The heading of a table of contents."""
        return re.compile(self.data["contents"])

    @cached_property
    def link(self) -> re.Pattern[str]:
        """How the names of documents end to which a page links below the text."""
        return re.compile(self.data["link"])

    @cached_property
    def statistics(self) -> re.Pattern[str]:
        """The line that a table of statistics begins with."""
        return re.compile(self.data["statistics"]["begins"])

    @cached_property
    def statistics_rows(self) -> re.Pattern[str]:
        """What stands behind the numeral in the rows of a table of statistics that look like headings of parts."""
        return re.compile(self.data["statistics"]["rows"])

    @cached_property
    def period(self) -> re.Pattern[str]:
        """The period reported on; group 1 is its year."""
        return re.compile(self.data["period"])

    @cached_property
    def title_label(self) -> re.Pattern[str]:
        """With what a line of the page begins that names the title; matched on text that is not folded."""
        return re.compile(self.data["title"]["label"])

    @cached_property
    def title_subject(self) -> re.Pattern[str]:
        return re.compile(self.data["title"]["subject"])

    @cached_property
    def title_report(self) -> re.Pattern[str]:
        """What may follow the subject in the title of a report."""
        return re.compile(self.data["title"]["report"])

    @cached_property
    def title_other(self) -> re.Pattern[str]:
        """How titles of other documents end."""
        return re.compile(self.data["title"]["other"])

    @cached_property
    def itself(self) -> re.Pattern[str]:
        """How a report calls itself in its text."""
        return re.compile(self.data["title"]["itself"])

    @cached_property
    def report_on(self) -> re.Pattern[str]:
        """A report named in a text with its year, which is group 1."""
        return re.compile(self.data["title"]["report_on"])

    @cached_property
    def summary(self) -> re.Pattern[str]:
        """How titles of other documents end that tell of a year."""
        return re.compile(self.data["title"]["summary"])

    @cached_property
    def school_year(self) -> re.Pattern[str]:
        """What a title names that is the report of a school on its own year, under regulations for schools."""
        return re.compile(self.data["title"]["school_year"])

    @cached_property
    def school_report(self) -> re.Pattern[str]:
        """The same told in the introduction of a text without a title."""
        return re.compile(self.data["title"]["school_report"])

    @cached_property
    def organ_end(self) -> re.Pattern[str]:
        return re.compile(self.data["title"]["organ_end"])

    @cached_property
    def levels(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The level of an organ by a pattern of its name; the first that is found decides."""
        return tuple((level, re.compile(pattern)) for level, pattern in self.data["levels"].items())
