"""Where the text of a Word file stands: in which paragraph of the body, taken from which elements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from xml.etree.ElementTree import Element

from linter.model.document import Block, Paragraph, Place, Span
from linter.model.records import NamedTuple
from linter.readers.word.body import Body


class TextSource(NamedTuple):
    """A stretch of the source and the element of a run that it was taken from."""

    start: int
    end: int
    element: Element


class Places:
    """The places of one document.

    A paragraph of the body is counted from 1, also an empty one. In a table none is, except in one that only lays
    out the page. What stands in a text box stands in the paragraph that the box is anchored in. `root` is the element
    of the whole document.
    """

    def __init__(self, root: Element, body: Body, blocks: Iterable[Block]) -> None:
        self.root = root
        self._starts = body.starts
        self._paragraphs = body.paragraphs
        self._pieces = body.pieces
        lines = (block.text.starts[0] for block in blocks if isinstance(block, Paragraph) and not block.aside)
        layout = {id(body.tables[self._index(start)]) for start in lines}
        self._numbers: list[int | None] = []
        number = 0
        for table in body.tables:
            counts = table is None or id(table) in layout
            number += counts
            self._numbers.append(number if counts else None)

    def place(self, span: Span) -> Place:
        """The paragraph of a stretch of `Document.source`."""
        return Place(paragraph=self._numbers[self._index(span.start)] if self._numbers else None)

    def paragraph(self, offset: int) -> Element:
        """The paragraph that a character stands in, or behind which a text box holds it."""
        return self._paragraphs[self._index(offset)]

    def pieces(self, span: Span) -> list[TextSource]:
        """The pieces of runs that a stretch of the source was taken from, the first and last perhaps in part.

        None for what stands in no run: the number before a paragraph, a blank cell.
        """
        first = max(bisect_right(self._pieces, span.start, key=itemgetter(0)) - 1, 0)
        behind = bisect_right(self._pieces, span.end - 1, key=itemgetter(0))
        return [TextSource(*piece) for piece in self._pieces[first:behind] if piece[1] > span.start]

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)
