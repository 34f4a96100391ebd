"""`--fix` and `--diff` from outside: what is changed, what stays, and what is said of it."""

from __future__ import annotations

import codecs
import os
import shutil
import stat
import subprocess
from pathlib import Path
from random import Random

import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.faults import renamed, with_rows, with_value
from benchmarks.reports import make_report
from tests.outside.program import Run, a_sentence, run

WRONG, RIGHT = "5.属于三类内容事务信息", "5.属于三类内部事务信息"
REPORT = make_report(Random(1), "2021", busy=True)
TYPO = with_rows(REPORT, "applications", "denied.internal_affairs", renamed("denied.internal_affairs", WRONG))
BOTH = with_value(TYPO, "applications/granted/person", 999)


def source(layout: str = "markdown", report: object = TYPO) -> str:
    text = draw(report, layout).text  # type: ignore[arg-type]
    assert WRONG in text
    return text


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(source(), "utf-8", newline="")
    return tmp_path


def codes(done: Run) -> list[str]:
    return [found["code"] for entry in done.json["files"] for found in entry["diagnostics"]]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("layout", "suffix"),
    [
        ("markdown", "md"),
        ("html", "html"),
        ("pipes", "txt"),
        ("pdf-before", "txt"),
        ("cell-a-line", "txt"),
        ("html-gbk", "html"),
    ],
)
def test_a_label_is_put_right_and_nothing_else_is_changed(layout: str, suffix: str, here: Path) -> None:
    path = here / f"b.{suffix}"
    before = source(layout)
    path.write_text(before, "utf-8", newline="")
    assert codes(run("check", "-f", "json", path.name)) == ["T204"]
    done = run("check", "--fix", "-f", "json", path.name)
    assert (done.status, codes(done)) == (0, [])
    assert path.name in a_sentence(done)
    assert "T204 1" in done.stderr
    assert path.read_bytes().decode("utf-8") == before.replace("内容事务", "内部事务")
    again = run("check", "--fix", path.name)
    assert (again.status, again.stdout, again.stderr) == (0, "", "")
    assert path.read_bytes().decode("utf-8") == before.replace("内容事务", "内部事务")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_encoding_and_line_ends_stay(mark: bytes, encoding: str, newline: str, here: Path) -> None:
    before = source("pipes").replace("\n", newline)
    (here / "b.txt").write_bytes(mark + before.encode(encoding))
    run("check", "--fix", "b.txt")
    assert (here / "b.txt").read_bytes() == mark + before.replace("内容事务", "内部事务").encode(encoding)


def test_mixed_line_ends_stay(here: Path) -> None:
    before = source("pipes").replace("\n", "\r\n", 20)
    (here / "b.txt").write_bytes(before.encode())
    run("check", "--fix", "b.txt")
    assert (here / "b.txt").read_bytes() == before.replace("内容事务", "内部事务").encode()


def test_a_figure_is_never_changed_and_what_remains_is_reported(here: Path) -> None:
    (here / "a.md").write_text(source(report=BOTH), "utf-8", newline="")
    (entry,) = run("check", "-f", "json", "a.md").json["files"]
    fixes = {found["code"]: found["fix"]["safety"] for found in entry["diagnostics"] if found["fix"]}
    assert fixes == {"A300": "suggestion", "T204": "safe"}
    done = run("check", "--fix", "-f", "json", "a.md")
    assert (done.status, codes(done)) == (1, ["A300"])
    assert "999" in (here / "a.md").read_text("utf-8")


def test_edits_of_a_suggestion_put_the_figure_right(here: Path) -> None:
    before = source(report=BOTH)
    (here / "a.md").write_text(before, "utf-8", newline="")
    (entry,) = run("check", "-f", "json", "--select", "A", "a.md").json["files"]
    (edit,) = entry["diagnostics"][0]["fix"]["edits"]
    assert before[edit["start"] : edit["end"]] == "999"
    assert edit["text"] == str(REPORT.tables["applications/granted/person"])


@pytest.mark.whole
@pytest.mark.parametrize("how", ["--ignore", "accept", "comment", "baseline"])
def test_what_is_not_reported_is_not_fixed(how: str, here: Path) -> None:
    path, options = here / "a.md", ["--fix", "a.md"]
    if how == "--ignore":
        options += ["--ignore", "T204"]
    elif how == "accept":
        (here / ".nianbao.yaml").write_text("accept: [{path: a.md, code: T204, reason: 原表如此}]", "utf-8")
    elif how == "comment":
        path.write_text(f"<!-- nianbao: ignore-file T204 -- 原表如此 -->\n\n{source()}", "utf-8")
    else:
        run("baseline", "a.md", "-o", "known.json")
        options += ["--baseline", "known.json"]
    before = path.read_bytes()
    done = run("check", *options)
    assert (done.status, done.stdout, done.stderr) == (0, "", "")
    assert path.read_bytes() == before


