"""One wrong cell breaks exactly the equations that contain it, and each is reported with its cells.

What is said of the wrong cell itself (A300), and of sentences that tell another figure (N401), is tested elsewhere.
"""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.figures import APPLICANTS, BLOCKS, OUTCOMES_OF_A_CASE, broken, outcome_rows
from benchmarks.marks import Drawing
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import sheet
from tests.outside.program import Finding, file_entry, findings

COLUMNS = (*APPLICANTS, "total")
ROWS = [(regime, row.key) for regime in ("2019", "2021") for row in sheet(regime, "applications").blocks[0].rows]
CASE_COLUMNS = [f"{block}.{end}" for block in BLOCKS for end in (*OUTCOMES_OF_A_CASE, "total")]
FAST_LAYOUTS = ("pipes", "markdown", "html", "tabs", "html-uneven", "cell-a-line", "pdf-after")


def corrupted(report: SyntheticReport, address: str, rng: Random) -> SyntheticReport:
    value = int(str(report.tables[address]))
    wrong = rng.choice([value + rng.randint(1, 9), value * 10 + rng.randint(1, 9), value + 100])
    return with_value(report, address, wrong)


def cell_under(found: Finding, drawing: Drawing) -> str:
    """The one of the finding's own cells that stands exactly at its place."""
    where = found.raw["location"]
    place = (
        drawing.offset_of(where["line"], where["column"]),
        drawing.offset_of(where["end_line"], where["end_column"]),
    )
    (cell,) = (cell for cell in found.cells if place in drawing.places[cell])
    return cell


def reported(report: SyntheticReport, layout: str) -> set[tuple[str, frozenset[str]]]:
    """(code, cells) of every finding; each must stand on a figure of its own cells."""
    drawing = draw(report, layout)
    told = findings(drawing, "--ignore", "A300,N401")
    for found in told:
        assert found.raw["actual"] == report.tables[cell_under(found, drawing)], found
    return {(found.code, found.cells) for found in told}


@pytest.mark.parametrize("regime", ["2019", "2021"])
@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if not layout.lossy])
def test_an_untouched_report_is_clean(layout: str, regime: str) -> None:
    for seed in range(3):
        report = make_report(Random(seed), regime, busy=(None, True, False)[seed])
        assert findings(draw(report, layout)) == []


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_an_untouched_report_of_the_first_regime_is_clean(layout: str) -> None:
    for seed in range(12):
        assert findings(draw(make_report(Random(seed), "2008"), layout)) == []


def test_lost_words_are_all_that_is_said_of_a_table_with_lost_words() -> None:
    for regime in ("2019", "2021"):
        told = findings(draw(make_report(Random(regime), regime, busy=True), "words-lost"))
        assert {found.code for found in told} <= {"T204"}


@pytest.mark.parametrize("seed", range(40))
def test_many_untouched_reports_are_clean(seed: int) -> None:
    layout = FAST_LAYOUTS[seed % len(FAST_LAYOUTS)]
    assert findings(draw(make_report(Random(1000 + seed), ("2021", "2019", "2008")[seed % 3]), layout)) == []


@pytest.mark.whole
@pytest.mark.parametrize(("regime", "row"), ROWS)
def test_every_cell_of_table_three(regime: str, row: str) -> None:
    rng = Random(f"{regime} {row}")
    for column in COLUMNS:
        report = corrupted(make_report(rng, regime), f"applications/{row}/{column}", rng)
        wanted = broken(report.tables, report.sheets["applications"])
        codes = {code for code, _ in wanted}
        assert "A303" in codes
        assert ("A302" in codes) == (row in (*outcome_rows(report.sheets["applications"]), "total"))
        assert reported(report, rng.choice(FAST_LAYOUTS)) == wanted


@pytest.mark.parametrize("column", CASE_COLUMNS)
def test_every_cell_of_table_four(column: str) -> None:
    rng = Random(column)
    for regime in ("2019", "2021"):
        report = corrupted(make_report(rng, regime), f"disputes/cases/{column}", rng)
        wanted = broken(report.tables, report.sheets["applications"])
        assert {code for code, _ in wanted} == {"A304"}
        assert reported(report, rng.choice(FAST_LAYOUTS)) == wanted


def test_expected_and_actual_close_the_equation() -> None:
    """Putting `expected` where `actual` stands makes the equation hold."""
    rng = Random(9)
    report = make_report(rng, "2021", busy=True)
    address = "applications/total/person"
    wrong = with_value(report, address, int(str(report.tables[address])) + 7)
    drawing = draw(wrong, "pipes")
    told = findings(drawing, "--ignore", "A300,N401")
    assert len(told) == 3
    for found in told:
        mended = with_value(wrong, cell_under(found, drawing), found.raw["expected"])
        assert (found.code, found.cells) not in broken(mended.tables, mended.sheets["applications"])


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-word"])
def test_a_blank_reads_as_nought(layout: str) -> None:
    """A blank 0 breaks no sum; it is one finding for its table."""
    report = make_report(Random(5), "2021", busy=False)
    zeros = [cell for cell, value in report.tables.items() if cell.startswith("applications/g") and value == 0]
    address = zeros[0]
    (found,) = findings(draw(with_value(report, address, None), layout))
    assert found.code == "T205"
    assert found.cells == {address}


def test_a_blank_that_is_no_nought_breaks_its_sums() -> None:
    report = with_value(make_report(Random(5), "2021", busy=True), "applications/granted/person", None)
    told = {(found.code, found.cells) for found in findings(draw(report, "html"), "--ignore", "A300,N401")}
    wanted = broken(report.tables, report.sheets["applications"])
    assert told == wanted | {("T205", frozenset({"applications/granted/person"}))}


def test_a_cell_that_is_no_number_leaves_its_sums_undecided() -> None:
    report = with_value(make_report(Random(6), "2021", busy=True), "applications/granted/person", "若干")
    entry = file_entry(draw(report, "html"))
    assert {raw["code"] for raw in entry["diagnostics"] if raw["severity"] != "info"} == {"T206"}
    assert {entry["code"] for entry in entry["not_evaluated"]} == {"A302", "A303"}


@pytest.mark.whole
@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("-1", "applications/granted/person"),
        ("2.5", "applications/received/total"),
        ("若干", "disputes/cases/review.upheld"),
        ("三", "disclosure/permits/decisions"),
        ("-0.5", "disclosure/fees/amount"),
    ],
)
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_what_is_no_count(value: str, address: str, layout: str) -> None:
    drawing = draw(with_value(make_report(Random(8), "2021"), address, value), layout)
    (found,) = [found for found in findings(drawing) if found.code == "T206"]
    assert found.cells == {address}
    assert found.text_in(drawing) == value


def test_an_amount_may_have_decimals_and_a_change_a_sign() -> None:
    report = with_value(make_report(Random(3), "2019"), "disclosure/procurement/amount", 160.5964)
    assert findings(draw(with_value(report, "disclosure/permits/change", -2), "pipes")) == []


def test_an_amount_may_carry_its_unit() -> None:
    """Offices write the unit into the cell of 采购总金额, having none in the header."""
    for amount in ("251000元", "160.5964万元"):
        report = with_value(make_report(Random(3), "2019"), "disclosure/procurement/amount", amount)
        assert [found for found in findings(draw(report, "html")) if found.severity == "error"] == []
