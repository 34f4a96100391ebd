"""Check that brackets, quotes and book-title marks are paired, and no sign is doubled (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Chars
from linter.model.records import NamedTuple
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import fold

_PAIRS = ("《》", "（）", "【】", "“”", "‘’", "「」", "『』")
_PAIR_OF = {sign: pair for pair in _PAIRS for sign in pair} | {"(": "（）", ")": "（）"}
_OPENING = frozenset(pair[0] for pair in _PAIRS) | {"("}
_SIGN = re.compile(f"[{''.join(_PAIR_OF)}]")
# The brackets around the year of a document number, whose kind is another rule's.
_YEAR = re.compile(r"[〔﹝［\[【（(]\s?\d{2,4}年?\s?[〕﹞］\]】）)]")
# What closes nothing: the bracket of a list mark, as in 1） and 一）, or of a face; an apostrophe, the sign of inches,
# the sign before a year, as in ’98.
_MARK = re.compile(
    r"(?:^|(?<=[\s。；;，,、：:（(]))(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳])[)）]|[:;=]-?\)"
)
_STOPS = re.compile("[。，、；：,;](?:(?<=[,;])[。，、；：]|(?<![,;])[。，、；：,;])")  # of which one is enough
_ENTITY = re.compile(r"&#?\w{2,6};$")
_APOSTROPHE = re.compile(r"(?<=[\da-zA-Z])[’”]|’(?=\d)")
_STRAIGHT = frozenset('"＂')
_STOP = re.compile("[,。;]")
_LONGEST_LABEL = 8  # bounds the work: no label has more signs
_RUNS_OVER = 10  # paragraphs further down in which a sign may be closed


class _Sign(NamedTuple):
    """A sign without its other half, or one of two in place of one: the line it stands in, and where in it.

    `pair` are the two halves, or two stops of which one is enough.
    """

    line: int
    at: int
    pair: str
    opens: bool
    is_doubled: bool


def unpaired_sign(context: Context, rule: Rule) -> Iterator[Finding]:
    """Every opening sign has its closing one, and no sign or stop stands there twice. One finding a line, the first."""
    lines = [line.folded.chars for line in context.lines]
    alone: list[_Sign] = []
    doubled: list[_Sign] = []
    for number, chars in enumerate(lines):
        if _SIGN.search(chars.text):
            for sign in _unpaired(number, chars.text):
                (doubled if sign.is_doubled else alone).append(sign)
        stops = _STOPS.search(chars.text)
        if stops and not _is_no_stop(context, chars.text[: stops.start() + 1]):
            doubled.append(_Sign(number, stops.start(), stops[0], opens=False, is_doubled=True))
    for number, signs in groupby(sorted((*_never_paired(alone, lines), *doubled)), key=attrgetter("line")):
        if _is_of_page(context, context.lines[number]):
            continue
        chars = lines[number]
        own = (sign for sign in signs if not context.editable.is_name(chars.span(sign.at, sign.at + 1)))
        if first := next(own, None):
            yield _finding(chars, first)


def _is_no_stop(context: Context, before: str) -> bool:
    """Whether a line up to a sign ends with the label of what was not filled in, or with what is left of a page's code.

    Then both signs belong there, or neither.
    """
    if before.endswith(";"):
        return _ENTITY.search(before[-_LONGEST_LABEL:]) is not None
    label = context.wording.pattern("contact_label")
    return before.endswith("：") and label.search(fold(before[-_LONGEST_LABEL:])) is not None


def _is_of_page(context: Context, line: Line) -> bool:
    """Whether a line is of the page and not of the report: above the title, or what a site puts below it."""
    title = context.report.title
    if title is not None and title.span is not None and line.folded.chars.span().end <= title.span.start:
        return True
    return (
        line.kind == "front"
        and _STOP.search(line.text) is None
        and context.wording.pattern("page_line").search(line.text) is not None
    )


def _unpaired(number: int, text: str) -> Iterator[_Sign]:
    """The signs of a line whose other half it does not hold, and the first of two that enclose the same."""
    years = {at for match in _YEAR.finditer(text) for at in (match.start(), match.end() - 1)}
    has_marks: bool | None = None  # not told yet
    open_at: dict[str, list[int]] = {}
    inner: dict[str, tuple[int, int]] = {}  # the last stretch that was closed, by its pair
    for match in _SIGN.finditer(text):
        at, pair = match.start(), _PAIR_OF[match[0]]
        if at in years:
            continue
        begun = open_at.setdefault(pair, [])
        if match[0] in _OPENING:
            begun.append(at)
        elif begun:
            begin = begun.pop()
            if inner.get(pair) == (begin + 1, at - 1):
                yield _Sign(number, begin, pair, opens=True, is_doubled=True)
            inner[pair] = begin, at
        else:
            if has_marks is None:
                has_marks = _MARK.search(text) is not None
            if not ((pair == "（）" and has_marks) or _APOSTROPHE.match(text, at)):
                yield _Sign(number, at, pair, opens=False, is_doubled=False)
    for pair, begun in open_at.items():
        for at in begun:
            yield _Sign(number, at, pair, opens=True, is_doubled=False)


def _never_paired(alone: Iterable[_Sign], lines: Sequence[Chars]) -> Iterator[_Sign]:
    """Of the signs without their other half in their own line, those that have it in none.

    A quotation runs over several paragraphs, of which each may begin with the opening sign. A quote may be closed by a
    straight one.
    """
    waiting: dict[str, deque[_Sign]] = {}
    signs = sorted(alone)
    straight = {number for number in {sign.line for sign in signs} if not _STRAIGHT.isdisjoint(lines[number].text)}
    for sign in signs:
        if sign.pair == "“”" and sign.line in straight:
            continue
        begun = waiting.setdefault(sign.pair, deque())
        while begun and sign.line - begun[0].line > _RUNS_OVER:
            yield begun.popleft()
        if not sign.opens:
            if begun and begun[-1].line < sign.line:
                begun.pop()
            else:
                yield sign
        elif not (begun and sign.at == 0 and sign.pair == "“”" and begun[-1].line < sign.line):
            begun.append(sign)
    for begun in waiting.values():
        yield from begun


def _finding(chars: Chars, sign: _Sign) -> Finding:
    written, at = chars.text[sign.at], sign.at
    if sign.pair not in _PAIRS:
        values = {"found": sign.pair, "other": written}
        return Finding(
            chars.span(at, at + 2), values, "doubled" if sign.pair == 2 * written else "adjacent", actual=sign.pair
        )
    twice = 2 * written
    if sign.is_doubled or chars.text.startswith(twice, at):
        return Finding(chars.span(at, at + 2), {"found": twice, "other": written}, "doubled", actual=twice)
    if at and chars.text.startswith(twice, at - 1):
        return Finding(chars.span(at - 1, at + 1), {"found": twice, "other": written}, "doubled", actual=twice)
    other = sign.pair[1] if sign.opens else sign.pair[0]
    return Finding(chars.span(at, at + 1), {"found": written, "other": other}, actual=written)


CHECKS = (
    Check(Kind("unpaired-sign", ("found", "other"), ("doubled", "adjacent"), when_recognised="dropped"), unpaired_sign),
)
