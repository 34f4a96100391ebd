"""Entries of `accept`: which findings they take out, and which of them are told to be of no use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from linter.accept.accepted import Acceptance, Accepted, selectors_used
from linter.checks.registry import shipped
from linter.files.search import matches
from linter.model.diagnostics import Diagnostic, FileError, FileResult, Location, NotEvaluated, Related, Severity
from linter.rules.selection import RuleSet, select

TODAY = date(2026, 3, 1)


def finding(code: str = "A303", *cells: str, fingerprint: str = "", explains: Sequence[str] = ()) -> Diagnostic:
    related = tuple(Related("", Location(), code=other) for other in explains)
    return Diagnostic(
        code, "x", Severity.ERROR, "m", None, Location(1, 1), cells=cells, related=related, fingerprint=fingerprint
    )


def entry(path: str = "a.md", code: str = "A303", **fields: object) -> Acceptance:
    return Acceptance((path,), (code,) if code else (), "已核对", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("a.md", "a.md", True),
        ("a.md", "./a.md", True),
        ("x/a.md", "a.md", False),
        ("x/a.md", "*.md", True),
        ("x/a.md", "x", True),
        ("x/a.md", "x/", True),
        ("x/y/a.md", "x/**/a.md", True),
        ("a.md", "**/a.md", True),
        ("x/a.md", "**/a.md", True),
        ("xy/a.md", "x", False),
    ],
)
def test_which_paths_a_glob_matches(path: str, glob: str, expected: bool) -> None:
    assert matches(path, (glob,)) is expected


@pytest.mark.parametrize(
    ("selectors", "code", "explained", "used"),
    [
        (("A303",), "A303", (), {"A303"}),
        (("A", "T", "A30"), "A303", (), {"A", "A30"}),
        (("A301",), "A303", (), set()),
        (("A302", "A303"), "A300", ("A302", "A303"), {"A302", "A303"}),
        (("A302",), "A300", ("A302", "A303"), set()),
        (("A30",), "A300", ("A302", "N401"), {"A30"}),
    ],
)
def test_which_codes_accept_a_finding(
    selectors: Sequence[str], code: str, explained: Sequence[str], used: set[str]
) -> None:
    assert selectors_used(selectors, code, explained) == used


@pytest.mark.parametrize(
    ("fields", "accepts"),
    [
        ({}, True),
        ({"cells": ("applications/total/person",)}, True),
        ({"cells": ("disputes/*", "applications/*/person")}, True),
        ({"cells": ("applications/total/total",)}, False),
        ({"fingerprint": "A303-0badf00d"}, True),
        ({"fingerprint": "A303-00000000"}, False),
        ({"code": "", "fingerprint": "A303-0badf00d"}, True),
        ({"code": "T", "fingerprint": "A303-0badf00d"}, False),
    ],
)
def test_a_finding_meets_all_that_an_entry_gives(fields: dict[str, object], accepts: bool) -> None:
    found = finding("A303", "applications/total/person", fingerprint="A303-0badf00d")
    assert entry(**fields).accepts(found) is accepts  # type: ignore[arg-type]


Codes = list[list[str]]


def run(
    entries: Sequence[Acceptance],
    results: Sequence[FileResult],
    folder: Path,
    rules: RuleSet | None = None,
    searched: Sequence[str] = (),
) -> tuple[Codes, list[str]]:
    """The codes that are left in each file, and how the entries of no use are reported."""
    accepted = Accepted(entries, str(folder / ".nianbao.yaml"), TODAY, searched)
    left = list(accepted.through(results, rules or shipped(), "zh"))
    reported = [one.message for result in left[len(results) :] for one in result.diagnostics]
    return [[one.code for one in result.diagnostics] for result in left[: len(results)]], reported


def result(folder: Path, name: str, *codes: str, is_there: bool = True, **fields: object) -> FileResult:
    path = folder / name
    if is_there:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return FileResult(str(path), "markdown", diagnostics=tuple(map(finding, codes)), **fields)  # type: ignore[arg-type]


def test_accepted_findings_are_taken_out(tmp_path: Path) -> None:
    results = [result(tmp_path, "a.md", "A303", "T205"), result(tmp_path, "b.md", "A303")]
    assert run([entry()], results, tmp_path) == ([["T205"], ["A303"]], [])


def test_excerpts_stay_beside_their_findings(tmp_path: Path) -> None:
    one = result(tmp_path, "a.md", "A303", "T205")._replace(excerpts=(None, None))
    (left,) = Accepted([entry()], str(tmp_path / "c"), TODAY).through([one], shipped(), "zh")
    assert len(left.excerpts) == len(left.diagnostics) == 1


@pytest.mark.parametrize(("until", "left"), [(TODAY, []), (date(2026, 2, 28), ["A303"])])
def test_an_entry_holds_through_its_last_day(until: date, left: list[str], tmp_path: Path) -> None:
    codes, reported = run([entry(until=until)], [result(tmp_path, "a.md", "A303")], tmp_path)
    assert codes == [left]
    assert [until.isoformat() in message for message in reported] == [True] * len(left)


def test_an_entry_that_accepts_nothing_is_reported(tmp_path: Path) -> None:
    codes, reported = run([entry()], [result(tmp_path, "a.md", "T205")], tmp_path)
    assert codes == [["T205"]]
    assert ["A303" in message and "a.md" in message for message in reported] == [True]


def test_it_is_reported_where_it_stands(tmp_path: Path) -> None:
    accepted = Accepted([entry(line=7, column=5)], str(tmp_path / "c.yaml"), TODAY)
    last = list(accepted.through([result(tmp_path, "a.md")], shipped(), "en"))[-1]
    (found,) = last.diagnostics
    assert (found.code, found.location.line, found.location.column) == ("C901", 7, 5)
    assert last.path.endswith("c.yaml")
    assert found.fingerprint


@pytest.mark.parametrize(
    "case",
    ["other-file", "other-rules", "undecided", "unreadable", "last-year", "not-selected", "other-matches"],
)
def test_it_is_not_reported_where_it_may_be_of_use(case: str, tmp_path: Path) -> None:
    rules, entries, one = shipped(), [entry("*.md")], result(tmp_path, "a.md")
    if case == "other-file":
        entries = [entry("b.md")]
        (tmp_path / "b.md").write_text("x", "utf-8")
    elif case == "other-matches":
        (tmp_path / "b.md").write_text("x", "utf-8")
    elif case == "other-rules":
        rules = select(rules.rules, ("T", "C"))
    elif case == "not-selected":
        rules = select(rules.rules, (), ("C",))
    elif case == "undecided":
        one = one._replace(not_evaluated=(NotEvaluated("A303", "x"),))
    elif case == "unreadable":
        one = one._replace(error=FileError("E001", "x"))
    elif case == "last-year":
        entries = [entry("*.md", "Y501")]
    assert run(entries, [one], tmp_path, rules) == ([[]], [])


def test_a_code_that_no_rule_has_is_always_reported(tmp_path: Path) -> None:
    _, reported = run([entry("b.md", "Q1")], [result(tmp_path, "a.md")], tmp_path)
    assert ["Q1" in message for message in reported] == [True]


def test_an_entry_for_a_file_that_is_gone_is_reported_when_its_folder_is_searched(tmp_path: Path) -> None:
    one = result(tmp_path, "x/a.md")
    gone = [entry("x/gone.md")]
    assert run(gone, [one], tmp_path, searched=[str(tmp_path / "x" / "a.md")])[1] == []
    assert len(run(gone, [one], tmp_path, searched=[str(tmp_path)])[1]) == 1
    assert len(run(gone, [one], tmp_path, searched=[str(tmp_path / "x" / "gone.md")])[1]) == 0
