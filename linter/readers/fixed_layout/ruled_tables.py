"""What stands in the cells of a table: letters put into frames, and tables that run over pages put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from linter.model.document import Cell, Grid
from linter.readers.fixed_layout.geometry import Box, Letter
from linter.readers.fixed_layout.rulings import Frame, same_edges
from linter.readers.fixed_layout.source_text import Writer
from linter.readers.fixed_layout.text_lines import TextLine, em_of, text_lines

_LONGEST_CELL = 200
_PADDING = 12.0
_NEAR = 4.0
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]")
_FIGURE = re.compile(r"[-+－—−]?[\d０-９][\d０-９.,．，%％]*|[-－—/／]+")

Placed = tuple[int, TextLine]  # a line with the page, from 1, that it stands on


@dataclass
class RuledCell:
    """A cell: its place in the table from 0, its box and page, and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    page: int
    lines: list[Placed] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(line.text for _, line in self.lines)

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text) is not None


@dataclass
class RuledTable:
    """A table, or the piece of one that stands on one page: column edges, and the cells that begin in each row."""

    xs: tuple[float, ...]
    rows: list[list[RuledCell]]

    def reaching(self) -> list[RuledCell]:
        """The cells that reach down to the last row."""
        end = len(self.rows)
        return [cell for row in self.rows for cell in row if cell.row + cell.row_span == end]


