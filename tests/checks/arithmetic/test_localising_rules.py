"""Equations of a user's own tell which figure is wrong only if they say so, and no graver than they are themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside.program import Finding, run
from tests.places import RULE_EXAMPLES, TOP

pytestmark = pytest.mark.whole

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
# what was received is to be dealt with within the year, which no form asks for
RULE = """\
rules:
  - code: P902
    name: all-dealt-with
    severity: {severity}
    since: "2019"
    check: equation
    with:
      table: applications
      terms: rows
      equations: [received + carried_over = total]
      subject: total{more}
    message: {{zh: "{{left}}≠{{right}}"}}
"""


def checked(folder: Path, severity: str, more: str = "", *arguments: str, report: str = CLEAN) -> list[Finding]:
    (folder / "own.yaml").write_text(RULE.format(severity=severity, more=more), "utf-8")
    (folder / "a.md").write_text(report, "utf-8")
    asked = ("check", str(folder / "a.md"), "--rules", str(folder / "own.yaml"), "-f", "json", *arguments)
    (entry,) = run(*asked).json["files"]
    return [Finding(raw) for raw in entry["diagnostics"]]


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_a_clean_report_is_told_what_the_rule_says_and_no_more(severity: str, tmp_path: Path) -> None:
    found = checked(tmp_path, severity)
    assert {(one.code, one.severity) for one in found} == {("P902", severity)}


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_a_rule_that_says_so_takes_part_and_is_as_grave_as_it_is(severity: str, tmp_path: Path) -> None:
    report = (TOP / "examples" / "2021-clean.md").read_text("utf-8")
    found = checked(tmp_path, severity, "\n      localise: true", report=report)
    assert "A300" in {one.code for one in found}
    assert {one.severity for one in found} == {severity}


@pytest.mark.parametrize("more", ["", "\n      localise: false"])
def test_a_rule_that_does_not_say_so_changes_no_repair(more: str, tmp_path: Path) -> None:
    faulty = CLEAN.replace("| 54 | 400 |", "| 54 | 490 |")
    without = checked(tmp_path, "off", report=faulty)
    beside = [one for one in checked(tmp_path, "info", more, report=faulty) if one.code != "P902"]
    assert [one.code for one in without] == ["A300"]
    assert without == beside


def test_beside_an_equation_of_the_form_that_fails_it_is_an_error(tmp_path: Path) -> None:
    faulty = CLEAN.replace("| 54 | 400 |", "| 54 | 490 |")
    found = checked(tmp_path, "info", "\n      localise: true", report=faulty)
    assert "error" in {one.severity for one in found}


def test_one_that_is_off_takes_no_part(tmp_path: Path) -> None:
    assert checked(tmp_path, "off", "\n      localise: true") == []


def test_a_figure_is_no_graver_than_the_sums_that_it_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the equations of the form too: a configuration makes them milder."""
    monkeypatch.chdir(tmp_path)
    faulty = CLEAN.replace("| 54 | 400 |", "| 54 | 490 |")
    Path(".nianbao.yaml").write_text("severity: {A301: info, A302: info, A303: warning}\n", "utf-8")
    assert {(one.code, one.severity) for one in checked(tmp_path, "off", report=faulty)} == {("A300", "warning")}
