"""Brackets and script at the limits of what is looked at, and one step beyond them."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import told


@pytest.mark.threshold("checks.wording.characters._LONGEST_LOOK")
@pytest.mark.parametrize(("before", "marks"), [(199, [2]), (200, [])])
def test_brackets_are_chinese_by_one_of_the_first_two_hundred_characters(before: int, marks: list[int]) -> None:
    assert told("W703", f"公开信息({'x' * before}水)20条。") == marks


@pytest.mark.threshold("checks.wording.characters._FEWEST")
@pytest.mark.parametrize(("letters", "count"), [("發條辦處", []), ("發條辦處優", [5]), ("發發發發發", [])])
def test_a_text_is_traditional_by_five_different_characters(letters: str, count: list[int]) -> None:
    assert told("W704", f"水水{letters}。") == count
