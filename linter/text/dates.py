"""Dates in folded text, in every way in which they are written, and stretches of time between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.model.records import NamedTuple
from linter.text.folding import Folded
from linter.text.numbers import chinese_number, chinese_year

_YEAR = r"(?:19|20)\d{2}|[一二][0零○oO九][0零○oO一二三四五六七八九]{2}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_BEFORE = r"(?<![\d一二三四五六七八九十第])"
_WRITTEN = re.compile(
    rf"(?:(?<![\d一二三四五六七八九])(?P<year>{_YEAR})年|{_BEFORE})(?P<month>{_NUMBER})月份?"
    rf"(?:(?P<day>{_NUMBER})(?P<mark>[日号]))?"
)
# compiled when first needed: most reports have no such dates, and compiling costs more than reading one
_NUMERIC = r"(?<![\dA-Za-z./-])(?P<year>(?:19|20)\d{2})(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d+)"
# Two of them with a stroke between: what stands before a stroke, or behind one, is otherwise part of a number.
_NUMERIC_DATE = r"(?P<year{0}>(?:19|20)\d{{2}})(?P<sep{0}>[./])(?P<month{0}>\d{{1,2}})(?P=sep{0})(?P<day{0}>\d{{1,2}})"
_NUMERIC_PERIOD = rf"(?<![\dA-Za-z./-]){_NUMERIC_DATE.format('')}--?{_NUMERIC_DATE.format('_last')}(?![\dA-Za-z./-])"
_JOIN = r"(?:(?:\d{1,2}|零)时)?(?:\([^()]{0,12}\))?(?:起|始|开始)?,?(?:至|到|--?|~)"
_MONTHS = (
    rf"(?<!\d)(?P<year>{_YEAR})年(?P<first>\d{{1,2}})月?(?:至|到|--?|~)"
    rf"(?:(?P<until>{_YEAR})年)?(?P<last>\d{{1,2}})月(?!\d)"
)
# A date that was not filled in has signs without a number: 年月日, 自年1月1日. A word may stand before what is none.
_SIGNS = r"(?:(?:19|20)\d{2})?年(?:\d{1,2})?月(?:(?:\d{1,2})?日)?"
_HOLE = re.compile(r"(?<!\d)[年月日]")
_BLANK_PERIOD = (
    rf"(?<![\d一二三四五六七八九十0])(?:(?<![一-鿿])|(?<=[为自从于是在限间]))(?P<first>{_SIGNS})起?(?:至|到|--?|~)"
    r"(?P<last>(?:(?:(?:19|20)\d{2})?年)?(?:\d{1,2})?月(?:(?:\d{1,2})?日)?)"
)
_BLANK_DATE = rf"(?<=[自从于])(?P<date>{_SIGNS})(?=起(?![至到~-])|[止,。;)召印发公成举施]|$)"
_BLANK_BEGINS = ("年月", *(f"{word}年" for word in "自从于为至到在"))
_BARE_END = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})(?![\d日号])"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """A day of the calendar. (The standard library's takes longer to import than a report to check.)"""

    year: int
    month: int
    day: int

    @property
    def iso(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def printed(self, lang: str) -> str:
        return f"{self.year}年{self.month}月{self.day}日" if lang == "zh" else self.iso

    @property
    def exists(self) -> bool:
        if not (1 <= self.month <= 12 and 1 <= self.day <= _DAYS[self.month - 1]):
            return False
        is_leap = self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)
        return is_leap or (self.month, self.day) != (2, 29)


class DateMention(NamedTuple):
    """A date as written at `text[start:end]` of a folded text: what is not said is None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def exists(self) -> bool:
        """Whether there is such a day (29 February without a year is)."""
        return Day(self.year or 2000, self.month, 1 if self.day is None else self.day).exists

    @property
    def date(self) -> Day | None:
        """The day itself, where the whole of it is said and it exists."""
        if self.year is None or self.day is None or not self.exists:
            return None
        return Day(self.year, self.month, self.day)


class Period(NamedTuple):
    """A stretch of time at `text[start:end]`. A year that the end does not tell is that of the beginning."""

    start: int
    end: int
    first: DateMention
    last: DateMention


def mentions(folded: Folded) -> list[DateMention]:
    """The dates of a text in their order; a month by itself counts as one, a year by itself does not."""
    text = folded.text
    found = [_written(match) for match in _WRITTEN.finditer(text)] if "月" in text else []
    if any(sep in text for sep in "-./") and ("20" in text or "19" in text):
        found += [mention for match in re.finditer(_NUMERIC, text) if (mention := _numeric(match, folded))]
        ends = {mention for match in re.finditer(_NUMERIC_PERIOD, text) for mention in _numeric_period(match)}
        found = sorted(ends.union(found))
    return found


def stretches(text: str, dates: Sequence[DateMention]) -> Iterator[Period]:
    """The stretches of time of a folded text: from a date to another, or from a month of a year to another."""
    joins = re.compile(_JOIN) if len(dates) > 1 else None
    for first, last in pairwise(dates):
        if joins and first.year is not None and first.day is not None and joins.fullmatch(text, first.end, last.start):
            if last.day is None:
                bare = re.compile(_BARE_END)
                ending = bare.match(text, last.start) or bare.search(text, last.start, last.end + 2)
                if ending is None:
                    continue
                last = last._replace(day=int(ending["day"]), end=ending.end())
            yield Period(first.start, last.end, first, last._replace(year=last.year or first.year))
    if not any(first.day is None for first in dates) or "年" not in text:
        return
    for match in re.finditer(_MONTHS, text):
        year = _year(match["year"])
        until = _year(match["until"]) if match["until"] else year
        begin = DateMention(match.start(), match.end("first"), year, int(match["first"]), None)
        yield Period(
            *match.span(), begin, DateMention(match.start("last"), match.end(), until, int(match["last"]), None)
        )


def blank_periods(text: str) -> Iterator[tuple[int, int]]:
    """Where a folded text has a stretch of time that was not filled in: 年月日至年月日, 2024年月日至12月31日."""
    if _may_be_blank(text):
        for match in re.finditer(_BLANK_PERIOD, text):
            if _HOLE.search(match["first"]) or _HOLE.search(match["last"]):
                yield match.span()


def holes(text: str) -> list[tuple[int, int]]:
    """Where a folded text has a date without its year or without any number, or a stretch to or from one."""
    if not _may_be_blank(text):
        return []
    matches = (match for pattern in (_BLANK_PERIOD, _BLANK_DATE) for match in re.finditer(pattern, text))
    spans = {
        match.span(1) if match.lastindex == 1 else match.span()
        for match in matches
        if any(end.startswith("年") for end in match.groups())
    }
    return sorted(spans)


def _may_be_blank(text: str) -> bool:
    """Whether a 年 or a 月 stands there without a number before it (当年, 每月 among them)."""
    return "年" in text and any(map(text.__contains__, _BLANK_BEGINS))


def _written(match: re.Match[str]) -> DateMention:
    day = match["day"]
    return DateMention(
        *match.span(),
        _year(match["year"]) if match["year"] else None,
        _number(match["month"]),
        _number(day) if day else None,
    )


def _numeric(match: re.Match[str], folded: Folded) -> DateMention | None:
    """A date in figures. Folding takes the blank away between a day and the hour behind it: the source has it."""
    start, end = match.span("day")
    index = folded.index
    cut = next((at for at in range(start + 1, end) if index[at] != index[at - 1] + 1), end)
    behind = folded.text[cut : cut + 2]
    if cut - start > 2 and behind[:1] == ":":
        cut = start + 2
    elif cut - start > 2 or (cut == end and (re.match(r"[-./]\d|[A-SU-Za-z%]", behind))):
        return None
    day = int(folded.text[start:cut])
    return DateMention(match.start(), cut, int(match["year"]), int(match["month"]), day)


def _numeric_period(match: re.Match[str]) -> Iterator[DateMention]:
    """Both ends of a stretch in figures: 2022.1.1-2022.12.31."""
    for end in ("", "_last"):
        year, month, day = (int(match[part + end]) for part in ("year", "month", "day"))
        yield DateMention(match.start("year" + end), match.end("day" + end), year, month, day)


def _year(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    return chinese_year(text) or 0


def _number(text: str) -> int:
    return int(text) if text.isascii() else chinese_number(text) or 0
