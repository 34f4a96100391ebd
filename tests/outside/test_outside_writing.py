"""What the program writes over, and what it never does; what becomes of files that change while it works."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.engine import run as checking
from linter.files.output_formats import FORMATS
from linter.model.diagnostics import FileResult
from tests.outside.program import Run, a_sentence, messages, run

pytestmark = pytest.mark.whole

REPORT = make_report(Random(1), "2021", busy=True)
FAULTY = with_value(REPORT, "applications/granted/person", 999)
on_posix = pytest.mark.skipif(os.name != "posix", reason="links and permissions of POSIX")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `in` with two faulty texts, and one `words` with a faulty Word file and a clean one."""
    monkeypatch.chdir(tmp_path)
    for folder in ("in", "words"):
        (tmp_path / folder).mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_bytes(draw(FAULTY, "pipes").data)
    (tmp_path / "words" / "a.docx").write_bytes(word.draw(FAULTY, "docx").data)
    (tmp_path / "words" / "b.docx").write_bytes(word.draw(REPORT, "docx").data)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(done: Run) -> str:
    assert (done.status, done.stdout) == (2, "")
    return a_sentence(done)


# over what is read


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    "command",
    [
        ["check", "in"],
        ["check"],
        ["check", "in/a.txt", "in/b.txt"],
        ["check", "in/b.txt", "./in/../in/a.txt"],
        ["check", "in", "--fix"],
        ["check", "in", "--diff"],
        ["check", "in", "-f", "html"],
        ["check", "in/b.txt", "--prior", "in/a.txt"],
        ["check", "in/b.txt", "--prior", "in"],
        ["check", "-", "--stdin-filename", "in/a.txt"],
        ["baseline", "in"],
        ["baseline", "in/a.txt"],
        ["baseline", "in/b.txt", "--prior", "in"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["in/a.txt", "./in//a.txt", "soft", "hard", "further/a.txt"])
@on_posix
def test_what_is_read_is_not_written_over(name: str, command: list[str], force: tuple[str, ...], here: Path) -> None:
    (here / "soft").symlink_to("in/a.txt")
    os.link(here / "in/a.txt", here / "hard")
    (here / "further").symlink_to("in")
    before = content(here)
    assert "a.txt" in refused(run(*command, *force, "-o", name, data=b"x")) or name in ("soft", "hard")
    assert content(here) == before


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    "name", [".nianbao.yaml", "pyproject.toml", "own.yaml", "base.yaml", "known.json", "in/.hidden"]
)
def test_what_a_run_is_told_by_is_not_written_over(name: str, force: tuple[str, ...], here: Path) -> None:
    (here / "base.yaml").write_text("rules:\n  - code: S108\n    severity: info\n")
    (here / "own.yaml").write_text("extends: base.yaml\nrules:\n  - code: S109\n    severity: info\n")
    run("baseline", "in/a.txt", "-o", "known.json")
    settings = ["--rules", "own.yaml", "--baseline", "known.json"]
    if name == "pyproject.toml":
        (here / name).write_text("[tool.nianbao]\nlang = 'zh'\n")
    elif name == "in/.hidden":
        (here / name).write_text("lang: zh\n")
        settings += ["--config", name]
    else:
        (here / ".nianbao.yaml").write_text("rules: [own.yaml]\nbaseline: known.json\n")
        settings = []
    before = content(here)
    assert name in refused(run("check", "in", "-o", name, *settings, *force))
    assert content(here) == before


