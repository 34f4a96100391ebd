"""Tables that were typed or pasted as text: a right one is silent, of a wrong one the sums it breaks are told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.faults import with_value
from benchmarks.figures import broken
from benchmarks.reports import make_report
from benchmarks.typed import LAYOUTS, draw
from tests.outside.program import all_findings, extracted


@pytest.mark.whole
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_right_table_is_silent_and_a_wrong_figure_is_found(layout: str, tmp_path: Path) -> None:
    rng = Random(layout)
    report = make_report(rng, rng.choice(["2019", "2021"]), busy=rng.choice([True, False]))
    drawn = draw(report, layout)
    assert all_findings(drawn) == []
    cell = rng.choice([cell for cell in report.tables if cell.startswith(("applications", "disputes"))])
    wrong = with_value(report, cell, int(str(report.tables[cell])) + rng.randint(1, 9))
    found = all_findings(draw(wrong, layout), "--ignore", "A300,N401")
    assert {(one.code, one.cells) for one in found} == broken(wrong.tables, wrong.sheets["applications"])
    assert {
        f"{table}/{row}/{column}": value
        for table, rows in extracted(drawn, tmp_path).items()
        for row, columns in rows.items()
        for column, value in columns.items()
    } == dict(report.tables)
