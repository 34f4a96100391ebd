"""Grids from delimited lines, the same for plain text and Markdown."""

from __future__ import annotations

from collections.abc import Callable

from linter.model.document import Cell, Chars, Grid, Span
from linter.readers.delimited_lines import LinePiece, Rows
from linter.readers.limits import refuse_many_cells


def grid_of(rows: Rows, number: int, read: Callable[[LinePiece], Chars], before: int) -> Grid:
    """The grid of delimited rows; nothing is known about spans, so every cell is one row and one column.

    Parameters:
        rows: what stands between the delimiters.
        number: the grid's number in the document, from 1.
        read: the text of a piece, without white space at its ends.
        before: how many cells the grids before it have.

    Raises:
        ReadError: E004 for more cells than are read.
    """
    grid: list[tuple[Cell, ...]] = []
    for row, pieces in enumerate(rows.rows, 1):
        before += len(pieces)
        refuse_many_cells(before)
        cells: list[Cell] = []
        for column, piece in enumerate(pieces, 1):
            if isinstance(piece, list):
                text = Chars.join(map(read, piece))
                piece = piece[0]
            else:
                text = read(piece)
            place = None
            if not text.text:
                start, blank = piece
                place = Span(start, start + len(blank))
            cells.append(Cell(text, place, row, column))
        grid.append(tuple(cells))
    return Grid(tuple(grid), number)
