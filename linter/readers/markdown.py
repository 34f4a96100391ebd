"""Markdown: the blocks of plain text, with headings, lists, pipe tables and embedded HTML tables understood.

As in plain text every line is a paragraph of its own: reports are written so, and a place is easier to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.document import Block, Cell, Chars, Grid, Paragraph, Picture
from linter.readers.grids import grid_of
from linter.readers.inline import inline
from linter.readers.lines import Line, arrange

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)[ \t\u3000]*(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_THEMATIC_BREAK = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_BULLET = re.compile(r"\s*[-*+][ \t]+(?![|\s])")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TABLE = re.compile(r"<(/?)table\b", re.I)


def blocks(source: str) -> list[Block]:
    """The blocks of a Markdown text, in order."""
    return _Builder(source).read()


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.grids = 0
        self.waiting: list[Line] = []  # ordinary lines that may still form a table
        self.tables_end = max((mark.end() for mark in _TABLE.finditer(source) if mark[1]), default=0)

    def read(self) -> list[Block]:
        source = self.source
        front = _FRONT_MATTER.match(source)
        at = front.end() if front else 0
        adjacent = False  # the line above is an ordinary one
        while at < len(source):
            end = _line_end(source, at)
            text = source[at:end].rstrip()
            following = self.skipped(at, text)
            if following is None:
                following = self.line(at, text, adjacent) or end
            adjacent = bool(text) and following == end and bool(self.waiting)
            at = following
        self.flush()
        return self.blocks

    def skipped(self, at: int, text: str) -> int | None:
        """Where the reading goes on behind a fenced block that begins with this line; None if none does."""
        fence = _FENCE.match(text)
        if fence is None:
            return None
        self.flush()
        close = re.compile(rf"^ {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*\r?$", re.M)
        end = close.search(self.source, _line_end(self.source, at))
        return _line_end(self.source, end.end()) if end else len(self.source)

    def line(self, at: int, text: str, adjacent: bool) -> int | None:
        """Read one line; where to go on, if not with the next one."""
        ...
