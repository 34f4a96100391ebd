"""The generator keeps its own word: balanced figures, every figure drawn once, at the place it names."""

from __future__ import annotations

import re
from html import unescape
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.figures import broken, printed
from benchmarks.reports import make_report
from benchmarks.sheets import TABLES, addresses, sheet
from tests.tiers import examples

REGIMES = ("2019", "2021")


@pytest.mark.parametrize(("regime", "cells"), [("2019", (22, 161, 15)), ("2021", (10, 175, 15))])
def test_the_forms_have_as_many_cells_as_the_official_ones(regime: str, cells: tuple[int, ...]) -> None:
    assert tuple(len(addresses(sheet(regime, name))) for name in TABLES) == cells


@given(seed=st.integers(0, 2**32), regime=st.sampled_from(REGIMES), busy=st.sampled_from([None, True, False]))
@settings(max_examples=examples(100))
def test_figures_balance(seed: int, regime: str, busy: bool | None) -> None:
    report = make_report(Random(seed), regime, busy=busy)
    assert broken(report.tables, report.sheets["applications"]) == set()
    assert all(
        not isinstance(value, int) or value >= 0 or cell.endswith("/change") for cell, value in report.tables.items()
    )


def test_a_wrong_figure_breaks_something() -> None:
    report = make_report(Random(1), "2021")
    for cell in report.tables:
        if not cell.startswith("disclosure/"):
            wrong = with_value(report, cell, int(str(report.tables[cell])) + 1)
            assert broken(wrong.tables, wrong.sheets["applications"])


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_places_are_those_of_the_figures(layout: str, regime: str) -> None:
    report = make_report(Random(layout), regime, busy=True)
    drawing = draw(report, layout)
    assert drawing.data.decode(drawing.encoding) == drawing.text
    assert not re.search("[\ue000-\uf8ff]", drawing.text)
    for cell, value in report.tables.items():
        ((start, end),) = drawing.places[cell]
        assert drawing.text[start:end] == printed(cell, value)
    for part in report.parts:
        ((start, end),) = drawing.places[f"part:{part.key}"]
        assert unescape(drawing.text[start:end]) == part.heading


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_report(Random(5), "2021") == make_report(Random(5), "2021")
    assert len({make_report(Random(seed), "2021").parts for seed in range(50)}) == 50


def test_scale_is_about_two_kilobytes_of_prose_each() -> None:
    small, large = (len(draw(make_report(Random(2), scale=scale), "pipes").data) for scale in (1, 8))
    assert 4_000 < small < 9_000
    assert 16_000 < large < 26_000
