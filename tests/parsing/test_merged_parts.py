"""Several prescribed parts under one heading."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
PROBLEMS = "## 五、存在的主要问题及改进情况"
OTHER = "## 六、其他需要报告的事项\n"


def merged(heading: str, *removed: str) -> str:
    """A clean report in which the first of these headings reads otherwise, and the others are gone."""
    first, *others = removed
    source = CLEAN.replace(first, heading)
    for other in others:
        source = source.replace(other, "")
    return source


@pytest.mark.parametrize(
    ("heading", "removed", "parts"),
    [
        ("## 五、存在的主要问题及改进情况、其他需要报告的事项", (PROBLEMS, OTHER), ("problems", "other")),
        ("## 五、存在的问题、改进情况及其他报告事项", (PROBLEMS, OTHER), ("problems", "other")),
        (
            "## 一、总体情况和主动公开政府信息情况",
            ("## 一、总体情况", "## 二、主动公开政府信息情况\n"),
            ("overview", "proactive"),
        ),
        (
            "## 三、收到和处理政府信息公开申请情况及政府信息公开行政复议、行政诉讼情况",
            ("## 三、收到和处理政府信息公开申请情况", "## 四、政府信息公开行政复议、行政诉讼情况\n"),
            ("applications", "disputes"),
        ),
    ],
)
def test_both_parts_are_there_and_one_finding_tells_of_it(
    heading: str, removed: tuple[str, ...], parts: tuple[str, str]
) -> None:
    source = merged(heading, *removed)
    report = parse_source(source)
    first, second = map(report.part, parts)
    assert first is second
    assert first is not None
    assert (first.part, first.merged) == (parts[0], parts[1:])
    (found,) = [one for one in lint_source(source).diagnostics if one.code != "S104"]
    assert (found.code, found.location.line) == ("S103", source[: source.index(heading)].count("\n") + 1)


def test_what_belongs_to_the_second_part_is_looked_for_there() -> None:
    source = merged("## 五、存在的主要问题及改进情况、其他需要报告的事项", PROBLEMS, OTHER)
    source = source.replace("2022年本机关没有收取信息处理费。", "")
    assert {one.code for one in lint_source(source).diagnostics} == {"S103", "S109"}


def test_a_part_with_a_heading_of_its_own_is_not_in_another() -> None:
    section = parse_source(merged("## 五、存在的主要问题和其他需要改进的事项", PROBLEMS)).part("problems")
    assert section is not None
    assert section.merged == ()


def test_only_neighbours_are_merged() -> None:
    source = merged("## 五、工作概况、存在的主要问题及改进情况", PROBLEMS, "## 一、总体情况\n")
    assert "S101" in {one.code for one in lint_source(source).diagnostics}
