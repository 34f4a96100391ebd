"""A report whose text has lost its tables has the findings of its Word file, or one that says what cannot be read."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import drawing, flattened, printed
from benchmarks.faults import with_further, with_value
from benchmarks.marks import Drawing
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import Further
from tests.outside.planted import PLANTED, check, ids, reports
from tests.outside.program import all_findings, extracted, run
from tests.places import RULE_EXAMPLES, SHARED

FILES = SHARED / "cases" / "files"
READ = [name for name, layout in flattened.LAYOUTS.items() if not layout.lossy]
UNREAD = [name for name, layout in flattened.LAYOUTS.items() if layout.lossy]
# Where blank cells leave nothing behind, it cannot be told which one of a row is blank.
WITHOUT_BLANKS = [
    name for name in READ if not any(kept in name for kept in ("bar-", "bars", "blanks", "tabs", "pieces"))
]
PAGES = ("ruled", "three-pages", "cut", "borderless")


def figures(drawn: Any, folder: Path) -> dict[str, Any]:
    return {
        f"{table}/{row}/{column}": value
        for table, rows in extracted(drawn, folder).items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def as_text(report: SyntheticReport, layout: str, folder: Path, *options: str) -> Drawing:
    """The text that poppler takes out of a printed report."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "printed.pdf"
    path.write_bytes(printed.print_report(report, layout).data)
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return Drawing(layout, "text", "utf-8", text, {})


@pytest.mark.whole
@pytest.mark.parametrize(("name", "faults"), PLANTED, ids=ids)
def test_the_findings_of_the_word_file(name: str, faults: tuple[str, ...]) -> None:
    """They are those of every layout that keeps its tables: `test_outside_formats`."""
    for layout in READ:
        readable = [fault for fault in faults if fault != "a blank figure" or layout not in WITHOUT_BLANKS]
        check(name, readable, layout, flattened.draw)


@pytest.mark.parametrize("layout", READ)
@pytest.mark.parametrize("name", list(reports()))
def test_every_figure_is_read(name: str, layout: str, tmp_path: Path) -> None:
    report = reports()[name]
    assert figures(flattened.draw(report, layout), tmp_path) == dict(report.tables)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("regime", ["2019", "2021"])
def test_other_reports_are_read_too(seed: int, regime: str, tmp_path: Path) -> None:
    report = make_report(Random(f"{seed} {regime}"), regime, busy=(None, True, False)[seed % 3])
    layout = READ[(seed * 5 + len(regime)) % len(READ)]
    drawn = flattened.draw(report, layout)
    assert (layout, all_findings(drawn)) == (layout, [])
    assert figures(drawn, tmp_path) == dict(report.tables)


@pytest.mark.parametrize("layout", WITHOUT_BLANKS)
def test_a_row_that_lost_its_blank_is_told_and_its_figures_are_not_guessed(layout: str) -> None:
    report = with_value(reports()["2021"], "applications/other.other/other_org", None)
    (found,) = all_findings(flattened.draw(report, layout))
    assert found.code == "T211"
    assert {cell.rpartition("/")[0] for cell in found.cells} == {"applications/other.other"}
    assert "3.其他" in found.message


@pytest.mark.parametrize("layout", UNREAD)
@pytest.mark.parametrize("name", list(reports()))
def test_what_cannot_be_read_is_said_once_a_table(name: str, layout: str) -> None:
    found = all_findings(flattened.draw(reports()[name], layout))
    assert {one.code for one in found} == {"T211"}
    assert len(found) <= 3


def test_figures_of_one_digit_each_are_read_without_anything_between(tmp_path: Path) -> None:
    report = reports()["2021 quiet"]
    found = figures(flattened.draw(report, "glued"), tmp_path)
    assert {cell: value for cell, value in found.items() if "/normative/" not in cell} == {
        cell: value for cell, value in report.tables.items() if "/normative/" not in cell
    }


@pytest.mark.whole
@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize(("name", "faults"), PLANTED, ids=ids)
def test_text_of_a_printed_report_as_laid_out(name: str, faults: tuple[str, ...], layout: str, tmp_path: Path) -> None:
    check(name, faults, layout, lambda report, layout: as_text(report, layout, tmp_path, "-layout"))


@pytest.mark.whole
@pytest.mark.parametrize("name", ["2021", "2021 quiet", "2019"])
def test_letters_of_a_label_down_the_page_beside_figures_whose_own_label_wraps(name: str, tmp_path: Path) -> None:
    """理 of （六）其他处理 begins the line of the figures; one of these may be a word."""
    report = reports()[name]
    cell = "applications/other.not_paid/charity"
    for value in (None, "若干") if cell in report.tables else (None,):
        changed = with_value(report, cell, value) if value else report
        drawn = as_text(changed, "landscape", tmp_path, "-layout")
        assert [one.code for one in all_findings(drawn) if one.code != "N401"] == (["T206"] if value else [])
        assert figures(drawn, tmp_path) == dict(changed.tables)


