"""The office that benchmarks draw: every report is found, every hostile file is named."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks import office

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")]


def test_everything_that_is_drawn_is_found_or_named(tmp_path: Path) -> None:
    drawn = office.spread(tmp_path / "office", 30, 5, Random(2))
    assert (len(drawn.reports), len(drawn.bad)) == (25, 5)
    surveyed = office.survey(tmp_path / "office", tmp_path / "out.json")
    found = {(row["organ"], row["year"]) for row in surveyed.told["rows"] if row["verdict"]}
    assert found == drawn.reports
    assert {entry["path"] for entry in surveyed.told["unreadable"]} == drawn.bad
    assert surveyed.seconds > 0 < surveyed.busy
    assert surveyed.peak >= surveyed.parent > 10_000_000


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        office.spread(tmp_path / name, 8, 2, Random(3))
    one, other = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("a", "b")
    )
    assert one.keys() == other.keys()
    assert len(one) == 8
