"""Headers of tables without ruling lines: a label broken over lines is put together, and stands where its middle is.

In such a header labels of one and of two lines stand side by side, so that reading line by line would mix their pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.readers.pdf.geometry import Box, Letter, around
from linter.readers.pdf.lines import TextLine

_FIGURE = re.compile(r"[-+－—−/／]?[\d０-９.,，．%％]*")
_FEWEST_WORDS = 3
_LONGEST_ALONE = 12
_CLOSE = (-0.4, 0.55)  # from the foot of one piece to the head of the next, in widths of a letter
_ALIGNED = 0.3
_SAME_HEIGHT = 0.3


class Word(NamedTuple):
    """What stands between two white columns of a line, or several such pieces one below the other."""

    letters: tuple[Letter, ...]
    gaps: tuple[int, ...]
    em: float
    box: Box


def with_whole_headers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with every stretch of them that is the header of a table set anew."""
    found: list[TextLine] = []
    header: list[list[Word]] = []
    waiting: list[TextLine] = []
    for line in (*lines, None):
        words = [] if line is None else list(_words(line))
        if line is not None and _may_be_header(words):
            waiting.append(line)
            header.append(words)
            continue
        found.extend(_set_anew(header) if max(map(len, header), default=0) >= _FEWEST_WORDS else waiting)
        waiting, header = [], []
        if line is not None:
            found.append(line)
    return found


def _may_be_header(words: Sequence[Word]) -> bool:
    """Whether a line holds labels only: no figures, and no sentence."""
    if any(_FIGURE.fullmatch(_text(word)) for word in words):
        return False
    return len(words) > 1 or len(words[0].letters) <= _LONGEST_ALONE


def _words(line: TextLine) -> Iterator[Word]:
    start = 0
    for index, gap in enumerate((*line.gaps[1:], 2), start=1):
        if gap == 2:
            letters = line.letters[start:index]
            yield Word(letters, (0, *line.gaps[start + 1 : index]), line.em, around(letters))
            start = index


def _text(word: Word) -> str:
    return "".join(letter.text for letter in word.letters)


def _set_anew(header: Sequence[Sequence[Word]]) -> list[TextLine]:
    whole: list[Word] = []
    open_words: list[Word] = []
    for words in header:
        going_on: list[Word] = []
        for word in words:
            above = next((other for other in open_words if _is_below(other, word)), None)
            if above is not None:
                open_words.remove(above)
                box = around((above.box, word.box))
                word = Word(above.letters + word.letters, above.gaps + word.gaps, word.em, box)
            going_on.append(word)
        # a piece may go on below a line that holds only what stands beside it
        foot = max(word.box.bottom for word in words)
        whole.extend(word for word in open_words if word.box.bottom + word.em < foot)
        open_words = [word for word in open_words if word.box.bottom + word.em >= foot] + going_on
    return _lines([*whole, *open_words])


def _is_below(above: Word, word: Word) -> bool:
    em = max(above.em, word.em)
    low, high = _CLOSE
    step = word.box.top - above.box.bottom
    left, right = word.box.x0 - above.box.x0, word.box.x1 - above.box.x1
    is_aligned = min(abs(left), abs(left + right) / 2) < _ALIGNED * em
    return low * em <= step <= high * em and is_aligned


def _lines(words: Sequence[Word]) -> list[TextLine]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.top + word.box.bottom):
        middle = (word.box.top + word.box.bottom) / 2
        first = rows[-1][0] if rows else None
        if first is not None and middle - (first.box.top + first.box.bottom) / 2 <= _SAME_HEIGHT * word.em:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.box.x0)) for row in rows]


def _line(words: Sequence[Word]) -> TextLine:
    letters = tuple(letter for word in words for letter in word.letters)
    gaps = tuple(gap for word in words for gap in (2, *word.gaps[1:]))
    return TextLine(letters, (0, *gaps[1:]), words[0].em, around([word.box for word in words]))
