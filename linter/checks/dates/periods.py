"""Checks of dates in the text: the period reported on, and that every date exists and is written whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.prose.figure_mentions import sentence_spans
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.dates import DateMention, Period, mentions, stretches

_FIRST_YEAR = 2008  # the regulation came into force on 1 May of that year
_LONGEST_LEAD = 30  # bounds the work: no words before a day that announce it have more characters


def reporting_period(context: Context, rule: Rule) -> Iterator[Finding]:
    """A period that is stated is 1 January to 31 December of the report's year."""
    for line in context.lines:
        if "月" not in line.text and line.kind != "front":
            continue
        within = list(stretches(line.folded))
        ends = [mention for mention in mentions(line.folded) if (mention.month, mention.day) == (12, 31)]
        if not within and not ends:
            continue
        sentences = list(sentence_spans(line.text))
        for stretch in within:
            if _is_of_report(context, line, stretch, _sentence_at(line.text, sentences, stretch.start)):
                variant = _fault(context.report.year, stretch)
                if variant:
                    yield _wrong_period(context, line, stretch.start, stretch.end, variant)
        year = context.report.year
        for end in ends:
            is_alone = not any(stretch.start <= end.start < stretch.end for stretch in within)
            if is_alone and year and end.year not in (None, year) and _ends_period(context, line.text, end):
                yield _wrong_period(context, line, end.start, end.end, "year")


def _is_of_report(context: Context, line: Line, stretch: Period, sentence: str) -> bool:
    """Whether a stretch of time is the period reported on: the sentence says so, or it is an introduction's year."""
    wording = context.wording
    if not (sentence and stretch.first.exists and stretch.last.exists):
        return False
    if wording.pattern("period", "other").search(sentence):
        return False
    if line.kind == "front" and _bounds(stretch) == ((1, 1), (12, 31)):
        return True
    return wording.pattern("period", "states" if line.kind == "front" else "in_body").search(sentence) is not None


def _ends_period(context: Context, text: str, end: DateMention) -> bool:
    """Whether a day is told as the end of the period reported on: 数据截至2022年12月31日."""
    before = text[max(0, end.start - _LONGEST_LEAD) : end.start]
    return context.wording.pattern("period", "until").search(before) is not None


def _bounds(stretch: Period) -> tuple[tuple[int, int], tuple[int, int]]:
    """Month and day of both ends; of a month by itself its first day, or the last one."""
    first, last = stretch.first, stretch.last
    return (first.month, first.day or 1), (last.month, last.day or (31 if last.month == 12 else 0))


def _fault(year: int | None, stretch: Period) -> str | None:
    first, last = _bounds(stretch)
    if year is not None and year == stretch.first.year == stretch.last.year == _FIRST_YEAR and first == (5, 1):
        first = (1, 1)
    if first != (1, 1) or last != (12, 31) or stretch.first.year != stretch.last.year:
        return "bounds"
    return "year" if year is not None and stretch.first.year != year else None


def _wrong_period(context: Context, line: Line, start: int, end: int, variant: str) -> Finding:
    year = context.report.year
    found = line.text[start:end]
    expected = f"{year}年1月1日至12月31日" if year else "1月1日至12月31日"
    values = {"found": found, "expected": expected, "year": year or ""}
    return Finding(line.folded.span(start, end), values, variant, expected=expected, actual=found)


def _sentence_at(text: str, sentences: Sequence[tuple[int, int]], at: int) -> str:
    """The sentence in which a place lies; nothing where it is too long to be one."""
    start, end = sentences[bisect_right(sentences, (at, len(text))) - 1] if sentences else (0, 0)
    return text[start:end] if start <= at < end else ""


# A date of which a part was left out: 12月31止, 2022年5日, 2022年1月 日. Elliptical ones (1月1至5日) are none.
_INCOMPLETE = (
    r"(?<!\d)(?:(?P<month>(?:19|20)\d{2}年\d{1,2}日(?![内均常游]))"
    r"|(?P<blank>(?:19|20)\d{2}年\d{0,2}月日(?![均常报游]))"
    r"|(?P<day>(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}(?=[止起](?!点)|[。;,)](?!\d*[日号])|[至-](?:19|20)\d{2}年)))"
)
_SIGNED_WITHOUT_DAY = r"(?<!\d)(?:19|20)\d{2}年\d{1,2}月\d{1,2}$"


def impossible_date(context: Context, rule: Rule) -> Iterable[Finding]:
    """Every date exists, and no part of one is left out."""
    for line in context.lines:
        text = line.text
        if "月" not in text and "日" not in text and "20" not in text:
            continue
        for mention in mentions(line.folded):
            if not mention.exists and _is_a_date(mention, text[mention.start : mention.end]):
                yield _bad_date(line, mention.start, mention.end, None)
        if "月" in text or "日" in text:
            for match in re.finditer(_INCOMPLETE, text):
                yield _bad_date(line, *match.span(), match.lastgroup)
        if line.kind == "sign" and (signed := re.search(_SIGNED_WITHOUT_DAY, text)):
            yield _bad_date(line, *signed.span(), "day")


def _is_a_date(mention: DateMention, written: str) -> bool:
    """Whether what does not exist was meant as a date at all.

    A number before 月 that is neither in a year nor before a day may count months (历时14月); figures with points
    between them may be a version (2022.13.45).
    """
    if "月" in written:
        return mention.year is not None or mention.day is not None
    day, month = mention.day or 0, mention.month
    return 1 <= day <= 31 and 1 <= month <= (12 if "." in written else 31)


def _bad_date(line: Line, start: int, end: int, variant: str | None) -> Finding:
    found = line.text[start:end]
    return Finding(line.folded.span(start, end), {"date": found}, variant, actual=found)


CHECKS = (
    Check(Kind("reporting-period", ("found", "expected", "year"), ("year", "bounds")), reporting_period),
    Check(Kind("impossible-date", ("date",), ("day", "month", "blank")), impossible_date),
)
