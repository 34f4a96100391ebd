"""The doubled characters that are looked for, and what is offered where a word stands there twice."""

from __future__ import annotations

import pytest

from linter.checks.registry import rules
from linter.checks.wording.repeated_words import Params
from tests.checks.reports_in_words import found, report

(_RULE,) = (rule for rule in rules() if rule.code == "W707")
_PARAMS: Params = _RULE.params


@pytest.mark.parametrize("double", _PARAMS.signs)
def test_a_doubled_character_is_looked_for_by_patterns_that_hold_it(double: str) -> None:
    assert len(double) == 2
    assert double[0] == double[1]
    assert all(double in pattern for pattern in _PARAMS.signs[double])


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("信息审核审核后发布，完善的的机制。", "信息审核后发布，完善的机制。"),
        ("电话：电话：28580689，可通过可以通过网站。", "电话：28580689，可通过网站。"),
        ("更新更新更新目录，公开情况况良好。", "更新更新目录，公开情况良好。"),
    ],
)
def test_one_of_the_two_may_be_deleted(text: str, mended: str) -> None:
    source = report(text)
    edits = [edit for diagnostic in found("W707", source) if diagnostic.fix for edit in diagnostic.fix.edits]
    for start, end, new in sorted(edits, reverse=True):
        source = source[:start] + new + source[end:]
    assert mended in source


@pytest.mark.parametrize(
    ("organ", "text", "actual"),
    [
        ("云川市清泉镇人民政府", "清泉镇镇人民政府公开信息20条。", ["清泉镇镇"]),
        ("柳荫乡", "柳荫乡乡人民政府公开信息20条。", ["柳荫乡乡"]),
        ("云川市东城街道办事处", "东城街道街道办事处公开信息20条。", ["东城街道街道"]),
        ("云川市清泉镇人民政府", "清泉镇人民政府公开信息20条，镇镇人民政府都有网站。", []),
        ("云川市清泉镇人民政府", "白石镇镇人民政府来访。", []),
        ("云川市古镇镇人民政府", "云川市古镇镇人民政府公开信息20条。", []),
        ("云川市古镇", "云川市古镇镇人民政府公开信息20条。", []),
        ("云川市东城街街道办事处", "东城街街道办事处公开信息20条。", []),
        ("云川市水务局", "东城街道街道办事处来访。", []),
    ],
)
def test_the_kind_of_a_place_stands_twice_in_the_name_of_its_office(organ: str, text: str, actual: list[str]) -> None:
    assert [diagnostic.actual for diagnostic in found("W707", report(text, organ=organ))] == actual


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("另有2期。（四）政府信息公开平台建设平台建设方面，调整了栏目。", 0),
        ("另有2期。4、政府信息公开平台建设平台建设方面，调整了栏目。", 0),
        ("另有2期。四是政府信息公开平台建设平台建设方面，调整了栏目。", 1),
        ("另有2期。（四）公开平台，平台建设平台建设方面，调整了栏目。", 1),
        ("另有2期。政府信息公开平台建设平台建设方面，调整了栏目。", 1),
    ],
)
def test_a_heading_that_ran_together_with_its_paragraph_is_no_double(text: str, count: int) -> None:
    assert len(found("W707", report(text))) == count


@pytest.mark.parametrize(
    ("text", "actual"),
    [
        ("接受区纪委监委监督检查一次，未发现问题。", []),
        ("接受区纪委监委监委检查一次，未发现问题。", ["委监委监"]),
        ("按时公布了2021年度年度报告，未逾期。", []),
        ("现将本局年度报告报告如下，请予监督。", []),
        ("按时公布了年度年度报告，未逾期。", ["年度年度"]),
        ("统一行政处罚处罚决定书的格式，方便查阅。", []),
        ("统一行政处罚处罚的格式，方便查阅。", ["处罚处罚"]),
        ("明确政府信息公开公开内容和时限，逐项落实。", []),
    ],
)
def test_two_words_that_meet_are_no_double(text: str, actual: list[str]) -> None:
    assert [diagnostic.actual for diagnostic in found("W707", report(text))] == actual


def test_no_word_is_deleted_of_itself() -> None:
    fixes = [diagnostic.fix for diagnostic in found("W707", report("信息审核审核后发布，完善的的机制。"))]
    assert [fix.safety for fix in fixes if fix] == ["suggestion", "suggestion"]


def test_a_word_and_its_double_in_two_lines_of_one_paragraph_are_reported() -> None:
    source = report("区水务局认真落实各项规定，信息发布之前一律由办公室负责审核\n审核后方可上网，责任到人。")
    assert [diagnostic.actual for diagnostic in found("W707", source)] != []


def test_markup_between_the_two_keeps_the_finding_and_offers_no_edit_of_the_tag() -> None:
    source = "<h1>云川市水务局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>信息<b>审核</b>审核后发布。</p>"
    (diagnostic,) = found("W707", source, "html")
    assert diagnostic.fix is None or all("<" not in source[edit.start : edit.end] for edit in diagnostic.fix.edits)
