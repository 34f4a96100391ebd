"""Exit statuses, selection, standard input, the JSON report, and the command as a whole process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import Run, a_sentence, run
from tests.places import TOP

# --- exit status ---


def test_exit_statuses(good: Path, faulty: Path) -> None:
    assert run("check", str(good)).status == 0
    assert run("check", str(faulty)).status == 1
    assert run("check", str(good), str(faulty)).status == 1


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_a_warning(fail_on: str, status: int, tmp_path: Path) -> None:
    report = with_value(make_report(Random(1), "2021"), "disclosure/regulations/in_force", 2)
    path = tmp_path / "warning.txt"
    path.write_bytes(draw(report, "pipes").data)
    assert run("check", "--fail-on", fail_on, str(path)).status == status


def test_fail_on_never_with_an_error(faulty: Path) -> None:
    assert run("check", "--fail-on", "never", str(faulty)).status == 0


def codes(done: Run) -> set[str]:
    return {found["code"] for entry in done.json["files"] for found in entry["diagnostics"]}


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--select", "A"), {"A300"}),
        (("--select", "A302"), {"A302"}),
        (("--select", "A302,A303"), {"A302", "A303"}),
        (("--select", "S,T"), set()),
        (("--ignore", "A30"), set()),
        (("--ignore", "A300,A302"), {"A303"}),
        (("--select", "A3", "--ignore", "A300,A303"), {"A302"}),
    ],
)
def test_select_and_ignore(options: tuple[str, ...], wanted: set[str], faulty: Path) -> None:
    done = run("check", "-f", "json", *options, str(faulty))
    assert codes(done) == wanted
    assert done.status == (1 if wanted else 0)


# --- standard input ---


@pytest.mark.parametrize(
    ("name", "layout", "format"),
    [("a.md", "markdown", "markdown"), ("b.html", "html", "html"), ("c.txt", "pipes", "text")],
)
def test_standard_input(name: str, layout: str, format: str) -> None:
    data = draw(make_report(Random(7), "2021"), layout).data
    (entry,) = run("check", "-f", "json", "--stdin-filename", name, "-", data=data).json["files"]
    assert (entry["path"], entry["format"], entry["diagnostics"]) == (name, format, [])


@pytest.mark.whole
def test_standard_input_without_a_name() -> None:
    data = draw(make_report(Random(7), "2021"), "pipes").data
    done = run("check", "-f", "json", "-", data=data)
    assert done.status == 0
    assert done.json["files"][0]["format"] == "text"


# --- the JSON report ---


def test_json_keys(faulty: Path) -> None:
    done = run("check", "-f", "json", str(faulty))
    assert list(done.json) == ["version", "tool", "files", "summary"]
    assert done.json["version"] == 1
    assert list(done.json["tool"]) == ["name", "version"]
    assert done.json["tool"]["name"] == "nianbao"
    assert list(done.json["summary"]) == ["files", "errors", "warnings", "infos", "unreadable"]
    (entry,) = done.json["files"]
    assert list(entry) == [
        "path", "format", "verdict", "not_compared", "regime", "year", "organization", "title",
        "diagnostics", "not_evaluated", "repairs", "error",
    ]  # fmt: skip
    for found in entry["diagnostics"]:
        assert list(found) == [
            "code", "name", "severity", "message", "basis", "location", "section",
            "cells", "expected", "actual", "related", "fix", "fingerprint",
        ]  # fmt: skip
        assert list(found["location"]) == [
            "line", "column", "end_line", "end_column", "page", "bbox", "paragraph", "table", "row", "col",
        ]  # fmt: skip
        assert found["severity"] in ("error", "warning", "info")
        assert found["fingerprint"]
    assert len(done.json["files"]) == done.json["summary"]["files"]


def test_the_table_place_counts_rows_and_columns_as_drawn(faulty: Path) -> None:
    """Table 3 of a report with all three tables; three header rows, label columns as many as are drawn."""
    data = faulty.read_bytes()
    report = make_report(Random(1), "2021", busy=True)
    page = draw(with_value(report, "applications/granted/person", 999), "html").data
    for name, content in (("a.txt", data), ("a.html", page)):
        done = run("check", "-f", "json", "--select", "A303", "--stdin-filename", name, "-", data=content)
        (found,) = done.json["files"][0]["diagnostics"]
        assert found["section"] == "三"
        assert found["location"]["table"] == 2
        assert found["location"]["row"] == 6
    assert found["location"]["col"] in range(4, 11)


@pytest.mark.whole
def test_same_input_same_bytes(faulty: Path) -> None:
    for format in ("json", "jsonl", "sarif", "github", "concise", "console"):
        first, second = (run("check", "-f", format, str(faulty)).stdout for _ in range(2))
        assert first == second != ""


@pytest.mark.whole
def test_concise_lines(faulty: Path) -> None:
    done = run("check", "-f", "concise", str(faulty))
    entry = run("check", "-f", "json", str(faulty)).json["files"][0]
    wanted = [
        f"{faulty}:{found['location']['line']}:{found['location']['column']}: "
        f"{found['code']} {found['severity']} {found['message']}"
        for found in entry["diagnostics"]
    ]
    assert done.stdout.splitlines() == wanted


def test_languages(faulty: Path) -> None:
    chinese, english = (run("check", "-f", "concise", "--lang", lang, str(faulty)).stdout for lang in ("zh", "en"))
    assert chinese != english
    assert "自然人" in chinese


# --- the whole process ---


def process(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        capture_output=True,
        text=True,
        encoding=options.get("encoding", "utf-8"),
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": options.get("encoding", "utf-8")},
        timeout=60,
    )


@pytest.mark.whole
def test_the_command_as_a_process(good: Path, faulty: Path) -> None:
    assert process("check", str(good)).returncode == 0
    done = process("check", str(faulty))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{faulty}:")  # not a terminal: concise
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@pytest.mark.whole
def test_the_console_view_on_a_console_in_gbk(faulty: Path) -> None:
    done = process("check", "-f", "console", str(faulty), encoding="gbk")
    assert done.returncode == 1
    assert "A300" in done.stdout
    assert done.stderr == ""


@pytest.mark.whole
def test_a_pipe_that_closes_early(tmp_path: Path, faulty: Path) -> None:
    for at in range(30):
        (tmp_path / f"{at}.txt").write_bytes(faulty.read_bytes())
    child = subprocess.Popen(
        [sys.executable, "-m", "linter", "check", "--jobs", "1", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    error = child.stderr.read()
    child.stderr.close()
    child.wait(30)
    assert b"Traceback" not in error


@pytest.mark.parametrize(
    "command", [(), ("--help",), ("check", "--help"), ("--version",), ("rules",), ("explain", "A301")]
)
def test_help_and_lists(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.status == 0 if command else done.status in (0, 2)
    assert (done.stdout + done.stderr).strip()


def test_explain_an_unknown_code() -> None:
    done = run("explain", "A399")
    assert done.status == 2
    assert "A399" in a_sentence(done)
