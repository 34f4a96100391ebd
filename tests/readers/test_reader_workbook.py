"""Workbooks as they are shown: cells, merged cells, sheets, numbers, and what is hidden."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from benchmarks.drawing import table_boxes
from benchmarks.faults import with_value
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.workbooks import draw as draw_workbook
from benchmarks.workbooks import saved
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import ReadError
from linter.model.document import Document, Grid, Paragraph
from linter.readers import read
from linter.reporters.objects import location_object
from linter.reporters.places import position
from tests.readers.office_samples import archive, workbook
from tests.readers.reader_samples import refused


def of_cells(cells: dict[str, Any], formats: dict[str, str] | None = None, merged: tuple[str, ...] = ()) -> Document:
    book = Workbook()
    for address, value in cells.items():
        book.active[address] = value
    for address, format in (formats or {}).items():
        book.active[address].number_format = format
    for cells_merged in merged:
        book.active.merge_cells(cells_merged)
    return read("a.xlsx", saved(book))


def drawn(document: Document) -> list[Any]:
    return [
        block.text.text if isinstance(block, Paragraph) else [[cell.text.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Paragraph | Grid)
    ]


def test_every_sheet_is_read_as_lines_and_tables() -> None:
    data = workbook(
        [["标题"], ["甲", "", "乙"], ["", "丁", "丙"], [], ["第一段&#10;第二段"]],
        [["子&#10;项", "1"], ["丑", "&lt;2&gt;"]],
        merged="A2:B3",
    )
    document = read("a.xlsx", data)
    assert document.format == "xlsx"
    assert drawn(document) == ["标题", [["甲", "乙"], ["丙"]], "第一段", "第二段", [["子项", "1"], ["丑", "<2>"]]]
    first, second = (block for block in document.blocks if isinstance(block, Grid))
    (merged, beside), (below,) = first.rows
    assert (merged.row, merged.column, merged.row_span, merged.column_span) == (2, 1, 2, 2)
    assert (beside.row, beside.column, below.row, below.column) == (2, 3, 3, 3)
    assert [grid.number for grid in (first, second)] == [1, 2]


@pytest.mark.parametrize(
    ("alone", "is_within"),
    [
        ("第二十条第（五）项", True),
        ("甲" * 40, True),
        ("甲" * 41, False),
        ("三、收到和处理情况", False),
        ("全年没有变化。", False),
    ],
)
def test_a_row_of_one_cell_between_rows_of_a_table(alone: str, is_within: bool) -> None:
    document = of_cells({"A1": "甲", "B1": 1, "A2": alone, "A3": "乙", "B3": 2})
    first, last = ["甲", "1"], ["乙", "2"]
    assert drawn(document) == ([[first, [alone, ""], last]] if is_within else [[first], alone, [last]])


def test_rows_of_which_only_the_label_is_filled_in_are_rows_of_the_table() -> None:
    """The sheet has their blank cells; a line of text has none, nor has one that is merged over the width."""
    blank = {"B2": "", "B3": "", "B4": ""}
    labels = {"A2": "一、甲", "A3": "二、乙", "A4": "丙"}
    around = {"A1": "项目", "B1": 1, "A5": "总计", "B5": 2}
    rows = [["项目", "1"], ["一、甲", ""], ["二、乙", ""], ["丙", ""], ["总计", "2"]]
    assert drawn(of_cells({**around, **labels, **blank})) == [rows]
    assert drawn(of_cells({**around, **labels})) == [rows[:1], *labels.values(), rows[-1:]]
    merged = of_cells({**around, **labels, **blank}, merged=("A2:B2", "A3:B3", "A4:B4"))
    assert drawn(merged) == [rows[:1], *labels.values(), rows[-1:]]
    long = of_cells({**around, **blank, "A2": "甲" * 41})
    assert drawn(long) == [rows[:1], "甲" * 41, rows[-1:]]


@pytest.mark.parametrize(("rows", "count"), [((1, 2, 4), 2), ((1, 2, 3), 1)])
def test_a_blank_row_ends_a_table(rows: tuple[int, ...], count: int) -> None:
    cells = {f"{column}{row}": 1 for row in rows for column in "AB"}
    assert len(of_cells(cells).blocks) == count


@pytest.mark.parametrize(
    ("value", "format", "shown"),
    [
        (12, "General", "12"),
        (46.8, "0.00", "46.8"),
        (0.1 + 0.2, "General", "0.3"),
        (0.565, "0.0%", "56.5%"),
        (0.5, "9", "0.5"),
        (date(2024, 1, 20), "yyyy-mm-dd", "2024年1月20日"),
        (date(2024, 1, 20), 'yyyy"年"m"月"d"日"', "2024年1月20日"),
        (3, '0"day"', "3"),
        (3, "[Red]0", "3"),
        (True, "General", "TRUE"),
        ("0012", "@", "0012"),
    ],
)
def test_a_number_is_read_as_it_is_shown(value: Any, format: str, shown: str) -> None:
    assert drawn(of_cells({"A1": "甲", "B1": value}, {"B1": format})) == [[["甲", shown]]]


def test_what_is_raised_is_no_digit() -> None:
    text = CellRichText("8", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert drawn(of_cells({"A1": "甲", "B1": text})) == [[["甲", "8¹"]]]


def test_what_is_hidden_is_not_read() -> None:
    book = Workbook()
    book.active.append(["甲", 1, 2])
    book.active.append(["乙", 3, 4])
    book.active.append(["丙", 5, 6])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("旧稿").append(["丁", 7])
    book["旧稿"].sheet_state = "hidden"
    assert drawn(read("a.xlsx", saved(book))) == [[["甲", "2"]], [["丙", "6"]]]


def test_a_blank_cell_keeps_its_place() -> None:
    document = of_cells({"A1": "甲", "B1": 1, "C1": 2, "A2": "乙", "C2": 3})
    assert drawn(document) == [[["甲", "1", "2"], ["乙", "", "3"]]]


def test_tables_one_a_sheet_are_checked_and_their_text_is_not_missed() -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "disputes/cases/review.total", 9999)
    result = lint_bytes("a.xlsx", saved(one_table_a_sheet(report)), shipped(), Options())
    (found,) = result.diagnostics
    assert found.code == "A304"
    assert (found.location.table, found.location.row, found.location.col) == (3, 4, 5)
    assert {"S101", "S106"} <= {entry.code for entry in result.not_evaluated}


def one_table_a_sheet(report: SyntheticReport) -> Workbook:
    book = Workbook()
    for name in ("disclosure", "applications", "disputes"):
        target = book.create_sheet(name)
        for box in table_boxes(report, report.sheets[name]):
            target.cell(box.row + 1, box.column + 1, int(box.text) if box.text.isdecimal() else box.text)
    book.remove(book.worksheets[0])
    return book


def test_a_place_names_its_sheet_as_the_sheet_counts() -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "applications/total/person", 9999)
    (found,) = lint_bytes("a.xlsx", saved(one_table_a_sheet(report)), shipped(), Options()).diagnostics
    assert found.location.sheet == "applications"
    assert position(found.location, "zh") == "工作表“applications” 行27 列4"
    assert location_object(found.location)["sheet"] == "applications"
    assert {one.location.sheet for one in found.related} <= {"applications"}


def test_every_line_is_in_the_sheet_that_has_it() -> None:
    report = make_report(Random(1), "2021")
    document = read("a.xlsx", draw_workbook(report, "xlsx-parts").data)
    assert document.layout is not None
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    sheets = [document.layout.place(line.span()).sheet for line in lines]
    titles = [part.title[:20] for part in report.parts]
    assert list(dict.fromkeys(sheets)) == ["Sheet", *titles]


def test_a_damaged_workbook() -> None:
    data = workbook([["甲", "1"]])
    for broken in (data[:-30], data.replace(b"PK\x01\x02", b"PK\x09\x09")):
        assert refused("a.xlsx", broken).code == "E001"
    assert refused("a.xlsx", archive(**{"xl__workbook.xml": "<!DOCTYPE x><x/>"})).code == "E001"
    assert refused("a.xlsx", archive(**{"xl__workbook.xml": "<x/>"})).code == "E003"


@pytest.mark.parametrize("seed", range(60))
def test_damage_is_an_error_or_nothing(seed: int) -> None:
    rng = Random(seed)
    report = draw_workbook(make_report(Random(1), "2021"), "xlsx-parts").data
    with zipfile.ZipFile(io.BytesIO(report)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = rng.choice([name for name in parts if "sheet" in name or "workbook" in name or "styles" in name])
    part = bytearray(parts[name])
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(part))
        part[at : at + rng.randint(0, 9)] = rng.choice([b"", b"99999999", b'"', b"<c>", b"-1", b"\xff"])
    with suppress(ReadError):
        read(
            "a.xlsx",
            archive(**{key.replace("/", "__"): bytes(part) if key == name else text for key, text in parts.items()}),
        )


@pytest.mark.whole
def test_what_reaches_over_everything_costs_no_more_than_it_holds() -> None:
    rows = [[f"{row}", "1"] for row in range(300)]
    document = read("a.xlsx", workbook(rows, merged="A1:XFD1048576"))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [(cell.row_span, cell.column_span) for row in grid.rows for cell in row] == [(300, 2)]
    with pytest.raises(ReadError, match="单元格"):
        read("a.xlsx", workbook([["甲"] * 26] * 4000, [["甲"] * 26] * 4000))