@on_posix
@pytest.mark.parametrize("force", ["", "--force"])
def test_standard_input_and_output_are_files_too(force: str, here: Path) -> None:
    before = content(here)
    for line in (
        f"check - -o in/a.txt {force} < in/a.txt",
        f"check - --stdin-filename words/a.docx --annotate words/a.docx {force} < words/a.docx",
        "check in/a.txt >> in/a.txt",
        "check in >> in/a.txt",
        "baseline in -o known.json >> in/a.txt",
    ):
        done = shell(line)
        assert (done.returncode, "a." in done.stderr or "标准输出" in done.stderr) == (2, True)
        assert content(here) == before


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell connects it with files."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["sh", "-c", f'"$0" -m linter {line}', sys.executable],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@on_posix
def test_a_report_that_a_shell_writes_into_the_folder_is_no_report_to_check(here: Path) -> None:
    (here / "in" / "b.txt").unlink()
    plain = run("check", "in").stdout
    for line in ("check in > in/result.txt", "check in > in/result.txt", "check in > in/result.txt 2> in/said.md"):
        assert (shell(line).returncode, (here / "in/result.txt").read_text("utf-8")) == (1, plain)
    (here / "in/said.md").unlink()
    assert shell("check in >> in/result.txt").returncode == 1
    assert (here / "in/result.txt").read_text("utf-8") == plain * 2
    assert shell("check in -o /dev/stdout > all.txt").returncode == 1
    assert (here / "all.txt").read_text("utf-8") == plain


# over what is somebody's


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paths", ["in", "words/b.docx", "nowhere.txt", "in/a.txt words/b.docx nowhere.txt"])
@pytest.mark.parametrize("format", FORMATS)
def test_the_same_command_works_twice(format: str, paths: str, lang: str, here: Path) -> None:
    command = ("check", "-f", format, "--lang", lang, *paths.split(), "-o", "report.out")
    first = run(*command)
    before = (here / "report.out").read_bytes()
    second = run(*command)
    assert (first.status, first.stderr) == (second.status, second.stderr)
    assert (here / "report.out").read_bytes() == before
    before = tuple(FORMATS)[tuple(FORMATS).index(format) - 1]
    assert run("check", "in", "-f", before, "-o", "report.out").status == 1


@pytest.mark.parametrize("name", ["report.html", "./in/../report.html", "linked.html"])
def test_a_glob_may_name_the_report_that_is_written_anew(name: str, here: Path) -> None:
    """`check *.html -o report.html` is typed a second time."""
    command = ("check", "in/a.txt", "in/b.txt", name, "-o", "report.html")
    (here / "linked.html").symlink_to("report.html")
    assert run("check", "in/a.txt", "in/b.txt", "-o", "report.html").status == 1
    before = (here / "report.html").read_bytes()
    assert run(*command).status == 1
    assert (here / "report.html").read_bytes() == before
    refused(run("check", "report.html", "-o", "report.html"))
    assert (here / "report.html").read_bytes() == before
    (here / "report.html").write_text("<p>我的稿子</p>", "utf-8")
    refused(run(*command))
    refused(run(*command, "--force"))
    assert (here / "report.html").read_text("utf-8") == "<p>我的稿子</p>"


