"""Whole files that were found in use: each must be read for what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.outside.program import run
from tests.places import SHARED

CASES = SHARED / "cases" / "files"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the files are not here")


def diagnostics(path: Path | str, *options: str) -> list[dict[str, Any]]:
    done = run("check", "-f", "json", "--no-cache", *options, str(CASES / path))
    (entry,) = done.json["files"]
    assert entry["error"] is None, entry["error"]
    found: list[dict[str, Any]] = entry["diagnostics"]
    return found


def codes(path: Path | str, *options: str) -> list[str]:
    return [found["code"] for found in diagnostics(path, *options)]


@pytest.mark.whole
@pytest.mark.parametrize("name", ["fail-10.html", "fail-10b.html"])
def test_a_byte_that_cannot_be_decoded_refuses_no_page(name: str, tmp_path: Path) -> None:
    assert codes(name) == []
    data = (CASES / name).read_bytes()
    title = "总体情况".encode("gb18030" if name == "fail-10.html" else "utf-8")
    inside = tmp_path / name
    inside.write_bytes(data.replace(b"2024", b"2024\xff", 3).replace(title, title + b"\xff\n", 1))
    assert "X802" in codes(inside)


@pytest.mark.whole
def test_a_blank_of_a_template_is_no_wrong_decoding() -> None:
    assert codes("fail-19.md") == ["W706"]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("wrong", "right", "code"), [("截止2024", "截至2024", "W702"), ("帐户", "账户", "W702"), ("××××", "综合", "W706")]
)
def test_a_word_that_was_mended_brings_back_no_finding_of_its_sentence(
    wrong: str, right: str, code: str, tmp_path: Path
) -> None:
    baseline = tmp_path / "fail-14.json"
    baseline.write_bytes((CASES / "fail-14.json").read_bytes())
    draft = tmp_path / "fail-14.md"
    draft.write_bytes((CASES / "fail-14.md").read_bytes())
    assert code in codes(draft)
    assert codes(draft, "--baseline", str(baseline)) == []
    draft.write_text(draft.read_text("utf-8").replace(wrong, right), "utf-8")
    assert codes(draft, "--baseline", str(baseline)) == []
    draft.write_bytes((CASES / "fail-14.md").read_bytes())
    run("baseline", str(draft), "-o", str(baseline))
    draft.write_text(draft.read_text("utf-8").replace(wrong, right), "utf-8")
    assert codes(draft, "--baseline", str(baseline)) == []
    draft.write_text(draft.read_text("utf-8").replace("清理失效", "布署清理失效"), "utf-8")
    assert codes(draft, "--baseline", str(baseline)) == ["W702"]


@pytest.mark.whole
def test_each_half_width_mark_is_counted_and_mended(tmp_path: Path) -> None:
    (found,) = diagnostics("fail-17.txt")
    assert (found["code"], found["actual"]) == ("W703", 5)
    draft = tmp_path / "fail-17.txt"
    before = (CASES / draft.name).read_text("utf-8")
    draft.write_text(before, "utf-8", newline="")
    run("check", "--fix", str(draft))
    mended = "推进“一网通办”改革，成效明显。 健全制度（试行）。完善"
    assert draft.read_bytes().decode() == before.replace('推进"一网通办"改革,成效明显. 健全制度（试行）.完善', mended)


@pytest.mark.whole
def test_a_radical_in_a_label_is_named_once() -> None:
    (found,) = diagnostics("fail-01.md")
    assert "⾏" in found["message"]
    assert [edit["text"] for edit in found["fix"]["edits"]] == ["行"]


@pytest.mark.whole
@pytest.mark.parametrize("name", ["fail-13.html", "fail-13.docx"])
def test_a_note_mark_is_no_digit(name: str) -> None:
    assert codes(name) == []
    assert run("extract", "-f", "json", str(CASES / name)).json["applications"]["carried_over"]["total"] == 1


@pytest.mark.whole
@pytest.mark.parametrize("name", ["fail-09.docx", "fail-09b.docx"])
def test_a_document_within_a_word_file_is_read(name: str) -> None:
    assert codes(name) == []
    tables = run("extract", "-f", "json", str(CASES / name)).json
    assert [len(tables[table]) for table in ("disclosure", "applications", "disputes")] == [6, 25, 1]


@pytest.mark.whole
@pytest.mark.parametrize("name", ["fail-15a.docx", "fail-15b.docx"])
def test_an_annotated_file_has_each_comment_once(name: str, tmp_path: Path) -> None:
    run("check", str(CASES / name), "--annotate", str(tmp_path / "copy.docx"))
    summary, comment = Document(str(tmp_path / "copy.docx")).comments
    assert summary.text.startswith("年报检查结果：")
    assert comment.text.startswith("A300")
    assert None not in (summary.timestamp, comment.timestamp)
    run("check", str(tmp_path / "copy.docx"), "--annotate", str(tmp_path / "again.docx"))
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "copy.docx").read_bytes()
