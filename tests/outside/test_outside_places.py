"""Every place that is reported is the place that is meant: the generator knows where everything stands."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import part_titled, renamed, with_rows, with_value
from benchmarks.marks import Drawing, finish
from benchmarks.reports import SyntheticReport, make_report
from tests.outside.program import Finding, all_findings
from tests.tiers import examples

EXACT = [name for name, layout in LAYOUTS.items() if not layout.lossy]


def planted(rng: Random, regime: str) -> SyntheticReport:
    """A report with a wrong figure, a word for a figure, a mistyped label and a mistyped heading."""
    report = make_report(rng, regime)
    columns = ("person", "business", "research", "charity", "legal_service", "other_org")
    for address in (
        f"applications/received/{rng.choice(columns)}",
        f"disputes/cases/{rng.choice(('review', 'direct'))}.total",
    ):
        wrong = rng.choice([value for value in range(900, 1000) if value != report.tables[address]])
        report = with_value(report, address, wrong)
    report = with_value(report, "disclosure/penalties/decisions", "若干")
    report = with_rows(
        report,
        "applications",
        "denied.process_info",
        renamed("denied.process_info", "6.属于四类过程性性信息"),
    )
    return part_titled(report, "disputes", "政府信息公开行政复议、行政诉颂情况")


def stands_at(found: Finding, drawing: Drawing) -> tuple[int, int]:
    where = found.raw["location"]
    return (
        drawing.offset_of(where["line"], where["column"]),
        drawing.offset_of(where["end_line"], where["end_column"]),
    )


def assert_places(drawing: Drawing) -> None:
    told = all_findings(drawing)
    assert {"A300", "A304", "T206", "T204", "S103"} <= {found.code for found in told}
    for found in told:
        start, end = stands_at(found, drawing)
        text = drawing.text[start:end]
        if found.code.startswith("A"):
            assert any((start, end) in drawing.places[cell] for cell in found.cells), found
            assert text == str(found.raw["actual"])
        elif found.code == "T206":
            assert ((start, end),) == drawing.places["disclosure/penalties/decisions"]
            assert text == found.raw["actual"] == "若干"
        elif found.code == "T204":
            ((first, _),) = drawing.places["row:applications/denied.process_info"]
            assert first <= start
            assert drawing.line_of(start) == drawing.line_of(first)
            assert text.strip()
        elif found.code == "S103":
            ((first, last),) = drawing.places["part:disputes"]
            assert first <= start < end <= last


@pytest.mark.parametrize("layout", EXACT)
@pytest.mark.parametrize("regime", ["2019", "2021"])
def test_places_in_every_layout(layout: str, regime: str) -> None:
    assert_places(draw(planted(Random(f"{layout}{regime}"), regime), layout))


@pytest.mark.whole
@given(seed=st.integers(0, 2**32), layout=st.sampled_from(EXACT), regime=st.sampled_from(["2019", "2021"]))
@settings(max_examples=examples(60))
def test_places_in_any_report(seed: int, layout: str, regime: str) -> None:
    assert_places(draw(planted(Random(seed), regime), layout))


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-site"])
@pytest.mark.parametrize("before", ["", "\n\n", "\ufeff", "🀄 卷首语。\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places_behind_odd_beginnings(layout: str, before: str, newline: str) -> None:
    """Byte-order mark, characters outside the basic plane and either line end shift nothing."""
    chosen = LAYOUTS[layout]
    marked = chosen.draw(planted(Random(layout), "2021")).replace("\r\n", "\n").replace("\n", newline)
    body = before.replace("\n", newline).lstrip("\ufeff") if chosen.format != "html" else ""
    drawing = finish(layout, chosen.format, "utf-8-sig" if before == "\ufeff" else "utf-8", body + marked)
    assert_places(drawing)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("layout", ["pipes", "markdown"])
def test_places_in_every_encoding(layout: str, encoding: str) -> None:
    chosen = LAYOUTS[layout]
    drawing = finish(layout, chosen.format, encoding, chosen.draw(planted(Random(encoding), "2021")))
    assert_places(drawing)


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("gbk", "gb18030")])
def test_a_page_whose_declaration_is_wrong(declared: str, encoding: str) -> None:
    chosen = LAYOUTS["html-site"]
    marked = chosen.draw(planted(Random(declared), "2021")).replace("charset=utf-8", f"charset={declared}")
    assert_places(finish("html-site", "html", encoding, marked))
