"""The words of sentences with figures, by what they mean: `rules/language/figures.yaml` as it is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from linter.model.records import Frozen, NamedTuple, kept
from linter.type_names import Any


class Phrase(NamedTuple):
    """What makes a figure that of `key`: meanings of the words beside it, of each of `needs` one, none of `without`.

    `topic` is what the text must be about, or "other" where it may be about anything (`has_topic` is false then);
    `part_of` the keys of which it must be a part, None where it need not.
    """

    key: str
    topic: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]
    part_of: frozenset[str] | None
    sums: tuple[tuple[str, ...], ...]
    has_topic: bool


class FigureWords(Frozen):
    """`data` is `rules/language/figures.yaml`, its words written out."""

    data: Mapping[str, Any]

    @kept
    def longest(self) -> Callable[[str, int, int], str]:
        """Gives the longest word that stands at a place of a folded text before an end, "" where none does."""
        return _longest_of(self.meanings)

    @kept
    def about_beginnings(self) -> frozenset[str]:
        """Those of words that say that a figure is not exact."""
        return self.about_round.union(word[0] for word in self.about)

    def unit(self, text: str, at: int, end: int) -> str:
        """The unit that stands at a place, empty where there is none."""
        return _standing(self._units_by_sign, text, at, end)

    def duration(self, text: str, at: int) -> str:
        """What stands at a place and makes the number before it a length of time, empty where nothing does."""
        return _standing(self._durations_by_sign, text, at, len(text))

    def or_so(self, text: str, at: int, end: int) -> str:
        """What stands at a place and makes the figure before it one that is not exact, empty where nothing does."""
        return _standing(self._or_so_by_sign, text, at, end)

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two units count the same thing, so that one figure may be a part of the other."""
        return self._groups.get(one, one) == self._groups.get(other, other)

    def counts(self, unit: str, topic: str) -> bool:
        """Whether the tables count what a topic is about by a unit."""
        return unit in self.data["counting"][topic]

    def by_pattern(self, text: str, start: int, end: int) -> dict[int, tuple[int, str]]:
        """Words told by a pattern (通过信函、网络等渠道, 复议中): by their beginnings the ends, and what they mean."""
        found = {}
        for meaning, holds, pattern in self._patterns:
            for word in holds:
                if text.find(word, start, end) < 0:
                    break
            else:
                for match in re.compile(pattern).finditer(text, start, end):
                    found[match.start()] = match.end(), meaning
        return found

    @kept
    def _patterns(self) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        return tuple((entry["meaning"], tuple(entry["holds"]), entry["pattern"]) for entry in self.data["by_pattern"])

    @kept
    def on_time(self) -> frozenset[str]:
        return frozenset(self.data["on_time"])

    @kept
    def not_done(self) -> tuple[str, ...]:
        return tuple(self.data["not_done"])

    @kept
    def multiples(self) -> frozenset[str]:
        """The units of how many times as much something is."""
        return frozenset(self.data["units"]["multiple"])

    @kept
    def periods(self) -> Mapping[str, int]:
        """How many there are in a year of what a mean is told of."""
        return {word: int(times) for word, times in self.data["periods"].items()}

    @kept
    def together(self) -> Mapping[str, int]:
        """How many figures a word says that it counts together."""
        return {word: int(count) for word, count in self.data["together"].items()}

    @kept
    def headings(self) -> tuple[str, ...]:
        """What a whole is sorted by, as a word before a colon names it."""
        return tuple(self.data["headings"])

    @kept
    def sorting(self) -> frozenset[str]:
        return frozenset(self.data["sorting"])

    @kept
    def up_to(self) -> frozenset[str]:
        return frozenset(self.data["up_to"])

    @kept
    def of_shares(self) -> frozenset[str]:
        """The units in which two percentages differ."""
        return frozenset(self.data["units"]["percentage_point"])

    @kept
    def about(self) -> frozenset[str]:
        return frozenset(self.data["about"])

    @kept
    def about_round(self) -> frozenset[str]:
        return frozenset(self.data["about_round"])

    @kept
    def more(self) -> frozenset[str]:
        return frozenset(self.data["more"])

    @kept
    def _groups(self) -> Mapping[str, str]:
        return {unit: group for group, units in self.data["units"].items() for unit in units}

    @kept
    def _units_by_sign(self) -> Mapping[str, Sequence[str]]:
        return _by_sign(self._groups)

    @kept
    def _durations_by_sign(self) -> Mapping[str, Sequence[str]]:
        return _by_sign(self.data["durations"])

    @kept
    def _or_so_by_sign(self) -> Mapping[str, Sequence[str]]:
        return _by_sign(self.data["or_so"])

    @kept
    def meanings(self) -> Mapping[str, str]:
        """The words, with what each means."""
        return self.data["words"]  # type: ignore[no-any-return]

    @property
    def units(self) -> Mapping[str, str]:
        """The units, with the group of those that count the same."""
        return self._groups

    @kept
    def _topics(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The words that say what a text is about, with the topic, by their last sign."""
        found: dict[str, list[tuple[str, str]]] = {}
        for word, meaning in self.meanings.items():
            if meaning in TOPICS:
                found.setdefault(word[-1], []).append((word, TOPICS[meaning]))
        return found

    @kept
    def _last_signs(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(sorted(self._topics))}]")

    @kept
    def phrases(self) -> Mapping[str | None, Sequence[Phrase]]:
        """The phrases that a text about a topic may hold, in their order."""
        every = [
            Phrase(
                str(entry["key"]),
                entry.get("topic", "other"),
                tuple(frozenset(needed.split("|")) for needed in entry["needs"]),
                frozenset(entry.get("without", ())),
                frozenset(entry["part_of"]) if "part_of" in entry else None,
                tuple(map(tuple, entry["sums"])),
                "topic" in entry,
            )
            for entry in self.data["phrases"]
        ]
        topics = {phrase.topic for phrase in every if phrase.has_topic}
        return {
            topic: tuple(phrase for phrase in every if not phrase.has_topic or phrase.topic == topic)
            for topic in (*topics, "other", None)
        }

    @kept
    def undivided(self) -> frozenset[str]:
        """The keys of figures whose parts stand in no table."""
        return frozenset(self.data["undivided"])

    def fitting(self, topic: str | None, named: Set[str], head: str | None) -> Phrase | None:
        """The first phrase of a topic that words with the meanings `named` make; `head` is what it may be a part of."""
        phrases, by_need = self.phrases[topic], self._by_need[topic]
        for at in sorted({at for meaning in named if meaning in by_need for at in by_need[meaning]}):
            phrase = phrases[at]
            if phrase.part_of is not None and head not in phrase.part_of:
                continue
            if named.isdisjoint(phrase.without) and not any(map(named.isdisjoint, phrase.needs)):
                return phrase
        return None

    @kept
    def _by_need(self) -> Mapping[str | None, Mapping[str, Sequence[int]]]:
        """The places of the phrases about a topic, by each meaning of the one of their needs that has the fewest."""
        found: dict[str | None, dict[str, list[int]]] = {topic: {} for topic in self.phrases}
        for topic, phrases in self.phrases.items():
            for at, phrase in enumerate(phrases):
                for meaning in min(phrase.needs, key=len):
                    found[topic].setdefault(meaning, []).append(at)
        return found

    @kept
    def keys(self) -> frozenset[str]:
        """What a figure may be the figure of."""
        return frozenset(entry["key"] for entry in self.data["phrases"])

    def sums_of(self, key: str) -> tuple[tuple[str, ...], ...]:
        """What a figure of a key may be, as sums of cells."""
        return next(phrase.sums for every in self.phrases.values() for phrase in every if phrase.key == key)

    def topic(self, text: str, before: str | None) -> str | None:
        """What a text speaks of last; `before` where it names nothing."""
        ends = [found.end() for found in self._last_signs.finditer(text)]
        for end in reversed(ends):
            for word, topic in self._topics[text[end - 1]]:
                if text.endswith(word, 0, end):
                    return topic
        return before


def _longest_of(meanings: Mapping[str, str]) -> Callable[[str, int, int], str]:
    lengths: dict[str, list[int]] = {}  # of the words that begin with two signs, the longest first
    for length, signs in sorted({(len(word), word[:2]) for word in meanings if len(word) > 1}, reverse=True):
        lengths.setdefault(signs, []).append(length)

    def found(text: str, at: int, end: int) -> str:
        for length in lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in meanings and at + length <= end:
                return word
        sign = text[at]
        return sign if sign in meanings else ""

    return found


def _by_sign(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by the sign that they begin with, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return found


def _standing(words: Mapping[str, Sequence[str]], text: str, at: int, end: int) -> str:
    """The longest of some words, by their first sign, that stands at a place before `end`; empty where none does."""
    for word in words.get(text[at : at + 1], ()):
        after = at + len(word)
        if after <= end and text[at:after] == word:
            return word
    return ""


TOPICS = {
    "application": "applications",
    "application_count": "applications",
    "review": "review",
    "suit": "suit",
    "elsewhere": "other",
}
"""What a word with a meaning makes a text be about."""
