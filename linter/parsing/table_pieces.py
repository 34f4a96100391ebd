"""Tables in pieces: a label of the form that stands as a heading above a grid is a part of that grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.model.document import Block, Cell, Grid, Paragraph
from linter.parsing.written_figures import is_figure
from linter.reference.vocabulary import Vocabulary
from linter.text.folding import label_key

_LONGEST_LABEL = 60


def with_labels(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """The blocks, each line that is nothing but a label of a form put into the grid right below it.

    The label of a row goes before the one row of figures that has none; any other makes a row of its own.
    """
    label: Paragraph | None = None
    for block in blocks:
        if label is not None:
            if isinstance(block, Grid):
                block = _joined(label, block, vocabulary)
            else:
                yield label
            label = None
        if (
            isinstance(block, Paragraph)
            and len(block.text) <= _LONGEST_LABEL
            and not block.aside
            and vocabulary.is_label(block.text.text)
        ):
            label = block
        else:
            yield block
    if label is not None:
        yield label


def _joined(label: Paragraph, grid: Grid, vocabulary: Vocabulary) -> Grid:
    cell = Cell(label.text, None, 1, 1)
    width = vocabulary.widths.get(label_key(label.text.text))
    of_figures = [
        index for index, row in enumerate(grid.rows) if row and all(is_figure(cell.text.text) for cell in row)
    ]
    labelled = any(
        is_figure(row[-1].text.text) for index, row in enumerate(grid.rows) if row and index not in of_figures
    )
    if width and len(of_figures) == 1 and not labelled:
        at = of_figures[0]
        row = (cell._replace(row=at + 1), *(figure._replace(column=figure.column + 1) for figure in grid.rows[at]))
        return grid._replace(rows=(*grid.rows[:at], row, *grid.rows[at + 1 :]))
    below = (tuple(cell._replace(row=cell.row + 1) for cell in row) for row in grid.rows)
    return grid._replace(rows=((cell,), *below))