def test_a_baseline_is_not_made_of_nothing_but_itself(here: Path) -> None:
    assert run("baseline", "in", "-o", "known.json").status == 0
    before = (here / "known.json").read_bytes()
    refused(run("baseline", "known.json", "-o", "known.json"))
    assert (here / "known.json").read_bytes() == before
    assert run("baseline", "in", "known.json", "-o", "known.json").status == 0
    assert (here / "known.json").read_bytes() == before


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_the_same_command_works_twice_for_people(columns: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for lang in ("zh", "en"):
        for paths in (("in",), ("words/b.docx",), ("in", "nowhere.txt"), ("words/b.docx", "--select", "S")):
            for _ in range(2):
                done = run("check", *paths, "-f", "console", "--lang", lang, "-o", "report")
                assert done.stderr == ""


def test_a_diff_works_twice(here: Path) -> None:
    (here / "in/a.txt").write_text((here / "in/a.txt").read_text("utf-8").replace("〔", "["), "utf-8")
    for _ in range(2):
        done = run("check", "in", "--diff", "-o", "x.patch")
        assert done.status == int(bool((here / "x.patch").read_bytes()))


@pytest.mark.parametrize("command", ["check", "baseline"])
@pytest.mark.parametrize(
    "text",
    [
        "年度报告初稿\n",
        "\n",
        "{}",
        '{"version": 1, "tool": {"name": "other"}}',
        "<!DOCTYPE html>\n<html><head></head><body>1</body></html>",
        "a.txt:1:1: A301 error x\nmy own remark\n",
        "a.py:1:1: E501 line too long\n",
        "需要修改：1 个文件，1 个错误，0 个警告，0 个提示\n以上已改。\n",
        "--- a.txt\n+++ b.txt\n@@ -1,1 +1,1 @@\n-a\n+b\n",
        "## 年报检查\n\n| a |\n",
        "::error file=a::x\n",
    ],
)
def test_what_somebody_has_written_needs_force(text: str, command: str, here: Path) -> None:
    target = here / "precious.json"
    target.write_text(text, "utf-8")
    assert "--force" in refused(run(command, "in", "-o", target.name))
    assert target.read_text("utf-8") == text
    assert run(command, "in", "-o", target.name, "--force").status == (1 if command == "check" else 0)
    assert target.read_text("utf-8") != text


@pytest.mark.parametrize("name", ["other.docx", "scan.pdf"])
def test_a_document_needs_force(name: str, here: Path) -> None:
    (here / name).write_bytes((here / "words/b.docx").read_bytes())
    assert "--force" in refused(run("check", "in", "-o", name))
    assert (here / name).read_bytes() == (here / "words/b.docx").read_bytes()


def test_a_baseline_and_a_report_do_not_take_each_others_place(here: Path) -> None:
    run("baseline", "in", "-o", "known.json")
    before = (here / "known.json").read_bytes()
    assert run("baseline", "in", "-o", "known.json").status == 0
    assert "--force" in refused(run("check", "in", "-f", "json", "-o", "known.json"))
    assert (here / "known.json").read_bytes() == before
    run("check", "in", "-f", "json", "-o", "report.json")
    assert "--force" in refused(run("baseline", "in", "-o", "report.json"))
    (here / ".nianbao.yaml").write_text("baseline: known.json\n")
    assert run("baseline", "in").status == 0
    assert run("baseline", "in", "-o", "known.json").status == 0


def test_a_file_that_comes_into_being_meanwhile_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: (here / "report.txt").write_text("somebody's"))
    done = run("check", "in", "-o", "report.txt")
    assert (done.status, "report.txt" in done.stderr) == (2, True)
    assert (here / "report.txt").read_text() == "somebody's"
    assert sorted(path.name for path in here.iterdir()) == ["in", "report.txt", "words"]


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens after all files were checked, before anything is written."""
    real = checking.check_files

    def checked(*arguments: Any) -> Iterator[FileResult]:
        results = list(real(*arguments))
        happens()
        yield from results

    monkeypatch.setattr(checking, "check_files", checked)


def test_nothing_is_fixed_where_the_report_is_refused(here: Path) -> None:
    path = here / "in/a.txt"
    path.write_text(path.read_text("utf-8").replace("〔", "["), "utf-8")
    (here / "precious.txt").write_text("x")
    before = content(here)
    refused(run("check", "in", "--fix", "-o", "precious.txt"))
    refused(run("check", "in", "--fix", "-o", "nowhere/report.txt"))
    refused(run("check", "in", "words", "--fix", "--annotate", "words"))
    assert content(here) == before


# copies


def test_a_copy_of_what_came_in(here: Path) -> None:
    data = (here / "words/a.docx").read_bytes()
    (here / "a.docx").write_bytes((here / "words/b.docx").read_bytes())
    before = content(here)
    refused(run("check", "-", "--stdin-filename", "a.docx", "--annotate", "a.docx", data=data))
    refused(run("check", "-", "--stdin-filename", "a.docx", "--annotate", ".", data=data))
    assert content(here) == before
    assert run("check", "-", "--stdin-filename", "a.docx", "--annotate", "out", data=data).status == 1
    assert len(messages(here / "out/a.docx")) == 1
    assert run("check", "-", "--annotate", "nameless", data=data).status == 1
    assert [len(messages(path)) for path in (here / "nameless").iterdir()] == [1]
    for _ in range(2):
        assert run("check", "-", "--stdin-filename", "new.docx", "--annotate", "new.docx", data=data).status == 1
    assert len(messages(here / "new.docx")) == 1


@pytest.mark.parametrize("order", [("-", "words/b.docx"), ("words/b.docx", "-")])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_came_in_beside_other_files(order: tuple[str, ...], jobs: str, here: Path) -> None:
    data = (here / "words/a.docx").read_bytes()
    name = ("--stdin-filename", "words/b.docx")
    done = run("check", *order, *name, "--annotate", "out", "--jobs", jobs, "-f", "json", data=data)
    assert (done.status, done.json["summary"]["errors"], done.json["summary"]["unreadable"]) == (1, 1, 0)
    assert sorted(len(messages(path)) for path in (here / "out").iterdir()) == [0, 1]
    assert messages(here / "out/b.docx") == []  # that of the file in the folder: the other one was faulty


def test_a_glob_of_the_shell_in_place_of_the_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "words")
    before = content(here)
    assert "--force" in refused(run("check", "--annotate", "a.docx", "b.docx"))
    run("check", "b.docx", "--annotate", "../out")  # that there is a copy of b.docx makes it none
    refused(run("check", "--annotate", "b.docx", "a.docx"))
    assert {name: data for name, data in content(here).items() if not name.startswith("out")} == before
    assert run("check", "--annotate", "a.docx", "b.docx", "--force").status == 0
    (here / "words/c.docx").write_bytes((here / "words/b.docx").read_bytes())
    refused(run("check", "--annotate", "a.docx", "b.docx", "c.docx", "--force"))


@pytest.mark.parametrize("target", ["out", "copy.docx"])
def test_copies_are_made_anew_as_often_as_wanted(target: str, here: Path) -> None:
    """With findings and without, of a draft that has changed or not."""
    draft = here / "words/a.docx"
    faulty, clean, other = (
        word.draw(report, "docx").data for report in (FAULTY, REPORT, make_report(Random(5), "2021"))
    )
    copy = here / target / "a.docx" if target == "out" else here / target
    for data, found in ((faulty, 1), (faulty, 1), (clean, 0), (clean, 0), (other, 0), (faulty, 1), (clean, 0)):
        draft.write_bytes(data)
        done = run("check", str(draft), "--annotate", target)
        assert (done.status, done.stderr) == (found, "")
        assert len(messages(copy)) == found


def test_a_copy_that_somebody_has_worked_on_is_theirs(here: Path) -> None:
    run("check", "words", "--annotate", "out")
    document = docx.Document(str(here / "out/a.docx"))
    document.paragraphs[0].add_run("我的修改")
    document.save(str(here / "out/a.docx"))
    before = content(here / "out")
    assert "--force" in refused(run("check", "words", "--annotate", "out"))
    assert content(here / "out") == before
    assert run("check", "words", "--annotate", "out", "--force").status == 1
    assert content(here / "out") != before


@on_posix
@pytest.mark.parametrize("draft", [0o600, 0o640, 0o400])
def test_a_copy_is_as_private_as_its_draft(draft: int, here: Path) -> None:
    (here / "words/a.docx").chmod(draft)
    for _ in range(2):
        assert run("check", "words", "--annotate", "out").status == 1
        assert stat.S_IMODE((here / "out/a.docx").stat().st_mode) == draft
    (here / "out/a.docx").chmod(0o644)
    assert run("check", "words", "--annotate", "out").status == 1
    assert stat.S_IMODE((here / "out/a.docx").stat().st_mode) == draft
    (here / "words/a.docx").chmod(0o600)
    assert shell("check - --stdin-filename x.docx --annotate in < words/a.docx").returncode == 1
    assert stat.S_IMODE((here / "in/x.docx").stat().st_mode) == 0o600


@on_posix
def test_a_copy_onto_a_link_keeps_the_link(here: Path) -> None:
    run("check", "words", "--annotate", "out")
    (here / "link.docx").symlink_to("out/a.docx")
    os.link(here / "out/a.docx", here / "hard.docx")
    assert run("check", "words/a.docx", "--annotate", "link.docx").status == 1
    assert (here / "link.docx").is_symlink()
    assert (here / "hard.docx").samefile(here / "out/a.docx")
    (here / "other.docx").symlink_to("words/b.docx")
    before = content(here / "words")
    refused(run("check", "words/a.docx", "--annotate", "other.docx"))
    assert content(here / "words") == before


@on_posix
def test_links_within_the_folder_of_copies_lead_to_no_draft(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out/a.docx").symlink_to("../words/a.docx")
    os.link(here / "words/b.docx", here / "out/b.docx")
    before = content(here)
    for options in ((), ("--force",)):
        refused(run("check", "words", "--annotate", "out", *options))
    assert content(here) == before


def test_files_whose_copies_would_have_one_name(here: Path) -> None:
    """Such as x.doc and x.doc.docx; files that are Word files by their content alone serve as well."""
    faulty, clean = (here / "words/a.docx").read_bytes(), (here / "words/b.docx").read_bytes()
    for name, data in (("x.doc", faulty), ("x.doc.docx", clean), ("y.txt", faulty), ("y.txt.docx", clean)):
        (here / "in" / name).write_bytes(data)
    for _ in range(2):
        assert run("check", "in", "--annotate", "out").status == 1
        found = {path.name: len(messages(path)) for path in (here / "out").iterdir()}
        assert (found["x.doc.docx"], found["y.txt.docx"]) == (0, 0)
        assert sorted(found.values()) == [0, 0, 1, 1]


def test_files_of_one_name_in_several_folders(here: Path) -> None:
    for folder in ("one", "two"):
        (here / folder).mkdir()
        (here / folder / "x.doc").write_bytes((here / "words/a.docx").read_bytes())
    assert run("check", "one/x.doc", "two/x.doc", "words/a.docx", "--annotate", "out").status == 1
    assert sum(len(messages(path)) for path in (here / "out").rglob("*.docx")) == 3


def test_report_and_copy_in_one_place(here: Path) -> None:
    refused(run("check", "words/a.docx", "-o", "x.docx", "--annotate", "x.docx"))
    refused(run("check", "words", "-o", "out/a.docx", "--annotate", "out"))
    refused(run("check", "words", "-o", "out", "-f", "json", "--annotate", "out"))
    assert not (here / "x.docx").exists()
    assert not (here / "out").exists()


@on_posix
@pytest.mark.parametrize("target", ["in/a.txt", "/dev/null", "/dev/stdout"])
def test_what_is_no_folder_for_copies(target: str, here: Path) -> None:
    before = content(here)
    assert "docx" in refused(run("check", "words", "--annotate", target))
    assert content(here) == before


def test_a_copy_that_cannot_be_made_costs_no_other(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter import annotate

    real = annotate.annotated
    (here / "words/c.docx").write_bytes((here / "words/a.docx").read_bytes())

    for error in (ValueError("x"), KeyError("x"), MemoryError(), RecursionError(), AssertionError(), OSError(5, "x")):
        calls: list[bytes] = []

        def failing(
            data: bytes, *rest: object, error: Exception = error, calls: list[bytes] = calls, **more: object
        ) -> bytes:
            calls.append(data)
            if len(calls) == 1:
                raise error
            return real(data, *rest, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(annotate, "annotated", failing)
        shutil.rmtree(here / "out", ignore_errors=True)
        done = run("check", "words", "--annotate", "out", "-f", "json", "-o", "report.json")
        assert done.status == 2
        assert "a.docx" in a_sentence(done)
        assert sorted(path.name for path in (here / "out").iterdir()) == ["b.docx", "c.docx"]
        assert '"files": 3,' in (here / "report.json").read_text("utf-8")


def test_damaged_word_files(here: Path) -> None:
    given = Path(__file__).parents[3] / "shared" / "cases" / "defects" / "05-annotate-one-bad-file-aborts-run"
    if not given.is_dir():
        pytest.skip("the cases are not here")
    done = run("check", str(given), "--annotate", "out", "-f", "json")
    assert (done.status, done.json["summary"]["files"]) == (2, 4)
    assert all(name in done.stderr for name in ("bad-offset.docx", "bad-types.docx"))
    assert sorted(path.name for path in (here / "out").iterdir()) == ["a.docx", "z.docx"]


@pytest.mark.parametrize("change", ["replaced", "emptied", "damaged", "gone", "touched", "a folder"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_changes_after_it_was_checked(
    change: str, jobs: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, other = here / "words/a.docx", word.draw(make_report(Random(7), "2021"), "docx").data
    (here / "words/c.docx").write_bytes(victim.read_bytes())

    def happens() -> None:
        if change == "replaced":
            victim.write_bytes(other)
        elif change == "touched":
            os.utime(victim, (1, 1))
        elif change in ("gone", "a folder"):
            victim.unlink()
            if change == "a folder":
                victim.mkdir()
        else:
            victim.write_bytes(b"" if change == "emptied" else victim.read_bytes()[:-200])

    meanwhile(monkeypatch, happens)
    done = run("check", "words", "--annotate", "out", "-f", "json", "--jobs", jobs)
    assert done.json["summary"]["files"] == 3
    written = sorted(path.name for path in (here / "out").iterdir())
    if change == "touched":
        assert (done.status, written) == (1, ["a.docx", "b.docx", "c.docx"])
    else:
        assert (done.status, written) == (2, ["b.docx", "c.docx"])
        assert "words/a.docx" in done.stderr
    assert len(messages(here / "out/c.docx")) == 1


def test_a_result_that_was_kept_is_of_the_file_as_it_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many files results are kept from run to run; copies are made from them as well."""
    for number in range(30):
        shutil.copy(here / "words/a.docx", here / f"words/{number}.docx")
    for _ in range(2):
        assert run("check", "words", "--annotate", "out").status == 1
        assert len(messages(here / "out/7.docx")) == 1
    meanwhile(monkeypatch, lambda: (here / "words/7.docx").write_bytes((here / "words/b.docx").read_bytes()))
    done = run("check", "words", "--annotate", "out")
    assert (done.status, "7.docx" in a_sentence(done)) == (2, True)
    assert len(messages(here / "out/7.docx")) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions of POSIX, which root does not heed")
