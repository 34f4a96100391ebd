"""The tables of a report matched to the forms of its regime.

A grid belongs to the table whose labels it bears, several grids (a table split at a page) to one table. Rows and
columns are found by their labels (see `linter.forms.alignment`), figures by their order within the row, never by grid
column alone. What does not fit is a `Deviation`; nothing is assumed in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from linter.forms.alignment import Alignment, Match, align
from linter.forms.cell_values import read_figure
from linter.forms.columns import ColumnOrder, Row, assign, column_order
from linter.forms.form import Block, Form, Label, TableForm
from linter.forms.labels_as_laid_out import LaidOutLabel, is_stream, items_of
from linter.model.document import Chars, Grid, Span
from linter.model.report import Deviation, Figure, State, Table
from linter.text.folding import label_key

_LEAST_LABELS = 3
_MANY_LOST = 3


def likeliest_regime(grids: Sequence[Grid], forms: Mapping[str, Form]) -> str | None:
    """The regime whose labels the grids bear most, for a report that does not tell its year; None without tables."""
    keys = [_keys(grid) for grid in grids]
    counts = {
        regime: sum(len(found & table.keys) for found in keys for table in form.tables.values())
        for regime, form in forms.items()
    }
    best = max(counts, key=lambda regime: (counts[regime], regime))
    return best if counts[best] >= _LEAST_LABELS else None


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
        table = _bind(members, expected[name])
        if len(table.deviations) > 1:
            for other in others:
                rival = _bind(members, other[name])
                if len(rival.deviations) + 1 < len(table.deviations):
                    table = rival
        bound[name] = replace(table, part=homes.get(id(members[0])))
    return {name: bound[name] for name in expected if name in bound}


def unread_rows(table: Table, form: TableForm) -> list[str]:
    """The rows, by their keys, of a table whose cells came one by one, in which it cannot be told which is which."""
    rows = list(dict.fromkeys(figure.row for figure in table.figures.values() if figure.state is State.UNKNOWN))
    return rows if rows and _came_one_by_one(table, form) else []


def is_unread(table: Table, form: TableForm) -> bool:
    """Whether the cells of a table that came one by one cannot be told apart: in several rows, or in one and in labels.

    Of one row alone a cell may have got lost.
    """
    rows = unread_rows(table, form)
    if len(rows) > 1 or (rows and table.deviations):
        return True
    moved = sum(deviation.kind == "moved-column" for deviation in table.deviations)
    return moved > 1 and _came_one_by_one(table, form)


def _came_one_by_one(table: Table, form: TableForm) -> bool:
    return any(is_stream(grid, form) for grid in table.grids)


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


class _Bound(NamedTuple):
    """A block of a form with what was found of it: its labels, its rows in the form's order, its columns."""

    found: Mapping[Label, Match]
    rows: Sequence[tuple[Label, Row]]
    order: ColumnOrder
    is_dealt: bool

    def figures(self, table: str) -> Iterator[Figure]:
        """The figures of its rows."""
        for label, row in self.rows:
            for column, state, value, cell in assign(self.order, row):
                yield Figure(
                    f"{table}/{label.key}/{column}", state, value, cell.text.text.strip() if cell else "", cell
                )


def _bind(grids: Sequence[Grid], form: TableForm) -> Table:
    """The table that grids make up, by the labels of its form."""
    items = items_of(grids, form)
    alignment = align(items, form)
    blocks = list(_blocks(grids, form, items, alignment))
    figures = {figure.address: figure for block in blocks for figure in block.figures(form.name)}
    row_labels: dict[str, Chars] = {}
    column_labels: dict[str, Chars] = {}
    for label, match in chain.from_iterable(block.found.items() for block in blocks):
        if label.kind == "column":
            column_labels.setdefault(label.key, match.label)
        elif label.kind == "row" and (text := match.label).text:
            row_labels[label.key] = text
    deviations = [*_deviating_labels(blocks, alignment, form.labels), *_deviating_rows(alignment, form.labels, grids)]
    if any(block.is_dealt for block in blocks):
        deviations = [deviation for deviation in deviations if deviation.kind != "moved-row"]
    return Table(
        form.name,
        form.regime,
        tuple(grids),
        {address: figures[address] for address in form.addresses if address in figures},
        row_labels,
        column_labels,
        tuple(sorted(deviations, key=lambda deviation: deviation.span)),
    )


def _blocks(
    grids: Sequence[Grid], form: TableForm, items: Sequence[LaidOutLabel], alignment: Alignment
) -> Iterator[_Bound]:
    """The blocks of a form with the labels, rows and columns that were found of each."""
    stream = any(is_stream(grid, form) for grid in grids)
    doubled = [(form.labels[index], item) for index, item in alignment.doubled]
    at = 0
    for block in form.blocks:
        indexes = range(at, at + len(block.labels))
        at = indexes.stop
        found = {block.labels[index - indexes.start]: m for index, m in alignment.matches.items() if index in indexes}
        written = rows = _rows(block, found, items)
        if stream:
            rows = _dealt(rows, len(block.rows), len(block.columns), items)
        order = column_order(
            block,
            found,
            [row for _, row in rows],
            alignment.spare,
            doubled,
            in_order=not alignment.moved and not doubled,
            stream=stream,
        )
        yield _Bound(found, rows, order, rows is not written)


