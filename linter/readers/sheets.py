"""Spreadsheets as text: a row with one filled cell is a line, rows with more are a table, cells apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linter.model.document import Paragraph
from linter.readers import html
from linter.readers.html_tables import MAX_CELLS, FlowCell, FlowTable

_COMMENT = r"<comment>[^<]*(?:<(?!/?comment>)[^<]*)*</comment>"
Row = dict[int, str]  # the filled cells by their column


def as_text(page: str) -> str:
    """The sheets of a workbook, which LibreOffice wrote as a page with one table for each, as text."""
    lines: list[str] = []
    for node in html.nodes(re.sub(_COMMENT, "", page)):
        if isinstance(node, FlowTable):
            lines += [*_lines(_rows(row for group in node.groups for row in group)), ""]
    return "\n".join(lines)


def _rows(drawn: Iterable[list[FlowCell]]) -> Iterator[Row]:
    """The rows with the column of each cell, which merged cells beside and above it tell."""
    reaching: list[tuple[int, int, int]] = []  # first column, column behind the last, rows still to come
    for cells in drawn:
        row: Row = {}
        column = 0
        occupied = iter(reaching)
        blocked = next(occupied, None)
        added: list[tuple[int, int, int]] = []
        for cell in cells:
            while blocked and blocked[0] <= column:
                column = max(column, blocked[1])
                blocked = next(occupied, None)
            if text := _text(cell):
                row[column] = text
            if cell.row_span > 1:
                added.append((column, column + cell.column_span, cell.row_span))
            column += cell.column_span
        reaching = sorted((first, end, rows - 1) for first, end, rows in (*reaching, *added) if rows > 1)[:MAX_CELLS]
        yield row


def _text(cell: FlowCell) -> str:
    """A line for each paragraph of the cell, without the tabs that part cells here."""
    texts = (node.text.text for node in cell.flow if isinstance(node, Paragraph))
    return "\n".join(text.replace("\t", " ") for text in texts)


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    table: list[Row] = []
    for row in rows:
        if len(row) > 1:
            table.append(row)
            continue
        yield from _table(table)
        table = []
        yield next(iter(row.values()), "")
    yield from _table(table)


def _table(rows: list[Row]) -> Iterator[str]:
    """The rows, each with all columns in which any of them has something."""
    columns = sorted({column for row in rows for column in row})
    for row in rows:
        yield "\t".join(row.get(column, "").replace("\n", "") for column in columns)