# --- files ---


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_permissions_stay(here: Path) -> None:
    (here / "a.md").chmod(0o640)
    run("check", "--fix", "a.md")
    assert WRONG not in (here / "a.md").read_text("utf-8")
    assert stat.S_IMODE((here / "a.md").stat().st_mode) == 0o640


@pytest.mark.whole
@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_a_link_stays_a_link(here: Path) -> None:
    (here / "x").mkdir()
    (here / "a.md").rename(here / "x" / "a.md")
    (here / "b.md").symlink_to(Path("x") / "a.md")
    run("check", "--fix", "b.md")
    assert (here / "b.md").is_symlink()
    assert WRONG not in (here / "x" / "a.md").read_text("utf-8")


def test_a_read_only_file_is_told(here: Path) -> None:
    (here / "a.md").chmod(0o444)
    done = run("check", "--fix", "-f", "json", "a.md")
    assert (done.status, codes(done)) == (2, ["T204"])
    assert "a.md" in a_sentence(done)
    assert WRONG in (here / "a.md").read_text("utf-8")


def test_a_file_without_a_fix_is_not_touched(here: Path) -> None:
    (here / "a.md").write_text(source().replace(WRONG, RIGHT), "utf-8")
    os.utime(here / "a.md", (1, 1))
    run("check", "--fix")
    assert (here / "a.md").stat().st_mtime == 1
    assert [path.name for path in here.iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_read_hides_no_fix_in_another(here: Path) -> None:
    done = run("check", "--fix", "nowhere.md", "a.md")
    assert done.status == 2
    assert "nowhere.md:1:1: E001" in done.stdout
    assert WRONG not in (here / "a.md").read_text("utf-8")


@pytest.mark.slow
def test_many_files_are_fixed_in_processes(here: Path) -> None:
    for number in range(30):
        (here / f"{number:02}.md").write_text(source(), "utf-8")
    done = run("check", "--fix", "--jobs", "2")
    assert (done.status, done.stdout) == (0, "")
    assert done.stderr.count("T204 1") == 31


# --- diff ---


@pytest.mark.whole
def test_a_diff_shows_what_would_change_and_changes_nothing(here: Path) -> None:
    before = (here / "a.md").read_bytes()
    done = run("check", "--diff", "a.md")
    lines = done.stdout.splitlines()
    assert done.status == 1
    assert lines[:2] == ["--- a.md", "+++ a.md"]
    changed = [line for line in lines[2:] if line[0] in "+-"]
    assert len(changed) == 2
    assert WRONG in changed[0]
    assert RIGHT in changed[1]
    assert (here / "a.md").read_bytes() == before
    assert run("check", "--diff", "--fix", "a.md").stdout == done.stdout
    assert (here / "a.md").read_bytes() == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the diff")
def test_a_diff_can_be_applied(here: Path) -> None:
    diff = run("check", "--diff", "-o", "x.patch")
    assert diff.stdout == ""
    subprocess.run(["git", "apply", "-p0", "x.patch"], check=True, cwd=here)
    assert (here / "a.md").read_text("utf-8") == source().replace(WRONG, RIGHT)


def test_nothing_to_fix_is_no_diff(here: Path) -> None:
    run("check", "--fix")
    done = run("check", "--diff")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")


def test_findings_without_a_fix_make_no_diff(here: Path) -> None:
    (here / "a.md").write_text(source(report=BOTH).replace(WRONG, RIGHT), "utf-8")
    assert run("check", "--diff").status == 0


def test_a_diff_of_a_file_that_is_not_there(here: Path) -> None:
    done = run("check", "--diff", "nowhere.md", "a.md")
    assert done.status == 2
    assert "nowhere.md" in done.stderr
    assert "+++ a.md" in done.stdout


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_word_file_is_not_fixed_and_that_is_told(option: str, here: Path) -> None:
    (here / "b.docx").write_bytes(word.draw(TYPO, "docx").data)
    before = (here / "b.docx").read_bytes()
    done = run("check", option, "b.docx")
    assert (done.status, (here / "b.docx").read_bytes()) == (0, before)
    assert "没有修改：b.docx" in a_sentence(done)
    assert "--annotate 加 --suggest" in done.stderr


# --- standard input ---


@pytest.mark.whole
def test_standard_input_is_fixed_to_standard_output(here: Path) -> None:
    data = source(report=BOTH).encode("gb18030")
    done = run("check", "--fix", "--stdin-filename", "x.md", "-", data=data)
    assert done.status == 1
    assert "x.md:" in done.stderr
    assert "A300" in done.stderr
    command = ["check", "--fix", "--stdin-filename", "x.md", "-"]
    from click.testing import CliRunner

    from linter.cli.main import main

    assert CliRunner().invoke(main, command, input=data).stdout_bytes == data.replace(
        WRONG.encode("gb18030"), RIGHT.encode("gb18030")
    )


def test_standard_input_that_is_no_report_comes_out_as_it_is(here: Path) -> None:
    done = run("check", "--fix", "-", data=b"\n")
    assert (done.status, done.stdout) == (2, "\n")
    assert "E003" in done.stderr


def test_a_diff_of_standard_input(here: Path) -> None:
    done = run("check", "--diff", "--stdin-filename", "x.md", "-", data=source().encode())
    assert done.status == 1
    assert done.stdout.startswith("--- x.md\n+++ x.md\n")


def test_standard_input_is_fixed_alone(here: Path) -> None:
    done = run("check", "--fix", "-", "a.md", data=source().encode())
    assert (done.status, done.stdout) == (2, "")
    a_sentence(done)


# --- text, and nothing else ---

CASES = Path(__file__).parents[3] / "shared" / "cases" / "files"


@pytest.mark.whole
@pytest.mark.skipif(not CASES.is_dir(), reason="the documents that failed are not here")
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("fail-01.md", {"⾏政许可": "行政许可"}),
        ("fail-02.html", {"<b>帐</b>户": "<b>账</b>户"}),
        ("fail-02.md", {"**帐**户": "**账**户", "**截**止": "**截**至"}),
        ("fail-03.txt", {}),
    ],
)
def test_a_document_that_was_harmed(name: str, changes: dict[str, str], here: Path) -> None:
    before = (CASES / name).read_text("utf-8")
    expected = before
    for old, new in changes.items():
        assert old in expected
        expected = expected.replace(old, new)
    (here / name).write_text(before, "utf-8", newline="")
    run("check", "--fix", name)
    assert (here / name).read_bytes().decode("utf-8") == expected
    again = run("check", "--fix", "-f", "json", name)
    assert codes(again) == []
    assert (here / name).read_bytes().decode("utf-8") == expected