@pytest.mark.whole
def test_a_label_in_many_pieces_in_the_text_of_a_printed_report(tmp_path: Path) -> None:
    report = make_report(Random(4), "2021", busy=True)
    drawn = as_text(report, "unmerged", tmp_path, "-layout")
    assert all_findings(drawn) == []
    assert figures(drawn, tmp_path) == dict(report.tables)


@pytest.mark.whole
@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize("name", list(reports()))
def test_text_of_a_printed_report_in_reading_order(name: str, layout: str, tmp_path: Path) -> None:
    """There labels come behind their figures: what cannot be told apart is said, and nothing else."""
    report = reports()[name]
    drawn = as_text(report, layout, tmp_path)
    assert {one.code for one in all_findings(drawn)} <= {"T211"}
    found = figures(drawn, tmp_path)
    assert {cell: value for cell, value in found.items() if value is not None} == {
        cell: report.tables[cell] for cell, value in found.items() if value is not None
    }


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["two-pages", "three-pages"])
def test_a_header_torn_by_a_page_end_puts_no_column_elsewhere(layout: str, tmp_path: Path) -> None:
    """本年增/减 comes before 第二十条第（六）项 there; figures behind each row's label are in the form's order."""
    for seed in range(8):
        report = make_report(Random(seed), "2019", busy=True)
        drawn = as_text(report, layout, tmp_path)
        assert {one.code for one in all_findings(drawn)} <= {"T211"}
        read = {cell: value for cell, value in figures(drawn, tmp_path).items() if value is not None}
        assert read == {cell: report.tables[cell] for cell in read}


@pytest.mark.parametrize("layout", ["ruled", "three-pages", "cut", "landscape"])
@pytest.mark.parametrize("name", list(reports()))
def test_figures_on_the_line_behind_a_label_that_wraps(name: str, layout: str, tmp_path: Path) -> None:
    """So the text of a page comes in the order in which it was written."""
    report = reports()[name]
    drawn = as_text(report, layout, tmp_path, "-raw")
    assert all_findings(drawn) == []
    assert figures(drawn, tmp_path) == dict(report.tables)


@pytest.mark.parametrize("layout", ["glued", "report-glued"])
@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
def test_a_further_column_in_glued_text_is_one_finding_a_table(layout: str, table: str) -> None:
    """Words between the digits: the table is there and cannot be read."""
    for seed, column in enumerate(
        [Further(4, "单位", ("件",)), Further(3, "备注", ("见附件", "")), Further(4, "上年数", ("17",))]
    ):
        report = with_further(make_report(Random(seed), "2021", busy=True), table, column)
        found = all_findings(flattened.draw(report, layout))
        assert {one.code for one in found} == {"T211"}
        assert sum("表二" in one.message for one in found) <= 1
        assert sum("表三" in one.message for one in found) <= 1
        assert sum("表四" in one.message for one in found) <= 1


def clean() -> str:
    return drawing.draw(reports()["2021"], "pipes").text


def codes(text: str, name: str = "report.txt") -> list[str]:
    done = run("check", "-f", "json", "--stdin-filename", name, "-", data=text.encode())
    (entry,) = done.json["files"]
    assert entry["error"] is None
    return [diagnostic["code"] for diagnostic in entry["diagnostics"]]


def test_the_report_that_is_changed_below_is_clean() -> None:
    assert codes(clean()) == []


MARKS: dict[str, Callable[[int, str], str]] = {
    "一 alone": lambda at, title: f"{'一二三四五六'[at]} {title}",
    "formal": lambda at, title: f"{'壹贰叁肆伍陆'[at]}、{title}",
    "roman": lambda at, title: f"{'ⅠⅡⅢⅣⅤⅥ'[at]}、{title}",
    "latin": lambda at, title: f"{('I', 'II', 'III', 'IV', 'V', 'VI')[at]}. {title}",
    "digits": lambda at, title: f"{at + 1}、{title}",
    "digits in words": lambda at, title: f"第{at + 1}部分 {title}",
    "brackets": lambda at, title: f"（{'一二三四五六'[at]}）{title}",
    "from nought": lambda at, title: f"{'〇一二三四五'[at]}、{title}",
    "in English": lambda at, title: f"Part {at + 1} {title}",
    "in English words": lambda at, title: f"PART {('ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX')[at]}: {title}",
    "twice": lambda at, title: f"{'一二三四五六'[at]}、{'一二三四五六'[at]}、{title}",
    "twice otherwise": lambda at, title: f"{at + 1}. {'一二三四五六'[at]}、{title}",
}


def renumbered(change: Callable[[int, str], str]) -> str:
    text = clean()
    for at, part in enumerate(reports()["2021"].parts):
        assert text.count(part.heading) == 1
        text = text.replace(part.heading, change(at, part.title))
    return text


@pytest.mark.parametrize("mark", MARKS)
def test_parts_numbered_otherwise_are_found_and_the_numeral_is_told_once(mark: str) -> None:
    assert codes(renumbered(MARKS[mark])) == ["S104"]


def test_parts_numbered_in_words_are_in_order() -> None:
    assert codes(renumbered(lambda at, title: f"第{'一二三四五六'[at]}部分 {title}")) == []


@pytest.mark.whole
def test_parts_without_numbers_are_found() -> None:
    assert set(codes(renumbered(lambda at, title: title))) == {"S104"}


