"""The equations of the rules written out over a form: one instance for each column or row of its table."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from linter.evidence import Operand
from linter.expression import Equation
from linter.forms import TableForm


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
