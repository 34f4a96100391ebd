"""Texts that are hard for a regular expression, drawn from it: repetitions of its own parts that end where it fails.

A pattern takes long where it can begin at many places and run far from each, or divide the same text in many ways.
Both need text that its own parts match, over and over: what its repetitions repeat, what stands before them, its
alternatives, one of them or two in turn, and in the end something that it does not know.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants
    from re import _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

_CATEGORIES = {"CATEGORY_DIGIT": "9", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
_NO_CATEGORIES = {"CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}
_ANYTHING = "报9a -一"
_ENDS = ("", "\x01", "\n")
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_MOST_PARTS = 24
_MOST_PAIRS = 60
_LONGEST_PART = 60
_A_FEW = 12


def hard_texts(pattern: str | bytes, flags: int, size: int) -> Iterator[str]:
    """Texts of about `size` characters, the same for every run."""
    parts = parts_of(pattern, flags)
    for part in parts:
        for end in _ENDS:
            yield _repeated(part, size) + end
    short = [part for part in parts if len(part) <= _LONGEST_PART]
    pairs = (
        (one, other) for distance in range(1, len(short)) for one, other in zip(short, short[distance:], strict=False)
    )
    for one, other in islice(pairs, _MOST_PAIRS):
        yield _repeated(one + other, size) + "\x01"
        yield _repeated(one, size // 2) + _repeated(other, size // 2) + "\x01"
        yield _repeated(other, size // 2) + _repeated(one, size // 2) + "\x01"


def _repeated(part: str, size: int) -> str:
    return part * max(1, size // len(part))


def parts_of(pattern: str | bytes, flags: int) -> list[str]:
    """The parts of a pattern as texts that they match, those that it repeats first."""
    tree = _tree(pattern, flags)
    found: dict[str, None] = {}
    for want_repeats in (True, False):
        for text in _parts(list(tree), "", want_repeats):
            if text:
                found.setdefault(text)
    return list(found)[:_MOST_PARTS]


def _parts(items: Sequence[Any], before: str, repeats: bool) -> Iterator[str]:
    """What a sequence repeats, alone and behind what comes before it; else its alternatives and the whole of it."""
    for operation, value in items:
        name = str(operation)
        if name in _REPEATS:
            least, most, inner = value
            if most > 1:
                bodies = list(islice(_samples(inner), 4))
                if repeats:
                    yield from bodies
                    yield from (before + body * max(1, min(least, 8)) for body in bodies[:2] if before)
                    if before:
                        yield before
            yield from _parts(inner, before, repeats)
        elif name == "BRANCH":
            for way in value[1]:
                yield from _parts(way, before, repeats)
        elif name == "SUBPATTERN":
            yield from _parts(value[3], before, repeats)
        elif name == "ATOMIC_GROUP":
            yield from _parts(value, before, repeats)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            if name == "ASSERT" and value[0] > 0:
                yield from _parts(value[1], before, repeats)
            elif name == "ASSERT" and not repeats:
                yield _sample(value[1])
            continue
        elif not repeats:
            yield from islice(_samples([(operation, value)]), 2)
        before += _sample([(operation, value)])
    if not repeats:
        yield before


def _sample(items: Sequence[Any]) -> str:
    return next(_samples(items), "")


def _samples(items: Sequence[Any]) -> Iterator[str]:
    """Short texts that a sequence matches: all first choices, then each choice of each item beside first ones."""
    firsts = [next(_of_item(item), "") for item in items]
    yield "".join(firsts)
    for at, item in enumerate(items):
        for other in islice(_of_item(item), 1, 12):
            yield "".join((*firsts[:at], other, *firsts[at + 1 :]))


def _of_item(item: Any) -> Iterator[str]:
    operation, value = item
    name = str(operation)
    if name == "LITERAL":
        yield chr(value)
    elif name == "NOT_LITERAL":
        yield from (sign for sign in _ANYTHING if ord(sign) != value)
    elif name == "ANY":
        yield from _ANYTHING
    elif name == "IN":
        yield from _of_class(value)
    elif name == "CATEGORY":
        yield (_CATEGORIES | _NO_CATEGORIES).get(str(value), "a")
    elif name in _REPEATS:
        least, most, inner = value
        times = max(least, 1 if most else 0)
        yield from (body * min(times, 40) for body in _samples(inner))
    elif name == "BRANCH":
        for way in value[1]:
            yield from islice(_samples(way), 1)
        for way in value[1]:
            yield from islice(_samples(way), 1, 3)
    elif name == "SUBPATTERN":
        yield from _samples(value[3])
    elif name == "ATOMIC_GROUP":
        yield from _samples(value)
    elif name == "ASSERT" and value[0] > 0:
        yield ""
    else:  # an anchor, a look-around, a back reference: nothing of its own
        yield ""


def _of_class(members: Sequence[Any]) -> Iterator[str]:
    negated = bool(members) and members[0][0] is constants.NEGATE
    if negated:
        yield from (sign for sign in _ANYTHING + ":。,x" if not _in_class(sign, members[1:]))
        return
    for operation, value in members:
        name = str(operation)
        if name == "LITERAL":
            yield chr(value)
        elif name == "RANGE":
            yield chr(value[1])
        elif name == "CATEGORY":
            yield (_CATEGORIES | _NO_CATEGORIES).get(str(value), "a")


def _in_class(sign: str, members: Sequence[Any]) -> bool:
    for operation, value in members:
        name = str(operation)
        if (
            (name == "LITERAL" and ord(sign) == value)
            or (name == "RANGE" and value[0] <= ord(sign) <= value[1])
            or (name == "CATEGORY" and _in_category(sign, str(value)))
        ):
            return True
    return False


def _in_category(sign: str, category: str) -> bool:
    kinds = {
        "DIGIT": sign.isdecimal(),
        "SPACE": sign.isspace(),
        "WORD": sign.isalnum() or sign == "_",
    }
    kind = category.removeprefix("CATEGORY_").removeprefix("NOT_")
    return kinds.get(kind, False) is not ("_NOT_" in category)


def can_be_slow(pattern: str | bytes, flags: int) -> bool:
    """Whether a pattern repeats anything more than a few times, without which it is linear."""
    return _repeats_often(list(_tree(pattern, flags)))


def _repeats_often(items: Sequence[Any]) -> bool:
    for operation, value in items:
        name = str(operation)
        if name in _REPEATS and (value[1] > _A_FEW or _repeats_often(value[2])):
            return True
        if name == "BRANCH" and any(map(_repeats_often, value[1])):
            return True
        if name == "SUBPATTERN" and _repeats_often(value[3]):
            return True
        if name == "ATOMIC_GROUP" and _repeats_often(value):
            return True
        if name in {"ASSERT", "ASSERT_NOT"} and _repeats_often(value[1]):
            return True
    return False


def _tree(pattern: str | bytes, flags: int) -> Any:
    return parser.parse(pattern, flags if isinstance(pattern, str) else flags & ~re.UNICODE)
