"""Check for personal data that a published document must not hold: ID numbers, bank cards, mobile numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.diagnostics import Severity
from linter.model.document import Span
from linter.model.records import NamedTuple
from linter.model.report import Report
from linter.prose.pieces import Piece, content
from linter.rules.kind import Kind, Parameters, Pattern, Patterns
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.masks import Number, number
from linter.text.pattern_lists import any_of, compiled

_NUMBER = re.compile(r"[0-9](?:[ \t\u00a0\u2002\u2003\u3000-]{0,2}[0-9]){10,}[Xx]?")
_GROUP = re.compile(r"[0-9]+[Xx]?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_HAS_FULL_WIDTH = re.compile("[０-９Ｘｘ－]")
_MOST_GROUPS = 60  # a run of more is a row of a table or the like
_LENGTHS = (11, 13, 15, 16, 17, 18, 19)
_REACH = 14  # characters before a number that may tell what it is
_SENTENCE = 200  # characters before it in which its sentence begins
_SENTENCE_END = re.compile(r"[。;!?\n]")

# Segments that mobile numbers in China begin with (the numbering plan of the ministry of industry)
_MOBILE = re.compile(r"(?:13[0-9]|14[014-9]|15[0-35-9]|16[2567]|17[0-8]|18[0-9]|19[0-35-9])\d{8}")
_MOBILE_GROUPS = ((11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (3, 5, 3))
_PREFIXES = ("86", "0086")
# The provinces of GB/T 2260, with which every ID number begins
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# GB 11643-1999, ISO 7064 MOD 11-2
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_UNION_PAY, _OTHER_CARDS = ("62",), ("4", "51", "52", "53", "54", "55", "9558", "60", "68")
_OLD_IDENTITY = 15
_CARD_LENGTHS = (16, 17, 19)


class _Group(NamedTuple):
    """A run of digits (with an X at its end perhaps) within a piece of text."""

    digits: str
    start: int
    end: int


class Params(Parameters):
    """Words that stand before (`units`: behind) a number and tell what it is."""

    papers: Patterns
    cards: Patterns
    numbers: Patterns
    contact: Patterns
    persons: Patterns
    units: Pattern


def personal_data(context: Context, rule: Rule) -> Iterator[Finding]:
    """The content holds no citizen's ID number, bank card or mobile number; what is said of one shows it masked.

    The parameters are words that stand before (`units`: behind) a number and tell what it is. A mobile number in the
    report's own contact line is a warning, unless the line speaks of other persons.
    """
    for found in _found(context.content, rule):
        yield Finding(
            found.span,
            {"found": found.number.masked},
            "contact" if found.is_contact else found.kind,
            cell=context.cell_at(found.span),
            actual=found.number.masked,
            severity=Severity.WARNING if found.is_contact else None,
        )


def numbers(report: Report, rule: Rule) -> Iterator[Number]:
    """The same numbers with their places: no output repeats them whole."""
    return (found.number for found in _found(content(report), rule))


class _Found(NamedTuple):
    """A number where it stands."""

    span: Span
    kind: str
    number: Number
    is_contact: bool


def _found(pieces: Iterable[Piece], rule: Rule) -> Iterator[_Found]:
    params: Params = rule.params
    for piece in pieces:
        text = piece.chars.text
        if len(text) < _LENGTHS[0]:
            continue
        if _HAS_FULL_WIDTH.search(text):
            text = text.translate(_FULL_WIDTH)
        for run in _NUMBER.finditer(text):
            if _is_part_of_a_word(text, run):
                continue
            words = {name: any_of(getattr(params, name)) for name in _WORDS}
            yield from _in_run(piece, text, run, words, compiled(params.units))


_WORDS = ("papers", "cards", "numbers", "contact", "persons")


def _in_run(
    piece: Piece,
    text: str,
    run: re.Match[str],
    words: dict[str, re.Pattern[str]],
    units: re.Pattern[str],
) -> Iterator[_Found]:
    """The numbers in a run of digits, some of which white space may part."""
    groups = [_Group(group[0], *group.span()) for group in _GROUP.finditer(text, *run.span())]
    at = 0
    while at < len(groups) <= _MOST_GROUPS:
        for end in range(min(len(groups), at + _LENGTHS[-1]), at, -1):
            taken = groups[at:end]
            digits = "".join(group.digits for group in taken)
            lengths = tuple(len(group.digits) for group in taken)
            if not _may_be_one(lengths, len(groups)):
                continue
            kind = _kind(digits, lengths)
            if kind is None and not _is_like_identity(digits):
                continue
            before = fold(piece.said + text[max(0, taken[0].start - _SENTENCE) : taken[0].start])[-_REACH:]
            if kind is None:  # its check sign is wrong, but it is called an ID number
                if not words["papers"].search(before):
                    continue
                kind = "identity"
            if not _is_meant(kind, digits, before, text, taken[-1].end, words, units):
                continue
            span = piece.chars[taken[0].start : taken[-1].end].span()
            is_contact = kind == "mobile" and _is_contact(piece, text, taken[0].start, words)
            places = (piece.chars.span(at, at + 1) for group in taken for at in range(group.start, group.end))
            yield _Found(span, kind, number(kind, digits, places), is_contact)
            at = end - 1
            break
        at += 1


def _may_be_one(lengths: tuple[int, ...], groups: int) -> bool:
    """Whether groups of digits may be one number: not cells of a row, which are as short as they come.

    Its groups have three digits or more (the last, and a prefix 86, may have fewer), or each digit stands alone and
    nothing else beside them.
    """
    if sum(lengths) not in _LENGTHS:
        return False
    if len(lengths) == groups and set(lengths) == {1}:
        return groups != _OLD_IDENTITY
    return min(lengths[1:-1], default=3) >= 3 and (lengths[0] >= 2 or len(lengths) == 1)


def _kind(digits: str, groups: tuple[int, ...]) -> str | None:
    """What a number is by itself: identity, card, mobile or nothing of the kind."""
    if is_identity_number(digits):
        return "identity"
    if not digits.isdecimal():
        return None
    if len(digits) in _CARD_LENGTHS and digits.startswith((*_UNION_PAY, *_OTHER_CARDS)) and has_luhn_digit(digits):
        return "card"
    prefix = next((prefix for prefix in _PREFIXES if digits.startswith(prefix) and len(digits) == len(prefix) + 11), "")
    number = digits[len(prefix) :]
    if prefix and groups[0] in (len(prefix), len(prefix) + 3, len(prefix) + 11):
        groups = groups[1:] if groups[0] == len(prefix) else (groups[0] - len(prefix), *groups[1:])
    alone = all(length == 1 for length in groups)
    return "mobile" if _MOBILE.fullmatch(number) and (alone or groups in _MOBILE_GROUPS) else None


def _is_meant(
    kind: str,
    digits: str,
    before: str,
    text: str,
    end: int,
    words: dict[str, re.Pattern[str]],
    units: re.Pattern[str],
) -> bool:
    """Whether what stands around a number lets it be what it looks like."""
    if kind == "identity" and words["papers"].search(before):
        return True
    if kind == "card" and words["cards"].search(before):
        return True
    if words["numbers"].search(before) or before.endswith(("[", "〔")):
        return False
    if kind != "identity" and units.match(text[end : end + 1]):
        return False
    return kind != "card" or digits.startswith(_UNION_PAY)


def _is_contact(piece: Piece, text: str, start: int, words: dict[str, re.Pattern[str]]) -> bool:
    """Whether a number stands in the report's own contact line and not beside another person's name."""
    before = text[max(0, start - _SENTENCE) : start]
    said = fold(piece.said + _SENTENCE_END.split(before)[-1])
    return (piece.kind == "sign" or words["contact"].search(said) is not None) and not words["persons"].search(said)


def _is_part_of_a_word(text: str, run: re.Match[str]) -> bool:
    """Whether letters, a point or more digits are glued to a run of digits."""
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 2]
    return bool(re.match(r"[A-Za-z0-9_.*]", before) or re.match(r"[A-Za-z0-9_*]|\.[A-Za-z0-9]", after))


def is_identity_number(digits: str) -> bool:
    """Whether this is a citizen's ID number: of 18 signs with its check sign (GB 11643-1999), or of 15 with a date."""
    if len(digits) == _OLD_IDENTITY and digits.isdecimal():
        return _PROVINCES.match(digits) is not None and _is_date("19" + digits[6:12])
    if not _is_like_identity(digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == digits[17].upper()


def _is_like_identity(digits: str) -> bool:
    """Whether 18 signs are a citizen's ID number but for the last, which may not be the check sign of the others."""
    return (
        _PROVINCES.match(digits) is not None
        and len(digits) == 18
        and digits[:17].isdecimal()
        and _is_date(digits[6:14])
    )


def _is_date(digits: str) -> bool:
    from datetime import date

    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def has_luhn_digit(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


CHECKS = (
    Check(
        Kind(
            "personal-data", ("found",), ("identity", "card", "mobile", "contact"), params=Params, of_any_document=True
        ),
        personal_data,
    ),
)
