"""Who is found, missing, double or in the wrong place, as an office sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from linter.cli.main import main
from tests.cli.survey.offices import BUREAUS, COUNTY, GOVERNMENT, listed, put, report

pytestmark = pytest.mark.whole

CIVIL, WATER, FINANCE, STATISTICS = BUREAUS


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["survey", *map(str, arguments)], prog_name="nianbao")


def survey(folder: Path, *arguments: str) -> dict[str, Any]:
    """What the survey of a folder says."""
    done = run(folder, "-f", "json", "--jobs", "1", *arguments)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def statuses(told: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    return {(row["organ"].removeprefix(COUNTY), row["year"]): row["status"] for row in told["rows"]}


def full(folder: Path, years: tuple[int, ...] = (2022, 2023), place: str = "{organ}/{year}.md") -> None:
    """Every bureau's report of each year."""
    for organ in BUREAUS:
        for year in years:
            put(folder, place.format(organ=organ, year=year, published=year + 1), report(organ, year))


# --- found, missing, double ---


def test_a_full_folder_needs_nobody(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    told = survey(tmp_path, "--organs", listed(tmp_path, dict.fromkeys(BUREAUS, "")))
    assert set(statuses(told).values()) == {"found"}
    assert [told[key] for key in ("unreadable", "unknown", "misplaced", "unlisted", "aggregates")] == [[]] * 5
    assert {row["verdict"] for row in told["rows"]} == {"pass"}


def test_a_missing_report_is_missing_in_its_year(tmp_path: Path) -> None:
    full(tmp_path)
    (tmp_path / WATER / "2022.md").unlink()
    told = survey(tmp_path, "--organs", listed(tmp_path, {**dict.fromkeys(BUREAUS, ""), f"{COUNTY}林业局": ""}))
    missing = {key for key, status in statuses(told).items() if status == "missing"}
    assert missing == {("水利局", 2022), ("林业局", 2022), ("林业局", 2023)}


def test_without_a_list_an_organ_is_missing_after_its_first_year(tmp_path: Path) -> None:
    full(tmp_path)
    (tmp_path / WATER / "2022.md").unlink()
    (tmp_path / CIVIL / "2023.md").unlink()
    told = survey(tmp_path)
    assert {key for key, status in statuses(told).items() if status == "missing"} == {("民政局", 2023)}
    assert told["unlisted"] == []


def test_organs_that_are_not_on_the_list_are_named(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    told = survey(tmp_path, "--organs", listed(tmp_path, dict.fromkeys(BUREAUS[:3], "")))
    assert told["unlisted"] == [STATISTICS]


def test_two_reports_of_one_organ_and_year_are_double(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    put(tmp_path, f"{WATER}/改.md", report(WATER, 2023))
    other = report(FINANCE, 2022)
    put(tmp_path, f"{FINANCE}/又.md", report(FINANCE, 2023, other.tables))
    rows = {row["organ"]: row for row in survey(tmp_path)["rows"]}
    assert {organ for organ, row in rows.items() if row["status"] == "double"} == {WATER, FINANCE}
    assert (rows[WATER]["note"], rows[FINANCE]["note"]) == ("几份的数字一致", "几份的数字不一致")
    assert [len(rows[organ]["files"]) for organ in (WATER, FINANCE, CIVIL)] == [2, 2, 1]


def test_one_report_in_two_formats_is_not_double(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    made = put(tmp_path, "甲/2023.md", report(WATER, 2023))
    (tmp_path / WATER / "2023.md").unlink()
    made.with_suffix(".txt").write_bytes(made.read_bytes())
    rows = {row["organ"]: row for row in survey(tmp_path)["rows"]}
    assert (rows[WATER]["status"], len(rows[WATER]["files"])) == ("found", 2)


def test_a_stray_report_of_an_old_year_makes_nobody_missing(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    put(tmp_path, f"{WATER}/2021.md", report(WATER, 2021))
    told = survey(tmp_path, "--organs", listed(tmp_path, dict.fromkeys(BUREAUS, "")))
    assert (told["years"], told["other_years"]) == ([2023], {"2021": 1})
    assert "missing" not in statuses(told).values()


@pytest.mark.parametrize(("kept", "years"), [(3, [2022, 2023]), (2, [2023])])
@pytest.mark.threshold("cli.survey.entries._FEWEST_FOR_YEAR")
def test_a_year_is_surveyed_with_half_of_the_reports(kept: int, years: list[int], tmp_path: Path) -> None:
    full(tmp_path)
    put(tmp_path, "林业局.md", report(f"{COUNTY}林业局", 2023))
    for organ in BUREAUS[kept:]:
        (tmp_path / organ / "2022.md").unlink()
    assert survey(tmp_path)["years"] == years


def test_names_are_matched_with_and_without_the_places_before_them(tmp_path: Path) -> None:
    put(tmp_path, "a.md", report(f"云岫县{CIVIL.removeprefix(COUNTY)}", 2023))
    put(tmp_path, "b.md", report(WATER, 2023))
    put(tmp_path, "c.md", report(FINANCE, 2023))
    put(tmp_path, "d.md", report("江沅市东浦区财政局", 2023))
    organs = dict.fromkeys((CIVIL, "云岫县水利局", "财政局", "林业局"), "")
    told = survey(tmp_path, "--organs", listed(tmp_path, organs))
    assert {row["organ"]: row["status"] for row in told["rows"]} == {
        CIVIL: "found",
        "云岫县水利局": "found",
        "财政局": "missing",  # it may be either of the two
        "林业局": "missing",
        FINANCE: "found",
        "江沅市东浦区财政局": "found",
    }
    assert set(told["unlisted"]) == {FINANCE, "江沅市东浦区财政局"}


def test_a_list_of_short_names_is_understood(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    told = survey(tmp_path, "--organs", listed(tmp_path, {"民政局": "", "水利局": "", "财政局": "", "统计局": ""}))
    assert set(statuses(told).values()) == {"found"}
    assert told["unlisted"] == []


# --- the wrong place ---


def test_a_report_in_the_folder_of_another_organ(tmp_path: Path) -> None:
    full(tmp_path)
    (tmp_path / WATER / "2023.md").rename(tmp_path / CIVIL / "水利.md")
    told = survey(tmp_path)
    assert [(it["organ"], Path(it["path"]).name) for it in told["misplaced"]] == [(WATER, "水利.md")]
    assert statuses(told)["水利局", 2023] == "found"


def test_folders_may_have_short_names_and_numbers(tmp_path: Path) -> None:
    for number, organ in enumerate(BUREAUS, start=1):
        put(tmp_path, f"{number:02}_{organ.removeprefix(COUNTY)}/2023年报.md", report(organ, 2023))
    put(tmp_path, "01_民政局/x.md", report(WATER, 2022))
    assert [it["organ"] for it in survey(tmp_path)["misplaced"]] == [WATER]


@pytest.mark.parametrize(("folder", "found"), [("水利局", 1), ("利局", 0)])
@pytest.mark.threshold("cli.survey.placement._SHORTEST")
def test_the_name_of_a_folder_has_three_signs(folder: str, found: int, tmp_path: Path) -> None:
    full(tmp_path, (2022,))
    put(tmp_path, f"{folder}/x.md", report(FINANCE, 2023))
    assert len(survey(tmp_path)["misplaced"]) == found


@pytest.mark.parametrize(("others", "found"), [(1, 1), (2, 0), (3, 0)])
@pytest.mark.threshold("cli.survey.placement._FEWEST_IN_SHARED")
def test_a_folder_of_many_organs_is_nobodys(others: int, found: int, tmp_path: Path) -> None:
    full(tmp_path, (2022,))
    put(tmp_path, f"{CIVIL}/2023.md", report(CIVIL, 2023))
    for organ in BUREAUS[1 : others + 1]:
        put(tmp_path, f"{CIVIL}/{organ}2023.md", report(organ, 2023))
    assert len(survey(tmp_path)["misplaced"]) == found


def test_a_folder_of_the_government_with_all_reports_in_it_is_no_wrong_place(tmp_path: Path) -> None:
    for organ in (GOVERNMENT, *BUREAUS):
        put(tmp_path, f"{GOVERNMENT}/{organ}.md", report(organ, 2023))
    assert survey(tmp_path)["misplaced"] == []


@pytest.mark.parametrize("place", ["{year}/{organ}.md", "{year}年度报告/{organ}.md", "{published}年公布/{organ}.md"])
def test_a_report_of_another_year_in_a_folder_of_a_year(place: str, tmp_path: Path) -> None:
    full(tmp_path, (2022, 2023), place)
    assert survey(tmp_path)["misplaced"] == []
    put(tmp_path, place.format(organ="旧", year=2022, published=2023), report(WATER, 2021))
    told = survey(tmp_path)
    assert [(it["organ"], it["year"], Path(it["path"]).name) for it in told["misplaced"]] == [(WATER, 2021, "旧.md")]


# --- files that could not be told ---


def test_a_file_that_cannot_be_read_is_named_and_its_organ_is_not_missing(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    (tmp_path / WATER / "2023.md").unlink()
    (tmp_path / WATER / "2023.docx").write_bytes(b"PK\x03\x04 damaged")
    organs = listed(tmp_path, dict.fromkeys(BUREAUS, ""))
    told = survey(tmp_path, "--organs", organs)
    assert [it["code"] for it in told["unreadable"]] == ["E001"]
    assert statuses(told)["水利局", 2023] == "unreadable"
    assert run(tmp_path, "--organs", organs).exit_code == 2


def test_a_text_that_is_no_report_is_named(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    (tmp_path / "通知.txt").write_text("关于报送材料的通知\n请于月底前报送。\n", "utf-8")
    assert [Path(path).name for path in survey(tmp_path)["unknown"]] == ["通知.txt"]


# --- exit status ---


def test_the_exit_status_is_that_of_a_check(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    organs = ("--organs", listed(tmp_path, {**dict.fromkeys(BUREAUS, ""), f"{COUNTY}林业局": ""}))
    assert run(tmp_path, *organs).exit_code == 0  # a missing report is nobody's mistake in a report
    made = report(WATER, 2022)
    wrong = {**made.tables, "applications/total/total": 999_999}
    put(tmp_path, f"{WATER}/2022.md", report(WATER, 2022, wrong))
    assert run(tmp_path, *organs).exit_code == 1
    assert run(tmp_path, *organs, "--fail-on", "never").exit_code == 0


def test_bad_usage_is_a_sentence(tmp_path: Path) -> None:
    full(tmp_path, (2023,))
    for arguments in (
        ("-f", "xlsx"),
        ("--resume", "--no-cache"),
        ("--organs", str(tmp_path / "none.csv")),
        ("-o", str(tmp_path / WATER / "2023.md")),
    ):
        done = run(tmp_path, *arguments)
        assert done.exit_code == 2, arguments
        assert done.stderr.startswith("nianbao: ")
        assert "Traceback" not in done.stderr
