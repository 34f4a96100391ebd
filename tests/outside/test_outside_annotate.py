"""`--annotate` from outside: where the copies go, what is refused, what else the command says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import docx
import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import a_sentence, run


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """One wrong figure."""
    report = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)
    path = tmp_path / "drafts" / "draft.docx"
    path.parent.mkdir()
    path.write_bytes(word.draw(report, "docx").data)
    return path


def messages(path: Path) -> list[str]:
    return [comment.text for comment in docx.Document(str(path)).comments]


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
    assert (folder / "a/draft.docx").read_bytes() == good


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


def test_suggestions(draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    assert run("check", str(draft), "--annotate", str(copy), "--suggest").status == 1
    assert run("check", str(copy)).status == 0
    alone = run("check", str(draft), "--suggest")
    assert alone.status == 2
    assert "--annotate" in a_sentence(alone)


def test_in_english(draft: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    run("check", str(draft), "--annotate", str(copy), "--lang", "en")
    (message,) = messages(copy)
    assert "error" in message
    assert "Basis: " in message
