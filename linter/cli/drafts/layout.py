"""A table of the form as cells on paper: labels that reach over others, and a cell for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.forms.form import Block, LabelNode, TableForm
from linter.model.records import NamedTuple

TEXT_WIDTH = 156
"""Of the page, in millimetres (GB/T 9704-2012, 5.1)."""

_FIGURE, _GROUP = 11, 14  # columns where labels stand in several: four digits, four signs of 小五


class DraftCell(NamedTuple):
    """A cell, its place counted from 0; `down` and `across` are how many rows and columns it takes."""

    text: str
    row: int
    column: int
    down: int = 1
    across: int = 1
    is_figure: bool = False


class TableLayout(NamedTuple):
    """A table as it is drawn: its cells row by row, and the columns' widths in millimetres.

    `header` is how many rows at the top hold good for the whole table, and stand again on a further page.
    """

    rows: tuple[tuple[DraftCell, ...], ...]
    header: int
    widths: tuple[int, ...]


def laid_out(table: TableForm, figures: Mapping[str, str]) -> TableLayout:
    """A table with these figures, by address; the others are blank."""
    labels = max(_depth(block.side) for block in table.blocks)
    columns = max(len(block.columns) for block in table.blocks)
    cells: list[DraftCell] = []
    top = 0
    for block in table.blocks:
        drawn = _Drawing(table.name, block, top, labels, columns)
        cells += drawn.cells(figures)
        top = drawn.bottom
    rows = tuple(
        tuple(sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column)) for row in range(top)
    )
    header = _depth(table.blocks[0].header) if len(table.blocks) == 1 else 0
    return TableLayout(rows, header, _widths(labels, columns))


class _Drawing:
    """One block of a table, from a row on, as wide as the widest."""

    def __init__(self, name: str, block: Block, top: int, labels: int, columns: int) -> None:
        self._name = name
        self._block = block
        self._heading = next((label.text for label in block.labels if label.kind == "heading"), None)
        self._corner = next((label.text for label in block.labels if label.kind == "corner"), "")
        self._labels = labels
        self._columns = columns
        self._top = top
        self._first = top + (self._heading is not None)
        self._figures = self._first + _depth(block.header)
        self.bottom = self._figures + len(block.rows)

    def cells(self, figures: Mapping[str, str]) -> Iterator[DraftCell]:
        depth = self._figures - self._first
        if self._heading is not None:
            yield DraftCell(self._heading, self._top, 0, across=self._labels + self._columns)
        if self._labels:
            yield DraftCell(self._corner, self._first, 0, depth, self._labels)
            yield from self._side(self._block.side, self._figures, 0)
        yield from self._header(self._block.header, 0, 0)
        for down, row in enumerate(self._block.rows):
            for at, column in enumerate(self._block.columns):
                text = figures.get(f"{self._name}/{row.key}/{column.key}", "")
                yield DraftCell(text, self._figures + down, self._labels + at, 1, self._across(at, 1), is_figure=True)

    def _across(self, first: int, columns: int) -> int:
        """How wide columns are: the last one takes what other blocks have more."""
        is_last = first + columns == len(self._block.columns)
        return self._columns - first if is_last else columns

    def _header(self, nodes: Sequence[LabelNode], level: int, first: int) -> Iterator[DraftCell]:
        for node in nodes:
            columns = _leaves(node)
            down = 1 if node.children else self._figures - self._first - level
            across = self._across(first, columns)
            yield DraftCell(node.label.text, self._first + level, self._labels + first, down, across)
            yield from self._header(node.children, level + 1, first)
            first += columns

    def _side(self, nodes: Sequence[LabelNode], row: int, level: int) -> Iterator[DraftCell]:
        for node in nodes:
            rows = _leaves(node)
            across = 1 if node.children else self._labels - level
            yield DraftCell(node.label.text, row, level, rows, across)
            yield from self._side(node.children, row, level + 1)
            row += rows


def _depth(nodes: Sequence[LabelNode]) -> int:
    """How many labels stand behind each other; the one row of a table may have none."""
    return max((bool(node.label.text) + _depth(node.children) for node in nodes), default=0)


def _leaves(node: LabelNode) -> int:
    return sum(map(_leaves, node.children)) if node.children else 1


def _widths(labels: int, columns: int) -> tuple[int, ...]:
    """The widths of columns, which fill the page: alike, or narrow ones for figures and groups of labels."""
    if labels < 2:
        count = labels + columns
        return tuple(TEXT_WIDTH * (at + 1) // count - TEXT_WIDTH * at // count for at in range(count))
    groups = (_GROUP,) * (labels - 1)
    return (*groups, TEXT_WIDTH - sum(groups) - _FIGURE * columns, *(_FIGURE,) * columns)