def test_a_folder_that_cannot_be_written_to(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out").chmod(0o500)
    done = run("check", "words", "--annotate", "out", "-f", "json")
    (here / "out").chmod(0o700)
    assert (done.status, done.json["summary"]["files"]) == (2, 2)
    assert "a.docx" in done.stderr


def test_a_name_that_cannot_be_a_folder_costs_the_copies_below_it(here: Path) -> None:
    (here / "words/sub").mkdir()
    shutil.copy(here / "words/a.docx", here / "words/sub/c.docx")
    (here / "out").mkdir()
    (here / "out/sub").write_text("a file")
    done = run("check", "words", "--annotate", "out", "-f", "json")
    assert (done.status, done.json["summary"]["files"]) == (2, 3)
    assert "c.docx" in a_sentence(done)
    assert sorted(path.name for path in (here / "out").iterdir()) == ["a.docx", "b.docx", "sub"]


# our own output among the reports


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("html", "r.html"),
        ("markdown", "r.md"),
        ("console", "r.txt"),
        ("concise", "r.txt"),
        ("github", "r.text"),
        ("jsonl", "r.md"),
    ],
)
def test_a_report_in_the_folder_is_not_checked(format: str, name: str, here: Path) -> None:
    for _ in range(2):
        done = run("check", "in", "-f", format, "-o", f"in/{name}")
        assert (done.status, done.stderr) == (1, "")
    assert {Path(entry["path"]).name for entry in run("check", "in", "-f", "json").json["files"]} == {"a.txt", "b.txt"}
    named = run("check", f"in/{name}", "-f", "json").json
    assert len(named["files"]) == 1  # a file that is named is always checked
    assert len(run("check", "in", f"in/{name}", "-f", "json").json["files"]) == 3


