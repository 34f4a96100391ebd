"""What every reader yields: blocks of text and tables in which each character knows its place.

Offsets are the truth: a `Span` is a pair of character offsets into `Document.source`. Lines and columns
are views derived from it, so nothing is ever searched for a second time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter

from linter.model.chars import Chars as Chars
from linter.model.chars import Span as Span
from linter.model.chars import offsets as offsets
from linter.model.records import Frozen, NamedTuple, kept
from linter.type_names import Literal, Protocol

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line of text to a reader, as to `str.splitlines`; `\r\n` is one end."""

_NO_SIGNS = re.compile("[\0\ud800-\udfff]")
# Places are counted as editors count them (and as the Language Server Protocol has it): by these ends alone.
_COUNTED_END = re.compile("\r\n?|\n")


def sound(text: str) -> str:
    """A text of the same length with U+FFFD for what is no character: halves of surrogate pairs, and NUL.

    Every reader passes what it takes from a file through this, since neither can be written down again: to the encoders
    of the standard library a surrogate is an error, and to what is written in C a NUL is the end.
    """
    return _NO_SIGNS.sub("\ufffd", text)


class Paragraph(NamedTuple):
    """A line or paragraph of running text.

    `heading` is the level that the markup gives it (`<h2>` or `##` is 2), 0 where it gives none. `aside` marks
    what the markup itself sets apart from the content: navigation, page foot, hidden text.
    """

    text: Chars
    heading: int = 0
    aside: bool = False


class Cell(NamedTuple):
    """One cell of a grid: `row` and `column` from 1 as drawn; `place` is where it stands, None where its text tells."""

    text: Chars
    place: Span | None
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def span(self) -> Span:
        """Where it stands, even when it is blank."""
        return self.place or self.text.span()


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
        spans = [cell.span for row in self.rows for cell in row]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


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


class Document(Frozen):
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

    @kept
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
