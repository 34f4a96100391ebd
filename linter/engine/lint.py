"""Checking one report: read, parse, run the rules, and put the findings in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from linter import reference as references
from linter.checks.acceptances import not_accepted
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.registry import shipped
from linter.engine.archive import NOT_GIVEN, Archive
from linter.engine.fingerprints import fingerprinted
from linter.engine.reported import PlacesInReport, diagnostic, in_order, unexplained
from linter.engine.rule_run import run_rules
from linter.forms import regimes
from linter.model.diagnostics import Diagnostic, FileResult, NotCompared
from linter.model.document import Document
from linter.model.last_year import Known, Missing, Prior
from linter.model.records import NamedTuple
from linter.model.report import Report
from linter.parsing.comparable import prior_of
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.readers.guard import as_read_error, read_error
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet
from linter.text.masks import NONE, Masks, Number
from linter.type_names import cast


class Options(NamedTuple):
    """What a user may impose on a run; None leaves it to the report.

    `excerpts` are wanted for the console, the `proof` of each report for a page, its `facts` for a survey, what is
    `comparable` where reports of several years are checked together: not where a form or a year is imposed on a report,
    for as last year's it is read without.
    """

    regime: str | None = None
    year: int | None = None
    level: str | None = None
    lang: str = "zh"
    excerpts: bool = False
    proof: bool = False
    facts: bool = False
    comparable: bool = False


def lint_bytes(
    path: str,
    data: bytes,
    rules: RuleSet,
    options: Options,
    *,
    format: str | None = None,
    archive: Archive | Prior | Missing | None = None,
) -> FileResult:
    """Check one file's content. A file that cannot be read gives a result with an `error`, never an exception.

    Args:
        path: only a name; its suffix tells the format.
        data: the file's content.
        rules: which rules to run.
        options: language, regime, year, level.
        format: to impose one.
        archive: last year's report, why there is none, or the reports among which it is looked for.
    """
    try:
        document = read(path, data, format)
        format = document.format
        return lint_document(document, rules, options, archive)
    except Exception as error:  # a defect of the program must not hide what is said of other files
        return FileResult(path, format, error=read_error(error).in_language(options.lang))


def lint_again(path: str, data: bytes, rules: RuleSet, options: Options, archive: Archive) -> FileResult | None:
    """Check a file whose figures need no repair beside last year's report; None where that one changes nothing.

    With most it does not, which the few rules that look at it tell for half the price; the file is read once for both.

    Args:
        path, data, rules, options: as of `lint_bytes`, with which the file was checked before.
        archive: the reports among which last year's is looked for.
    """
    few = frozenset(rule.code for rule in rules.rules if rule.kind.beside_prior) & rules.selected
    try:
        context = _context(read(path, data), rules, options, archive)
        lean = options._replace(excerpts=False, proof=False, facts=False, comparable=False)
        result = _checked(context, rules._replace(selected=few), lean)
        is_beside = isinstance(context.prior, Prior)  # else it is to be told why there is nothing to compare with
        changes = result.diagnostics or result.not_evaluated or not is_consistent(result) or not is_beside
        return _checked(context, rules, options) if changes else None
    except Exception:  # there is one way to tell what went wrong
        return lint_bytes(path, data, rules, options, archive=archive)


def is_consistent(result: FileResult) -> bool:
    """Whether the figures of a report need no repair."""
    return result.error is None and result.repairs.get("status") == "consistent"


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
    with as_read_error():
        return known_as(path, parse_document(read(path, data), references.load()))


def known_as(path: str, report: Report | FileResult) -> Known:
    """What of a report others find it by."""
    return Known(path, report.organization, report.year)


def lint_document(
    document: Document, rules: RuleSet, options: Options, archive: Archive | Prior | Missing | None = None
) -> FileResult:
    """Check what a reader made of a file.

    Args:
        document: the file's content.
        rules: which rules to run.
        options: what is imposed on the report, and what is wanted beside its diagnostics.
        archive: last year's report, why there is none, or the reports among which it is looked for.
    """
    return _checked(_context(document, rules, options, archive), rules, options)


def _checked(context: Context, rules: RuleSet, options: Options) -> FileResult:
    """What these rules find in a report."""
    report, document = context.report, context.report.document
    run = run_rules(context, rules)
    masks = _masks(report, rules, run.evaluated, run.found) if run.found or options.proof or options.facts else NONE
    found = unexplained(run.found)
    if document.comments:
        found = not_accepted(found, document, rules, {entry.code for entry in run.not_evaluated})
    found = in_order(found)
    findings = [finding for _, finding in found]
    places = PlacesInReport(report, context.form, findings)
    diagnostics = tuple(fingerprinted(_diagnostics(found, context, places, masks), places.part))
    repairs = context.repairs.as_object()
    result = FileResult(
        document.path,
        document.format,
        report.regime,
        report.year,
        report.organization,
        masks.text(report.title.text) if report.title else None,
        diagnostics,
        tuple(one._replace(reason=masks.text(one.reason)) for one in run.not_evaluated),
        repairs=cast("dict[str, object]", masks.plain(repairs)) if masks else repairs,
        evaluated=tuple(run.evaluated),
    )
    result = result._replace(not_compared=tuple(_not_compared(context, rules)))
    if options.facts:
        from linter.engine.facts_of_report import facts_of

        result = result._replace(facts=facts_of(report, masks))
    if options.comparable and options.regime is None and options.year is None:
        from linter.engine.comparison import comparable

        with suppress(Exception):  # then last year's report is held against the file itself, where it is told why
            result = result._replace(comparable=comparable(context))
    return _illustrated(result, list(zip(diagnostics, findings, strict=True)), context, options, masks)


def _not_compared(context: Context, rules: RuleSet) -> Iterator[NotCompared]:
    """That last year's report was not at hand, where a rule wants it that suits the report.

    Before 2019 there was no table from which anything could be carried over.
    """
    report, prior = context.report, context.prior
    if isinstance(prior, Prior) or report.year is None or not context.is_report:
        return
    wanted = any(
        rule.code in rules.selected and rule.kind.across_years and context.form.regime in rule.regimes
        for rule in rules.rules
    )
    had_table = any("applications" in form.tables for form in context.forms.values() if form.covers(report.year - 1))
    if wanted and had_table:
        yield NotCompared("prior", (prior or NOT_GIVEN).reason[context.lang])


def _context(
    document: Document, rules: RuleSet, options: Options, archive: Archive | Prior | Missing | None
) -> Context:
    """The report in its surroundings: its form, the language, last year's report."""
    reference = references.load()
    report = parse_document(document, reference, regime=options.regime, year=options.year)
    return Context(
        report,
        reference.forms[report.regime or regimes.LATEST],
        reference.forms,
        reference.lexicon,
        options.level,
        options.lang,
        reference.language,
        rules.rules,
        rules.selected,
        archive.before(known_as(document.path, report)) if isinstance(archive, Archive) else archive,
    )


