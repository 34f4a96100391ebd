"""Columns of a table as laid out that may be none of its form's: 备注, 单位, 占比, 序号, 小计, last year's figures.

Where cells stand in a grid as it was drawn, such a column is one of the grid's. Where merged cells got lost, or lines
are no rows, its cells are those in the same place behind the labels of the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, combinations_with_replacement, dropwhile

from linter.forms.cell_values import read_figure
from linter.forms.form import Block, Label, LabelNode, TableForm
from linter.forms.labels_as_laid_out import LaidOutLabel, is_stream
from linter.forms.reading import TableReading
from linter.model.document import Cell, Grid, Span
from linter.model.records import NamedTuple
from linter.model.report import State
from linter.text.folding import label_key
from linter.type_names import Final

_MOST_UNKNOWN = 4
_MOST_BY_PLACE = 2
_NOT_OF_COLUMNS = ("heading", "row", "row-group")
_OF_HEADERS = ("corner", "column", "column-group")
_BEFORE_LABELS: Final = -1  # the slot of a column that comes before the labels of the rows


class Lane(NamedTuple):
    """One such column: its heading, where it has one, and all its cells."""

    heading: Cell | None
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        return self.heading.text.text.strip() if self.heading else ""

    @property
    def span(self) -> Span:
        """Where to look: its heading, else the first of its cells that is not blank."""
        return (self.heading or next(filter(_is_there, self.cells))).span

    @property
    def under(self) -> Iterator[Cell]:
        """Its cells but the heading."""
        return (cell for cell in self.cells if cell is not self.heading)


class Removal(NamedTuple):
    """Lanes to be taken out of a table together, and how many of them do not stand where their heading does."""

    lanes: tuple[Lane, ...]
    misplaced: int = 0


class RowCells(NamedTuple):
    """The cells of a row behind its label, and the block that the row belongs to."""

    block: Block
    cells: Sequence[Cell]


def without(grids: Sequence[Grid], lanes: Iterable[Lane]) -> list[Grid]:
    """The grids without the cells of some lanes."""
    taken = {id(cell) for lane in lanes for cell in lane.cells}
    left = ([tuple(cell for cell in row if id(cell) not in taken) for row in grid.rows] for grid in grids)
    return [
        grid._replace(rows=tuple(row for row in rows if row))
        for grid, rows in zip(grids, left, strict=True)
        if any(rows)
    ]


def unknown_columns(grids: Sequence[Grid], form: TableForm) -> Iterator[Removal]:
    """The drawn columns over which, or at whose left, no label of the form begins: all of them, and some of them."""
    if any(is_stream(grid, form) for grid in grids):
        return
    columns, known = _drawn(grids, form)
    lanes = [lane for number, lane in sorted(columns.items()) if number not in known]
    sizes = range(1, len(lanes) + 1) if len(lanes) <= _MOST_UNKNOWN else (len(lanes),)
    for size in sizes:
        for some in combinations(lanes, size):
            yield Removal(some)


def _drawn(grids: Sequence[Grid], form: TableForm) -> tuple[dict[int, Lane], set[int]]:
    """The columns of the grids that have anything in them, and the numbers of those with a label of the form."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    known: set[int] = set()
    headings: dict[int, Cell] = {}
    for grid in grids:
        in_header = True
        for row in grid.rows:
            in_header = in_header and not any(read_figure(cell.text.text)[0] is State.NUMBER for cell in row)
            for cell in row:
                labels = _found(cell, form)
                if any(form.labels[index].kind in ("row", "column") for index in labels):
                    known.add(cell.column)
                if labels or cell.column_span > 1:
                    continue
                cells[cell.column].append(cell)
                if in_header and _is_there(cell):
                    headings.setdefault(cell.column, cell)
    lanes = {
        number: Lane(headings.get(number), tuple(those))
        for number, those in cells.items()
        if any(map(_is_there, those))
    }
    return lanes, known


