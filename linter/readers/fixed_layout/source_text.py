"""The text taken from pages, written down character by character with the place of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from linter.model.document import Chars, Place, Span
from linter.model.records import kept
from linter.readers.fixed_layout.geometry import Box, Letter, Page, around
from linter.readers.fixed_layout.text_lines import TextLine
from linter.text.width import is_wide

_COLUMNS = 200  # of a terminal as wide as the page, in which white space between columns is drawn


class PageLayout:
    """Where the characters of the text stand: for each its page, from 1, and its box; white space has none."""

    def __init__(
        self, pages: Sequence[Page], starts: Sequence[int], numbers: Sequence[int], boxes: Sequence[Box | Letter | None]
    ):
        self._pages = pages
        self._starts = starts
        self._numbers = numbers
        self._boxes = boxes

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page as a viewer shows it."""
        return [page.shown.size for page in self._pages]

    def place(self, span: Span) -> Place:
        """The place of a stretch of the text; of one that runs over a page, of its beginning."""
        number = self._number(span.start)
        boxes: list[Box | Letter] = []
        for offset in range(span.start, min(max(span.end, span.start + 1), len(self._boxes))):
            box = self._boxes[offset]
            if box is None:
                continue
            if boxes and self._number(offset) != number:
                break
            if not boxes:
                number = self._number(offset)
            boxes.append(box)
        return Place(page=number, bbox=self._pages[number - 1].bbox(around(boxes)) if boxes else None)

    def confidence(self, span: Span) -> float | None:
        """The least with which a character of a stretch was recognised; 0 for a blank cell among recognised ones."""
        found: list[float] = []
        for offset in range(span.start, min(span.end, len(self._boxes))):
            box = self._boxes[offset]
            if isinstance(box, Letter) and box.confidence is not None:
                found.append(box.confidence)
            elif isinstance(box, Box) and self._number(offset) in self._recognised:
                found.append(0.0)
        return min(found, default=None)

    @kept
    def _recognised(self) -> frozenset[int]:
        """The pages on which letters were recognised."""
        return frozenset(number for number, page in enumerate(self._pages, start=1) if page.is_recognised)

    def _number(self, offset: int) -> int:
        return self._numbers[max(bisect_right(self._starts, offset) - 1, 0)]


class Writer:
    """The text so far, and the boxes of its characters."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._text: list[str] = []
        self._boxes: list[Box | Letter | None] = []
        self._starts: list[int] = []
        self._numbers: list[int] = []

    @property
    def source(self) -> str:
        return "".join(self._text)

    def layout(self) -> PageLayout:
        return PageLayout(self._pages, self._starts, self._numbers, self._boxes)

    def paragraph(self, lines: Sequence[tuple[int, TextLine]]) -> Chars:
        """Lines, each with its page, as one line of the text; columns keep their places."""
        start = -1
        written: list[str] = []
        for page, line in lines:
            if line.is_spaced:
                column = self._column(page, line.letters[0])
                self._put(page, " " * column)
            if start < 0:
                start = len(self._boxes)
            elif _needs_space(written, line.letters[0]):
                self._put(page, " ")
                written.append(" ")
            written.append(self._line(page, line))
        self._put(lines[-1][0], "\n")
        return Chars.at("".join(written), start)

    def cell(self, lines: Sequence[tuple[int, TextLine]], page: int, box: Box) -> tuple[Chars, Span]:
        """The text of a cell and its place, and a tab behind it; that of a blank cell is the tab."""
        start = len(self._boxes)
        written: list[str] = []
        for number, line in lines:
            self._on(number)
            written.append(self._letters(line))
        self._on(page)
        self._put(page, "\t", box if not lines else None)
        if not lines:
            return Chars.at("", start), Span(start, start + 1)
        chars = Chars.at("".join(written), start)
        return chars, chars.span()

    def picture(self, page: int, box: Box) -> Span:
        """A sign that stands for a picture."""
        start = len(self._boxes)
        self._put(page, "\ufffc", box)
        self._put(page, "\n")
        return Span(start, start + 1)

    def end_row(self, page: int) -> None:
        self._put(page, "\n")

    def _line(self, page: int, line: TextLine) -> str:
        self._on(page)
        if not line.is_spaced:
            return self._letters(line)
        start = len(self._text)
        column = self._column(page, line.letters[0])
        for at, (letter, gap) in enumerate(zip(line.letters, line.gaps, strict=True)):
            if gap and at:
                wanted = self._column(page, letter) if gap > 1 else 0
                blanks = " " * max(wanted - column, gap)
                column += len(blanks)
                self._put(page, blanks)
            self._put(page, letter.text, letter)
            column += 2 if is_wide(letter.text[0]) else len(letter.text)
        return "".join(self._text[start:])

    def _letters(self, line: TextLine) -> str:
        start = len(self._text)
        for letter, gap in zip(line.letters, line.gaps, strict=True):
            if gap:
                self._text.append(" ")
                self._boxes.append(None)
            self._text.append(letter.text)
            self._boxes.extend([letter] * len(letter.text))
        return "".join(self._text[start:])

    def _column(self, page: int, letter: Letter) -> int:
        width = self._pages[page - 1].read.size[0]
        return min(max(round(letter.x0 / width * _COLUMNS), 0), _COLUMNS) if width > 0 else 0

    def _put(self, page: int, text: str, box: Box | Letter | None = None) -> None:
        self._on(page)
        self._text.append(text)
        self._boxes.extend([box] * len(text))

    def _on(self, page: int) -> None:
        if not self._numbers or self._numbers[-1] != page:
            self._starts.append(len(self._boxes))
            self._numbers.append(page)


def _needs_space(written: Sequence[str], letter: Letter) -> bool:
    """Whether a line that ends with a Latin word goes on with another one."""
    last = written[-1][-1:]
    return last.isascii() and last.isalpha() and letter.text.isascii() and letter.text.isalpha()
