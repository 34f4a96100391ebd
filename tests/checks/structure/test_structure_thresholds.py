"""Headings, words and titles at the limits of what counts as such, and one step beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.reports_in_words import ORGAN, found, local_rule, report, water
from tests.places import RULE_EXAMPLES

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")


@pytest.mark.threshold("checks.structure.parts._LONGEST_TITLE")
@pytest.mark.parametrize(("length", "count"), [(32, 0), (33, 1)])
def test_a_line_of_thirty_two_characters_may_be_the_title_of_a_part(length: int, count: int) -> None:
    source = report(water(length - len("收费")) + "收费", year=2016)
    missing = [diagnostic.expected for diagnostic in found("S101", source)]
    assert missing.count("政府信息公开的收费及减免情况") == count


@pytest.mark.whole
@pytest.mark.threshold("checks.structure.requirements._LONGEST_HEADING")
@pytest.mark.parametrize(("length", "count"), [(30, 0), (31, 1)])
def test_a_line_of_thirty_characters_may_be_a_heading(length: int, count: int, tmp_path: Path) -> None:
    wanted = local_rule(tmp_path, "required-headings", "{headings: {附表: [附表]}}", "{heading}")
    assert len(found("P999", report(water(length - len("附表")) + "附表"), ruleset=wanted)) == count


@pytest.mark.whole
@pytest.mark.threshold("checks.structure.requirements._MOST_PLACES")
@pytest.mark.parametrize(("times", "listed"), [(99, 99), (100, 100), (101, 100)])
def test_a_hundred_places_of_a_word_are_listed(times: int, listed: int, tmp_path: Path) -> None:
    unwanted = local_rule(tmp_path, "forbidden-words", "{words: {群众满意: 反馈}}", "{word}")
    (diagnostic,) = found("P999", report("水，".join(times * ["群众满意"])), ruleset=unwanted)
    assert 1 + len(diagnostic.related) == listed


@pytest.mark.threshold("checks.context._AN_INDEX")
@pytest.mark.parametrize(("titles", "count"), [(2, 0), (3, 1)])
def test_three_titles_one_under_the_other_are_an_index(titles: int, count: int) -> None:
    lines = [f"{ORGAN}{2022 - at}年政府信息公开工作年度报告" for at in range(titles)]
    assert len(found("S107", "\n\n".join(lines))) == count


@pytest.mark.threshold("checks.structure.numbering._SEVERAL")
@pytest.mark.parametrize(("parts", "count"), [(2, 0), (3, 1)])
def test_three_parts_numbered_as_points_are_told(parts: int, count: int) -> None:
    source = CLEAN
    for at, title in enumerate(["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"][:parts]):
        source = source.replace(f"## {'一二三'[at]}、{title}", f"{at + 1}．{title}")
    assert len([one for one in found("S104", source) if "写成了" in one.message]) == count


@pytest.mark.parametrize(("parts", "expected"), [(1, ["二、"]), (2, ["二、", "三、"]), (3, ["二、"]), (5, ["二、"])])
def test_three_parts_without_a_number_are_told_at_once(parts: int, expected: list[str]) -> None:
    source = CLEAN
    for numeral in "二三四五六"[:parts]:
        source = source.replace(f"## {numeral}、", "## ")
    assert [one.expected for one in found("S104", source, "markdown")] == expected


@pytest.mark.threshold("checks.context._LONGEST_COVER")
def test_a_page_beside_its_report_has_up_to_300_characters() -> None:
    title = f"{ORGAN}2022年政府信息公开工作年度报告"
    attached = "附件：年报全文.pdf"

    def told(length: int) -> list[str]:
        text = "水" * (length - len(title) - len(attached))
        return [one.actual for one in found("S111", f"{title}\n\n{text}\n\n{attached}\n")]

    assert told(300) == ["年报全文.pdf"]
    assert told(301) == []
