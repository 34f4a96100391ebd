"""Last year's report: named, found in a folder, or given beside this year's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.drawing import draw
from benchmarks.reports import make_report
from tests.outside.program import run
from tests.places import EXAMPLES

PAIR = EXAMPLES / "two-years"
TEXT_2022 = (PAIR / "2022.md").read_text("utf-8")
TEXT_2021 = (PAIR / "2021.md").read_text("utf-8")


def across(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [found for found in entry["diagnostics"] if found["code"].startswith("Y")]


def entry_of(done: Any, name: str) -> dict[str, Any]:
    return next(entry for entry in done.json["files"] if entry["path"].endswith(name))


def codes(done: Any, name: str) -> list[str]:
    return sorted(found["code"] for found in across(entry_of(done, name)))


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """This year's report, last year's, and others that are neither."""
    (tmp_path / "b-2022.md").write_text(TEXT_2022, encoding="utf-8")
    (tmp_path / "c-2021.txt").write_text(TEXT_2021.replace("|---|", "").replace("#", ""), encoding="utf-8")
    (tmp_path / "a-2020.md").write_text(TEXT_2021.replace("2021年", "2020年"), encoding="utf-8")
    other = TEXT_2021.replace("澜川市人民政府", "云川市人民政府").replace("| 12 |", "| 77 |")
    (tmp_path / "d-other.md").write_text(other, encoding="utf-8")
    return tmp_path


def test_each_by_itself_is_clean() -> None:
    for year in ("2021", "2022"):
        done = run("check", "-f", "json", "--fail-on", "warning", str(PAIR / f"{year}.md"))
        assert done.status == 0
        assert done.json["files"][0]["not_evaluated"] == []


@pytest.mark.whole
@pytest.mark.parametrize("prior", ["c-2021.txt", "."])
def test_a_prior_report_by_file_or_folder(years: Path, prior: str) -> None:
    done = run("check", "-f", "json", "--prior", str(years / prior), str(years / "b-2022.md"))
    assert done.status == 1
    assert codes(done, "b-2022.md") == ["Y501", "Y502"]
    carried = across(done.json["files"][0])[1]
    assert (carried["expected"], carried["actual"], carried["severity"]) == (12, 10, "error")
    assert carried["cells"] == ["applications/carried_over/total"]
    assert carried["location"]["line"] is not None
    other = carried["related"][0]
    assert "c-2021.txt" in other["message"]
    assert set(other["location"].values()) == {None}
    stock = across(done.json["files"][0])[0]
    assert stock["cells"] == ["disclosure/normative/in_force"]
    assert (stock["expected"], stock["actual"], stock["severity"]) == (148, 155, "warning")


@pytest.mark.whole
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reports_of_one_organ_are_paired(years: Path, jobs: str) -> None:
    done = run("check", "-f", "json", "--select", "Y", "--jobs", jobs, str(years))
    assert [Path(entry["path"]).name for entry in done.json["files"]] == [
        "a-2020.md",
        "b-2022.md",
        "c-2021.txt",
        "d-other.md",
    ]
    assert codes(done, "b-2022.md") == ["Y501", "Y502"]
    assert codes(done, "d-other.md") == []
    assert "Y503" in codes(done, "c-2021.txt")  # it is the report for 2020 with another year


@pytest.mark.whole
def test_the_same_bytes_whatever_the_number_of_processes(years: Path) -> None:
    one, two = (run("check", "-f", "json", "--jobs", jobs, str(years)).stdout for jobs in ("1", "2"))
    assert one == two


def test_columns_alone_are_worth_a_warning(tmp_path: Path) -> None:
    prior = TEXT_2021.replace("| 4 | 1 | 2 | 1 | 1 | 3 | 12 |", "| 3 | 2 | 2 | 1 | 1 | 1 | 10 |")
    (tmp_path / "prior.md").write_text(prior, encoding="utf-8")
    (tmp_path / "now.md").write_text(TEXT_2022, encoding="utf-8")
    done = run(
        "check", "-f", "json", "--select", "Y501", "--prior", str(tmp_path / "prior.md"), str(tmp_path / "now.md")
    )
    (found,) = across(done.json["files"][0])
    assert (found["severity"], found["cells"]) == ("warning", ["applications/carried_over/person"])
    assert [entry["cells"] for entry in found["related"][1:]] == [["applications/carried_over/business"]]
    assert done.status == 0


def test_the_wrong_report_is_not_compared(years: Path) -> None:
    done = run("check", "-f", "json", "--prior", str(years / "d-other.md"), str(years / "b-2022.md"))
    assert codes(done, "b-2022.md") == []
    reasons = {entry["code"]: entry["reason"] for entry in entry_of(done, "b-2022.md")["not_evaluated"]}
    assert set(reasons) == {"Y501", "Y502", "Y503"}
    assert "澜川市人民政府" in reasons["Y501"]


def test_a_prior_report_that_is_not_there_or_unreadable(years: Path, tmp_path: Path) -> None:
    done = run("check", "--prior", str(years / "none.md"), str(years / "b-2022.md"))
    assert done.status == 2
    assert "none.md" in done.stderr
    (years / "empty.md").write_bytes(b"")
    done = run("check", "--prior", str(years / "empty.md"), str(years / "b-2022.md"))
    assert done.status == 2
    assert "empty.md" in done.stderr


def test_last_year_decides_where_the_table_cannot(tmp_path: Path) -> None:
    """A wrong carry-over of one column and of the total has three explanations; last year's report leaves one."""
    now = TEXT_2022.replace("| 4 | 1 | 2 | 1 | 1 | 1 | 10 |", "| 7 | 1 | 2 | 1 | 1 | 1 | 13 |")
    assert now != TEXT_2022
    prior = TEXT_2021.replace("| 4 | 1 | 2 | 1 | 1 | 3 | 12 |", "| 4 | 1 | 2 | 1 | 1 | 1 | 10 |")
    (tmp_path / "prior.md").write_text(prior, encoding="utf-8")
    (tmp_path / "now.md").write_text(re.sub("全年新收政府信息公开申请.*?13件。", "", now), encoding="utf-8")
    alone = run("check", "-f", "json", str(tmp_path / "now.md")).json["files"][0]["repairs"]
    assert alone["status"] == "ambiguous"
    assert len(alone["candidates"]) > 1
    done = run("check", "-f", "json", "--prior", str(tmp_path / "prior.md"), str(tmp_path / "now.md"))
    repairs = done.json["files"][0]["repairs"]
    assert repairs["status"] == "unique"
    assert {change["cell"]: change["suggested"] for change in repairs["candidates"][0]} == {
        "applications/carried_over/person": 4,
        "applications/carried_over/total": 10,
    }
    told = {found["code"] for found in done.json["files"][0]["diagnostics"] if found["severity"] == "error"}
    assert told == {"A300"}


