"""Dates are found however they are written, with their places."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Chars
from linter.text.dates import Day, mentions, stretches
from linter.text.folding import Folded
from linter.text.numbers import chinese_numeral

_DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
_CIRCLE = str.maketrans("〇", "○")
_LETTER = str.maketrans("〇", "O")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_numerals(day: datetime.date) -> str:
    year = "".join(_DIGITS[digit] for digit in str(day.year))
    return f"{year}年{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"


WRITTEN = {
    "plain": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "zeroes": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "ideographic spaces": lambda day: f"{day.year}　年　{day.month}　月　{day.day}　日",
    "full-width": lambda day: f"{day.year}年{day.month}月{day.day}日".translate(_FULL_WIDTH),
    "hyphens": lambda day: day.isoformat(),
    "points": lambda day: f"{day.year}.{day.month}.{day.day}",
    "strokes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "numerals": in_numerals,
    "circles": lambda day: in_numerals(day).translate(_CIRCLE),
    "letters": lambda day: in_numerals(day).translate(_LETTER),
}


def folded(text: str) -> Folded:
    return Folded(Chars.at(text, 0))


@pytest.mark.parametrize("way", WRITTEN)
@given(day=st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_a_date_is_found_as_it_was_written(way: str, day: datetime.date) -> None:
    written = WRITTEN[way](day)
    text = folded(f"发布时间：{written} 11:38 来源")
    (mention,) = mentions(text)
    assert mention.date == (day.year, day.month, day.day)
    assert mention.date is not None
    assert mention.date.iso == day.isoformat()
    assert text.slice(mention.start, mention.end).text.strip() == written


@pytest.mark.parametrize("way", WRITTEN)
@given(days=st.tuples(*[st.dates(datetime.date(2008, 1, 1), datetime.date(2030, 12, 31))] * 2))
def test_two_dates_make_a_stretch(way: str, days: tuple[datetime.date, datetime.date]) -> None:
    text = folded(f"统计期限自{WRITTEN[way](days[0])}起至{WRITTEN[way](days[1])}止")
    (stretch,) = stretches(text.text, mentions(text))
    assert [stretch.first.date, stretch.last.date] == [(day.year, day.month, day.day) for day in days]


@given(year=st.integers(1900, 2100), month=st.integers(0, 14), day=st.integers(0, 33))
def test_a_day_exists_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    try:
        exists = bool(datetime.date(year, month, day))
    except ValueError:
        exists = False
    assert Day(year, month, day).exists == exists


@given(text=st.text(alphabet="0123456789年月日止至-./: 〇二三十一（）自起", max_size=60))
def test_anything_is_read(text: str) -> None:
    read = folded(text)
    for mention in mentions(read):
        assert 0 <= mention.start < mention.end <= len(read.text)
        assert (mention.date is None) or mention.exists
    for stretch in stretches(read.text, mentions(read)):
        assert 0 <= stretch.start < stretch.end <= len(read.text)


@pytest.mark.parametrize(
    "text",
    [
        "版本2022.1.1.3",
        "地址192.168.1.31",
        "电话0731-2022-10-101",
        "比例1.5",
        "共12个月",
        "第3月",
        "2022-10-1234",
        "a2022-1-1",
        "2022.1.1-3",
        "2022.1.1-2022.1.2-3",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert mentions(folded(text)) == []


@pytest.mark.parametrize("dash", ["-", "—", "——", "－"])
@pytest.mark.parametrize("written", ["2022.1.1", "2022/01/01"])
def test_figures_with_a_stroke_between_are_two_dates(written: str, dash: str) -> None:
    read = folded(f"期限为{written}{dash}{written}。")
    assert [mention.date for mention in mentions(read)] == [(2022, 1, 1)] * 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022年1—12月", (2022, 1, None), (2022, 12, None)),
        ("2022年1月至12月", (2022, 1, None), (2022, 12, None)),
        ("2021年7月至2022年6月", (2021, 7, None), (2022, 6, None)),
        ("2022年1月1日至12月31止", (2022, 1, 1), (2022, 12, 31)),
        ("2022年1月1日（成立之日）起，至12月31日", (2022, 1, 1), (2022, 12, 31)),
    ],
)
def test_short_forms_of_a_stretch(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    read = folded(text)
    (stretch,) = stretches(read.text, mentions(read))
    assert stretch.first[2:] == first
    assert stretch.last[2:] == last
