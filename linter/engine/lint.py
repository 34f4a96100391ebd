"""Checking one report: read, parse, run the rules, and put the findings in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from linter import reference as references
from linter.checks.acceptances import not_accepted
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention, Undecided
from linter.checks.registry import CHECKS, shipped
from linter.engine.archive import Archive
from linter.engine.fingerprints import fingerprinted
from linter.forms import regimes
from linter.model.diagnostics import Diagnostic, FileResult, Location, NotEvaluated, ReadError, Related
from linter.model.document import Cell, Document, Span
from linter.model.last_year import Known, Prior
from linter.model.locations import locate
from linter.model.report import Report
from linter.parsing.last_year import prior_of
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet

_WHOSE = {
    "zh": "看不出是哪个机关、哪一级的报告，可用 --level 指明层级",
    "en": "the report does not tell whose it is or of which level; --level imposes the level",
}
_NOWHERE = Span(0, 0)  # a finding about the document as a whole


class Options(NamedTuple):
    """What a user may impose on a run; None leaves it to the report.

    `excerpts` are wanted for the console, the `proof` of each report for a page.
    """

    regime: str | None = None
    year: int | None = None
    level: str | None = None
    lang: str = "zh"
    excerpts: bool = False
    proof: bool = False


def lint_bytes(
    path: str,
    data: bytes,
    rules: RuleSet,
    options: Options,
    *,
    format: str | None = None,
    archive: Archive | None = None,
) -> FileResult:
    """Check one file's content. A file that cannot be read gives a result with an `error`, never an exception.

    Args:
        path: only a name; its suffix tells the format.
        data: the file's content.
        rules: which rules to run.
        options: language, regime, year, level.
        format: to impose one.
        archive: the reports among which last year's is looked for.
    """
    try:
        document = read(path, data, format)
    except ReadError as error:
        return FileResult(path, format, error=error.in_language(options.lang))
    try:
        return lint_document(document, rules, options, archive)
    except Exception as error:  # a defect of the program must not hide what is said of other files
        kind = type(error).__name__
        failure = ReadError(
            "E001", f"检查时程序出错（{kind}），请报告此问题", f"the check failed ({kind}); please report this"
        )
        return FileResult(path, document.format, error=failure.in_language(options.lang))


def lint_source(
    text: str,
    *,
    path: str = "example.md",
    format: str = "markdown",
    ruleset: RuleSet | None = None,
    year: int | None = None,
    select: Sequence[str] = (),
    prior: str | None = None,
) -> FileResult:
    """Check a text, as the examples of rules are checked; `prior` is the text of last year's report."""
    rules = ruleset or shipped()
    if select:
        rules = rules._replace(selected=frozenset(code for code in rules.selected if code.startswith(tuple(select))))
    before = None if prior is None else prior_of(parse_source(prior), "prior.md")
    return lint_document(read(path, text.encode("utf-8"), format), rules, Options(year=year), before)


def parse_source(text: str, path: str = "example.md", format: str = "markdown", year: int | None = None) -> Report:
    """A text as a report."""
    document = read(path, text.encode("utf-8"), format)
    return parse_document(document, references.load(), year=year)


def identify(path: str, data: bytes) -> Known:
    """Whose report of which year a file is.

    Raises:
        ReadError: the file cannot be read.
    """
    report = parse_document(read(path, data), references.load())
    return Known(path, report.organization, report.year)


