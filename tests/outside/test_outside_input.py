"""Bad input and bad options: the right code and exit status, a clear sentence, other files still checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from program import Run, run

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report

ROOT = Path(__file__).parents[2]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_bytes(draw(make_report(Random(1), "2021"), "markdown").data)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """One wrong total of an applicant: one A303 error, nothing else."""
    report = make_report(Random(1), "2021", busy=True)
    path = tmp_path / "faulty.txt"
    path.write_bytes(draw(with_value(report, "applications/granted/person", 999), "pipes").data)
    return path


def a_sentence(done: Run) -> str:
    """Standard error holds one short, clear message and no traceback."""
    text = done.stderr.strip()
    assert text
    assert "Traceback" not in text
    assert len(text.splitlines()) <= 6  # click adds usage and a hint
    return text


def the_error(done: Run) -> str:
    (entry,) = done.json["files"]
    assert done.status == 2
    assert done.json["summary"]["unreadable"] == 1
    assert entry["diagnostics"] == []
    assert entry["error"]["message"].strip()
    return str(entry["error"]["code"])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "E003"),
        ("blank.txt", "　\n \n\t\n".encode(), "E003"),
        ("empty.html", b"<html><head><title> </title></head><body></body></html>", "E003"),
        ("binary.txt", bytes(range(256)) * 40, "E002"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "E002"),
        ("draft.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E002"),
        ("draft.xlsx", b"PK\x03\x04" + bytes(600), "E002"),
        ("damaged.txt", "总体情况，".encode() * 50 + b"\xff\xfe\xfd" + "主动公开".encode() * 50, "E001"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert the_error(run("check", "-f", "json", str(path))) == code


def test_the_concise_line_of_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    done = run("check", "-f", "concise", str(path))
    assert done.status == 2
    assert done.stdout.startswith(f"{path}:1:1: E003 error ")


def test_a_page_without_a_report(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><ul><li><a href='/'>首页</a></li></ul><p>欢迎访问。</p></body></html>", "utf-8"
    )
    done = run("check", "-f", "json", str(path))
    assert done.status == 1
    assert [found["code"] for found in done.json["files"][0]["diagnostics"]][:1] == ["S107"]


def test_a_missing_path(good: Path) -> None:
    done = run("check", str(good.with_name("nowhere.txt")))
    assert done.status == 2
    assert "nowhere.txt" in done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_no_permission(good: Path) -> None:
    good.chmod(0)
    assert the_error(run("check", "-f", "json", str(good))) == "E001"


def test_good_files_are_reported_beside_bad_ones(tmp_path: Path, good: Path, faulty: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("check", "-f", "json", str(tmp_path))
    assert done.status == 2
    told = {Path(entry["path"]).name: entry for entry in done.json["files"]}
    assert set(told) == {"good.md", "faulty.txt", "empty.txt"}
    assert told["empty.txt"]["error"]["code"] == "E003"
    assert told["good.md"]["error"] is None
    assert "A303" in {found["code"] for found in told["faulty.txt"]["diagnostics"]}
    assert done.json["summary"]["files"] == 3
    assert done.json["summary"]["unreadable"] == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_order_of_files_does_not_depend_on_jobs(jobs: str, tmp_path: Path) -> None:
    names = [f"{at:02}.txt" for at in range(12)]
    for at, name in enumerate(names):
        (tmp_path / name).write_bytes(draw(make_report(Random(at), "2021", scale=1 + at % 3), "pipes").data)
    done = run("check", "-f", "json", "--jobs", jobs, str(tmp_path))
    assert [Path(entry["path"]).name for entry in done.json["files"]] == names
    assert done.status == 0


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
        (("--select", "A"), {"A302", "A303"}),
        (("--select", "A302"), {"A302"}),
        (("--select", "A302,A303"), {"A302", "A303"}),
        (("--select", "S,T"), set()),
        (("--ignore", "A30"), set()),
        (("--ignore", "A302"), {"A303"}),
        (("--select", "A3", "--ignore", "A303"), {"A302"}),
    ],
)
def test_select_and_ignore(options: tuple[str, ...], wanted: set[str], faulty: Path) -> None:
    done = run("check", "-f", "json", *options, str(faulty))
    assert codes(done) == wanted
    assert done.status == (1 if wanted else 0)


# --- options ---


@pytest.mark.parametrize(
    "options",
    [
        ("--regime", "1999"),
        ("--year", "soon"),
        ("--level", "village"),
        ("-f", "papyrus"),
        ("--fail-on", "sometimes"),
        ("--lang", "la"),
        ("--jobs", "many"),
        ("--select", "Q999"),
        ("--ignore", "nonsense"),
        ("--rules", "nowhere.yaml"),
        ("--config", "nowhere.yaml"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_a_bad_option(options: tuple[str, ...], good: Path) -> None:
    done = run("check", *options, str(good))
    assert done.status == 2
    assert done.stdout == ""
    a_sentence(done)


@pytest.mark.parametrize(
    "options",
    [
        ("--prior", "last-year.txt"),
        ("--baseline", "accepted.json"),
        ("--fix",),
        ("--diff",),
        ("--annotate", "marked"),
        ("-f", "gitlab"),
        ("-f", "junit"),
        ("-f", "markdown"),
        ("-f", "html"),
    ],
    ids=" ".join,
)
def test_an_option_of_a_later_version(options: tuple[str, ...], good: Path) -> None:
    before = good.read_bytes()
    done = run("check", *options, str(good))
    assert done.status == 2
    assert done.stdout == ""
    sentence = a_sentence(done)
    assert options[-1] in sentence or options[0] in sentence
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    "command", [("baseline", "x.txt", "-o", "b.json"), ("init",), ("serve",)], ids=" ".join
)
def test_a_command_of_a_later_version(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.status == 2
    assert done.stdout == ""
    assert command[0] in a_sentence(done)


def test_no_cache_works(good: Path) -> None:
    assert run("check", "--no-cache", str(good)).status == 0


def test_output_into_a_file(tmp_path: Path, faulty: Path) -> None:
    target = tmp_path / "report.json"
    done = run("check", "-f", "json", "-o", str(target), str(faulty))
    assert (done.status, done.stdout) == (1, "")
    assert '"A303"' in target.read_text(encoding="utf-8")


def test_output_into_a_folder_that_does_not_exist(tmp_path: Path, good: Path) -> None:
    done = run("check", "-o", str(tmp_path / "nowhere" / "report.txt"), str(good))
    assert done.status == 2
    assert "nowhere" in a_sentence(done)


@pytest.mark.parametrize(
    "text", ["rules:\n  - code: [", "rulez: []\n", "rules:\n  - code: Z901\n    chek: mentions\n", "\x00"]
)
def test_a_wrong_rule_file(text: str, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "own-rules.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("check", "--rules", str(path), str(good))
    assert done.status == 2
    assert "own-rules.yaml" in a_sentence(done)


def test_a_wrong_rule_file_names_line_and_nearest_word(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "own-rules.yaml"
    path.write_text("rules:\n  - code: Z901\n    chek: mentions\n", encoding="utf-8")
    sentence = a_sentence(run("check", "--rules", str(path), str(good)))
    assert "own-rules.yaml:3:" in sentence
    assert "check" in sentence


# --- standard input ---


@pytest.mark.parametrize(
    ("name", "layout", "format"),
    [("a.md", "markdown", "markdown"), ("b.html", "html", "html"), ("c.txt", "pipes", "text")],
)
def test_standard_input(name: str, layout: str, format: str) -> None:
    data = draw(make_report(Random(7), "2021"), layout).data
    (entry,) = run("check", "-f", "json", "--stdin-filename", name, "-", data=data).json["files"]
    assert (entry["path"], entry["format"], entry["diagnostics"]) == (name, format, [])


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
        "path", "format", "regime", "year", "organization", "title",
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


def test_same_input_same_bytes(faulty: Path) -> None:
    for format in ("json", "jsonl", "sarif", "github", "concise", "console"):
        first, second = (run("check", "-f", format, str(faulty)).stdout for _ in range(2))
        assert first == second != ""


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
    chinese, english = (
        run("check", "-f", "concise", "--lang", lang, str(faulty)).stdout for lang in ("zh", "en")
    )
    assert chinese != english
    assert "自然人" in chinese


# --- the whole process ---


def process(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        capture_output=True,
        text=True,
        encoding=options.get("encoding", "utf-8"),
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": options.get("encoding", "utf-8")},
        timeout=60,
    )


def test_the_command_as_a_process(good: Path, faulty: Path) -> None:
    assert process("check", str(good)).returncode == 0
    done = process("check", str(faulty))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{faulty}:")  # not a terminal: concise
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_the_console_view_on_a_console_in_gbk(faulty: Path) -> None:
    done = process("check", "-f", "console", str(faulty), encoding="gbk")
    assert done.returncode == 1
    assert "A303" in done.stdout
    assert done.stderr == ""


def test_a_pipe_that_closes_early(tmp_path: Path, faulty: Path) -> None:
    for at in range(30):
        (tmp_path / f"{at}.txt").write_bytes(faulty.read_bytes())
    child = subprocess.Popen(
        [sys.executable, "-m", "linter", "check", "--jobs", "1", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
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
