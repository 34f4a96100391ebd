"""The texts of a document piece by piece, for checks that read words and not the report's meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from linter.model.document import Block, Chars, Document, Paragraph, Picture, Span
from linter.model.records import NamedTuple
from linter.model.report import Report

_SHORTEST_DATE = 6  # digits (201711): a cell with fewer holds a figure and no more


class Piece(NamedTuple):
    """One text with its places: a paragraph, a heading, a cell with words (`row` is then all that its row says).

    `signed` marks what stands under the report: signature, date, names; `front` what stands before its first heading.
    """

    chars: Chars
    row: str | None = None
    signed: bool = False
    front: bool = False
    heading: bool = False


class Described(NamedTuple):
    """A picture's alternative text, and where the picture stands."""

    text: str
    span: Span


def content(report: Report) -> Iterator[Piece]:
    """What belongs to the report, in order: neither navigation nor page heads and feet nor hidden text."""
    tables = (*report.tables.values(), *report.unread.values())
    flat = {id(row) for table in tables for grid in table.grids for row in grid.rows if len(row) == 1}
    for piece in _of_blocks(report.front):
        yield piece._replace(front=True)
    for top in report.sections:
        for section in top.walk():
            yield Piece(section.heading, heading=True)
            yield from _of_blocks(section.blocks, flat)
    for piece in _of_blocks(report.sign_off):
        yield piece._replace(signed=True)


def everything(document: Document) -> Iterator[Piece]:
    """All text of a document: the content, what surrounds it, what the page's head says, what is hidden."""
    if document.title is not None:
        yield Piece(document.title)
    yield from _of_blocks(document.blocks)
    for unseen in document.unseen:
        if unseen.kind == "text":
            yield Piece(unseen.chars)


def pictures(document: Document) -> Iterator[Described]:
    """The alternative texts of the pictures."""
    for block in document.blocks:
        if isinstance(block, Picture) and block.alt:
            yield Described(block.alt, block.span)


def _of_blocks(blocks: Iterable[Block], flat: Collection[int] = ()) -> Iterator[Piece]:
    """The pieces of blocks; `flat` are the rows, by their ids, of tables one cell a row: digits there are figures."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Piece(block.text)
        elif not isinstance(block, Picture):
            for row in block.rows:
                if id(row) in flat and row[0].text.text.isdecimal():
                    continue
                cells = [cell.text for cell in row if not _is_figure(cell.text.text)]
                if cells:
                    said = " ".join(cell.text.text for cell in row)
                    yield from (Piece(cell, said) for cell in cells)


def _is_figure(text: str) -> bool:
    """Whether a cell holds a figure and no more, or nothing: there is nothing to read in it."""
    return not text or (len(text) < _SHORTEST_DATE and text.isdecimal())
