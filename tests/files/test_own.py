"""What the program has written is known by its content, and nothing else is."""

from __future__ import annotations

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time

import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter.annotate import annotated
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.files import own_output as own
from linter.files.search import find

PIECES = (
    b"a:1:1: A301 error x\n",
    b"a:" * 50 + b" A301",
    b"::error title=A301,",
    b"::error file=a,title=A301 x::y\n",
    b'{"path": "a", "code": "A301"}\n',
    b'{"path": "\\\\',
    b"--- a\n+++ a\n@@ -1,1 +1,1 @@\n",
    b"[\n",
    "## 年报检查结果：".encode(),
    "：1 个文件，".encode(),
    b"<?xml >",
    b"\0",
    "甲".encode(),
)


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-gbk", "cell-a-line", "pdf-before"])
@pytest.mark.parametrize("seed", range(4))
def test_no_report_of_an_organ_is_ours(layout: str, seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_bytes(draw(make_report(Random(seed), "2021"), layout).data)
    assert not own.is_report(str(path))
    assert not own.is_baseline(str(path))


def test_the_examples_are_not_ours() -> None:
    for path in (Path(__file__).parents[2] / "examples").rglob("*"):
        if path.is_file():
            assert not own.is_report(str(path))
            assert not own.is_copy(path.read_bytes())


def test_what_is_not_there_is_not_ours(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        assert not own.is_report(str(path))
        assert not own.is_baseline(str(path))


@pytest.mark.whole
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_only(piece: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(piece * (4_000_000 // len(piece)))
    begun = process_time()
    own.is_report(str(path))
    own.is_baseline(str(path))
    assert process_time() - begun < 20


def annotated_copy() -> bytes:
    data = word.draw(make_report(Random(1), "2021"), "docx").data
    result = lint_bytes("a.docx", data, shipped(), Options())
    found = result.diagnostics or lint_bytes("a.docx", data, shipped(), Options(year=2019)).diagnostics
    assert found
    return annotated(data, found, "zh")


@pytest.mark.whole
def test_a_copy_is_ours_until_it_is_written_by_another() -> None:
    copy = annotated_copy()
    assert own.is_copy(copy)
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(copy)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace("公开".encode(), "公布".encode(), 1) if name == "word/document.xml" else data
            )
    assert not own.is_copy(again.getvalue())


@pytest.mark.whole
def test_damaged_archives_are_not_ours() -> None:
    copy = annotated_copy()
    random = Random(5)
    for length in (0, 1, 30, len(copy) // 2, len(copy) - 1):
        own.is_copy(copy[:length])
    for _ in range(200):
        damaged = bytearray(copy)
        for _ in range(3):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        assert own.is_copy(bytes(damaged)) in (True, False)
    assert not own.is_copy(copy[:-30])
    assert not own.is_copy(struct.pack("<I", 0x04034B50))


@pytest.mark.whole
def test_a_part_that_unpacks_to_very_much_is_not_unpacked() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/comments.xml", "w") as part:
        for _ in range(40):
            part.write(bytes(1 << 20))
        part.write(own.mark(b""))
    assert not own.is_copy(packed.getvalue())


def test_a_search_leaves_copies_out_and_takes_what_others_have_saved_since(tmp_path: Path) -> None:
    copy = annotated_copy()
    (tmp_path / "copy.docx").write_bytes(copy)
    (tmp_path / "bare.docx").write_bytes(word.draw(make_report(Random(1), "2021"), "docx").data)
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(copy)) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, own.unmarked(old.read(name)))
    (tmp_path / "saved.docx").write_bytes(saved.getvalue())
    assert [Path(path).name for path in find([str(tmp_path)])] == ["bare.docx", "saved.docx"]
    assert list(find([str(tmp_path / "copy.docx")])) == [str(tmp_path / "copy.docx")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_a_pipe_is_no_output_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert not own.is_report(str(pipe))
    assert not own.is_annotated(str(pipe))
    assert not own.is_baseline(str(pipe))
