"""Damaged and hostile Word files: the right code, in bounded time and memory, and nothing fetched or run."""

from __future__ import annotations

from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import word_xml as xml
from linter.model.document import Paragraph
from linter.readers import ReadError, format_of, read, xml_archive
from linter.readers.word import body as body_module
from tests.tiers import examples

_GOOD = xml.package(xml.paragraph(xml.run("一、总体情况")))
_OPEN = f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>'
_CLOSE = "</w:body></w:document>"


def with_document(document: str | bytes) -> bytes:
    return xml.archive({"word/document.xml": document})


def code(data: bytes, name: str = "draft.docx") -> str:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert caught.value.message
    assert caught.value.english
    return caught.value.code


def outcome(data: bytes) -> str | None:
    """The code of the error, None where the file is read."""
    try:
        read("draft.docx", data)
    except ReadError as error:
        return error.code
    return None


def texts(data: bytes, name: str = "draft.docx") -> list[str]:
    return [block.text.text for block in read(name, data).blocks if isinstance(block, Paragraph)]


# --- what a file is called, and what it is ---


@pytest.mark.parametrize("name", ["draft.docx", "draft.docm", "draft.DOTX", "draft.doc", "draft.txt", "draft", "-"])
def test_a_word_file_is_known_by_its_content(name: str) -> None:
    assert format_of(name, _GOOD) == "docx"
    assert texts(_GOOD, name) == ["一、总体情况"]


def test_the_parts_may_have_other_names() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Type="{office}" Target="/word/document2.xml"/></Relationships>'
    document = f"{_OPEN}{xml.paragraph(xml.run('甲'))}{_CLOSE}"
    assert texts(xml.archive({"_rels/.rels": relations, "word/document2.xml": document})) == ["甲"]


def test_without_relations_the_customary_names_are_taken() -> None:
    assert texts(with_document(f"{_OPEN}{xml.paragraph(xml.run('甲'))}{_CLOSE}")) == ["甲"]


def test_wrong_content_types_do_not_matter() -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": f"{_OPEN}{xml.paragraph(xml.run('甲'))}{_CLOSE}"}
    assert texts(xml.archive(parts)) == ["甲"]


def test_macros_are_not_touched() -> None:
    parts: dict[str, str | bytes] = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)}
    parts["word/document.xml"] = f"{_OPEN}{xml.paragraph(xml.run('甲'))}{_CLOSE}"
    assert texts(xml.archive(parts), "draft.docm") == ["甲"]


# --- damaged: E001 ---


@pytest.mark.parametrize("length", [30, 100, 700, -200, -22, -1])
def test_cut_short(length: int) -> None:
    assert code(_GOOD[:length]) == "E001"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(600),
        xml.archive({"word/styles.xml": "<w:styles/>"}),
        with_document(""),
        with_document("<a/>"),
        with_document(_OPEN),
        with_document(f"{_OPEN}<w:p></w:q>{_CLOSE}"),
        with_document(b"\xff\xfe\x00"),
        with_document(b"<?xml version='1.0' encoding='no-such'?><a/>"),
    ],
)
def test_no_document(data: bytes) -> None:
    assert code(data) == "E001"


def test_a_broken_checksum() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as out:
        out.writestr("word/document.xml", f"{_OPEN}{xml.paragraph(xml.run('AAAA'))}{_CLOSE}")
    assert code(packed.getvalue().replace(b"AAAA", b"AAAB")) == "E001"


@given(st.binary(max_size=40), st.integers(0, len(_GOOD)), st.integers(0, 60))
@settings(max_examples=examples(300))
def test_no_damage_leads_to_anything_but_an_error(piece: bytes, at: int, length: int) -> None:
    assert outcome(_GOOD[:at] + piece + _GOOD[at + length :]) in (None, "E001", "E002", "E003", "E004")


def test_a_password() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    for name in ("draft.docx", "draft.doc"):
        with pytest.raises(ReadError) as caught:
            read(name, container)
        assert caught.value.code == "E001"
        assert "密码" in caught.value.message
    packed = bytearray(with_document(_OPEN + _CLOSE))
    directory = packed.index(b"PK\x01\x02")
    packed[6] |= 1
    packed[directory + 8] |= 1
    with pytest.raises(ReadError) as caught:
        read("draft.docx", bytes(packed))
    assert "密码" in caught.value.message


# --- hostile ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;',
    ],
)
def test_a_document_type_is_refused(subset: str, encoding: str) -> None:
    document = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE w [{subset}]>{_OPEN}<w:p/>{_CLOSE}"
    assert code(with_document(document.encode(encoding))) == "E001"


def test_relations_to_the_outside_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Type="{kind}/{name}" TargetMode="External" Target="http://127.0.0.1:9/x"/>'
        for name in ("attachedTemplate", "styles", "numbering")
    )
    parts = {
        "word/document.xml": f"{_OPEN}{xml.paragraph(xml.run('甲'), xml.numbered(1))}{_CLOSE}",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    assert texts(xml.archive(parts)) == ["甲"]


def bomb(size: int, declared: int | None = None) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out, out.open("word/document.xml", "w") as part:
        part.write(_OPEN.encode())
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
        part.write(_CLOSE.encode())
    data = packed.getvalue()
    if declared is not None:  # in the directory, which is what is believed
        at = data.index(b"PK\x01\x02") + 24
        data = data[:at] + declared.to_bytes(4, "little") + data[at + 4 :]
    return data


@pytest.mark.whole
@pytest.mark.parametrize(("size", "what"), [(40_000_000, "size"), (6_000_000, "ratio")])
def test_an_archive_that_expands_beyond_measure(size: int, what: str) -> None:
    assert code(bomb(size)) == "E004", what


@pytest.mark.whole
def test_an_archive_that_lies_about_its_size() -> None:
    assert code(bomb(40_000_000, declared=1000)) in ("E001", "E004")


def test_more_tags_than_any_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_archive, "MAX_TAGS", 100)
    assert code(with_document(_OPEN + "<w:p/>" * 200 + _CLOSE)) == "E004"


def test_more_parts_than_any_file_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_archive, "MAX_MEMBERS", 3)
    assert code(_GOOD) == "E004"


@pytest.mark.whole
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
def test_deep_nesting(begin: str, end: str) -> None:
    inner = xml.paragraph(xml.run("甲"))
    levels = body_module.MAX_DEPTH // 4
    assert len(texts(with_document(_OPEN + begin * levels + inner + end * levels + _CLOSE))) <= 1
    for depth in (1_000, 100_000):
        told = outcome(with_document(_OPEN + begin * depth + inner + end * depth + _CLOSE))
        assert told in ("E003", "E004")  # what no program shows holds no text


@pytest.mark.slow
def test_ten_thousand_tables() -> None:
    cells = "".join(xml.cell(xml.paragraph(xml.run(str(at)))) for at in range(3))
    tables = "".join(xml.table([cells, cells], 3) for _ in range(10_000))
    start = process_time()
    assert outcome(with_document(_OPEN + tables + _CLOSE)) in (None, "E004")
    assert process_time() - start < 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "<w:p/>",
        xml.paragraph(xml.run("甲"), xml.numbered(1)),
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(count: int) -> float:
        data = with_document(_OPEN + unit * count + xml.paragraph(xml.run("末")) + _CLOSE)
        start = process_time()
        read("draft.docx", data)
        return process_time() - start

    seconds(100)
    assert seconds(20_000) < 30 * max(min(seconds(1_000), seconds(1_000)), 0.002) + 1
