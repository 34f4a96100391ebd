"""From folded text to the tokens of `figures.lark`: numbers with their units, separators, and words that are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

from linter.model.records import NamedTuple
from linter.prose.figure_words import FigureWords
from linter.text.numbers import NUMBER, number_value, percentage

_SEPARATORS = {"、": "ENUM", ",": "COMMA", ":": "COLON", ";": "SEMICOLON"}
_BRACKETS = {"(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE"}
_SIGNS = _SEPARATORS | _BRACKETS
_BEFORE_A_PHRASE = frozenset((*_SEPARATORS.values(), "OPEN"))
_BRACKET = re.compile(r"[()\[\]]")
_CLOSING = {"(": ")", "[": "]"}
_DEEPEST = 4  # brackets in brackets beyond this are words
_WORD = "WORD"
_MEASURED = ("NUMBER", "MORE")
_WITH_OR_SO = ("UNIT", "PERCENT")
# signs that may follow any word
_SUFFIXES = ("others", "filler", "among", "with", "after", "particle", "and_others", "apiece")
UNKNOWN = "unknown"
"""What a word means that no list holds."""


class FigureToken(NamedTuple):
    """What stands from `start` to `end` of a folded text.

    `kind` is its place in the grammar, `meaning` that of a word. `value` is that of a number, a percentage or a year,
    `step` what one unit of its last printed place is worth (100 in 2.85万).
    """

    kind: str
    text: str
    start: int
    end: int
    meaning: str = ""
    value: int | float = 0
    step: float = 1


_made = partial(tuple.__new__, FigureToken)
"""A token of all its fields at half the price of the class's own way; a paragraph has some fifty."""


def tokens(text: str, start: int, end: int, words: FigureWords) -> list[FigureToken]:
    """The tokens of a sentence, which stands between two offsets of a folded text; the last one is its STOP."""
    read = _read(text, start, end, words)
    if _BRACKET.search(text, start, end):
        read = _paired(read)
    read.append(FigureToken("STOP", "", end, end))
    return read


def _read(text: str, start: int, end: int, words: FigureWords) -> list[FigureToken]:
    read: list[FigureToken] = []
    at = unknown = start
    may_be_measured = -1  # the end of a number that a unit may follow
    special, longest = _special(words), words.longest
    patterned = words.by_pattern(text, start, end)
    while at < end:
        sign = text[at]
        if patterned and at in patterned:
            after, meaning = patterned[at]
            token: FigureToken | None = _word(text[at:after], at, meaning)
        elif at == may_be_measured or sign in special:
            token = _token(text, at, end, words, at == may_be_measured)
        elif word := longest(text, at, end):
            token = _known(text, word, at, end, words)
        else:
            at += 1
            continue
        after = at + 1
        if token is None or (token.end == after and _is_of_a_word(token, read, at > unknown)):
            at = after
            continue
        if at > unknown:
            read.append(_word(text[unknown:at], unknown, UNKNOWN))
        read.append(token)
        at = unknown = token.end
        kind = token.kind
        if kind in _MEASURED:
            may_be_measured = at
        elif kind in _WITH_OR_SO and (so := words.or_so(text, at, end)):
            at = unknown = at + len(so)
            read.append(FigureToken("ABOUT_SO", so, at - len(so), at))
    if end > unknown:
        read.append(_word(text[unknown:end], unknown, UNKNOWN))
    return read


def _is_of_a_word(token: FigureToken, read: Sequence[FigureToken], is_behind_unknown: bool) -> bool:
    """Whether a sign behind others that are no word is rather the rest of one: 共 in 公共, but not 局 in 水务局.

    So is one that ends a phrase where none has begun: 中 in 中标公告.
    """
    if is_behind_unknown:
        return token.kind in (_WORD, "ABOUT") and token.meaning not in _SUFFIXES
    return token.meaning == "among" and (not read or read[-1].kind in _BEFORE_A_PHRASE)


def _token(text: str, at: int, end: int, words: FigureWords, is_measured: bool) -> FigureToken | None:
    sign = text[at]
    if kind := _SIGNS.get(sign):
        return _made((kind, sign, at, at + 1, "", 0, 1))
    if is_measured:
        if unit := words.unit(text, at, end):
            return _made(("UNIT", unit, at, at + len(unit), "", 0, 1))
        if sign in words.more and words.unit(text, at + 1, end):
            return FigureToken("MORE", sign, at, at + 1)
    if sign in _MAY_BEGIN and (token := _number(text, at, end, words)):
        return token
    word = words.longest(text, at, end)
    if sign in words.about_beginnings and (about := _about(text, at, end, words, word or sign)):
        return about
    return _known(text, word, at, end, words) if word else None


def _word(text: str, at: int, meaning: str) -> FigureToken:
    return _made((_WORD, text, at, at + len(text), meaning, 0, 1))


