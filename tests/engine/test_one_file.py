"""Whatever a file does, the others are checked, it is named, and the exit status is 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter import readers
from linter.cli.main import main
from linter.engine import archive as prior
from linter.engine import lint
from linter.files import search as files

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "rules" / "examples"
REPORT = (EXAMPLES / "2021.md").read_bytes()
BEFORE = (EXAMPLES / "2021-before.md").read_bytes()
FAULTY = REPORT.replace("规范性文件 |".encode(), "规范性文件 | 9".encode(), 1)
DEFECTS = ROOT.parent / "shared" / "cases" / "defects"
ERRORS = [ValueError, MemoryError, RecursionError, LookupError, OSError, AssertionError, StopIteration]
posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")


def run(*arguments: str, data: bytes | None = None) -> Any:
    return CliRunner().invoke(main, list(arguments), input=data, prog_name="nianbao")


def errors(done: Any) -> dict[str, str | None]:
    entries = json.loads(done.stdout)["files"]
    return {Path(entry["path"]).name: entry["error"] and entry["error"]["code"] for entry in entries}


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    for name in ("a.md", "bad.md", "c.md"):
        (tmp_path / name).write_bytes(REPORT)
    return tmp_path


def raising(error: type[Exception], before: Any, where: str = "bad.md") -> Any:
    """A function that raises for one file, whose path is its first argument."""

    def instead(path: Any, *arguments: Any, **named: Any) -> Any:
        name = getattr(path, "path", path)
        if isinstance(name, str) and name.endswith(where):
            raise error("!")
        return before(path, *arguments, **named)

    return instead


@pytest.mark.whole
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_raises(jobs: str, error: type[Exception], drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_document", raising(error, readers._document))
    done = run("check", "-f", "json", "--jobs", jobs, str(drafts))
    code = "E004" if error in (MemoryError, RecursionError) else "E001"
    assert errors(done) == {"a.md": None, "bad.md": code, "c.md": None}
    assert done.exit_code == 2


@pytest.mark.parametrize("error", ERRORS)
def test_a_step_after_reading_that_raises(
    error: type[Exception], drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def document_raises(document: Any, *arguments: Any, **named: Any) -> Any:
        return raising(error, parse)(document.path, document, *arguments, **named)

    def parse(path: str, document: Any, *arguments: Any, **named: Any) -> Any:
        from linter.parsing.parser import parse_document

        return parse_document(document, *arguments, **named)

    monkeypatch.setattr(lint, "parse_document", document_raises)
    done = run("check", "-f", "json", str(drafts))
    code = "E004" if error in (MemoryError, RecursionError) else "E001"
    assert errors(done) == {"a.md": None, "bad.md": code, "c.md": None}
    assert done.exit_code == 2


@pytest.mark.parametrize("format", ["html", "console"])
def test_a_drawing_that_raises(format: str, drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.engine import excerpts
    from linter.engine import page_builder as proof

    def fails(*_: object, **__: object) -> None:
        raise ValueError

    (drafts / "bad.md").write_bytes(FAULTY)
    monkeypatch.setattr(*((proof, "proof") if format == "html" else (excerpts, "excerpt")), fails)
    done = run("check", "-f", format, str(drafts))
    assert done.exit_code == 2
    assert "E001" in done.stdout
    assert "bad.md" in done.stdout


@pytest.mark.parametrize("command", ["tree", "extract"])
@pytest.mark.parametrize("error", ERRORS)
def test_a_command_over_one_file_names_it(
    command: str, error: type[Exception], drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "_document", raising(error, readers._document))
    done = run(command, str(drafts / "bad.md"))
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "bad.md" in line
    assert "E00" in line


@pytest.mark.whole
@pytest.mark.parametrize("command", [["--fix"], ["--diff"], ["--fix", "--jobs", "2"]])
def test_fixing_names_it(command: list[str], drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_document", raising(MemoryError, readers._document))
    for name in ("a.md", "c.md"):
        (drafts / name).write_bytes(REPORT.replace("〔".encode(), b"["))
    done = run("check", "-f", "concise", *command, str(drafts))
    assert done.exit_code == 2
    assert "bad.md" in done.stderr + done.stdout
    assert (drafts / "bad.md").read_bytes() == REPORT


def test_a_baseline_is_written_all_the_same(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_document", raising(ValueError, readers._document))
    (drafts / "a.md").write_bytes(FAULTY)
    done = run("baseline", "-o", str(drafts / "baseline.json"), str(drafts))
    assert done.exit_code == 2
    assert "bad.md" in done.stderr
    assert "a.md" in (drafts / "baseline.json").read_text("utf-8")


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_file_of_last_years_is_named_and_the_others_are_checked(
    is_folder: bool, drafts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "before"
    folder.mkdir()
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 nothing")
    done = run(
        "check", "-f", "json", "--prior", str(folder if is_folder else folder / "bad.docx"), str(drafts / "a.md")
    )
    assert errors(done) == {"a.md": None}
    assert done.exit_code == 2
    assert "bad.docx" in done.stderr
    assert "E00" in done.stderr
    reasons = json.loads(done.stdout)["files"][0]["not_evaluated"]
    assert bool([entry for entry in reasons if entry["code"].startswith("Y")]) is not is_folder


def test_a_partner_that_fails_when_it_is_held_against(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "before.md").write_bytes(BEFORE)
    (tmp_path / "now.md").write_bytes(REPORT)
    prior.load.cache_clear()
    monkeypatch.setattr("linter.engine.comparison.prior_of", _failing)
    monkeypatch.setattr(prior, "parse_document", None, raising=False)
    monkeypatch.setattr("linter.parsing.parser.parse_document", _failing)
    done = run("check", "-f", "json", "--jobs", "1", str(tmp_path))
    assert errors(done) == {"before.md": None, "now.md": None}
    (entry,) = [one for one in json.loads(done.stdout)["files"] if one["path"].endswith("now.md")]
    assert {one["code"] for one in entry["not_evaluated"]} == {"Y501", "Y502", "Y503"}


def _failing(*_: object, **__: object) -> None:
    raise ValueError


def test_one_that_goes_away_between_checking_and_pairing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "before.md").write_bytes(BEFORE)
    (tmp_path / "now.md").write_bytes(FAULTY)
    reads: list[str] = []
    content = files.content

    def watched(path: str) -> bytes:
        reads.append(path)
        data = content(path)
        if path.endswith("now.md"):  # it is checked last: then another program removes or damages both
            (tmp_path / "before.md").unlink(missing_ok=True)
            (tmp_path / "now.md").write_bytes(b"")
        return data

    monkeypatch.setattr("linter.engine.run.content", watched)
    prior.load.cache_clear()
    done = run("check", "-f", "json", "--jobs", "1", str(tmp_path))
    assert errors(done) == {"before.md": None, "now.md": "E003"}
    assert done.exit_code == 2
    assert len(reads) > 2  # it was read again beside the other


@pytest.mark.whole
@pytest.mark.skipif(not DEFECTS.is_dir(), reason="the cases are not there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_damaged_archive_among_others(jobs: str, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    shutil.copytree(DEFECTS / "01-lzma-aborts-run", folder)
    done = run("check", "-f", "json", "--jobs", jobs, str(folder))
    found = errors(done)
    assert found["bad.docx"] == "E001"
    assert (found["a.txt"], found["c.txt"]) == (None, None)
    assert done.exit_code == 2
    for command in ("tree", "extract"):
        done = run(command, str(folder / "bad.docx"))
        assert (done.exit_code, done.stdout) == (2, "")
        assert "bad.docx: E001" in done.stderr


@pytest.mark.whole
@posix
@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null"])
def test_what_is_no_file_is_refused_at_once(name: str, drafts: Path) -> None:
    path = name if name.startswith("/") else str(drafts / name)
    if name == "pipe":
        os.mkfifo(path)
    done = run("check", "-f", "json", str(drafts / "a.md"), path, str(drafts / "c.md"))
    assert errors(done) == {"a.md": None, Path(path).name: "E001", "c.md": None}
    assert "标准输入" in done.stdout
    assert run("tree", path).exit_code == 2
    done = run("check", "-f", "json", "--prior", path, str(drafts / "a.md"))
    assert done.exit_code == 2
    assert "E001" in done.stderr


@posix
def test_a_link_to_a_pipe_is_one(drafts: Path) -> None:
    os.mkfifo(drafts / "pipe")
    (drafts / "link.md").symlink_to(drafts / "pipe")
    assert errors(run("check", "-f", "json", str(drafts / "link.md"))) == {"link.md": "E001"}


@pytest.mark.whole
@posix
@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_read_by_its_names(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", "-f", "concise", name],
        input=REPORT,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_standard_input_is_compared_too(tmp_path: Path) -> None:
    (tmp_path / "before.md").write_bytes(BEFORE)
    done = run("check", "-f", "json", "-", str(tmp_path / "before.md"), data=FAULTY)
    assert errors(done) == {"-": None, "before.md": None}
    (entry,) = [one for one in json.loads(done.stdout)["files"] if one["path"] == "-"]
    assert "Y502" in {one["code"] for one in entry["diagnostics"]}


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 5000 + ".md"])
def test_a_name_that_no_file_can_have(name: str, drafts: Path) -> None:
    done = run("check", "-f", "json", name, str(drafts / "a.md"))
    assert list(errors(done).values()) == ["E001", None]
    assert done.exit_code == 2
