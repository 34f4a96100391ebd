"""Blank cells of a table in white space, told by where the other rows have their figures.

A blank leaves nothing in such a line. But where rows with all their figures stand under each other, a row that lacks
some shows by the places of its figures which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from linter.model.document import LINE_ENDS, Cell, Chars, Span
from linter.model.records import NamedTuple
from linter.text.width import columns as width_of

_FEWEST_FIGURES = 5
_FEWEST_FULL_ROWS = 2
_WIDEST_SPREAD = 2
_LEAST_FITTING = 0.8  # of the full rows, that have every figure in its column
_LONGEST_INDENT = 400  # characters before the first word of a line


class PlacedCell(NamedTuple):
    """A cell of a line and where on the line it begins and ends, in columns of a terminal and in characters."""

    cell: Cell
    is_figure: bool
    places: tuple[int, int, int, int]


Edge = Callable[[PlacedCell], float]


def placed(source: str, cells: Sequence[Cell], are_figures: Sequence[bool]) -> list[PlacedCell]:
    """The cells of a line of text, in their order, with their places on their lines of the source.

    Where no line begins near the first of them, as in a page written without line ends, the line begins with it.
    """
    words: list[PlacedCell] = []
    line = at = column = 0
    for cell, is_figure in zip(cells, are_figures, strict=True):
        start, end = cell.span
        # the end of the line before stands one character further back
        begin = _line_start(source, at if words else max(0, start - _LONGEST_INDENT - 1), start)
        if begin or not words:
            line = at = begin if begin or start <= _LONGEST_INDENT else start
            column = 0
        left = column + width_of(source[at:start])
        column = left + width_of(source[start:end])
        at = end
        words.append(PlacedCell(cell, is_figure, (left, column, start - line, end - line)))
    return words


def _line_start(source: str, start: int, end: int) -> int:
    """Where the last line that begins in `source[start:end]` does so, 0 if none does."""
    if source[start:end].isprintable():  # as almost always, which no end of a line is
        return 0
    return max([source.rfind(sign, start, end) for sign in LINE_ENDS]) + 1


def with_blanks(rows: Sequence[Sequence[PlacedCell]]) -> list[tuple[Cell, ...]]:
    """The rows as cells, with a blank cell for each figure that a row lacks, where its place can be told."""
    figures = [[word for word in row if word.is_figure] for row in rows]
    most = max(map(len, figures), default=0)
    columns = _columns([row for row in figures if len(row) == most]) if most >= _FEWEST_FIGURES else None
    filled = []
    for row, found in zip(rows, figures, strict=True):
        cells = [word.cell for word in row]
        if columns is not None and 0 < len(found) < most:
            cells = _filled(row, found, *columns) or cells
        filled.append(tuple(cell._replace(column=column) for column, cell in enumerate(cells, start=1)))
    return filled


def _columns(full: Sequence[Sequence[PlacedCell]]) -> tuple[list[float], Edge] | None:
    """Where each column stands, and the edge and measure by which most rows agree on it best; None if by none."""
    best: tuple[int, float, list[float], Edge] | None = None
    for edge in _EDGES:
        places = [[edge(word) for word in row] for row in full]
        columns = [sorted(column)[len(column) // 2] for column in zip(*places, strict=True)]
        off = [max(abs(at - usual) for at, usual in zip(row, columns, strict=True)) for row in places]
        fitting = [widest for widest in off if widest <= _WIDEST_SPREAD]
        if len(fitting) < max(_FEWEST_FULL_ROWS, _LEAST_FITTING * len(full)):
            continue
        spread = max(fitting)
        gap = min(right - left for left, right in pairwise(columns))
        if gap > 2 * spread and (best is None or (len(fitting), -spread) > (best[0], -best[1])):
            best = len(fitting), spread, columns, edge
    return best[2:] if best else None


def _middle(left: int, right: int) -> Edge:
    return lambda word: (word.places[left] + word.places[right]) / 2


_EDGES: tuple[Edge, ...] = (
    *(lambda word, which=which: word.places[which] for which in range(4)),
    _middle(0, 1),
    _middle(2, 3),
)


def _filled(
    row: Sequence[PlacedCell], found: Sequence[PlacedCell], columns: Sequence[float], edge: Edge
) -> list[Cell] | None:
    """The cells of a row with blanks between its figures; None where a figure stands between two columns."""
    gap = min(right - left for left, right in pairwise(columns))
    by_column: dict[int, Cell] = {}
    for word in found:
        nearest = min(range(len(columns)), key=lambda at: abs(columns[at] - edge(word)))
        if abs(columns[nearest] - edge(word)) * 3 > gap or nearest in by_column:
            return None
        by_column[nearest] = word.cell
    cells = [word.cell for word in row if not word.is_figure]
    for column in range(len(columns)):
        end = cells[-1].span.end if cells else found[0].cell.span.start
        blank = Cell(Chars.at("", end), Span(end, end), found[0].cell.row, column)
        cells.append(by_column.get(column, blank))
    return cells
