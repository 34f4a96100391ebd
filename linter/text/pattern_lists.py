"""Long lists of patterns of which a report meets next to none: only those that can match are compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from linter.text.limited_patterns import UserPattern, limited

_HEAD = re.compile(r"(?:[^\\^$.|?*+()\[\]{}]|\\[^\w\s])*")
_CHOICE = re.compile(r"\(\?:([^()\[\]\\?*+.{}^$]+)\)(?![?*{])")
_ESCAPE = re.compile(r"\\(.)")
_NOTHING = re.compile(r"(?!)")


def those_for(patterns: Iterable[str], text: str, letters: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern of all those that are found in a text; `letters` are all of its. None when there are none.

    Only those whose first letters occur are searched; one that begins with a class or the like has none. They are
    searched one by one, since all that may match would be another pattern to compile for each text. One that asks for
    the beginning or end of a text is taken unsearched: the text may be many put together.
    """
    chosen = [
        pattern
        for pattern in patterns
        if any(letters.issuperset(head) and head in text for head in _heads(pattern))
        and (_is_anchored(pattern) or compiled(pattern).search(text))
    ]
    return any_of(chosen) if chosen else None


@lru_cache(maxsize=4096)
def _heads(pattern: str) -> Sequence[str]:
    """What a text that a pattern matches must hold one of."""
    choice = _CHOICE.match(pattern)
    return choice[1].split("|") if choice else (_head(pattern),)


def _head(pattern: str) -> str:
    found = _HEAD.match(pattern)
    written = found[0] if found else ""
    head, following = _ESCAPE.sub(r"\1", written), pattern[len(written) : len(written) + 1]
    if following == "|":
        return ""  # another way begins here, and it may have another head
    return head[:-1] if following and following in "?*{" else head


def _is_anchored(pattern: str) -> bool:
    return "$" in pattern or "^" in pattern.replace("[^", "")


def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern of a list; what never matches when the list is empty."""
    if not patterns:
        return _NOTHING
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return compiled(UserPattern(joined) if any(isinstance(pattern, UserPattern) for pattern in patterns) else joined)


def compiled(pattern: str, around: str = "{}") -> re.Pattern[str]:
    """A pattern of a rule, put into another: the shipped ones as they are, a user's with a limit of time."""
    whole = around.format(pattern)
    return limited(whole) if isinstance(pattern, UserPattern) else re.compile(whole)
