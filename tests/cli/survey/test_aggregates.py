"""An aggregate report against the sums of its organs' reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import Value
from linter.cli.survey.aggregates import label
from linter.cli.survey.reckoning import key_figure, number_of
from linter.reference import survey_words
from tests.cli.survey.offices import BUREAUS, GOVERNMENT, added, listed, put, report
from tests.cli.survey.test_survey import run, survey

WRONG = "applications/received/person"
ORGANS = {GOVERNMENT: "", **dict.fromkeys(BUREAUS, GOVERNMENT)}


def office(folder: Path, change: int = 0, covers: bool = True, missing: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What is said of a government's report, one figure of which is changed."""
    made = [report(organ, 2023) for organ in BUREAUS]
    for each in made:
        if each.organ not in missing:
            put(folder, f"{each.organ}.md", each)
    tables = added(made)
    value = tables[WRONG]
    assert isinstance(value, int)
    put(folder, f"{GOVERNMENT}.md", report(GOVERNMENT, 2023, {**tables, WRONG: value + change}, covers=covers))
    told: list[dict[str, Any]] = survey(folder, "--organs", listed(folder, ORGANS))["aggregates"]
    return told


@pytest.mark.whole
def test_an_aggregate_that_agrees(tmp_path: Path) -> None:
    (told,) = office(tmp_path)
    assert (told["outcome"], told["reports"], told["figures"]) == ("agrees", len(BUREAUS), [])


@pytest.mark.whole
@pytest.mark.parametrize("change", [1, -1])
def test_one_wrong_figure_is_told_with_both(change: int, tmp_path: Path) -> None:
    (told,) = office(tmp_path, change)
    (figure,) = told["figures"]
    assert (told["outcome"], figure["cell"], figure["stated"] - figure["sum"]) == ("differs", WRONG, change)
    assert str(figure["stated"]) in told["message"]
    assert str(figure["sum"]) in told["message"]
    assert "表三 一、本年新收政府信息公开申请数量 · 自然人" in told["message"]


@pytest.mark.whole
def test_a_wrong_sum_counts_as_a_warning(tmp_path: Path) -> None:
    office(tmp_path, 1)
    organs = ("--organs", str(tmp_path / "organs.csv"), "--select", "Y")
    assert run(tmp_path, *organs).exit_code == 0
    assert run(tmp_path, *organs, "--fail-on", "warning").exit_code == 1


@pytest.mark.whole
def test_a_report_that_covers_nobody_is_not_summed(tmp_path: Path) -> None:
    assert office(tmp_path, 1, covers=False) == []


def test_nothing_is_decided_while_reports_are_missing(tmp_path: Path) -> None:
    (told,) = office(tmp_path, -1, missing=(BUREAUS[1],))
    assert (told["outcome"], told["missing"], told["figures"]) == ("undecided", [BUREAUS[1]], [])
    assert BUREAUS[1] in told["message"]


@pytest.mark.whole
def test_what_was_found_may_be_more_than_the_whole_already(tmp_path: Path) -> None:
    (told,) = office(tmp_path, -900_000, missing=(BUREAUS[1],))
    assert (told["outcome"], [it["cell"] for it in told["figures"]]) == ("exceeded", [WRONG])
    assert (told["figures"][0]["stated"] < told["figures"][0]["sum"], told["missing"]) == (True, [BUREAUS[1]])


@pytest.mark.whole
def test_copies_that_differ_are_no_part_of_a_sum(tmp_path: Path) -> None:
    other = report(BUREAUS[0], 2022)
    put(tmp_path, "又.md", report(BUREAUS[0], 2023, other.tables))
    (told,) = office(tmp_path)
    assert (told["outcome"], told["missing"]) == ("undecided", [BUREAUS[0]])


@pytest.mark.parametrize(
    ("organ", "is_one"),
    [
        (GOVERNMENT, True),
        ("江沅市云岫县", True),
        ("云岫县人民政府办公室", True),
        ("云岫县教育局", False),
        ("柳溪镇人民政府", False),
        ("新塘街道办事处", False),
    ],
)
def test_who_may_report_for_others(organ: str, is_one: bool) -> None:
    assert survey_words.load().is_government(organ) is is_one


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("本报告根据各乡镇、县政府各部门的年度报告汇总编制。", True),
        ("本报告所列数据包括县政府各部门、各乡镇人民政府和街道办事处。", True),
        ("2023年，全县各级行政机关共收到政府信息公开申请120件。", True),
        ("表格数据为全市汇总数据。", True),
        ("2023年政府信息公开工作年度报告（汇总）", True),
        ("县政府办公室汇总各部门报送的信息1200条。", False),
        ("召开全县政府信息公开工作推进会，各单位参加。", False),
        ("本报告包括总体情况、主动公开、依申请公开等六个部分。", False),
        ("在门户网站统一发布全县各部门的年度报告。", False),
        ("内容涵盖2023年1月1日至12月31日。", False),
    ],
)
def test_how_a_report_says_that_it_covers_others(text: str, covers: bool) -> None:
    assert survey_words.load().is_aggregate([text]) is covers


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3), (None, 0), ("-", 0), ("无", 0), ("3件", 3), ("约3", None), (2.5, 2.5)]
)
def test_cells_as_numbers(value: Value, number: float | None) -> None:
    assert number_of(value) == number


def test_a_figure_of_a_row_needs_all_its_cells() -> None:
    suits = next(it for it in survey_words.load().key_figures if it.key == "suit_total")
    assert key_figure(suits, {"disputes/cases/direct.total": 2, "disputes/cases/after_review.total": 1}) == 3
    assert key_figure(suits, {"disputes/cases/direct.total": 2}) is None
    denied = next(it for it in survey_words.load().key_figures if it.key == "denied")
    cells = {"applications/denied.third_party/total": 2, "applications/denied.law_forbidden/total": 3}
    assert key_figure(denied, {**cells, "applications/denied.third_party/person": 9}) == 5
    assert key_figure(denied, {}) is None


def test_a_cell_that_no_form_has_is_called_by_its_address() -> None:
    assert label("applications/none/total", {}, "zh") == "applications/none/total"
