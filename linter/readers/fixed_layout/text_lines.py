"""Letters of a page put together to lines of text, in the order in which a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box, Letter, around
from linter.readers.fixed_layout.signs import is_wide

_SAME_LINE = 0.5  # of a letter's height, between the middles of two letters
_WIDE_GAP = 0.9  # of a letter's width: what no spacing of letters makes
_WORD_GAP = 0.2
_COLUMN_GAP = 0.15  # what letters of one cell never have between them, over what they mostly have
_DOUBLED, _DOUBLED_OF_WIDTH, _SMEARED = 0.3, 0.6, 0.1  # of the size, the width, again the size of a letter


class TextLine(NamedTuple):
    """Letters beside each other. `em` is the width of a Chinese letter; `gaps[i]` is what stands before `letters[i]`.

    A gap is 0 for none, 1 for a space between words, 2 for white space that parts columns; before the first letter it
    is 2 where the whole line is a word beside those of other lines.
    """

    letters: tuple[Letter, ...]
    gaps: tuple[int, ...]
    em: float
    box: Box

    @property
    def text(self) -> str:
        """The letters with one space for each gap."""
        return "".join(
            (" " if gap and at else "") + letter.text
            for at, (letter, gap) in enumerate(zip(self.letters, self.gaps, strict=True))
        )

    @property
    def is_spaced(self) -> bool:
        """Whether white space parts it into columns."""
        return 2 in self.gaps


def text_lines(letters: Iterable[Letter]) -> list[TextLine]:
    """The lines that letters make up, from top to bottom."""
    ordered = sorted(letters, key=lambda letter: letter.top + letter.bottom)
    lines: list[list[Letter]] = []
    middle = height = 0.0
    for letter in ordered:
        own = letter.bottom - letter.top
        if lines and (letter.top + letter.bottom) / 2 - middle <= _SAME_LINE * min(own, height):
            lines[-1].append(letter)
            height = max(height, own)
        else:
            lines.append([letter])
            middle, height = (letter.top + letter.bottom) / 2, own
    return _spaced([_line(members) for members in lines])


def _line(letters: list[Letter]) -> TextLine:
    if len(letters) == 1:
        return TextLine(tuple(letters), (0,), em_of(letters), around(letters))
    letters.sort()
    em = em_of(letters)
    kept = letters[:1]
    for letter in letters[1:]:
        # the same letter drawn twice looks bold
        if letter.text != kept[-1].text or letter.x0 - kept[-1].x0 >= _doubled(letter, em):
            kept.append(letter)
    gaps = [0]
    for before, letter in pairwise(kept):
        gap = letter.x0 - before.x1
        words = not is_wide(before.text) and not is_wide(letter.text)
        gaps.append(2 if gap >= _WIDE_GAP * em else 1 if gap > _WORD_GAP * em and words else 0)
    return TextLine(tuple(kept), tuple(gaps), em, around(kept))


def _doubled(letter: Letter, em: float) -> float:
    """How near to another one a letter is the same, drawn twice to look bold; letters pressed together are nearer."""
    size = min(em, _size(letter))
    return min(_DOUBLED * size, max(_DOUBLED_OF_WIDTH * (letter.x1 - letter.x0), _SMEARED * size))


def _size(letter: Letter) -> float:
    """About the font size of a letter, which may be smaller than that of the line."""
    return max(letter.x1 - letter.x0, letter.bottom - letter.top)


def _spaced(lines: list[TextLine]) -> list[TextLine]:
    """Lines with columns, and those beside them, parted at narrower gaps too: where columns are, letters fill them."""
    has_columns = [line.is_spaced for line in lines]
    if not any(has_columns):
        return lines
    return [
        _parted(line) if any(has_columns[max(index - 1, 0) : index + 2]) else line for index, line in enumerate(lines)
    ]


def _parted(line: TextLine) -> TextLine:
    steps = [letter.x0 - before.x1 for before, letter in pairwise(line.letters)]
    if not steps:
        return line
    widest = sorted(steps)[len(steps) // 2] + _COLUMN_GAP * line.em
    gaps = [2 if step > widest else gap for step, gap in zip(steps, line.gaps[1:], strict=True)]
    return line._replace(gaps=(0, *gaps))


def em_of(letters: Sequence[Letter]) -> float:
    """The width of a Chinese letter among these, by the letters that are as wide as high."""
    widths = sorted(letter.x1 - letter.x0 for letter in letters if is_wide(letter.text))
    if widths:
        return max(widths[len(widths) // 2], 1.0)
    heights = sorted(letter.bottom - letter.top for letter in letters)
    return max(0.8 * heights[len(heights) // 2], 1.0)
