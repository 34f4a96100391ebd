"""How long and how many lines may be that are taken for more than prose, each on both sides of its bound."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
PARTS = ["overview", "proactive", "applications", "disputes", "problems", "other"]


def _parts(source: str) -> list[str | None]:
    return [section.part for section in parse_source(source).sections]


def test_the_report_has_its_parts() -> None:
    assert _parts(REPORT) == PARTS


@pytest.mark.threshold("parsing.line_tokens._LONGEST_TITLE")
@pytest.mark.parametrize(("length", "is_heading"), [(40, True), (41, False)])
def test_a_title_that_lost_its_number_is_a_short_line(length: int, is_heading: bool) -> None:
    heading = "五、存在的主要问题及改进情况"
    assert f"## {heading}\n" in REPORT
    title = heading.removeprefix("五、")
    spread = title[0] + "\u3000" * (length - len(title)) + title[1:]
    source = REPORT.replace(f"## {heading}\n", f"{spread}\n")
    assert ("problems" in _parts(source)) is is_heading


@pytest.mark.threshold("parsing.line_tokens._FEWEST_TITLED")
@pytest.mark.parametrize(("number", "level"), [(2, 2), (3, 1)])
def test_a_few_prescribed_titles_make_a_style_the_first_level(number: int, level: int) -> None:
    titles = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"][:number]
    texts = [f"（{numeral}）{title}\n\n本年度工作平稳。" for numeral, title in zip("二三四", titles, strict=False)]
    report = parse_source("\n\n".join(["# 云川市人民政府2022年政府信息公开工作年度报告", *texts]))
    assert [section.level for section in report.sections] == [level] * number


OWN_TITLES = ["总体情况", "信息公开情况", "复议和诉讼的情况", "收费及减免情况", "加强平台建设"]


@pytest.mark.parametrize("mark", ["（{}）", "（{}）、", "{}."])
def test_a_style_that_begins_with_the_first_part_is_the_first_level(mark: str) -> None:
    numerals = "12345" if mark == "{}." else "一二三四五"
    texts = [f"{mark.format(number)}{title}\n\n工作平稳。" for number, title in zip(numerals, OWN_TITLES, strict=True)]
    source = "\n\n".join(["# 云川市水务局2022年政府信息公开工作年度报告", *texts])
    assert [(one.level, one.value) for one in parse_source(source).sections] == [(1, at) for at in range(1, 6)]
    numbering = lint_source(source, path="a.md", format="markdown", select=["S104"]).diagnostics
    assert [found.expected for found in numbering] == ["一、"]  # of the style alone
    points = source.replace("工作平稳。", "（1）做法。\n\n（2）做法。", 1)
    assert [len(one.children) for one in parse_source(points).sections] == [2, 0, 0, 0, 0]
