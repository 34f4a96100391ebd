"""Draws a synthetic report as Word files: tables merged well, badly or not at all, numbers typed or automatic.

A Word file has no lines: the result is a `WordDrawing`, which knows the paragraph, or the table, row and column, in
which every figure, label and heading stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from benchmarks import word_xml as xml
from benchmarks.drawing import table_boxes
from benchmarks.reports import Passage, SyntheticReport
from benchmarks.sheets import Box, rows_of, width_of

_TITLE = xml.font("方正小标宋简体", 44)
_HEADING, _SECOND, _TEXT, _SMALL = (
    xml.font("黑体", 32),
    xml.font("楷体_GB2312", 32, bold=True),
    xml.font("仿宋_GB2312", 32),
    xml.font("仿宋_GB2312", 18),
)
_CENTRED = '<w:jc w:val="center"/>'
_INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


class Spot(NamedTuple):
    """Where something stands: the body paragraph, or the table with row and column; all from 1."""

    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True)
class WordDrawing:
    """A drawn file: its bytes, and for each mark the places where it stands."""

    layout: str
    data: bytes
    places: Mapping[str, tuple[Spot, ...]]
    format: str = "docx"
    name: str = "report.docx"


@dataclass(frozen=True, slots=True)
class WordLayout:
    """How one kind of file looks.

    `tables` turns the boxes of one table into those of each table that is drawn; the rest are ways of drawing them.
    """

    tables: Callable[[Sequence[Box]], list[list[Box]]] = lambda drawn: [list(drawn)]
    is_merged: bool = True
    is_numbered: bool = False
    is_nested: bool = False
    is_landscape: bool = False
    is_tracked: bool = False
    blank: str = ""
    namespace: str = xml.TRANSITIONAL


def _split(drawn: Sequence[Box]) -> list[list[Box]]:
    """A long table as two, cut between rows, the header rows drawn again; merged cells go on without their text."""
    height = len(rows_of(drawn))
    if height < 20:
        return [list(drawn)]
    header = [box for box in drawn if box.kind in ("corner", "column")]
    top = max(box.row + box.row_span for box in header)
    cut = (top + height) // 2
    above = [replace(box, row_span=min(box.row_span, cut - box.row)) for box in drawn if box.row < cut]
    shift = cut - top
    below = [*header, *(replace(box, row=box.row - shift) for box in drawn if box.row >= cut)]
    below += [
        replace(box, row=top, row_span=box.row + box.row_span - cut, text="", mark=None)
        for box in drawn
        if box.row < cut < box.row + box.row_span
    ]
    return [above, sorted(below, key=lambda box: (box.row, box.column))]


def _broken(drawn: Sequence[Box]) -> list[list[Box]]:
    """Labels of four signs on two lines of their cell, as narrow columns have them."""
    return [
        [
            replace(box, text=f"{box.text[:2]}\n{box.text[2:]}") if box.kind == "column" and len(box.text) == 4 else box
            for box in drawn
        ]
    ]


LAYOUTS: Mapping[str, WordLayout] = {
    "docx": WordLayout(),
    "docx-unmerged": WordLayout(is_merged=False),
    "docx-split": WordLayout(_split),
    "docx-breaks": WordLayout(_broken, blank="　"),
    "docx-numbered": WordLayout(is_numbered=True),
    "docx-nested": WordLayout(is_nested=True),
    "docx-landscape": WordLayout(is_landscape=True),
    "docx-tracked": WordLayout(is_tracked=True),
    "docx-strict": WordLayout(namespace=xml.STRICT),
}


def draw(report: SyntheticReport, layout: str) -> WordDrawing:
    """The report in one of `LAYOUTS`.

    Raises:
        KeyError: there is no such layout.
    """
    chosen = LAYOUTS[layout]
    writer = _Writer(chosen)
    writer.report(report)
    body = "".join(writer.blocks)
    if chosen.is_nested:
        body = xml.table([xml.cell(body + xml.paragraph(""))], 1) + xml.paragraph("")
    data = xml.package(body, title=report.title or "", namespace=chosen.namespace)
    return WordDrawing(layout, data, {name: tuple(spots) for name, spots in writer.places.items()})


class _Writer:
    def __init__(self, layout: WordLayout) -> None:
        self.layout = layout
        self.blocks: list[str] = []
        self.places: dict[str, list[Spot]] = {}
        self.paragraphs = self.tables = 0

    def report(self, report: SyntheticReport) -> None:
        if report.title is not None:
            self.paragraph(report.title, _TITLE, _CENTRED, "title")
            self.paragraph("", _TEXT)
        for text in report.front:
            self.paragraph(text, _TEXT, _INDENTED)
        for part in report.parts:
            self.heading(part.heading, 1, f"part:{part.key}")
            for passage in part.passages:
                self.passage(passage)
            if part.table is not None and part.table in report.sheets:
                self.table(table_boxes(report, report.sheets[part.table]))
        for line in report.sign_off:
            self.paragraph(line, _TEXT, '<w:jc w:val="right"/>')

    def passage(self, passage: Passage) -> None:
        if passage.level:
            self.heading(passage.text, passage.level, None)
        else:
            self.paragraph(passage.text, _TEXT, _INDENTED)

    def heading(self, text: str, level: int, mark: str | None) -> None:
        properties = _INDENTED
        if self.layout.is_numbered:
            properties = xml.numbered(level) + properties
            text = text[text.index({1: "、", 2: "）", 3: "."}[level]) + 1 :]
        if level == 1:
            properties = '<w:pStyle w:val="1"/>' + properties
        self.paragraph(text, _HEADING if level == 1 else _SECOND, properties, mark)

    def paragraph(self, text: str, font: str, properties: str = "", mark: str | None = None) -> None:
        self.paragraphs += 1
        if mark is not None:
            self.places.setdefault(mark, []).append(Spot(paragraph=self.paragraphs))
        runs = self.runs(text, font) if text else ""
        self.blocks.append(xml.paragraph(runs, properties))

    def runs(self, text: str, font: str) -> str:
        """A text in two runs, as an edited one is; with tracked changes the second was typed over another."""
        middle = len(text) // 2
        first, second = xml.run(text[:middle], font), xml.run(text[middle:], font)
        if not self.layout.is_tracked:
            return first + second
        gone = xml.run("旧稿", font).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
        author = 'w:author="甲" w:date="2024-01-05T08:00:00Z"'
        return f'{first}<w:del w:id="1" {author}>{gone}</w:del><w:ins w:id="2" {author}>{second}</w:ins>'

    def table(self, drawn: Sequence[Box]) -> None:
        if self.layout.is_landscape:
            self.paragraphs += 1
            self.blocks.append(xml.paragraph("", f"<w:sectPr>{xml.PORTRAIT}</w:sectPr>"))
        for at, boxes in enumerate(self.layout.tables(drawn)):
            if at:
                self.paragraph("", _TEXT)
            self.one_table(boxes)
        if self.layout.is_landscape:
            self.paragraphs += 1
            self.blocks.append(xml.paragraph("", f"<w:sectPr>{xml.LANDSCAPE}</w:sectPr>"))

    def one_table(self, drawn: Sequence[Box]) -> None:
        self.tables += 1
        width = width_of(drawn)
        covered: dict[tuple[int, int], Box] = {
            (box.row + down, box.column + across): box
            for box in drawn
            for down in range(box.row_span)
            for across in range(box.column_span)
        }
        rows: list[str] = []
        for row in range(len(rows_of(drawn))):
            cells: list[str] = []
            column = 0
            while column < width:
                box = covered.get((row, column)) or Box("", row, column, 1, 1, "figure")
                cells.append(self.cell(box, row, column))
                column += box.column_span if self.layout.is_merged else 1
            rows.append("".join(cells))
        self.blocks.append(xml.table(rows, width))

    def cell(self, box: Box, row: int, column: int) -> str:
        begins = (box.row, box.column) == (row, column)
        text = box.text if begins else ""
        if begins and box.mark is not None:
            self.places.setdefault(box.mark, []).append(Spot(None, self.tables, row + 1, column + 1))
        content = xml.paragraph(self.runs(text or self.layout.blank, _SMALL), _CENTRED)
        if not self.layout.is_merged:
            return xml.cell(content)
        down = None if box.row_span == 1 else "restart" if begins else "continue"
        return xml.cell(content, across=box.column_span, down=down)
