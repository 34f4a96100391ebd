"""What sentences say about the figures of the tables: claims with their places and every meaning they may have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from linter.model.document import Paragraph, Span
from linter.model.report import Report, Section
from linter.prose.figure_context import FigurePlace, StatedFigure, places
from linter.prose.sentences import Atom, Language, Sentence, atoms_of, stretches_of
from linter.text.folding import Folded, fold

_CHINESE = ("一", "鿿")  # the first and the last Chinese character
_SHORTEST_NAME = 3
_MOST_OF_A_KIND = 20  # in a sentence that says again and again that there was none, or that all were done


class Claim(NamedTuple):
    """A figure that a sentence states.

    `key` is what it is the figure of, `sums` the sums of cells that it may be, as addresses (the likeliest first).
    `stated_as` is how: as a figure, as `none` (there was none) or as `all` (all were done, so none is left), `text` the
    words or the figure with its unit, `wording` the verb of a figure that several verbs may state. `of_any_kind`: the
    cases need not be about disclosure, so that the tables do not tell how many there were.
    """

    key: str
    value: int | float
    exact: bool
    sums: tuple[tuple[str, ...], ...]
    stated_as: str
    text: str
    span: Span
    wording: str = ""
    of_any_kind: bool = False


class Passage(NamedTuple):
    """A paragraph of prose, the heading that it stands under, and the sentences with figures in it."""

    folded: Folded
    heading: str
    section: Section | None
    sentences: tuple[Sentence, ...]


def passages(report: Report, language: Language) -> tuple[Passage, ...]:
    """The prose of a report, in its order."""
    found = []
    for heading, section, paragraph in _paragraphs(report):
        folded = Folded(paragraph.text)
        sentences = language.sentences(folded.text) if any(map(str.isnumeric, folded.text)) else []
        found.append(Passage(folded, heading, section, tuple(sentences)))
    return tuple(found)


def _paragraphs(report: Report) -> Iterator[tuple[str, Section | None, Paragraph]]:
    for block in report.front:
        if isinstance(block, Paragraph):
            yield "", None, block
    for part in report.sections:
        for section in part.walk():
            heading = fold(section.heading.text)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield heading, section, block


class _Counted:
    """The figures of a passage that count something, by their place, with the claims that they are."""

    def __init__(self, passage: Passage, units: frozenset[str], claims: Sequence[Claim]) -> None:
        atoms = (atom for sentence in passage.sentences for atom in atoms_of(sentence))
        self._atoms = [atom for atom in atoms if atom.unit in units]
        self._starts = [atom.start for atom in self._atoms]
        self._folded = passage.folded
        self._claims: dict[Span, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.span, []).append(claim)

    def last_within(self, start: int, end: int) -> Sequence[Claim] | None:
        """The claims of the last figure between two offsets, None where there is no figure."""
        at = bisect_left(self._starts, end) - 1
        if at < 0 or self._starts[at] < start:
            return None
        return self._claims.get(self._folded.span(self._starts[at], self._atoms[at].end), ())


class _SoFar:
    """What the figures of a sentence, up to one of them, settle for those behind it.

    `year` is the one named last, `thing` what was named last that can be counted, `heads` the keys of the figures that
    may have parts, by the depth of brackets ("" where it is none of the tables').
    """

    def __init__(self) -> None:
        self.year: int | float | None = None
        self.thing = ""
        self.heads: dict[int, str] = {}
        self._narrowed: set[tuple[int, int]] = set()  # stretches whose figures are of fewer than all
        self._is_others = False

    def head(self, place: FigurePlace) -> str | None:
        """The figure that one at a place may be a part of."""
        return self.heads.get(place.depth, self.heads.get(place.depth - 1))

    def leaves_out(self, place: FigurePlace) -> bool:
        """Whether figures at a place are of fewer than all, as those before them are."""
        return self._is_others or (place.depth, place.stretch) in self._narrowed

    def narrow(self, place: FigurePlace, of_others: bool) -> None:
        """Let what narrows a figure, or says that it is another organ's, hold for those behind it too."""
        if of_others or not place.is_part:
            self._narrowed.add((place.depth, place.stretch))
        if of_others and not place.is_part:
            self._is_others = True


class Reader:
    """Finds the claims in passages.

    `data` is `rules/language/claims.yaml`; `year` and `organization` are the report's.
    """

    def __init__(self, data: Mapping[str, Any], year: int | None, organization: str | None = None) -> None:
        self.data = data
        self.year = year
        self.organization = fold(organization or "")
        self.counting = frozenset(unit for units in data["counting"].values() for unit in units)
        self.topics = {topic: _compiled(pattern) for topic, pattern in data["topics"].items()}

    def claims(self, passage: Passage) -> Iterator[Claim]:
        """The claims of a paragraph, in no particular order."""
        text = passage.folded.text
        topic = of_heading = self._topic(passage.heading, None)
        figures: list[Claim] = []
        for sentence in passage.sentences:
            figures += self._figures(passage, sentence, topic)
            topic = self._topic(_written(sentence, text), topic)
        yield from figures
        yield from self._none(passage)
        yield from self._all(passage, figures, of_heading)

    def _topic(self, text: str, before: str | None) -> str | None:
        """What a text speaks of last."""
        latest, topic = -1, before
        for name, pattern in self.topics.items():
            for found in pattern.finditer(text):
                if found.end() > latest:
                    latest, topic = found.end(), name
        return topic

    def _figures(self, passage: Passage, sentence: Sentence, topic: str | None) -> Iterator[Claim]:
        """The figures that a sentence states, of a text that speaks of a topic before it."""
        text = passage.folded.text
        start = _begin(sentence)
        if _compiled(self.data["classified"]).search(_written(sentence, text)):
            return
        so_far = _SoFar()
        for place in places(sentence):
            so_far.year = self._year_at(place, text, start, so_far.year)
            if place.atom.unit not in self.counting:
                continue
            stated = self._stated(place, so_far)
            about = self._topic(text[start : place.atom.end] + stated.after, topic)
            entry = self._entry(place, stated, about, so_far)
            if entry is None or not self._is_of_the_year(str(entry["key"]), stated, so_far.year):
                continue
            if _compiled(self.data["wider"]).match(text, place.atom.end):
                continue
            is_narrowed = self._is_narrowed(stated.before + stated.after)
            said = passage.heading + text[start : place.atom.end]
            of_any_kind = not is_narrowed and self._is_of_any_kind(entry, stated, said)
            is_left_out = so_far.leaves_out(place) and not _compiled(self.data["whose"]).search(stated.before)
            if is_narrowed or of_any_kind:
                so_far.narrow(place, _compiled(self.data["others"]).search(stated.before) is not None)
            if not is_narrowed and not is_left_out:
                span = passage.folded.span(place.atom.start, place.atom.end)
                yield self._claim(entry, place.atom, stated, span, of_any_kind)

    def _year_at(self, place: FigurePlace, text: str, start: int, before: int | float | None) -> int | float | None:
        """The year that a figure is of: one that its item names before it and compares nothing with, else as before."""
        year = before
        for atom in place.item.own("YEAR"):
            compared = _compiled(self.data["compared"])
            if atom.start < place.atom.start and not compared.search(text, start, atom.start):
                year = atom.value
        return year

    def _stated(self, place: FigurePlace, so_far: _SoFar) -> StatedFigure:
        """A figure with its words; where these are a verb alone, with the thing that the sentence named before."""
        verbs = _compiled(self.data["verbs"])
        stated = StatedFigure(place, verbs, self.named)
        if named := _compiled(self.data["objects"]).search(stated.before):
            so_far.thing = named[0]
        elif so_far.thing and verbs.search(stated.before):
            return stated.of(so_far.thing)
        return stated

    def _entry(
        self, place: FigurePlace, stated: StatedFigure, topic: str | None, so_far: _SoFar
    ) -> Mapping[str, Any] | None:
        """What a figure is the figure of; None where it is none of the tables' or a part that they do not have."""
        counting = self.data["counting"]
        head = so_far.head(place)
        entry = self._meaning(stated, topic, head)
        if entry is not None and place.atom.unit not in counting[entry.get("topic", "other")]:
            entry = None
        is_part = place.is_part or place.is_among
        if not is_part and (entry or place.atom.unit in counting["applications"]):
            so_far.heads[place.depth] = str(entry["key"]) if entry else ""
        if (place.is_part and head == "") or (is_part and head in self.data["parts"]):
            return None
        return entry

    def _is_of_the_year(self, key: str, stated: StatedFigure, year: int | float | None) -> bool:
        """Whether a figure is the report's year's, and no change; what is carried over or forward names other years."""
        if year not in (None, self.year) and not key.startswith("carried"):
            return False
        return not self._is_elsewhere(stated, key)

    def _claim(
        self, entry: Mapping[str, Any], atom: Atom, stated: StatedFigure, span: Span, of_any_kind: bool
    ) -> Claim:
        key = str(entry["key"])
        return Claim(
            key,
            _in_unit(atom, key),
            atom.exact,
            tuple(map(tuple, entry["sums"])),
            "figure",
            atom.text + atom.unit,
            span,
            "" if key.startswith("carried") else self._verb(stated),
            of_any_kind,
        )

    def _meaning(self, stated: StatedFigure, topic: str | None, head: str | None) -> Mapping[str, Any] | None:
        for entry in self.data["claims"]:
            if entry.get("topic", topic) != topic:
                continue
            if "part_of" in entry and head not in entry["part_of"]:
                continue
            if any(word in stated.line for word in entry["words"]) and _compiled(entry["pattern"]).search(stated.line):
                return entry  # type: ignore[no-any-return]
        return None

    def _verb(self, stated: StatedFigure) -> str:
        """The verb of receipt that a figure is stated with."""
        verb = _compiled(self.data["verbs_of_receipt"]).search(stated.line)
        return verb[0] if verb else ""

    def _is_elsewhere(self, stated: StatedFigure, key: str) -> bool:
        """Whether the figure is one of another time, or a change."""
        if _compiled(self.data["change"]).search(stated.before):
            return True
        clause = stated.clause
        if key.startswith("carried"):
            clause = re.sub("[上下去明]一?年", "", clause)
        return _compiled(self.data["elsewhere"]).search(clause) is not None

    def _is_of_any_kind(self, entry: Mapping[str, Any], stated: StatedFigure, said: str) -> bool:
        """Whether the cases may be all that the organ decides on, since nothing says that they are about disclosure."""
        pattern = self.data["cases_of_any_kind"].get(entry.get("topic"))
        return bool(pattern and "信息公开" not in said and _compiled(pattern).search(stated.line))

    def _is_narrowed(self, words: str) -> bool:
        """Whether words beside a figure say more than that it is the organ's figure of the year."""
        if _compiled(self.data["capacity"]).search(words):
            return True
        plain = _compiled("|".join(self.data["plain"]))
        at = 0
        while at < len(words):
            if words.startswith(self._own_names, at):
                at += next(len(name) for name in self._own_names if words.startswith(name, at))
            elif (found := plain.match(words, at)) and found.end() > at:
                at = found.end()
            elif _CHINESE[0] <= words[at] <= _CHINESE[1]:
                return True
            else:
                at += 1
        return False

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        """The organ's name and what is left of it without its region, as it calls itself in its report.

        Each report has others: a pattern of them would be compiled for each, which costs more than all else.
        """
        names = dict.fromkeys((self.organization, self.organization.replace("人民政府", "政府")))
        return tuple(name[start:] for name in names for start in range(len(name) - _SHORTEST_NAME + 1))

    def named(self, text: str) -> str:
        """A text as the patterns write it: one spelling, the report's year and those beside it as 本年, 上年, 下年."""
        for variant, word in self.data["spellings"].items():
            text = text.replace(variant, word)
        if self.year is None:
            return text
        for year, word in ((self.year, "本年"), (self.year - 1, "上年"), (self.year + 1, "下年")):
            text = text.replace(f"{year}年度", word).replace(f"{year}年", word)
        return text

    def _none(self, passage: Passage) -> Iterator[Claim]:
        text = passage.folded.text
        for start, end in _sentences_with(self.data["none_words"], text):
            for entry in self.data["none"]:
                for found in islice(_compiled(entry["pattern"]).finditer(text, start, end), _MOST_OF_A_KIND):
                    clause = max(start, *(text.rfind(stop, start, found.start()) + 1 for stop in ";,"))
                    excepted = _compiled(self.data["none_except"]).search(found[0])
                    said = _compiled(self.data["none_plain"]).sub("", self.named(text[clause : found.end()]))
                    if (
                        not excepted
                        and not self._is_narrowed(said)
                        and not self._is_of_another_time(text, start, found)
                    ):
                        whose = entry["key"] in self.data["cases_of_any_kind"]
                        of_any_kind = whose and "信息公开" not in passage.heading + text[start : found.end()]
                        yield self._nought(passage, entry["key"], "none", found)._replace(of_any_kind=of_any_kind)

    def _all(self, passage: Passage, figures: Sequence[Claim], topic: str | None) -> Iterator[Claim]:
        text = passage.folded.text
        counted = _Counted(passage, self.counting, figures)
        for start, end in _sentences_with(self.data["all_words"], text):
            for entry in self.data["all"]:
                for found in islice(_compiled(entry["pattern"]).finditer(text, start, end), _MOST_OF_A_KIND):
                    if self._topic(text[start : found.end()], topic) != entry["topic"]:
                        continue
                    if not self._speaks_of(entry["of"], counted, text, start, found.start()):
                        continue
                    if not self._is_of_another_time(text, start, found):
                        yield self._nought(passage, entry["key"], "all", found)

    def _speaks_of(self, keys: Sequence[str], counted: _Counted, text: str, start: int, end: int) -> bool:
        """Whether what a sentence says of all is said of all that the tables count: the figure or the words before it.

        Args:
            keys: the claims that all of them may be.
            counted: the figures of the passage.
            text: that of the passage.
            start: where the sentence begins.
            end: where it says so.
        """
        claims = counted.last_within(start, end)
        if claims is not None:
            return any(claim.key in keys and not claim.of_any_kind for claim in claims)
        clauses = [clause for clause in re.split("[;,]", text[start:end]) if clause]
        return not any(map(self._is_narrowed, map(self.named, clauses[-1:])))

    def _nought(self, passage: Passage, key: str, stated_as: str, found: re.Match[str]) -> Claim:
        """The claim that a figure is 0."""
        sums = next(claim["sums"] for claim in self.data["claims"] if claim["key"] == key)
        span = passage.folded.span(*found.span())
        return Claim(key, 0, True, tuple(map(tuple, sums[:1])), stated_as, found[0], span)

    def _is_of_another_time(self, text: str, start: int, found: re.Match[str]) -> bool:
        """Whether the words before what was found, in a sentence that starts at `start`, tell of another year."""
        clause = max(start, *(text.rfind(stop, start, found.start()) + 1 for stop in ";,"))
        if _compiled(self.data["elsewhere"]).search(self.named(text[clause : found.start()])):
            return True
        years = re.findall(r"(?:19|20)\d\d(?=年)", text[start : found.start()])
        return bool(years) and int(years[-1]) != self.year


def _sentences_with(words: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences begin and end that have one of the words."""
    any_word = _compiled("|".join(words))
    if any_word.search(text):
        yield from ((start, end) for start, end in stretches_of(text) if any_word.search(text, start, end))


def _in_unit(atom: Atom, key: str) -> int | float:
    """The figure in the unit of the table: amounts of money are in 万元."""
    assert atom.value is not None
    return round(atom.value / 10_000, 6) if atom.unit == "元" and key == "fees" else atom.value


def _begin(sentence: Sentence) -> int:
    return next((atom.start for atom in atoms_of(sentence)), 0)


def _written(sentence: Sentence, text: str) -> str:
    return text[_begin(sentence) : max((atom.end for atom in atoms_of(sentence)), default=0)]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
