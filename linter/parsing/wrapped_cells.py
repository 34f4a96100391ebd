"""Cells of a further column whose words wrap, in a table in white space: each becomes one cell beside its figures.

Such words stand above, beside and below the figures of their row, in a column of their own: no figure stands above or
below them, and in every row they stand between the same two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from linter.model.document import Chars
from linter.model.records import NamedTuple
from linter.parsing.spacing import PlacedCell
from linter.parsing.written_figures import is_figure
from linter.reference.vocabulary import Vocabulary
from linter.text.folding import label_key

_MEASURES = ((0, 1), (2, 3))  # where a word begins and ends, in columns of a terminal and in characters
_SHORTEST_LABEL = 3  # characters of a piece of a label that is one by more than chance

Line = list[PlacedCell]


class _Stretch(NamedTuple):
    """A stretch of a line, from where on and up to where."""

    left: int
    right: int

    def meets(self, other: _Stretch) -> bool:
        return self.left < other.right and other.left < self.right


class _Cover:
    """What some stretches cover: as they stand apart, in order, so that one need not ask each of them."""

    def __init__(self, stretches: Iterable[_Stretch]) -> None:
        self._lefts: list[int] = []
        self._rights: list[int] = []
        for left, right in sorted(stretches):
            if self._rights and left < self._rights[-1]:
                self._rights[-1] = max(self._rights[-1], right)
            else:
                self._lefts.append(left)
                self._rights.append(right)

    def meets(self, stretch: _Stretch) -> bool:
        last = bisect_left(self._lefts, stretch.right) - 1
        return last >= 0 and stretch.left < self._rights[last]


def with_whole_cells(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines of one page of a table, the words of each further column put into the rows of figures.

    Of the measures by which they stand in columns that one is right by which most stand below a heading, else the one
    by which most labels of columns stand over figures.
    """
    best, most = list(lines), (-1, 0, 0)
    if not any(_is_of_no_form(word, vocabulary) for line in lines for word in line):
        return best
    for measure in _MEASURES:
        page = _Page(lines, vocabulary, measure)
        columns = list(page.columns())
        headed = sum(map(page.has_heading, columns))
        over = page.labels_over_figures()
        fitting = headed, over, 0 if over else len(columns)
        if fitting > most:
            best, most = list(lines), fitting
            for column in columns:
                best = page.gathered(best, column)
    return best


class _Page:
    """The lines of a page by where their words stand."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary, measure: tuple[int, int]) -> None:
        self._lines, self._vocabulary, self._measure = lines, vocabulary, measure
        self._rows = {at for at, line in enumerate(lines) if any(word.is_figure for word in line)}
        in_rows = [word for at in self._rows for word in lines[at]]
        figures = [self._place(word) for word in in_rows if _is_number(word)]
        self._figures = _Cover(figures)
        self._taken = _Cover([*figures, *(self._place(word) for word in in_rows if self._is_label(word))])
        self._header = {at for at, line in enumerate(lines) if at not in self._rows and any(map(self._is_over, line))}

    def _place(self, word: PlacedCell) -> _Stretch:
        left, right = self._measure
        return _Stretch(word.places[left], word.places[right])

    def _is_label(self, word: PlacedCell) -> bool:
        return len(word.cell.text) >= _SHORTEST_LABEL and self._vocabulary.knows(word.cell.text.text)

    def _is_over(self, word: PlacedCell) -> bool:
        """Whether a word is of the header: a label, or a piece of one, above figures."""
        return self._vocabulary.knows(word.cell.text.text) and self._figures.meets(self._place(word))

    def labels_over_figures(self) -> int:
        """How many lines above figures have the label of a column over them."""
        labels = {column.folded for block in self._vocabulary.blocks for column in block.columns}
        lines = ([word for word in self._lines[at] if label_key(word.cell.text.text) in labels] for at in self._header)
        return sum(any(map(self._is_over, line)) for line in lines)

    def columns(self) -> Iterator[_Stretch]:
        """Where words stand that no form has, some of them beside no figures, and never a figure or a row's label."""
        words = [
            (self._place(word), at in self._rows)
            for at, line in enumerate(self._lines)
            if at not in self._header
            for word in line
            if _is_of_no_form(word, self._vocabulary)
        ]
        column, wraps = _Stretch(0, 0), False
        for place, is_in_row in [*sorted(words), (_Stretch(-1, -1), True)]:
            if place.meets(column):
                column, wraps = _Stretch(column.left, max(column.right, place.right)), wraps or not is_in_row
                continue
            if wraps and not self._taken.meets(column) and self._is_straight(column):
                yield column
            column, wraps = place, not is_in_row

    def has_heading(self, column: _Stretch) -> bool:
        """Whether words that no form has stand above a column in the header."""
        above = [word for at in self._header for word in self._lines[at]]
        return any(
            self._place(word).meets(column) and not self._vocabulary.knows(word.cell.text.text) for word in above
        )

    def _is_straight(self, column: _Stretch) -> bool:
        """Whether a column stands behind as many figures in every row, or before as many."""
        rows = [[self._place(word) for word in self._lines[at] if _is_number(word)] for at in self._rows]
        before = {sum(figure.left < column.left for figure in row) for row in rows}
        behind = {sum(figure.left > column.left for figure in row) for row in rows}
        return len(before) == 1 or len(behind) == 1

    def gathered(self, lines: Sequence[Line], column: _Stretch) -> list[Line]:
        """The lines with the words of a column in the rows: as many lines above the figures as below them.

        What stands above a line of the header stays, for it is of the header too.
        """
        whole = [list(line) for line in lines]
        waiting: list[PlacedCell] = []
        row, owed, above = -1, 0, 0
        for at, line in enumerate(lines):
            words = [word for word in line if self._place(word).meets(column)]
            if at in self._rows:
                row, owed, above = at, len(waiting), at + 1
                self._put(whole[at], column, waiting, [])
                waiting = []
            elif at in self._header:
                if waiting:
                    whole[above:at] = map(list, lines[above:at])
                waiting, above = [], at + 1
            elif words:
                whole[at] = [word for word in line if word not in words]
                if owed:
                    owed, above = owed - 1, at + 1
                    self._put(whole[row], column, [], words)
                else:
                    waiting += words
        if row >= 0:
            self._put(whole[row], column, [], waiting)
        return whole

    def _put(self, line: Line, column: _Stretch, above: Sequence[PlacedCell], below: Sequence[PlacedCell]) -> None:
        """Put words into the line of a row as one cell, with those that it has there."""
        beside = [word for word in line if self._place(word).meets(column)]
        words = [*above, *beside, *below]
        if words == beside:
            return
        rest = [word for word in line if word not in beside]
        text = Chars.join(word.cell.text for word in words)
        first = min(words, key=self._place)
        at = sum(self._place(word).left < self._place(first).left for word in rest)
        cell = first.cell._replace(text=text, place=None, row=rest[0].cell.row)
        is_figure = any(word.is_figure for word in rest[:at])
        line[:] = [*rest[:at], PlacedCell(cell, is_figure, first.places), *rest[at:]]


def _is_of_no_form(word: PlacedCell, vocabulary: Vocabulary) -> bool:
    """Whether a word is neither a figure nor a label of a form or a piece of one."""
    return not (_is_number(word) or vocabulary.knows(word.cell.text.text))


def _is_number(word: PlacedCell) -> bool:
    return is_figure(word.cell.text.text)
