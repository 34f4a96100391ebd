"""A report printed as PDF or OFD says what it says in any other format, wherever pages end and tables are cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import draw
from benchmarks.faults import part_titled, renamed, with_columns, with_further, with_rows, with_value
from benchmarks.figures import APPLICANTS
from benchmarks.printed import OFD_PRINTS, PRINTS, Press, Printed, print_report
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import Further, Line
from tests.outside.program import Finding, all_findings, extracted, findings, run
from tests.tiers import examples

REGIMES = ("2019", "2021")
# Labels of a table without ruling lines stand so that some cannot be told from each other; its figures can.
ALL = (*PRINTS, *OFD_PRINTS)
RULED = [name for name in ALL if not name.endswith("borderless")]
_NEAR = 4.0


def told(drawing: Any) -> set[tuple[object, ...]]:
    return {(found.code, found.cells, found.raw["expected"], found.raw["actual"]) for found in all_findings(drawing)}


def faulty(rng: Random, regime: str) -> SyntheticReport:
    """A report with wrong figures, a word for a figure, a mistyped label and a mistyped heading."""
    report = make_report(rng, regime, busy=True)
    report = with_value(report, f"applications/received/{rng.choice(APPLICANTS)}", rng.randint(9000, 9999))
    report = with_value(report, f"disputes/cases/{rng.choice(('review', 'direct'))}.total", rng.randint(900, 999))
    report = with_value(report, "disclosure/penalties/decisions", "若干")
    report = with_value(report, f"applications/granted/{rng.choice(APPLICANTS)}", None)
    row = "denied.process_info"
    report = with_rows(report, "applications", row, renamed(row, "6.属于四类过程性性信息"))
    return part_titled(report, "disputes", "政府信息公开行政复议、行政诉颂情况")


def assert_every_figure(report: SyntheticReport, printed: Printed, folder: Path) -> None:
    tables = extracted(printed, folder)
    found = {
        f"{table}/{row}/{column}": value
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    assert found == dict(report.tables)


@pytest.mark.whole
@pytest.mark.parametrize("layout", ALL)
@pytest.mark.parametrize("regime", REGIMES)
def test_every_figure_is_read_and_nothing_is_said(layout: str, regime: str, tmp_path: Path) -> None:
    report = make_report(Random(f"{layout} {regime}"), regime, busy=True)
    printed = print_report(report, layout)
    assert_every_figure(report, printed, tmp_path)
    assert findings(printed) == []


@pytest.mark.whole
@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("layout", ALL)
def test_mostly_noughts_are_read_too(layout: str, regime: str, tmp_path: Path) -> None:
    report = make_report(Random(f"{layout} {regime} quiet"), regime, busy=False)
    printed = print_report(report, layout)
    assert_every_figure(report, printed, tmp_path)
    assert findings(printed) == []


@pytest.mark.whole
@given(seed=st.integers(0, 2**32), layout=st.sampled_from(ALL), regime=st.sampled_from(REGIMES))
@settings(max_examples=examples(25))
def test_an_untouched_report_is_clean(seed: int, layout: str, regime: str) -> None:
    assert findings(print_report(make_report(Random(seed), regime), layout)) == []


@pytest.mark.parametrize("seed", range(4))
def test_an_untouched_report_of_the_first_regime_is_clean(seed: int) -> None:
    assert findings(print_report(make_report(Random(seed), "2008"), ("ruled", "rotated")[seed % 2])) == []


@pytest.mark.whole
@pytest.mark.parametrize("layout", RULED)
@pytest.mark.parametrize("regime", REGIMES)
def test_the_same_is_said_as_of_a_web_page(layout: str, regime: str) -> None:
    report = faulty(Random(f"{layout} {regime} faulty"), regime)
    expected = told(draw(report, "html"))
    assert {"A304", "T206", "T204", "T205", "S103"} <= {code for code, *_ in expected}
    assert told(print_report(report, layout)) == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_same_is_said_of_a_report_without_tables(seed: int) -> None:
    report = make_report(Random(seed), "2008")
    report = part_titled(report, "fees", "其他")
    assert told(print_report(report, "ruled")) == told(draw(report, "html"))


@pytest.mark.slow
@pytest.mark.parametrize("regime", REGIMES)
def test_a_wrong_figure_is_found_in_each_row(regime: str) -> None:
    """Rows that a page cuts, rows behind a repeated header and rows of a rotated page: each names its own cell."""
    rng = Random(regime)
    report = make_report(rng, regime, busy=True)
    layouts = ("cut-repeated", "cut", "three-pages", "rotated", "landscape")
    rows = [row.key for row in report.sheets["applications"].blocks[0].rows]
    for at, row in enumerate(rows):
        address = f"applications/{row}/{rng.choice(APPLICANTS)}"
        wrong = with_value(report, address, int(str(report.tables[address])) + 7000)
        printed = print_report(wrong, layouts[at % len(layouts)])
        found = [finding for finding in findings(printed) if address in finding.cells and finding.code.startswith("A")]
        assert found, (row, printed.layout)
        assert_place(found[0], printed, found[0].raw["cells"][0])


def assert_place(found: Finding, printed: Printed, address: str) -> None:
    """The finding names the page and the box where the generator put a figure of one of its cells."""
    where = found.raw["location"]
    assert where["line"] is None
    assert where["paragraph"] is None
    places = [printed.places[cell] for cell in (address, *found.cells) if cell in printed.places]
    assert any(
        page == where["page"]
        and all(abs(own - there) < _NEAR for own, there in zip(box, where["bbox"], strict=True))
        and all(round(side, 2) == side for side in where["bbox"])
        for page, box in places
    ), (found, places)


@pytest.mark.whole
@pytest.mark.parametrize("layout", RULED)
def test_a_finding_names_page_box_table_row_and_column(layout: str) -> None:
    report = make_report(Random(layout), "2021", busy=True)
    report = with_value(report, "disputes/cases/direct.total", 9999)
    (found,) = findings(print_report(report, layout))
    assert found.code == "A304"
    assert_place(found, print_report(report, layout), "disputes/cases/direct.total")
    where = found.raw["location"]
    assert (where["table"], where["row"], where["col"]) == (3, 4, 10)


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["ruled", "ofd-letters"])
def test_the_concise_line_names_the_place(layout: str, tmp_path: Path) -> None:
    report = with_value(make_report(Random(3), "2021", busy=True), "disputes/cases/direct.total", 9999)
    printed = print_report(report, layout)
    page, _ = printed.places["disputes/cases/direct.total"]
    path = tmp_path / printed.name
    path.write_bytes(printed.data)
    (line,) = run("check", "-f", "concise", str(path)).stdout.splitlines()[:1]
    assert line.startswith(f"{path}:第{page}页 第3张表 行4 列10: A304 error ")


@pytest.mark.whole
def test_a_blank_cell_has_a_place(tmp_path: Path) -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "disputes/cases/review.other", None)
    blanks = [found for found in findings(print_report(report, "ruled")) if found.code == "T205"]
    where = blanks[0].raw["location"]
    x0, top, x1, bottom = where["bbox"]
    assert x1 - x0 > 10
    assert bottom - top > 10
    assert (where["table"], where["row"], where["col"]) == (3, 4, 3)


@pytest.mark.parametrize("layout", ["ruled", "ofd-strokes"])
def test_the_format_is_known_by_its_content(layout: str, tmp_path: Path) -> None:
    printed = print_report(make_report(Random(5), "2021"), layout)
    path = tmp_path / "report.txt"
    path.write_bytes(printed.data)
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert entry["format"] == printed.format
    assert entry["error"] is None


@pytest.mark.parametrize("layout", ["ruled", "ofd-templates"])
def test_a_folder_is_searched_for_it(layout: str, tmp_path: Path) -> None:
    printed = print_report(make_report(Random(6), "2021"), layout)
    (tmp_path / f"甲.{printed.format}").write_bytes(printed.data)
    (entry,) = run("check", "-f", "json", str(tmp_path)).json["files"]
    assert (entry["format"], entry["regime"], entry["diagnostics"]) == (printed.format, "2021", [])


def test_the_tree_has_the_parts_with_pages(tmp_path: Path) -> None:
    report = make_report(Random(7), "2021")
    path = tmp_path / "report.pdf"
    path.write_bytes(print_report(report, "ruled").data)
    nodes = run("tree", "-f", "json", str(path)).json
    assert [f"{node['number']}、{node['title']}" for node in nodes] == [part.heading for part in report.parts]
    pages = [node["location"]["page"] for node in nodes]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert all(node["line"] is None for node in nodes)


@pytest.mark.whole
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(print_report(faulty(Random(8), "2021"), "cut").data)
    first, second = (run("check", "-f", "json", str(path)).stdout for _ in range(2))
    assert first == second


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("layout", ["borderless", "unmerged"])
def test_the_total_may_come_first(layout: str, seed: int, tmp_path: Path) -> None:
    """Without lines 其他 stands alone between the lines of the labels beside it, and has its column by its place."""
    report = make_report(Random(seed), REGIMES[seed % 2], busy=True)
    printed = print_report(with_columns(report, "applications", "total", moved_first), layout)
    assert_every_figure(report, printed, tmp_path)
    assert {found.code for found in findings(printed)} == {"T207"}


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("table", "at"), [("applications", 10), ("applications", 7), ("disclosure", 4)])
def test_a_column_of_words_that_wrap_in_a_table_without_lines(table: str, at: int, seed: int, tmp_path: Path) -> None:
    rng = Random(f"{table} {at} {seed}")
    report = make_report(rng, REGIMES[seed % 2], busy=rng.choice((True, False)))
    texts = tuple(rng.choice(("已核对", "本年新增事项", "", "见说明")) for _ in range(4))
    printed = print_report(
        with_further(report, table, Further(at, "责任科室", ("已核对", *texts), seed > 3)), "borderless"
    )
    assert_every_figure(report, printed, tmp_path)
    assert [found.code for found in findings(printed)] == ["T204"]


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(6))
def test_cells_without_lines_may_be_filled_from_the_top(seed: int, tmp_path: Path, monkeypatch: Any) -> None:
    """As a word processor does by itself: figures stand beside the first line of their label."""
    monkeypatch.setattr(Press, "is_filled_from_top", True)
    report = make_report(Random(seed), REGIMES[seed % 2], busy=True)
    printed = print_report(report, "borderless")
    assert_every_figure(report, printed, tmp_path)
    assert findings(printed) == []


def moved_first(columns: Sequence[Line]) -> tuple[Line, ...]:
    return (columns[-1], *columns[:-1])
