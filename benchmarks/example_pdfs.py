"""Prints the PDF files among the examples from the web pages beside them: `python -m benchmarks.example_pdfs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.printed import Press, Print
from benchmarks.sheets import Box
from linter import reference
from linter.forms.cell_values import read_figure
from linter.model.document import Block, Grid, Paragraph
from linter.model.report import Report, State
from linter.parsing.parser import parse_document
from linter.readers import read

EXAMPLES = Path(__file__).parents[1] / "examples"
STYLES = {
    "2008-clean": Print(),
    "2008-faulty": Print(turn="page"),
    "2019-clean": Print("strokes", merged=False),
    "2019-faulty": Print("double", height=640),
    "2021-clean": Print(landscape=True),
    "2021-faulty": Print(height=560, cut=True, repeated=True),
}
_WIDE = 9  # columns, or rows


def printed(report: Report, style: Print) -> bytes:
    """A report as PDF: title, parts and tables as they stand in it."""
    press = Press(style)
    if report.title is not None:
        press.title(report.title.text)
    print_blocks(press, (block for block in report.front if not _is_title(block, report)))
    for section in report.sections:
        for inner in section.walk():
            press.paragraph(inner.heading.text)
            print_blocks(press, inner.blocks)
    for block in report.sign_off:
        if isinstance(block, Paragraph):
            press.signature(block.text.text)
    return press.finish()


def _is_title(block: Block, report: Report) -> bool:
    return isinstance(block, Paragraph) and report.title is not None and block.text.span() == report.title.span


def print_blocks(press: Press, blocks: Iterable[Block]) -> None:
    """Paragraphs and tables as they stand in a document."""
    for block in blocks:
        if isinstance(block, Paragraph):
            press.paragraph(block.text.text)
        elif isinstance(block, Grid):
            boxes = list(_boxes(block))
            width = max(box.column + box.column_span for box in boxes)
            name = "disclosure" if width < _WIDE else "applications" if len(block.rows) > _WIDE else "disputes"
            press.table(name, boxes)


def _boxes(grid: Grid) -> Iterator[Box]:
    for row in grid.rows:
        for cell in row:
            is_label = read_figure(cell.text.text)[0] is State.TEXT
            place = cell.row - 1, cell.column - 1, cell.row_span, cell.column_span
            yield Box(cell.text.text, *place, "row" if is_label else "figure")


def main() -> None:
    for name, style in STYLES.items():
        page = EXAMPLES / f"{name}.html"
        report = parse_document(read(page.name, page.read_bytes()), reference.load())
        (EXAMPLES / f"{name}.pdf").write_bytes(printed(report, style))


if __name__ == "__main__":
    main()
