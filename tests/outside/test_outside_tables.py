"""A row or column dropped, renamed, doubled or moved, a table lost or of the wrong year: code and place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from benchmarks.drawing import draw, layouts_of
from benchmarks.faults import (
    doubled,
    dropped,
    in_form_of,
    moved,
    renamed,
    with_columns,
    with_rows,
    with_value,
    without_table,
)
from benchmarks.marks import Drawing
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import sheet
from tests.outside.program import Finding, all_findings, findings

# Layouts in which every label of a table can be read; what a PDF's white space leaves is a matter of its own.
LAYOUTS = [name for name in layouts_of() if not name.startswith("pdf") and name != "words-lost"]
SOME = ["pipes", "leading-pipes", "markdown", "html", "html-word", "html-site"]


@pytest.fixture
def report() -> SyntheticReport:
    return make_report(Random(21), "2021", busy=False)


def with_code(told: list[Finding], *codes: str) -> list[Finding]:
    return [found for found in told if found.code in codes]


def lines_of_table(drawing: Drawing, table: str) -> range:
    """From the first to the last line on which a label or figure of the table stands."""
    names = [name for name in drawing.places if name.rpartition(":")[2].startswith(table)]
    lines = [line for name in names for line in drawing.lines_of(name)]
    return range(min(lines), max(lines) + 1)


def assert_only(told: list[Finding], *codes: str) -> None:
    assert {found.code for found in told} <= set(codes), told


ROW_KEYS = [row.key for row in sheet("2021", "applications").blocks[0].rows]
DISCLOSURE_ROWS = [row.key for block in sheet("2021", "disclosure").blocks for row in block.rows]


@pytest.mark.parametrize("key", ROW_KEYS)
def test_dropped_row_of_table_three(report: SyntheticReport, key: str) -> None:
    rng = Random(key)
    label = next(row.labels[-1] for row in sheet("2021", "applications").blocks[0].rows if row.key == key)
    drawing = draw(with_rows(report, "applications", key, dropped(key)), rng.choice(LAYOUTS))
    told = findings(drawing)
    (found,) = with_code(told, "T202")
    assert_only(told, "T202")
    assert found.line in lines_of_table(drawing, "applications")
    assert label[2:8].strip("）") in found.message


@pytest.mark.parametrize("key", DISCLOSURE_ROWS)
@pytest.mark.parametrize("layout", SOME)
def test_dropped_row_of_table_two(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(with_rows(report, "disclosure", key, dropped(key)), layout)
    told = findings(drawing)
    (found,) = with_code(told, "T202")
    assert found.line in lines_of_table(drawing, "disclosure")


@pytest.mark.parametrize("key", ["person", "business", "research", "charity", "legal_service", "other_org", "total"])
@pytest.mark.parametrize("layout", SOME)
def test_dropped_column_of_table_three(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(with_columns(report, "applications", key, dropped(key)), layout)
    told = findings(drawing)
    (found,) = with_code(told, "T203")
    assert_only(told, "T203")
    assert found.line in lines_of_table(drawing, "applications")


@pytest.mark.parametrize("layout", SOME)
@pytest.mark.parametrize("key", ["review.pending", "direct.upheld", "after_review.total"])
def test_dropped_column_of_table_four(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(with_columns(report, "disputes", key, dropped(key)), layout)
    told = findings(drawing)
    assert with_code(told, "T203")
    assert_only(told, "T203")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("denied.internal_affairs", "5.属于三类内容事务信息"),
        ("denied.process_info", "6.属于四类过程性性信息"),
        ("partial", "（二）部分公开（区分处理的，只计这一情况，不计其他情形）"),
        ("not_processed.petition", "1.信访举报投拆类申请"),
    ],
)
def test_renamed_row(report: SyntheticReport, key: str, label: str, layout: str) -> None:
    drawing = draw(with_rows(report, "applications", key, renamed(key, label)), layout)
    (found,) = findings(drawing)
    assert found.code == "T204"
    assert found.line in drawing.lines_of(f"row:applications/{key}")
    ((start, end),) = drawing.places[f"row:applications/{key}"]
    assert found.text_in(drawing) in drawing.text[start:end]


@pytest.mark.parametrize("layout", SOME)
def test_renamed_column(report: SyntheticReport, layout: str) -> None:
    drawing = draw(with_columns(report, "applications", "charity", renamed("charity", "社会公益机构")), layout)
    (found,) = findings(drawing)
    assert found.code == "T204"
    assert found.line in drawing.lines_of("column:applications/charity")


@pytest.mark.parametrize("layout", SOME)
@pytest.mark.parametrize("key", ["granted", "denied.third_party", "not_processed.repeated", "carried_over"])
def test_doubled_row(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(with_rows(report, "applications", key, doubled(key)), layout)
    told = findings(drawing)
    found = with_code(told, "T204", "T207")
    assert_only(told, "T204", "T207")
    assert {entry.line for entry in found} & set(drawing.lines_of(f"row:applications/{key}"))


@pytest.mark.parametrize("layout", SOME)
@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("denied.state_secret", "denied.third_party"),
        ("not_processed.excessive", "not_processed.petition"),
        ("granted", "partial"),
        ("carried_over", "carried_forward"),
    ],
)
def test_moved_row(report: SyntheticReport, key: str, after: str, layout: str) -> None:
    drawing = draw(with_rows(report, "applications", key, moved(key, after)), layout)
    told = findings(drawing)
    (found,) = with_code(told, "T207")
    assert_only(told, "T207")
    lines = drawing.lines_of(f"row:applications/{key}")
    if (key, after) == ("granted", "partial"):  # two neighbours: either may be called the moved one
        lines = lines + drawing.lines_of(f"row:applications/{after}")
    assert found.line in lines


@pytest.mark.whole
@pytest.mark.parametrize("layout", SOME)
def test_moved_column(report: SyntheticReport, layout: str) -> None:
    drawing = draw(with_columns(report, "applications", "business", moved("business", "legal_service")), layout)
    told = findings(drawing)
    (found,) = with_code(told, "T207")
    assert_only(told, "T207")
    assert found.line in drawing.lines_of("column:applications/business")


@pytest.mark.parametrize("layout", [*SOME, "pdf-after", "tabs", "cell-a-line"])
@pytest.mark.parametrize(("table", "part"), [("disclosure", "二"), ("applications", "三"), ("disputes", "四")])
def test_lost_table(report: SyntheticReport, table: str, part: str, layout: str) -> None:
    drawing = draw(without_table(report, table), layout)
    (found,) = with_code(findings(drawing), "T201")
    assert found.raw["section"] == part
    key = {"disclosure": "proactive"}.get(table, table)
    assert found.line in drawing.lines_of(f"part:{key}")


@pytest.mark.parametrize("layout", [*SOME, "tabs", "pdf-before"])
def test_form_of_the_earlier_years(layout: str) -> None:
    """The form of the trial years in a report of a later year."""
    report = make_report(Random(2), "2021", busy=True)
    wrong = in_form_of(report, "2019", make_report(Random(2), "2019", busy=True))
    drawing = draw(wrong, layout)
    told = findings(drawing)
    found = with_code(told, "T208")
    assert found
    lines = [*lines_of_table(drawing, "disclosure"), *lines_of_table(drawing, "applications")]
    assert all(entry.line in lines for entry in found)
    assert all("\n" not in entry.text_in(drawing) for entry in found)  # a place to look at, not the whole table
    assert_only(told, "T208")


def test_form_of_the_later_years_in_an_early_report() -> None:
    report = make_report(Random(2), "2019", busy=True)
    wrong = in_form_of(report, "2021", make_report(Random(2), "2021", busy=True))
    assert with_code(findings(draw(wrong, "html")), "T208")


def test_picture_instead_of_a_table(report: SyntheticReport) -> None:
    drawing = draw(report, "html")
    start = drawing.text.index("<table", drawing.places["part:applications"][0][0])
    end = drawing.text.index("</table>", start) + len("</table>")
    picture = '<p><img src="/images/t3.png" width="680" height="900" alt="申请情况表"></p>'
    page = drawing.text[:start] + picture + drawing.text[end:]
    changed = Drawing("html", "html", "utf-8", page, {})
    (found,) = with_code(findings(changed), "T209")
    assert found.line == changed.line_of(page.index("<img"))


@pytest.mark.parametrize("layout", SOME)
def test_regulations_of_a_county_bureau(report: SyntheticReport, layout: str) -> None:
    drawing = draw(with_value(report, "disclosure/regulations/in_force", 3), layout)
    (found,) = findings(drawing)
    assert (found.code, found.severity, found.text_in(drawing)) == ("T210", "warning", "3")
    assert "disclosure/regulations/in_force" in found.cells


@pytest.mark.parametrize("layout", SOME)
def test_blank_cells_are_one_finding_a_table(report: SyntheticReport, layout: str) -> None:
    zeros = [cell for cell, value in report.tables.items() if value == 0]
    applications = [cell for cell in zeros if cell.startswith("applications/denied")][:5:2]
    cases = [cell for cell in zeros if cell.startswith("disputes/")][:1]
    changed = report
    for cell in (*applications, *cases):
        changed = with_value(changed, cell, None)
    told = findings(draw(changed, layout))
    assert [found.code for found in told] == ["T205", "T205"]
    assert [found.cells for found in told] == [set(applications), set(cases)]


Change = Callable[[SyntheticReport], SyntheticReport]


@pytest.mark.parametrize("layout", [name for name in layouts_of() if name != "words-lost"])
@pytest.mark.parametrize(
    "change",
    [
        lambda report: with_rows(report, "applications", "denied.third_party", dropped("denied.third_party")),
        lambda report: with_value(report, "applications/total/total", 31),
        lambda report: without_table(report, "disputes"),
    ],
    ids=["row", "cell", "table"],
)
def test_the_same_report_gives_the_same_findings_in_every_layout(
    report: SyntheticReport, layout: str, change: Change
) -> None:
    def told(name: str) -> list[tuple[str, frozenset[str]]]:
        return [(found.code, found.cells) for found in findings(draw(change(report), name))]

    assert told(layout) == told("html")
    assert told("html")


def test_a_label_may_be_explained_in_its_cell(report: SyntheticReport) -> None:
    """Explanations inside label cells are common and harmless."""
    label = "规章（设区的市以上的人民政府填报）"
    drawing = draw(with_rows(report, "disclosure", "regulations", renamed("regulations", label)), "html")
    assert [found for found in all_findings(drawing) if found.severity == "error"] == []