def _diagnostics(
    found: Iterable[tuple[Rule, Finding]], context: Context, places: PlacesInReport, masks: Masks
) -> Iterator[Diagnostic]:
    """What was found as it is reported."""
    for rule, finding in found:
        reported = diagnostic(finding, rule, context.form.regime, places, context.lang)
        if context.report.document.recognised is not None and rule.kind.when_recognised == "doubted":
            from linter.engine.doubts import with_doubt

            reported = with_doubt(reported, finding, context)
        yield masks.finding(reported)


def _illustrated(
    result: FileResult,
    found: Sequence[tuple[Diagnostic, Finding]],
    context: Context,
    options: Options,
    masks: Masks,
) -> FileResult:
    """The result with what is to be shown of the report: its lines beside the diagnostics, or all of it."""
    if options.excerpts and found:
        from linter.engine.excerpts import excerpt

        shown = (excerpt(context.report, one, finding.span, masks) for one, finding in found)
        result = result._replace(excerpts=tuple(shown))
    if options.proof:
        from linter.engine.page_builder import proof

        result = result._replace(proof=proof(context, found, masks))
    return result


def masks_of(document: Document, rules: RuleSet, options: Options) -> Masks:
    """The numbers of persons in a document, which no output repeats whole."""
    report = parse_document(document, references.load(), regime=options.regime, year=options.year)
    return _masks(report, rules)


def _masks(
    report: Report, rules: RuleSet, evaluated: Sequence[str] = (), found: Sequence[tuple[Rule, Finding]] = ()
) -> Masks:
    """The same, where it is known which rules were run and what they found."""
    from linter.checks.content.personal import numbers

    known: list[Number] = []
    for rule in rules.rules:
        if rule.check != "personal-data":
            continue
        if rule.code in evaluated and all(other.code != rule.code for other, _ in found):
            continue  # there are none
        with suppress(Exception):  # a rule that fails is told of where it is run
            known.extend(numbers(report, rule))
    return Masks(known)
