"""Text made fit to print: cleaned character by character, measured, cut and wrapped."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from linter.reporters.printable import Printable

UTF8 = Printable(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
GBK = Printable(io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
TEXT = st.text(st.sampled_from("一二，。（）“”ab 12-\t\x1b…\u200b㈠ก"), max_size=80)


def test_every_control_character_is_taken_out() -> None:
    """Unicode's categories Cc, Zl and Zp, and the signs that change the direction of writing."""
    harmful = [
        *range(0x20),
        *range(0x7F, 0xA0),
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
    for code in harmful:
        assert UTF8.clean(chr(code)).isprintable()


@given(TEXT, TEXT)
def test_cleaning_parts_is_cleaning_the_whole(a: str, b: str) -> None:
    for printable in (UTF8, GBK):
        assert printable.clean(a) + printable.clean(b) == printable.clean(a + b)


@pytest.mark.parametrize(("text", "utf8", "gbk"), [("ab", 2, 2), ("一“二”", 6, 8), ("…·", 2, 4), ("e\u0301", 1, 1)])
def test_width(text: str, utf8: int, gbk: int) -> None:
    assert (UTF8.width(text), GBK.width(text)) == (utf8, gbk)


def test_a_stream_without_encoding_or_with_a_strange_one_takes_everything() -> None:
    strange = io.StringIO()
    assert Printable(strange).clean("ก") == "ก"

    class Odd(io.StringIO):
        encoding = "no-such-codec"

    assert Printable(Odd()).clean("ก") == "ก"


@given(TEXT, st.integers(4, 30), st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, first: int, rest: int) -> None:
    text = UTF8.clean(text)
    lines = UTF8.wrap(text, first, rest)
    assert cell_len(lines[0]) <= first
    assert all(cell_len(line) <= rest for line in lines[1:])
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_break_at_words_and_not_before_punctuation() -> None:
    assert UTF8.wrap("the second word", 12, 12) == ["the second", "word"]
    assert UTF8.wrap("一二三四，五", 8, 8) == ["一二三", "四，五"]
    assert UTF8.wrap("一二三（四五六", 8, 8) == ["一二三", "（四五六"]
    assert UTF8.wrap("", 8, 8) == [""]
    assert UTF8.wrap("abcdefghij", 4, 6) == ["abcd", "efghij"]


@given(TEXT, st.integers(2, 30))
def test_shortened_text_fits_and_begins_as_it_did(text: str, room: int) -> None:
    text = UTF8.clean(text)
    short = UTF8.shorten(text, room)
    assert cell_len(short) <= room
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
