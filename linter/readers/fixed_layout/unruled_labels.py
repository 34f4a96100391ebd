"""Tables without ruling lines: a label broken over lines is put together, and stands where its middle is.

In such a table labels of one line and of several stand side by side, with the figures beside their middle, so that
reading line by line would mix their pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box, around
from linter.readers.fixed_layout.text_lines import TextLine

_FIGURE = re.compile(r"[-+－／/—−]?[\d０-９.,，．%％]*")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_FEWEST_WORDS = 3
_MOST_OPEN = 60
_LONGEST_ALONE = 40
_CLOSE = (-0.4, 0.55)  # from the foot of one piece to the head of the next, in widths of a letter
_ALIGNED = 0.3
_ONE_MORE = 1.2  # how much longer than the line above the next may be, in widths of a letter
_SAME_HEIGHT = 0.3


class LabelPiece(NamedTuple):
    """What stands between two white columns of a line, or several such pieces one below the other."""

    pieces: tuple[TextLine, ...]
    box: Box

    @property
    def em(self) -> float:
        return self.pieces[0].em

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def is_figure(self) -> bool:
        return len(self.pieces) == 1 and _FIGURE.fullmatch(self.pieces[0].text) is not None


def with_whole_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with every stretch of them that is such a table set anew, row by row."""
    found: list[TextLine] = []
    table: list[list[LabelPiece]] = []
    waiting: list[TextLine] = []
    for line in (*lines, None):
        words = [] if line is None else list(_words(line))
        if line is not None and (len(words) > 1 or len(line.letters) <= _LONGEST_ALONE):
            waiting.append(line)
            table.append(words)
            continue
        is_table = max(map(len, table), default=0) >= _FEWEST_WORDS
        found.extend(_with_places(_set_anew(table)) if is_table else waiting)
        waiting, table = [], []
        if line is not None:
            found.append(line)
    return found


