"""Grids from delimited lines, the same for plain text and Markdown."""

from __future__ import annotations

from collections.abc import Callable

from linter.model.document import Cell, Chars, Grid, Span
from linter.readers.delimited_lines import CellPieces, LinePiece, Rows
from linter.readers.limits import refuse_many_cells


def _place(piece: CellPieces) -> Span:
    """Where a blank cell stands."""
    start, blank = piece[0] if isinstance(piece, list) else piece
    return Span(start, start + len(blank))


def grid_of(
    rows: Rows,
    number: int,
    read: Callable[[LinePiece], Chars],
    before: int,
    place: Callable[[CellPieces], Span] = _place,
) -> Grid:
    """The grid of delimited rows; nothing is known about spans, so every cell is one row and one column.

    Parameters:
        rows: what stands between the delimiters.
        number: the grid's number in the document, from 1.
        read: the text of a piece, without white space at its ends.
        before: how many cells the grids before it have.
        place: where a blank cell stands, if not where its piece does.

    Raises:
        ReadError: E004 for more cells than are read.
    """
    grid: list[tuple[Cell, ...]] = []
    for row, pieces in enumerate(rows.rows, 1):
        before += len(pieces)
        refuse_many_cells(before)
        cells: list[Cell] = []
        for column, piece in enumerate(pieces, 1):
            text = Chars.join(map(read, piece)) if isinstance(piece, list) else read(piece)
            cells.append(Cell(text, None if text.text else place(piece), row, column))
        grid.append(tuple(cells))
    return Grid(tuple(grid), number)
