"""HTML tables: where rowspan and colspan put each cell, and which tables only lay out a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Span

MAX_CELLS = 256
_LONGEST_CELL = 200
_MOST_FRAMED = 20  # bounds the work: what flows in a frame within frames is taken over from each to the next
_NO_TEXT = Chars.at("", 0)


class FlowCell:
    """One `<td>` as met: what flows in it and what its tag asks for.

    `start` is the offset behind the tag, `column` the first that it takes, from 1, once its table is laid out.
    """

    __slots__ = ("_text", "aside", "column", "column_span", "flow", "row_span", "start")

    def __init__(self, start: int, row_span: int, column_span: int, aside: bool) -> None:
        self.start = start
        self.column = 0
        self.row_span = row_span
        self.column_span = column_span
        self.aside = aside
        self.flow: list[Node] = []
        self._text: Chars | None = None

    def text(self) -> Chars:
        """The paragraphs of the cell, joined without anything between; asked once nothing more flows in it.

        A cell that is one paragraph, as almost all are, is from then on its text and no more: a large table has
        hundreds of thousands of them.
        """
        text = self._text
        if text is None:
            flow = self.flow
            if len(flow) == 1 and isinstance(node := flow[0], Paragraph) and not (node.aside or node.heading):
                text = node.text
                self.flow = _NOTHING
            else:
                parts = [node.text for node in flow if isinstance(node, Paragraph) and not node.aside]
                text = Chars.join(parts) if parts else _NO_TEXT
            self._text = text
        return text

    def nodes(self) -> Sequence[Node]:
        """What flows in the cell."""
        text = self._text
        return self.flow if self.flow or text is None or not text.text else (Paragraph(text),)


class FlowTable:
    """One `<table>` as met: groups of rows of cells, and `outside` what stands in it but in no cell.

    `nested` is whether a table stands in it, `framed` whether some of its cells are framed by tables of one cell.
    """

    __slots__ = ("aside", "framed", "groups", "nested", "outside")

    def __init__(self, aside: bool) -> None:
        self.aside = aside
        self.nested = self.framed = False
        self.outside: list[Node] = []
        self.groups: list[list[list[FlowCell]]] = [[]]

    def begin_row(self) -> list[FlowCell]:
        """The next row. Nothing more flows in the cells of the one before."""
        group = self.groups[-1]
        if group:
            for cell in group[-1]:
                cell.text()
        row: list[FlowCell] = []
        group.append(row)
        return row

    def take(self, inner: FlowTable, flow: list[Node]) -> None:
        """Note a table that has ended within this one; one of a single cell comes to what flows in that.

        Args:
            inner: that table.
            flow: that of the cell in which it stands last, or of what stands in none.
        """
        rows = [row for group in inner.groups for row in group if row]
        is_frame = len(rows) == len(rows[0]) == 1 if rows else False
        content = [*inner.outside, *rows[0][0].nodes()] if is_frame else []
        if inner.nested or not is_frame or len(content) > _MOST_FRAMED or flow is self.outside:
            self.nested = True
            return
        self.framed = True
        flow[-1:] = content

    def _is_layout(self) -> bool:
        if self.nested or self.aside or not _is_laid_out(self.groups):
            return True
        # a page laid out in frames has headings and lines of text in them, a table also figures
        cells = chain.from_iterable(chain.from_iterable(self.groups))
        return self.framed and not any(cell.text().text.isdecimal() for cell in cells)

    def nodes(self, number: int) -> list[Node]:
        """What the table comes to: a grid with that number, or the flow of its cells if it is only layout.

        Asked once, for a large table is not held twice.
        """
        if self._is_layout():
            flows = (cell.nodes() for group in self.groups for row in group for cell in row)
            return [*self.outside, *chain.from_iterable(flows)]
        rows: list[tuple[Cell, ...]] = []
        rest: list[Node] = []  # what is no part of a cell's text: a picture, or what is hidden
        is_blank = True
        for cells in chain.from_iterable(self.groups):
            drawn: list[Cell] = []
            number_of_row = len(rows) + 1
            for cell in cells:
                text = cell.text()
                if text.text:
                    is_blank, place = False, None
                else:
                    place = Span(cell.start, cell.start)
                if place or len(cell.flow) > 1:
                    rest += [node for node in cell.flow if not isinstance(node, Paragraph) or node.aside]
                drawn.append(Cell(text, place, number_of_row, cell.column, cell.row_span, cell.column_span))
            rows.append(tuple(drawn))
            cells.clear()
        grid = [] if is_blank else [Grid(tuple(rows), number)]
        return [*self.outside, *grid, *rest]


Node = Block | FlowTable
_NOTHING: list[Node] = []


def flatten(flow: Sequence[Node]) -> list[Block]:
    """The blocks of a flow in document order, the grids numbered from 1."""
    blocks: list[Block] = []
    grids = 0
    pending = [iter(flow)]
    while pending:
        for node in pending[-1]:
            if isinstance(node, FlowTable):
                pending.append(iter(node.nodes(grids + 1)))
                break
            grids += isinstance(node, Grid)
            blocks.append(node)
        else:
            pending.pop()
    return blocks


def _is_laid_out(groups: Sequence[Sequence[Sequence[FlowCell]]]) -> bool:
    """Put the cells where the standard's table algorithm puts them; False for a table that only lays out a page.

    Such a table has one column, or running text in a cell, or a row of more than `MAX_CELLS` cells.
    """
    row = 0
    columns = 1
    for group in groups:
        # (first column, column behind the last, row behind the last) of cells that reach down from above
        reaching: list[tuple[int, int, int]] = []
        group_end = row + len(group)
        for cells in group:
            if reaching:
                reaching = [cell for cell in reaching if cell[2] > row]
            if len(cells) + len(reaching) > MAX_CELLS:
                return False
            occupied = iter(reaching)
            blocked = next(occupied, None)
            added: list[tuple[int, int, int]] = []
            column = 1
            for cell in cells:
                while blocked and blocked[0] <= column:
                    column = max(column, blocked[1])
                    blocked = next(occupied, None)
                if len(cell.text().text) > _LONGEST_CELL:
                    return False
                end = column + cell.column_span
                if cell.row_span != 1:
                    below = min(row + cell.row_span, group_end) if cell.row_span else group_end
                    cell.row_span = below - row
                    if below > row + 1:
                        added.append((column, end, below))
                cell.column = column
                columns = max(columns, column)
                column = end
            if added:
                reaching = sorted(reaching + added)
            row += 1
    return columns > 1
