"""HTML pages: the tokens of a page put together to paragraphs, grids and pictures.

No tree is built. What is kept is what decides where text belongs: the open block elements (to know where
hidden parts end) and the open tables with their current cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from linter.model.document import Block, Chars, Document, Paragraph, Picture, Span, Unseen
from linter.model.records import NamedTuple
from linter.readers.flow import flow, with_raised
from linter.readers.hidden_text import in_piece, placed
from linter.readers.html_tables import FlowCell, FlowTable, Node, flatten
from linter.readers.html_tags import (
    ASIDE,
    BLOCK,
    BREAK,
    CAPTION,
    CELL,
    COMMENT,
    END,
    GROUP,
    HEADINGS,
    INLINE,
    ITEMS,
    META,
    PICTURE,
    RAW,
    ROW,
    SKIPPED,
    START,
    TABLE,
    VOID,
    Tag,
    whole_number,
)
from linter.readers.html_tokens import tokens
from linter.readers.limits import refuse_many_blocks, refuse_many_cells
from linter.readers.protected import of_page
from linter.readers.style_sheets import Hidden, hide, hides
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.readers.embedded_pictures import PageSeen

_TABLE_PARTS = frozenset({CAPTION, CELL, GROUP, ROW})
_BREAKS_OUT = _TABLE_PARTS | {BLOCK, TABLE}
_INPUTS = frozenset({"input", "textarea"})
_TINY = 40
_HELD = "data:"  # with this begins the address of a picture that lies in the page itself
_LINE_END = re.compile("\r\n?|\n")
_MOST_SHARED = 4096  # bounds the work: so many texts of cells are told from others, so that those alike are one
_Seen = Mapping[Span, Sequence[Node]]


class HtmlPage(NamedTuple):
    """What a page holds.

    `title` is what its `ArticleTitle` or `<title>` says, `published` its `PubDate`, `comments` are places of comments,
    `unseen` is what it does not show.
    """

    blocks: list[Block]
    title: Chars | None
    published: Chars | None
    comments: list[Span]
    unseen: list[Unseen]


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
        unseen=tuple(found.unseen),
        recognised=seen.recognised if seen else None,
        pictures=tuple(seen.flows) if seen else (),
    )


def markup(source: str) -> Iterator[Span]:
    """What of a page no fix may touch, beside what is no part of any text."""
    return of_page(source)


def page(source: str, start: int = 0, end: int | None = None, *, seen: _Seen | None = None) -> HtmlPage:
    """What stands in `source[start:end]`; `seen` is what was recognised in pictures, by the places of their tags."""
    builder = _PageBuilder(seen or {})
    flow = builder.read(source, start, end)
    return HtmlPage(flatten(flow), builder.title, builder.published, builder.comments, builder.unseen)


def nodes(source: str) -> list[Node]:
    """The same before tables have become grids: each with its cells as they were met."""
    return _PageBuilder({}).read(source)


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
    def __init__(self, seen: _Seen) -> None:
        self.seen = seen
        self.title: Chars | None = None
        self.published: Chars | None = None
        self.article_title = False
        self.root: list[Node] = []
        self.flow = self.root
        self.scope = _Scope()
        self.aside = False  # of the cell or table around the scope
        self.runs: list[tuple[int, str]] = []
        self.shared: dict[str, str] = {}  # texts of cells, which are alike in large tables
        self.heading = 0
        self.paragraphs = self.cells = 0
        self.tables: list[_OpenTable] = []
        self.hidden: Hidden = set()  # by the page's own style sheets
        self.comments: list[Span] = []
        self.unseen: list[Unseen] = []
        self.skipped = ""
        self.skipped_depth = 0
        self.raising = ""  # the element that raises what stands in it
        self.raising_depth = 0
        self.raised: list[tuple[int, int]] = []  # what it raises of the current paragraph

    def read(self, source: str, start: int = 0, end: int | None = None) -> list[Node]:
        """Read `source[start:end]`: what flows in it."""
        for tag, begin, behind, text in tokens(source, start, end):
            if self.skipped and self.still_skipped(tag):
                pass
            elif tag.is_plain and not self.raising and tag.name not in self.scope.counts:
                pass  # as almost all
            elif tag.kind == START:
                self.open(tag, begin, behind, source)
            elif tag.kind == END:
                self.close(tag)
            elif tag.kind == COMMENT:
                self.comments.append(Span(begin, behind))
            elif tag.kind == RAW and tag.name == "title" and self.title is None:
                self.title = flow([(begin, source[begin:behind])])
            elif tag.kind == RAW and tag.name == "style":
                hide(source[begin:behind], self.hidden)
            if tag.found:
                self.unseen += placed(tag.found, begin + 1)
            elif tag.kind > END and begin < behind:
                self.unseen += in_piece(source[begin:behind], begin)
            if text:
                if not self.skipped and (self.runs or not text.isspace()):
                    self.add_text(behind, text)
                if "=" in text:
                    self.unseen += in_piece(text, behind)
        self.flush()
        while self.tables:
            self.close_table()
        if self.title is not None and not self.title.text:
            self.title = None
        return self.root

    # Text

    def add_text(self, start: int, text: str) -> None:
        if self.raising:
            self.raise_text(start, start + len(text))
        if not self.scope.counts.get("pre"):
            if self.tables and len(self.shared) < _MOST_SHARED:
                text = self.shared.setdefault(text, text)
            self.runs.append((start, text))
            return
        at = 0
        for line_end in _LINE_END.finditer(text):
            self.runs.append((start + at, text[at : line_end.start()]))
            self.flush()
            at = line_end.end()
        self.runs.append((start + at, text[at:]))

    def raise_text(self, start: int, end: int) -> None:
        if self.raised and self.raised[-1][1] == start:  # a sign that looked like a tag is between
            start = self.raised.pop()[0]
        self.raised.append((start, end))

    def flush(self) -> None:
        """End the current paragraph."""
        self.raising = ""
        if self.runs:
            text = flow(self.runs)
            if self.raised:
                text = with_raised(text, self.raised)
            self.runs = []
            if text.text:
                self.paragraphs += 1
                refuse_many_blocks(self.paragraphs)
                self.flow.append(Paragraph(text, self.heading, self.aside or self.scope.asides > 0))
        if self.raised:
            self.raised = []

    # Tags

    def open(self, tag: Tag, begin: int, end: int, source: str) -> None:
        role = tag.role
        if role in _TABLE_PARTS:
            if self.runs or self.raising:  # between tags there is nothing to end
                self.flush()
            if self.tables and role == CELL:
                self.open_cell(self.tables[-1], tag, end)
            elif self.tables:
                self.open_table_part(self.tables[-1], tag)
        elif role == BLOCK:
            self.flush()
            self.open_block(tag)
        elif role == BREAK:
            self.flush()
        elif role == TABLE:
            self.flush()
            self.scope.close("p")
            self.open_table(tag.hides)
        elif role == PICTURE:
            self.add_picture(tag, Span(begin, end))
        elif role == META:
            self.read_meta(tag, begin, source)
        elif role == SKIPPED:
            self.skipped, self.skipped_depth = tag.name, 1
        elif role == INLINE and (tag.hides or self.scope.counts.get(tag.name)):
            self.flush()
            self.scope.push(tag.name, tag.hides)
        elif self.raising:
            self.raising_depth += tag.name == self.raising
        elif tag.raises:
            self.raising, self.raising_depth = tag.name, 1

    def close(self, tag: Tag) -> None:
        name, role = tag.name, tag.role
        if name == self.raising:
            self.raising_depth -= 1
            self.raising = self.raising if self.raising_depth else ""
        if role in _TABLE_PARTS:
            if self.runs or self.raising:
                self.flush()
            if self.tables:
                self.close_table_part(role)
        elif role == BLOCK:
            self.flush()
            if name in HEADINGS:
                self.heading = 0
            self.scope.close(name)
        elif role == TABLE:
            self.flush()
            if self.tables:
                self.close_table()
        elif role == BREAK:
            self.flush()
        elif self.scope.counts.get(name) and self.scope.open[-1][0] == name:
            self.flush()
            self.scope.close(name)

    def open_block(self, tag: Tag) -> None:
        name, scope = tag.name, self.scope
        scope.close("p")
        if name in ITEMS and scope.open and scope.open[-1][0] in ITEMS:
            scope.close(scope.open[-1][0])
        if name in HEADINGS:
            self.heading = HEADINGS[name]
        if name not in VOID:
            scope.push(name, name in ASIDE or tag.hides)

    def add_picture(self, tag: Tag, span: Span) -> None:
        if self.aside or self.scope.asides:
            return
        if span in self.seen:
            self.add_seen(self.seen[span])
            return
        found = tag.attributes()
        if all(whole_number(found.get(side, ""), _TINY) >= _TINY for side in ("width", "height")):
            is_linked = found.get("src", "").lstrip()[: len(_HELD)].lower() != _HELD
            self.flow.append(Picture(span, found.get("alt", "").strip(), is_linked))

    def add_seen(self, seen: Sequence[Node]) -> None:
        """What was recognised in a picture, in place of which it stands."""
        self.flush()
        self.flow += seen
        if self.tables and any(isinstance(node, FlowTable) for node in seen):
            self.tables[-1].table.nested = True

    def read_meta(self, tag: Tag, begin: int, source: str) -> None:
        name = tag.attributes().get("name", "").lower()
        if name not in ("articletitle", "pubdate"):
            return
        place = tag.attribute_span("content")
        start, end = (begin + 1 + at for at in place or (0, 0))
        text = flow([(start, source[start:end])]) if place else None
        if text is None or not text.text:
            return
        if name == "pubdate":
            self.published = self.published or text
        elif not self.article_title:
            self.title, self.article_title = text, True

    def still_skipped(self, tag: Tag) -> bool:
        """Keep count inside an element that shows no text; whether the tag belongs to it."""
        ends = self.skipped
        is_tag = tag.kind in (START, END)
        if is_tag and ends != "template" and (tag.role in _BREAKS_OUT or tag.name in _INPUTS):
            self.skipped = ""  # as in browsers, an unclosed <select> or <svg> does not swallow the page
            return False
        if is_tag and tag.name == ends:
            self.skipped_depth += 1 if tag.kind == START else -1
            if not self.skipped_depth:
                self.skipped = ""
        return True

    # Tables

    def open_table(self, hidden: bool) -> None:
        aside = hidden or self.aside or self.scope.asides > 0
        table = FlowTable(aside)
        self.flow.append(table)
        opened = _OpenTable(table, (self.flow, self.scope, self.aside))
        self.tables.append(opened)
        self.heading = 0
        self.leave_cell(opened)

    def close_table(self) -> None:
        closed = self.tables.pop()
        self.flow, self.scope, self.aside = closed.outer
        if self.tables:
            self.tables[-1].table.take(closed.table, self.flow)

    def open_table_part(self, opened: _OpenTable, tag: Tag) -> None:
        self.leave_cell(opened)
        if tag.role == GROUP:
            opened.table.groups.append([])
            opened.in_row, opened.group_aside = False, self.hides(tag)
        elif tag.role == ROW:
            opened.table.begin_row()
            opened.in_row, opened.row_aside = True, opened.group_aside or self.hides(tag)

    def hides(self, tag: Tag) -> bool:
        """Whether a cell, a row or a group of rows is not shown."""
        return tag.hides or (bool(self.hidden) and hides(self.hidden, tag.name, tag.attributes().get("class", "")))

    def open_cell(self, opened: _OpenTable, tag: Tag, end: int) -> None:
        if not opened.in_row:
            opened.table.begin_row()
            opened.in_row, opened.row_aside = True, opened.group_aside
        self.heading = 0
        self.cells += 1
        refuse_many_cells(self.cells)
        cell = FlowCell(end, tag.row_span, tag.column_span, opened.row_aside or self.hides(tag))
        opened.table.groups[-1][-1].append(cell)
        self.flow, self.scope = cell.flow, opened.inside
        if self.scope.open:
            self.scope.clear()
        self.aside = opened.table.aside or cell.aside

    def close_table_part(self, role: int) -> None:
        opened = self.tables[-1]
        self.leave_cell(opened)
        if role == ROW:
            opened.in_row = False
        elif role == GROUP:
            opened.in_row = opened.group_aside = False
            opened.table.groups.append([])

    def leave_cell(self, opened: _OpenTable) -> None:
        self.heading = 0
        self.flow, self.scope, self.aside = opened.table.outside, opened.outside, opened.table.aside
