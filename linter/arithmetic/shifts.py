"""A row whose figures slipped by one column: one mistake of a person, many wrong cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from linter.arithmetic.localisation import Changes, System


def shifted_rows(system: System) -> Iterator[Changes]:
    """The rows that make every equation hold once their figures are moved back by one column.

    A figure that fell off the end is computed from the equations. The total of the row may have slipped with the rest
    or stayed in its place.
    """
    rows: dict[str, list[str]] = {}
    for cell in system.values:
        if cell in system.of:
            rows.setdefault(cell.rpartition("/")[0], []).append(cell)
    for row in rows.values():
        for line in (row, row[:-1]):
            if len(line) > 2:
                for step in (1, -1):
                    changes = _moved_back(system, line, step)
                    if changes:
                        yield changes


def _moved_back(system: System, line: list[str], step: int) -> Changes:
    values = system.values
    told = line[::step]  # the figures stand one place further on in this direction
    changes = {cell: values[written] for cell, written in pairwise(told)}
    lost = told[-1]
    for number, factor in system.of[lost]:
        rest = system.residuals[number] + sum(
            system.equations[number].get(cell, 0) * (value - values[cell]) for cell, value in changes.items()
        )
        value = values[lost] - rest * factor
        if factor in (1, -1) and system.allowed(lost, value):
            moved = {cell: new for cell, new in {**changes, lost: value}.items() if new != values[cell]}
            if moved and system.holds_with(moved):
                return moved
    return {}
