"""Check for words written twice by mistake: 审核审核, 完善的的机制.

Chinese doubles on purpose: 认认真真, 件件, 一步一步, 研究研究. Two words that meet may look doubled too: 政府信息公开 +
公开栏, 市 + 市场监管局. Of single characters most doubles are language, so only those that are listed count; longer
ones count unless they are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.model.diagnostics import Edit
from linter.model.records import NamedTuple
from linter.prose.running_text import Line
from linter.rules.kind import Aspects, Kind, Parameters, Pattern, Patterns
from linter.rules.rule import Rule
from linter.text.pattern_lists import PatternSearch, any_of, compiled

# `\1\1*` and not `\1+`: a repetition is begun only where there is one, which is a third of the work.
_WORDS = r"([一-鿿]{2,20})\1\1*"
_SIGN = r"([一-鿿])\1\1*"
_REACH = 12  # signs on both sides among which it shows what a double is
_RUN_IN = 4  # signs from which a stretch may be a heading that its paragraph repeats
_NUMBERED = re.compile(r"[\d一二三四五六七八九十()第部分章]{1,6}[、.):,]?")
_MARKS = "、.):,"  # behind a number of a heading
_PAUSE = re.compile(r"[,。;:、]")


class Params(Parameters):
    """What is a mistake and what is language, all in folded text.

    `signs` are by a doubled character the patterns of which one must hold it to be a mistake. Longer doubles are one,
    but where `repeatable` begins what is doubled and holds all of it, or one of `meant` is found across the place where
    the two meet. `apart` are doubles with a sign or a word between them; group `twice` is what is too many.
    `of_office` is the name of a place's office, its kind written twice: 镇镇人民政府; group `place` is the name that
    the organ must have.
    """

    signs: Aspects
    repeatable: Pattern
    meant: Patterns
    apart: Patterns = ()
    of_office: Pattern = "(?!)"


class _Double(NamedTuple):
    """A stretch of a line's folded text that stands there twice: where, and where the second begins and ends."""

    start: int
    second: int
    end: int


def repeated_words(context: Context, rule: Rule) -> Iterator[Finding]:
    """No word stands there twice by mistake.

    Not looked at: what white space parts, lines without a pause (menus, names), and a numbered line whose paragraph
    begins with the words of its heading.
    """
    params: Params = rule.params
    search = PatternSearch(context.folded, rule.needed)
    apart, of_office = search.found(params.apart), search.found((params.of_office,))
    for line in context.lines:
        for double in (*_apart(context, apart, of_office, line), *_doubles(context, params, line)):
            second = line.folded.slice(double.second, double.end)
            chars = line.folded.slice(double.start, double.end)
            if len(chars) != double.end - double.start or context.editable.is_name(chars.span()):
                continue
            once = line.text[double.second : double.end]
            title = f"删去重复的“{once}”" if context.lang == "zh" else f"delete the second {once}"
            fix = fix_of(context, title, [Edit(*second.span(), "")], "suggestion")
            yield Finding(chars.span(), {"found": chars.text, "repeated": once}, actual=chars.text, fix=fix)


def _apart(context: Context, apart: Sequence[str], of_office: Sequence[str], line: Line) -> Iterator[_Double]:
    for pattern in apart:
        for match in compiled(pattern).finditer(line.text):
            yield _Double(match.start(), *match.span("twice"))
    organ = context.report.organization or ""
    for pattern in of_office:
        for match in compiled(pattern).finditer(line.text):
            if _is_known_as(organ, match["place"], match["twice"]):
                yield _Double(match.start(), *match.span("again"))


def _doubles(context: Context, params: Params, line: Line) -> Iterator[_Double]:
    text = line.text
    for match in compiled(_SIGN).finditer(text):
        patterns = params.signs.get(match[0][:2], ())
        if any(_across(compiled(pattern), text, match.start() + 1) for pattern in patterns):
            yield _Double(match.start(), match.end() - 1, match.end())
    doubled = list(compiled(_WORDS).finditer(text))
    if not doubled or not _is_sentence(context, line):
        return
    for match in doubled:
        double = _Double(match.start(), match.end() - len(match[1]), match.end())
        if not (_is_language(params, match) or _is_run_in(text, double)):
            yield double


def _is_known_as(organ: str, place: str, kind: str) -> bool:
    """Whether an organ has the name of a place, its kind written once: 清泉镇, and not 古镇镇."""
    return place in organ and place + kind not in organ


def _is_language(params: Params, double: re.Match[str]) -> bool:
    word = double[1]
    if word == word[0] * len(word) or compiled(params.repeatable).fullmatch(word):
        return True
    return _across(any_of(params.meant), double.string, double.start() + len(word))


def _across(pattern: re.Pattern[str], text: str, joint: int) -> bool:
    """Whether a pattern is found near a place, on both sides of it."""
    near = text[max(0, joint - _REACH) : joint + _REACH]
    at = min(joint, _REACH)
    return any(match.start() < at < match.end() for match in pattern.finditer(near))


def _is_sentence(context: Context, line: Line) -> bool:
    """Whether a line has a pause, or is one that has none: a heading, a signature, the title."""
    title = context.report.title
    place = line.folded.chars.span()
    is_title = title is not None and title.span is not None and place.start <= title.span.start < place.end
    return is_title or line.kind in ("heading", "sign") or _PAUSE.search(line.text) is not None


def _is_run_in(text: str, double: _Double) -> bool:
    """Whether a numbered heading runs on into a paragraph that begins with its words, or with the last of them."""
    mark = _NUMBERED.match(text, text.rfind("。", 0, double.start) + 1, double.start)
    if mark is None or double.end - double.second < _RUN_IN or "。" not in text[double.end :]:
        return False
    heading = text[mark.end() : double.start]
    return not heading or (mark[0][-1] in _MARKS and _PAUSE.search(heading) is None)


CHECKS = (
    Check(
        Kind(
            "repeated-words",
            ("found", "repeated"),
            params=Params,
            when_recognised="dropped",
            searched=("apart", "of_office"),
        ),
        repeated_words,
    ),
)
