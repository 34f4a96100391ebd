"""Sentences in which a date or a word is wrong are reported at their place, those that look alike are silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from linter.engine.lint import lint_source
from tests.places import RULE_EXAMPLES

_DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "wording_sentences.yaml").read_text("utf-8"))
_BASE = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("云川市人民政府2022年", "云川市清河区水务局2022年")
_FRONT = (
    "本报告依照《中华人民共和国政府信息公开条例》第五十条的规定编制，所列数据的统计期限为2022年1月1日至2022年12月31日。"
)
_BODY = "疑难申请由市政府办公室会同法律顾问研究后答复。"


class Case(NamedTuple):
    code: str
    where: str
    text: str
    at: str | None

    def __str__(self) -> str:
        return f"{self.code}-{self.text[:20]}"


CASES = [
    Case(code, where, entry["text"] if kind == "fires" else entry, entry["at"] if kind == "fires" else None)
    for code, places in _DATA.items()
    for where, kinds in places.items()
    for kind, entries in kinds.items()
    for entry in entries
]


def found(case: Case, format: str = "markdown") -> list[str]:
    """The pieces of the source at which the case's code is reported."""
    place = {"front": _FRONT, "body": _BODY, "heading": "（二）依申请公开"}[case.where]
    assert _BASE.count(place) == 1
    source = _BASE.replace(place, case.text if case.where == "heading" else f"\n\n{case.text}\n\n")
    result = lint_source(source, path=f"example.{format}", format=format, select=[case.code])
    assert not any(entry.crashed for entry in result.not_evaluated)
    lines = source.splitlines()
    return [
        lines[at.line - 1][at.column - 1 : at.end_column - 1]
        for diagnostic in result.diagnostics
        if (at := diagnostic.location).line and at.column and at.end_column
    ]


@pytest.mark.parametrize("case", [case for case in CASES if case.at is not None], ids=str)
def test_a_wrong_sentence_is_reported_at_its_place(case: Case) -> None:
    assert case.at is not None
    pieces = found(case)
    assert any(case.at in piece or piece in case.at for piece in pieces), pieces


@pytest.mark.parametrize("case", [case for case in CASES if case.at is None], ids=str)
def test_a_right_sentence_is_silent(case: Case) -> None:
    assert found(case) == []


def test_a_title_does_not_run_on_into_the_text_below_it() -> None:
    title = "云川市清河区水务局2022年政府信息公开工作年度报告\n"
    body = "报告所列数据的统计期限为2022年1月1日至2022年12月31日。\n一、总体情况\n无。\n"
    found = lint_source(title + body, path="a.txt", format="text", select=["W707"])
    assert not found.diagnostics
