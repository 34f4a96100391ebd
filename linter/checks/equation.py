"""Check of sums: every equation of a rule, in every column or row of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from linter.checks.context import Context, Finding, Undecided
from linter.expression import Equation, Term
from linter.forms import TableForm
from linter.report import Figure, State, Table
from linter.rules import Rule

_EMPTY = (State.BLANK, State.NO_DATA)


def equation(context: Context, rule: Rule) -> Iterator[Finding | Undecided]:
    """The equations hold. A blank cell counts as 0, unless its whole row is blank or nothing but blanks is summed.

    An equation with a cell that is missing or cannot be read is undecided; the reasons are given once.
    """
    name = cast(str, rule.params["table"])
    table = context.report.tables.get(name)
    if table is None:
        if name in context.form.tables:
            printed = context.printed(name)
            yield Undecided({"zh": f"没有{printed}", "en": f"{printed} is missing"})
        return
    form = context.form_of(table)
    by_rows = rule.params["terms"] == "rows"
    rows = [row.key for block in form.blocks for row in block.rows]
    columns = [column.key for block in form.blocks for column in block.columns]
    equations = cast(Sequence[Equation], rule.params["equations"])
    subjects = rule.params["subject"]
    undecided: dict[str, dict[str, str]] = {}
    for number, written in enumerate(equations):
        wanted = written.expand(rows if by_rows else columns)
        subject = subjects if isinstance(subjects, str) else cast(Sequence[str], subjects)[number]
        for line in columns if by_rows else rows:
            addresses = {
                term.name: f"{name}/{term.name}/{line}" if by_rows else f"{name}/{line}/{term.name}"
                for term in (*wanted.left, *wanted.right)
                if term.name
            }
            outcome = _evaluate(context, table, form, wanted, addresses, subject, line, by_rows)
            if isinstance(outcome, Undecided):
                undecided.setdefault(outcome.reason["en"], dict(outcome.reason))
            elif outcome is not None:
                yield outcome
    if undecided:
        yield Undecided({lang: "；".join(reason[lang] for reason in undecided.values()) for lang in ("zh", "en")})


def _evaluate(
    context: Context,
    table: Table,
    form: TableForm,
    equation: Equation,
    addresses: Mapping[str, str],
    subject: str,
    line: str,
    by_rows: bool,
) -> Finding | Undecided | None:
    found = {term: table.figures.get(address) for term, address in addresses.items()}
    printed = context.printed(table.name)
    figures: dict[str, Figure] = {}
    for term, figure in found.items():
        label = _label(form, term if by_rows else line, line if by_rows else term)
        if figure is None or figure.state is State.UNKNOWN:
            return Undecided({"zh": f"{printed}缺{label}", "en": f"{printed} lacks {label}"})
        if figure.state is State.TEXT:
            return Undecided(
                {
                    "zh": f"{printed}{label}的“{figure.text}”不是数字",
                    "en": f"“{figure.text}” in {printed} {label} is not a number",
                }
            )
        figures[term] = figure
    values = {term: figure.value or 0 for term, figure in figures.items()}
    left, right = _sum(equation.left, values), _sum(equation.right, values)
    if left == right:
        return None
    if _incomplete(table, figures, subject):
        return Undecided({"zh": f"{printed}有整行空白", "en": f"{printed} has rows left blank"})
    factor = next(term.factor for term in equation.terms if term.name == subject)
    residual = left - right
    wanted = figures[subject]
    expected = values[subject] - residual / factor
    whole = int(expected) if expected == int(expected) else expected
    assert wanted.cell is not None or wanted.state in _EMPTY
    row, column = (subject, line) if by_rows else (line, subject)
    span = wanted.cell.span if wanted.cell else table.row_labels[wanted.row].span()
    return Finding(
        span,
        {
            "table": printed,
            "line": form.column(line).full if by_rows else form.row(line).text,
            "left": _written(equation.left, values),
            "right": _written(equation.right, values),
            "sum": whole,
            "found": wanted.text or ("空白" if context.lang == "zh" else "blank"),
            "difference": abs(residual),
            "subject": form.row(row).text if by_rows else form.column(column).full,
        },
        cell=wanted.cell,
        cells=(addresses[subject], *(address for term, address in addresses.items() if term != subject)),
        expected=whole,
        actual=wanted.value,
    )


def _label(form: TableForm, row: str, column: str) -> str:
    printed = form.row(row).text
    return f"“{printed or form.column(column).full}”"


def _sum(side: Sequence[Term], values: Mapping[str, int | float]) -> int | float:
    return sum(factor * (values[name] if name else 1) for factor, name in side)


def _incomplete(table: Table, figures: Mapping[str, Figure], subject: str) -> bool:
    """Whether a failing sum only tells that figures were not filled in: a blank row, or nothing to add up."""
    details = [figure for term, figure in figures.items() if term != subject]
    if all(figure.state in _EMPTY for figure in details):
        return True
    blank_rows = {figure.row for figure in figures.values() if figure.state in _EMPTY}
    return any(all(other.state in _EMPTY for other in table.figures.values() if other.row == row) for row in blank_rows)


def _written(side: Sequence[Term], values: Mapping[str, int | float]) -> str:
    """A side with its numbers filled in; noughts among many terms are left out."""
    numbers = [factor * (values[name] if name else 1) for factor, name in side]
    if len(numbers) > 4:
        numbers = [number for number in numbers if number] or [0]
    return "".join(f"{number:+}" if index else str(number) for index, number in enumerate(numbers))
