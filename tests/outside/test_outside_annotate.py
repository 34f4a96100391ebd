"""`--annotate` from outside: where the copies go, what is refused, what else the command says."""

from __future__ import annotations

import os
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from random import Random

import docx
import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.annotate.annotate_samples import ranges
from tests.outside.program import a_sentence, messages, run
from tests.places import TOP


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """One wrong figure."""
    report = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)
    path = tmp_path / "drafts" / "draft.docx"
    path.parent.mkdir()
    path.write_bytes(word.draw(report, "docx").data)
    return path


@pytest.mark.whole
def test_a_copy_under_a_name(draft: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()
    copy = tmp_path / "new" / "copy.docx"
    done = run("check", str(draft), "--annotate", str(copy))
    plain = run("check", str(draft))
    assert (done.status, done.stdout, done.stderr) == (plain.status, plain.stdout, "")
    assert done.status == 1
    assert draft.read_bytes() == before
    (message,) = messages(copy)
    assert done.stdout.strip().partition(" error ")[2] in message
    assert run("check", str(copy)).stdout == plain.stdout.replace(str(draft), str(copy))
    assert [path.name for path in copy.parent.iterdir()] == ["copy.docx"]


def test_a_copy_in_a_folder(draft: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("check", str(draft), "--annotate", str(folder)).status == 1
    assert len(messages(folder / "draft.docx")) == 1


@pytest.mark.whole
def test_many_files_keep_their_folders(draft: Path, tmp_path: Path) -> None:
    good = word.draw(make_report(Random(2), "2021"), "docx").data
    for name in ("a/draft.docx", "b/draft.docx", "b/text.txt"):
        (draft.parent / name).parent.mkdir(exist_ok=True)
        text = draw(make_report(Random(2), "2021"), "pipes").data
        (draft.parent / name).write_bytes(text if name.endswith(".txt") else good)
    folder = tmp_path / "out"
    done = run("check", str(draft.parent), "--annotate", str(folder), "--jobs", "2")
    assert done.status == 1
    assert "text.txt" in a_sentence(done)
    written = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
    assert written == ["a/draft.docx", "b/draft.docx", "draft.docx"]
    assert messages(folder / "a/draft.docx") == []


@pytest.mark.parametrize("target", ["drafts/draft.docx", "drafts", "drafts/../drafts/draft.docx"])
def test_never_over_the_original(draft: Path, tmp_path: Path, target: str) -> None:
    before = draft.read_bytes()
    done = run("check", str(draft), "--annotate", str(tmp_path / target))
    assert done.status == 2
    assert "draft.docx" in a_sentence(done)
    assert draft.read_bytes() == before


def test_several_files_and_one_name(draft: Path, tmp_path: Path) -> None:
    other = draft.with_name("other.docx")
    other.write_bytes(draft.read_bytes())
    done = run("check", str(draft), str(other), "--annotate", str(tmp_path / "copy.docx"))
    assert done.status == 2
    assert "copy.docx" in a_sentence(done)
    assert not (tmp_path / "copy.docx").exists()


@pytest.mark.whole
def test_a_place_that_cannot_be_written(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("check", str(draft), "--annotate", str(tmp_path / "file" / "copy.docx"))
    assert done.status == 2
    a_sentence(done)


def test_a_damaged_file_is_reported_and_not_copied(draft: Path, tmp_path: Path) -> None:
    bad = draft.with_name("bad.docx")
    bad.write_bytes(draft.read_bytes()[:500])
    folder = tmp_path / "out"
    done = run("check", str(draft.parent), "--annotate", str(folder))
    assert done.status == 2
    assert "E001" in done.stdout
    assert [path.name for path in folder.iterdir()] == ["draft.docx"]


@pytest.mark.whole
def test_suggestions(draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    assert run("check", str(draft), "--annotate", str(copy), "--suggest").status == 1
    assert run("check", str(copy)).status == 0
    alone = run("check", str(draft), "--suggest")
    assert alone.status == 2
    assert "--annotate" in a_sentence(alone)


def test_what_must_stand_there_is_said_once(tmp_path: Path) -> None:
    run("check", str(TOP / "examples" / "2021-faulty.docx"), "--annotate", str(tmp_path / "copy.docx"))
    (comment,) = [message for message in messages(tmp_path / "copy.docx") if message.startswith("A300")]
    assert comment.count("应为36") == 1
    assert "改为36" not in comment


@pytest.mark.whole
def test_in_english(draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    run("check", str(draft), "--annotate", str(copy), "--lang", "en")
    (message,) = messages(copy)
    assert "error" in message
    assert "Basis: " in message


# the comment that sums up


def summary_of(path: Path) -> list[str]:
    return next(iter(docx.Document(str(path)).comments)).text.split("\n")


def at_the_title(path: Path) -> str:
    """The text that the first comment is about."""
    return next(iter(ranges(path.read_bytes()).values()))


def test_one_comment_at_the_title_sums_up(draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    report = make_report(Random(1), "2021", busy=True)
    run("check", str(draft), "--annotate", str(copy))
    said = summary_of(copy)
    assert said[0] == "年报检查结果：需要修改"
    assert said[1:3] == [f"{report.organ} · {report.year}年 · 2021年格式", "1 个错误，0 个警告，0 个提示"]
    assert "未核对上年结转" in said[3]
    assert at_the_title(copy) == report.title


@pytest.mark.whole
def test_a_clean_copy_says_so(tmp_path: Path) -> None:
    clean, copy = tmp_path / "clean.docx", tmp_path / "copy.docx"
    clean.write_bytes(word.draw(make_report(Random(1), "2021"), "docx").data)
    assert run("check", str(clean), "--annotate", str(copy)).status == 0
    assert summary_of(copy)[0] == "年报检查结果：未发现问题（未核对：上年结转）"
    assert "没有发现问题" in summary_of(copy)
    assert messages(copy) == []
    run("check", str(clean), "--annotate", str(copy), "--select", "A", "--lang", "en")
    assert summary_of(copy)[0] == "Report check: Nothing found by the selected rules"
    assert summary_of(copy)[2:] == ["no findings"]


def test_what_could_not_be_decided_is_told(tmp_path: Path) -> None:
    report = make_report(Random(1), "2021", busy=True)
    for cell in [cell for cell in report.tables if cell.startswith("applications/received/")]:
        report = with_value(report, cell, None)
    (tmp_path / "a.docx").write_bytes(word.draw(report, "docx").data)
    run("check", str(tmp_path / "a.docx"), "--annotate", str(tmp_path / "copy.docx"))
    assert "未能判断 A301：第三部分的表格有整行或整列空白" in summary_of(tmp_path / "copy.docx")


@pytest.mark.whole
@pytest.mark.parametrize("value", [999, None])
def test_a_copy_of_a_copy_is_the_same_byte_for_byte(value: int | None, tmp_path: Path) -> None:
    report = make_report(Random(1), "2021", busy=True)
    report = report if value is None else with_value(report, "applications/granted/person", value)
    names = [tmp_path / f"{number}.docx" for number in range(4)]
    names[0].write_bytes(word.draw(report, "docx").data)
    for before, after in pairwise(names):
        run("check", str(before), "--annotate", str(after))
    assert names[1].read_bytes() == names[2].read_bytes() == names[3].read_bytes()
    assert names[0].read_bytes() != names[1].read_bytes()


def test_a_title_below_other_lines_is_found(tmp_path: Path) -> None:
    report = make_report(Random(1), "2021")
    drawn = docx.Document(BytesIO(word.draw(report, "docx").data))
    drawn.paragraphs[0].insert_paragraph_before("公开属性：主动公开")
    drawn.save(str(tmp_path / "a.docx"))
    run("check", str(tmp_path / "a.docx"), "--annotate", str(tmp_path / "copy.docx"))
    assert at_the_title(tmp_path / "copy.docx") == report.title


# a copy that is open in a word processor


@pytest.mark.whole
@pytest.mark.parametrize("lock", ["~$copy01.docx", ".~lock.copy01.docx#"])
def test_a_copy_that_is_open_is_left_alone(lock: str, draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy01.docx"
    assert run("check", str(draft), "--annotate", str(copy)).status == 1
    before = copy.read_bytes()
    (tmp_path / lock).write_bytes(b"owner")
    done = run("check", str(draft), "--annotate", str(copy))
    assert done.status == 2
    assert f"正在别的程序里打开，请先关闭（否则删去留下的 {tmp_path / lock}）" in a_sentence(done)
    assert copy.read_bytes() == before
    (tmp_path / lock).unlink()
    assert run("check", str(draft), "--annotate", str(copy)).status == 1


@pytest.mark.whole
def test_a_lock_that_may_be_of_another_file_says_nothing(draft: Path, tmp_path: Path) -> None:
    """Word leaves out the first two letters of a long name."""
    folder = tmp_path / "out"
    long = draft.with_name("甲局2024年报.docx")
    draft.rename(long)
    assert run("check", str(long), "--annotate", str(folder)).status == 1
    (folder / "~$2024年报.docx").write_bytes(b"owner")
    assert "请先关闭" in a_sentence(run("check", str(long), "--annotate", str(folder)))
    (folder / "乙局2024年报.docx").write_bytes(b"theirs")
    assert run("check", str(long), "--annotate", str(folder)).status == 1


def test_a_file_that_the_system_keeps_locked_is_told(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: another program has it open."""

    def locked(source: str, target: str) -> None:
        error = PermissionError(13, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(os, "replace", locked)
    done = run("check", str(draft), "--annotate", str(tmp_path / "copy.docx"))
    assert done.status == 2
    assert "正在别的程序里打开，请先关闭" in a_sentence(done)


@pytest.mark.whole
def test_files_on_several_drives_have_no_folder_in_common(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: there is no way from one drive to another."""
    other = tmp_path / "other.text"  # a Word file by its content: nobody foresees that it gets a copy
    other.write_bytes(draft.read_bytes())
    real = os.path.relpath

    def relpath(path: str, start: str = os.curdir) -> str:
        if "other" in os.path.basename(path):
            raise ValueError("path is on mount 'D:', start on mount 'C:'")
        return real(path, start)

    monkeypatch.setattr(os.path, "relpath", relpath)
    done = run("check", str(draft), str(other), "--annotate", str(tmp_path / "out"), "-f", "gitlab")
    assert done.status == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["draft.docx", "other.text.docx"]
