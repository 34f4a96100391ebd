"""What every check works with: the report in its surroundings, and what a check may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from linter.claims import Claim, Passage, Reader, passages
from linter.diagnostics import Fix, Severity, Value
from linter.document import Cell, Paragraph, Span
from linter.equations import Balance, balances
from linter.forms import Form, Part, TableForm
from linter.lexicon import Lexicon
from linter.prior import Missing, Prior
from linter.prior import evidence as evidence_of_last_year
from linter.report import Report, Section, State, Table
from linter.rules import Rule
from linter.sentences import Language
from linter.text import chinese_numeral, fold, label_key

if TYPE_CHECKING:
    from linter.repairs import Repairs

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
    is one; `values` fill the message's placeholders, `variant` chooses its phrasing. `severity` is its own where that
    is lower than the rule's. `is_certain`: `expected` is what must stand there.
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
    severity: Severity | None = None
    is_certain: bool = False


class Undecided(NamedTuple):
    """Why a check could not be decided, by language."""

    reason: Mapping[str, str]


@dataclass(frozen=True)
class Context:
    """A report and what it is measured by.

    `imposed_level` is the level that the user says the organ has, `rules` are all that were loaded: what one of them
    finds may rest on the others' equations. `prior` is last year's report, or why there is none.
    """

    report: Report
    form: Form
    forms: Mapping[str, Form]
    lexicon: Lexicon
    imposed_level: str | None
    lang: str
    language: Language
    rules: Sequence[Rule] = ()
    prior: Prior | Missing | None = None

    @cached_property
    def level(self) -> str | None:
        """The level of the publishing organ: the one imposed, else by its name; None where that does not tell."""
        if self.imposed_level is not None:
            return self.imposed_level
        name = fold(self.report.organization or "")
        return next((level for level, pattern in self.lexicon.levels if pattern.search(name)), None)

    @cached_property
    def balances(self) -> Mapping[str, tuple[Balance, ...]]:
        """How the equations of each rule stand, by its code; rules whose table is missing have no entry."""
        found: dict[str, tuple[Balance, ...]] = {}
        for rule in self.rules:
            if rule.check == "equation" and self.form.regime in rule.regimes:
                table = self.report.tables.get(cast(str, rule.params["table"]))
                if table is not None:
                    found[rule.code] = tuple(balances(rule.code, rule.params, table, self.form_of(table)))
        return found

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The prose of the report, its sentences with figures as trees."""
        return passages(self.report, self.language)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the sentences say about the figures of the tables."""
        reader = Reader(self.language.data, self.report.year)
        return tuple(claim for passage in self.passages for claim in reader.claims(passage))

    @cached_property
    def repairs(self) -> Repairs:
        """Which figures are wrong, from all equations together."""
        from linter.checks.statements import evidence
        from linter.repairs import Repairs, localise

        every = [balance for of_rule in self.balances.values() for balance in of_rule]
        if not any(balance.residual or balance.obstacle for balance in every):
            return Repairs()
        prior = self.prior if isinstance(self.prior, Prior) else None
        tables = self.report.tables.values()
        figures = {address: figure for table in tables for address, figure in table.figures.items()}
        values = {address: value for table in tables for address, value in table.values.items()}
        numeric = {
            address: self.form_of(table).columns[figure.column].numeric
            for table in tables
            for address, figure in table.figures.items()
        }

        def allowed(cell: str, value: float) -> bool:
            kind = numeric[cell]
            return (value >= 0 or kind == "change") and (value == int(value) or kind == "amount")

        return localise(
            every,
            values,
            blank=lambda cell: figures[cell].state in (State.BLANK, State.NO_DATA),
            allowed=allowed,
            written=lambda cell: figures[cell].text if cell in figures and figures[cell].cell else None,
            evidence=(*evidence(self), *evidence_of_last_year(prior, self.lang)),
            prior=prior.values if prior else None,
        )

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
