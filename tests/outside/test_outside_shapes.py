"""Tables that offices changed, and files whose tables come in another shape than usual."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from benchmarks.drawing import draw, table_boxes
from benchmarks.faults import doubled, renamed, with_columns, with_further, with_rows, with_value
from benchmarks.marks import Drawing
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import TABLES, Further
from benchmarks.workbooks import saved
from tests.outside.program import Finding, all_findings, findings, run
from tests.places import RULE_EXAMPLES, SHARED

FILES = SHARED / "cases" / "files"
REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")


def codes(told: list[Finding]) -> list[str]:
    return [found.code for found in told]


def of_case(name: str) -> list[Finding]:
    path = FILES / name
    if not path.is_file():
        pytest.skip("the cases are not here")
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert entry["error"] is None
    return [found for found in map(Finding, entry["diagnostics"]) if found.severity != "info"]


def figures_of(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    return dict(json.loads(run("extract", "-f", "json", str(path)).stdout))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fail-04.html", ["T204", "A300"]),
        ("fail-04.docx", ["T204", "A300"]),
        ("fail-04b.html", ["T204"]),
        ("fail-05.html", ["T204"]),
        ("fail-05.docx", ["T204"]),
        ("fail-06.md", ["T205"]),
        ("fail-18.md", ["T206"]),
        ("fail-21.txt", []),
        ("fail-21.pdf", []),
    ],
)
def test_what_is_said_of_a_case(name: str, expected: list[str]) -> None:
    assert codes(of_case(name)) == expected


@pytest.mark.whole
@pytest.mark.parametrize("name", ["fail-04.html", "fail-04b.html", "fail-05.docx"])
def test_no_figure_of_a_case_is_lost(name: str) -> None:
    of_case(name)
    tables = figures_of(FILES / name)
    assert {value is None for rows in tables.values() for row in rows.values() for value in row.values()} == {False}
    assert tables["applications"]["received"] == {
        "person": 44,
        "business": 1,
        "research": 0,
        "charity": 0,
        "legal_service": 0,
        "other_org": 0,
        "total": 45,
    }


# Columns that are blank


@pytest.fixture
def report() -> SyntheticReport:
    return make_report(Random(6), "2021", busy=True)


def without_column(report: SyntheticReport, key: str) -> SyntheticReport:
    for cell in report.tables:
        if cell.startswith("applications/") and cell.endswith(f"/{key}"):
            report = with_value(report, cell, None)
    return report


@pytest.mark.parametrize("layout", ["markdown", "html", "html-empties", "tabs", "pipes"])
def test_blank_totals_are_one_finding_with_what_the_sums_tell(report: SyntheticReport, layout: str) -> None:
    (found,) = findings(draw(without_column(report, "total"), layout))
    assert found.code == "T205"
    assert "“总计”整列" in found.message
    told = {entry["cells"][0]: entry["message"] for entry in found.raw["related"]}
    assert set(told) == found.cells
    assert all(str(report.tables[cell]) in message for cell, message in told.items())


def without_rows(report: SyntheticReport, *keys: str) -> SyntheticReport:
    for cell in report.tables:
        if cell.startswith(tuple(f"applications/{key}/" for key in keys)):
            report = with_value(report, cell, None)
    return report


def test_a_blank_row_is_named_whole(report: SyntheticReport) -> None:
    (found,) = findings(draw(without_rows(report, "received"), "markdown"), "--select", "T205")
    assert "：“一、本年新收政府信息公开申请数量”整行" in found.message
    assert "列" not in found.message.partition("：")[2]


def test_no_sum_is_told_while_a_row_that_it_rests_on_is_blank(report: SyntheticReport) -> None:
    """What is dealt with is told by the outcomes; what came in and was carried over would tell another number."""
    (found,) = findings(draw(without_rows(report, "received", "total"), "markdown"), "--select", "T205")
    assert len(found.cells) == 14
    assert {entry["cells"][0].split("/")[1] for entry in found.raw["related"]} == {"total"}
    told = {entry["cells"][0]: entry["message"] for entry in found.raw["related"]}
    assert all(str(report.tables[cell]) in message for cell, message in told.items())


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["markdown", "html", "html-empties", "tabs"])
@pytest.mark.parametrize("key", ["person", "charity", "other_org"])
def test_another_blank_column_shifts_nothing_and_is_one_finding_with_what_the_sums_tell(
    report: SyntheticReport, key: str, layout: str, tmp_path: Path
) -> None:
    drawing = draw(without_column(report, key), layout)
    (tmp_path / drawing.name).write_bytes(drawing.data)
    rows = figures_of(tmp_path / drawing.name)["applications"]
    assert {row: columns["total"] for row, columns in rows.items()} == {
        row: report.tables[f"applications/{row}/total"] for row in rows
    }
    assert {columns[key] for columns in rows.values()} == {None}
    (found,) = findings(drawing)
    assert found.code == "T205"
    told = {entry["cells"][0]: entry["message"] for entry in found.raw["related"]}
    assert set(told) == {cell for cell in found.cells if report.tables[cell]}
    assert all(str(report.tables[cell]) in message for cell, message in told.items())


def test_a_blank_total_beside_others_is_still_wrong(report: SyntheticReport) -> None:
    told = findings(draw(with_value(report, "applications/granted/total", None), "html"))
    assert codes(told) == ["A300", "T205"]


# Figures that have no column


def shortened(report: SyntheticReport, rows: int) -> Drawing:
    """Rows of table three with two cells too few, so that nothing tells which."""
    drawing = draw(report, "pipes")
    text, cut = drawing.text, 0
    for key in ("granted", "partial", "denied.third_party"):
        if cut < rows:
            (start, _), (end, _) = (
                drawing.places[f"applications/{key}/{column}"][0] for column in ("research", "other_org")
            )
            line_end = text.index("\n", end)
            row = text[start:line_end]
            text = text[:start] + row.split(" | ", 2)[2].rstrip(" |").ljust(len(row)) + text[line_end:]
            cut += 1
    return Drawing(drawing.layout, drawing.format, drawing.encoding, text, {})


@pytest.mark.whole
@pytest.mark.parametrize("rows", [1, 3])
def test_figures_without_a_column_are_one_error(report: SyntheticReport, rows: int) -> None:
    drawing = shortened(report, rows)
    told = all_findings(drawing)
    assert [found.code for found in told if found.severity != "info"] == ["T203"]
    (found,) = (found for found in told if found.code == "T203")
    assert f"有{rows}行" in found.message
    assert "（一）予以公开" in found.message
    done = run("check", "--stdin-filename", drawing.name, "-", data=drawing.data)
    assert done.status == 1


# The header


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["html", "markdown", "tabs"])
def test_sums_tell_that_only_the_words_of_a_header_are_out_of_order(
    report: SyntheticReport, layout: str, tmp_path: Path
) -> None:
    """总计 and 自然人 are exchanged in the header, the figures are in the form's order."""
    source = draw(report, layout)
    (one,), (other,) = (source.places[f"column:applications/{key}"] for key in ("person", "total"))
    text = f"{source.text[: one[0]]}总计{source.text[one[1] : other[0]]}自然人{source.text[other[1] :]}"
    drawing = Drawing(layout, source.format, source.encoding, text, {})
    (tmp_path / drawing.name).write_bytes(drawing.data)
    rows = figures_of(tmp_path / drawing.name)["applications"]
    assert {f"applications/{row}/{column}": value for row, of in rows.items() for column, value in of.items()} == {
        cell: value for cell, value in report.tables.items() if cell.startswith("applications/")
    }
    assert set(codes(findings(drawing))) == {"T207"}


