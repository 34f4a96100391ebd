"""HTML tables: where rowspan and colspan put each cell, and which tables only lay out a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Span

MAX_CELLS = 256
_LONGEST_CELL = 200
_NO_TEXT = Chars.at("", 0)


class FlowCell:
    """One `<td>` as met: what flows in it and what its tag asks for. `start` is the offset behind the tag."""

    __slots__ = ("aside", "column_span", "flow", "row_span", "start")

    def __init__(self, start: int, row_span: int, column_span: int, aside: bool) -> None:
        self.start = start
        self.row_span = row_span
        self.column_span = column_span
        self.aside = aside
        self.flow: list[Node] = []

    def text(self) -> Chars:
        """The paragraphs of the cell, joined without anything between."""
        if len(self.flow) == 1 and isinstance(self.flow[0], Paragraph) and not self.flow[0].aside:
            return self.flow[0].text
        parts = [node.text for node in self.flow if isinstance(node, Paragraph) and not node.aside]
        return Chars.join(parts) if parts else _NO_TEXT


class FlowTable:
    """One `<table>` as met: groups of rows of cells, and `outside` what stands in it but in no cell."""

    __slots__ = ("aside", "groups", "nested", "outside")

    def __init__(self, aside: bool) -> None:
        self.aside = aside
        self.nested = False
        self.outside: list[Node] = []
        self.groups: list[list[list[FlowCell]]] = [[]]

    def nodes(self, number: int) -> list[Node]:
        """What the table comes to: a grid with that number, or the flow of its cells if it is only layout."""
        cells = [cell for group in self.groups for row in group for cell in row]
        rows = None if self.nested or self.aside else _placed(self.groups)
        if rows is None:
            return [*self.outside, *chain.from_iterable(cell.flow for cell in cells)]
        # what is no part of a cell's text: a picture, or what is hidden
        rest = [node for cell in cells for node in cell.flow if not isinstance(node, Paragraph) or node.aside]
        grid = [Grid(rows, number)] if any(cell.text.text for row in rows for cell in row) else []
        return [*self.outside, *grid, *rest]


Node = Block | FlowTable


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


def _placed(groups: Sequence[Sequence[Sequence[FlowCell]]]) -> tuple[tuple[Cell, ...], ...] | None:
    """The cells where the standard's table algorithm puts them; None for a table that only lays out a page.

    Such a table has one column, or running text in a cell, or a row of more than `MAX_CELLS` cells.
    """
    rows: list[tuple[Cell, ...]] = []
    columns = 0
    for group in groups:
        # (first column, column behind the last, row behind the last) of cells that reach down from above
        reaching: list[tuple[int, int, int]] = []
        group_end = len(rows) + len(group)
        for cells in group:
            row = len(rows)
            reaching = [cell for cell in reaching if cell[2] > row]
            if len(cells) + len(reaching) > MAX_CELLS:
                return None
            occupied = iter(reaching)
            blocked = next(occupied, None)
            placed: list[Cell] = []
            added: list[tuple[int, int, int]] = []
            column = 0
            for cell in cells:
                while blocked and blocked[0] <= column:
                    column = max(column, blocked[1])
                    blocked = next(occupied, None)
                text = cell.text()
                if len(text.text) > _LONGEST_CELL:
                    return None
                end = column + cell.column_span
                below = min(row + cell.row_span, group_end) if cell.row_span else group_end
                if below > row + 1:
                    added.append((column, end, below))
                place = None if text.text else Span(cell.start, cell.start)
                placed.append(Cell(text, place, row + 1, column + 1, below - row, cell.column_span))
                columns = max(columns, column + 1)
                column = end
            if added:
                reaching = sorted(reaching + added)
            rows.append(tuple(placed))
    return tuple(rows) if columns > 1 else None
