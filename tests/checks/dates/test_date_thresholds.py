"""Years, deadlines and lines with dates at the limits of what is taken for one, and one step beyond them."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import ORGAN, found, report, water

LATE = "2023年2月24日"  # a department publishes until 31 January


@pytest.mark.threshold("checks.dates.periods._FIRST_YEAR")
@pytest.mark.parametrize(("year", "variants"), [(2007, 1), (2008, 0), (2009, 1)])
def test_only_the_year_in_which_the_regulation_came_into_force_begins_in_may(year: int, variants: int) -> None:
    source = report(year=year, front=f"所列数据的统计期限为{year}年5月1日至{year}年12月31日。")
    assert len(found("D601", source)) == variants


@pytest.mark.threshold("checks.dates.publication._LONGEST_LABELLED")
@pytest.mark.parametrize(("length", "dates"), [(160, ["2023-02-24"]), (161, [])])
@pytest.mark.parametrize("line", ["发布时间：2023-02-24 来源：", "2023-02-24 来源："])
def test_a_line_about_the_page_has_a_hundred_and_sixty_characters(line: str, length: int, dates: list[str]) -> None:
    source = report(front=line + water(length - len(line)))
    assert [diagnostic.actual for diagnostic in found("D603", source)] == dates


@pytest.mark.threshold("checks.dates.publication._LONGEST_LABELLED")
@pytest.mark.parametrize(("length", "dates"), [(160, ["2023-02-24"]), (161, [])])
def test_a_cell_about_the_page_has_as_many(length: int, dates: list[str]) -> None:
    label = "发布时间：2023-02-24 来源："
    source = report(front=f"| 索引号 | {label}{water(length - len(label))} |\n|---|---|", as_markdown=True)
    assert [diagnostic.actual for diagnostic in found("D603", source, format="markdown")] == dates


@pytest.mark.threshold("checks.dates.publication._LONGEST_SIGNED")
@pytest.mark.parametrize(("length", "dates"), [(40, ["2023-02-24"]), (41, [])])
def test_a_signature_has_forty_characters(length: int, dates: list[str]) -> None:
    name = water(length - len(ORGAN) - len(LATE)) + ORGAN
    assert [diagnostic.actual for diagnostic in found("D603", report(signed=name + LATE))] == dates


@pytest.mark.threshold("checks.dates.publication._LONGEST_SIGNED")
@pytest.mark.parametrize(("length", "dates"), [(40, ["2023-02-24"]), (41, [])])
def test_a_line_that_begins_with_the_date_has_as_many(length: int, dates: list[str]) -> None:
    source = report(front=LATE + water(length - len(LATE)))
    assert [diagnostic.actual for diagnostic in found("D603", source)] == dates


@pytest.mark.threshold("checks.dates.publication._LONGEST_SIGNED")
@pytest.mark.parametrize(("length", "dates"), [(40, ["2023-02-24"]), (41, [])])
def test_a_cell_that_begins_with_the_date_has_as_many(length: int, dates: list[str]) -> None:
    date = LATE + water(length - len(LATE))
    source = report(front=f"| 发布时间 | {date} |\n|---|---|", as_markdown=True)
    assert [diagnostic.actual for diagnostic in found("D603", source, format="markdown")] == dates


@pytest.mark.parametrize(("year", "count"), [(2017, 0), (2018, 0), (2019, 1)])
def test_until_2018_departments_had_until_march(year: int, count: int) -> None:
    source = report(year=year, signed=f"{ORGAN}\n\n{year + 1}年2月24日")
    assert len(found("D603", source)) == count


@pytest.mark.threshold("checks.dates.stale_year._OLDEST")
@pytest.mark.parametrize(("told", "count"), [(2018, 0), (2019, 1), (2022, 0)])
def test_a_report_is_made_from_one_of_the_last_three_years(told: int, count: int) -> None:
    assert len(found("D602", report(f"{told}年，我局没有收到申请。"))) == count


@pytest.mark.threshold("checks.dates.stale_year._LONGEST_HEADING")
@pytest.mark.parametrize(("length", "count"), [(40, 1), (41, 0)])
def test_a_heading_has_forty_characters(length: int, count: int) -> None:
    heading = "2021年信息管理"
    source = report("水。", heading=heading + water(length - len("(一)") - len(heading)))
    assert len(found("D602", source)) == count


@pytest.mark.threshold("checks.dates.stale_year._NEXT_YEAR")
@pytest.mark.parametrize(("told", "count"), [(2023, 1), (2024, 0)])
def test_a_heading_of_the_next_year_need_not_speak_of_disclosure(told: int, count: int) -> None:
    assert len(found("D602", report("水。", heading=f"{told}年信息管理"))) == count


@pytest.mark.threshold("checks.dates.impossible_dates._FARTHEST")
@pytest.mark.parametrize(("told", "dates"), [(2032, []), (2033, ["2033"])])
def test_a_year_of_which_is_told_is_at_most_ten_ahead(told: int, dates: list[str]) -> None:
    source = report(f"{told}年，我局收到申请3件。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == dates


@pytest.mark.threshold("checks.dates.impossible_dates._NEXT")
@pytest.mark.parametrize(("told", "dates"), [(2023, []), (2024, ["2024年3月"])])
def test_what_was_done_was_done_until_the_next_year(told: int, dates: list[str]) -> None:
    source = report(f"{told}年3月召开会议。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == dates


@pytest.mark.threshold("checks.dates.impossible_dates._FIRST_YEAR")
@pytest.mark.parametrize(("told", "dates"), [(1799, ["1799年度"]), (1800, [])])
def test_history_begins_in_1800(told: int, dates: list[str]) -> None:
    source = report(f"{told}年度我局收到申请3件。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == dates


@pytest.mark.threshold("checks.dates.impossible_dates._LAST_YEAR")
@pytest.mark.parametrize(("told", "dates"), [(2099, []), (2100, ["2100年"])])
def test_years_end_in_2099(told: int, dates: list[str]) -> None:
    source = report(f"{told}年度气温上升。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == dates


@pytest.mark.threshold("checks.dates.impossible_dates._LAST_YEAR")
def test_the_last_year_may_be_one_that_is_told_of() -> None:
    source = report("2099年，我局收到申请3件。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == ["2099"]


@pytest.mark.threshold("checks.dates.impossible_dates._DIGITS_OF_YEAR")
@pytest.mark.parametrize(
    ("told", "dates"), [("在202年度", ["202年"]), ("水202年度", []), ("水20222年度", ["20222年"]), ("水3022年度", [])]
)
def test_a_year_has_four_digits(told: str, dates: list[str]) -> None:
    source = report(f"{told}收到申请3件。")
    assert [diagnostic.actual for diagnostic in found("D604", source)] == dates
