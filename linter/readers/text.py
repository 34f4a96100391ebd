"""Plain text: a paragraph a line or in lines of one width, and the tables that are written with delimiters.

A text whose line breaks were lost has its paragraphs one behind the other, told apart by their indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.model.document import Block, Chars, Document, Paragraph, Span
from linter.readers.delimited_lines import LinePiece, SourceLine, arrange, split_lines
from linter.readers.grids import grid_of
from linter.readers.limits import refuse_many_blocks
from linter.readers.wrapped_lines import Wrapping, paragraphs, without_page_marks, wrapping

_LONGEST_PARAGRAPH = 150  # characters; longer lines are looked at for indents
_FEWEST_HEADINGS = 3
_INDENT = re.compile("\u3000\u3000\\s*")
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")


def read(path: str, source: str) -> Document:
    """A text as a document."""
    return Document(path, "text", source, tuple(blocks(source)))


def markup(source: str) -> Iterator[Span]:
    """What of a text no fix may touch."""
    from linter.readers.protected import of_text

    return of_text(source, is_markdown=False)


def blocks(source: str) -> list[Block]:
    """The blocks of a plain text, in order."""
    found: list[Block] = []
    grids = 0
    cells = 0
    lines = list(split_lines(source))
    refuse_many_blocks(len(lines))
    wrapped = wrapping(lines)
    if wrapped is not None:
        lines = without_page_marks(source, lines)
    waiting: list[SourceLine] = []  # lines that no table has, of which several may be one paragraph
    for item in arrange(lines):
        if isinstance(item, SourceLine):
            waiting.append(item)
            continue
        found.extend(_joined(source, waiting, wrapped))
        waiting = []
        grids += 1
        grid = grid_of(item, grids, _stripped, cells)
        cells += grid.size
        found.append(grid)
    found.extend(_joined(source, waiting, wrapped))
    return found


def _joined(source: str, lines: Sequence[SourceLine], wrapped: Wrapping | None) -> Iterator[Paragraph]:
    for group in paragraphs(source, lines, wrapped):
        if len(group) > 1:
            yield Paragraph(Chars.join(map(_stripped, group)))
        else:
            yield from (Paragraph(_stripped(line)) for line in _paragraphs(group[0]))


def _paragraphs(line: SourceLine) -> Iterator[SourceLine]:
    """The paragraphs of a line: one, unless it is long and holds indented headings."""
    start, text = line
    indents = list(_INDENT.finditer(text)) if len(text) > _LONGEST_PARAGRAPH else []
    if sum(_HEADING.match(text, indent.end()) is not None for indent in indents) >= _FEWEST_HEADINGS:
        at = 0
        for indent in indents:
            if text[at : indent.start()].strip():
                yield SourceLine(start + at, text[at : indent.start()])
            at = indent.end()
        line = SourceLine(start + at, text[at:])
    if line.text.strip():
        yield line


def _stripped(line: LinePiece) -> Chars:
    start, text = line
    return Chars.stripped(text, start)
