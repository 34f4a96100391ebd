"""What a wrong figure is said to be follows from what its sentence counts."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from tests.prose.reports_with_facts import report_with

FACTS = {"received": 85, "carried_over": 3, "total": 86, "carried_forward": 2}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年受理申请89件（含上年结转3件）。", 88),
        ("全年受理申请89件，其中上年结转3件。", 88),
        ("共处理申请89件（含上年结转3件）。", 88),
        ("新收申请89件，上年结转3件。", 85),
        ("全年受理申请89件。", 85),
        ("新收申请85件，结转3件，共办理申请98件。", 88),
    ],
)
def test_with_those_carried_over_or_without(sentence: str, expected: int) -> None:
    (found,) = [d for d in lint_source(report_with(sentence, FACTS)).diagnostics if d.code == "N401"]
    assert found.expected == expected
    assert ("applications/carried_over/total" in found.cells) == (expected > FACTS["received"])


@pytest.mark.parametrize("sentence", ["所有申请均已办结，无结转。", "收到的申请全部按期办结，没有结转下年度的申请。"])
def test_that_none_is_left_is_told_once(sentence: str) -> None:
    (found,) = [d for d in lint_source(report_with(sentence, FACTS)).diagnostics if d.code == "N401"]
    assert found.expected == FACTS["carried_forward"]


def test_a_list_divides_the_whole_and_no_part_of_another_list() -> None:
    sentence = "收到来信86件，其中个人61件，企业25件；按内容分：征地31件，规划14件，其他14件。"
    (found,) = [d for d in lint_source(report_with(sentence, FACTS)).diagnostics if d.code == "A305"]
    assert (found.actual, found.expected) == (86, 59)


def test_a_share_of_all_applications_is_worked_out_from_those_received() -> None:
    (found,) = [
        d for d in lint_source(report_with("涉及征地的31件，占申请总数的46%。", FACTS)).diagnostics if d.code == "A306"
    ]
    assert found.expected == "36.5%"


@pytest.mark.parametrize(("last", "adds_up"), [("4（12个单位合为4张表）条", True), ("5（含12个单位）条", False)])
def test_a_number_is_a_part_though_brackets_stand_before_its_unit(last: str, adds_up: bool) -> None:
    text = f"公开信息108条，其中指南1条，机构4条；文件4条；动态95条；预算{last}。"
    assert ("A305" in {d.code for d in lint_source(report_with(text, FACTS)).diagnostics}) is not adds_up