def _known(text: str, word: str, at: int, end: int, words: FigureWords) -> FigureToken | None:
    after = at + len(word)
    if word[-1] == "0" and (text[after : after + 1] in _GOES_ON or words.unit(text, after, end)):
        return _shorter(text, word, at, words)  # 为0.7%, 为05, 为0件
    if word[-1] == "分" and text.startswith("别", after):
        return _shorter(text, word, at, words)  # 申请人分别为
    if after < end and text[after] == "率":
        return _word(word + "率", at, "rate")
    return _word(word, at, words.meanings[word])


def _shorter(text: str, word: str, at: int, words: FigureWords) -> FigureToken | None:
    """The longest word at the place of one whose last sign belongs to what follows."""
    after = at + len(word) - 1
    found = words.longest(text, at, after) if after > at else ""
    return _known(text, found, at, after, words) if found else None


def _about(text: str, at: int, end: int, words: FigureWords, word: str) -> FigureToken | None:
    """What says of the figure right behind it that it is not exact: a word, or its first sign (近 in 近期)."""
    sign = text[at]
    about = word if word in words.about else sign if sign in words.about else ""
    if sign in words.about_round and text[at + 1 : at + 2] in _ROUND:
        about = sign
    number = at + len(about)
    if about and number < end and text[number] in _MAY_BEGIN:
        figure = _number(text, number, end, words)
        if figure is not None and figure.kind in ("NUMBER", "PERCENT"):
            return FigureToken("ABOUT", about, at, number)
    return None


_ROUND = ("十", "百", "千", "万")
_GOES_ON = frozenset("0123456789.%")
_IN_DATE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MAY_BEGIN = frozenset("0123456789零一二两三四五六七八九十百千第")


@cache
def _special(words: FigureWords) -> frozenset[str]:
    """The signs that something else than a word with a meaning may begin with."""
    return words.about_beginnings.union(_MAY_BEGIN, _SIGNS)


@cache
def _numeric() -> re.Pattern[str]:
    return re.compile(
        r"(?P<YEAR>(?:19|20)\d\d(?:年度?(?!代)|(?=(?:[-~至到、](?:19|20)\d\d){1,9}年))|二[零0][零0一二三四五六七八九]{2}年度?)"
        rf"|(?P<PERCENT>\d+(?:\.\d+)?%|百分之(?:{NUMBER})(?:点[零一二三四五六七八九]+)?)"
        rf"|(?P<DATE>{_IN_DATE}月(?:{_IN_DATE}日)?(?:[-~至到](?:{_IN_DATE}月)?{_IN_DATE}日)?|{_IN_DATE}[-~至到]{_IN_DATE}月"
        r"|第(?:\d+|[一二三四五六七八九十百]+))"
        rf"|(?P<NUMBER>(?:{NUMBER})[万亿]?)"
    )


def _number(text: str, at: int, end: int, words: FigureWords) -> FigureToken | None:
    """The year, percentage, date or number at a place; a Chinese numeral without a unit is a word (一是, 三安全).

    So is a length of time (五个工作日).
    """
    found = _numeric().match(text, at, end)
    if found is None:
        return None
    kind, written = str(found.lastgroup), found[0]
    if kind == "DATE":
        return _word(written, at, "date")
    if kind == "YEAR":
        year = number_value(written.rstrip("度").rstrip("年"))
        return None if year is None else FigureToken(kind, written, at, found.end(), value=year)
    if kind == "PERCENT":
        told = percentage(written)
        return (
            None if told is None else FigureToken(kind, written, at, found.end(), value=told[0], step=10.0 ** -told[1])
        )
    value = number_value(written)
    if value is None:
        return None
    if duration := words.duration(text, found.end()):
        return _word(written + duration, at, "duration")
    if not written[0].isdigit() and not _is_counted(text, found.end(), end, words):
        return None
    return FigureToken(kind, written, at, found.end(), value=value, step=_step(written))


def _is_counted(text: str, at: int, end: int, words: FigureWords) -> bool:
    if at < end and text[at] in words.more:
        at += 1
    return bool(words.unit(text, at, end))


def _step(written: str) -> float:
    """What one unit of the last printed place of a number is worth."""
    digits = written.rstrip("百千万亿")
    step = 1.0
    if digits and digits[0].isdigit():
        for place in written[len(digits) :]:
            step *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[place]
        _, point, decimals = digits.partition(".")
        return step / 10 ** len(decimals) if point else step
    last = written[-1]
    return {"万": 10_000.0, "亿": 100_000_000.0}.get(last, 1.0)


def _paired(read: list[FigureToken]) -> list[FigureToken]:
    """The tokens with brackets that have no partner, or stand too deep, as words."""
    open_at: list[int] = []
    kept: set[int] = set()
    for index, token in enumerate(read):
        if token.kind == "OPEN":
            open_at.append(index)
        elif token.kind == "CLOSE" and open_at and _CLOSING[read[open_at[-1]].text] == token.text:
            if len(open_at) <= _DEEPEST:
                kept |= {open_at[-1], index}
            open_at.pop()
    return [
        token._replace(kind=_WORD, meaning=UNKNOWN) if token.kind in ("OPEN", "CLOSE") and index not in kept else token
        for index, token in enumerate(read)
    ]
