"""Points below a part that are numbered 一、 as the parts are belong to it, wherever that can be told."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("### ", "")
PROBLEMS = "存在的主要问题：部分单位的政策解读偏重文字，图表和问答较少；基层单位答复申请的文书不够规范。"
IMPROVED = (
    "改进情况：下一年将把图表解读列为发布政策文件的必备材料，统一答复文书样式，并安排业务骨干到基层单位驻点指导。"
)
LAST = "2022年本机关没有收取信息处理费。除此以外，没有其他需要报告的事项。"


def codes(source: str) -> list[str]:
    return [one.code for one in lint_source(source, path="a.md", format="markdown").diagnostics]


def with_points(*points: str) -> str:
    assert PROBLEMS in CLEAN
    assert IMPROVED in CLEAN
    return CLEAN.replace(PROBLEMS, "\n\n".join(points)).replace(IMPROVED, "")


@pytest.mark.parametrize(
    "points",
    [
        ["一、存在的问题：解读不够通俗。", "二、努力方向：下一步提高质量。"],
        ["一、存在的问题", "解读不够通俗。", "二、努力方向", "下一步提高质量。"],
        [
            "还有不足。",
            "## 一、存在的问题",
            "（一）解读不够通俗。",
            "（二）更新较慢。",
            "## 二、努力方向",
            "下一步提高质量。",
        ],
    ],
)
def test_points_of_a_part_may_be_numbered_as_parts(points: list[str]) -> None:
    source = with_points(*points)
    assert codes(source) == []
    parts = parse_source(source, "a.md", "markdown").sections
    assert [part.value for part in parts] == [1, 2, 3, 4, 5, 6]
    assert [point.title for point in parts[4].children] == ["存在的问题", "努力方向"]
    assert {point.level for point in parts[4].children} == {2}


def test_so_may_those_of_the_first_part_and_of_the_last() -> None:
    first = CLEAN
    for numeral in "一二三四五":
        first = first.replace(f"（{numeral}）", f"{numeral}、", 1)
    assert "S105" not in codes(first)
    last = CLEAN.replace(LAST, f"一、信息处理费\n\n{LAST}\n\n二、其他\n\n没有其他事项。")
    assert codes(last) == []


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (
            ["一、存在的问题：解读不够通俗，下一步改进。"],
            ["S105", "S104"],
        ),  # one alone may be a part with a wrong number
        (["一、存在的问题：解读不够通俗。", "三、努力方向：下一步提高质量。"], ["S105", "S104", "S104"]),
    ],
)
def test_what_does_not_run_from_one_on_is_a_part(points: list[str], told: list[str]) -> None:
    assert codes(with_points(*points)) == told


def test_the_first_point_with_the_mark_of_a_part_is_one() -> None:
    (diagnostic,) = lint_source(CLEAN.replace("（一）主动公开", "一、主动公开"), path="a.md").diagnostics
    assert (diagnostic.code, diagnostic.expected) == ("S104", "（一）")


@pytest.mark.parametrize("mark", ["二、", "2.", "（2）", "2、"])
def test_a_point_with_another_mark_is_one(mark: str) -> None:
    source = CLEAN.replace("（二）依申请公开", f"{mark}依申请公开")
    (diagnostic,) = lint_source(source, path="a.md", format="markdown").diagnostics
    assert (diagnostic.code, diagnostic.expected, diagnostic.actual) == ("S104", "（二）", mark)
    overview = parse_source(source, "a.md", "markdown").sections[0]
    assert [(child.level, child.value) for child in overview.children] == [(2, value) for value in range(1, 6)]


def test_the_last_point_may_have_another_mark() -> None:
    source = CLEAN.replace("（五）监督保障", "五、监督保障")
    (diagnostic,) = lint_source(source, path="a.md", format="markdown").diagnostics
    assert (diagnostic.code, diagnostic.expected) == ("S104", "（五）")


def test_a_further_part_is_none() -> None:
    source = (
        CLEAN.replace("（四）政府信息公开平台建设", "平台建设")
        .replace("（五）监督保障", "四、年度重点")
        .replace("（三）", "三、")
    )
    assert [part.title for part in parse_source(source, "a.md", "markdown").sections][:2] != [
        "总体情况",
        "主动公开政府信息情况",
    ]
    further = CLEAN.replace(LAST, f"（一）费用。{LAST}\n\n七、附件\n\n清单一份。")
    assert parse_source(further, "a.md", "markdown").sections[-1].title == "附件"
    points = CLEAN.replace("（二）依申请公开", "（1）渠道\n\n网站。\n\n（2）形式\n\n图解。\n\n（二）依申请公开")
    assert codes(points) == []


def test_what_holds_a_table_is_a_part() -> None:
    table = "| 项目 | 数量 |\n|---|---|\n| 解读 | 3 |"
    points = ("一、存在的问题", "解读不够通俗。", "二、改进情况", "下一步提高质量。")
    assert codes(with_points(*points)) == []
    assert "S104" in codes(with_points(*points, table))


@pytest.mark.threshold("parsing.restarted_numbering._FEWEST")
@pytest.mark.parametrize(("count", "nested"), [(1, 0), (2, 2), (3, 3)])
def test_two_points_are_such(count: int, nested: int) -> None:
    points = [f"{numeral}、问题和改进" for numeral in "一二三"[:count]]
    parts = parse_source(with_points(*points), "a.md", "markdown").sections
    assert [len(part.children) for part in parts if part.part == "problems"] == [nested]


OLD = ["概述", "主动公开情况", "依申请公开情况", "收费情况", "复议和诉讼情况", "问题和改进"]
POINTS = ["一、范围。公开12条。", "二、形式。通过网站公开。", "三、数量。公开12条。"]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("below", [0, 1, 2])
def test_where_no_titles_are_prescribed_points_of_an_empty_part_are_told_by_their_numbers(
    below: int, count: int
) -> None:
    lines = ["云川市水务局2016年政府信息公开工作年度报告"]
    for at, title in enumerate(OLD):
        lines += f"{'一二三四五六'[at]}、{title}", *(POINTS[:count] if at == below else ["没有。"])
    parts = parse_source("\n\n".join(lines), "a.txt", "text").sections
    assert [part.title for part in parts] == OLD
    assert [len(part.children) for part in parts] == [count if at == below else 0 for at in range(len(OLD))]
    lines.remove(POINTS[0])
    assert len(parse_source("\n\n".join(lines), "a.txt", "text").sections) > len(OLD)
