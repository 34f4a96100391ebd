"""What LibreOffice is to convert, told by content, and what is said of such files without it being run."""

from __future__ import annotations

import pytest

from linter.readers import convertible as foreign
from linter.readers import read
from linter.readers.formats import may_be_converted, suffix_of
from tests.readers.office_samples import OLE, RTF, WORKBOOK, XML, archive, open_document, stream
from tests.readers.reader_samples import paragraphs, refused


@pytest.mark.parametrize(
    ("name", "data", "suffix", "is_sheet"),
    [
        ("a.doc", OLE + stream("WordDocument"), ".doc", False),
        ("a.wps", OLE + stream("WordDocument"), ".doc", False),
        ("a.txt", OLE + stream("WordDocument"), ".doc", False),
        ("a.doc", OLE + stream("WordDocument") + stream("Workbook"), ".doc", False),
        ("a.xls", OLE + stream("WordDocument") + stream("Workbook"), ".xls", True),
        ("a.et", OLE + stream("Workbook"), ".xls", True),
        ("a.xls", OLE + stream("Book"), ".xls", True),
        ("a.doc", RTF, ".rtf", False),
        ("a.odt", open_document("text"), ".odt", False),
        ("a.ott", open_document("text-template"), ".odt", False),
        ("a.ods", open_document("spreadsheet"), ".ods", True),
        ("a.doc", XML.format("Word.Document").encode(), ".xml", False),
        ("a.xls", b"\xef\xbb\xbf" + XML.format("Excel.Sheet").encode(), ".xml", True),
    ],
)
def test_what_is_converted(name: str, data: bytes, suffix: str, is_sheet: bool) -> None:
    assert may_be_converted(data)
    found = foreign.foreign(suffix_of(name), data)
    assert found is not None
    assert (found.suffix, found.is_sheet) == (suffix, is_sheet)


@pytest.mark.parametrize(
    "data",
    [
        OLE,
        OLE + stream("PowerPoint Document"),
        archive(word__document="<x/>", xl__workbook="<x/>"),
        archive(notes="x"),
        open_document("presentation"),
        b"<?xml version='1.0'?><html/>",
    ],
)
def test_what_is_not(data: bytes) -> None:
    assert foreign.foreign(".doc", data) is None


@pytest.mark.parametrize("data", [OLE + stream("EncryptedPackage"), open_document("text", "<encryption-data/>")])
def test_a_password_is_told(data: bytes) -> None:
    found = refused("a.docx", data)
    assert (found.code, "密码" in found.message, "password" in found.english) == ("E001", True, True)


@pytest.mark.parametrize(
    "data", [WORKBOOK[:-30], open_document("text")[:-40], WORKBOOK.replace(b"PK\x01\x02", b"PK\x09\x09")]
)
def test_a_damaged_archive(data: bytes) -> None:
    assert refused("a.xlsx", data).code == "E001"


def test_an_archive_that_expands_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_EXPANDED", 3 * 1024 * 1024)
    found = refused("a.odt", open_document("text", "x" * 3 * 1024 * 1024))
    assert found.code == "E004"
    assert "3 MiB" in found.message
    assert "3 MiB" in found.english


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.xls"])
def test_a_text_or_page_under_an_office_name_is_read(name: str) -> None:
    assert paragraphs(read(name, "一、总体情况\n正文\n".encode("gb18030"))) == ["一、总体情况", "正文"]
    assert read(name, b"<html><p>x</p></html>").format == "html"


def test_a_web_archive_under_a_word_name_is_named() -> None:
    found = refused("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n")
    assert found.code == "E002"
    assert "MHT" in found.message
