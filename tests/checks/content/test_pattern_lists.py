"""Long lists of patterns: only those are compiled whose first letters a text holds, and none is lost by it."""

from __future__ import annotations

import re

import pytest

from linter.text.pattern_lists import those_for


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("时时彩(?:平台)?", "时时彩"),
        ("彩金?送", "彩送"),
        ("彩金*送", "彩送"),
        ("彩金{0,2}送", "彩送"),
        ("彩金+送", "彩金金送"),
        ("甲乙|丙丁", "丙丁"),
        ("(?:甲|乙)丙", "乙丙"),
        ("(?:甲|乙)?丙", "丙"),
        (r"\[bookmark", "[bookmark"),
        (r"\d+日", "12日"),
        (r"_(?:Toc|Ref)\d", "_Ref1"),
    ],
)
def test_a_pattern_that_matches_is_never_left_out(pattern: str, text: str) -> None:
    found = those_for(["不在", pattern], text, frozenset(text))
    assert re.search(pattern, text)
    assert found is not None
    assert found.search(text)


@pytest.mark.parametrize("pattern", ["时时彩(?:平台)?", "(?:甲|乙)丙", r"\[bookmark", "威尼斯人"])
def test_a_pattern_whose_first_letters_are_absent_is_left_out(pattern: str) -> None:
    text = "全年主动公开信息20条。"
    assert those_for([pattern], text, frozenset(text)) is None


def test_a_pattern_that_is_not_found_is_left_out() -> None:
    text = "全年主动公开信息20条。"
    assert those_for([r"\d+日"], text, frozenset(text)) is None


def test_a_pattern_that_asks_for_an_end_is_taken_where_the_text_is_several() -> None:
    text = "2021年3月1\n联系人"
    found = those_for([r"\d月\d{1,2}$"], text, frozenset(text))
    assert found is not None
    assert found.search(text.split("\n")[0])
