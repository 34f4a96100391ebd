"""HTML pages: the tokens of a page put together to paragraphs, grids and pictures.

No tree is built. What is kept is what decides where text belongs: the open block elements (to know where
hidden parts end) and the open tables with their current cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from linter.model.document import Block, Chars, Document, Paragraph, Picture, Span
from linter.model.records import NamedTuple
from linter.readers.flow import flow, with_raised
from linter.readers.hidden_text import in_page
from linter.readers.html_tables import MAX_SPAN, FlowCell, FlowTable, Node, flatten
from linter.readers.html_tokens import (
    COMMENT,
    END,
    RAW,
    START,
    TEXT,
    VOID,
    Token,
    attribute_span,
    attributes,
    is_hiding,
    tokens,
)
from linter.readers.limits import refuse_many_blocks, refuse_many_cells
from linter.readers.protected import of_page

if TYPE_CHECKING:
    from linter.readers.embedded_pictures import PageSeen

_ASIDE = frozenset({"nav", "footer", "aside"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *(
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
    ),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
    ),
    *("main", "menu", "ol", "p", "pre", "section", "summary", "ul"),
    *_ASIDE,
    *_HEADINGS,
}
_ITEMS = frozenset({"li", "dd", "dt"})
_TABLE_PARTS = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
_GROUPS = frozenset({"tbody", "tfoot", "thead"})
_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset({"select", "svg", "template"})
_RAISED = re.compile(r"vertical-align\s*:\s*super|\bMso(?:Foot|End)noteReference\b", re.IGNORECASE)
_TINY = 40
_SHORTEST_HIDING = len("hidden")
_HELD = "data:"  # with this begins the address of a picture that lies in the page itself
_LINE_END = re.compile("\r\n?|\n")
_Seen = Mapping[Span, Sequence[Node]]


class HtmlPage(NamedTuple):
    """What a page holds.

    `title` is what its `ArticleTitle` or `<title>` says, `published` its `PubDate`, `comments` are places of comments.
    """

    blocks: list[Block]
    title: Chars | None
    published: Chars | None
    comments: list[Span]


def read(path: str, source: str) -> Document:
    """A page as a document."""
    found = page(source)
    seen: PageSeen | None = None
    if any(isinstance(block, Picture) and not block.is_linked for block in found.blocks):
        from linter.readers.embedded_pictures import seen_in

        seen = seen_in(source, found.blocks)
        found = page(source, seen=seen.flows) if seen else found
    return Document(
        path,
        "html",
        source,
        tuple(found.blocks),
        found.title,
        comments=tuple(found.comments),
        published=found.published,
        unseen=in_page(source),
        recognised=seen.recognised if seen else None,
        pictures=tuple(seen.flows) if seen else (),
    )


def markup(source: str) -> Iterator[Span]:
    """What of a page no fix may touch, beside what is no part of any text."""
    return of_page(source)


def page(source: str, start: int = 0, end: int | None = None, *, seen: _Seen | None = None) -> HtmlPage:
    """What stands in `source[start:end]`; `seen` is what was recognised in pictures, by the places of their tags."""
    builder = _PageBuilder(source, seen or {})
    for token in tokens(source, start, end):
        builder.add(token)
    return HtmlPage(flatten(builder.finish()), builder.title, builder.published, builder.comments)


def nodes(source: str) -> list[Node]:
    """The same before tables have become grids: each with its cells as they were met."""
    builder = _PageBuilder(source, {})
    for token in tokens(source):
        builder.add(token)
    return builder.finish()


class _Scope:
    """The block elements that are open in the page, or in one cell: no end tag reaches out of it."""

    __slots__ = ("asides", "counts", "open")

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        self.counts: dict[str, int] = {}
        self.asides = 0

    def clear(self) -> None:
        """Begin anew, as in the next cell."""
        self.open.clear()
        self.counts.clear()
        self.asides = 0

    def push(self, name: str, aside: bool) -> None:
        self.open.append((name, aside))
        self.counts[name] = self.counts.get(name, 0) + 1
        self.asides += aside

    def close(self, name: str) -> None:
        """Close the innermost open element of that name and all in it; nothing if there is none."""
        if not self.counts.get(name):
            return
        closed = ""
        while closed != name:
            closed, aside = self.open.pop()
            self.counts[closed] -= 1
            self.asides -= aside


class _OpenTable:
    """A table that is being read, and what to go back to when it ends."""

    __slots__ = ("group_aside", "in_row", "inside", "outer", "outside", "row_aside", "table")

    def __init__(self, table: FlowTable, outer: tuple[list[Node], _Scope, bool]) -> None:
        self.table = table
        self.outer = outer
        self.inside, self.outside = _Scope(), _Scope()  # of the current cell, and of what stands in none
        self.in_row = False
        self.group_aside = self.row_aside = False


class _PageBuilder:
    def __init__(self, source: str, seen: _Seen) -> None:
        self.source = source
        self.seen = seen
        self.title: Chars | None = None
        self.published: Chars | None = None
        self.article_title = False
        self.root: list[Node] = []
        self.flow = self.root
        self.scope = _Scope()
        self.aside = False  # of the cell or table around the scope
        self.runs: list[tuple[int, int]] = []
        self.heading = 0
        self.paragraphs = self.cells = 0
        self.tables: list[_OpenTable] = []
        self.comments: list[Span] = []
        self.skipped = ""
        self.skipped_depth = 0
        self.raising = ""  # the element that raises what stands in it
        self.raising_depth = 0
        self.raised: list[tuple[int, int]] = []  # what it raises of the current paragraph

    def add(self, token: Token) -> None:
        kind, name, start, end, _ = token
        if self.skipped and self.still_skipped(kind, name):
            pass
        elif kind == TEXT:
            if self.runs or not self.source[start:end].isspace():
                self.add_text(start, end)
        elif kind == START:
            self.open(name, token)
        elif kind == END:
            self.close(name)
        elif kind == COMMENT:
            self.comments.append(Span(start, end))
        elif kind == RAW and name == "title" and self.title is None:
            self.title = flow(self.source, [(start, end)])

    def finish(self) -> list[Node]:
        self.flush()
        while self.tables:
            self.close_table()
        if self.title is not None and not self.title.text:
            self.title = None
        return self.root

    # Text

    def add_text(self, start: int, end: int) -> None:
        if self.raising:
            self.raised.append((start, end))
        if not self.scope.counts.get("pre"):
            self.runs.append((start, end))
            return
        for line_end in _LINE_END.finditer(self.source, start, end):
            self.runs.append((start, line_end.start()))
            self.flush()
            start = line_end.end()
        self.runs.append((start, end))

    def flush(self) -> None:
        """End the current paragraph."""
        self.raising = ""
        if self.runs:
            text = flow(self.source, self.runs)
            if self.raised:
                text = with_raised(text, self.raised)
            self.runs = []
            if text.text:
                self.paragraphs += 1
                refuse_many_blocks(self.paragraphs)
                self.flow.append(Paragraph(text, self.heading, self.aside or self.scope.asides > 0))
        self.raised = []

    # Tags

    def open(self, name: str, token: Token) -> None:
        if name in _TABLE_PARTS:
            if self.runs or self.raising:  # between tags there is nothing to end
                self.flush()
            if self.tables:
                self.open_table_part(name, token)
        elif name in _BLOCKS:
            self.flush()
            self.open_block(name, token)
        elif name == "br":
            self.flush()
        elif name == "table":
            self.flush()
            self.scope.close("p")
            self.open_table(self.is_hidden(token))
        elif name == "img":
            self.add_picture(token)
        elif name == "meta":
            self.read_meta(token)
        elif name in _SKIPPED:
            self.skipped, self.skipped_depth = name, 1
        elif name not in VOID and (self.is_hidden(token) or self.scope.counts.get(name)):
            self.flush()
            self.scope.push(name, self.is_hidden(token))
        elif self.raising:
            self.raising_depth += name == self.raising
        elif name == "sup" or _RAISED.search(self.source, token[4], token[3]):
            self.raising, self.raising_depth = name, 1

    def close(self, name: str) -> None:
        if name == self.raising:
            self.raising_depth -= 1
            self.raising = self.raising if self.raising_depth else ""
        if name in _TABLE_PARTS:
            if self.runs or self.raising:
                self.flush()
            if self.tables:
                self.close_table_part(name)
        elif name in _BLOCKS:
            self.flush()
            if name in _HEADINGS:
                self.heading = 0
            self.scope.close(name)
        elif name == "table":
            self.flush()
            if self.tables:
                self.close_table()
        elif name == "br":
            self.flush()
        elif self.scope.counts.get(name) and self.scope.open[-1][0] == name:
            self.flush()
            self.scope.close(name)

    def open_block(self, name: str, token: Token) -> None:
        scope = self.scope
        scope.close("p")
        if name in _ITEMS and scope.open and scope.open[-1][0] in _ITEMS:
            scope.close(scope.open[-1][0])
        if name in _HEADINGS:
            self.heading = _HEADINGS[name]
        if name not in VOID:
            scope.push(name, name in _ASIDE or self.is_hidden(token))

    def is_hidden(self, token: Token) -> bool:
        return token[3] - token[4] > _SHORTEST_HIDING and is_hiding(self.source[token[4] : token[3] - 1])

    def add_picture(self, token: Token) -> None:
        if self.aside or self.scope.asides:
            return
        span = Span(token[2], token[3])
        if span in self.seen:
            self.add_seen(self.seen[span])
            return
        found = attributes(self.source, token)
        if all(_number(found.get(side, ""), _TINY) >= _TINY for side in ("width", "height")):
            is_linked = found.get("src", "").lstrip()[: len(_HELD)].lower() != _HELD
            self.flow.append(Picture(span, found.get("alt", "").strip(), is_linked))

    def add_seen(self, seen: Sequence[Node]) -> None:
        """What was recognised in a picture, in place of which it stands."""
        self.flush()
        self.flow += seen
        if self.tables and any(isinstance(node, FlowTable) for node in seen):
            self.tables[-1].table.nested = True

    def read_meta(self, token: Token) -> None:
        name = attributes(self.source, token).get("name", "").lower()
        if name not in ("articletitle", "pubdate"):
            return
        place = attribute_span(self.source, token, "content")
        text = flow(self.source, [place]) if place else None
        if text is None or not text.text:
            return
        if name == "pubdate":
            self.published = self.published or text
        elif not self.article_title:
            self.title, self.article_title = text, True

    def still_skipped(self, kind: int, name: str) -> bool:
        """Keep count inside an element that shows no text; whether the token belongs to it."""
        ends = self.skipped
        breaks_out = name in _BLOCKS or name in _TABLE_PARTS or name in ("table", "input", "textarea")
        if ends != "template" and breaks_out and kind in (START, END):
            self.skipped = ""  # as in browsers, an unclosed <select> or <svg> does not swallow the page
            return False
        if name == ends and kind in (START, END):
            self.skipped_depth += 1 if kind == START else -1
            if not self.skipped_depth:
                self.skipped = ""
        return True

    # Tables

    def open_table(self, hidden: bool) -> None:
        aside = hidden or self.aside or self.scope.asides > 0
        table = FlowTable(aside)
        if self.tables:
            self.tables[-1].table.nested = True
        self.flow.append(table)
        opened = _OpenTable(table, (self.flow, self.scope, self.aside))
        self.tables.append(opened)
        self.heading = 0
        self.leave_cell(opened)

    def close_table(self) -> None:
        self.flow, self.scope, self.aside = self.tables.pop().outer

    def open_table_part(self, name: str, token: Token) -> None:
        opened = self.tables[-1]
        groups = opened.table.groups
        self.leave_cell(opened)
        if name in _GROUPS:
            groups.append([])
            opened.in_row, opened.group_aside = False, self.is_hidden(token)
        elif name == "tr":
            groups[-1].append([])
            opened.in_row, opened.row_aside = True, opened.group_aside or self.is_hidden(token)
        elif name in _CELLS:
            if not opened.in_row:
                groups[-1].append([])
                opened.in_row, opened.row_aside = True, opened.group_aside
            self.open_cell(opened, token)

    def open_cell(self, opened: _OpenTable, token: Token) -> None:
        rows = columns = 1
        if token[3] - token[4] > len("span") and "span" in self.source[token[4] : token[3]].lower():
            found = attributes(self.source, token)
            rows = min(_number(found.get("rowspan", ""), 1), MAX_SPAN)
            columns = min(_number(found.get("colspan", ""), 1), MAX_SPAN) or 1
        self.cells += 1
        refuse_many_cells(self.cells)
        cell = FlowCell(token[3], rows, columns, opened.row_aside or self.is_hidden(token))
        opened.table.groups[-1][-1].append(cell)
        self.flow, self.scope = cell.flow, opened.inside
        self.scope.clear()
        self.aside = opened.table.aside or cell.aside

    def close_table_part(self, name: str) -> None:
        opened = self.tables[-1]
        self.leave_cell(opened)
        if name == "tr":
            opened.in_row = False
        elif name in _GROUPS:
            opened.in_row = opened.group_aside = False
            opened.table.groups.append([])

    def leave_cell(self, opened: _OpenTable) -> None:
        self.heading = 0
        self.flow, self.scope, self.aside = opened.table.outside, opened.outside, opened.table.aside


def _number(text: str, default: int) -> int:
    """The whole number that an attribute begins with; `default` if it is none or a percentage."""
    digits = text.strip()
    count = 0
    while count < min(len(digits), 6) and digits[count] in "0123456789":
        count += 1
    return default if not count or "%" in digits else int(digits[:count])