HEADINGS = [part.heading for part in reports()["2021"].parts]


@pytest.mark.parametrize(
    "contents",
    [
        "\n".join(HEADINGS),
        "\n".join(f"{heading}{at}" for at, heading in enumerate(HEADINGS, 1)),
        "，".join(HEADINGS),
        " ".join(HEADINGS),
        "；".join(HEADINGS) + "。",
        "目录\n" + "\n".join(HEADINGS),
        "\n".join(part.title for part in reports()["2021"].parts),
    ],
)
def test_contents_before_the_text_are_no_headings(contents: str) -> None:
    text = clean()
    assert codes(text.replace(HEADINGS[0], f"{contents}\n{HEADINGS[0]}")) == []


def test_metadata_above_the_text_is_the_pages() -> None:
    lines = [
        "标题：云溪县水务局2019年政府信息公开工作年度报告",
        "索 引 号：0001-2024-003",
        "名称：云溪县水务局2019年政府信息公开工作年度报告",
        "发布日期：2024-01-24",
    ]
    assert codes("\n".join([*lines, clean()])) == []


def test_a_title_that_stands_in_the_metadata_alone_is_one() -> None:
    title, rest = clean().split("\n", 1)
    assert codes(f"标题：{title}\n{rest}") == []


def test_a_date_behind_a_bullet_is_when_the_page_was_published() -> None:
    report = reports()["2021"]
    title, rest = clean().split("\n", 1)
    unsigned = rest[: rest.index(" " * 24 + report.sign_off[0])]
    text = f"{title}\n• {report.year + 1}-06-24 15:59\n{unsigned}"
    assert codes(text) == ["D604"] or "D60" in "".join(codes(text))
    assert codes(f"{title}\n{unsigned}") == []


def test_markdown_under_the_name_of_a_text_is_markdown() -> None:
    assert codes(drawing.draw(reports()["2021"], "markdown").text) == []


def test_an_address_broken_within_its_brackets_is_whole() -> None:
    report = reports()["2021"]
    line = "如有疑问，请与本机关联系（地址：城关镇人民路与建设路交叉口向北到\n水利大厦三楼，电话：0000-0000000）。"
    assert codes(clean().replace(HEADINGS[0], f"{line}\n{HEADINGS[0]}", 1)) == []
    assert report.parts[0].heading == HEADINGS[0]


def test_figures_run_together_are_no_telephone_number() -> None:
    text = flattened.draw(reports()["2021"], "glued").text
    row = "（七）总计14710000148"
    start = text.index("（七）总计")
    end = text.index("四、结转下年度继续办理")
    assert "X803" not in codes(text[:start] + row + text[end:])


def test_a_page_that_holds_the_report_as_a_file_is_told_once() -> None:
    title = reports()["2021"].title
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{{}}</body></html>"
    for held, name in (
        ('<iframe src="/files/P0202501.pdf"></iframe>', "P0202501.pdf"),
        ('<p><a href="b.docx?id=3">点击下载</a></p>', "b.docx"),
        ('<p>附件：<a href="a.pdf">年报全文.pdf</a></p>', "年报全文.pdf"),
    ):
        data = page.format(held).encode()
        (entry,) = run("check", "-f", "json", "--stdin-filename", "a.html", "-", data=data).json["files"]
        (found,) = entry["diagnostics"]
        assert (found["code"], found["actual"]) == ("S111", name)
    (entry,) = run("check", "-f", "json", "--stdin-filename", "a.html", "-", data=page.format("").encode()).json[
        "files"
    ]
    assert "S111" not in [one["code"] for one in entry["diagnostics"]]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("fail-12a.md", ["S104"]),
        ("fail-12b.md", ["S104"]),
        ("fail-12c.md", ["S104"]),
        ("fail-21.txt", []),
        ("fail-22.html", []),
        ("fail-22.md", []),
        ("fail-23.html", ["S111"]),
    ],
)
def test_files_that_were_read_wrong(file: str, wanted: list[str]) -> None:
    path = FILES / file
    if not path.exists():
        pytest.skip("the files are no part of the repository")
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert [diagnostic["code"] for diagnostic in entry["diagnostics"]] == wanted


def test_markdown_of_those_files_under_the_name_of_a_text(tmp_path: Path) -> None:
    source = FILES / "fail-22.md"
    if not source.exists():
        pytest.skip("the files are no part of the repository")
    path = tmp_path / "report.txt"
    path.write_bytes(source.read_bytes())
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert entry["diagnostics"] == []


def test_a_row_without_a_label_is_not_named() -> None:
    head, below = (RULE_EXAMPLES / "2021.md").read_text(encoding="utf-8").split("\n| 行政复议 |")
    lines = [line.replace(" | ", " / ") for line in f"| 行政复议 |{below}".splitlines() if not line.startswith("|---")]
    text = "\n".join((head, *(line.strip("| /") for line in lines)))
    done = run("check", "-f", "json", "--stdin-filename", "a.md", "-", data=text.encode())
    (found,) = done.json["files"][0]["diagnostics"]
    assert (found["code"], "“”" in found["message"]) == ("T211", False)
