"""What a page puts above its report is not held to pair its signs."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import found, report


@pytest.mark.parametrize("line", ["当前位置：首页 > 【信息公开", "【 字号：大 中 小 分享到："])
def test_signs_above_the_title_are_the_page_s(line: str) -> None:
    assert found("W708", f"{line}\n\n{report('公开信息20条。')}") == []


def test_signs_in_the_title_are_the_report_s() -> None:
    (diagnostic,) = found("W708", report("公开信息20条。").replace("年度报告", "年度报告（公开版", 1))
    assert diagnostic.actual == "（"
