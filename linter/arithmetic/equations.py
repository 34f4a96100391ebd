"""The equations of the rules written out over a form, and how they stand with a table's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from linter.arithmetic.expression import Equation
from linter.forms.form import TableForm
from linter.model.claimed_figures import Operand
from linter.model.records import NamedTuple
from linter.model.report import State, Table
from linter.type_names import Any

Number = int | float


class Instance(NamedTuple):
    """An equation for one line of its table: two sums of cells that are to be equal.

    `line` is the key of the column (`by_rows`: the equation's terms are rows) or row that it holds for, `subject`
    the address of the cell that a finding is about, `cells` those of all cells, the subject first.
    """

    line: str
    by_rows: bool
    subject: str
    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    cells: tuple[str, ...]

    def factors(self) -> dict[str, int]:
        """How often each cell counts, both sides brought to the left."""
        found: dict[str, int] = {}
        for side, sign in ((self.left, 1), (self.right, -1)):
            for factor, address in side:
                if address:
                    found[address] = found.get(address, 0) + sign * factor
        return found


class Balance(NamedTuple):
    """How an equation stands: `residual` is left minus right, exactly, None where that cannot be reckoned.

    `code` is the rule that asks for it. `obstacle` is why it cannot be reckoned: the address of a cell that is missing
    or no number, "" where the sum fails only because a row or the totals were left blank.
    """

    code: str
    instance: Instance
    residual: Number | None
    obstacle: str = ""


@lru_cache(maxsize=256)
def instances(equation: Equation, subject: str, form: TableForm, by_rows: bool) -> tuple[Instance, ...]:
    """All instances of an equation over a form's table; lines that lack one of its cells have none."""
    known = frozenset(form.addresses)
    expanded = equation.expand(list(form.rows if by_rows else form.columns))

    def address(term: str, line: str) -> str:
        return f"{form.name}/{term}/{line}" if by_rows else f"{form.name}/{line}/{term}"

    found = []
    for line in form.columns if by_rows else form.rows:
        left, right = (
            tuple(Operand(term.factor, address(term.name, line) if term.name else "") for term in side)
            for side in (expanded.left, expanded.right)
        )
        about = address(subject, line)
        cells = dict.fromkeys((about, *(operand.address for operand in (*left, *right) if operand.address)))
        if known.issuperset(cells):
            found.append(Instance(line, by_rows, about, left, right, tuple(cells)))
    return tuple(found)


def balances(
    code: str, equations: Iterable[tuple[Equation, str]], by_rows: bool, table: Table, form: TableForm
) -> Iterator[Balance]:
    """How the equations of a rule, each with its subject, stand with a table. A blank cell counts as 0.

    A sum that fails is not held against a table with nothing to add up, with a whole row left blank, with the column
    of the totals, or with another one that most sums lack: that only tells that the figures were not filled in.
    """
    values = table.values
    for equation, subject in equations:
        found: list[Balance] = []
        for instance in instances(equation, subject, form, by_rows):
            try:
                residual = total(instance.left, values, -1, instance.right)
            except KeyError as unreadable:
                found.append(Balance(code, instance, None, unreadable.args[0]))
                continue
            is_lost = residual and _is_incomplete(table, instance)
            found.append(Balance(code, instance, None if is_lost else residual))
        yield from found if by_rows or not table.blank_columns else _without_lost_column(found, table)


def _without_lost_column(found: Sequence[Balance], table: Table) -> Iterator[Balance]:
    """The balances of all rows, undecided where most of those that have figures fail and a column is blank."""
    lacks = [bool(one.residual) and _has_blank_column(table, one.instance) for one in found]
    counted = sum(one.residual is not None and any(map(table.values.get, one.instance.cells)) for one in found)
    is_lost = 1 < sum(lacks) > counted / 2
    for balance, lacks_figure in zip(found, lacks, strict=True):
        yield balance._replace(residual=None) if is_lost and lacks_figure else balance


def _has_blank_column(table: Table, instance: Instance) -> bool:
    """Whether a column of which a sum adds up figures was left blank."""
    return any(table.figures[address].column in table.blank_columns for address in instance.cells)


def total(
    side: Sequence[Operand], values: Mapping[str, Number], sign: int = 1, other: Sequence[Operand] = ()
) -> Number:
    """The exact sum of a side, plus `sign` times that of another one.

    Raises:
        KeyError: a cell has no value.
    """
    numbers = [factor * values[address] if address else factor for factor, address in side]
    numbers += [sign * factor * values[address] if address else sign * factor for factor, address in other]
    result = sum(numbers)
    return result if type(result) is int else _exact(numbers)


def _exact(numbers: Sequence[Number]) -> Number:
    """Amounts are decimal fractions: 0.1 and 0.2 are 0.3."""
    from decimal import Decimal

    return plain(sum((Decimal(str(number)) for number in numbers), Decimal(0)))


def plain(number: Any) -> Number:
    """A number as it is printed: whole where it is whole."""
    return int(number) if number == int(number) else float(number)


def needed(instance: Instance, address: str, values: Mapping[str, Number]) -> Number:
    """What one of an equation's cells would have to be for it to hold."""
    residual = total(instance.left, values, -1, instance.right)
    return plain(values[address] - residual / instance.factors()[address])


def _is_incomplete(table: Table, instance: Instance) -> bool:
    """Whether a failing sum only tells that figures were not filled in: a blank row or total, nothing to add up.

    A row of nothing but strokes is filled in: it says that there was nothing.
    """
    figures = {address: table.figures[address] for address in instance.cells}
    details = [figure for address, figure in figures.items() if address != instance.subject]
    if details and all(figure.is_blank for figure in details):
        return True
    if not instance.by_rows and figures[instance.subject].column in table.blank_columns:
        return True
    blank_rows = {figure.row for figure in figures.values() if figure.state is State.BLANK}
    return any(
        all(other.state is State.BLANK for other in table.figures.values() if other.row == row) for row in blank_rows
    )
