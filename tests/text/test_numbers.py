"""Numbers in text and back, and how wide text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.numbers import chinese_number, chinese_numeral, chinese_year, number_value, written_like
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


@pytest.mark.parametrize(
    ("value", "number", "written"),
    [
        *((380_000, "40万", "38万"), (25_500, "2.6万", "2.55万"), (-3_000_000, "400万", "-300万")),
        *((380_000, "390000", "380000"), (21.5, "21.6", "21.5"), (12, "", "12"), (2_300_000_000, "2亿", "23亿")),
        (123_456_789, "1", "123456789"),
    ],
)
def test_a_value_is_written_as_a_number_beside_it(value: float, number: str, written: str) -> None:
    assert written_like(value, number) == written
