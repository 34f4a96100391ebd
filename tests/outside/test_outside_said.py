"""Sentences as people met them: said once, in their words, and what to compare with what."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import run
from tests.places import EXAMPLES, TOP

BASE = (TOP / "rules" / "examples" / "2021.md").read_text("utf-8")


@pytest.mark.parametrize("format", ["console", "markdown", "html"])
def test_a_figure_that_is_said_is_not_said_again_as_a_fix(format: str) -> None:
    text = run("check", "-f", format, str(EXAMPLES / "2021-faulty.txt"), "--select", "A300").stdout
    assert "应为36" in text
    assert "改为36" not in text


def test_a_fix_that_is_not_said_elsewhere_is_said() -> None:
    text = run("check", "-f", "console", "-", "--select", "W703", data=BASE.replace("，", ",", 3).encode()).stdout
    assert "改法 把" in text


@pytest.mark.whole
def test_the_five_kinds_of_organisations_have_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        BASE.replace(
            "全年新收政府信息公开申请400件，", "全年新收政府信息公开申请400件，其中法人或其他组织申请99件。", 1
        ),
        "utf-8",
    )
    told = [json.loads(line)["message"] for line in run("check", "-f", "jsonl", str(path)).stdout.splitlines()]
    said = [message for message in told if "法人之和" in message or "至“" in message]
    assert said
    assert all("行五类法人之和" in message for message in said)


def test_a_damaged_word_file_is_called_damaged(tmp_path: Path) -> None:
    whole = (EXAMPLES / "2021-clean.docx").read_bytes()
    for name, data in {
        "cut": whole[:3000],
        "zeros": bytes(3000),
        "mixed": whole[:500] + bytes(len(whole) - 500),
    }.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        told = run("check", str(path)).stdout
        assert " E001 error " in told, told
        assert "损坏" in told
        assert "另存为 Word" not in told


@pytest.mark.parametrize("format", ["console", "concise", "json", "html", "markdown", "csv", "sarif", "junit"])
def test_a_mobile_number_is_masked_as_is_customary_everywhere(format: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(BASE.replace("## 二、", "联系人张三，手机13812342345。\n\n## 二、", 1), "utf-8")
    text = run("check", "-f", format, str(path), "--select", "X").stdout
    assert "138****2345" in text.replace("\\*", "*")
    assert "12342345" not in text
    assert "1381" not in text


def test_what_is_to_be_compared_with_what_is_said() -> None:
    wrong = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)
    outcome = run("check", "--select", "A302", "-", data=draw(wrong, "pipes").data).stdout
    assert "请与台账逐项核对" in outcome
    pair = run("check", str(EXAMPLES / "two-years"), "--select", "Y501").stdout
    assert "请与登记台账核对" in pair
    sums = BASE.replace("## 二、", "全年共51项，其中许可44项、处罚5项、强制1项。\n\n## 二、", 1)
    assert (
        "请核对总数和各分项"
        in run("check", "--select", "A305", "-", "--stdin-filename", "a.md", data=sums.encode()).stdout
    )
