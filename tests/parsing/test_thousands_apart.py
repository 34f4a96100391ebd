"""Figures one a line whose thousands are set apart by white space."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADER = ["行政复议", "行政诉讼", *OUTCOMES, "未经复议直接起诉", "复议后起诉", *OUTCOMES, *OUTCOMES]
TITLE = "衡河县水利局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
SMALL = ["4", "15", "0", "0", "19", "12", "0", "14", "0", "26"]


def found(first: str, total: str) -> list[str]:
    source = TITLE + "\n".join([*HEADER, first, "0", "1", "5", total, *SMALL]) + "\n"
    codes = ["A300", "A304", "T203", "T204", "T205", "T206", "T207", "T211"]
    result = lint_source(source, path="a.txt", format="text", select=codes)
    return [f"{one.code} {one.expected} {one.actual}" for one in result.diagnostics]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009"])
def test_they_are_one_figure(space: str) -> None:
    assert found(f"1{space}061", f"1{space}067") == []
    assert found("999", f"1{space}005") == []
    assert [one[:4] for one in found(f"1{space}061", f"1{space}076")] in (["A300"], ["A304"])


@pytest.mark.parametrize("first", ["1 61", "1 0610", "0 061", "1061 200"])
def test_others_with_white_space_within_are_not(first: str) -> None:
    assert [one[:4] for one in found(first, "1 067")] == ["T211"]
