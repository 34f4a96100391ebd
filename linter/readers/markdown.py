"""Markdown: the blocks of plain text, with headings, lists, pipe tables and embedded HTML tables understood.

As in plain text every line is a paragraph of its own, unless lines are broken at a width: reports are written so, and a
place is easier to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.model.document import Block, Chars, Document, Grid, Paragraph, Picture, Span
from linter.readers.delimited_lines import LinePiece, SourceLine, arrange, is_rule, split_lines
from linter.readers.grids import grid_of
from linter.readers.hidden_text import in_markdown
from linter.readers.inline import inline
from linter.readers.limits import refuse_many_blocks, refuse_many_cells
from linter.readers.protected import of_text
from linter.readers.wrapped_lines import paragraphs, wrapping

_LINE_END = r"(?:\r\n|\r(?!\n)|\n)"
_FRONT_MATTER = re.compile(rf"---[ \t]*{_LINE_END}(?:[^\r\n]*{_LINE_END})*?(?:---|\.\.\.)[ \t]*(?:{_LINE_END}|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)\s*")
_CLOSING_MARKS = re.compile(r"(?<=\s)#+$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)")
_THEMATIC_BREAK = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = re.compile(r" {0,3}>(?:(?:\t {0,3}| {0,4})>)*[ \t]?")
_BULLET = re.compile(r"\s*[-*+][ \t]+(?![|\s])")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TABLE = re.compile(r"<table\b", re.I)
_TABLE_MARK = re.compile(r"<(/?)table\b", re.I)


def read(path: str, source: str) -> Document:
    """A Markdown text as a document."""
    found, comments = blocks(source)
    return Document(path, "markdown", source, tuple(found), comments=tuple(comments), unseen=in_markdown(source))


def markup(source: str) -> Iterator[Span]:
    """What of a Markdown text no fix may touch."""
    return of_text(source, is_markdown=True)


def blocks(source: str) -> tuple[list[Block], list[Span]]:
    """The blocks of a Markdown text and the places of its comments, in order."""
    builder = _BlockBuilder(source)
    start = 0
    for text in source.splitlines(keepends=True):
        builder.read(start, start + len(text))
        start += len(text)
    builder.flush()
    return builder.blocks, sorted(builder.comments)


class _BlockBuilder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.comments: set[Span] = set()
        self.grids = self.cells = 0
        self.waiting: list[SourceLine] = []  # ordinary lines: some of them may form a table
        self.since_blank = 0  # how many of these came before the last blank line
        self.underlinable = False  # the line above is text that a line of `=` or `-` makes a heading
        self.fence = ""
        self.wrapped = wrapping(split_lines(source))
        self.tables_end = max((mark.end() for mark in _TABLE_MARK.finditer(source) if mark[1]), default=0)
        front = _FRONT_MATTER.match(source)
        self.resume = front.end() if front else 0  # what lies before is read already, or is no text

    def read(self, start: int, end: int) -> None:
        """Read the line `source[start:end]`."""
        if end <= self.resume:
            return
        start = max(start, self.resume)
        text = self.source[start:end].rstrip()
        if self.fence:
            self.fence = "" if _closes(self.fence, text) else self.fence
        elif not text.strip():
            self.since_blank, self.underlinable = len(self.waiting), False
        elif fence := _FENCE.match(text):
            self.flush()
            self.fence = fence[1]
        else:
            self.read_text(start, end, text)

    def read_text(self, start: int, end: int, text: str) -> None:
        """Read a line of text, of which a comment or tables that begin in it may take a part."""
        stop = start + len(text)
        if "<!--" in text:
            stop, is_blank = self.read_comments(start, stop)
            if is_blank:
                return  # as if the line were not there: it may stand between the rows of a table
        while (table := _TABLE.search(self.source, start, stop)) and table.start() < self.tables_end:
            self.read_line(start, self.source[start : table.start()].rstrip())
            start = self.read_table(table.start())
            self.resume = max(self.resume, start)
        if start < stop:
            self.read_line(start, self.source[start:stop].rstrip())

    def read_comments(self, start: int, stop: int) -> tuple[int, bool]:
        """Note the comments that begin in a line: where its text ends, as one may go on below, and if it has any."""
        source = self.source
        is_blank = True
        begin = source.find("<!--", start, stop)
        while begin >= 0:
            is_blank = is_blank and not source[start:begin].strip()
            closed = source.find("-->", begin + 2)
            start = closed + 3 if closed >= 0 else len(source)
            self.comments.add(Span(begin, start))
            if start > stop:
                self.resume = start
                return begin, is_blank
            begin = source.find("<!--", start, stop)
        return stop, is_blank and not source[start:stop].strip()

    def read_line(self, start: int, text: str) -> None:
        """Read a line that holds no block of another kind."""
        refuse_many_blocks(len(self.blocks) + len(self.waiting))
        if self.underlinable and _UNDERLINE.fullmatch(text):
            above = self.waiting.pop()
            self.flush()
            self.add_paragraphs(above, 1 if "=" in text else 2)
            return
        self.underlinable = False
        quote = _QUOTE.match(text)
        if quote:
            start, text = start + quote.end(), text[quote.end() :]
        if not text or _THEMATIC_BREAK.fullmatch(text):
            return
        if heading := _HEADING.match(text):
            self.flush()
            title = _CLOSING_MARKS.sub("", text[heading.end() :])
            self.add_paragraphs(SourceLine(start + heading.end(), title), len(heading[1]))
            return
        self.underlinable = "|" not in text and not _ITEM.match(text)
        if bullet := _BULLET.match(text):
            start, text = start + bullet.end(), text[bullet.end() :]
        if "|" in text and 0 < self.since_blank == len(self.waiting) - 1 and is_rule(text):
            header = self.waiting.pop()  # a blank line, a header and a rule: another table begins
            self.flush()
            self.waiting.append(header)
        self.waiting.append(SourceLine(start, text))

    def read_table(self, start: int) -> int:
        """Read the `<table>` at `start` to its own end tag, or else to the last one; return where that ends."""
        from linter.readers import html

        self.flush()
        depth, end = 0, len(self.source)
        for mark in _TABLE_MARK.finditer(self.source, start):
            depth += -1 if mark[1] else 1
            if mark[1]:
                closed = self.source.find(">", mark.end())
                end = closed + 1 if closed >= 0 else len(self.source)
                if not depth:
                    break
        page = html.page(self.source, start, end)
        self.comments.update(page.comments)
        for block in page.blocks:
            if isinstance(block, Grid):
                self.grids += 1
                block = Grid(block.rows, self.grids)
                self.cells += block.size
                refuse_many_cells(self.cells)
            self.blocks.append(block)
        return end

    def flush(self) -> None:
        """Make blocks of the ordinary lines read so far."""
        lines, self.waiting = self.waiting, []
        self.since_blank, self.underlinable = 0, False
        plain: list[SourceLine] = []
        for item in arrange(lines, markdown=True):
            if isinstance(item, SourceLine):
                plain.append(item)
                continue
            self.add_lines(plain)
            plain = []
            pictures: list[Picture] = []

            def read(piece: LinePiece, pictures: list[Picture] = pictures) -> Chars:
                start, text = piece
                found = inline(self.source, start, start + len(text))
                pictures.extend(found.pictures)
                return found.text

            self.grids += 1
            grid = grid_of(item, self.grids, read, self.cells)
            self.cells += grid.size
            self.blocks.append(grid)
            self.blocks.extend(pictures)
        self.add_lines(plain)

    def add_lines(self, lines: Sequence[SourceLine]) -> None:
        """Add the paragraphs of ordinary lines: one each, or those of which they are the broken lines."""
        for group in paragraphs(self.source, lines, self.wrapped):
            before = len(self.blocks)
            for line in group:
                self.add_paragraphs(line)
            pieces = self.blocks[before:]
            if len(group) > 1 and all(isinstance(piece, Paragraph) for piece in pieces):
                self.blocks[before:] = [Paragraph(Chars.join(x.text for x in pieces if isinstance(x, Paragraph)))]

    def add_paragraphs(self, line: SourceLine, heading: int = 0) -> None:
        """Add the paragraph of a line, or several where `<br>` breaks it, and the pictures in it."""
        start, end = line.start, line.start + len(line.text)
        for mark in [*_BREAK.finditer(self.source, start, end), None]:
            text, pictures = inline(self.source, start, mark.start() if mark else end)
            if text.text:
                self.blocks.append(Paragraph(text, heading))
            self.blocks.extend(pictures)
            start = mark.end() if mark else end


def _closes(fence: str, text: str) -> bool:
    marks = text.lstrip()
    return len(text) - len(marks) < 4 and len(marks) >= len(fence) and not marks.strip(fence[0])
