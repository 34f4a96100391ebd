"""Paragraphs are told as people count them: by the headings above, and those with text below the last of these."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from linter.engine.lint import parse_source
from linter.engine.spots import Spots
from linter.model.diagnostics import Location
from linter.model.document import Span
from linter.reporters.places import position
from tests.outside.program import run
from tests.places import TOP

TEXT = """# 某市某局2024年政府信息公开工作年度报告

现将情况报告如下。

## 一、总体情况

甲段。

### （一）主动公开

乙段。

丙段。

1.网站建设

丁段。

## 二、主动公开政府信息情况

| 规章 | 1 |
|---|---|
| 规范性文件 | 2 |

戊段。

## 其他

某市某局

2025年1月20日
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("现将情况", "开头第2段"),
        ("一、总体", "第一部分标题"),
        ("甲段", "第一部分第1段"),
        ("（一）主动", "第一部分（一）标题"),
        ("丙段", "第一部分（一）第2段"),
        ("丁段", "第一部分（一）1.第1段"),
        ("规范性文件", "第1张表"),
        ("戊段", "第二部分第1段"),
    ],
)
def test_spots(words: str, place: str) -> None:
    at = TEXT.index(words)
    spot = Spots(parse_source(TEXT)).spot(Span(at, at + 1))
    assert position(Location(paragraph=99, spot=spot), "zh") == place


def test_what_signs_the_report_is_counted_on() -> None:
    """Under the last heading, which is how it looks."""
    text = TEXT.replace("## 其他\n\n", "")
    spots = Spots(parse_source(text))
    at = text.index("2025年1月20日")
    assert position(Location(paragraph=9, spot=spots.spot(Span(at, at + 1))), "zh") == "第二部分第3段"


@pytest.mark.whole
@pytest.mark.parametrize("blanks", [0, 3])
def test_blank_paragraphs_count_only_for_the_number_in_the_file(blanks: int, tmp_path: Path) -> None:
    written = docx.Document()
    for line in filter(None, (TOP / "rules" / "examples" / "2008.md").read_text("utf-8").split("\n")):
        for text in (*[""] * blanks, line.lstrip("# ")):
            written.add_paragraph(text)
        if line.startswith("## 二"):
            written.add_paragraph("正文。")
            written.add_paragraph("截止2017年底公开信息26条。")
    path = tmp_path / "a.docx"
    written.save(str(path))
    assert f"{path}:第二部分第2段: W702 " in run("check", "-f", "concise", str(path)).stdout
    (found,) = run("check", "-f", "json", "--select", "W702", str(path)).json["files"][0]["diagnostics"]
    assert written.paragraphs[found["location"]["paragraph"] - 1].text.startswith("截止")
    assert "spot" not in found["location"]
