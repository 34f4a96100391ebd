"""The corpus: for each rule, whole small reports that break it in one place, and such as only look so.

`tests/corpus/README.md` says how they are written down and what each must yield.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from linter.checks.registry import rules as load
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document, parse_source
from linter.model.diagnostics import Diagnostic, FileResult, Severity
from linter.parsing.comparable import prior_of
from linter.readers import read
from tests.corpus.cases import BASES, Case, CaseError, Drawing, cases
from tests.places import TOP

CASES = cases()
FAILING = [case for case in CASES if case.kind == "fail"]
PASSING = [case for case in CASES if case.kind == "pass"]
RULES = {rule.code for rule in load()}
FEWEST = 3


@cache
def checked(name: str) -> FileResult:
    (case,) = (case for case in CASES if case.name == name)
    prior = None
    if case.prior is not None:
        prior = prior_of(parse_source(case.prior.source()), case.prior_name)
    options = Options(year=case.year, level=case.level)
    return lint_document(read(name, case.drawing.data()), shipped(), options, prior)


def code_of(case: Case) -> str:
    if case.code not in RULES:
        pytest.skip(f"there is no rule {case.code} yet")
    return case.code


def text_at(case: Case, found: Diagnostic) -> str:
    """What stands at the place of a finding."""
    place = found.location
    assert place.line is not None
    assert place.end_line is not None
    assert place.column is not None
    assert place.end_column is not None
    lines = read(case.name, case.drawing.data()).source.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    return "\n".join(lines)[place.column - 1 :]


def serious(result: FileResult) -> list[Diagnostic]:
    return [found for found in result.diagnostics if found.severity >= Severity.WARNING]


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_a_failing_report_fails_in_its_place_and_in_nothing_else(case: Case) -> None:
    code = code_of(case)
    result = checked(case.name)
    found = [diagnostic for diagnostic in result.diagnostics if diagnostic.code == code]
    assert found
    if case.at is not None:
        assert case.at in [text_at(case, diagnostic) for diagnostic in found]
    others = {diagnostic.code for diagnostic in serious(result)} - {code}
    assert sorted(others) == list(case.also)


@pytest.mark.parametrize("case", PASSING, ids=str)
def test_a_passing_report_is_in_order(case: Case) -> None:
    code = code_of(case)
    result = checked(case.name)
    assert [(found.code, found.message) for found in serious(result)] == []
    assert code not in {found.code for found in result.diagnostics}
    assert code not in {skipped.code for skipped in result.not_evaluated}


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_has_its_failing_and_its_passing_reports(code: str) -> None:
    for of_a_kind in (FAILING, PASSING):
        assert sum(case.code == code for case in of_a_kind) >= FEWEST


def test_each_case_is_noted_and_named() -> None:
    assert {case.kind for case in CASES} == {"fail", "pass"}
    assert {case.drawing.suffix for case in CASES} == {"md", "html", "txt"}
    assert all(case.note for case in CASES)
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("base", sorted(path.name for path in BASES.iterdir()))
def test_a_base_is_clean_and_used(base: str) -> None:
    result = lint_document(read(base, (BASES / base).read_bytes()), shipped(), Options())
    assert serious(result) == []
    assert any(base in (case.drawing.base, case.prior and case.prior.base) for case in CASES)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (Drawing(set={"applications/total/nobody": "1"}), "no cell applications/total/nobody"),
        (Drawing(replace={"2023年": "2022年"}), "occurs"),
        (Drawing(replace={"乙局": "丙局"}), "occurs 0 times"),
        (Drawing(replace={"## 二、 ⋯ ## 一、": ""}), "does not follow"),
    ],
    ids=["a cell", "a text twice", "no such text", "a text before"],
)
def test_changes_that_do_not_fit_the_base_are_refused(changes: Drawing, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        replace(changes, base="water-2023.md").source()


def test_changes_are_made_where_they_are_said() -> None:
    made = Drawing(
        base="water-2023.md",
        set={"applications/total/person": "61"},
        replace={"水利局2023年": "水务局2023年", "## 五、存在 ⋯ 图解。": "## 五、无"},
    ).source()
    assert "# 青石市水务局2023年" in made
    assert "| （七）总计 |  | 61 | 1 |" in made
    assert "\n\n## 五、无\n\n## 六、" in made


@pytest.mark.whole
def test_the_command_draws_the_reports_of_the_rules_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.corpus", "--out", str(tmp_path / "drawn")]
    subprocess.run([*command, "A301", "Y501"], cwd=TOP, check=True)
    chosen = [case for case in CASES if case.code in ("A301", "Y501")]
    files = {name: data for case in chosen for name, data in case.files().items()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "drawn").iterdir()} == files
    assert "Y501-fail-a.prior.md" in files
    refused = subprocess.run([*command, "Z999"], cwd=TOP, capture_output=True, encoding="utf-8", check=False)
    assert (refused.returncode, "no cases of Z999" in refused.stderr) == (2, True)
