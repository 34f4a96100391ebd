"""Dates and wording from outside: the real reports, clean reports of the generator, and faults planted in them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.reports import make_report
from tests.outside.program import run
from tests.places import SEEDS

real = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not here")


def of_rules(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [found for found in entry["diagnostics"] if found["code"][0] in "DW"]


def lines(number: str) -> set[tuple[str, int]]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    (entry,) = run("check", "-f", "json", str(path.resolve())).json["files"]
    return {(found["code"], found["location"]["line"]) for found in of_rules(entry)}


@real
@pytest.mark.parametrize(
    ("number", "must"),
    [
        ("000", {("D602", 45)}),
        ("001", {("D605", 46)}),
        ("002", {("W705", 4), ("W701", 29), ("W702", 31), ("W702", 26)}),
        ("003", {("W704", 1)}),
    ],
)
def test_what_the_real_reports_must_yield(number: str, must: set[tuple[str, int]]) -> None:
    assert must <= lines(number)


@real
@pytest.mark.parametrize(
    ("number", "never"),
    [
        ("000", {"D603", "D604", "D605", "W701", "W702", "W706"}),
        ("001", {"W701", "D602", "D603", "W706"}),
        ("002", {"D602", "D604", "W706"}),
        ("003", {"D602", "D601", "W701", "W705", "W702", "W706"}),
        ("004", {"D601", "D602", "D603", "D604", "D605", "W701", "W702", "W704", "W705"}),
    ],
)
def test_what_they_must_not(number: str, never: set[str]) -> None:
    assert not {code for code, _ in lines(number)} & never


def entry_of(name: str, data: bytes) -> dict[str, Any]:
    (entry,) = run("check", "-f", "json", "--stdin-filename", name, "-", data=data).json["files"]
    return dict(entry)


@pytest.mark.whole
@pytest.mark.parametrize("regime", ["2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_clean_reports_are_silent_in_every_layout(layout: str, regime: str) -> None:
    for seed in range(4):
        drawing = draw(make_report(Random(f"{layout} {seed}"), regime, scale=2), layout)
        assert of_rules(entry_of(drawing.name, drawing.data)) == []


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html-site", "pdf-around"])
def test_a_planted_fault_is_found_in_every_layout(layout: str, seed: int) -> None:
    report = make_report(Random(seed), "2021")
    drawing = draw(report, layout)
    text = drawing.data.decode(drawing.encoding)
    signed = f"{report.year + 1}年1月"
    assert signed in text
    for old, new, code in (
        (signed, f"{report.year}年1月", "D605"),
        (signed, f"{report.year + 1}年5月", "D603"),
        (signed, f"{report.year + 1}年13月", "D604"),
    ):
        found = of_rules(entry_of(drawing.name, text.replace(old, new).encode(drawing.encoding)))
        assert {entry["code"] for entry in found} == {code}
