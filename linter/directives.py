"""Comments that accept findings: `<!-- nianbao: ignore A303 -- reason -->` in a page or a Markdown text.

A comment speaks for the block that follows it: a paragraph, a heading, a table; within a table for the next row, within
a row or a paragraph for the rest of it. `ignore-file` speaks for the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from linter.acceptance import SELECTOR, selectors_used
from linter.document import Document, Grid, Picture, Span

_DIRECTIVE = re.compile(r"(?is)<!--\s*nianbao\s*[:：]\s*(?P<order>[^\s,，、]*)(?P<rest>.*?)\s*-->\Z")
_ORDERS = ("ignore", "ignore-file")
_REASON = re.compile(r"--+|[—–]+")
_BETWEEN_CODES = re.compile(r"[\s,，、]+")
_TABLE_BEGINS = re.compile(r"<table\b", re.I)
_ROW_BEGINS = re.compile(r"<t(?:r|d|h|head|body|foot)\b", re.I)


class Directive(NamedTuple):
    """One comment: its place, the codes or prefixes that it accepts, and where.

    `problem` says why it accepts nothing: its order is unknown, it names no codes, it gives no reason.
    """

    span: Span
    codes: tuple[str, ...]
    reach: Span
    problem: Literal["order", "codes", "reason"] | None = None

    def accepted_by(self, place: Span, code: str, explained: Sequence[str]) -> frozenset[str]:
        """Those of its codes that accept a finding at a place."""
        if self.problem is not None or not self.reach.start <= place.start <= self.reach.end:
            return frozenset()
        return selectors_used(self.codes, code, explained)


def directives(document: Document) -> tuple[Directive, ...]:
    """The comments of a document that are addressed to this program."""
    found = [
        (span, match)
        for span in document.comments
        if (match := _DIRECTIVE.match(document.source[span.start : span.end]))
    ]
    if not found:
        return ()
    units = list(_units(document))
    ends = [unit.end for unit in units]
    return tuple(_directive(span, match, document, units, ends) for span, match in found)


def _directive(span: Span, match: re.Match[str], document: Document, units: list[Span], ends: list[int]) -> Directive:
    order = match["order"].lower()
    listed, *reason = _REASON.split(match["rest"], maxsplit=1)
    codes = tuple(dict.fromkeys(filter(None, _BETWEEN_CODES.split(listed.upper()))))
    reach = Span(0, len(document.source)) if order == "ignore-file" else _reach(span, document, units, ends)
    if order not in _ORDERS:
        return Directive(span, codes, reach, "order")
    if not codes or not all(map(SELECTOR.fullmatch, codes)):
        return Directive(span, codes, reach, "codes")
    if not "".join(reason).strip(" \t\r\n-—–"):
        return Directive(span, codes, reach, "reason")
    return Directive(span, codes, reach)


def _units(document: Document) -> Iterator[Span]:
    """What a comment can stand before, in order: paragraphs, pictures, and the rows of tables."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                if row:
                    yield Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row))
        else:
            yield block.span if isinstance(block, Picture) else block.text.span()


def _reach(comment: Span, document: Document, units: list[Span], ends: list[int]) -> Span:
    """The place that a comment speaks for: from its end to the end of what follows it."""
    index = bisect_left(ends, comment.end)
    if index == len(units):
        return Span(comment.end, comment.end)
    end = units[index].end
    for block in document.blocks:
        if isinstance(block, Grid) and block.span.start == units[index].start >= comment.end:
            between = document.source[comment.end : block.span.start]
            if _TABLE_BEGINS.search(between) or not _ROW_BEGINS.search(between):
                end = block.span.end
            break
    return Span(comment.end, end)
