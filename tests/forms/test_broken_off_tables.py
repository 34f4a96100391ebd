"""A table that breaks off follows the form that the rest of the report follows, one of another form is still told."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.lint import lint_source, parse_source

REPORT = (Path(__file__).parent.parent / "corpus" / "bases" / "water-2023.md").read_text("utf-8")
OTHER_FORM = (Path(__file__).parent.parent / "corpus" / "bases" / "water-2020.md").read_text("utf-8")


def codes(source: str) -> list[str]:
    result = lint_source(source, path="a.md", format="markdown", select=["T208", "T202"])
    return sorted({diagnostic.code for diagnostic in result.diagnostics})


@pytest.mark.parametrize(
    "last", ["二、上年结转政府信息公开申请数量", "1.属于国家秘密", "1.信访举报投诉类申请", "科研机构 "]
)
def test_a_table_that_breaks_off_is_of_no_other_form(last: str) -> None:
    at = REPORT.index("\n", REPORT.index(last))
    assert codes(REPORT[:at] + "\n") == ["T202"]


@pytest.mark.whole
def test_a_table_of_another_form_that_breaks_off_is_told_by_what_it_has() -> None:
    start, end = OTHER_FORM.index("| 第二十条第（一）项 |"), OTHER_FORM.index("| 第二十条第（八）项 |")
    own = REPORT.index("| 第二十条第（一）项 |"), REPORT.index("## 三、")
    assert codes(f"{REPORT[: own[0]]}{OTHER_FORM[start:end]}\n{REPORT[own[1] :]}") == ["T202", "T208"]


def test_words_lost_in_a_header_hide_no_other_form() -> None:
    source = """衡河县水利局2023年政府信息公开工作年度报告

二、主动公开政府信息情况
第二十条第(一)项 | ||||
信息内容 | 本年新 | 本年新 | 对外公开总数量 | |
规章 | 0 | 0 | 0 | |
规范性文件 | 3 | 3 | 12 | |
第二十条第(五)项 | ||||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 | |
行政许可 | ||||
其他对外管理服务事项 | ||||
第二十条第(六)项 | ||||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 | |
行政处罚 | ||||
行政强制 | ||||
第二十条第(八)项 | ||||
信息内容 | 上一年项目数量 | 本年增/减 | ||
行政事业性收费 | ||||
第二十条第(九)项 | ||||
信息内容 | 采购项目数量 | 采购总金额 | ||
政府集中采购 | 0 | 0 |
三、收到和处理政府信息公开申请情况
"""
    assert codes(source) == ["T208"]


def tables_codes(source: str) -> list[str]:
    result = lint_source(source, path="a.txt", format="text", select=["T2"])
    return sorted({diagnostic.code for diagnostic in result.diagnostics} - {"T201"})


HEAD = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
HEAD += ["规章", "0", "0", "0", "行政规范性文件", "3", "0", "12"]
PERMITS = ["第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "0"]
OTHER = ["第二十条第（一）项", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]
OTHER += ["规章", "0", "0", "0", "规范性文件", "3", "3", "12"]
OTHER_PERMITS = ["第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (HEAD, ["T202"]),
        ([*HEAD, *PERMITS], ["T202"]),
        ([*HEAD, *PERMITS, "第二十条第（六）项", "信息内容"], ["T202"]),
        (OTHER, ["T202", "T208"]),
        ([*OTHER, *OTHER_PERMITS], ["T202", "T208"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", " |\n", "\n|\n"])
def test_of_the_header_of_a_block_that_is_gone_nothing_is_said(cells: list[str], expected: list[str], end: str) -> None:
    title = "衡河县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n公开12条。\n二、主动公开政府信息情况\n"
    assert tables_codes(title + "".join(cell + end for cell in cells)) == expected


@pytest.mark.parametrize(
    ("end", "expected"), [("部分公开", ["T202"]), ("部分公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1", ["T202", "T204"])]
)
def test_a_row_within_whose_label_a_table_breaks_off_is_missing(end: str, expected: list[str]) -> None:
    at = REPORT.index("（二）部分公开")
    assert tables_codes(f"{REPORT[:at]}（二）{end} |\n") == expected


@pytest.mark.parametrize("kept", [10, 11, 12])
def test_a_table_that_breaks_off_within_a_row_is_read_up_to_that_row(kept: int) -> None:
    title = "衡河县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n公开12条。\n二、主动公开政府信息情况\n"
    source = title + "\n".join([*HEAD[:5], "规章", "1", "0", "4", *HEAD[9:kept]]) + "\n"
    report = parse_source(source, "a.txt", "text")
    assert report.unread == {}
    figures = report.tables["disclosure"].figures
    assert [figures[f"disclosure/regulations/{column}"].value for column in ("issued", "repealed", "in_force")] == [
        1,
        0,
        4,
    ]
    assert "T202" in tables_codes(source)


def test_rows_that_have_run_together_are_not_gone() -> None:
    glued = (
        "信息内容本年制发件数本年废止件数现行有效件数\n规章000\n行政规范性文件3012\n第二十条（五）项\n"
        "信息内容本年处理决定数量\n行政许可0\n第二十条（六）项\n信息内容本年处理决定数量\n行政处罚0\n行政强制0\n"
    )
    title = "衡河县水利局2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n"
    assert tables_codes(title + glued) == ["T211"]
