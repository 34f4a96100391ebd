"""Plain text: a paragraph a line, and the tables that are written with delimiters."""

from __future__ import annotations

from linter.document import Block, Chars, Paragraph
from linter.readers.grids import grid_of
from linter.readers.lines import Line, Piece, arrange, split_lines


def blocks(source: str) -> list[Block]:
    """The blocks of a plain text, in order."""
    found: list[Block] = []
    grids = 0
    for item in arrange(list(split_lines(source))):
        if isinstance(item, Line):
            found.append(Paragraph(_stripped(item)))
        else:
            grids += 1
            found.append(grid_of(item, grids, _stripped))
    return found


_BLANK = Chars.at("", 0)


def _stripped(line: Piece) -> Chars:
    start, text = line
    stripped = text.strip()
    if not stripped:
        return _BLANK
    if text[0] != stripped[0]:
        start += len(text) - len(text.lstrip())
    return Chars.at(stripped, start)
