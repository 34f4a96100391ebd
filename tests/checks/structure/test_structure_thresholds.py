"""Headings, words and titles at the limits of what counts as such, and one step beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.reports_in_words import ORGAN, found, local_rule, report, water


@pytest.mark.threshold("checks.structure.parts._LONGEST_TITLE")
@pytest.mark.parametrize(("length", "count"), [(32, 0), (33, 1)])
def test_a_line_of_thirty_two_characters_may_be_the_title_of_a_part(length: int, count: int) -> None:
    source = report(water(length - len("收费")) + "收费", year=2016)
    missing = [diagnostic.expected for diagnostic in found("S101", source)]
    assert missing.count("政府信息公开的收费及减免情况") == count


@pytest.mark.threshold("checks.structure.requirements._LONGEST_HEADING")
@pytest.mark.parametrize(("length", "count"), [(30, 0), (31, 1)])
def test_a_line_of_thirty_characters_may_be_a_heading(length: int, count: int, tmp_path: Path) -> None:
    wanted = local_rule(tmp_path, "required-headings", "{headings: {附表: [附表]}}", "{heading}")
    assert len(found("P999", report(water(length - len("附表")) + "附表"), ruleset=wanted)) == count


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
