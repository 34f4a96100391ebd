"""The examples in the rule files: each failing one fails at its place, each passing one is silent."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from linter.checks.registry import rules as load
from linter.engine.lint import lint_source
from linter.engine.rule_examples import FILES, source_of
from linter.model.diagnostics import FileResult
from linter.rules.rule import Example
from tests.places import RULE_EXAMPLES

RULES = load()


@dataclass(frozen=True)
class Case:
    code: str
    kind: str
    number: int
    example: Example

    def __str__(self) -> str:
        return f"{self.code}-{self.kind}-{self.number}"


CASES = [
    Case(rule.code, kind, number, example)
    for rule in RULES
    for kind, examples in (("fail", rule.explained.examples.failing), ("pass", rule.explained.examples.passing))
    for number, example in enumerate(examples, 1)
]


def linted(source: str, case: Case) -> FileResult:
    """Checked by the case's rule alone: another may be the cause of what it finds, and then be reported instead."""
    example = case.example
    path = FILES[example.format]
    prior = None if example.prior is None else source_of(example.prior)
    return lint_source(source, path=path, format=example.format, year=example.year, select=[case.code], prior=prior)


def text_at(source: str, result: FileResult, index: int) -> str:
    location = result.diagnostics[index].location
    assert location.line is not None
    assert location.column is not None
    assert location.end_line is not None
    assert location.end_column is not None
    lines = source.splitlines(keepends=True)
    start = sum(map(len, lines[: location.line - 1])) + location.column - 1
    end = sum(map(len, lines[: location.end_line - 1])) + location.end_column - 1
    return source[start:end]


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "fail"], ids=str)
def test_a_failing_example_fails_at_its_place(case: Case) -> None:
    source = source_of(case.example)
    result = linted(source, case)
    found = [i for i, diagnostic in enumerate(result.diagnostics) if diagnostic.code == case.code]
    expect = case.example.expect
    assert len(found) >= expect.least
    if expect.at is not None:
        assert any(expect.at in text_at(source, result, index) for index in found)
    if expect.cells is not None:
        assert set(expect.cells) in [set(result.diagnostics[index].cells) for index in found]
    for index in found:
        assert "{" not in result.diagnostics[index].message


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "pass"], ids=str)
def test_a_passing_example_is_silent(case: Case) -> None:
    result = linted(source_of(case.example), case)
    assert [d.message for d in result.diagnostics if d.code == case.code] == []
    assert [n.reason for n in result.not_evaluated if n.code == case.code] == []


@pytest.mark.parametrize("name", ["2008", "2019", "2021", "2021-before"])
def test_the_base_reports_are_clean_and_fully_decided(name: str) -> None:
    source = (RULE_EXAMPLES / f"{name}.md").read_text("utf-8")
    result = lint_source(source)
    assert result.error is None
    assert result.regime == name[:4]
    assert [(d.code, d.message) for d in result.diagnostics] == []
    assert result.not_evaluated == ()
