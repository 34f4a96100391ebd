"""Numbered points run on, whatever stands between them, and lists may stand in lists."""

from __future__ import annotations

import pytest

from linter.text.folding import fold
from linter.text.points import SPOKEN, breaks, points

IS, MUST, ORDINAL, OF_THEM = SPOKEN


def broken(text: str, marks: tuple[str, ...] = IS) -> list[tuple[str, int]]:
    folded = fold(text)
    return [(found.point.mark, found.expected) for found in breaks(folded, points(folded, marks))]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("一是水；三是水；三是水。", [("三是", 2)]),
        ("一是水；二是水；四是水。", [("四是", 3)]),
        ("一是水；二是水；二是水；三是水。", [("二是", 3)]),
        ("一是水；三是水；四是水。", [("三是", 2)]),
        ("一是水；二是水；二是水。一是水；三是水。", [("二是", 3), ("三是", 2)]),
    ],
)
def test_a_gap_and_a_repeat_are_found_once(text: str, where: list[tuple[str, int]]) -> None:
    assert broken(text) == where


def test_other_words_number_too() -> None:
    assert broken("一要水；三要水。", MUST) == [("三要", 2)]
    assert broken("第一，水。第三，水。", ORDINAL) == [("第三,", 2)]
    assert broken("其一，水。其三，水。", OF_THEM) == [("其三", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "第一，水。第二，水。第三，水。",
        "第一，水。其二，水。第三，水。",
        "位居全省第三，第一次入围。",
        "第一条、第三条规定，",
        "第三方，第一时间，",
    ],
)
def test_ordinals_that_run_on_or_number_no_points(text: str) -> None:
    assert broken(text, ORDINAL) == []


@pytest.mark.parametrize(
    "text", ["其一，水。其二，水。", "只知其一，不知其三，", "其中一条、其三件，", "其三，水。其四，水。"]
)
def test_pronouns_that_run_on_or_number_no_points(text: str) -> None:
    assert broken(text, OF_THEM) == []


@pytest.mark.parametrize(
    "text",
    [
        "一是水；二是水；三是水。",
        "一是水：一是水，二是水；二是水；三是水。",
        "一是水；二是水。一是水；二是水；三是水。",
        "三是水；四是水。",
        "首先水；二是水；三是水。首先水；二是水。",
        "一是水；二要水；三是水。",
        "一是水；二、水；三是水。",
        "一是水；其二，水；三是水。",
        "一是水，水管二是水；三是水。",
        "问题一是水，问题三是水。",
        "一是水，一是水。",
        "第三是水。",
        "",
    ],
)
def test_what_runs_on(text: str) -> None:
    assert broken(text) == []


def test_the_lists_of_the_text_before_are_continued() -> None:
    lists: list[int] = []
    assert list(breaks("一是水。", points("一是水。", IS), lists)) == []
    assert [found.expected for found in breaks("三是水。", points("三是水。", IS), lists)] == [2]


@pytest.mark.parametrize(
    "texts", [["一是水。", "二是水。", "四是水。", "五是水。"], ["一是水。", "二是水。", "四是水。", "四是水。"]]
)
def test_a_gap_between_texts_is_found_once(texts: list[str]) -> None:
    open_lists: list[int] = []
    found = [broken for text in texts for broken in breaks(text, points(text, IS), open_lists)]
    assert [(broken.point.mark, broken.expected) for broken in found] == [("四是", 3)]
