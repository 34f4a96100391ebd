"""Sentences that were found in use: each must be reported as what it is, or must not be reported."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from linter.engine.lint import lint_source
from tests.places import SHARED
from tests.prose.reports_with_facts import report_with

_FILE = SHARED / "cases" / "sentences.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8")) if _FILE.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the sentences are not here")


def _codes(case: dict[str, Any]) -> list[str]:
    at_top = "at" in case
    source = report_with("" if at_top else case["text"], case.get("facts"), case.get("year", 2024))
    result = lint_source(f"{case['text']}\n\n{source}" if at_top else source, path="a.md", format="markdown")
    assert not any(entry.crashed for entry in result.not_evaluated)
    return [diagnostic.code for diagnostic in result.diagnostics]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:24])
def test_a_sentence_found_in_use(case: dict[str, Any]) -> None:
    codes = _codes(case)
    assert set(case.get("expect", ())) <= set(codes), codes
    assert not set(case.get("never", ())) & set(codes), codes


@pytest.mark.parametrize(
    "facts", [case.get("facts") for case in CASES if "facts" in case], ids=lambda facts: ",".join(facts)
)
def test_its_report_is_clean_without_it(facts: dict[str, int]) -> None:
    result = lint_source(report_with("申请由办公室统一登记。", facts), path="a.md", format="markdown")
    assert [diagnostic.code for diagnostic in result.diagnostics] == []
