"""Check of sums: every equation of a rule, in every column or row of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from linter.checks.context import Context, Finding, Undecided
from linter.equations import Instance, instances
from linter.evidence import Operand
from linter.expression import Equation
from linter.forms import TableForm
from linter.report import Figure, State, Table
from linter.rules import Rule

_EMPTY = (State.BLANK, State.NO_DATA)
_FEW_TERMS = 4
Values = Mapping[str, int | float]


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
    equations = cast(Sequence[Equation], rule.params["equations"])
    subjects = cast(Sequence[str], rule.params["subject"])
    undecided: dict[str, Undecided] = {}
    for written, subject in zip(equations, subjects, strict=True):
        for instance in instances(written, subject, form, rule.params["terms"] == "rows"):
            outcome = _evaluate(context, table, form, instance)
            if isinstance(outcome, Undecided):
                undecided.setdefault(outcome.reason["en"], outcome)
            elif outcome is not None:
                yield outcome
    if undecided:
        reasons = [entry.reason for entry in undecided.values()]
        yield Undecided({lang: "；".join(reason[lang] for reason in reasons) for lang in ("zh", "en")})


def _evaluate(context: Context, table: Table, form: TableForm, instance: Instance) -> Finding | Undecided | None:
    values = table.values
    try:
        residual = _sum(instance.left, values) - _sum(instance.right, values)
    except KeyError as unreadable:
        return _unreadable(context.printed(table.name), table, form, unreadable.args[0])
    if residual == 0:
        return None
    figures = {address: table.figures[address] for address in instance.cells}
    printed = context.printed(table.name)
    if _is_incomplete(table, figures, instance.subject):
        return Undecided({"zh": f"{printed}有整行空白", "en": f"{printed} has rows left blank"})
    subject = figures[instance.subject]
    expected = values[instance.subject] - residual / _factor(instance)
    whole = int(expected) if expected == int(expected) else expected
    line = form.columns[instance.line].full if instance.by_rows else form.rows[instance.line].text
    return Finding(
        table.place_of(subject),
        {
            "table": printed,
            "line": line,
            "left": _written(instance.left, values),
            "right": _written(instance.right, values),
            "sum": whole,
            "found": subject.text or ("空白" if context.lang == "zh" else "blank"),
            "difference": abs(residual),
            "subject": form.rows[subject.row].text if instance.by_rows else form.columns[subject.column].full,
        },
        cell=subject.cell,
        cells=instance.cells,
        expected=whole,
        actual=subject.value,
    )


def _unreadable(printed: str, table: Table, form: TableForm, address: str) -> Undecided:
    """An equation that cannot be evaluated: the row or column that is missing, or what stands there instead."""
    _, row, column = address.split("/")
    figure = table.figures.get(address)
    row_is_there = any(other.row == row and other.state is not State.UNKNOWN for other in table.figures.values())
    label = form.columns[column].full if row_is_there else form.rows[row].text
    if figure is None or figure.state is State.UNKNOWN:
        return Undecided({"zh": f"{printed}缺“{label}”", "en": f"{printed} lacks “{label}”"})
    return Undecided(
        {
            "zh": f"{printed}“{label}”的“{figure.text}”不是数字",
            "en": f"“{figure.text}” in {printed}, “{label}”, is not a number",
        }
    )


def _sum(side: Sequence[Operand], values: Values) -> int | float:
    return sum([factor * values[address] if address else factor for factor, address in side])


def _factor(instance: Instance) -> int:
    """How often the subject counts, both sides brought to the left."""
    left = sum(factor for factor, address in instance.left if address == instance.subject)
    return left - sum(factor for factor, address in instance.right if address == instance.subject)


def _is_incomplete(table: Table, figures: Mapping[str, Figure], subject: str) -> bool:
    """Whether a failing sum only tells that figures were not filled in: a blank row, or nothing to add up."""
    details = [figure for address, figure in figures.items() if address != subject]
    if details and all(figure.state in _EMPTY for figure in details):
        return True
    blank_rows = {figure.row for figure in figures.values() if figure.state in _EMPTY}
    return any(all(other.state in _EMPTY for other in table.figures.values() if other.row == row) for row in blank_rows)


def _written(side: Sequence[Operand], values: Values) -> str:
    """A side with its numbers filled in; noughts among many terms are left out."""
    numbers = [factor * values[address] if address else factor for factor, address in side]
    if len(numbers) > _FEW_TERMS:
        numbers = [number for number in numbers if number] or [0]
    return "".join(f"{number:+}" if index else str(number) for index, number in enumerate(numbers))
