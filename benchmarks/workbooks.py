"""Draws a synthetic report as a workbook (.xlsx): a sheet for all, or one for each part."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from benchmarks.drawing import table_boxes
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box


@dataclass(frozen=True, slots=True)
class WorkbookLayout:
    """How it is drawn: `is_parted` with a sheet for each part, `left` with so many free columns before the tables."""

    is_parted: bool = False
    left: int = 0


@dataclass(frozen=True)
class WorkbookDrawing:
    """A drawn report."""

    layout: str
    data: bytes
    name: str = "report.xlsx"
    format: str = "xlsx"


LAYOUTS: Mapping[str, WorkbookLayout] = {
    "xlsx": WorkbookLayout(),
    "xlsx-parts": WorkbookLayout(is_parted=True),
    "xlsx-indented": WorkbookLayout(left=2),
}


def draw(report: SyntheticReport, layout: str) -> WorkbookDrawing:
    """The report in one of `LAYOUTS`.

    Raises:
        KeyError: there is no such layout.
    """
    style = LAYOUTS[layout]
    book = Workbook()
    writer = _Writer(book, style)
    writer.lines([report.title] if report.title is not None else [])
    writer.lines(report.front)
    for part in report.parts:
        if style.is_parted:
            writer.turn(part.title)
        writer.lines([part.heading, *(passage.text for passage in part.passages)])
        if part.table is not None and part.table in report.sheets:
            writer.table(table_boxes(report, report.sheets[part.table]))
    writer.lines(report.sign_off)
    return WorkbookDrawing(layout, saved(book))


def saved(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Writer:
    def __init__(self, book: Workbook, style: WorkbookLayout) -> None:
        self.book, self.style = book, style
        self.sheet = book.worksheets[0]
        self.row = 1

    def turn(self, title: str) -> None:
        self.sheet = self.book.create_sheet(title[:20])
        self.row = 1

    def lines(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.sheet.cell(self.row, 1, text)
            self.row += 1

    def table(self, drawn: Sequence[Box]) -> None:
        for box in drawn:
            row, column = self.row + box.row, self.style.left + 1 + box.column
            is_number = box.kind == "figure" and box.text.isdecimal()
            self.sheet.cell(row, column, int(box.text) if is_number else box.text or None)
            if box.row_span > 1 or box.column_span > 1:
                last = row + box.row_span - 1, column + box.column_span - 1
                self.sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])
        self.row += max(box.row + box.row_span for box in drawn) + 1
