"""The sign 年 behind the year of a title."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
TITLE = "云川市人民政府2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("云川市人民政府2022政府信息公开工作年度报告", ["S106"]),
        ("2022云川市人民政府政府信息公开工作年度报告", ["S106"]),
        ("云川市人民政府2022年度政府信息公开工作年度报告", []),
        ("云川市人民政府政府信息公开工作年度报告（2022）", []),
        ("云川市人民政府二〇二二年政府信息公开工作年度报告", []),
        ("云川市人民政府2022 年政府信息公开工作年度报告", []),
    ],
)
def test_a_year_in_a_title_has_its_sign(title: str, told: list[str]) -> None:
    assert TITLE in REPORT
    assert [one.code for one in lint_source(REPORT.replace(TITLE, title)).diagnostics] == told