def piece(frame: Frame, letters: Sequence[Letter], page: int) -> RuledTable | None:
    """The table of a frame; None for one that holds no text, or is drawn round running text."""
    inside: list[list[Letter]] = [[] for _ in frame.slots]
    for letter in letters:
        index = frame.slot_at((letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2)
        if index is not None:
            inside[index].append(letter)
    longest = max(map(len, inside))
    if not 0 < longest <= _LONGEST_CELL or len(frame.xs) < 3:
        return None
    rows: list[list[RuledCell]] = [[] for _ in range(len(frame.ys) - 1)]
    for slot, members in zip(frame.slots, inside, strict=True):
        lines = [(page, line) for line in text_lines(members)]
        rows[slot.row].append(RuledCell(slot.row, slot.column, slot.row_span, slot.column_span, slot.box, page, lines))
    return RuledTable(frame.xs, rows)


def joined(upper: RuledTable, lower: RuledTable) -> RuledTable | None:
    """Two pieces that follow each other on two pages as one table, None if they are two."""
    if not same_edges(upper.xs, lower.xs):
        return None
    upper, lower = _on_same_edges(upper, lower)
    rows = lower.rows[_repeated(upper, lower) :]
    if not rows:
        return upper
    above = rows[0][0].row if rows[0] else 0
    shift = len(upper.rows) - above
    reaching = upper.reaching()
    if _is_cut(upper, rows[0], reaching):
        shift -= 1
        rows = _with_tail(upper, rows, reaching, shift)
    else:
        rows = _with_tall_cells(rows, reaching, shift)
    for row in rows:
        for cell in row:
            cell.row += shift
    return RuledTable(upper.xs, [*upper.rows, *rows])


def _repeated(upper: RuledTable, lower: RuledTable) -> int:
    """How many rows at the head of a piece say again what the table's first rows say."""
    count = 0
    for first, second in zip(upper.rows, lower.rows, strict=False):
        texts = [cell.text for cell in second]
        if texts != [cell.text for cell in first] or any(cell.is_figure for cell in second):
            break
        count += 1
    # rows of blanks alone are no header
    return count if any(cell.text for row in lower.rows[:count] for cell in row) else 0


def _is_cut(upper: RuledTable, row: Sequence[RuledCell], reaching: Sequence[RuledCell]) -> bool:
    """Whether a piece begins with the rest of the row that the one above ends with.

    One of the two has no figures then, and a label above fills its line, or nothing but figures is left to come.
    """
    last = [cell for cell in reaching if cell.row_span == 1]
    if not last or not row:
        return False
    figures = [any(cell.is_figure for cell in cells) for cells in (last, row)]
    single = [cell for cell in row if cell.row_span == 1]
    if all(figures) or not single or [c.column for c in last][-1:] != [c.column for c in single][-1:]:
        return False
    labels = [cell for cell in single if cell.lines and not cell.is_figure]
    if not labels:
        taken = {cell.column for cell in last if cell.lines}
        return figures[1] and bool(taken) and not any(cell.lines and cell.column in taken for cell in single)
    before = {cell.column: cell for cell in last}
    return all(_goes_on(before.get(cell.column), cell) for cell in labels)


def _goes_on(before: RuledCell | None, after: RuledCell) -> bool:
    """Whether a label that begins a page is the rest of one above: that fills its last line, and this has no number."""
    if before is None or not before.lines or _NUMBERED.match(after.text):
        return False
    line = before.lines[-1][1]
    room = before.box.x1 - before.box.x0 - (line.box.x1 - line.box.x0)
    return room < 2 * em_of(line.letters) + _PADDING


def _with_tail(
    upper: RuledTable, rows: list[list[RuledCell]], reaching: Sequence[RuledCell], shift: int
) -> list[list[RuledCell]]:
    """The rest of a cut row given to the cells above it."""
    above = {cell.column: cell for cell in reaching}
    kept: list[RuledCell] = []
    for cell in rows[0]:
        before = above.get(cell.column)
        if before is None or before.column_span != cell.column_span or not _is_rest(before, cell):
            kept.append(cell)
            continue
        before.lines.extend(cell.lines)
        before.row_span += cell.row_span - 1
    for cell in kept:
        cell.row += shift
        upper.rows[-1].append(cell)
    upper.rows[-1].sort(key=lambda cell: cell.column)
    return rows[1:]


def _is_rest(before: RuledCell, cell: RuledCell) -> bool:
    return cell.row_span == 1 or not cell.lines or not _NUMBERED.match(cell.text)


def _with_tall_cells(rows: list[list[RuledCell]], reaching: Sequence[RuledCell], shift: int) -> list[list[RuledCell]]:
    """A cell several rows high that a page cuts is one cell again: 三、本年度 and 办理结果 below it."""
    above = {cell.column: cell for cell in reaching}
    kept: list[RuledCell] = []
    for cell in rows[0]:
        before = above.get(cell.column)
        if (
            before is not None
            and before.column_span == cell.column_span
            and (before.row_span > 1 or cell.row_span > 1)
            and not cell.is_figure
            and not before.is_figure
            and not _NUMBERED.match(cell.text)
            and (before.lines or not cell.lines)
        ):
            before.lines.extend(cell.lines)
            before.row_span += cell.row_span
        else:
            kept.append(cell)
    return [kept, *rows[1:]]


def _on_same_edges(upper: RuledTable, lower: RuledTable) -> tuple[RuledTable, RuledTable]:
    """Both pieces counted in the columns of the one that has more of them."""
    few, many = sorted((upper, lower), key=lambda table: len(table.xs))
    if len(few.xs) == len(many.xs):
        return upper, lower
    shift = many.xs[0] - few.xs[0]
    index = [min(range(len(many.xs)), key=lambda at: abs(many.xs[at] - edge - shift)) for edge in few.xs]
    for row in few.rows:
        for cell in row:
            first, last = index[cell.column], index[cell.column + cell.column_span]
            cell.column, cell.column_span = first, last - first
    few.xs = many.xs
    return upper, lower


def grid(table: RuledTable, number: int, writer: Writer) -> Grid:
    """The table as the rest of the program knows tables."""
    rows: list[tuple[Cell, ...]] = []
    for index, row in enumerate(table.rows):
        cells: list[Cell] = []
        for cell in sorted(row, key=lambda cell: cell.column):
            text, span = writer.cell(cell.lines, cell.page, cell.box)
            cells.append(Cell(text, span, index + 1, cell.column + 1, cell.row_span, cell.column_span))
        if cells:
            writer.end_row(row[-1].page)
        rows.append(tuple(cells))
    return Grid(tuple(rows), number)
