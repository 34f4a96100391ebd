"""The corpus: for each rule, whole small reports that break it in one place, and such as only look so.

`tests/corpus/README.md` says how the files are named and what `expected.yaml` holds.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.checks.registry import rules as load
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document, parse_source
from linter.model.diagnostics import Diagnostic, FileResult, Severity
from linter.parsing.last_year import prior_of
from linter.readers import read

CORPUS = Path(__file__).parent / "corpus"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "expected.yaml").read_text("utf-8"))
RULES = {rule.code for rule in load()}
NAME = re.compile(r"([A-Z]\d{3})-(fail|pass)-[a-z]\.(md|html|txt)")
FEWEST = 3


def named(kind: str) -> list[str]:
    return [name for name in EXPECTED if f"-{kind}-" in name]


@cache
def checked(name: str) -> FileResult:
    expected = EXPECTED[name]
    prior = None
    if "prior" in expected:
        prior = prior_of(parse_source((CORPUS / expected["prior"]).read_text("utf-8")), expected["prior"])
    options = Options(year=expected.get("year"), level=expected.get("level"))
    return lint_document(read(name, (CORPUS / name).read_bytes()), shipped(), options, prior)


def code_of(name: str) -> str:
    code = name[:4]
    if code not in RULES:
        pytest.skip(f"there is no rule {code} yet")
    return code


def text_at(name: str, found: Diagnostic) -> str:
    """What stands at the place of a finding."""
    place = found.location
    assert place.line is not None
    assert place.end_line is not None
    assert place.column is not None
    assert place.end_column is not None
    lines = read(name, (CORPUS / name).read_bytes()).source.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    return "\n".join(lines)[place.column - 1 :]


def serious(result: FileResult) -> list[Diagnostic]:
    return [found for found in result.diagnostics if found.severity >= Severity.WARNING]


@pytest.mark.parametrize("name", named("fail"))
def test_a_failing_file_fails_in_its_place_and_in_nothing_else(name: str) -> None:
    code = code_of(name)
    result = checked(name)
    found = [diagnostic for diagnostic in result.diagnostics if diagnostic.code == code]
    assert found
    if "at" in EXPECTED[name]:
        assert EXPECTED[name]["at"] in [text_at(name, diagnostic) for diagnostic in found]
    others = {diagnostic.code for diagnostic in serious(result)} - {code}
    assert sorted(others) == EXPECTED[name].get("also", [])


@pytest.mark.parametrize("name", named("pass"))
def test_a_passing_file_is_in_order(name: str) -> None:
    code = code_of(name)
    result = checked(name)
    assert [(found.code, found.message) for found in serious(result)] == []
    assert code not in {found.code for found in result.diagnostics}
    assert code not in {skipped.code for skipped in result.not_evaluated}


def test_each_rule_has_its_failing_and_its_passing_files() -> None:
    for code in sorted(RULES):
        for kind in ("fail", "pass"):
            assert sum(name.startswith(f"{code}-{kind}-") for name in EXPECTED) >= FEWEST, (code, kind)


def test_files_and_expectations_are_the_same() -> None:
    priors = {expected["prior"] for expected in EXPECTED.values() if "prior" in expected}
    files = {path.name for path in CORPUS.iterdir()} - {"README.md", "expected.yaml"}
    assert files == set(EXPECTED) | priors
    assert all(NAME.fullmatch(name) for name in EXPECTED)
    assert all(expected["note"] for expected in EXPECTED.values())