@pytest.mark.parametrize(
    ("layout", "name", "old", "new", "becomes"),
    [
        ("markdown", "b.md", WRONG, "5.属于**三类**内*容*事务信息", "5.属于**三类**内*部*事务信息"),
        ("html", "b.html", WRONG, "5.属于三类<b>内容</b><i>事务</i>信息", "5.属于三类<b>内部</b><i>事务</i>信息"),
        ("html", "b.html", WRONG, "5.属于三类内<!-- 容 -->&#23481;事务信息", "5.属于三类内<!-- 容 -->部事务信息"),
        ("markdown", "b.md", WRONG, "5.属于三类内部⼯务信息", "5.属于三类内部事务信息"),
        ("pipes", "b.txt", WRONG, "5.属于三类内部事务信⽌", "5.属于三类内部事务信息"),
    ],
)
def test_in_a_label_only_letters_are_changed(
    layout: str, name: str, old: str, new: str, becomes: str, here: Path
) -> None:
    before = source(layout).replace(old, new)
    (here / name).write_text(before, "utf-8", newline="")
    run("check", "--fix", name)
    after = (here / name).read_bytes().decode("utf-8")
    assert after == before.replace(new, becomes)


def test_edits_of_a_figure_leave_its_marks(here: Path) -> None:
    before = source(report=BOTH).replace("| 999 |", "| **999** |")
    assert "**999**" in before
    (here / "a.md").write_text(before, "utf-8", newline="")
    (entry,) = run("check", "-f", "json", "--select", "A", "a.md").json["files"]
    (edit,) = entry["diagnostics"][0]["fix"]["edits"]
    assert before[edit["start"] : edit["end"]] == "999"
    broken = before.replace("**999**", "9**9**9")
    (here / "a.md").write_text(broken, "utf-8", newline="")
    (entry,) = run("check", "-f", "json", "--select", "A", "a.md").json["files"]
    for edit in (entry["diagnostics"][0]["fix"] or {"edits": []})["edits"]:
        assert broken[edit["start"] : edit["end"]].isdigit()
