"""Long lists of patterns: only those are searched whose words a text holds, and none is lost by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.registry import shipped
from linter.text.needed_words import needed_by, words_of
from linter.text.pattern_lists import PatternSearch, SearchedText

_LISTED = [
    pattern
    for rule in shipped().rules
    for pattern in rule.needed[0]
    if "(?<" not in pattern and "(?=" not in pattern and "(?!" not in pattern
]


def search(patterns: Sequence[str], text: str) -> re.Pattern[str] | None:
    return PatternSearch(SearchedText(text), needed_by(patterns)).those(patterns)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("时时彩(?:平台)?", "时时彩"),
        ("彩金?送", "彩送"),
        ("彩金*送", "彩送"),
        ("彩金{0,2}送", "彩送"),
        ("彩金+送", "彩金金送"),
        ("彩金{2}送", "彩金金送"),
        ("甲乙|丙丁", "丙丁"),
        ("(?:甲|乙)丙", "乙丙"),
        ("(?:甲|乙)?丙", "丙"),
        ("(?:甲乙?|丙)丁", "丙丁"),
        ("(?:甲|乙){2,}丙", "甲乙丙"),
        ("甲(?=乙|丙)", "甲丙"),
        ("丙(?<=乙丙)(?!丁)", "乙丙"),
        ("[甲乙][^丙]丁", "乙乙丁"),
        ("(?P<一>甲|乙)(?P=一)", "乙乙"),
        ("甲$", "甲"),
        (r"\[bookmark", "[bookmark"),
        (r"\d+日", "12日"),
        (r"_(?:Toc|Ref)\d", "_Ref1"),
    ],
)
def test_a_pattern_that_matches_is_never_left_out(pattern: str, text: str) -> None:
    found = search(["不在", pattern], text)
    assert re.search(pattern, text)
    assert found is not None
    assert found.search(text)


@pytest.mark.parametrize("pattern", _LISTED)
@given(data=st.data())
def test_no_text_drawn_from_a_pattern_lacks_its_words(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    assert search([pattern], text) is not None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("甲(?:乙|丙)丁", [["甲丙丁", "甲乙丁"]]),
        ("甲[乙丙]", [["甲丙", "甲乙"]]),
        (r"(?:甲乙|丙)\d+丁", [["丁"], ["丙", "甲乙"]]),
        ("甲乙?丙", [["丙"], ["甲"]]),
        ("(?:甲甲|甲)乙", [["甲乙"]]),
        ("甲(?=.*乙)", [["乙"], ["甲"]]),
        (r"(?:甲\d|乙丙\d丁)", [["甲", "乙丙"]]),
        (r"(?:甲\d|\d)", []),
        ("(?i)a", []),
        ("甲(?i:a)", [["甲"]]),
        ("(?:甲|)", []),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, words: list[list[str]]) -> None:
    assert words_of(pattern) == words


@pytest.mark.parametrize("pattern", ["时时彩(?:平台)?", "(?:甲|乙)丙", r"\[bookmark", "威尼斯人", r"\d+公里"])
def test_a_pattern_whose_words_are_absent_is_left_out(pattern: str) -> None:
    text = "全年主动公开信息20条。"
    assert PatternSearch(SearchedText(text), needed_by([pattern])).those_near([pattern]) == []


def test_a_word_is_found_by_the_sign_that_the_fewest_have() -> None:
    _, by_signs = needed_by(["甲乙", "甲丙", "甲丁", "戊"])
    assert by_signs == {"乙": [("甲", "甲乙")], "丙": [("甲", "甲丙")], "丁": [("甲", "甲丁")], "戊": [("戊", "戊")]}


def test_a_pattern_of_which_no_words_are_known_is_searched() -> None:
    assert PatternSearch(SearchedText("甲"), needed_by([])).those(["甲"]) is not None


def test_a_pattern_that_is_not_found_is_left_out() -> None:
    assert search([r"\d+日"], "全年主动公开信息20条。日") is None


def test_a_pattern_that_asks_for_an_end_is_taken_where_the_text_is_several() -> None:
    text = "2021年3月1\n联系人"
    found = search([r"\d月\d{1,2}$"], text)
    assert found is not None
    assert found.search(text.split("\n")[0])