def places_behind_labels(reading: TableReading, form: TableForm) -> Iterator[Removal]:
    """Cells in the same place behind the labels of all rows, as many lanes as the header has headings of its own.

    Last they are taken for headings with nothing under them, where cells are blank and leave nothing behind. One of the
    captions may be a heading, too, with cells of its own.

    Without such headings there are up to as many as the longest row has figures too many (where lines are no rows, as
    every row has). Those that stand where their heading does come first.
    """
    runs = list(_runs(reading, form))
    named: dict[str, list[LaidOutLabel]] = {}
    for heading in reading.headings:
        named.setdefault(heading.key, []).append(heading)
    if named:
        if len(named) <= _MOST_BY_PLACE:
            yield from _removals(list(named.values()), runs, reading, form)
        if len(over_columns(reading, form)) == len(reading.headings):
            over = [[heading.cell for heading in same if heading.cell is not None] for same in named.values()]
            yield Removal(tuple(Lane(cells[0], tuple(cells)) for cells in over))
    for caption in reading.captions if len(named) < _MOST_BY_PLACE else ():
        removals = _removals([[caption], *named.values()], runs, reading, form)
        yield from (removal for removal in removals if any(map(_is_there, removal.lanes[0].under)))
    if named:
        return
    is_one_by_one = any(is_stream(grid, form) for grid in reading.table.grids)
    before = tuple(filter(_is_there, _before_labels(reading, form))) if is_one_by_one else ()
    if runs and len(before) == len(runs):
        yield Removal((Lane(None, before),))
        return
    # where lines are no rows, what one row alone has too many has strayed there from another
    most = min if is_one_by_one else max
    surplus = most((_filled(run) - len(run.block.columns) for run in runs), default=0)
    for count in range(1, min(surplus, _MOST_BY_PLACE) + 1):
        yield from _removals([[]] * count, runs, reading, form)


def over_columns(reading: TableReading, form: TableForm) -> list[LaidOutLabel]:
    """The headings that cannot stand over the labels of the rows: behind another label of the header, in its line."""
    headings = {id(heading) for heading in reading.headings}
    has_row_labels = any(row.text for row in form.rows.values())
    found: list[LaidOutLabel] = []
    header: tuple[int, int] | None = None  # the line in which labels of columns have begun
    for item, label in reading.labels:
        if label is not None:
            header = item.line if label.kind in _OF_HEADERS else None
        if id(item) in headings and (header == item.line or not has_row_labels):
            found.append(item)
    return found


def _removals(
    headings: Sequence[Sequence[LaidOutLabel]], runs: Sequence[RowCells], reading: TableReading, form: TableForm
) -> Iterator[Removal]:
    """A lane for each heading (with several cells where blocks repeat it), at every place where it has cells."""
    told = [_told_slots(same[0], reading, form) if same else set() for same in headings]
    before = _before_labels(reading, form)
    widest = _widest(form)

    def misplaced(slots: Sequence[int]) -> int:
        return sum(bool(those) and slot not in those for slot, those in zip(slots, told, strict=True))

    choices = combinations_with_replacement(range(_BEFORE_LABELS, widest + 1), len(headings))
    for slots in sorted(choices, key=misplaced):
        lanes = []
        for same, cells, slot in zip(headings, _cells_at(slots, runs, widest, before), slots, strict=True):
            over = [heading.cell for heading in same if heading.cell is not None]
            # a heading without any cell is a column only where it can be nothing else
            if any(map(_is_there, cells)) or (over and (cells or slot == _BEFORE_LABELS)):
                lanes.append(Lane(over[0] if over else None, (*over, *cells)))
        if len(lanes) == len(headings):
            yield Removal(tuple(lanes), misplaced(slots))


def _runs(reading: TableReading, form: TableForm) -> Iterator[RowCells]:
    """What follows the label of each row up to the next label."""
    block_of = {row.key: block for block in form.blocks for row in block.rows}
    is_labelled = any(row.text for block in form.blocks for row in block.rows)
    run: list[Cell] = []
    line, block = None, form.blocks[0]
    for item, label in reading.labels:
        if label is None and item.cell is not None:
            if line is None and not is_labelled and item.has_figures:
                line, run = item.line, []  # words before the first figure of a row that has no label
            if item.line == line:
                run += [item.cell, *item.values]
            continue
        if line is not None:
            yield RowCells(block, run)
            line = None
        if (label is not None and label.kind == "row") or (not is_labelled and item.has_figures):
            # behind a label of the header, which may be filled up with blank cells, the figures begin with the first
            is_filled_up = not is_labelled and label is not None
            line, run = item.line, list(dropwhile(_is_blank, item.values) if is_filled_up else item.values)
            block = block_of[label.key] if label is not None and is_labelled else block
    if line is not None:
        yield RowCells(block, run)
    if is_labelled and not any(is_stream(grid, form) for grid in reading.table.grids):
        yield from _between_pieces(reading, form)


def _between_pieces(reading: TableReading, form: TableForm) -> Iterator[RowCells]:
    """Lines with more cells than a row has, between the pieces of a label that wraps and none of them beside it."""
    block = max(form.blocks, key=lambda block: len(block.columns))
    width = len(block.columns)
    lines: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    labelled = {item.line for item, label in reading.labels if label is not None and label.kind != "row-group"}
    for item, label in reading.labels:
        if label is None and item.line not in labelled:
            lines[item.line] += [*([item.cell] if item.cell else []), *item.values]
    for cells in lines.values():
        while len(cells) > width + 1 and len(cells[0].text) == 1 and not _is_number(cells[0]):
            del cells[0]  # a letter of a label that runs down the page
        if len(cells) > width:
            yield RowCells(block, cells)


