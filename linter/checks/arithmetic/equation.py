"""Check of sums: every equation of a rule, in every column or row of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.arithmetic.equations import Balance, Instance, needed, total
from linter.arithmetic.repairs import Change, Component
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention, Undecided
from linter.checks.tables.cells import cell_name
from linter.forms.form import TABLES, TableForm
from linter.model.claimed_figures import Operand
from linter.model.report import State, Table
from linter.rules.kind import Equations, Flag, Kind, Parameters, Subjects, Written
from linter.rules.rule import Rule
from linter.type_names import Annotated

_FEW_TERMS = 4
_MOST_LISTED = 8
Values = Mapping[str, int | float]


class Params(Parameters):
    """Equations over the rows (or columns) of a table, and the `subject` of each, at which it is reported.

    `localise`: they hold for every report, so that they may tell, together with others, which figure is wrong.
    """

    table: Annotated[str, Written("choice", TABLES)]
    terms: Annotated[str, Written("choice", ("rows", "columns"))]
    equations: Equations
    subject: Subjects
    localise: Flag = False


def equation(context: Context, rule: Rule) -> Iterator[Finding | Undecided]:
    """The equations hold. A blank cell counts as 0, unless its whole row or all totals are, or all that is summed.

    An equation with a cell that is missing or cannot be read is undecided; the reasons are given once. Where the
    report cannot tell which of the figures is wrong, those that it may be are named.
    """
    params: Params = rule.params
    name = params.table
    table = context.report.tables.get(name)
    if table is None:
        if name in context.form.tables:
            printed = context.printed(name)
            yield Undecided({"zh": f"没有{printed}", "en": f"{printed} is missing"})
        return
    form = context.form_of(table)
    undecided: dict[str, Undecided] = {}
    for balance in context.balances.get(rule.code, ()):
        if balance.residual is None:
            obstacle = _obstacle(context.printed(name), table, form, balance.obstacle)
            undecided.setdefault(obstacle.reason["en"], obstacle)
        elif balance.residual:
            yield _finding(context, table, form, balance)
    if undecided:
        reasons = [entry.reason for entry in undecided.values()]
        yield Undecided({lang: "；".join(reason[lang] for reason in reasons) for lang in ("zh", "en")})


def _finding(context: Context, table: Table, form: TableForm, balance: Balance) -> Finding:
    instance, residual = balance.instance, balance.residual
    assert residual is not None
    values = table.values
    subject = table.figures[instance.subject]
    expected = needed(instance, instance.subject, values)
    return Finding(
        table.place_of(subject),
        {
            "table": context.printed(table.name),
            "line": form.columns[instance.line].full if instance.by_rows else form.rows[instance.line].text,
            "left": _written(instance.left, values),
            "right": _written(instance.right, values),
            "sum": expected,
            "found": subject.text or ("空白" if context.lang == "zh" else "blank"),
            "difference": abs(residual),
            "subject": form.rows[subject.row].text if instance.by_rows else form.columns[subject.column].full,
        },
        cell=subject.cell,
        cells=instance.cells,
        expected=expected,
        actual=subject.value,
        related=tuple(_possibilities(context, table, balance)),
    )


def told(context: Context, table: Table, balance: Balance) -> str:
    """A broken equation with its numbers: 12+3+0+1=16，表中为18，差2."""
    instance, residual = balance.instance, balance.residual
    assert residual is not None
    form, values = context.form_of(table), table.values
    left, right = _written(instance.left, values), _written(instance.right, values)
    sums = total(instance.left, values), total(instance.right, values)
    if context.lang == "en":
        line = f"column “{form.columns[instance.line].full}”" if instance.by_rows else _row(form, instance, "“{}”")
        found = f"the table says {right}" if len(instance.right) == 1 else f"{_equal(right, sums[1])}"
        return f"{line}: {_equal(left, sums[0])}, {found}, a difference of {abs(residual)}"
    line = f"“{form.columns[instance.line].full}”列" if instance.by_rows else _row(form, instance, "“{}”行")
    found = f"表中为{right}" if len(instance.right) == 1 else _equal(right, sums[1])
    return f"{line}{_equal(left, sums[0])}，{found}，差{abs(residual)}"


def _row(form: TableForm, instance: Instance, quoted: str) -> str:
    """The row that an equation is about; the column of its subject where the table has one row without a label."""
    label = form.rows[instance.line].text
    return quoted.format(label) if label else f"“{form.columns[instance.subject.rpartition('/')[2]].full}”："


def _equal(side: str, value: int | float) -> str:
    return side if side == str(value) else f"{side}={value}"


def _possibilities(context: Context, table: Table, balance: Balance) -> Iterator[Mention]:
    """The changes that would settle a broken equation, where the report alone cannot decide between them."""
    component = context.repairs.component_of(balance)
    if component is None or len(component.candidates) < 2:
        return
    yield Mention(_UNDECIDED[context.lang])
    listed = list(_changes_in(component, balance.instance))
    for change in listed[:_MOST_LISTED]:
        figure = table.figures[change.cell]
        place = cell_name(context, table, figure)
        if context.lang == "en":
            message = f"{place}: {_current(change, 'blank')} would have to be {change.suggested}"
        else:
            message = f"若错在{place}：{_current(change, '空白')}应改为{change.suggested}"
        yield Mention(message, table.place_of(figure), figure.cell, (change.cell,))


_UNDECIDED = {
    "zh": "仅凭本报告不能确定哪个数字有误，可能的改法如下，请与台账核对",
    "en": "the report alone cannot decide which figure is wrong; it may be one of these",
}


def _current(change: Change, blank: str) -> object:
    return blank if change.current is None else change.current


def _changes_in(component: Component, instance: Instance) -> Iterator[Change]:
    """What the candidates change in an equation's cells, each once, the best first."""
    seen: set[Change] = set()
    for candidate in component.candidates:
        for change in candidate:
            if change.cell in instance.cells and change not in seen:
                seen.add(change)
                yield change


def _obstacle(printed: str, table: Table, form: TableForm, address: str) -> Undecided:
    """Why an equation cannot be evaluated: a row or column is missing or blank, or what stands there instead."""
    if not address:
        return Undecided({"zh": f"{printed}有整行或整列空白", "en": f"{printed} has rows or a column left blank"})
    _, row, column = address.split("/")
    figure = table.figures.get(address)
    row_is_there = any(other.row == row and other.state is not State.UNKNOWN for other in table.figures.values())
    label = form.columns[column].full if row_is_there else form.rows[row].text
    if not label:
        return Undecided({"zh": f"{printed}没有填数字的一行", "en": f"{printed} has no row of figures"})
    if figure is None or figure.state is State.UNKNOWN:
        return Undecided({"zh": f"{printed}缺“{label}”", "en": f"{printed} lacks “{label}”"})
    return Undecided(
        {
            "zh": f"{printed}“{label}”的“{figure.text}”不是数字",
            "en": f"“{figure.text}” in {printed}, “{label}”, is not a number",
        }
    )


def _written(side: Sequence[Operand], values: Values) -> str:
    """A side with its numbers filled in; noughts among many terms are left out."""
    numbers = [factor * values[address] if address else factor for factor, address in side]
    if len(numbers) > _FEW_TERMS:
        numbers = [number for number in numbers if number] or [0]
    return "".join(f"{number:+}" if index else str(number) for index, number in enumerate(numbers))


CHECKS = (
    Check(
        Kind(
            "equation",
            ("table", "line", "left", "right", "sum", "found", "difference", "subject"),
            params=Params,
            beside_prior=True,
        ),
        equation,
    ),
)
