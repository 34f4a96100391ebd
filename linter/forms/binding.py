"""The tables of a report matched to the forms of its regime.

A grid belongs to the table whose labels it bears, several grids (a table split at a page) to one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from linter.forms.cell_values import read_figure
from linter.forms.form import Form, TableForm
from linter.forms.hypotheses import bind
from linter.model.document import Grid
from linter.model.report import State, Table
from linter.text.folding import label_key

_LEAST_LABELS = 3
_FEWEST_TABLES = 2


def likeliest_regime(grids: Sequence[Grid], forms: Mapping[str, Form]) -> str | None:
    """The regime whose labels the grids bear most, for a report that does not tell its year; None without tables."""
    keys = [_keys(grid) for grid in grids]
    counts = {
        regime: sum(len(found & table.keys) for found in keys for table in form.tables.values())
        for regime, form in forms.items()
    }
    best = max(counts, key=lambda regime: (counts[regime], regime))
    return best if counts[best] >= _LEAST_LABELS else None


def regime_of_tables(grids: Sequence[Grid], forms: Mapping[str, Form]) -> str | None:
    """The regime whose form the grids as a whole follow; None where they are other tables.

    A report of a year without prescribed tables may have tables with some of the same labels: two have to bear half of
    the labels of the form's.
    """
    regime = likeliest_regime(grids, forms)
    if regime is None:
        return None
    keys = frozenset[str]().union(*map(_keys, grids))
    borne = [table for table in forms[regime].tables.values() if 2 * len(keys & table.keys) >= len(table.keys)]
    return regime if len(borne) >= _FEWEST_TABLES else None


def bind_all(
    grids: Sequence[Grid], forms: Mapping[str, Form], regime: str, homes: Mapping[int, str | None]
) -> dict[str, Table]:
    """Every table of the regime's form that is found among the grids.

    A table that fits the form of another regime clearly better is bound to that one (`Table.regime` tells).

    Args:
        grids: in document order.
        forms: by regime.
        regime: the one in force for the report.
        homes: the prescribed part that a grid stands in, by the grid's id.
    """
    expected = forms[regime].tables
    others = [form.tables for name, form in forms.items() if name != regime and form.tables]
    if not expected:
        return {}
    bound: dict[str, Table] = {}
    for name, members in _assigned(grids, expected, others).items():
        table = bind(members, expected[name])
        if _misfits(table) > 1:
            for other in others:
                rival = bind(members, other[name])
                if _misfits(rival) + 1 < _misfits(table):
                    table = rival
        bound[name] = replace(table, part=homes.get(id(members[0])))
    return {name: bound[name] for name in expected if name in bound}


def _misfits(table: Table) -> int:
    """How often a table differs from its form, further columns left out: no form has them."""
    return sum(deviation.kind != "extra-column" for deviation in table.deviations)


def _keys(grid: Grid) -> set[str]:
    return {label_key(cell.text.text) for row in grid.rows for cell in row}


def _assigned(
    grids: Sequence[Grid], expected: Mapping[str, TableForm], others: Sequence[Mapping[str, TableForm]]
) -> dict[str, list[Grid]]:
    """The grids of each table, in document order; grids that bear no form's labels belong to none."""
    members: dict[str, list[Grid]] = {}
    last: tuple[str, int] | None = None
    for grid in grids:
        keys = _keys(grid)
        scores = {name: max(len(keys & tables[name].keys) for tables in (expected, *others)) for name in expected}
        best = max(scores, key=lambda name: scores[name])
        if scores[best] < _LEAST_LABELS:
            labels = _label_count(grid)
            if scores[best] < max(1, labels):
                # figures cut off their header, directly behind it
                if last is None or last[1] != grid.number - 1 or labels:
                    continue
                best = last[0]
        members.setdefault(best, []).append(grid)
        last = best, grid.number
    return members


def _label_count(grid: Grid) -> int:
    return sum(read_figure(cell.text.text)[0] is State.TEXT for row in grid.rows for cell in row)
