"""Encodings as found on government sites: the bytes decide, the declaration helps, damage is named."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.diagnostics import ReadError
from linter.readers import read
from linter.readers.encoding import decode
from tests.readers.reader_samples import paragraphs, refused, survive

TEXT = "一、总体情况\r\n2021年，本机关共收到申请12件，答复11件。\n\u3000\u3000二是加强监督保障；收费0元\n"
RARE = "镕、㛃、𠮷：姓名用字"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_text_without_mark(encoding: str) -> None:
    assert read("a.txt", TEXT.encode(encoding)).source == TEXT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_the_mark_is_no_part_of_the_source(mark: bytes, encoding: str) -> None:
    document = read("a.txt", mark + TEXT.encode(encoding))
    assert document.source == TEXT
    assert document.position(document.source.index("一、")) == (1, 1)


def test_gb18030_beyond_gbk() -> None:
    assert read("a.txt", (TEXT + RARE).encode("gb18030")).source == TEXT + RARE


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", "UTF-8", "iso-8859-1", "nonsense", None])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "form",
    [
        '<meta charset="{}">',
        "<meta charset={} />",
        "<META http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_the_bytes_win_over_the_declaration(declared: str | None, encoding: str, form: str) -> None:
    head = form.format(declared) if declared else ""
    page = f"<html><head>{head}</head><body><p>政府信息公开，镕基</p></body></html>"
    assert read("a.html", page.encode(encoding)).source == page


def test_the_declaration_decides_where_the_bytes_allow_both() -> None:
    word = "一些"  # its bytes in GB18030 are two letters of Cyrillic in UTF-8
    assert word.encode("gb18030").decode("utf-8") != word
    page = f"<html><meta charset=gb2312><p>{word}</p></html>"
    assert paragraphs(read("a.html", page.encode("gb18030"))) == [word]


def test_big5_where_the_page_says_so() -> None:
    page = "<html><meta charset=big5><p>政府資訊公開年度報告</p></html>"
    assert read("a.html", page.encode("big5")).source == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf16(encoding: str) -> None:
    page = "<!DOCTYPE html><html><body><p>一、一一　　一</p>\n</body></html>"
    document = read("-", page.encode(encoding))
    assert document.format == "html"
    assert document.source == page


@given(st.text(st.sampled_from("一二三四、。，　政府\n年0123456789"), min_size=1).map(lambda text: text + "，\n0"))
def test_utf16_is_told_by_its_zero_bytes(text: str) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)) == text


@given(st.integers(0, 40), st.sampled_from([b"\xff", b"\xfe\xff", b"\x80", b"\xc3("]))
def test_damaged_utf8_is_not_read_as_something_else(place: int, damage: bytes) -> None:
    before, after = TEXT[:place].encode(), TEXT[place:].encode()
    data = (TEXT.encode() * 3) + before + damage + after
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.code == "E001"
    assert str(len(TEXT.encode() * 3) + len(before)) in caught.value.english


def test_damaged_gb18030_is_named_by_its_offset() -> None:
    good = TEXT.encode("gb18030")
    found = refused("a.txt", good + b"\xff\xff" + good)
    assert found.code == "E001"
    assert f"{len(good)} " in found.english


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode() + b"\xff",
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"x",
        codecs.BOM_UTF16_BE + b"\xd8\x00\x00\x41",
    ],
)
def test_a_mark_binds(data: bytes) -> None:
    assert refused("a.txt", data).code == "E001"


@pytest.mark.parametrize(
    "data", [b"abc\0def\0\0\1", bytes(range(256)) * 8, b"\0" * 100, b"\x01\x02\x03\x04" * 50 + b"x"]
)
def test_binary_is_no_text(data: bytes) -> None:
    assert refused("a.txt", data).code == "E002"


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.md", "-"]))
def test_any_bytes_are_read_or_refused(data: bytes, path: str) -> None:
    document = survive(data, path=path)
    if document:
        assert document.source.encode().decode() == document.source  # no half of a surrogate pair reaches an output


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_what_is_written_in_utf8_is_read(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
