"""Comments that accept findings: `<!-- nianbao: ignore A303 -- reason -->` in a page or a Markdown text.

A comment speaks for the block that follows it: a paragraph, a heading, a table; within a table for the next row, within
a row or a paragraph for the rest of it. `ignore-file` speaks for the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from linter.accept.accepted import SELECTOR, selectors_used
from linter.model.document import Document, Grid, Picture, Span
from linter.model.records import NamedTuple
from linter.type_names import Literal

MOST = 1000
_DIRECTIVE = re.compile(r"(?is)<!--\s*nianbao\s*[:：]\s*(?P<order>[^\s,，、]*)(?P<rest>.*?)\s*-->\Z")
_ORDERS = ("ignore", "ignore-file")
_REASON = re.compile(r"--+|[—–]+")
_BETWEEN_CODES = re.compile(r"[\s,，、]+")
# So far before a block its tags are looked at, and so far behind its first line for its end.
_NEAR, _LONGEST_ELEMENT = 4096, 65536
_ELEMENT = re.compile(r"<(/?)(p|h[1-6]|li)\b", re.I)
_TABLE_BEGINS = re.compile(r"<table\b", re.I)
_LINE_END = re.compile(r"[\r\n]")
_ROW_BEGINS = re.compile(r"<t(?:r|d|h|head|body|foot)\b", re.I)


class Directive(NamedTuple):
    """One comment: its place, the codes or prefixes that it accepts, and where.

    `problem` says why it accepts nothing: its order is unknown, it names no codes, it gives no reason, too many came
    before it.
    """

    span: Span
    codes: tuple[str, ...]
    reach: Span
    problem: Literal["order", "codes", "reason", "many"] | None = None

    def accepted_by(self, place: Span, code: str, explained: Sequence[str]) -> frozenset[str]:
        """Those of its codes that accept a finding at a place."""
        if self.problem is not None or not self.reach.start <= place.start <= self.reach.end:
            return frozenset()
        return selectors_used(self.codes, code, explained)


class _Unit(NamedTuple):
    """What a comment can stand before: a paragraph, a picture, a row; `table` is the whole table of a first row.

    A table that was recognised in a picture is the picture.
    """

    span: Span
    table: Span | None = None


def directives(document: Document) -> tuple[Directive, ...]:
    """The comments of a document that are addressed to this program; those beyond `MOST` accept nothing."""
    found = [
        (span, match)
        for span in document.comments
        if (match := _DIRECTIVE.match(document.source[span.start : span.end]))
    ]
    if not found:
        return ()
    units = list(_units(document))
    ends = [unit.span.end for unit in units]
    read = []
    for number, (span, match) in enumerate(found):
        if number >= MOST:
            nothing = Span(span.end, span.end)
            read.append(_directive(span, match, nothing, len(document.source))._replace(problem="many"))
            continue
        index = bisect_left(ends, span.end)
        following = units[index] if index < len(units) else _Unit(Span(span.end, span.end))
        read.append(_directive(span, match, _reach(span, following, document.source), len(document.source)))
    return tuple(read)


def _directive(span: Span, match: re.Match[str], reach: Span, length: int) -> Directive:
    order = match["order"].lower()
    listed, *reason = _REASON.split(match["rest"], maxsplit=1)
    codes = tuple(dict.fromkeys(filter(None, _BETWEEN_CODES.split(listed.upper()))))
    directive = Directive(span, codes, Span(0, length) if order == "ignore-file" else reach)
    if order not in _ORDERS:
        return directive._replace(problem="order")
    if not codes or not all(map(SELECTOR.fullmatch, codes)):
        return directive._replace(problem="codes")
    if not "".join(reason).strip(" \t\r\n-—–"):
        return directive._replace(problem="reason")
    return directive


def _units(document: Document) -> Iterator[_Unit]:
    for block in document.blocks:
        if isinstance(block, Grid):
            table: Span | None = block.span
            if (picture := document.shown(block.span)) != block.span:
                yield _Unit(picture)
                continue
            for row in block.rows:
                if row:
                    yield _Unit(Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row)), table)
                    table = None
        else:
            yield _Unit(block.span if isinstance(block, Picture) else block.text.span())


def _reach(comment: Span, following: _Unit, source: str) -> Span:
    """The place that a comment speaks for: from its end to the end of what follows it."""
    span, table = following
    between = source[max(comment.end, span.start - _NEAR) : span.start]
    is_in_row = _ROW_BEGINS.search(between) or not _LINE_END.search(between)
    if table is not None and (_TABLE_BEGINS.search(between) or not is_in_row):
        return Span(comment.end, table.end)
    is_closed, name = (_ELEMENT.findall(between) or [("/", "")])[-1]
    if not is_closed:  # a paragraph whose lines are apart by <br> is one
        close = re.compile(rf"</?{name}\b", re.I).search(source, span.end, span.end + _LONGEST_ELEMENT)
        return Span(comment.end, close.start() if close else span.end)
    return Span(comment.end, span.end)
