"""`--since` from outside: only what has changed against a revision of git is checked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.outside.program import Run, a_sentence, run
from tests.places import TOP

EXAMPLES = TOP / "examples"
FAULTY = (EXAMPLES / "2021-faulty.txt").read_bytes()
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.cn")
    subprocess.run(("git", *who, *arguments), check=True, capture_output=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, a repository of three faulty reports in one commit."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    folder = tmp_path / "年报"
    (folder / "b").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("a.txt", "b/甲.txt", "c.txt"):
        (folder / name).write_bytes(FAULTY)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    git("tag", "v1")
    return folder


def checked(*arguments: str) -> list[str]:
    return sorted(entry["path"] for entry in run("check", "-f", "json", *arguments).json["files"])


@pytest.mark.whole
def test_what_has_not_changed_is_not_checked(here: Path) -> None:
    done = run("check", "--since", "HEAD")
    assert (done.status, done.stdout) == (0, "")
    assert "3个文件" in a_sentence(done)
    assert checked() == ["a.txt", "b/甲.txt", "c.txt"]


@pytest.mark.whole
def test_changes_are_found_staged_or_not_committed_or_not(here: Path) -> None:
    Path("a.txt").write_bytes(FAULTY + b"\n")
    assert checked("--since", "HEAD") == ["a.txt"]
    git("add", "-A")
    assert checked("--since", "HEAD") == ["a.txt"]
    git("commit", "-qm", "second")
    assert checked("--since", "HEAD") == []
    assert checked("--since", "HEAD~1") == checked("--since", "v1") == ["a.txt"]
    Path("b/甲.txt").write_bytes(FAULTY + b"\n")
    assert checked("--since", "v1") == ["a.txt", "b/甲.txt"]
    assert run("check", "--since", "v1").status == 1


@pytest.mark.whole
def test_new_and_renamed_files_have_changed_and_gone_ones_are_not_looked_for(here: Path) -> None:
    git("mv", "a.txt", "b/d e.txt")
    Path("new.txt").write_bytes(FAULTY)
    Path("c.txt").unlink()
    assert checked("--since", "HEAD") == ["b/d e.txt", "new.txt"]
    git("add", "-A")
    git("commit", "-qm", "second")
    assert checked("--since", "v1") == ["b/d e.txt", "new.txt"]


def test_what_git_ignores_is_no_change(here: Path) -> None:
    Path(".gitignore").write_text("new.txt\n", "utf-8")
    Path("new.txt").write_bytes(FAULTY)
    assert checked("--since", "HEAD") == []


@pytest.mark.whole
def test_paths_and_the_current_folder_narrow_it_down(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b/甲.txt"):
        Path(name).write_bytes(FAULTY + b"\n")
    assert checked("--since", "HEAD", "b", "c.txt") == ["b/甲.txt"]
    monkeypatch.chdir(here / "b")
    assert checked("--since", "HEAD") == ["甲.txt"]
    assert checked("--since", "HEAD", "..", str(here)) == ["../a.txt", "../b/甲.txt"]


@pytest.mark.whole
def test_the_rest_still_serves_as_last_years_reports(here: Path) -> None:
    for year in ("2021", "2022"):
        shutil.copy(EXAMPLES / "two-years" / f"{year}.md", here)
    shutil.copy(EXAMPLES / "2019-faulty.pdf", here / "damaged.pdf")
    (here / "damaged.pdf").write_bytes(b"%PDF-1.7 no more")
    git("add", "2021.md", "damaged.pdf")
    git("commit", "-qm", "last year")
    found = run("check", "-f", "json", "--since", "HEAD", "--select", "Y").json["files"]
    assert [(entry["path"], [one["code"] for one in entry["diagnostics"]]) for entry in found] == [
        ("2022.md", ["Y502", "Y501"])
    ]
    assert found[0]["not_compared"] == []
    assert run("check", "--since", "HEAD", "--select", "Y").status == 1  # the damaged one has not changed
    alone = run("check", "-f", "json", "2022.md", "--select", "Y").json["files"][0]
    assert (alone["diagnostics"], [one["what"] for one in alone["not_compared"]]) == ([], ["prior"])


def test_standard_input_and_what_is_not_there_are_never_left_out(here: Path) -> None:
    done = run("check", "-", "--stdin-filename", "c.txt", "--since", "HEAD", "-f", "json", data=FAULTY)
    assert [entry["path"] for entry in done.json["files"]] == ["c.txt"]
    done = run("check", "none.txt", "a.txt", "--since", "HEAD")
    assert (done.status, done.stdout.count("E001")) == (2, 1)


def test_an_output_is_written_also_where_nothing_has_changed(here: Path) -> None:
    for _ in range(2):
        assert run("check", "--since", "HEAD", "-o", "out.json").status == 0
    assert '"files": 0' in Path("out.json").read_text("utf-8")


def refused(done: Run) -> str:
    assert (done.status, done.stdout) == (2, "")
    sentence = a_sentence(done)
    assert "--since" in sentence
    return sentence


@pytest.mark.parametrize("revision", ["v2", "", "--all", "-", "HEAD:a.txt", "v1..HEAD", "a.txt", "HEAD\n", "^v1"])
def test_what_is_no_revision_is_refused(revision: str, here: Path) -> None:
    assert "没有" in refused(run("check", f"--since={revision}"))


def test_a_folder_that_is_no_repository_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "不在当前的 git 仓库" in refused(run("check", "a.txt", str(EXAMPLES / "2021-clean.md"), "--since", "HEAD"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent.parent))
    monkeypatch.chdir(here.parent)
    (here.parent / "a.txt").write_bytes(FAULTY)
    assert "不在 git 仓库" in refused(run("check", "a.txt", "--since", "HEAD"))


def test_without_git_it_says_so(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here / "b"))
    assert "git" in refused(run("check", "--since", "HEAD", "--lang", "zh"))
    assert run("check", "a.txt").status == 1


def test_nothing_that_the_repository_names_is_run(here: Path) -> None:
    command = here / "evil.sh"
    command.write_text(f"#!/bin/sh\ntouch '{here / 'ran'}'\n", "utf-8")
    command.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv"):
        git("config", key, str(command))
    Path(".gitattributes").write_text("*.txt diff=x\n", "utf-8")
    Path("a.txt").write_bytes(FAULTY + b"\n")
    (here / "ran").unlink(missing_ok=True)
    index = (here / ".git" / "index").read_bytes()
    assert checked("--since", "HEAD") == ["a.txt"]
    assert not (here / "ran").exists()
    assert (here / ".git" / "index").read_bytes() == index
