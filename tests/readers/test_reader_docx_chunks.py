"""Documents within a Word file that Word takes in when it opens it: read as if they stood there."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from benchmarks import faults, word
from benchmarks import word_xml as xml
from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter.annotate import annotated
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import Diagnostic, ReadError
from linter.model.document import Document, Grid, Paragraph
from linter.readers import read
from tests.annotate.annotate_samples import comments, ranges

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHUNK = f'<w:altChunk xmlns:r="{RELATIONS}" r:id="c1"/>'
REPORT = make_report(Random(2), "2021", busy=True)
PAGE = draw(REPORT, "html").text
WRONG = draw(faults.with_value(REPORT, "applications/received/person", 997), "html").text


def with_chunk(name: str, data: bytes, body: str = CHUNK, target: str | None = None) -> bytes:
    with ZipFile(BytesIO(xml.package(body))) as archive:
        parts: dict[str, str | bytes] = {info.filename: archive.read(info) for info in archive.infolist()}
    relations = parts["word/_rels/document.xml.rels"]
    assert isinstance(relations, bytes)
    entry = target or f'Target="{name}"'
    parts["word/_rels/document.xml.rels"] = relations.replace(
        b"</Relationships>", f'<Relationship Id="c1" Type="{RELATIONS}/aFChunk" {entry}/></Relationships>'.encode()
    )
    parts[f"word/{name}"] = data
    return xml.archive(parts)


def mail(page: bytes, encoding: str = "8bit") -> bytes:
    coded = {"8bit": lambda data: data, "quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    head = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--=b"\r\n\r\n----=b\r\n'
        + head
        + coded[encoding](page)  # type: ignore[no-untyped-call]
        + b"\r\n----=b\r\nContent-Type: image/png\r\n\r\nxx\r\n----=b--\r\n"
    )


def texts(document: Document) -> Iterator[object]:
    """What a document holds, with what its places tell of the same text."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            start, end = block.text.span()
            assert document.source[start:end] == block.text.text
            yield block.text.text, block.heading, block.aside
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    start, end = cell.span
                    assert document.source[start:end].replace("\n", "") == cell.text.text
                yield [(cell.text.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in row]


def diagnostics(data: bytes) -> tuple[Diagnostic, ...]:
    return lint_bytes("a.docx", data, shipped(), Options()).diagnostics


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE.encode()),
        ("a.htm", PAGE.encode("gb18030")),
        ("a.dat", b"\xef\xbb\xbf" + PAGE.encode()),
        ("a.xhtml", PAGE.encode("utf-16")),
        ("a.mht", mail(PAGE.encode())),
        ("a.mht", mail(PAGE.encode(), "quoted-printable")),
        ("a.bin", mail(PAGE.encode(), "base64")),
        ("a.docx", with_chunk("b.html", PAGE.encode())),
        ("a.docx", with_chunk("b.docx", with_chunk("c.mht", mail(PAGE.encode())))),
    ],
)
def test_a_page_is_read_as_if_it_stood_there(name: str, data: bytes) -> None:
    before, behind = xml.paragraph(xml.run("前言")), xml.paragraph(xml.run("后记"))
    found = list(texts(read("a.docx", with_chunk(name, data, before + CHUNK + behind))))
    assert found == [("前言", 0, False), *texts(read("a.html", PAGE.encode())), ("后记", 0, False)]
    assert diagnostics(with_chunk(name, data)) == ()


@pytest.mark.parametrize("layout", [name for name in word.LAYOUTS if name != "docx-strict"])
def test_a_word_file_is_read_as_if_it_stood_there(layout: str) -> None:
    data = word.draw(REPORT, layout).data
    assert list(texts(read("a.docx", with_chunk("b.docx", data)))) == list(texts(read("a.docx", data)))


def test_lines_of_text_are_paragraphs() -> None:
    found = list(texts(read("a.docx", with_chunk("a.txt", "甲\r\n\r\n 乙\n".encode("gb18030")))))
    assert found == [("甲", 0, False), ("乙", 0, False)]


def test_a_chunk_may_be_the_table_of_a_part_or_stand_in_a_cell() -> None:
    table = PAGE[PAGE.index("<table") : PAGE.index("</table>") + 8].encode()
    grids = [block for block in read("a.html", PAGE.encode()).blocks if isinstance(block, Grid)]
    body = xml.paragraph(xml.run("二、主动公开政府信息情况")) + CHUNK
    (grid,) = (block for block in read("a.docx", with_chunk("t.html", table, body)).blocks if isinstance(block, Grid))
    assert [[one.text.text for one in row] for row in grid.rows] == [
        [one.text.text for one in row] for row in grids[0].rows
    ]
    cells = xml.cell(xml.paragraph(xml.run("甲"))) + xml.cell(CHUNK + xml.paragraph(""))
    found = list(texts(read("a.docx", with_chunk("t.html", "<p>乙</p>".encode(), xml.table([cells], 2)))))
    assert [[cell[0] for cell in row] for row in found] == [["甲", "乙"]]  # type: ignore[attr-defined]


def test_a_finding_in_a_chunk_has_a_comment_before_it_and_changes_nothing_in_it() -> None:
    data = with_chunk("a.html", WRONG.encode(), xml.paragraph(xml.run("前言")) + CHUNK)
    told = diagnostics(data)
    assert [one.code for one in told] == [one.code for one in diagnostics(with_chunk("a.html", WRONG.encode()))] != []
    copy = annotated(data, told, "zh", suggest=True)
    assert len(comments(copy)) == len(ranges(copy)) == len(told)
    assert [one.message for one in diagnostics(copy)] == [one.message for one in told]
    with ZipFile(BytesIO(copy)) as archive:
        assert archive.read("word/a.html") == WRONG.encode()


@pytest.mark.parametrize(
    ("name", "data", "target"),
    [
        ("a.rtf", b"{\\rtf1 a}", None),
        ("a.pdf", b"%PDF-1.7", None),
        ("a.xml", b"<?xml version='1.0'?><w:doc/>", None),
        ("a.html", PAGE.encode(), 'Target="http://example.com/a.html" TargetMode="External"'),
        ("a.html", PAGE.encode(), 'Target="lost.html"'),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nxx", None),
    ],
)
def test_what_is_not_read_is_said(name: str, data: bytes, target: str | None) -> None:
    with pytest.raises(ReadError) as caught:
        read("a.docx", with_chunk(name, data, target=target))
    assert caught.value.code == "E002"
    assert "嵌入" in caught.value.message


def test_files_within_files_have_a_limit() -> None:
    data = xml.package(xml.paragraph(xml.run("甲")))
    for _ in range(4):
        data = with_chunk("a.docx", data)
    assert list(texts(read("a.docx", data))) == [("甲", 0, False)]
    with pytest.raises(ReadError) as caught:
        read("a.docx", with_chunk("a.docx", data))
    assert caught.value.code == "E004"
