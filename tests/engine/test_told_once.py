"""One cause is one finding: which of several rules speaks where they would say the same of one place."""

from __future__ import annotations

import pytest

from linter.checks.registry import shipped
from linter.engine.lint import lint_source
from tests.places import RULE_EXAMPLES

TITLE = "云川市人民政府2022年政府信息公开工作年度报告"
CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
PERIOD = "2022年1月1日至2022年12月31日"
SENTENCE = "疑难申请由市政府办公室会同法律顾问研究后答复。"


def told(before: str, after: str, *, until: str | None = None, select: tuple[str, ...] = ()) -> list[str]:
    """The codes for a clean report with one text in place of another, or of all up to `until`."""
    start = CLEAN.index(before)
    end = CLEAN.index(until) if until else start + len(before)
    return [one.code for one in lint_source(CLEAN[:start] + after + CLEAN[end:], select=select).diagnostics]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("云川市人民政府20××年政府信息公开工作年度报告", "W706"),
        ("云川市人民政府____年政府信息公开工作年度报告", "W706"),
        ("××市人民政府2022年政府信息公开工作年度报告", "W706"),
        ("云川市人民政府20222年政府信息公开工作年度报告", "D604"),
        ("云川市人民政府    年政府信息公开工作年度报告", "S106"),
    ],
)
def test_what_a_title_lacks(written: str, code: str) -> None:
    assert told(TITLE, written) == [code]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("年月日至年月日", "D601"),
        ("2022年  月  日至2022年  月  日", "D601"),
        ("2022年1月1日至2022年  月  日", "D601"),
        ("20220101至20221231日", "X802"),
        ("2022年1月1日至2022年11月31日", "D604"),
    ],
)
def test_what_a_period_lacks(written: str, code: str) -> None:
    assert told(PERIOD, written) == [code]


@pytest.mark.parametrize(
    ("written", "code"),
    [("20221月5日召开会议。", "X802"), ("2022年13月5日召开会议。", "D604"), ("会议于年月日召开。", "D604")],
)
def test_what_a_date_lacks(written: str, code: str) -> None:
    assert told(SENTENCE, written) == [code]


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        ("## 二、主动公开政府信息情况", "## 三、"),
        ("## 四、政府信息公开行政复议、行政诉讼情况", "## 五、"),
    ],
)
def test_a_part_that_lacks_its_table_is_not_called_empty_too(heading: str, following: str) -> None:
    assert told(heading, f"{heading}\n\n", until=following) == ["T201"]


def test_a_heading_that_stands_there_twice_is_no_empty_part() -> None:
    heading = "## 二、主动公开政府信息情况"
    assert told(heading, f"{heading}\n\n{heading}") == ["S104"]
    assert told("## 一、总体情况", "## 一、总体情况\n\n一、总体情况") == ["S104"]


def test_the_other_rule_speaks_where_the_first_is_not_asked() -> None:
    heading = "## 四、政府信息公开行政复议、行政诉讼情况"
    assert told(heading, f"{heading}\n\n", until="## 五、", select=("S",)) == ["S105"]
    assert told(TITLE, "云川市人民政府20××年政府信息公开工作年度报告", select=("S",)) == ["S106"]
    assert told(PERIOD, "年月日至年月日", select=("W",)) == ["W706"]


def test_two_places_are_two_findings() -> None:
    title = "云川市人民政府政府信息公开工作年度报告"
    source = CLEAN.replace(TITLE, title).replace(SENTENCE, "由XX市政府办公室答复。")
    assert [one.code for one in lint_source(source).diagnostics] == ["S106", "W706"]


def test_all_kinds_that_others_leave_to_them_are_there() -> None:
    rules = shipped().rules
    kinds = {name for rule in rules for name in (rule.check, *(f"{rule.check}/{one}" for one in rule.kind.variants))}
    assert {kind for rule in rules for kind in rule.kind.told_by} <= kinds