@pytest.mark.whole
def test_many_reports_without_partners_are_as_they_were(tmp_path: Path) -> None:
    for seed in range(6):
        drawing = draw(make_report(Random(seed), "2021"), "markdown")
        (tmp_path / f"{seed}.md").write_bytes(drawing.data)
    together = run("check", "-f", "jsonl", str(tmp_path)).stdout.splitlines()
    alone = [
        line
        for seed in range(6)
        for line in run("check", "-f", "jsonl", str(tmp_path / f"{seed}.md")).stdout.splitlines()
    ]
    assert [json.loads(line) for line in together if '"Y' not in line] == [json.loads(line) for line in alone]


@pytest.mark.whole
def test_copies_of_last_years_report_in_several_formats_are_one_report(years: Path) -> None:
    (years / "copy-2021.md").write_text(TEXT_2021, encoding="utf-8")
    for prior in (["--prior", str(years)], [str(years)]):
        done = run("check", "-f", "json", *prior, str(years / "b-2022.md"))
        assert codes(done, "b-2022.md") == ["Y501", "Y502"]


@pytest.mark.whole
def test_reports_of_last_year_that_differ_are_not_held_against_this_years(years: Path) -> None:
    (years / "copy-2021.md").write_text(TEXT_2021.replace("| 12 |", "| 13 |"), encoding="utf-8")
    entry = run("check", "-f", "json", "--prior", str(years), str(years / "b-2022.md")).json["files"][0]
    assert across(entry) == []
    undecided = {one["code"]: one["reason"] for one in entry["not_evaluated"]}
    assert sorted(undecided) == ["Y501", "Y502", "Y503"]
    assert "copy-2021.md" in undecided["Y501"]
    assert "c-2021.txt" in undecided["Y501"]
