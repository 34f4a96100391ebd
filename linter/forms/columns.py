"""Which figure of a row belongs to which column.

Header and figures of a table need not stand under each other: merged cells get lost, rows are padded with
empty cells, header and figure rows span differently. So the columns' order comes from the header, and the figures of
a row are taken in their own order, after empty cells that are only padding are set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from linter.forms.alignment import Match
from linter.forms.cell_values import read_figure
from linter.forms.form import Block, Label, LabelNode
from linter.forms.labels_as_laid_out import LaidOutLabel
from linter.forms.ordering import longest_rising, settled
from linter.model.document import Cell, Span
from linter.model.records import NamedTuple
from linter.model.report import Deviation, State


class Row(NamedTuple):
    """The cells behind a row's label, and the indexes of those that are not blank."""

    cells: Sequence[Cell]
    filled: tuple[int, ...]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Row:
        states = (read_figure(cell.text.text)[0] for cell in cells)
        return cls(cells, tuple(index for index, state in enumerate(states) if state is not State.BLANK))


class ColumnOrder(NamedTuple):
    """The columns of a block as laid out; None is a column that the form does not have.

    `first` is the grid column at which figures begin, None where every row's figures begin right behind its label.
    `late` says that a row which has more blanks than it needs has them before its figures, not behind.
    """

    columns: tuple[str | None, ...]
    first: int | None
    deviations: tuple[Deviation, ...]
    late: bool = False

    def as_in(self, block: Block) -> ColumnOrder:
        """The same columns in the form's order."""
        wanted = iter([column.key for column in block.columns if column.key in self.columns])
        return self._replace(columns=tuple(key and next(wanted) for key in self.columns))


def column_order(
    block: Block,
    found: Mapping[Label, Match],
    rows: Sequence[Row],
    doubled: Sequence[tuple[Label, LaidOutLabel]],
    *,
    in_order: bool,
    stream: bool,
) -> ColumnOrder:
    """The order of a block's columns, and what does not fit.

    Args:
        block: the form's.
        found: its labels that were found.
        rows: those found.
        doubled: labels found a second time.
        in_order: no label was found out of the form's order.
        stream: the table is one cell a line, so that lines say nothing about rows.
    """
    laid_out = list(block.columns) if in_order else _arranged(block.header, _with_doubled(found, doubled), stream)
    present = [label for label in laid_out if label in found]
    absent = [label for label in block.columns if label not in found]
    width = _width(rows, len(block.columns), len(absent))
    deviations = [] if in_order else list(_moved(block, present, found))
    columns: list[str | None] = [label.key for label in laid_out]
    if absent and width == len(block.columns) - len(absent):
        columns = [label.key for label in present]
        deviations += [Deviation("missing-column", x.full, "", x.key, _beside(block, x, found, rows)) for x in absent]
    else:
        deviations += [Deviation("lost-header", x.text, "", x.key, _beside(block, x, found, rows)) for x in absent]
    if width > len(columns):
        twice = [(label.text, item) for label, item in doubled if label in block.columns]
        for text, item in twice[: width - len(columns)]:
            assert item.cell is not None
            columns.insert(_slot(item, columns, found), None)
            deviations.append(Deviation("doubled-column", text, item.cell.text.text, "", item.cell.span))
    first = _first_column(rows, len(columns), [found[label] for label in laid_out if label in found])
    return ColumnOrder(tuple(columns), first, tuple(deviations))


def _with_doubled(found: Mapping[Label, Match], doubled: Sequence[tuple[Label, LaidOutLabel]]) -> Mapping[Label, Match]:
    """The labels with their places in a header that is there again, or in which merged cells are written out.

    Of a label that the form has several times it is not told which is there again.
    """
    texts = Counter(label.folded for label in found)
    placed = dict(found)
    for label, item in doubled:
        if label in placed and texts[label.folded] == 1:
            placed[label] = placed[label]._replace(items=(*placed[label].items, item))
    return placed


def assign(order: ColumnOrder, row: Row) -> Iterator[tuple[str, State, int | float | None, Cell | None]]:
    """The figures of one row: column, state, value and cell."""
    cells = row.cells
    window, _ = _window(row, len(order.columns), order.first, order.late)
    for place, column in enumerate(order.columns):
        if column is None:
            continue
        if window is None:
            yield column, State.UNKNOWN, None, None
        elif window + place >= len(cells):
            yield column, State.BLANK, None, None
        else:
            cell = cells[window + place]
            state, value = read_figure(cell.text.text)
            yield column, state, value, cell


def is_settled(order: ColumnOrder, rows: Sequence[Row]) -> bool:
    """Whether the columns are the form's in the form's order, and the place of every figure of the rows is certain."""
    return not order.deviations and all(_window(row, len(order.columns), order.first)[1] for row in rows)


