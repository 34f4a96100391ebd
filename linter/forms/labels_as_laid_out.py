"""A table as laid out: a sequence of labels, each with the figures that follow it, whatever its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from linter.forms.cell_values import is_number, read_figure
from linter.forms.form import TableForm
from linter.model.document import Cell, Grid
from linter.model.report import State
from linter.text.folding import label_key

_LONGEST_FIGURE = 12
_LONGEST_BAD_FIGURE = 6
_LONGEST_BAD_WORD = 2
_LONGEST_ROW = 10
_FEWEST_LINES = 8  # of one cell each, that are no rows
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")


class LaidOutLabel:
    """A label as laid out (`key` its folded form, empty for figures without one) and the cells that follow it.

    `line` is the row of the grid that it stands in, as (grid, row), `is_beside` whether it is a piece of a label that
    runs down beside the rows.
    """

    __slots__ = ("cell", "is_beside", "key", "line", "values")

    def __init__(
        self, cell: Cell | None, key: str, values: list[Cell], line: tuple[int, int], is_beside: bool = False
    ) -> None:
        self.cell = cell
        self.key = key
        self.values = values
        self.line = line
        self.is_beside = is_beside

    @property
    def place(self) -> tuple[int, int]:
        """The row and column of its cell; of labels on one line, the left one's is less."""
        assert self.cell is not None
        return self.cell.row, self.cell.column

    @property
    def is_scrap(self) -> bool:
        """Whether it is a piece of a label that runs down the page, or a single character, one of some label."""
        return self.is_beside or (len(self.key) == 1 and not self.has_figures)

    @property
    def has_figures(self) -> bool:
        return any(read_figure(cell.text.text)[0] is not State.BLANK for cell in self.values)


def items_of(grids: Sequence[Grid], form: TableForm) -> list[LaidOutLabel]:
    """The labels of a table in reading order, each with the figures and blanks that follow it.

    Figures without a label before them in their row make an item of their own, unless the row above is nothing but
    a row's label. A letter that begins their row is none, for it may be of a label that runs down the page, nor is a
    piece of a group's label, which runs down beside its rows.
    """
    rows = form.row_keys
    unlabelled_rows = any(not row.text for block in form.blocks for row in block.rows)
    widths = _widths(form)
    items: list[LaidOutLabel] = []
    current: LaidOutLabel | None = None
    streamed = False
    for number, grid in enumerate(grids):
        stream = is_stream(grid, form)
        streamed = streamed or stream
        pieces = _pieces(grid, form) if stream else frozenset()
        current = None
        for index, row in enumerate(grid.rows if stream else _written_once(grid.rows, form)):
            line = (number, 0 if stream else index)
            if not stream:
                current = None
            unlabelled: list[Cell] = []
            beside = 0 if stream or unlabelled_rows else _beside(row, form)
            rest = row[beside:] if beside else row
            only_figures = (unlabelled_rows or _begins_with_figure(rest)) and _is_row_of_figures(rest, form)
            for at, cell in enumerate(row):
                if (only_figures and at >= beside) or not (
                    _is_label(cell, current, form, widths, stream) or (pieces and id(cell) in pieces)
                ):
                    (unlabelled if current is None or current.is_beside else current.values).append(cell)
                    continue
                if any(not _is_blank(cell) for cell in unlabelled):
                    items.append(LaidOutLabel(None, "", unlabelled, line))
                unlabelled = []
                current = LaidOutLabel(cell, label_key(cell.text.text), [], line, at < beside)
                items.append(current)
            if not unlabelled:
                continue
            above = items[-1 - beside] if len(items) > beside else None
            if above and above.key in rows and not above.values and not _is_blank(unlabelled[0]):
                above.values.extend(unlabelled)
            else:
                items.append(LaidOutLabel(None, "", unlabelled, line))
    found = [item for item in items if item.key or item.values]
    if streamed:
        _deal(found, form)
    return found


def _written_once(rows: Sequence[Sequence[Cell]], form: TableForm) -> Iterator[Sequence[Cell]]:
    """The rows with every merged cell once, were it written out in each of the columns that it spans.

    Figures in columns that their header spans are one where they are the same.
    """
    spanned: set[int] = set()
    for row in rows:
        same = [cell for left, cell in pairwise(row) if left.text.text == cell.text.text]
        words = [cell for cell in same if _is_words(cell)]
        left_out = {cell.column for cell in words if label_key(cell.text.text) in form.keys}
        if left_out or (spanned and all(map(_is_words, row))):
            spanned = left_out
        elif spanned:
            left_out = {cell.column for cell in same if cell.column in spanned}
        yield [cell for cell in row if cell.column not in left_out] if left_out else row


