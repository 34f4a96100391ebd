"""Lines of plain text put together to the paragraphs that were broken at the width of a page.

A text out of a PDF, or from a program that breaks lines, has lines that are full, and sentences that go on in the next.
A text with a paragraph a line has neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from linter.model.records import NamedTuple
from linter.readers.delimited_lines import SourceLine
from linter.text.width import columns

_MOST_LOOKED_AT = 3000  # lines
_FEWEST_FULL = 4
_NARROWEST, _WIDEST = 40, 140  # columns
_SHORTEST_PROSE = 5  # characters; what is shorter is a cell, or the end of a paragraph
_SLACK = 6  # columns that a full line may lack, or have too many: signs may not begin or end a line
_MOST_LONGER = 0.05  # of the lines, that are longer than that
_MOST_ENDED = 0.4  # of the full lines, that end with a sentence
_LEAST_MARKED = 0.4  # of them, that have a mark of a sentence in them
_INDENT, _DEEPEST_INDENT = 2, 8  # columns; what begins further to the right is centred, or a cell
_FEWEST_INDENTED = 2
_SHORTEST_OPEN = 24  # characters of a line that leaves a bracket open
_OPENING, _CLOSING = "（(", "）)"
_PAGE_HEAD = 2  # lines that may run along the head of every page
_MARKS = "，。；、,;"
_ENDS = "。！？；：:!?;"
_BLANK = re.compile(r"\s*")
# what is wide apart, and three figures or strokes at the end of a line: a row of a table
_SPACED = re.compile(r"\S(?:\s{3,}|\t|  \S+  )\S|(?:\s(?:\d[\d.,，]*|[-—－/])(?!\S)){3}\Z")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d(?!\d{3}年))|第[一二三四五六七八九十]{1,3}[章部条]|[#|>*+\-•●◆]"
)
_FIGURES = re.compile(r"[\d\s.,，．+\-－—/]+")
_WORD = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-—－–·]\s*\d{1,4}\s*[-—－–·]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")


class Wrapping(NamedTuple):
    """How a text is broken into lines: how wide a full line is by which measure, and whether paragraphs are indented.

    `left` is the column at which lines begin that go on with a paragraph.
    """

    measure: Callable[[str], int]
    width: int
    slack: int
    left: int
    indented: bool

    def is_full(self, line: SourceLine) -> bool:
        return self.width - self.slack < self.measure(line.text.rstrip())

    def goes_on(self, line: SourceLine, following: SourceLine, between: str) -> bool:
        """Whether the second line goes on with the paragraph of the first: that is full, and this is not indented.

        Args:
            line: the first.
            following: the second.
            between: what stands between them in the source: at most the end of a page.
        """
        if between.count("\n") > 1 and "\f" not in between and not between.strip():
            return False
        text, rest = line.text.strip(), following.text.strip()
        if not self.is_full(line) or _is_spaced(text) or _is_spaced(rest) or _FIGURES.fullmatch(rest):
            return False
        ended = text[-1] in _ENDS
        if max(_indent(line), _indent(following)) > self.left + _DEEPEST_INDENT:
            return False
        if _NUMBERED.match(rest) and (ended or _NUMBERED.match(text)):
            return False
        if self.indented:
            return _indent(following) < self.left + _INDENT
        return not ended


def wrapping(every: Iterable[SourceLine]) -> Wrapping | None:
    """How lines of running text are wrapped, by the first of them; None where they are not."""
    lines = list(islice(every, _MOST_LOOKED_AT))
    prose = [line for line in lines if "|" not in line.text and "\t" not in line.text]
    if sum(map(_is_long, prose)) > _MOST_LONGER * len(prose):
        return None  # as in almost every text: a line is a paragraph
    deepest = min(map(_indent, lines), default=0) + _DEEPEST_INDENT
    prose = [
        line
        for line in prose
        if _WORD.search(line.text)
        and len(line.text.strip()) >= _SHORTEST_PROSE
        and _indent(line) <= deepest
        and not _is_spaced(line.text.strip())
    ]
    texts = [line.text.rstrip() for line in prose]
    found = [width for width in (_full(texts, columns, _SLACK), _full(texts, len, _SLACK // 3)) if width]
    if not found:
        return None
    _, width, slack, measure = max(found, key=lambda one: one[0])
    left = min(_indent(line) for line in prose if measure(line.text.rstrip()) > width - slack)
    indented = sum(_indent(line) >= left + _INDENT for line in prose) >= _FEWEST_INDENTED
    return Wrapping(measure, width, slack, left, indented)


def _full(
    texts: Sequence[str], measure: Callable[[str], int], slack: int
) -> tuple[int, int, int, Callable[[str], int]] | None:
    """How many lines are full by a measure, and how wide those are; None where lines are not broken by it."""
    widths = [measure(text) for text in texts]
    counts = Counter(widths)
    narrowest, widest = (bound // (1 if measure is columns else 2) for bound in (_NARROWEST, _WIDEST))
    width = max(
        (width for width in counts if narrowest <= width <= widest),
        key=lambda width: (sum(counts[width - less] for less in range(slack)), width),
        default=0,
    )
    full = [text for text, own in zip(texts, widths, strict=True) if width - slack < own <= width]
    longer = sum(own > width + slack for own in widths)
    ended = sum(text[-1] in _ENDS for text in full)
    if sum(any(mark in text for mark in _MARKS) for text in full) < _LEAST_MARKED * len(full):
        return None  # a list
    if len(full) < _FEWEST_FULL or longer > _MOST_LONGER * len(texts) or ended > _MOST_ENDED * len(full):
        return None
    return len(full), width, slack, measure


def _is_long(line: SourceLine) -> bool:
    """Whether a line is wider than a page, measured as if all that is not ASCII were Chinese, which is quick."""
    length = len(line.text)
    return length > _WIDEST or (2 * length > _WIDEST and length + len(line.text.encode()) > 2 * _WIDEST)


def _closes(line: SourceLine, following: SourceLine) -> bool:
    """Whether the second line closes a bracket that the first, a long one, leaves open: then they are one paragraph."""
    text, rest = line.text, following.text
    opened = max(map(text.rfind, _OPENING))
    if opened < 0 or len(text) < _SHORTEST_OPEN or max(map(text.rfind, _CLOSING)) > opened:
        return False
    if _is_spaced(text.strip()) or _is_spaced(rest.strip()) or "|" in text + rest:
        return False
    closed = min((at for at in map(rest.find, _CLOSING) if at >= 0), default=-1)
    return closed >= 0 and all(at < 0 or at > closed for at in map(rest.find, _OPENING))


def _is_spaced(text: str) -> bool:
    """Whether white space within a line parts what are cells."""
    return len(text.split(maxsplit=1)) > 1 and _SPACED.search(text) is not None


def _indent(line: SourceLine) -> int:
    if not line.text[:1].isspace():
        return 0
    blank = _BLANK.match(line.text)
    return columns(blank[0]) if blank else 0


def without_page_marks(source: str, lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines of a text in pages without page numbers and without what runs along the heads of its pages."""
    page = 0
    at = 0
    heads: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        feeds = source.count("\f", at, line.start)
        at = line.start
        if feeds:
            page += feeds
            heads.append([])
        if len(heads[-1]) < _PAGE_HEAD:
            heads[-1].append(index)
    running = Counter(key for head in heads for key in {_key(lines[index]) for index in head})
    dropped = {index for head in heads[1:] for index in head if running[_key(lines[index])] * 2 > len(heads) > 1}
    return [
        line
        for index, line in enumerate(lines)
        if index not in dropped and not _PAGE_NUMBER.fullmatch(line.text.strip())
    ]


def _key(line: SourceLine) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def paragraphs(source: str, lines: Iterable[SourceLine], wrapped: Wrapping | None) -> Iterator[list[SourceLine]]:
    """Lines that follow each other in groups of one paragraph each."""
    group: list[SourceLine] = []
    for line in lines:
        if group:
            start, text = group[-1]
            between = source[start + len(text) : line.start]
            if not _closes(group[-1], line) and (wrapped is None or not wrapped.goes_on(group[-1], line, between)):
                yield group
                group = []
        group.append(line)
    if group:
        yield group
