"""Which format a file is in, and what is said of those that are not read."""

from __future__ import annotations

import io
import zipfile
from importlib import import_module

import pytest

from linter import readers
from linter.readers import MAX_BYTES, SUFFIXES, format_of, read
from linter.readers.formats import FORMATS
from tests.readers.reader_samples import paragraphs, refused

PAGE = "<!DOCTYPE html><html><body><p>正文</p></body></html>"


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_has_a_module(name: str) -> None:
    row = FORMATS[name]
    module = import_module(f"linter.readers.{row.module}")
    assert row.name == name
    assert callable(module.read)
    assert hasattr(module, "markup") == row.is_text


def test_a_format_is_a_row_and_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "wiki", FORMATS["text"]._replace(name="wiki", module="text"))
    document = read("a", "一、总体情况\n正文".encode(), "wiki")
    assert paragraphs(document) == ["一、总体情况", "正文"]
    assert list(readers.markup(document)) == []


@pytest.mark.parametrize(("suffix", "format"), SUFFIXES.items())
def test_suffix(suffix: str, format: str) -> None:
    data = "<p>正文</p>".encode()
    assert format_of("某局/2021.年报" + suffix, data) == format
    assert format_of("A" + suffix.upper(), data) == format


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (PAGE, "html"),
        ("\ufeff \n<HTML lang=zh><p>x", "html"),
        ("<?xml version='1.0'?>\n<!-- <p> -->\n<!doctype HTML PUBLIC '-//W3C//DTD'>", "html"),
        ("<p>片段</p>", "text"),
        ("页面以 <html> 开头", "text"),
        ("# 标题\n正文", "markdown"),
        ("正文\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "markdown"),
        ("一、总体情况\n甲 | 乙\n1 | 2\n", "text"),
    ],
)
@pytest.mark.parametrize("path", ["-", "report", "report.2021", ".html"])
def test_content_tells_where_the_name_does_not(path: str, content: str, format: str) -> None:
    assert format_of(path, content.encode()) == format


def test_a_wrong_suffix_is_survived() -> None:
    assert format_of("a.txt", PAGE.encode()) == "html"
    assert format_of("a.md", PAGE.encode()) == "html"
    assert format_of("a.doc", PAGE.encode("gb18030")) == "html"
    assert format_of("a.txt", "说明：<html> 与 <p> 是标签".encode()) == "text"
    document = read("a.html", "一、总体情况\n正文\n".encode())
    assert document.format == "text"
    assert paragraphs(document) == ["一、总体情况", "正文"]


@pytest.mark.parametrize(
    ("path", "data", "word"),
    [
        ("a.zip", archive("年报.txt"), "压缩"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "WPS"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "正文".encode(), "Word"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(20), "图片"),
        ("a.odt", "正文".encode(), "OpenDocument"),
        ("a.ods", "正文".encode(), "电子表格"),
        ("a.mht", b"MIME-Version: 1.0\n", "MHT"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "图片"),
    ],
)
def test_an_unsupported_format_is_named(path: str, data: bytes, word: str) -> None:
    found = refused(path, data)
    assert found.code == "E002"
    assert word in found.message
    assert "HTML" in found.message
    assert "HTML" in found.english


def test_a_format_that_is_given_does_not_make_a_picture_text() -> None:
    with pytest.raises(Exception, match="图片") as caught:
        read("-", b"\x89PNG\r\n\x1a\n" + bytes(20), "text")
    assert caught.value.code == "E002"  # type: ignore[attr-defined]


def test_an_unknown_format_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="rtf"):
        read("-", "正文".encode(), "rtf")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        "\u3000\n\u3000".encode(),
        " \n ".encode("utf-16-le"),
        b"<html><body><script>x</script></body></html>",
        b"<html><img src=scan.png></html>",
        b"<html><p>&nbsp;</p><table><tr><td></td><td></td></tr></table>",
    ],
)
def test_no_text(data: bytes) -> None:
    assert refused("a.txt", data).code == "E003"


def test_too_large() -> None:
    found = refused("a.txt", b"x" * (MAX_BYTES + 1))
    assert found.code == "E004"
    assert "64" in found.message
    assert "64" in found.english


def test_two_marks_make_a_text_markdown() -> None:
    assert format_of("a.txt", "# 标题\n\n## 一、总体情况\n".encode()) == "markdown"
    assert format_of("a.txt", "**一、总体情况**\n\n正文\n\n**二、主动公开**\n".encode()) == "markdown"
    assert format_of("a.txt", "**一、总体情况**\n\n正文里有**重点**和**着重**两处\n".encode()) == "text"
    assert format_of("a.txt", "| 规章 | 1 |\n| --- | --- |\n| 文件 | 2 |\n\n| 规章 |\n| --- |\n".encode()) == "markdown"
    assert format_of("a.txt", "# 标题\n\n一、总体情况\n".encode()) == "text"
