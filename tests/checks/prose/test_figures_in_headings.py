"""A numbered line that tells figures is held against the tables as any sentence is."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from tests.prose.reports_with_facts import report_with

FACTS = {"received": 41, "total": 39, "carried_forward": 2, "granted": 20, "partial": 9, "not_held": 10}


def found(text: str) -> list[tuple[str, object, object]]:
    result = lint_source(report_with(text, FACTS))
    return [(d.code, d.actual, d.expected) for d in result.diagnostics if d.code in ("A305", "A306", "N401", "N402")]


@pytest.mark.parametrize(
    "text",
    [
        "1.收到申请41件。\n2.办结39件，结转2件。",
        "（1）收到申请41件\n（2）办结39件",
        "收到申请41件，办理结果为：\n1.予以公开20件；\n2.部分公开9件；\n3.无法提供10件。",
        "1.来信40封，其中咨询30封、投诉10封。",
    ],
)
def test_right_ones_are_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.收到申请41件。\n2.办结38件，结转2件。", [("N401", 38, 39)]),
        ("（1）收到申请41件\n（2）办结38件", [("N401", 38, 39)]),
        ("收到申请41件，办理结果为：\n1.予以公开20件；\n2.部分公开6件；\n3.无法提供10件。", [("N401", 6, 9)]),
        ("1.来信40封，其中咨询30封、投诉20封。", [("A305", 40, 50)]),
    ],
)
def test_wrong_ones_are_told(text: str, told: list[tuple[str, object, object]]) -> None:
    assert found(text) == told
