"""The words without which a pattern cannot match, told from the pattern itself.

Most patterns of a list match next to no text, and whether a word stands in a text is known a hundred times sooner than
whether a pattern matches. So each is run only where its words stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from linter.text.pattern_lists import Needed, Words
from linter.type_names import Any

try:
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:
    import sre_parse as parser

_MOST_WORDS = 64  # bounds the work: of one list
_LONGEST_CLASS = 8  # bounds the work: signs of a class that are told apart


def needed_by(patterns: Iterable[str]) -> Needed:
    """What a text must hold so that patterns of a list can match in it."""
    lists = {pattern: words_of(pattern) for pattern in patterns}
    words = {word for needed in lists.values() for those in needed for word in those}
    found_in = Counter(sign for word in words for sign in set(word))
    by_signs: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words):
        rare = sorted(set(word), key=lambda sign: (found_in[sign], sign))
        by_signs.setdefault(rare[0], []).append((rare[:2][-1], word))
    return lists, by_signs


def words_of(pattern: str) -> Sequence[Words]:
    """What a text must hold so that a pattern can match in it; nothing where that cannot be told.

    The text may be longer than what is searched, as it may be many put together.
    """
    parsed = parser.parse(pattern)
    if parsed.state.flags & parser.SRE_FLAG_IGNORECASE:
        return []
    found = _Sequence()
    found.read(parsed)
    return found.told()


class _Sequence:
    """A part of a pattern, read from left to right.

    `words` are all that it can match since anything else than words was met; `lists` is what was known up to there.
    """

    def __init__(self) -> None:
        self.words: set[str] = {""}
        self.lists: list[set[str]] = []
        self.is_whole = True  # nothing else than words was met so far

    def read(self, parts: Iterable[tuple[Any, Any]]) -> None:
        for operation, argument in parts:
            match str(operation):
                case "LITERAL":
                    self._add({chr(argument)})
                case "IN":
                    self._add(_signs(argument))
                case "SUBPATTERN" if not argument[1] & parser.SRE_FLAG_IGNORECASE:
                    self._take(argument[-1])
                case "ATOMIC_GROUP":
                    self._take(argument)
                case "BRANCH":
                    self._add_one_of(argument[1])
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    least, most, repeated = argument
                    if least:
                        self._take(repeated)
                    if (least, most) != (1, 1):
                        self._end()
                case "ASSERT":
                    beside = _Sequence()
                    beside.read(argument[1])
                    self.lists += map(set, beside.told())
                case "ASSERT_NOT" | "AT":
                    pass  # takes no sign
                case _:
                    self._end()

    def told(self) -> list[list[str]]:
        """The lists of words, the shortest first; of the words of one list only those that hold no other of it."""
        lists = [*self.lists, self.words]
        return sorted((_least(words) for words in lists if "" not in words), key=lambda words: (len(words), words))

    def _take(self, parts: Any) -> None:
        """A group as it stands there."""
        group = _Sequence()
        group.read(parts)
        self._join(group)

    def _add_one_of(self, ways: Iterable[Any]) -> None:
        read = []
        for way in ways:
            group = _Sequence()
            group.read(way)
            read.append(group)
        if all(group.is_whole for group in read):
            self._add({word for group in read for word in group.words})
            return
        self._end()
        told = [group.told() for group in read]
        if all(told):  # of each way the list that is least likely met: of the longest words
            self.lists.append({word for lists in told for word in max(lists, key=_weight)})

    def _join(self, group: _Sequence) -> None:
        if group.is_whole:
            self.lists += group.lists
            self._add(group.words)
            return
        self._end()
        self.lists += map(set, group.told())

    def _add(self, words: set[str]) -> None:
        """What stands next is one of some words; none at all tells that it may be anything."""
        if not words:
            self._end()
        elif len(self.words) * len(words) <= _MOST_WORDS:
            self.words = {before + word for before in self.words for word in words}
        else:
            self._end()
            self.words = words

    def _end(self) -> None:
        """Something else than words stands next."""
        self.lists.append(self.words)
        self.words = {""}
        self.is_whole = False


def _signs(argument: Sequence[tuple[Any, Any]]) -> set[str]:
    """The signs of a small class; none where it is another."""
    signs = {chr(value) for operation, value in argument if str(operation) == "LITERAL"}
    return signs if len(signs) == len(argument) <= _LONGEST_CLASS else set()


def _least(words: Iterable[str]) -> list[str]:
    least: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(shorter in word for shorter in least):
            least.append(word)
    return least


def _weight(words: Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)
