"""What a wrong figure is said to be follows from what its sentence counts."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from tests.prose.reports_with_facts import report_with

FACTS = {"received": 85, "carried_over": 3, "total": 86, "carried_forward": 2}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年受理申请89件（含上年结转3件）。", 88),
        ("全年受理申请89件，其中上年结转3件。", 88),
        ("共处理申请89件（含上年结转3件）。", 88),
        ("新收申请89件，上年结转3件。", 85),
        ("全年受理申请89件。", 85),
    ],
)
def test_with_those_carried_over_or_without(sentence: str, expected: int) -> None:
    (found,) = [d for d in lint_source(report_with(sentence, FACTS)).diagnostics if d.code == "N401"]
    assert found.expected == expected
    assert ("applications/carried_over/total" in found.cells) == (expected > FACTS["received"])
