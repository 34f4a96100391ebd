"""Settings for single files, from outside: `overrides` of the configuration."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import Run, run

BUSY = make_report(Random(1), "2021", busy=True)
FAULTY = draw(with_value(BUSY, "applications/granted/person", 999), "markdown").data


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the same faulty report at its top and in two folders."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "old/a.md", "towns/a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(FAULTY)
    return tmp_path


def configure(*entries: str, more: str = "") -> None:
    Path(".nianbao.yaml").write_text("overrides:\n" + "".join(f"  - {one}\n" for one in entries) + more, "utf-8")


def severities(done: Run) -> dict[str, dict[str, str]]:
    """The severity of each code, by path."""
    return {
        entry["path"]: {found["code"]: found["severity"] for found in entry["diagnostics"]}
        for entry in done.json["files"]
    }


def test_a_severity_holds_for_the_paths_that_it_names(here: Path) -> None:
    configure("{paths: old, severity: {A300: info}}", "{paths: 'towns/*.md', severity: {A300: off}}")
    found = severities(run("check", "-f", "json", "--select", "A300"))
    assert found == {"a.md": {"A300": "error"}, "old/a.md": {"A300": "info"}, "towns/a.md": {}}
    assert run("check", "old").status == 0
    assert run("check", "a.md").status == 1


def test_later_entries_win_key_by_key(here: Path) -> None:
    configure(
        "{paths: ['old', 'towns'], severity: {A300: info, T205: off}, level: county}",
        "{paths: old, severity: {A300: warning}}",
    )
    found = severities(run("check", "-f", "json", "--select", "A300"))
    assert found == {"a.md": {"A300": "error"}, "old/a.md": {"A300": "warning"}, "towns/a.md": {"A300": "info"}}


def test_what_entries_ignore_adds_up_and_is_not_taken_back(here: Path) -> None:
    configure("{paths: old, ignore: A3}", "{paths: 'old/*', ignore: S, severity: {A300: error}}")
    found = severities(run("check", "-f", "json", "--select", "A300"))
    assert found == {"a.md": {"A300": "error"}, "old/a.md": {}, "towns/a.md": {"A300": "error"}}


@pytest.mark.whole
def test_a_rule_that_is_off_runs_where_an_entry_gives_it_a_severity(here: Path) -> None:
    configure("{paths: old, severity: {A300: warning}}", more="severity: {A300: off}\n")
    found = severities(run("check", "-f", "json", "--select", "A300"))
    assert found == {"a.md": {}, "old/a.md": {"A300": "warning"}, "towns/a.md": {}}
    sarif = run("check", "-f", "sarif", "--select", "A300").json
    assert [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]] == ["A300"]
    assert severities(run("check", "-f", "json", "--select", "S", "old")) == {"old/a.md": {}}
    assert run("check", "--ignore", "A300", "--select", "A300").status == 2  # nothing is left to run


def test_a_level_holds_for_the_paths_that_it_names_and_the_option_wins(here: Path) -> None:
    body = draw(with_value(BUSY, "disclosure/regulations/issued", 1), "markdown").data
    for name in ("a.md", "old/a.md", "towns/a.md"):
        Path(name).write_bytes(body)
    configure("{paths: towns, level: township}", "{paths: old, level: auto}", more="level: central\n")
    asked = ("check", "-f", "json", "--select", "T210")
    found = severities(run(*asked))
    assert (found["a.md"], found["towns/a.md"]) == ({}, {"T210": "warning"})
    assert found["old/a.md"] == severities(run(*asked, "--level", "auto"))["a.md"]
    assert severities(run(*asked, "--level", "central"))["towns/a.md"] == {}


@pytest.mark.whole
def test_a_year_holds_for_the_paths_that_it_names_and_the_option_wins(here: Path) -> None:
    configure("{paths: old, year: 2019}")
    done = run("check", "-f", "json")
    assert {entry["path"]: entry["year"] == 2019 for entry in done.json["files"]} == {
        "a.md": False,
        "old/a.md": True,
        "towns/a.md": False,
    }
    assert {entry["year"] for entry in run("check", "-f", "json", "--year", "2018").json["files"]} == {2018}


def test_paths_are_relative_to_the_configuration(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure("{paths: ./old/a.md, severity: {A300: info}}", "{paths: nowhere, level: city}")
    monkeypatch.chdir(here / "old")
    assert severities(run("check", "-f", "json", "--select", "A300", ".", "../a.md")) == {
        "a.md": {"A300": "info"},
        "../a.md": {"A300": "error"},
    }
    assert severities(run("check", "-f", "json", "--select", "A300", str(here / "old"))) == {
        str(here / "old" / "a.md"): {"A300": "info"}
    }


def test_standard_input_is_told_by_its_name(here: Path) -> None:
    configure("{paths: old, severity: {A300: info}}")
    done = run("check", "-", "--stdin-filename", "old/b.md", "-f", "json", "--select", "A300", data=FAULTY)
    assert severities(done) == {"old/b.md": {"A300": "info"}}


@pytest.mark.whole
def test_kept_results_are_those_of_the_path(
    here: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same relative path in two folders, of which an entry means one."""
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    names = [f"{number}.md" for number in range(24)]
    for folder in ("old", "towns"):
        os.remove(f"{folder}/a.md")
        for name in names:
            (here / folder / name).write_bytes(FAULTY)
    configure("{paths: old, severity: {A300: info}}")
    for folder, severity in (("towns", "error"), ("old", "info"), ("towns", "error"), ("old", "info")):
        monkeypatch.chdir(here / folder)
        found = severities(run("check", "-f", "json", "--select", "A300"))
        assert {one["A300"] for one in found.values()} == {severity}


@pytest.mark.whole
def test_fixes_are_those_of_rules_that_run_there(here: Path) -> None:
    text = FAULTY.decode().replace("属于三类内部事务信息", "属于三类内容事务信息")
    for name in ("a.md", "old/a.md"):
        Path(name).write_text(text, "utf-8")
    configure("{paths: old, ignore: T204}")
    run("check", "--fix", "a.md", "old/a.md")
    assert Path("a.md").read_bytes() == FAULTY
    assert Path("old/a.md").read_text("utf-8") == text


def test_what_is_left_out_there_makes_no_entry_useless_nor_settled(here: Path) -> None:
    run("baseline", "old", "-o", "known.json")
    configure(
        "{paths: old, ignore: A3}", more="accept: [{path: old/a.md, code: A300, reason: 已核对}]\nfail_on: warning\n"
    )
    done = run("check", "old", "--baseline", "known.json")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")
