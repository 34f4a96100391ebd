"""Accepted findings from outside: in the configuration, by comments, and in a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import Run, a_sentence, run

BUSY = make_report(Random(1), "2021", busy=True)
FAULTY = with_value(BUSY, "applications/granted/person", 999)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one report that has a wrong figure."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_bytes(draw(FAULTY, "markdown").data)
    return tmp_path


def codes(done: Run) -> list[tuple[str, str]]:
    return [(entry["path"], found["code"]) for entry in done.json["files"] for found in entry["diagnostics"]]


def accept(entry: str) -> None:
    Path(".nianbao.yaml").write_text(f"accept:\n  - {entry}\n", "utf-8")


# --- the configuration ---


@pytest.mark.parametrize(
    "entry",
    [
        "{path: a.md, code: A300, reason: 已核对}",
        "{path: '*.md', code: [A], reason: 已核对}",
        "{path: a.md, code: A300, cell: applications/granted/person, reason: 已核对, until: 2999-12-31}",
    ],
)
def test_an_accepted_finding_is_not_reported_and_does_not_count(entry: str, here: Path) -> None:
    assert run("check").status == 1
    accept(entry)
    done = run("check", "-f", "json")
    assert (done.status, codes(done)) == (0, [])
    assert done.json["summary"] == {"files": 1, "errors": 0, "warnings": 0, "infos": 0, "unreadable": 0}


def test_a_fingerprint_accepts_one_finding(here: Path) -> None:
    (entry,) = run("check", "-f", "json").json["files"]
    (found,) = entry["diagnostics"]
    accept(f"{{path: a.md, fingerprint: {found['fingerprint']}, reason: 已核对}}")
    assert codes(run("check", "-f", "json")) == []


def test_the_table_of_a_pyproject_accepts_too(here: Path) -> None:
    Path("pyproject.toml").write_text(
        '[[tool.nianbao.accept]]\npath = "a.md"\ncode = "A300"\nreason = "checked"\nuntil = 2999-12-31\n', "utf-8"
    )
    assert codes(run("check", "-f", "json")) == []


@pytest.mark.whole
def test_an_unused_entry_is_reported_in_the_configuration(here: Path) -> None:
    accept("{path: a.md, code: [A300, T205], reason: 已核对}\n  - {path: a.md, code: S1, reason: 已核对}")
    done = run("check", "-f", "json")
    assert codes(done) == [(".nianbao.yaml", "C901")]
    (found,) = done.json["files"][1]["diagnostics"]
    assert (found["location"]["line"], found["location"]["column"], found["severity"]) == (3, 5, "warning")
    assert (done.status, run("check", "--fail-on", "warning").status) == (0, 1)
    assert run("check").stdout.startswith(".nianbao.yaml:3:5: C901 warning ")
    assert codes(run("check", "-f", "json", "--select", "A")) == []
    assert codes(run("check", "-f", "json", "--ignore", "C901")) == []


@pytest.mark.whole
@pytest.mark.parametrize("format", ["console", "concise", "json", "jsonl", "sarif", "github"])
def test_every_format_can_tell_it(format: str, here: Path) -> None:
    accept("{path: a.md, code: S1, reason: 已核对}")
    done = run("check", "-f", format)
    assert "C901" in done.stdout
    assert "S1" in done.stdout
    assert done.status == 1


def test_an_entry_past_its_last_day_says_so(here: Path) -> None:
    accept("{path: a.md, code: A300, reason: 已核对, until: 2020-12-31}")
    done = run("check")
    assert done.status == 1
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["A300", "C901"]
    assert "2020-12-31" in done.stdout


def test_paths_are_relative_to_the_configuration(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accept("{path: x/a.md, code: A300, reason: 已核对}")
    (here / "x").mkdir()
    (here / "a.md").rename(here / "x" / "a.md")
    monkeypatch.chdir(here / "x")
    assert codes(run("check", "-f", "json", "a.md")) == []


@pytest.mark.parametrize(
    "entry", ["{path: a.md, code: A300}", "{path: a.md, code: A300, reason: x, untill: 2026-01-01}"]
)
def test_a_wrong_entry_is_answered_with_its_place(entry: str, here: Path) -> None:
    accept(entry)
    done = run("check")
    assert (done.status, done.stdout) == (2, "")
    assert ".nianbao.yaml:2:" in a_sentence(done)


@pytest.mark.whole
def test_many_files_in_processes_accept_the_same(here: Path) -> None:
    for number in range(30):
        (here / f"{number:02}.md").write_bytes((here / "a.md").read_bytes())
    accept("{path: '0*.md', code: A, reason: 已核对}\n  - {path: 10.md, code: S, reason: 已核对}")
    one, two = (run("check", "-f", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert len(codes(one)) == 31 - 10 + 1


# --- comments ---


@pytest.mark.parametrize(("name", "layout", "before"), [("b.md", "markdown", "\n"), ("b.html", "html", "<tr")])
def test_a_comment_before_a_row_accepts(name: str, layout: str, before: str, here: Path) -> None:
    source = draw(FAULTY, layout).text
    at = source.rindex(before, 0, source.index("999"))
    text = f"{source[:at]}\n<!-- nianbao: ignore A300 -- 已与台账核对 -->{source[at:]}"
    Path(name).write_text(text, "utf-8")
    assert codes(run("check", "-f", "json", name)) == []
    Path(name).write_text(text.replace("999", str(BUSY.tables["applications/granted/person"])), "utf-8")
    done = run("check", name)
    assert "C901 warning" in done.stdout
    line = text[: text.index("<!--")].count("\n") + 1
    assert done.stdout.startswith(f"{name}:{line}:1: C901")
    Path(name).write_text(text.replace(" -- 已与台账核对", ""), "utf-8")
    assert sorted(code for _, code in codes(run("check", "-f", "json", name))) == ["A300", "C902"]


# --- the baseline ---


@pytest.mark.whole
def test_a_baseline_holds_what_was_found(here: Path) -> None:
    made = run("baseline", ".", "-o", "known.json")
    assert (made.status, made.stdout) == (0, "")
    assert "1" in a_sentence(made)
    assert run("check").status == 1
    done = run("check", "-f", "json", "--baseline", "known.json")
    assert (done.status, codes(done), done.stderr) == (0, [], "")
    source = (here / "a.md").read_text("utf-8").replace("999", "998")
    (here / "a.md").write_text("\n\n" + source, "utf-8")
    assert codes(run("check", "-f", "json", "--baseline", "known.json")) == [("a.md", "A300")]


def test_a_baseline_is_the_same_each_time_and_has_no_lines_of_the_report(here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "b.txt").write_bytes(draw(FAULTY, "pipes").data)
    run("baseline", ".", "-o", "one.json")
    source = (here / "a.md").read_bytes()
    (here / "a.md").write_bytes(b"\n\n\n" + source)
    run("baseline", "x", "a.md", "-o", "two.json")
    text = (here / "one.json").read_text("utf-8")
    assert text == (here / "two.json").read_text("utf-8")
    assert list(json.loads(text)["files"]) == ["a.md", "x/b.txt"]
    assert text.count("\n") == 11


@pytest.mark.whole
def test_paths_in_a_baseline_are_relative_to_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "known").mkdir()
    run("baseline", "a.md", "-o", "known/b.json")
    assert list(json.loads((here / "known" / "b.json").read_text("utf-8"))["files"]) == ["../a.md"]
    monkeypatch.chdir(here / "known")
    assert run("check", "../a.md", "--baseline", "b.json").status == 0
    assert run("check", str(here / "a.md"), "--baseline", str(here / "known" / "b.json")).status == 0


def test_a_finding_whose_fingerprint_was_made_otherwise_is_known_by_what_it_says(here: Path) -> None:
    path = here / "known.json"
    run("baseline", ".", "-o", "known.json")
    held = json.loads(path.read_text("utf-8"))
    (entry,) = held["files"]["a.md"]
    entry["fingerprint"] = "A300-00000000"
    path.write_text(json.dumps(held), "utf-8")
    done = run("check", "--baseline", "known.json")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")
    entry["message"] += "？"
    path.write_text(json.dumps(held), "utf-8")
    done = run("check", "--baseline", "known.json", "a.md")
    assert done.status == 1
    assert "known.json" not in done.stdout
    assert "1" in a_sentence(done)


@pytest.mark.whole
def test_what_is_settled_is_told(here: Path) -> None:
    run("baseline", ".", "-o", "known.json")
    (here / "a.md").write_bytes(draw(BUSY, "markdown").data)
    done = run("check", "--baseline", "known.json")
    assert (done.status, done.stdout) == (0, "")
    assert "a.md" in a_sentence(done)
    assert run("check", "--baseline", "known.json", "--select", "S").stderr == ""
    (here / "b.md").write_bytes((here / "a.md").read_bytes())
    assert run("check", "--baseline", "known.json", "b.md").stderr == ""
    (here / "a.md").unlink()
    assert "a.md" in run("check", "--baseline", "known.json", "b.md").stderr


def test_the_configuration_may_name_it(here: Path) -> None:
    Path(".nianbao.yaml").write_text("baseline: known.json\n", "utf-8")
    assert run("check").status == 2
    assert run("baseline", ".").status == 0
    assert run("check").status == 0


def test_what_is_accepted_is_not_in_it(here: Path) -> None:
    accept("{path: a.md, code: A, reason: 已核对}")
    run("baseline", ".", "-o", "known.json")
    assert json.loads((here / "known.json").read_text("utf-8"))["files"] == {}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda text: text[: text.index("fingerprint") + 20], 5),
        (lambda text: "<<<<<<< ours\n" + text, 1),
        (lambda text: text.replace('"version": 1', '"version": 2'), 2),
        (lambda text: text.replace('"version": 1,\n', ""), 1),
        (lambda text: text.replace('"code"', '"kode"'), 5),
        (lambda text: text.replace('{"fingerprint"', '[], {"fingerprint"'), 5),
        (lambda text: text.replace('"files": {', '"files": [{').replace("\n}\n}", "\n}]\n}"), 3),
        (lambda text: "[]", 1),
        (lambda text: "", 1),
        (lambda text: "[" * 100000, 1),
    ],
    ids=["cut", "conflict", "version", "no-version", "key", "kind", "files", "list", "empty", "deep"],
)
def test_a_damaged_baseline_is_answered_with_its_line(change: object, line: int, here: Path) -> None:
    run("baseline", ".", "-o", "known.json")
    path = here / "known.json"
    path.write_text(change(path.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    done = run("check", "--baseline", "known.json")
    assert (done.status, done.stdout) == (2, "")
    assert f"known.json:{line}:" in a_sentence(done)


def test_a_baseline_that_is_not_there(here: Path) -> None:
    done = run("check", "--baseline", "nowhere.json")
    assert (done.status, done.stdout) == (2, "")
    assert "nowhere.json" in a_sentence(done)


def test_a_baseline_needs_a_file_to_be_written(here: Path) -> None:
    assert "-o" in a_sentence(run("baseline", "."))
    done = run("baseline", ".", "-o", "no/such/folder.json")
    assert done.status == 2
    assert "no/such/folder.json" in a_sentence(done)


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_held(here: Path) -> None:
    done = run("baseline", "a.md", "nothing.md", "-o", "known.json")
    assert done.status == 2
    assert "nothing.md" in done.stderr
    assert list(json.loads((here / "known.json").read_text("utf-8"))["files"]) == ["a.md"]


def test_baseline_messages_in_english(here: Path) -> None:
    assert "1 findings in 1 files" in run("baseline", ".", "-o", "known.json", "--lang", "en").stderr
