"""Numbers in text and back, and how wide text is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linter.text.numbers import chinese_number, chinese_numeral, chinese_year, number_value
from linter.text.width import columns, is_wide


@given(st.integers(1, 99))
def test_chinese_numerals_are_read_as_they_are_written(value: int) -> None:
    assert chinese_number(chinese_numeral(value)) == value


def test_other_chinese_numbers() -> None:
    values = {"两": 2, "一百零三": 103, "二百": 200, "三〇": 30, "二〇二三": 2023, "甲": None, "": None}
    assert {text: chinese_number(text) for text in values} == values


def test_what_is_no_numeral_in_headings_is_none_in_text() -> None:
    for text in ("十二三", "十十", "一二十", "十百", "百千"):
        assert chinese_number(text) is number_value(text) is None


def test_years_digit_by_digit() -> None:
    for text in ("二〇二三", "二○二三", "二零二三", "二O二三", "二0二三", "20二三".replace("2", "二")):
        assert chinese_year(text) == 2023
    assert chinese_year("甲乙") is None


def test_columns() -> None:
    assert [columns(text) for text in ("", "ab", "甲a", "Ａ", "ｱ", "…")] == [0, 2, 3, 2, 1, 1]
    assert not is_wide("…")
    assert is_wide("…", in_chinese=True)
    assert is_wide("甲")