def lint_document(
    document: Document, rules: RuleSet, options: Options, archive: Archive | Prior | None = None
) -> FileResult:
    """Check what a reader made of a file, beside last year's report if it is there or in an archive."""
    reference = references.load()
    report = parse_document(document, reference, regime=options.regime, year=options.year)
    prior = archive.before(report, document.path) if isinstance(archive, Archive) else archive
    form = reference.forms[report.regime or regimes.LATEST]
    context = Context(
        report,
        form,
        reference.forms,
        reference.lexicon,
        options.level,
        options.lang,
        reference.language,
        rules.rules,
        prior,
    )
    found: list[tuple[Rule, Finding]] = []
    not_evaluated: list[NotEvaluated] = []
    evaluated: list[str] = []
    for rule in rules.rules:
        if rule.code not in rules.selected or form.regime not in rule.regimes:
            continue
        if not (context.is_related or rule.kind.of_any_document):
            continue
        concerns = context.concerns(rule)
        if concerns is None:
            not_evaluated.append(NotEvaluated(rule.code, _WHOSE[options.lang]))
        if not concerns:
            continue
        try:
            outcomes = list(CHECKS[rule.check].run(context, rule))
        except Exception as error:  # a broken rule is not a broken report
            not_evaluated.append(_crash(rule, error, options.lang))
            continue
        evaluated.append(rule.code)
        for outcome in outcomes:
            if isinstance(outcome, Undecided):
                not_evaluated.append(NotEvaluated(rule.code, outcome.reason[options.lang]))
            else:
                found.append((rule, outcome))
    found = _causes(found)
    if document.comments:
        found = not_accepted(found, document, rules, {entry.code for entry in not_evaluated})
    reported = sorted(found, key=_place)
    diagnostics = tuple(fingerprinted(_diagnostics(reported, form.regime, _Places(report), options), document))
    result = FileResult(
        document.path,
        document.format,
        report.regime,
        report.year,
        report.organization,
        report.title.text if report.title else None,
        diagnostics,
        tuple(not_evaluated),
        repairs=context.repairs.as_object(),
        evaluated=tuple(evaluated),
    )
    if options.excerpts and diagnostics:
        from linter.engine.excerpts import excerpt

        shown = (excerpt(report, one, finding.span) for one, (_, finding) in zip(diagnostics, reported, strict=True))
        result = result._replace(excerpts=tuple(shown))
    if options.proof:
        from linter.engine.page_builder import proof

        findings = (finding for _, finding in reported)
        return result._replace(proof=proof(context, list(zip(diagnostics, findings, strict=True))))
    return result


def _causes(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """The findings without those that another one explains: a wrong figure takes its broken equations with it."""
    explained: set[tuple[str | None, object]] = set()
    for rule, finding in found:
        if rule.check == "wrong-figure":
            for mention in finding.related:
                explained |= {(mention.code, mention.cells), (mention.code, mention.span)}
    return [
        (rule, finding)
        for rule, finding in found
        if not explained.intersection([(rule.code, finding.cells), (rule.code, finding.span)])
        or rule.check == "wrong-figure"
    ]


def _diagnostics(
    found: Iterable[tuple[Rule, Finding]], regime: str, places: _Places, options: Options
) -> Iterator[tuple[Diagnostic, Span | None]]:
    """What was found as it is reported, with its place where it is no table cell."""
    for rule, finding in found:
        yield _diagnostic(finding, rule, regime, places, options), None if finding.cell else finding.span


def _place(entry: tuple[Rule, Finding]) -> tuple[int, str, int]:
    """What puts findings in the order of the document."""
    rule, finding = entry
    span = finding.span or _NOWHERE
    return span.start, rule.code, span.end


def _crash(rule: Rule, error: Exception, lang: str) -> NotEvaluated:
    kind = type(error).__name__
    reasons = {
        "zh": f"规则运行出错（{kind}），请报告此问题",
        "en": f"the rule failed ({kind}); please report this",
    }
    return NotEvaluated(rule.code, reasons[lang], crashed=True)


class _Places:
    """Where things stand in one report, in the terms of a `Location`."""

    def __init__(self, report: Report) -> None:
        self._document = report.document
        self._starts = [section.heading.starts[0] for section in report.sections if section.level == 1]
        self._numbers = [section.number for section in report.sections if section.level == 1]
        self._tables = report.tables.values()

    @cached_property
    def _grid_numbers(self) -> dict[int, int]:
        """The number of the grid of each cell, by the cell's id."""
        grids = [grid for table in self._tables for grid in table.grids]
        return {id(cell): grid.number for grid in grids for row in grid.rows for cell in row}

    def section(self, span: Span) -> str | None:
        """The numeral of the level-1 section that a place stands in."""
        index = bisect_right(self._starts, span.start) - 1
        return self._numbers[index] if index >= 0 else None

    def location(self, span: Span, cell: Cell | None) -> Location:
        location = locate(self._document, span)
        if cell is None:
            return location
        return location._replace(table=self._grid_numbers[id(cell)], row=cell.row, col=cell.column)

    def related(self, mention: Mention) -> Related:
        location = Location() if mention.span is None else self.location(mention.span, mention.cell)
        return Related(mention.message, location, mention.cells, mention.code)


def _diagnostic(finding: Finding, rule: Rule, regime: str, places: _Places, options: Options) -> Diagnostic:
    span = finding.span or _NOWHERE
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity if finding.severity is None else min(rule.severity, finding.severity),
        rule.say(options.lang, finding.values, finding.variant),
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
