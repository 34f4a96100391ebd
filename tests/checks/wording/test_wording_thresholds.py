"""Punctuation, script and words at the limits of what is looked at, and one step beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.lint import lint_source
from tests.checks.reports_in_words import local_rule, report, told, water


@pytest.mark.threshold("checks.wording.characters._LONGEST_LOOK")
@pytest.mark.parametrize(("before", "marks"), [(199, [2]), (200, [])])
def test_brackets_are_chinese_by_one_of_the_first_two_hundred_characters(before: int, marks: list[int]) -> None:
    assert told("W703", f"公开信息({'x' * before}水)20条。") == marks


@pytest.mark.threshold("checks.wording.characters._FEWEST")
@pytest.mark.parametrize(("letters", "count"), [("發條辦處", []), ("發條辦處優", [5]), ("發發發發發", [])])
def test_a_text_is_traditional_by_five_different_characters(letters: str, count: list[int]) -> None:
    assert told("W704", f"水水{letters}。") == count


@pytest.mark.whole
@pytest.mark.threshold("checks.wording.repeated_words._REACH")
@pytest.mark.parametrize(("between", "count"), [(10, 1), (11, 0)])
def test_what_a_double_is_shows_within_twelve_characters(tmp_path: Path, between: int, count: int) -> None:
    params = "{signs: {的的: ['甲水+的的']}, repeatable: '水+', meant: []}"
    ruleset = local_rule(tmp_path, "repeated-words", params, "{found}{repeated}")
    result = lint_source(report(f"甲{water(between)}的的。"), path="a.txt", format="text", ruleset=ruleset)
    assert len(result.diagnostics) == count


@pytest.mark.threshold("checks.wording.repeated_words._RUN_IN")
@pytest.mark.parametrize(("word", "count"), [("满意率", 1), ("主动公开", 0)])
def test_a_heading_that_its_paragraph_repeats_has_four_characters(word: str, count: int) -> None:
    assert len(told("W707", f"（三）{word}{word}稳定，无其他。")) == count


@pytest.mark.parametrize(("length", "count"), [(2, 1), (20, 1), (21, 0)])
def test_what_is_doubled_has_two_to_twenty_characters(length: int, count: int) -> None:
    word = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"[:length]
    assert len(told("W707", f"公开{word}{word}，无其他。")) == count


@pytest.mark.threshold("checks.wording.paired_signs._RUNS_OVER")
@pytest.mark.parametrize(("between", "count"), [(9, 0), (10, 2)])
def test_a_sign_is_closed_within_ten_paragraphs(between: int, count: int) -> None:
    assert len(told("W708", "公开（水。", *between * ["水。"], "水）。")) == count


@pytest.mark.threshold("reference.wording._SHORTEST_ITEM")
@pytest.mark.parametrize(("item", "count"), [("资条", 0), ("资质条", 1)])
def test_what_is_counted_has_two_characters(item: str, count: int) -> None:
    assert len(told("W706", f"其中：{item}、许可证76条。")) == count