def _with_places(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those marked that are a single word beside or between the words of others: they have a column."""
    placed = list(lines)
    for order in (range(1, len(placed)), range(len(placed) - 2, -1, -1)):
        for at in order:
            line, other = placed[at], placed[at - order.step]
            if not line.is_spaced and other.is_spaced and _has_column(line, other):
                placed[at] = line._replace(gaps=(2, *line.gaps[1:]))
    return placed


def _has_column(line: TextLine, other: TextLine) -> bool:
    """Whether a single word stands beside another line, or close above or below it and not where it begins."""
    box, beside = line.box, other.box
    if box.top < beside.bottom and beside.top < box.bottom:
        return True
    step = max(box.top - beside.bottom, beside.top - box.bottom)
    if step > _CLOSE[1] * line.em:
        return False
    if other.gaps[0]:
        return box.x0 < beside.x1 and beside.x0 < box.x1
    return box.x0 > other.letters[other.gaps.index(2) - 1].x1


def _words(line: TextLine) -> Iterator[LabelPiece]:
    start = 0
    for index, gap in enumerate((*line.gaps[1:], 2), start=1):
        if gap == 2:
            letters = line.letters[start:index]
            box = around(letters)
            yield LabelPiece((TextLine(letters, (0, *line.gaps[start + 1 : index]), line.em, box),), box)
            start = index


def _set_anew(table: Sequence[Sequence[LabelPiece]]) -> list[TextLine]:
    rows = sorted(min(word.middle for word in words if word.is_figure) for words in table if _has_figures(words))
    whole: list[LabelPiece] = []
    open_words: list[LabelPiece] = []
    for words in table:
        going_on: list[LabelPiece] = []
        in_header = len(words) >= _FEWEST_WORDS and not _has_figures(words)
        for word in words:
            above = next((other for other in open_words if _goes_on(other, word, rows, in_header=in_header)), None)
            if above is not None:
                open_words.remove(above)
                word = LabelPiece(above.pieces + word.pieces, around((above.box, word.box)))
            going_on.append(word)
        # a piece may go on below a line that holds only what stands beside it
        foot = max(word.box.bottom for word in words)
        whole.extend(word for word in open_words if word.box.bottom + word.em < foot)
        open_words = [word for word in open_words if word.box.bottom + word.em >= foot] + going_on
        whole.extend(open_words[:-_MOST_OPEN])
        open_words = open_words[-_MOST_OPEN:]
    return list(_lines([*whole, *open_words]))


def _has_figures(words: Sequence[LabelPiece]) -> bool:
    return any(word.is_figure for word in words)


def _goes_on(above: LabelPiece, word: LabelPiece, rows: Sequence[float], *, in_header: bool) -> bool:
    """Whether a piece is the rest of a label above it.

    It stands close below and has no number of its own; one row of figures is beside the two, or it is in a header.
    """
    if above.is_figure or word.is_figure or _NUMBERED.match(word.pieces[0].text):
        return False
    em = max(above.em, word.em)
    low, high = _CLOSE
    step = word.box.top - above.box.bottom
    left, right = word.box.x0 - above.box.x0, word.box.x1 - above.box.x1
    if not (low * em <= step <= high * em and min(abs(left), abs(left + right) / 2) < _ALIGNED * em):
        return False
    beside = bisect_right(rows, word.box.bottom) - bisect_left(rows, above.box.top)
    return in_header if beside == 0 else beside == 1 and right < _ONE_MORE * em


def _lines(words: Sequence[LabelPiece]) -> Iterator[TextLine]:
    rows: list[list[LabelPiece]] = []
    for word in sorted(words, key=lambda word: word.middle):
        first = rows[-1][0] if rows else None
        if first is not None and word.middle - first.middle <= _SAME_HEIGHT * word.em:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in filter(None, _filled_from_the_top(rows)):
        row.sort(key=lambda word: word.box.x0)
        if not _has_figures(row):
            yield _line([piece for word in row for piece in word.pieces], [len(word.pieces) for word in row])
            continue
        # the figures keep their places beside the last line of the label, as the columns are known by them
        above = [piece for word in row for piece in word.pieces[:-1]]
        yield from above
        line = _line([word.pieces[-1] for word in row], [1] * len(row))
        # as lines are put in order by their tops, it stands no higher than what comes before it
        yield line._replace(box=line.box._replace(top=max(piece.box.top for piece in (line, *above))))


def _filled_from_the_top(rows: list[list[LabelPiece]]) -> list[list[LabelPiece]]:
    """The rows, labels of several lines moved up into those beside which their first line stands."""
    for at, row in enumerate(rows):
        if not row:
            continue
        first = next((word for word in row if word.is_figure), row[0])
        # a letter of what runs down the page may stand beside the figures, or between them and the label's middle
        if first.is_figure and not all(word.is_figure or len(word.pieces[0].letters) == 1 for word in row):
            continue
        for below in rows[at + 1 : at + 3]:
            if first.is_figure or not _has_figures(below):
                row += (begun := [word for word in below if _begins_beside(word, first)])
                below[:] = [word for word in below if word not in begun]
    return rows


def _begins_beside(word: LabelPiece, other: LabelPiece) -> bool:
    """Whether the first line of a label stands beside what is one line."""
    first = word.pieces[0].box
    is_longer = len(word.pieces) > len(other.pieces) == 1
    return is_longer and abs((first.top + first.bottom) / 2 - other.middle) <= _SAME_HEIGHT * word.em


def _line(pieces: Sequence[TextLine], lengths: Sequence[int]) -> TextLine:
    """Pieces one after the other as one line, in words of so many pieces each."""
    begins = {sum(lengths[:index]) for index in range(len(lengths))}
    letters = tuple(letter for piece in pieces for letter in piece.letters)
    gaps = tuple(gap for index, piece in enumerate(pieces) for gap in (2 if index in begins else 0, *piece.gaps[1:]))
    return TextLine(letters, (0, *gaps[1:]), pieces[0].em, around([piece.box for piece in pieces]))