def test_a_header_of_lines_tells_no_order() -> None:
    lines = (
        "某县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "申请人情况\n自然 法人或其他组织\n科研 社会公益 法律服务 其 总\n人 商业\n企业 机构 组织 机构 他 计\n"
        "一、本年新收政府信息公开申请数量 21 3 0 0 0 0 24\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"
        "（一）予以公开 9 1 0 0 0 0 10\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
    )
    done = run("check", "-f", "json", "--select", "T207", "--stdin-filename", "a.txt", "-", data=lines.encode())
    assert done.json["files"][0]["diagnostics"] == []


# Rows


@pytest.mark.parametrize("layout", ["html", "pipes", "markdown"])
def test_a_column_and_a_row_too_many_and_a_wrong_label(report: SyntheticReport, layout: str) -> None:
    changed = with_rows(report, "applications", "granted", doubled("granted"))
    changed = with_columns(changed, "applications", "charity", renamed("charity", "社会公益机构"))
    changed = with_further(changed, "applications", Further(10, "备注", ("", "见附件")))
    assert sorted(codes(findings(draw(changed, layout)))) == ["T204", "T204", "T207"]


@pytest.mark.parametrize("layout", ["html", "html-empties", "markdown"])
@pytest.mark.parametrize("key", ["granted", "denied.third_party", "carried_forward"])
def test_a_row_of_which_a_page_holds_the_label_alone(report: SyntheticReport, key: str, layout: str) -> None:
    """The row comes twice, first without its figures."""
    drawing = draw(with_rows(report, "applications", key, doubled(key)), layout)
    columns = [column.key for column in report.sheets["applications"].blocks[0].columns]
    text = drawing.text
    for column in reversed(columns):
        start, end = drawing.places[f"applications/{key}/{column}"][0]
        text = text[:start] + text[end:]
    assert findings(Drawing(layout, drawing.format, drawing.encoding, text, {})) == []