def _width(rows: Sequence[Row], prescribed: int, absent: int) -> int:
    """How many figures a row of the table as laid out has."""
    filled = max((len(row.filled) for row in rows), default=0)
    longest = max((len(row.cells) for row in rows), default=0)
    if filled > prescribed or (absent and filled and filled == prescribed - absent):
        return filled
    return min(longest, prescribed) if rows else prescribed


def _window(row: Row, width: int, first: int | None, late: bool = False) -> tuple[int | None, bool]:
    """Where in the cells behind a label its figures begin, None when that cannot be told; and whether it is certain."""
    cells, filled = row
    surplus = len(cells) - width
    if surplus == 0:
        return 0, True
    if surplus < 0:
        return (None, False) if filled else (0, True)
    low, high = (max(0, filled[-1] - width + 1), min(filled[0], surplus)) if filled else (0, surplus)
    if low > high:
        return None, False
    places = list(range(low, high + 1))
    if first is not None:  # where lines are no rows several cells may stand in that column
        places = [index for index in places if cells[index].column == first] or places
    return places[-1 if late and filled else 0], len(places) == 1 or not filled


def _first_column(rows: Sequence[Row], width: int, header: Sequence[Match]) -> int | None:
    """The grid column where figures begin: by the rows that leave no doubt, else by the header over them."""
    firsts: Counter[int] = Counter()
    leads: set[int] = set()
    for cells, filled in rows:
        if len(filled) == width and width and filled[-1] - filled[0] + 1 == width:
            firsts[cells[filled[0]].column] += 1
            leads.add(filled[0])
    if firsts:
        return firsts.most_common(1)[0][0] if leads - {0} else None
    above = [match.first.cell.column for match in header if match.first.cell is not None]
    if above and len(above) == width and any(_stand_under(above, row.cells) for row in rows):
        return above[0]
    return None


def _stand_under(above: Sequence[int], cells: Sequence[Cell]) -> bool:
    """Whether cells stand in these grid columns, one behind the other."""
    columns = [cell.column for cell in cells]
    at = columns.index(above[0]) if above[0] in columns else len(columns)
    return columns[at : at + len(above)] == above


def _arranged(header: Sequence[LabelNode], found: Mapping[Label, Match], stream: bool) -> list[Label]:
    """The leaves in the order in which the header has them.

    Only labels with pieces on one line tell their order: of those broken over lines a longer one begins higher.
    """
    leaves = list(_leaves(header))
    texts = {leaf.text for leaf in leaves}
    items = [found[leaf].first for leaf in leaves if leaf in found]
    if len(items) == len(leaves) == len(texts):
        read = sorted(leaves, key=lambda leaf: found[leaf].first.place)
        if read == leaves or (not stream and len({item.line for item in items}) == 1):
            return read
    order = list(range(len(header)))
    slots = [index for index, node in enumerate(header) if node.label in found]
    matches = [found[header[index].label] for index in slots]
    for slot, at in zip(slots, settled(len(slots), lambda a, b: matches[a].precedes(matches[b])), strict=True):
        order[slot] = slots[at]
    arranged: list[Label] = []
    for index in order:
        node = header[index]
        arranged.extend(_arranged(node.children, found, stream) if node.children else [node.label])
    return arranged


def _leaves(header: Sequence[LabelNode]) -> Iterator[Label]:
    for node in header:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node.label


def _moved(block: Block, present: Sequence[Label], found: Mapping[Label, Match]) -> Iterator[Deviation]:
    """The columns that stand out of the form's order: all but a longest run that keeps it."""
    kept = longest_rising([block.columns.index(label) for label in present])
    for index, label in enumerate(present):
        if index not in kept:
            yield Deviation("moved-column", label.text, found[label].label.text, label.key, found[label].span)


def _beside(block: Block, label: Label, found: Mapping[Label, Match], rows: Sequence[Row]) -> Span:
    """Where a missing column's label should stand: beside a neighbour, else any label, else the first figure."""
    place = block.columns.index(label)
    for neighbour in (*reversed(block.columns[:place]), *block.columns[place + 1 :], *block.labels):
        if neighbour in found:
            return found[neighbour].span
    return next((row.cells[0].span for row in rows if row.cells), Span(0, 0))


def _slot(item: LaidOutLabel, columns: Sequence[str | None], found: Mapping[Label, Match]) -> int:
    """Behind which column a column that the form does not have stands."""
    before = [
        label
        for label, match in found.items()
        if label.kind == "column" and match.first.line == item.line and match.first.place < item.place
    ]
    if before:
        nearest = max(before, key=lambda label: found[label].first.place)
        return columns.index(nearest.key) + 1
    return 0
