"""Announced points, lists of parts and shares at the limits of where they are looked for, and one step beyond them."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import told, water

PARTS = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议行政诉讼情况、"
    "存在的主要问题及改进情况"
)


@pytest.mark.threshold("checks.prose.enumerations._MOST_BELOW")
@pytest.mark.parametrize(("between", "wrong"), [(37, []), (38, ["三个方面"])])
def test_points_are_looked_for_in_forty_paragraphs_below(between: int, wrong: list[str]) -> None:
    below = ("一是水。", "二是水。", *between * ["水。"], "三是水。")
    assert told("A307", "主要做了三个方面：", *below) == wrong


@pytest.mark.threshold("checks.prose.enumerations._LATEST_FIRST")
@pytest.mark.parametrize(("before", "wrong"), [(60, ["三个方面"]), (61, [])])
def test_the_first_point_stands_sixty_characters_behind_its_announcement(before: int, wrong: list[str]) -> None:
    assert told("A307", f"主要做了三个方面：{water(before - len('：，'))}，一是水；二是水。") == wrong


@pytest.mark.threshold("checks.prose.enumerations._LONGEST")
@pytest.mark.parametrize(("length", "wrong"), [(4000, []), (4001, ["三个方面"])])
def test_points_are_looked_for_in_four_thousand_characters(length: int, wrong: list[str]) -> None:
    points = "：一是水；二是", "；三是"
    between = water(length - len("".join(points)))
    assert told("A307", f"主要做了三个方面{between.join(points)}水。") == wrong


@pytest.mark.threshold("checks.prose.listed_parts._LONGEST_LIST")
@pytest.mark.parametrize(("length", "wrong"), [(160, ["六个部分"]), (161, [])])
def test_a_list_of_parts_has_a_hundred_and_sixty_characters(length: int, wrong: list[str]) -> None:
    listed = PARTS.replace("、", "、" * 10)
    assert told("A307", f"本报告包括{listed + '、' * (length - len(listed))}六个部分。") == wrong


@pytest.mark.threshold("checks.prose.listed_parts._LONGEST_LIST")
@pytest.mark.parametrize(("length", "wrong"), [(160, ["六个部分"]), (161, [])])
def test_a_list_behind_its_number_has_as_many(length: int, wrong: list[str]) -> None:
    listed = PARTS.replace("、", "、" * 10)
    assert told("A307", f"本报告共六个部分：{'、' * (length - len(listed)) + listed}。") == wrong


@pytest.mark.threshold("checks.prose.listed_parts._FEWEST_ABOUT")
@pytest.mark.parametrize(
    ("listed", "wrong"),
    [
        ("工作计划、主动公开情况、存在的问题", ["四个部分"]),
        ("工作计划、工作总结、存在的问题", []),
        ("收费情况、存在的问题", ["四个部分"]),
    ],
)
def test_two_titles_of_a_list_speak_of_disclosure(listed: str, wrong: list[str]) -> None:
    assert told("A307", f"本报告包括{listed}四个部分。") == wrong


@pytest.mark.threshold("checks.prose.enumerations._LEAD")
@pytest.mark.parametrize(("between", "wrong"), [(10, ["3条"]), (11, [])])
def test_a_figure_is_announced_in_twelve_characters_before_it(between: int, wrong: list[str]) -> None:
    assert told("A307", f"下列{water(between)}3条。", "一是水。", "二是水。") == wrong


def test_a_number_of_parts_before_their_list_is_not_in_it() -> None:
    assert told("A307", f"本报告分为六个部分，包括{PARTS}六个部分。") == ["六个部分"]
    assert told("A307", f"本报告分为五个部分，包括{PARTS}五个部分。") == []
