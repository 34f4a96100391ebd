"""Check that every date exists, is written whole, and is of a year of which the report can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.dates.stale_year import stale_years
from linter.checks.finding import Finding
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.dates import DateMention, holes

_FARTHEST = 10  # years: what is further ahead is a slip of the pen, and no other year's text
_NEXT = 1  # the report is written in the year behind its own
_FIRST_YEAR, _LAST_YEAR = 1800, 2099  # of dates that a report may name
_DIGITS_OF_YEAR = 4
_FEWEST_DIGITS = 3  # bounds the work: fewer count years, and no pattern of what was to be one has fewer

# A date of which a part was left out: 12月31止, 2022年5日, 1月 日, 至12月日. Elliptical ones (1月1至5日) are none.
_INCOMPLETE = (
    r"(?<!\d)(?:(?P<month>(?:19|20)\d{2}年\d{1,2}日(?![内均常游]))"
    r"|(?P<blank>(?:(?:19|20)\d{2}年|(?<=日[至到-]))\d{0,2}月日(?![均常报游]))"
    r"|(?P<day>(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}(?=[止起](?!点)|[。;,)](?!\d*[日号])|[至-](?:19|20)\d{2}年)))"
)
_NEAR_INCOMPLETE = r"[年月](?:(?<=年)\d{1,2}日|(?<=月)(?:日|\d{1,2}[止起。;,)至-]))"  # each of these has it
_SIGNED_WITHOUT_DAY = r"(?<!\d)(?:19|20)\d{2}年\d{1,2}月\d{1,2}$"
# A month without the 年 before it, a stretch of time without any sign at its beginning: 20148月, 201511-1231日. Whole
# dates in one run (20160501日) are text that was lost and no more; what counts days or yen has no month and day in it.
_RUN_TOGETHER = r"(?:19|20)\d{3}"
_LOST_SIGNS = (
    r"(?<![\d.A-Za-z\[(-])(?:19|20)\d{2}(?:(?:1[0-2]|0?[1-9])月(?![饼球亮])"
    r"|(?:1[0-2]|0?[1-9])(?:3[01]|[12]\d|0?[1-9])(?:-|至|到|~)\d{2,8}日(?!元))"
)
# What stands before 年 and is no year: too many digits or too few, letters for noughts, a time that nobody tells of.
_YEAR_SIGNS = "0123456789OolI"
_NO_YEAR = (
    r"(?:(?:19|20)\d{3,6}年(?!一遇|以[上前]|的?历史|前|来|间|多|余)"
    r"|20[1-9]年(?=度|底|末|\d{1,2}月|,?[我本](?!身))"
    r"|(?=\d*[OolI])2[0Oo][\dOolI]{2}年"
    r"|(?:2[1-9]|[3-9]\d|0\d)\d{2}年(?=度|[底末](?!蕴)|\d{1,2}月|,?[我本](?!身))"
    r"|1\d{3}年度)"
)
_BEFORE_A_YEAR = ",。;:(《自从于在至到局委厅办府镇乡道会院"


def impossible_date(context: Context, rule: Rule) -> Iterable[Finding]:
    """Every date exists, no part of one is left out, and it is of a year of which a report can tell."""
    for line in context.lines:
        text = line.text
        if "年" in text:
            yield from _impossible_years(context, line)
        if "月" not in text and "日" not in text and "20" not in text:
            continue
        for mention in line.dates:
            if not mention.exists and _is_a_date(mention, text[mention.start : mention.end]):
                yield _bad_date(line, mention.start, mention.end, None)
        if "月" in text or "日" in text:
            if re.search(_NEAR_INCOMPLETE, text):
                for match in re.finditer(_INCOMPLETE, text):
                    yield _bad_date(line, *match.span(), match.lastgroup)
            for start, end in holes(text):
                yield _bad_date(line, start, end, "blank")
            if re.search(_RUN_TOGETHER, text):
                for match in re.finditer(_LOST_SIGNS, text):
                    yield _bad_date(line, *match.span(), "signs")
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


def _impossible_years(context: Context, line: Line) -> Iterator[Finding]:
    """What stands for a year and is none, and years to come of which the text tells as of one that is over."""
    year = context.report.year
    last = _LAST_YEAR if year is None else year + _NEXT
    ahead = []
    for start, end in _figures_before_nian(line.text):
        written = line.text[start:end]
        if len(written) == _DIGITS_OF_YEAR and written.isdecimal() and _FIRST_YEAR <= int(written) <= _LAST_YEAR:
            if int(written) > last:
                ahead.append((start, int(written)))
        elif not start or line.text[start - 1] in _BEFORE_A_YEAR or len(written) > _DIGITS_OF_YEAR:
            match = re.compile(_NO_YEAR).match(line.text, start)
            if match is not None:
                yield _bad_date(line, *match.span(), "year")
    if not ahead or year is None:
        return
    for start, end, told in stale_years(context, line):
        if told > year + _FARTHEST:
            yield _bad_date(line, start, end, "year")
    if line.kind == "prose" and context.report.sections:
        yield from _done_ahead(context, line, [start for start, _ in ahead])


def _figures_before_nian(text: str) -> Iterator[tuple[int, int]]:
    """What may be a year, without the 年 behind it."""
    end = text.find("年")
    while end >= 0:
        start = end
        while start and text[start - 1] in _YEAR_SIGNS:
            start -= 1
        if end - start >= _FEWEST_DIGITS:
            yield start, end
        end = text.find("年", end + 1)


def _done_ahead(context: Context, line: Line, starts: list[int]) -> Iterator[Finding]:
    """Days and months to come at which something has been done already: 2042年3月5日召开会议 in a report on 2024."""
    words = context.wording
    dates = {mention.start: mention for mention in line.dates if mention.start in starts}
    for start, end in line.sentences if dates else ():
        if any(words.pattern("other_year", kind).search(line.text, start, end) for kind in ("plan", "aim")):
            continue
        for at, mention in dates.items():
            if start <= at < end and words.pattern("other_year", "done").match(line.text[mention.end : end]):
                yield _bad_date(line, mention.start, mention.end, "year")


def _bad_date(line: Line, start: int, end: int, variant: str | None) -> Finding:
    found = line.text[start:end]
    return Finding(line.folded.span(start, end), {"date": found}, variant, actual=found)


CHECKS = (Check(Kind("impossible-date", ("date",), ("day", "month", "blank", "signs", "year")), impossible_date),)