def _rows(block: Block, found: Mapping[Label, Match], items: Sequence[LaidOutLabel]) -> list[tuple[Label, Row]]:
    """The rows of a block that were found, with the cells that follow their labels."""
    rows = []
    for row in block.rows:
        if row.text:
            if row in found:
                rows.append((row, Row.of(found[row].values)))
            continue
        # a row without a label: the figures that stand under the header
        with_figures = [item.values for item in items if item.has_figures]
        blank = [item.values for item in items if not item.key and item.values]
        pieces = [cell for values in with_figures for cell in values]
        if len(with_figures) > 1 and len(pieces) == len(block.columns):
            rows.append((row, Row.of(pieces)))  # each under a header of its own
        elif with_figures or blank:
            rows.append((row, Row.of((with_figures or blank)[0])))
    return rows


def _dealt(
    rows: list[tuple[Label, Row]], height: int, width: int, items: Sequence[LaidOutLabel]
) -> list[tuple[Label, Row]]:
    """The rows of a block whose cells come one a line, some beside another label than theirs.

    Where every label of the block is there and the table has as many figures as the block, and no others, they are the
    block's in their order, unless a row that has its own figures behind its label says otherwise.
    """
    figures = [cell for item in items for cell in item.values if read_figure(cell.text.text)[0] is not State.BLANK]
    strayed = sum(len(row.filled) != width for _, row in rows)
    if not strayed or len(rows) < height or len(figures) != height * width:
        return rows
    figures.sort(key=lambda cell: cell.span.start)
    dealt = [(label, Row.of(figures[at * width : (at + 1) * width])) for at, (label, _) in enumerate(rows)]
    for (_, own), (_, found) in zip(rows, dealt, strict=True):
        if len(own.filled) == width and _values(own) != _values(found):
            return rows
    return dealt


def _values(row: Row) -> list[int | float | None]:
    return [read_figure(row.cells[index].text.text)[1] for index in row.filled]


def _deviating_labels(blocks: Sequence[_Bound], alignment: Alignment, labels: Sequence[Label]) -> Iterator[Deviation]:
    """What does not fit of the columns, and of the wording of all labels."""
    of_columns = [deviation for block in blocks for deviation in block.order.deviations]
    changed = [(labels[index], match) for index, match in alignment.matches.items() if not match.exact]
    yield from (deviation for deviation in of_columns if deviation.kind != "lost-header")
    lost = [deviation for deviation in of_columns if deviation.kind == "lost-header"]
    yield from _as_one(lost + [_changed(*pair) for pair in changed if pair[0].kind == "column"])
    yield from (_changed(*pair) for pair in changed if pair[0].kind != "column")


def _changed(label: Label, match: Match) -> Deviation:
    return Deviation("changed-label", label.text, match.label.text, label.key, match.span)


def _as_one(deviations: Sequence[Deviation]) -> list[Deviation]:
    """Many wrong words in one header have one cause, and become one deviation at the first of them."""
    if len(deviations) < _MANY_LOST:
        return list(deviations)
    first, *_ = ordered = sorted(deviations, key=lambda deviation: deviation.span)
    others = tuple(
        f"{deviation.found}（{deviation.label}）" if deviation.found else deviation.label for deviation in ordered
    )
    return [Deviation("lost-header", first.label, first.found, first.key, first.span, others)]


def _deviating_rows(alignment: Alignment, labels: Sequence[Label], grids: Sequence[Grid]) -> Iterator[Deviation]:
    """Rows that are missing, moved, there twice, or unknown to the form."""
    for index, label in enumerate(labels):
        if label.kind != "row":
            continue
        match = alignment.matches.get(index)
        if match is None:
            yield Deviation("missing-row", label.text, "", label.key, _neighbour(alignment, index, grids))
        elif index in alignment.moved:
            yield Deviation("moved-row", label.text, match.label.text, label.key, match.span)
    yield from _doubled_rows(alignment, labels)
    for item in alignment.spare:
        if item.cell is not None and item.has_figures:
            yield Deviation("extra-row", "", item.cell.text.text, "", item.cell.span)


def _doubled_rows(alignment: Alignment, labels: Sequence[Label]) -> list[Deviation]:
    """The rows that are there twice; one deviation where all of them are."""
    doubled = [
        Deviation("doubled-row", labels[index].text, item.cell.text.text, labels[index].key, item.cell.span)
        for index, item in alignment.doubled
        if labels[index].kind == "row" and item.cell is not None and item.has_figures
    ]
    if len(doubled) > 1 and len(doubled) >= sum(label.kind == "row" for label in labels):
        return [doubled[0]._replace(kind="doubled-table")]
    return doubled


def _neighbour(alignment: Alignment, index: int, grids: Sequence[Grid]) -> Span:
    """Where a missing label should stand: the label before it, else the one after it, else the table's first cell."""
    before = [match for found, match in alignment.matches.items() if found < index and found not in alignment.moved]
    after = [match for found, match in alignment.matches.items() if found > index and found not in alignment.moved]
    for match in (*before[-1:], *after[:1]):
        return match.span
    return grids[0].rows[0][0].span