def test_an_empty_file_that_takes_the_report_is_not_checked(here: Path) -> None:
    (here / "in/r.txt").touch()
    assert run("check", "in", "-o", "in/r.txt").status == 1
    (here / "in/s.txt").touch()
    assert run("check", "in").status == 2  # any other empty file cannot be read


def test_copies_in_the_folder_are_not_checked(here: Path) -> None:
    for _ in range(3):
        done = run("check", "words", "--annotate", "words/out", "-f", "json")
        assert (done.status, done.json["summary"]["files"], done.stderr) == (1, 2, "")
    draft = here / "words/out/draft.docx"
    draft.write_bytes(word.draw(make_report(Random(9), "2021"), "docx").data)
    done = run("check", "words", "--annotate", "words/out", "-f", "json")
    assert [Path(entry["path"]).name for entry in done.json["files"]] == ["a.docx", "b.docx", "draft.docx"]


@pytest.mark.parametrize("options", [(), ("--force",)])
@pytest.mark.parametrize("target", ["words", "./words/../words"])
def test_copies_do_not_go_where_the_drafts_are(target: str, options: tuple[str, ...], here: Path) -> None:
    before = content(here)
    assert "docx" in refused(run("check", "words", "--annotate", target, *options))
    assert "docx" in refused(run("check", "words/b.docx", "--annotate", target, *options))
    assert content(here) == before