def _deal(items: Sequence[LaidOutLabel], form: TableForm) -> None:
    """Give a row whose figures come before its label what the row above it has too many of."""
    widths = _widths(form)
    above: LaidOutLabel | None = None
    for item in items:
        width = widths.get(item.key, 0)
        if width and above is not None and not item.values and len(above.values) == 2 * width == 2 * widths[above.key]:
            item.values.extend(above.values[width:])
            del above.values[width:]
        if item.values or width:
            above = item if width else None


def _widths(form: TableForm) -> dict[str, int]:
    """How many figures stand behind the label of a row."""
    return {row.folded: len(block.columns) for block in form.blocks for row in block.rows}


def is_stream(grid: Grid, form: TableForm) -> bool:
    """Whether the lines of a grid are no rows: one cell a line, or all cells run together in one row."""
    widths = list(map(len, grid.rows))
    if len(widths) >= _FEWEST_LINES and (widths.count(1) * 10 > len(widths) * 8 or all(map(_is_one_cell, grid.rows))):
        return True
    return any(_holds_several_rows(row, form) for row in grid.rows if len(row) > _LONGEST_ROW)


def _is_one_cell(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell at most, with nothing but blanks beside it, in which a merged one goes on."""
    return len(row) == 1 or sum(not _is_blank(cell) for cell in row) <= 1


def _holds_several_rows(cells: Sequence[Cell], form: TableForm) -> bool:
    """Whether a label comes after the figures of a row: figures before the label of any are a column of numbers.

    Where rows have no labels, figures behind the labels of a header.
    """
    rows = form.row_keys
    is_labelled = bool(rows)
    row = figures = False
    for cell in cells:
        state, _ = read_figure(cell.text.text)
        if state is State.NUMBER or (state is State.TEXT and is_number(cell.text.text)):
            if row and not is_labelled:
                return True
            figures = row
        elif state is State.TEXT and (key := label_key(cell.text.text)) in form.keys:
            if figures:
                return True
            row = key in rows or not is_labelled
    return False


def _pieces(grid: Grid, form: TableForm) -> frozenset[int]:
    """The cells, by their ids, that are pieces of a label where lines are no rows.

    They are the letters of one that runs down the page, or make up the label of a row right before its figures.
    """
    found: set[int] = set()
    longest = max(map(len, form.row_keys), default=0)
    cells = (cell for row in grid.rows for cell in row)
    for is_label, run in groupby(cells, _is_words):
        words = list(run) if is_label else []
        key = ""
        for at in range(len(words) - 1, -1, -1):
            key = label_key(words[at].text.text) + key
            if len(key) > longest:
                break
            if key in form.row_keys and at < len(words) - 1:
                found.update(map(id, words[at:]))
        for is_letter, letters in groupby(words, lambda cell: len(cell.text) == 1):
            pieces = list(letters) if is_letter else []
            if label_key("".join(cell.text.text for cell in pieces)) in form.keys:
                found.update(map(id, pieces))
    return frozenset(found)


def _beside(row: Sequence[Cell], form: TableForm) -> int:
    """How many cells a row begins with that are pieces of labels which run down beside it: a letter, or of a group's
    label those before figures."""
    count = 0
    for cell in row:
        key = label_key(cell.text.text)
        if key in form.keys or read_figure(key)[0] is not State.TEXT:
            break
        if len(key) > 1 and not any(key in group for group in form.group_keys):
            break
        count += 1
    if count and not _begins_with_figure(row[count:]):
        return int(len(label_key(row[0].text.text)) == 1)
    return count


def _begins_with_figure(row: Sequence[Cell]) -> bool:
    return bool(row) and is_number(row[0].text.text)


def _is_row_of_figures(row: Sequence[Cell], form: TableForm) -> bool:
    """Whether a row without a label holds figures, one of which may be written badly.

    Where rows have labels, theirs wraps then, and stands above and below.
    """
    numbers = sum(is_number(cell.text.text) for cell in row)
    return numbers * 2 > len(row) and not any(form.has_piece(label_key(cell.text.text)) for cell in row)


def _is_words(cell: Cell) -> bool:
    return read_figure(cell.text.text)[0] is State.TEXT and not is_number(cell.text.text)


def _is_blank(cell: Cell) -> bool:
    return read_figure(cell.text.text)[0] is State.BLANK


def _is_label(
    cell: Cell, current: LaidOutLabel | None, form: TableForm, widths: Mapping[str, int], stream: bool
) -> bool:
    """Whether a cell is a label and not a figure, were it one that is written badly.

    Behind a row that has as many figures as columns (`widths`) fewer letters tell it, where lines are no rows.
    """
    if not _is_words(cell):
        return False
    if current is None or not current.key or current.key not in widths:
        return True
    key = label_key(cell.text.text)
    if key in form.keys or len(key) > _LONGEST_FIGURE:
        return True
    is_full = len(current.values) >= widths[current.key]
    longest = _LONGEST_BAD_FIGURE if _LATIN_OR_DIGIT.search(key) and not is_full else _LONGEST_BAD_WORD
    return stream and len(key) > longest
