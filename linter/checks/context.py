"""What every check works with: the report in its surroundings, and what a check may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from linter.diagnostics import Fix, Value
from linter.document import Cell, Paragraph, Span
from linter.forms import Form, Part, TableForm
from linter.lexicon import Lexicon
from linter.report import Report, Section, Table
from linter.text import chinese_numeral, fold, label_key

# The subjects that only such a report has; an overview, problems and other matters are in any.
_SPECIAL = {"proactive", "applications", "fees", "disputes"}


class Mention(NamedTuple):
    """Something else that belongs to a finding: a second place (`span` None: none in this file) and what it has to say.

    `message` is in the language of the messages; `cell` is the table cell at the place, `code` the rule that is broken
    there, where it is one.
    """

    message: str
    span: Span | None = None
    cell: Cell | None = None
    cells: tuple[str, ...] = ()
    code: str | None = None


class Finding(NamedTuple):
    """One thing that is wrong.

    `span` is the smallest place to look at (None: the document as a whole), `cell` the table cell that it is, if it
    is one; `values` fill the message's placeholders, `variant` chooses its phrasing.
    """

    span: Span | None
    values: Mapping[str, object] = {}
    variant: str | None = None
    cell: Cell | None = None
    cells: tuple[str, ...] = ()
    expected: Value = None
    actual: Value = None
    related: tuple[Mention, ...] = ()
    fix: Fix | None = None


class Undecided(NamedTuple):
    """Why a check could not be decided, by language."""

    reason: Mapping[str, str]


@dataclass(frozen=True)
class Context:
    """A report and what it is measured by. `imposed_level` is the level that the user says the organ has."""

    report: Report
    form: Form
    forms: Mapping[str, Form]
    lexicon: Lexicon
    imposed_level: str | None
    lang: str

    @cached_property
    def level(self) -> str | None:
        """The level of the publishing organ: the one imposed, else by its name; None where that does not tell."""
        if self.imposed_level is not None:
            return self.imposed_level
        name = fold(self.report.organization or "")
        return next((level for level, pattern in self.lexicon.levels if pattern.search(name)), None)

    @cached_property
    def is_report(self) -> bool:
        """Whether the document is an annual report on information disclosure: by its title, else by its parts."""
        report = self.report
        if report.title is not None and report.title.names_report:
            return True
        spoken_of = {part.key for section in report.sections if (part := self._part_told(section))}
        return len(spoken_of & _SPECIAL) >= 2 or bool(report.tables)

    @cached_property
    def is_related(self) -> bool:
        """Whether it is one, or at least has a part of one, so that speaking of its other parts makes sense."""
        return self.is_report or any(self._part_told(section) for section in self.report.sections)

    def _part_told(self, section: Section) -> Part | None:
        """The part that a section's own heading speaks of, not one that it was given by its place."""
        if section.part is None:
            return None
        return self.form.part_with_title(label_key(section.title)) or self.form.part_about(fold(section.title))

    def form_of(self, table: Table) -> TableForm:
        """The form that a table was bound to, which may be that of another regime."""
        return self.forms[table.regime].tables[table.name]

    def printed(self, name: str) -> str:
        """A table's short name (表三) in the language of the messages."""
        return self.form.tables[name].printed[self.lang]

    def place_of(self, part: str) -> Span | None:
        """The heading of a prescribed part, else that of the nearest part before it, else after it."""
        order = [entry.key for entry in self.form.parts]
        at = order.index(part)
        for key in (part, *reversed(order[:at]), *order[at + 1 :]):
            section = self.report.part(key)
            if section is not None:
                return section.heading.span()
        return None

    def numbered(self, part: str) -> str:
        """The prescribed heading of a part with its numeral (三、…)."""
        order = [entry.key for entry in self.form.parts]
        return f"{chinese_numeral(order.index(part) + 1)}、{self.form.part(part).title}"


def text_of(section: Section) -> str:
    """All that a section says below its heading, folded, a line for each paragraph and sub-heading."""
    lines = [fold(child.heading.text) for child in section.walk() if child is not section]
    for child in section.walk():
        lines.extend(fold(block.text.text) for block in child.blocks if isinstance(block, Paragraph))
    return "\n".join(lines)