# fixing


@pytest.fixture
def wrong(here: Path) -> Path:
    """A report with something to fix."""
    path = here / "in/a.txt"
    path.write_text(path.read_text("utf-8").replace("〔", "["), "utf-8")
    if run("check", "in/a.txt", "--diff").status != 1:
        text = path.read_text("utf-8")
        path.write_text(text.replace("，", ","), "utf-8")
    assert run("check", "in/a.txt", "--diff").status == 1
    return path


@on_posix
def test_a_fixed_file_keeps_its_links_and_mode(wrong: Path, here: Path) -> None:
    os.link(wrong, here / "hard.txt")
    (here / "soft.txt").symlink_to("in/a.txt")
    wrong.chmod(0o640)
    before, number = wrong.read_bytes(), wrong.stat().st_ino
    assert run("check", "soft.txt", "hard.txt", "in", "--fix", "--jobs", "2").status == 1
    assert (here / "soft.txt").is_symlink()
    assert wrong.stat().st_ino == (here / "hard.txt").stat().st_ino == number
    assert stat.S_IMODE(wrong.stat().st_mode) == 0o640
    assert wrong.read_bytes() != before
    assert sorted(path.name for path in (here / "in").iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_fixed_file_keeps_its_owner(wrong: Path) -> None:
    os.chown(wrong, 65533, 65534)
    before = wrong.read_bytes()
    run("check", str(wrong), "--fix")
    assert wrong.read_bytes() != before
    assert (wrong.stat().st_uid, wrong.stat().st_gid) == (65533, 65534)


def test_a_file_edited_while_it_is_fixed_is_left_alone_and_named(
    wrong: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linter.engine import fixing

    shutil.copy(wrong, here / "in/c.txt")
    real, before = fixing.fix_bytes, wrong.read_bytes()

    def edited(name: str, data: bytes, work: fixing.Work) -> fixing.Fixed:
        if name.endswith("a.txt"):
            wrong.write_bytes(before + "又及".encode())
        return real(name, data, work)

    monkeypatch.setattr(fixing, "fix_bytes", edited)
    done = run("check", "in", "--fix")
    assert done.status == 2
    assert "in/a.txt" in done.stderr
    assert wrong.read_bytes() == before + "又及".encode()
    assert (here / "in/c.txt").read_bytes() != before


@on_posix
def test_more_than_is_read_comes_out_untouched(here: Path) -> None:
    path = here / "large.txt"
    with path.open("wb") as file:
        for _ in range(70):
            file.write(os.urandom(512).hex().encode() * 1024)
    done = shell("check - --fix < large.txt > out.txt")
    assert done.returncode == 2
    assert "E004" in done.stderr
    same = subprocess.run(["cmp", "large.txt", "out.txt"], cwd=here, check=False)
    assert same.returncode == 0
