"""`extract` gives every figure of a complete report, whatever it came as. The generator knows the figures."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.drawing import LAYOUTS, draw, layouts_of
from benchmarks.faults import with_value
from benchmarks.reports import SyntheticReport, make_report
from tests.outside.program import extracted
from tests.tiers import examples

REGIMES = ("2019", "2021")


def expected(report: SyntheticReport) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for address, value in report.tables.items():
        table, row, column = address.split("/")
        tables.setdefault(table, {}).setdefault(row, {})[column] = value
    return tables


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("busy", [False, True], ids=["quiet", "busy"])
def test_every_figure(layout: str, regime: str, busy: bool, tmp_path: Path) -> None:
    report = make_report(Random(f"{layout} {regime} {busy}"), regime, busy=busy)
    assert extracted(draw(report, layout), tmp_path) == expected(report)


@pytest.mark.whole
@given(seed=st.integers(0, 2**32), regime=st.sampled_from(REGIMES), layout=st.sampled_from(sorted(LAYOUTS)))
@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_of_any_report(seed: int, regime: str, layout: str, tmp_path: Path) -> None:
    report = make_report(Random(seed), regime, busy=bool(seed % 2))
    assert extracted(draw(report, layout), tmp_path) == expected(report)


@pytest.mark.parametrize("layout", layouts_of("html", "markdown"))
@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("applications/granted/person", None),
        ("applications/denied.admin_query/total", None),
        ("disputes/cases/direct.pending", None),
        ("disclosure/permits/decisions", None),
        ("applications/partial/charity", "若干"),
        ("disputes/cases/review.total", "/"),
    ],
)
def test_blank_is_null_and_words_stay_words(layout: str, address: str, value: str | None, tmp_path: Path) -> None:
    report = with_value(make_report(Random(address), "2021", busy=True), address, value)
    assert extracted(draw(report, layout), tmp_path) == expected(report)


def test_full_width_digits_are_figures(tmp_path: Path) -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "applications/granted/person", "１２")
    assert extracted(draw(report, "html"), tmp_path)["applications"]["granted"]["person"] == 12
