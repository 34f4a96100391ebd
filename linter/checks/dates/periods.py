"""Check of the period reported on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.dates import DateMention, Period, blank_periods, stretches

_FIRST_YEAR = 2008  # the regulation came into force on 1 May of that year
_NOTHING_BETWEEN = ("为至", "自至", "是至", ":至", "限至", "为到", "自到", "自起至")
_LONGEST_LEAD = 30  # bounds the work: no words before a day that announce it have more characters


def reporting_period(context: Context, rule: Rule) -> Iterator[Finding]:
    """A period that is stated is 1 January to 31 December of the report's year."""
    unfilled = context.present(_NOTHING_BETWEEN)
    for line in context.lines:
        yield from _left_blank(context, line, unfilled)
        if "月" not in line.text and line.kind != "front":
            continue
        within = list(stretches(line.text, line.dates))
        ends = [mention for mention in line.dates if (mention.month, mention.day) == (12, 31)]
        if not within and not ends:
            continue
        sentences = line.sentences
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


def _left_blank(context: Context, line: Line, unfilled: Sequence[str]) -> Iterator[Finding]:
    """The period reported on, where it was not filled in: 统计期限为年月日至年月日, 统计期限为至。

    One of `unfilled` stands in what names no day at all.
    """
    where = "states" if line.kind == "front" else "in_body"
    text = line.text
    if any(map(text.__contains__, unfilled)):
        for match in context.wording.pattern("period", "empty").finditer(text):
            yield _wrong_period(context, line, *match.span(), "blank")
    for start, end in blank_periods(text):
        if context.wording.pattern("period", where).search(text, 0, start):
            yield _wrong_period(context, line, start, end, "blank")


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


CHECKS = (
    Check(Kind("reporting-period", ("found", "expected", "year"), ("year", "bounds", "blank")), reporting_period),
)
