"""The rows of a table as a page draws them: each cell in its column, also where merged cells were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.model.page import DrawnCell

WIDEST_SPAN = 60  # columns or rows that a cell of a drawn table may take


def laid_out(rows: Sequence[Sequence[DrawnCell]]) -> Iterator[list[DrawnCell | None]]:
    """The rows as they are drawn: each cell in its column, None where nothing stands."""
    cells = [cell for row in rows for cell in row]
    if any(cell.kind == "figure" for cell in cells) and all(cell.row_span == cell.column_span == 1 for cell in cells):
        return _regained(rows)
    width = max((cell.column + _columns(cell) - 1 for cell in cells), default=0)
    return _placed(rows, width)


def _columns(cell: DrawnCell) -> int:
    return min(cell.column_span, WIDEST_SPAN)


def _regained(rows: Sequence[Sequence[DrawnCell]]) -> Iterator[list[DrawnCell | None]]:
    """The rows of a table whose merged cells were lost, each as wide as the widest.

    Figures stand at the right and the names of columns over them; the cell before a gap is drawn across it.
    """
    kept = [_without_padding(row) for row in rows]
    width = max(map(len, kept), default=0)
    most = max((sum(cell.kind == "figure" for cell in row) for row in kept), default=0)
    for row in kept:
        figures = [number for number, cell in enumerate(row) if cell.kind == "figure"]
        drawn: list[DrawnCell | None] = []
        at = 0
        for number, cell in enumerate(row):
            wanted = at
            if len(figures) == most and number == figures[0]:
                wanted = width - (len(row) - number)
            elif cell.over is not None and not figures:
                wanted = width - most + cell.over
            wanted = min(max(wanted, at), width - (len(row) - number))
            _fill(drawn, wanted - at)
            drawn.append(cell)
            at = wanted + 1
        if sum(cell.over is not None for cell in row) > 1 and row[-1].over is not None:
            drawn += [None] * (width - at)  # one of several names of columns is as wide as its column
        else:
            _fill(drawn, width - at)
        yield drawn


def _without_padding(row: Sequence[DrawnCell]) -> Sequence[DrawnCell]:
    """A row without the blank cells at its end that belong to no figure."""
    end = len(row)
    while end and row[end - 1].kind == "other" and not row[end - 1].text.strip() and not row[end - 1].marks:
        end -= 1
    return row[:end]


def _fill(drawn: list[DrawnCell | None], missing: int) -> None:
    """Draw the last cell across the columns that are missing; nothing stands in them where there is none."""
    last = drawn[-1] if drawn else None
    if last is not None and missing > 0:
        drawn[-1] = last._replace(column_span=last.column_span + missing)
    else:
        drawn += [None] * missing


def _placed(rows: Sequence[Sequence[DrawnCell]], width: int) -> Iterator[list[DrawnCell | None]]:
    """The cells of each row in their columns, where cells of rows above may reach down."""
    taken: dict[int, int] = {}  # column: the last row that a cell from above reaches down to
    for row in rows:
        placed: list[DrawnCell | None] = []
        at = 1
        for cell in row:
            placed += [None for column in range(at, cell.column) if taken.get(column, 0) < cell.row]
            at = cell.column + _columns(cell)
            if cell.row_span > 1:
                taken.update(dict.fromkeys(range(cell.column, at), cell.row + cell.row_span - 1))
            placed.append(cell)
        if row:
            placed += [None for column in range(at, width + 1) if taken.get(column, 0) < row[0].row]
        yield placed
