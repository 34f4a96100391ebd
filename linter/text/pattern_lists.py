"""Long lists of patterns of which a report meets next to none: only those that can match are compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from linter.text.limited_patterns import UserPattern, limited

Words = Sequence[str]
BySigns = Mapping[str, Sequence[tuple[str, str]]]
"""Words by one of their signs, each behind another one: a text that lacks either need not be asked for it."""
Needed = tuple[Mapping[str, Sequence[Words]], BySigns]
"""By the pattern lists of words, of each of which one stands in every text that it matches; and all these words by the
signs of theirs that the fewest others have. `needed_words` tells them."""

_NOTHING = re.compile(r"(?!)")


class SearchedText:
    """A text in which the patterns of a list are searched. `signs` are all that it holds, and maybe others."""

    def __init__(self, text: str, signs: frozenset[str] | None = None) -> None:
        self.text = text
        self.signs = frozenset(text) if signs is None else signs

    def those_of(self, words: BySigns) -> set[str]:
        """Those of some words that stand in the text."""
        text, signs, has_all = self.text, self.signs, self.signs.issuperset
        found: set[str] = set()
        for sign in words.keys() & signs:
            for other, word in words[sign]:
                if other in signs and has_all(word) and word in text:
                    found.add(word)
        return found


class PatternSearch:
    """The search for patterns of long lists in one text, by the words that they need."""

    def __init__(self, searched: SearchedText, needed: Needed) -> None:
        self._searched = searched
        self._lists, words = needed
        self._words = searched.those_of(words)

    def those(self, patterns: Iterable[str]) -> re.Pattern[str] | None:
        """One pattern of all those that are found in the text. None when there are none."""
        found = self.found(patterns)
        return any_of(found) if found else None

    def found(self, patterns: Iterable[str]) -> list[str]:
        """Those of some patterns that are found in the text.

        Only those are searched whose words stand there. They are searched one by one, since all that may match would be
        another pattern to compile for each text. One that asks for the beginning or end of a text is taken unsearched:
        the text may be many put together.
        """
        text = self._searched.text
        return [
            pattern for pattern in self.those_near(patterns) if _is_anchored(pattern) or compiled(pattern).search(text)
        ]

    def those_near(self, patterns: Iterable[str]) -> list[str]:
        """Those of some patterns whose words stand in the text; one that nothing is known of among them."""
        lacks, lists = self._words.isdisjoint, self._lists
        near = []
        for pattern in patterns:
            for words in lists.get(pattern, ()):
                if lacks(words):
                    break
            else:
                near.append(pattern)
        return near


def _is_anchored(pattern: str) -> bool:
    return "$" in pattern or "^" in pattern.replace("[^", "")


def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern of a list; what never matches when the list is empty."""
    if not patterns:
        return _NOTHING
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return compiled(UserPattern(joined) if any(isinstance(pattern, UserPattern) for pattern in patterns) else joined)


@lru_cache(maxsize=1024, typed=True)
def compiled(pattern: str, around: str = "{}") -> re.Pattern[str]:
    """A pattern of a rule, put into another: the shipped ones as they are, a user's with a limit of time."""
    whole = around.format(pattern)
    return limited(whole) if isinstance(pattern, UserPattern) else re.compile(whole)
