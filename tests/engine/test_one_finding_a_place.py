"""What two rules would say of one title or heading is said once."""

from __future__ import annotations

import pytest

from tests.outside.program import run
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "code", "other"),
    [
        ("# 云川市人民政府", "# ××市人民政府", "W706", "S106"),
        ("2022年政府信息公开工作年度报告", "××年政府信息公开工作年度报告", "W706", "S106"),
        ("一、总体情况", "一、总体情况（文字描述）", "W706", "S103"),
        ("二、主动公开政府信息情况", "二、主动公开政府信息情况情况", "W707", "S103"),
        ("一、总体情况", "一、2021年总体情况", "S103", "D602"),
    ],
)
def test_once(right: str, wrong: str, code: str, other: str) -> None:
    text = REPORT.replace(right, wrong).encode()

    def codes(*options: str) -> set[str]:
        done = run("check", "-", "--stdin-filename", "a.md", "-f", "json", *options, data=text)
        return {found["code"] for found in done.json["files"][0]["diagnostics"]}

    assert codes() == {code}
    assert codes("--ignore", code) == {other}