# Units


def amount(text: str) -> list[Finding]:
    return findings(draw(with_value(make_report(Random(3), "2021"), "disclosure/fees/amount", text), "html"))


@pytest.mark.parametrize(
    ("text", "severity", "expected"),
    [
        ("1200000元", "error", 120),
        ("1,205,000.50元", "error", 120.50005),
        ("0.3亿元", "error", 3000),
        ("46.8万元", "warning", 46.8),
        ("46.8（万元）", "warning", 46.8),
        ("46.8万", "warning", 46.8),
        ("0元", "warning", 0),
    ],
)
def test_an_amount_with_a_unit_where_the_form_gives_it(text: str, severity: str, expected: float) -> None:
    (found,) = amount(text)
    assert (found.code, found.severity, found.raw["expected"]) == ("T206", severity, expected)


def test_an_amount_without_a_unit_is_right() -> None:
    assert amount("46.8") == amount("1,120") == []


@pytest.mark.parametrize("text", ["{}件", "{}（件）"])
def test_a_count_with_its_unit_counts(report: SyntheticReport, text: str) -> None:
    cell = "applications/granted/person"
    written = with_value(report, cell, text.format(report.tables[cell]))
    assert codes(findings(draw(written, "html"))) == ["T206"]
    wrong = with_value(report, cell, text.format(int(str(report.tables[cell])) + 1))
    assert sorted(codes(findings(draw(wrong, "html")))) == ["A300", "T206"]


# The year


def titled(year: int, *changes: tuple[str, str]) -> list[Finding]:
    source = REPORT.replace("2022年政府信息公开工作年度报告", f"{year}年政府信息公开工作年度报告")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return findings(Drawing("markdown", "markdown", "utf-8", source, {}), "--select", "T,A,D602")


@pytest.mark.parametrize("year", [2009, 2016, 2018])
def test_the_form_of_the_tables_decides_against_a_year_without_one(year: int) -> None:
    told = titled(year)
    assert "T208" in codes(told)
    assert not {"T201", "T202"} & set(codes(told))
    wrong = titled(year, ("| （七）总计 |  | 161 |", "| （七）总计 |  | 116 |"))
    assert "A300" in codes(wrong)


@pytest.mark.whole
@pytest.mark.parametrize("year", [2019, 2020])
def test_a_year_with_another_form(year: int) -> None:
    assert codes([found for found in titled(year) if found.code == "T208"]) == ["T208"]


@pytest.mark.parametrize("year", [2021, 2022, 2024])
def test_a_year_of_the_form(year: int) -> None:
    assert "T208" not in codes(titled(year))


def test_a_table_of_other_statistics_has_no_form() -> None:
    """Reports of the years without prescribed tables may have some of their own, with a few of the same labels."""
    table = (
        "| 指标 | 单位 | 数量 |\n|---|---|---|\n| 规章 | 件 | 3 |\n| 行政规范性文件 | 件 | 12 |\n"
        "| 行政许可 | 件 | 5 |\n"
        "| 行政处罚 | 件 | 7 |\n| 信息内容 | 条 | 9 |\n| 自然人 | 件 | 4 |\n| 总计 | 件 | 40 |\n"
    )
    source = (RULE_EXAMPLES / "2008.md").read_text("utf-8")
    assert not {
        code for code in codes(findings(Drawing("", "markdown", "utf-8", f"{source}\n{table}", {}))) if code[0] == "T"
    }


# A workbook


def test_the_sheets_of_a_workbook_are_tables_of_their_own(report: SyntheticReport, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([report.title])
    for name in TABLES:
        target = book.create_sheet()
        for box in table_boxes(report, report.sheets[name]):
            target.cell(box.row + 1, box.column + 1, box.text)
    path = tmp_path / "sheets.xlsx"
    path.write_bytes(saved(book))
    tables = figures_of(path)
    assert {
        f"{table}/{row}/{column}": value
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    } == dict(report.tables)
