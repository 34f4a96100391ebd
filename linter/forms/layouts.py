"""Tables that are laid out alike: where the figures stand in one of them, they stand in the others.

A reading goes by labels, strokes and blanks; what the figures are counts only where something is in doubt. So of a
table in which nothing is, it is kept where its figures and labels stand, for all that look like it but for their
figures: most reports are written from a few templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from linter.forms.cell_values import read_figure
from linter.forms.form import TableForm
from linter.forms.labels_as_laid_out import is_stream
from linter.forms.reading import read_table
from linter.model.document import Cell, Chars, Grid, Span
from linter.model.records import NamedTuple
from linter.model.report import Figure, State, Table

_MOST_KEPT = 128  # bounds the work: the layouts that are kept
_MOST_CELLS = 500  # bounds the work: of a table whose layout is kept; one of a form has 330
_MOST_SIGNS = 5_000  # bounds the work: of such a table; one of a form has 1,500
_ANY_NUMBER = "0"
_NUMBER, _BLANK = State.NUMBER, State.BLANK  # members are looked up in their class at length


class _Looks(NamedTuple):
    """What a reading goes by: the texts of cells, as if all numbers and all blanks were the same, and their places.

    `widths` are the numbers of cells in the rows of each grid.
    """

    texts: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    widths: tuple[tuple[int, ...], ...]


class _Layout(NamedTuple):
    """Which cells the figures and labels of a table are: indexes in reading order, by addresses and by keys.

    A figure in a row that ends before it is none of them.
    """

    figures: tuple[tuple[str, int | None], ...]
    row_labels: tuple[tuple[str, int], ...]
    column_labels: tuple[tuple[str, int], ...]


def read_as_laid_out(grids: Sequence[Grid], form: TableForm) -> Table | None:
    """The table that grids make up, as `read_table` reads it; None where that is in doubt, or not told by the looks.

    Args:
        grids: those of the table, in document order.
        form: whose labels they bear.
    """
    if sum(grid.size for grid in grids) > _MOST_CELLS:
        return None
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    texts = [cell.text.text for cell in cells]
    if sum(map(len, texts)) > _MOST_SIGNS:
        return None
    read = list(map(read_figure, texts))
    looks = _Looks(
        tuple(
            [
                _ANY_NUMBER if state is _NUMBER else "" if state is _BLANK else text
                for text, (state, _) in zip(texts, read, strict=True)
            ]
        ),
        tuple([cell.row for cell in cells]),
        tuple([cell.column for cell in cells]),
        tuple([tuple(map(len, grid.rows)) for grid in grids]),
    )
    layout = _layout(looks, form)
    if layout is None:
        return None
    figures: dict[str, Figure] = {}
    for address, at in layout.figures:
        if at is None:
            figures[address] = Figure(address, _BLANK, None, "", None)
        else:
            state, value = read[at]
            figures[address] = Figure(address, state, value, texts[at].strip(), cells[at])
    return Table(
        form.name,
        form.regime,
        tuple(grids),
        figures,
        {key: cells[at].text for key, at in layout.row_labels},
        {key: cells[at].text for key, at in layout.column_labels},
    )


@lru_cache(_MOST_KEPT)
def _layout(looks: _Looks, form: TableForm) -> _Layout | None:
    """Where a table that looks so has its figures and labels; None where that is in doubt or not told by the looks."""
    grids = list(_example(looks))
    reading = read_table(grids, form)
    table = reading.table
    if not reading.is_settled or reading.is_dealt or table.deviations:
        return None
    figures = table.figures.values()
    if any(figure.state not in (_NUMBER, _BLANK, State.NO_DATA) for figure in figures):
        return None
    if any(figure.is_blank for figure in figures) and any(is_stream(grid, form) for grid in grids):
        return None  # whether figures are dealt out over the rows may depend on what they are
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    found = {id(cell.text): at for at, cell in enumerate(cells)}
    labels = (*table.row_labels.values(), *table.column_labels.values())
    if any(id(label) not in found for label in labels):
        return None  # a label in pieces
    return _Layout(
        tuple(
            (address, None if figure.cell is None else found[id(figure.cell.text)])
            for address, figure in table.figures.items()
        ),
        tuple((key, found[id(label)]) for key, label in table.row_labels.items()),
        tuple((key, found[id(label)]) for key, label in table.column_labels.items()),
    )


def _example(looks: _Looks) -> Iterator[Grid]:
    """Grids that look so, in which no two figures are the same."""
    texts = (str(at) if text == _ANY_NUMBER else text for at, text in enumerate(looks.texts))
    cells = (
        Cell(Chars.at(text, at), Span(at, at + 1), row, column)
        for at, (text, row, column) in enumerate(zip(texts, looks.rows, looks.columns, strict=True))
    )
    for number, widths in enumerate(looks.widths, 1):
        yield Grid(tuple(tuple(next(cells) for _ in range(width)) for width in widths), number)
