"""The texts of a document piece by piece, for checks that read words and not the report's meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from linter.model.document import Block, Cell, Chars, Document, Paragraph, Picture, Span
from linter.model.records import NamedTuple
from linter.model.report import Report
from linter.type_names import Literal

Row = tuple[Cell, ...]
_SHORTEST_DATE = 6  # digits (201711): a cell with fewer holds a figure and no more


class Piece(NamedTuple):
    """One text with its places: a paragraph, a heading, a cell with words (`row` is then its row).

    `kind` tells a heading, what stands before the first one (`front`), and what stands under the report (`sign`):
    signature, date, names.
    """

    chars: Chars
    row: Row | None = None
    kind: Literal["heading", "front", "sign", ""] = ""

    @property
    def said(self) -> str:
        """All that its row says; nothing where it is no cell."""
        return " ".join(cell.text.text for cell in self.row or ())


class Described(NamedTuple):
    """A picture's alternative text, and where the picture stands."""

    text: str
    span: Span


def content(report: Report) -> Iterator[Piece]:
    """What belongs to the report, in order: neither navigation nor page heads and feet nor hidden text."""
    tables = (*report.tables.values(), *report.unread.values())
    flat = {id(row) for table in tables for grid in table.grids for row in grid.rows if len(row) == 1}
    for chars, row in _of_blocks(report.front):
        yield Piece(chars, row, "front")
    for top in report.sections:
        for section in top.walk():
            yield Piece(section.heading, None, "heading")
            for chars, row in _of_blocks(section.blocks, flat):
                yield Piece(chars, row)
    for chars, row in _of_blocks(report.sign_off):
        yield Piece(chars, row, "sign")


def everything(document: Document) -> Iterator[Chars]:
    """All text of a document: the content, what surrounds it, what the page's head says, what is hidden."""
    if document.title is not None:
        yield document.title
    for chars, _ in _of_blocks(document.blocks):
        yield chars
    for unseen in document.unseen:
        if unseen.kind == "text":
            yield unseen.chars


def pictures(document: Document) -> Iterator[Described]:
    """The alternative texts of the pictures."""
    for block in document.blocks:
        if isinstance(block, Picture) and block.alt:
            yield Described(block.alt, block.span)


def signs(document: Document) -> frozenset[str]:
    """The signs of all text of a document, figures and the alternative texts of its pictures among it."""
    texts = [unseen.chars.text for unseen in document.unseen if unseen.kind == "text"]
    if document.title is not None:
        texts.append(document.title.text)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text.text)
        elif isinstance(block, Picture):
            texts.append(block.alt)
        else:
            texts += [cell.text.text for row in block.rows for cell in row]
    return frozenset[str]().union(*texts)


def _of_blocks(blocks: Iterable[Block], flat: Collection[int] = ()) -> Iterator[tuple[Chars, Row | None]]:
    """The texts of blocks, of a cell with its row.

    `flat` are the rows, by their ids, of tables one cell a row: digits there are figures. In a cell that holds a figure
    and no more, or nothing, there is nothing to read.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, None
        elif not isinstance(block, Picture):
            for row in block.rows:
                if flat and id(row) in flat and row[0].text.text.isdecimal():
                    continue
                for cell in row:
                    chars = cell.text
                    text = chars.text
                    if len(text) >= _SHORTEST_DATE or (text and not text.isdecimal()):
                        yield chars, row
