"""Limits that no report comes near: what lies within is read, what lies beyond is refused before it costs anything."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from benchmarks import word_xml as xml
from linter.model.diagnostics import ReadError
from linter.readers import limits, read

Draw = Callable[[int], tuple[str, bytes]]


def word(body: str) -> tuple[str, bytes]:
    return "a.docx", xml.package(body)


def table_of_word(cells: int) -> tuple[str, bytes]:
    rows = "".join(f"<w:tr>{xml.cell(xml.paragraph(xml.run('甲')))}</w:tr>" for _ in range(cells))
    return word(f"<w:tbl>{rows}</w:tbl>" + xml.paragraph(xml.run("乙")))


CELLS: dict[str, Draw] = {
    "text": lambda cells: ("a.txt", ("甲\t1\n" * (cells // 2 - 1) + "甲" + "\t1" * (cells % 2 + 1)).encode()),
    "markdown": lambda cells: (
        "a.md",
        ("| 甲 | 1 |\n" * (cells // 2 - 1) + "| 甲 |" + " 1 |" * (cells % 2 + 1)).encode(),
    ),
    "page in markdown": lambda cells: (
        "a.md",
        ("# 甲\n\n<table>" + "<tr><td>1</td></tr>" * cells + "</table>\n").encode(),
    ),
    "page": lambda cells: ("a.html", ("<table>" + "<tr><td>1" * cells + "</table>").encode()),
    "page of layout tables": lambda cells: ("a.html", ("<table><tr><td>1</table>" * cells).encode()),
    "word": table_of_word,
}
BLOCKS: dict[str, Draw] = {
    "text": lambda count: ("a.txt", "甲\n\n".encode() * count),
    "markdown": lambda count: ("a.md", "甲\n\n".encode() * count),
    "headings": lambda count: ("a.md", "# 甲\n".encode() * count),
    "page": lambda count: ("a.html", "<p>甲".encode() * count),
    "pictures": lambda count: ("a.html", "<p>甲".encode() + b"<img width=99 height=99>" * (count - 1)),
    "word": lambda count: word(xml.paragraph(xml.run("甲")) * count),
}


def refused(name: str, data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert caught.value.code == "E004"
    return caught.value


@pytest.mark.parametrize("kind", CELLS)
def test_cells(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 40)
    read(*CELLS[kind](40))
    error = refused(*CELLS[kind](41))
    assert "超过 40 个单元格" in error.message
    assert "more than 40 table cells" in error.english


def test_cells_of_several_tables_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    two = ("甲|1\n" * 10 + "# 乙\n" + "甲|1\n" * 10).encode()
    for name in ("a.txt", "a.md"):
        monkeypatch.setattr(limits, "MAX_CELLS", 40)
        read(name, two)
        monkeypatch.setattr(limits, "MAX_CELLS", 39)
        refused(name, two)


@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BLOCKS", 40)
    read(*BLOCKS[kind](40))
    assert "超过 40 个" in refused(*BLOCKS[kind](41)).message


@pytest.mark.whole
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_bytes_of_text(name: str) -> None:
    line = b"<p>a\n"
    data = line + b" " * (limits.MAX_TEXT - len(line))
    read(name, data)
    start = process_time()
    assert "超过 8 MiB" in refused(name, data + b" ").message
    assert process_time() - start < 1


def test_characters_of_a_word_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)
    within, beyond = (
        word(xml.paragraph(xml.run("甲" * 49)) * 2 + xml.paragraph(xml.run("乙" * more))) for more in (0, 1)
    )
    read(*within)
    assert "超过 100 个字" in refused(*beyond).message


@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>a" + b"&amp;" * (10 << 20)),
        ("a.txt", "甲".encode() * (18 << 20)),
        ("a.txt", "甲\t1\n".encode() * 1_000_000),
        ("a.md", b"|1|1|1|1\n" * 900_000),
        ("a.md", "# 一、甲\n".encode() * 500_000),
    ],
    ids=["references", "prose", "cells", "rows", "headings"],
)
def test_what_lies_far_beyond_is_refused_at_once(name: str, data: bytes) -> None:
    start = process_time()
    refused(name, data)
    assert process_time() - start < 8
