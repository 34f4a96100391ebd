"""What every reader yields: blocks of text and tables in which each character knows its place.

Offsets are the truth: a `Span` is a pair of character offsets into `Document.source`. Lines and columns
are views derived from it, so nothing is ever searched for a second time.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Literal, Protocol

from linter.model.records import NamedTuple

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line of text to a reader, as to `str.splitlines`; `\r\n` is one end."""

_NO_SIGNS = re.compile("[\0\ud800-\udfff]")
# Places are counted as editors count them (and as the Language Server Protocol has it): by these ends alone.
_COUNTED_END = re.compile("\r\n?|\n")


class Span(NamedTuple):
    """A stretch of `Document.source`: offsets of characters from 0, `end` exclusive."""

    start: int
    end: int


def sound(text: str) -> str:
    """A text of the same length with U+FFFD for what is no character: halves of surrogate pairs, and NUL.

    Every reader passes what it takes from a file through this, since neither can be written down again: to the encoders
    of the standard library a surrogate is an error, and to what is written in C a NUL is the end.
    """
    return _NO_SIGNS.sub("\ufffd", text)


def offsets() -> array[int]:
    """Room for as many offsets as a text has characters: numbers as objects would take ten times that of the text."""
    return array("i")


class Chars:
    """Text as a reader understood it, with the source offsets of each character. Nobody changes one once it is made.

    `starts[i]` and `ends[i]` bound what stands in the source for `text[i]`: one character as a rule, a
    whole `&nbsp;` in HTML. A stretch copied as it is, which almost all are, keeps nothing but where it begins.
    """

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: str, starts: Sequence[int] | int, ends: Sequence[int] = ()) -> None:
        """Text with its offsets, or with the one from which on it stands in the source unchanged."""
        self.text = text
        self._starts = starts
        self._ends = ends

    @classmethod
    def at(cls, text: str, start: int) -> Chars:
        """Text that stands in the source unchanged from offset `start` on."""
        return cls(text, start)

    @classmethod
    def join(cls, parts: Iterable[Chars]) -> Chars:
        """Several stretches one after the other, e.g. a label broken over two lines."""
        parts = [part for part in parts if part.text]
        if len(parts) == 1:
            return parts[0]
        starts, ends = offsets(), offsets()
        for part in parts:
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(part.text for part in parts), starts, ends)

    @property
    def starts(self) -> Sequence[int]:
        starts = self._starts
        return range(starts, starts + len(self.text)) if isinstance(starts, int) else starts

    @property
    def ends(self) -> Sequence[int]:
        starts = self._starts
        return range(starts + 1, starts + len(self.text) + 1) if isinstance(starts, int) else self._ends

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> Chars:
        starts = self._starts
        if isinstance(starts, int):
            return Chars(self.text[key], starts + key.indices(len(self.text))[0])
        return Chars(self.text[key], starts[key], self._ends[key])

    def strip(self) -> Chars:
        """The same without white space at both ends."""
        text = self.text
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        if left == 0 and right == len(text):
            return self
        return self[left : max(left, right)]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the source.

        Raises:
            IndexError: the text is empty, or the range lies outside it.
        """
        starts = self._starts
        if end is None and start == 0 and self.text and isinstance(starts, int):  # as almost always
            return Span(starts, starts + len(self.text))
        last = max((len(self.text) if end is None else end) - 1, start)
        if not isinstance(starts, int):
            return Span(starts[start], self._ends[last])
        if not 0 <= start <= last < len(self.text):
            raise IndexError("no such characters")
        return Span(starts + start, starts + last + 1)


class Paragraph(NamedTuple):
    """A line or paragraph of running text.

    `heading` is the level that the markup gives it (`<h2>` or `##` is 2), 0 where it gives none. `aside` marks
    what the markup itself sets apart from the content: navigation, page foot, hidden text.
    """

    text: Chars
    heading: int = 0
    aside: bool = False


class Cell(NamedTuple):
    """One cell of a grid: `row` and `column` from 1 as drawn; `span` is its place even when it is blank."""

    text: Chars
    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Grid(NamedTuple):
    """A table as drawn: for each row the cells that begin in it. `number` counts the grids from 1."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return sum(map(len, self.rows))

    @property
    def span(self) -> Span:
        cells = [cell for row in self.rows for cell in row]
        return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))


class Picture(NamedTuple):
    """An image; `alt` is its alternative text, and its file may lie elsewhere than in the document's."""

    span: Span
    alt: str = ""
    is_linked: bool = False


Block = Paragraph | Grid | Picture


class Unseen(NamedTuple):
    """Text of the source that is not shown. `kind` is link (an address) or text (a description of page or picture)."""

    kind: Literal["link", "text"]
    chars: Chars


class Place(NamedTuple):
    """Where something stands in a file without lines. Numbers count from 1; `bbox` is in points from the top left.

    `sheet` is the name of a workbook's sheet.
    """

    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    sheet: str | None = None


class Layout(Protocol):
    """What a reader of such a file knows of places. Its `Document.source` is the text that it took from the file."""

    def place(self, span: Span) -> Place:
        """The place of a stretch of `Document.source`."""
        ...


class Recognised(Protocol):
    """What a reader knows of text that it recognised in pictures."""

    def confidence(self, span: Span) -> float | None:
        """The least with which a character of a stretch was recognised, from 0 to 1; None where it is text."""
        ...


@dataclass(frozen=True, eq=False)
class Document:
    """One file as read. `title` is what the page's head calls itself, outside the text proper, `published` when it says
    that the page was published.

    `layout` tells places where the format has no lines (Word, PDF). `comments` are the places of the comments
    `<!-- … -->` of a page or a Markdown text, in order, `unseen` is what the source holds and does not show.
    `recognised` tells how surely its text was recognised where some of it was; in a page that text stands within the
    tags of its pictures, whose places are `pictures`, in order.
    """

    path: str
    format: str
    source: str
    blocks: tuple[Block, ...]
    title: Chars | None = None
    layout: Layout | None = None
    comments: tuple[Span, ...] = ()
    published: Chars | None = None
    unseen: tuple[Unseen, ...] = ()
    recognised: Recognised | None = None
    pictures: tuple[Span, ...] = ()

    def shown(self, span: Span) -> Span:
        """A stretch as it is shown to a person: of what was recognised in a picture of a page, the picture's tag."""
        if not self.pictures:
            return span
        first = bisect_right(self.pictures, span.start, key=attrgetter("end"))
        behind = bisect_left(self.pictures, max(span.end, span.start + 1), key=attrgetter("start"))
        around = self.pictures[first:behind]
        return Span(min(span.start, around[0].start), max(span.end, around[-1].end)) if around else span

    @cached_property
    def _line_starts(self) -> list[int]:
        source = self.source
        starts = [0]
        if "\r" in source:
            starts.extend(end.end() for end in _COUNTED_END.finditer(source))
            return starts
        at = source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = source.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count Unicode characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> Span:
        """The span of a line (from 1) without its line end."""
        starts = self._line_starts
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(self.source)
        while end > start and self.source[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)
