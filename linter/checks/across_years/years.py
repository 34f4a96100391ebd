"""Checks of this year's report against last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention, Undecided
from linter.checks.tables.cells import cell_name
from linter.model.diagnostics import Severity
from linter.model.last_year import Missing, Prior
from linter.model.report import Table
from linter.parsing.comparable import text_of_part
from linter.rules.kind import Kind
from linter.rules.rule import Rule

_SHINGLE = 8  # characters
_LONG_ENOUGH = 150  # characters of a part: shorter ones are bound to be alike
_COPIED = 0.85  # the share of a part that two normal years have in common is below a half

Outcome = Finding | Undecided
Number = int | float
Values = Mapping[str, Number]


def carry_over_mismatch(context: Context, rule: Rule) -> Iterator[Outcome]:
    """Applications carried over are those that last year's report carried forward.

    A difference in 总计 is an error; where only single columns differ, applicants may have been classified anew,
    which is worth a warning.
    """
    prior = context.prior
    if not isinstance(prior, Prior):
        yield from _missing(prior)
        return
    table, year = context.report.tables.get("applications"), context.report.year
    if table is None or year is None or not _has_table(context, table.name, year - 1):
        return
    differing = list(carried_otherwise(table.values, prior.values, context.form_of(table).columns))
    if not differing:
        return
    address, before = max(differing, key=lambda entry: entry[0].endswith("/total"))
    is_total = address.endswith("/total")
    others = [entry for entry in differing if entry[0] != address]
    yield _finding(
        context,
        table,
        prior,
        address,
        before,
        f"applications/carried_forward/{address.rpartition('/')[2]}",
        severity=None if is_total else Severity.WARNING,
        related=tuple(_other(context, table, other, value) for other, value in others),
    )


def carried_otherwise(now: Values, before: Values, columns: Iterable[str]) -> Iterator[tuple[str, Number]]:
    """The cells of what was carried over that differ from what was carried forward, each with the latter.

    Args:
        now, before: the figures of both reports by address.
        columns: of the table of applications.
    """
    for column in columns:
        address = f"applications/carried_over/{column}"
        forward = before.get(f"applications/carried_forward/{column}")
        if forward is not None and address in now and now[address] != forward:
            yield address, forward


def _other(context: Context, table: Table, address: str, before: float) -> Mention:
    figure = table.figures[address]
    place = cell_name(context, table, figure)
    message = f"{place}：上年为{before}" if context.lang == "zh" else f"{place}: {before} last year"
    return Mention(message, table.place_of(figure), figure.cell, (address,))


def stock_mismatch(context: Context, rule: Rule) -> Iterator[Outcome]:
    """What is in force is what was in force last year, with what was issued and without what was repealed.

    In the form of 2019 the number of items of last year changes by the increase that last year's report tells. A row
    that was left blank is not held against last year's.
    """
    prior = context.prior
    if not isinstance(prior, Prior):
        yield from _missing(prior)
        return
    table = context.report.tables.get("disclosure")
    if table is None or prior.regime != table.regime:
        return
    rows = (row for row in context.form_of(table).rows if row not in table.blank_rows)
    for address, expected in stocked_otherwise(table.values, prior.values, rows):
        yield _finding(context, table, prior, address, expected, address)


def stocked_otherwise(now: Values, before: Values, rows: Iterable[str]) -> Iterator[tuple[str, Number]]:
    """The cells of what is in force that differ from what last year's and the changes come to, each with that.

    Args:
        now, before: the figures of both reports by address.
        rows: of the table of disclosure.
    """
    for row in rows:
        cell = f"disclosure/{row}/"
        try:
            if cell + "in_force" in now:
                address = cell + "in_force"
                expected = before[address] + now[cell + "issued"] - now[cell + "repealed"]
            else:
                address = cell + "items_last_year"
                expected = before[address] + before[cell + "change"]
            if now[address] != expected:
                yield address, expected
        except KeyError:
            continue  # the row has other columns, or a figure cannot be read


def _finding(
    context: Context,
    table: Table,
    prior: Prior,
    address: str,
    expected: float,
    before: str,
    severity: Severity | None = None,
    related: tuple[Mention, ...] = (),
) -> Finding:
    figure = table.figures[address]
    printed = context.printed(table.name)
    column = address.rpartition("/")[2]
    values = {
        "table": printed,
        "cell": cell_name(context, table, figure),
        "found": figure.text or ("空白" if context.lang == "zh" else "blank"),
        "expected": expected,
        "before": prior.values[before],
        "prior": prior.path,
    }
    row = context.form_of(table).rows[before.split("/")[1]].text
    label = context.form_of(table).columns[column].full
    source = f"{prior.path}：{printed}“{row}”行“{label}”列为{prior.values[before]}"
    if context.lang == "en":
        source = f"{prior.path}: {printed}, row “{row}” column “{label}” is {prior.values[before]}"
    return Finding(
        table.place_of(figure),
        values,
        cell=figure.cell,
        cells=(address,),
        expected=expected,
        actual=figure.value,
        related=(Mention(source, None, None, (before,)), *related),
        severity=severity,
    )


def copied_from_prior(context: Context, rule: Rule) -> Iterator[Outcome]:
    """A part is not last year's text with the year changed."""
    prior = context.prior
    if not isinstance(prior, Prior):
        yield from _missing(prior)
        return
    for section in context.report.sections:
        before = prior.parts.get(section.part or "", "")
        share = share_copied(text_of_part(section), before)
        if share is not None:
            values = {"part": section.title, "share": f"{share:.0%}", "prior": prior.path}
            yield Finding(section.heading.span(), values, actual=f"{share:.0%}")


def share_copied(text: str, before: str) -> float | None:
    """How much of a text stands in another one, by stretches of eight characters; None where it is its own."""
    if min(len(text), len(before)) < _LONG_ENOUGH:
        return None
    known = {before[at : at + _SHINGLE] for at in range(len(before) - _SHINGLE + 1)}
    stretches = [text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)]
    share = sum(stretch in known for stretch in stretches) / len(stretches)
    return share if share >= _COPIED else None


def _missing(prior: Missing | None) -> Iterator[Undecided]:
    if prior is not None and prior.is_there:
        yield Undecided(prior.reason)


def _has_table(context: Context, table: str, year: int) -> bool:
    """Whether the form of a year's reports has a table."""
    return any(table in form.tables for form in context.forms.values() if form.covers(year))


CHECKS = (
    Check(
        Kind(
            "carry-over",
            ("table", "cell", "found", "expected", "before", "prior"),
            across_years=True,
            beside_prior=True,
        ),
        carry_over_mismatch,
    ),
    Check(
        Kind("stock", ("table", "cell", "found", "expected", "before", "prior"), across_years=True, beside_prior=True),
        stock_mismatch,
    ),
    Check(Kind("copied", ("part", "share", "prior"), across_years=True, beside_prior=True), copied_from_prior),
)
