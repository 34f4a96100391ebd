"""One wrong figure of a sentence is one finding, though sums, shares and the tables all tell that it is wrong."""

from __future__ import annotations

import pytest

from linter.checks.registry import rules
from linter.engine.lint import lint_source
from linter.rules.selection import RuleSet, select
from tests.prose.reports_with_facts import report_with

_CODES = ("A305", "A306", "N401")
_FACTS = {"received": 41, "carried_over": 3, "granted": 20, "partial": 6, "process_info": 3, "not_held": 8}
_FACTS |= {
    "petition": 3,
    "total": 40,
    "carried_forward": 4,
    "organisations": 9,
    "review_upheld": 3,
    "review_corrected": 1,
}


def found(text: str, ruleset: RuleSet | None = None) -> list[tuple[str, object, object]]:
    result = lint_source(report_with(text, _FACTS, 2023), ruleset=ruleset)
    return [(d.code, d.actual, d.expected) for d in result.diagnostics if d.code in _CODES]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("办结40件，其中予以公开20件、部分公开8件、不予公开3件、无法提供8件、不予处理3件。", 8, 6),
        ("收到申请41件，其中予以公开20件、部分公开8件、不予公开3件、无法提供8件、不予处理3件，结转下年4件。", 8, 6),
        ("收到申请41件，办结40件，其中公开答复20件，部分公开9件，不掌握8件，其他6件。", 9, 6),
        ("收到申请41件，其中自然人23件，占78.0%；法人或其他组织9件，占22.0%。", 23, 32),
        ("行政复议4件，其中维持3件，被纠正2件。", 2, 1),
        ("收到申请14件，上年结转3件，共计44件。", 14, 41),
        ("收到申请47件，比上年的35件增加6件。", 47, 41),
        ("无法提供10件（其中本机关不掌握8件、没有现成信息0件、补正后仍不明确0件）。", 10, 8),
    ],
)
def test_what_the_tables_contradict_is_said_of_them_alone(text: str, wrong: int, right: int) -> None:
    assert found(text) == [("N401", wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "收到来信24件，其中网上15件，占65.2%；信函5件，占21.7%；当面3件，占13%。",
        "收到来信23件，其中网上15件，占65.2%；信函6件，占21.7%；当面3件，占13%。",
    ],
)
def test_shares_that_tell_how_a_list_would_add_up_are_right(text: str) -> None:
    assert [code for code, *_ in found(text)] == ["A305"]


def test_a_share_that_is_wrong_beside_a_wrong_list_is_said_too() -> None:
    text = "收到来信24件，其中网上15件，占65.2%；信函5件，占31.7%；当面3件，占13%。"
    assert found(text) == [("A305", 24, 23), ("A306", "31.7%", "20.8%")]


def test_another_wrong_figure_of_the_same_list_is_said_too() -> None:
    text = "受理来信41件，其中网上26件、信函15件、其他2件；行政复议4件，其中维持3件，被纠正2件。"
    assert found(text) == [("A305", 41, 43), ("N401", 2, 1)]


@pytest.mark.parametrize(("left_out", "left"), [("N401", ["A305"]), ("A305", ["N401"])])
def test_what_no_rule_says_is_said_by_the_other(left_out: str, left: list[str]) -> None:
    text = "行政复议4件，其中维持3件，被纠正2件。"
    assert [code for code, *_ in found(text, select(rules(), ignored=(left_out,)))] == left


def test_amounts_are_told_as_they_are_written() -> None:
    text = "投入经费41.5万元，其中网站运维20.5万元、评估10.2万元、其他8.1万元。"
    result = lint_source(report_with(text, _FACTS, 2023))
    said = next(d.message for d in result.diagnostics if d.code == "A305")
    assert "相加为38.8万（20.5万+10.2万+8.1万），相差2.7万" in said


def test_a_rate_is_told_of_what_its_sentence_counts() -> None:
    text = "连同上年结转3件，全年应办44件，办结40件，办结率95.9%。"
    assert found(text) == [("A306", "95.9%", "90.9%")]