def _before_labels(reading: TableReading, form: TableForm) -> list[Cell]:
    """The cells that stand in the line of a row before its label.

    Where lines are no rows, these are the last behind the label before it, if that has more cells than columns.
    """
    is_one_by_one = any(is_stream(grid, form) for grid in reading.table.grids)
    widths = {row: len(block.columns) for block in form.blocks for row in block.rows}
    found: list[Cell] = []
    waiting: list[LaidOutLabel] = []
    above: Sequence[Cell] = ()  # what the label before has too many of
    for item, label in reading.labels:
        if waiting and waiting[-1].line != item.line:
            waiting = []
        if label is None:
            waiting.append(item)
            continue
        if label.kind in ("row", "row-group"):
            for one in waiting:
                found += [*([one.cell] if one.cell else []), *one.values]
            if is_one_by_one and not waiting:
                found += above[-1:]
        waiting, above = [], item.values[widths.get(label, 0) :]
    if not is_one_by_one:
        found += [row.cells[0] for row in _between_pieces(reading, form)]
    return found


def _cells_at(slots: Sequence[int], runs: Sequence[RowCells], widest: int, before: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of each lane; a slot is the number of the form's columns before it.

    In a block with fewer columns a lane at the right edge stays there; one between columns that it lacks is covered.
    Where blanks leave nothing behind, or the others are words, no figure is taken of a row with no cell too many.
    """
    leaves_blanks = any(_is_blank(cell) for run in runs for cell in run.cells)
    of_words = [leaves_blanks and _is_of_words(slot, runs) for slot in slots]
    lanes: list[list[Cell]] = [list(before) if slot == _BEFORE_LABELS else [] for slot in slots]
    for block, run in runs:
        width, taken = len(block.columns), 0
        for lane, slot, are_words in zip(lanes, slots, of_words, strict=True):
            if slot == widest or 0 <= slot < width:
                at = min(slot, width) + taken
                if (
                    (are_words or not leaves_blanks)
                    and len(run) - taken <= width
                    and any(map(_is_number, run[at : at + 1]))
                ):
                    continue
                lane += run[at : at + 1]
                taken += 1
    return lanes


def _is_of_words(slot: int, runs: Sequence[RowCells]) -> bool:
    """Whether the rows with a cell too many have no figures at a place, but words."""
    wide = [run.cells[slot] for run in runs if 0 <= slot < len(run.block.columns) < len(run.cells)]
    return any(map(_is_there, wide)) and not any(map(_is_number, wide))


def _told_slots(heading: LaidOutLabel, reading: TableReading, form: TableForm) -> set[int]:
    """Where the column under a heading stands, by the labels beside it in its line."""
    assert heading.cell is not None
    before: Label | None = None
    behind: Label | None = None
    is_stream = False
    for item, label in reading.labels:
        if item.line != heading.line or item.cell is None or label is None:
            continue
        is_stream = is_stream or label.kind == "row"
        if item.place < heading.place:
            before = label
        else:
            behind = behind or label
    told = {_edges(before, form)[1]} if before is not None else set()
    if behind is not None and behind.kind not in _NOT_OF_COLUMNS and (is_stream or before is None):
        told.add(_edges(behind, form)[0])
    return told


def _widest(form: TableForm) -> int:
    return max(len(block.columns) for block in form.blocks)


def _edges(label: Label, form: TableForm) -> tuple[int, int]:
    """The slots before and behind the columns that a label of a header stands over."""
    widest = _widest(form)
    block = next(block for block in form.blocks if label in block.labels)
    if label.kind == "corner":
        return _BEFORE_LABELS, 0
    under = [block.columns.index(column) for column in _under(label, block.header)]
    if not under:
        return 0, widest
    last = under[-1] + 1
    return under[0], widest if last == len(block.columns) else last


def _under(label: Label, header: Sequence[LabelNode]) -> list[Label]:
    """The columns that a label stands over."""
    found: list[Label] = []
    for node in header:
        if node.label == label:
            return _leaves(node)
        found = found or _under(label, node.children)
    return found


def _leaves(node: LabelNode) -> list[Label]:
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node.label]


def _found(cell: Cell, form: TableForm) -> Sequence[int]:
    text = cell.text.text
    return form.find(text, label_key(text)) if text and read_figure(text)[0] is State.TEXT else ()


def _filled(run: RowCells) -> int:
    """How many cells it has up to the last that is not blank."""
    return max((at for at, cell in enumerate(run.cells, 1) if _is_there(cell)), default=0)


def _is_number(cell: Cell) -> bool:
    return read_figure(cell.text.text)[0] is State.NUMBER


def _is_there(cell: Cell) -> bool:
    return not _is_blank(cell)


def _is_blank(cell: Cell) -> bool:
    return read_figure(cell.text.text)[0] is State.BLANK
