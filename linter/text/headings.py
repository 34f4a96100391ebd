"""Headings and how they are numbered: 一、 （一） 1. （1） 第一部分, in every width and spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.model.document import Chars
from linter.model.records import NamedTuple
from linter.text.folding import fold
from linter.text.numbers import NUMERALS, chinese_number, whole_number
from linter.text.variant_signs import standard

_MARK = re.compile(
    rf"""(?P<chapter>第\s*(?P<n0>[{NUMERALS}]{{1,3}})\s*(?:部分|章)\s*[、，,.．:：]?)
    |(?P<part>(?P<n1>[{NUMERALS}]{{1,3}})\s*[、，,.．､])(?!\s*[{NUMERALS}]\s*[、级类等季])
    |(?P<clause>[（(﹙]\s*(?P<n2>[{NUMERALS}]{{1,3}})\s*[）)﹚]\s*[、，,.．:：]?|(?P<n2b>[㈠-㈩])\s*[、．.]?)
    |(?P<item>(?P<n3>\d{{1,2}})\s*[.．、､](?!\s*\d(?!\d{{3}}\s*年))|(?P<n3b>[⒈-⒛]))
    |(?P<subitem>[（(﹙]\s*(?P<n4>\d{{1,2}})\s*[）)﹚]\s*[、，,.．:：]?|(?P<n4b>[⑴-⒇])\s*[、．.]?)
    """,
    re.VERBOSE,
)
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_FIRST_OF_SERIES = "A①㊀"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# How parts are numbered otherwise: 一 with white space behind it, 一丶 壹、 〇、 Ⅰ. I. A. ① 【一】 ■一、 1.1 第1部分 1
# Part 1 Part One, and twice: 一、一、 1. 一、
_OTHER_MARK = re.compile(
    rf"""(?:[\s\[【〔(（〈■□●○◆◇★▲※•]{{0,4}}(?:第|(?:(?![IVX]+\b)[A-Za-z]{{2,9}}[\s.．:：]{{0,3}}){{1,2}})?\s{{0,4}}
    (?P<number>[{_FORMAL}]|[Ⅰ-Ⅹ]|[IVX]{{1,4}}|[A-H](?![A-Za-z])|[①-⑩㊀-㊉]|[〇零{NUMERALS}]{{1,3}}|\d{{1,2}}(?:[.．]\d)?)?
    \s{{0,4}}(?:部分|章|节)?[\s、，,.．､丶·。；;:：)）〉\]】〕—-]{{0,8}}){{1,2}}""",
    re.VERBOSE,
)
_NUMBER_GROUPS = ("n0", "n1", "n2", "n2b", "n3", "n3b", "n4", "n4b")
# What a heading of the first level can begin with; a numeral may be a radical or a compatibility form
PART_BEGINNINGS = frozenset(f"第{NUMERALS}⼀⼆⼋⼗\uf9d1")
# and one of any level: most lines need not be looked at
_BEGINNINGS = re.compile(rf"[{''.join(sorted(PART_BEGINNINGS))}（(﹙0-9０-９㈠-㈩⒈-⒛⑴-⒇]")
STYLES = ("chapter", "part", "clause", "item", "subitem")
# a heading runs on into its text after a full stop, or after a colon or white space when it is short, or into the first
# heading below it
_STOP = re.compile(r"。|[：:](?=.)|(?<![第条款项])(?=[（(]一[）)])|[\s\u3000]+(?=.{12})")
_LONGEST_RUN_IN = 30
_LONGEST_KEPT = 100  # bounds the work: the memory of headings that may come again
_SHORTEST_BEFORE_SPACE = 4  # characters of a title; white space behind fewer is within it
_TITLE_END = " 。：:；;，,、\u3000\t"


class Heading(NamedTuple):
    """A numbered line. `style` is how it is numbered, `number` its folded numeral, `value` the same as a number.

    `chars` is the heading itself (number and title), `body` the text that runs on behind it in the same line.
    """

    style: str
    number: str
    value: int | None
    title: str
    chars: Chars
    body: Chars | None = None


def heading(chars: Chars) -> Heading | None:
    """The heading that a line begins with, None if it is none."""
    text = chars.text
    if not _BEGINNINGS.match(text):
        return None
    found = _usual_beginning(text) if len(text) <= _LONGEST_KEPT else _beginning(text)
    if found is None:
        return None
    body = chars[found.end :].strip()
    if body.text.strip(_TITLE_END):
        return Heading(found.style, found.number, found.value, found.title, chars[: found.end].strip(), body)
    return Heading(found.style, found.number, found.value, found.title, chars)


class _Beginning(NamedTuple):
    """What a text begins with that is a heading, and where that ends."""

    style: str
    number: str
    value: int | None
    title: str
    end: int


@lru_cache(maxsize=2048)
def _usual_beginning(text: str) -> _Beginning | None:
    return _beginning(text)


def _beginning(text: str) -> _Beginning | None:
    text = standard(text)
    match = _MARK.match(text)
    if match is None:
        return None
    style = next(style for style in STYLES if match[style] is not None)
    printed = next(match[name] for name in _NUMBER_GROUPS if match[name])
    number = fold(printed).strip("().")
    value = whole_number(number) if number.isdecimal() else chinese_number(number)
    end = _title_end(text, match.end())
    title = text[match.end() : end].strip(_TITLE_END)
    return _Beginning(style, number, value, title, end) if title else None


def otherwise_numbered(chars: Chars) -> Heading | None:
    """A line read as the heading of a part that is numbered in an unusual way, or just begins with a numeral."""
    match = _OTHER_MARK.match(chars.text)
    if match is None or match.end() == len(chars.text) or not match.end():
        return None
    number = match["number"] or ""
    if not number:
        value: int | None = None
    elif number in _FORMAL:
        value = _FORMAL.index(number) + 1
    elif "Ⅰ" <= number <= "Ⅹ":
        value = ord(number) - ord("Ⅰ") + 1
    elif number in _ROMAN:
        value = _ROMAN.index(number) + 1
    elif begins := next((first for first in _FIRST_OF_SERIES if first <= number < chr(ord(first) + 10)), None):
        value = ord(number) - ord(begins) + 1
    elif number[0].isdecimal():
        value = whole_number(fold(number).removesuffix(".0").rpartition(".")[2])
    else:
        value = chinese_number(number)
    return Heading("part", number, value, chars.text[match.end() :].strip(_TITLE_END), chars)


def is_number(text: str) -> bool:
    """Whether a line is nothing but the number of a heading, whose title then stands in the next."""
    match = _MARK.match(text)
    return match is not None and match.end() == len(text)


def _title_end(text: str, start: int) -> int:
    """Where the title that begins at `start` ends and running text begins (the end of the line if none does)."""
    for stop in _STOP.finditer(text, start):
        if not text[start : stop.start()].strip():
            continue
        if stop[0] == "。":
            return stop.end()
        short = stop.start() - start <= _LONGEST_RUN_IN
        if not stop[0]:
            if short:
                return stop.start()
        elif stop[0] in "：:":
            if short and "，" not in text[start : stop.start()]:
                return stop.end()
        elif (
            short
            and stop.start() - start >= _SHORTEST_BEFORE_SPACE
            and not text[stop.start() - 2].isspace()  # letters set apart: 总 体 情 况
            and not re.search("[，,、；;]", text[start : stop.start()])
        ):
            return stop.end()
    return len(text)
