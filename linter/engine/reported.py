"""From what checks found to what is reported of it: message, place, basis, in the order of the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from linter.checks.finding import Finding, Mention
from linter.forms.form import Form
from linter.model.diagnostics import Diagnostic, Location, Related
from linter.model.document import Cell, Span
from linter.model.locations import locate
from linter.model.records import kept
from linter.model.report import Report, Section
from linter.rules.rule import Rule
from linter.text.numbers import chinese_numeral
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.engine.spots import Spots

# Checks whose finding in a title or heading is another one's, by the checks that tell it there
_CAUSES = {
    "report-title": ("placeholder",),
    "part-title": ("placeholder", "repeated-words"),
    "stale-year": ("part-title",),
}
_NOWHERE = Span(0, 0)  # a finding about the document as a whole


def unexplained(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """The findings without those that another one explains: a wrong figure takes its broken equations with it, a
    placeholder in a title what is missing there."""
    explained: set[tuple[str | None, object]] = set()
    for rule, finding in found:
        if rule.check == "wrong-figure":
            for mention in finding.related:
                explained |= {(mention.code, mention.cells), (mention.code, mention.span)}
    return [
        (rule, finding)
        for rule, finding in found
        if rule.check == "wrong-figure"
        or not (
            explained.intersection([(rule.code, finding.cells), (rule.code, finding.span)])
            or (rule.check in _CAUSES and _has_cause(rule, finding, found))
        )
    ]


def _has_cause(rule: Rule, finding: Finding, found: Sequence[tuple[Rule, Finding]]) -> bool:
    """Whether another rule tells the same at the same place: who mends the one has mended both."""
    here = finding.span
    causes = (cause.span for other, cause in found if other.check in _CAUSES[rule.check])
    return here is not None and any(
        there is not None and max(here.start, there.start) < min(here.end, there.end) for there in causes
    )


def in_order(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """The findings in the order of the document; what concerns it as a whole comes first."""
    return sorted(found, key=_order)


def _order(entry: tuple[Rule, Finding]) -> tuple[int, str, int]:
    rule, finding = entry
    span = finding.span or _NOWHERE
    return span.start, rule.code, span.end


class PlacesInReport:
    """Where things stand in one report, in the terms of a `Location`.

    Parameters:
        report: it.
        form: what it is to look like.
        findings: those whose places are asked for.
    """

    def __init__(self, report: Report, form: Form, findings: Sequence[Finding]) -> None:
        numbered = enumerate(form.parts, 1) if form.ordered else ()
        self._prescribed: dict[str | None, str] = {part.key: chinese_numeral(number) for number, part in numbered}
        self._document = report.document
        self._parts = [section for section in report.sections if section.level == 1]
        self._starts = [section.heading.starts[0] for section in self._parts]
        self._tables = (*report.tables.values(), *report.unread.values())
        self._report = report
        self._findings = findings

    @kept
    def _spots(self) -> Spots:
        from linter.engine.spots import Spots

        return Spots(self._report)

    @kept
    def _grid_numbers(self) -> dict[int, int]:
        """The number of the grid of each cell in which something was found, by the cell's id."""
        mentions = [mention for finding in self._findings for mention in finding.related]
        mentioned = {*(id(finding.cell) for finding in self._findings), *(id(mention.cell) for mention in mentions)}
        grids = [grid for table in self._tables for grid in table.grids]
        return {id(cell): grid.number for grid in grids for row in grid.rows for cell in row if id(cell) in mentioned}

    def section(self, span: Span) -> str | None:
        """The numeral of the level-1 section that a place stands in."""
        around = self._around(span)
        return around.number if around else None

    def part(self, span: Span | None) -> str | None:
        """The numeral that the form gives the part that a place stands in; where it gives none, as in `section`."""
        around = self._around(span or _NOWHERE)
        return self._prescribed.get(around.part, around.number) if around else None

    def _around(self, span: Span) -> Section | None:
        """The level-1 section that a place stands in."""
        index = bisect_right(self._starts, span.start) - 1
        return self._parts[index] if index >= 0 else None

    def location(self, span: Span, cell: Cell | None) -> Location:
        """A place in lines and columns; that of a table cell with its table, row and column."""
        location = locate(self._document, span)
        if location.paragraph is not None:
            location = location._replace(spot=self._spots.spot(span))
        if cell is None:
            return location
        return location._replace(table=self._grid_numbers[id(cell)], row=cell.row, col=cell.column)

    def related(self, mention: Mention) -> Related:
        """What belongs to a finding, with its place."""
        location = Location() if mention.span is None else self.location(mention.span, mention.cell)
        return Related(mention.message, location, mention.cells, mention.code)


def diagnostic(finding: Finding, rule: Rule, regime: str, places: PlacesInReport, lang: str) -> Diagnostic:
    """A finding of a rule as it is reported, without a fingerprint.

    Args:
        finding: what the rule's check found.
        rule: says it, how grave it is and on what basis.
        regime: of the report.
        places: of the report.
        lang: of the message.
    """
    span = finding.span or _NOWHERE
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity if finding.severity is None else min(rule.severity, finding.severity),
        rule.say(lang, finding.values, finding.variant),
        rule.basis_in(regime),
        places.location(span, finding.cell),
        places.section(span),
        finding.cells,
        finding.expected,
        finding.actual,
        tuple(map(places.related, finding.related)),
        finding.fix,
        span=finding.span,
        is_certain=finding.is_certain,
    )
