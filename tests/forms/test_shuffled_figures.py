"""Cells one a line whose figures begin before the columns are all named: a program cut the table in another order."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADER = ["行政复议", "行政诉讼", *OUTCOMES, "未经复议直接起诉", "复议后起诉", *OUTCOMES, *OUTCOMES]
RIGHT = ["0", "0", "0", "5", "5", "4", "15", "0", "0", "19", "12", "0", "14", "0", "26"]
CUT = ["0", "0", "5", "5", "0", "4", "15", "0", "0", "19", "12", "0", "14", "0", "26"]
TITLE = "衡河县水利局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"


def found(cells: list[str]) -> list[str]:
    source = TITLE + "\n\n".join(cells) + "\n"
    result = lint_source(source, path="a.txt", format="text", select=["A300", "A304", "T203", "T204", "T207", "T211"])
    return [f"{one.code} {one.message.split('，')[0]}" for one in result.diagnostics]


def test_figures_that_add_up_are_read_wherever_the_columns_are_named() -> None:
    assert found([*HEADER[:9], *RIGHT[:5], *HEADER[9:], *RIGHT[5:]]) == []


def test_figures_that_do_not_are_in_some_other_order() -> None:
    assert found([*HEADER[:9], *CUT[:5], *HEADER[9:], *CUT[5:]]) == ["T211 表四的数字连成了一串文字"]


@pytest.mark.parametrize("figures", [CUT, [*RIGHT[:4], "6", *RIGHT[5:]]])
def test_behind_all_their_columns_they_are_wrong(figures: list[str]) -> None:
    assert [message[:4] for message in found([*HEADER, *figures])] in (["A304"], ["A300"])
