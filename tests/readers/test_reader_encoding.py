"""Encodings as found on government sites: the bytes decide, the declaration helps, damage is named."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


DAMAGE = [b"\xff", b"\xfe\xff", b"\x80", b"\xc3("]


@given(st.integers(0, 40), st.sampled_from(DAMAGE))
def test_damaged_utf8_is_not_read_as_something_else(place: int, damage: bytes) -> None:
    before, after = TEXT * 8 + TEXT[:place], TEXT[place:]
    lost = damage.decode("utf-8", "replace")
    assert decode(before.encode() + damage + after.encode()) == before + lost + after


def test_a_byte_of_gb18030_that_is_lost_is_one_sign() -> None:
    good = (TEXT * 5).encode("gb18030")
    assert decode(good + b"\xff" + good) == f"{TEXT * 5}\ufffd{TEXT * 5}"
    cut = b'<meta charset="gb2312"><meta content="' + good[:1] + b'"><p>' + good * 2
    assert decode(cut, page=True).endswith('content="\ufffd"><p>' + TEXT * 10)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_many_faults_are_no_text_in_this_encoding(encoding: str) -> None:
    text = TEXT * 5
    assert decode((text[:199].encode(encoding) + b"\xff") * 5).count("\ufffd") == 5
    found = refused("a.txt", (text[:198].encode(encoding) + b"\xff") * 5)
    assert found.code == "E001"
    assert f"{len(text[:198].encode(encoding))} " in found.english


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + (TEXT * 5).encode() + b"\xff", f"{TEXT * 5}\ufffd"),
        (codecs.BOM_UTF16_LE + (TEXT * 5).encode("utf-16-le") + b"x", f"{TEXT * 5}\ufffd"),
    ],
)
def test_a_mark_binds(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize("data", [codecs.BOM_UTF8 + b"\xff" * 9, codecs.BOM_UTF16_BE + b"\xd8\x00\x00\x41"])
def test_what_the_mark_does_not_explain_is_no_text(data: bytes) -> None:
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
