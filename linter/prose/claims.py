"""What sentences say about the figures of the tables: claims with their places and every meaning they may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from linter.model.document import Span
from linter.prose.figure_mentions import FigureMention, FigureSentence, Item
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.figure_words import TOPICS, FigureWords
from linter.prose.passages import Passage
from linter.text.folding import fold

_CHINESE = ("一", "鿿")  # the first and the last Chinese character
_SHORTEST_NAME = 3
_FEWEST_WORDS = 2  # what stands before a figure must say something, else the item before it does
# meanings that say of a figure more than that it is the organ's of the year: it may be of fewer, or of something else
_NARROWING = frozenset(
    (
        UNKNOWN,
        "others",
        "capacity",
        "elsewhere",
        "other_year",
        "average",
        "planned",
        "date",
        "open",
        "overlap",
        "document",
        "publish",
        "proactive",
        "revise",
        "cumulative",
        "rate",
        "share",
        "share_of",
        "difference",
        "and_others",
    )
)
_CHANGE = ("growth", "decline", "difference", "compared")
_VERBS = ("receive", "handle", "answer", "settle", "carry", "issue", "repeal", "in_force", "decide", "arise", "close")
_THINGS = ("regulation", "normative", "permit", "penalty", "compulsion")
_CASES = ("review", "suit")


# meanings of the words of a phrase that says there was none, and narrow nothing
_HARMLESS_OF_NONE = frozenset(
    (
        "",
        UNKNOWN,
        "application",
        "application_count",
        "request",
        "applicant",
        "review",
        "suit",
        "receive",
        "arise",
        "handle",
        "answer",
        "settle",
        "concerning",
        "with",
        "after",
        "particle",
        "done",
        "each_of_all",
        "and_others",
        "settle",
        "disclosure",
        "this_year",
        "last_year",
        "own",
        "natural",
        "person",
        "organisations",
        "filler",
        "manner",
        "all",
        "carry",
        "sum",
        "none",
        "now",
        "direct",
        "document",
        "others",
        "publish",
    )
)
_NOT_ALL = frozenset(("rate", "carry", "none", "norm", "unfinished", "elsewhere", UNKNOWN))


class Claim(NamedTuple):
    """A figure that a sentence states.

    `key` is what it is the figure of, `sums` the sums of cells that it may be, as addresses (the likeliest first).
    `stated_as` is how: as a figure, as `none` (there was none) or as `all` (all were done, so none is left), `text` the
    words or the figure with its unit, `wording` the verb of a figure that several verbs may state. `of_any_kind`: the
    cases need not be about disclosure, so that the tables do not tell how many there were. `step` is what one unit of
    the last printed place is worth; claims of one paragraph share their `passage`.
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
    step: float = 1
    passage: int = 0

    def fits(self, value: float) -> bool:
        """Whether the figure as printed is right for a value: exact, rounded or cut off at its last place."""
        if self.value == value:
            return True
        return self.step > 1 and (abs(self.value - value) <= self.step / 2 or 0 <= value - self.value < self.step)


class _Phrase(NamedTuple):
    """A figure with the words that say what it is: those of its item, and of what it leans on.

    `named` are all their meanings, `before` and `after` the words.
    """

    before: tuple[FigureToken, ...]
    after: tuple[FigureToken, ...]
    named: frozenset[str]

    def has(self, needed: str) -> bool:
        return any(meaning in self.named for meaning in needed.split("|"))


class _SoFar:
    """What the figures of a sentence, up to one of them, settle for those behind it.

    `year` is the one named last, `thing` what was named last that can be counted, `heads` the keys of the figures that
    may have parts, by the depth of brackets ("" where it is none of the tables').
    """

    def __init__(self) -> None:
        self.year: int | float | None = None
        self.thing = ""
        self.heads: dict[int, str] = {}
        self.parts: set[int] = set()  # depths at which a list has begun
        self.is_others = False
        self.is_narrowed: set[int] = set()

    def head(self, depth: int) -> str | None:
        return self.heads.get(depth, self.heads.get(depth - 1))


class Reader:
    """Finds the claims in passages; `year` and `organization` are the report's."""

    def __init__(self, words: FigureWords, year: int | None, organization: str | None = None) -> None:
        self.words = words
        self.year = year
        self.organization = fold(organization or "")
        self.phrases: Sequence[Mapping[str, Any]] = words.data["phrases"]
        self.undivided = frozenset(words.data["undivided"])

    def claims(self, passage: Passage, number: int = 0) -> Iterator[Claim]:
        """The claims of a paragraph, in no particular order; `number` is its own among the passages."""
        text = passage.folded.text
        topic = self.words.topic(passage.heading, None)
        of_heading = topic
        at = 0
        figures: list[Claim] = []
        for sentence in passage.sentences:
            topic = self.words.topic(text[at : sentence.start], topic)
            at = sentence.start
            stated = list(self._figures(passage, sentence, topic, number))
            figures += stated
            yield from stated
            yield from self._none(passage, sentence, number)
            yield from self._all(passage, sentence, stated, topic if topic else of_heading, number)

    # --- figures ---

    def _figures(self, passage: Passage, sentence: FigureSentence, topic: str | None, number: int) -> Iterator[Claim]:
        """The figures that a sentence states, of a text that speaks of a topic before it."""
        if _is_classification(sentence):
            return
        text = passage.folded.text
        so_far = _SoFar()
        for index, mention in enumerate(sentence.mentions):
            if mention.is_share:
                continue
            so_far.year = self._year_at(sentence.items[mention.item], index, so_far.year)
            is_part = mention.speaks_of("of_which", "including", "respectively") or mention.depth in so_far.parts
            if mention.separator == 3 and not mention.speaks_of("of_which", "including"):
                so_far.parts.discard(mention.depth)
                is_part = False
            if mention.speaks_of("of_which", "including", "respectively"):
                so_far.parts.add(mention.depth)
            phrase = self._phrase(sentence, mention, so_far)
            behind = mention.after[0].text if mention.after else ""
            about = _topic_of((*mention.gap, *mention.after), topic)
            if not is_part:
                topic = about
            is_among = bool(mention.after) and mention.after[-1].meaning == "among"
            entry = self._meaning(phrase, about, so_far.head(mention.depth), mention.unit)
            was_head = so_far.head(mention.depth)
            if not is_part and (entry is not None or self.words.counts(mention.unit, "applications")):
                so_far.heads[mention.depth] = str(entry["key"]) if entry else ""
            if is_among:
                so_far.parts.add(mention.depth)
            if entry is None or not entry["sums"]:
                continue
            if is_part and (was_head == "" or was_head in self.undivided):
                continue
            key = str(entry["key"])
            if not self._is_of_the_year(key, phrase, mention, so_far.year):
                continue
            is_narrowed = self._is_narrowed((*phrase.before, *phrase.after), "topic" in entry) or phrase.has("none")
            if phrase.has("rest") and not key.startswith("carried"):
                continue
            said = passage.heading + text[sentence.start : mention.end] + behind
            of_any_kind = (
                not is_narrowed
                and key.split("_")[0] in ("review", "suit", "direct", "after")
                and (not self._is_about_disclosure(said))
                and phrase.has("receive|handle")
            )
            is_own = phrase.has("own")
            is_left_out = (so_far.is_others or mention.depth in so_far.is_narrowed) and not is_own
            if is_narrowed or of_any_kind:
                is_others = phrase.has("others")
                if is_others or not is_part:
                    so_far.is_narrowed.add(mention.depth)
                if is_others and not is_part:
                    so_far.is_others = True
            if is_narrowed or is_left_out or self._is_of_wider_cases(sentence, index):
                continue
            span = passage.folded.span(mention.start, mention.end)
            yield Claim(
                key,
                _in_table_unit(mention, key),
                mention.is_exact,
                tuple(map(tuple, entry["sums"])),
                "figure",
                mention.text,
                span,
                "" if key.startswith("carried") else _verb(phrase),
                of_any_kind,
                _step_in_table(mention, key),
                number,
            )

    def _phrase(self, sentence: FigureSentence, mention: FigureMention, so_far: _SoFar) -> _Phrase:
        item = sentence.items[mention.item]
        before = list(mention.before)
        is_first = next(item.mentions(), None) is not None and sentence.mentions[next(item.mentions())] == mention
        if is_first and sum(len(token.text) for token in before) < _FEWEST_WORDS and item.number == 0:
            before = [*_words_of(_item_before(sentence, mention.item)), *before]
        elif is_first and item.number:
            earlier = _items_of_clause(sentence, mention.item)
            if not any(True for one in earlier for _ in one.mentions()):
                before = [token for one in earlier for token in one.words()] + before
            elif not any(token.meaning in _VERBS for token in before):
                verb = next((token for token in earlier[0].words() if token.meaning in _VERBS), None)
                before = [verb, *before] if verb else before
        named = {self._meaning_of(token) for token in (*before, *mention.after)}
        things = [token.meaning for token in before if token.meaning in _THINGS]
        if things:
            so_far.thing = things[-1]
        elif so_far.thing and named & {"issue", "repeal", "in_force"} and not named & {*_THINGS}:
            named.add(so_far.thing)
        named |= {f"behind.{token.meaning}" for token in mention.after}
        return _Phrase(tuple(before), mention.after, frozenset(named))

    def _meaning_of(self, token: FigureToken) -> str:
        """What a word means in this report: its years are this, last, next or another one."""
        if token.kind != "YEAR":
            return token.meaning
        names = {0: "this_year", -1: "last_year", 1: "next_year"}
        return "other_year" if self.year is None else names.get(int(token.value) - self.year, "other_year")

    def _meaning(self, phrase: _Phrase, topic: str | None, head: str | None, unit: str) -> Mapping[str, Any] | None:
        for entry in self.phrases:
            if entry.get("topic", topic) != topic:
                continue
            if not all(map(phrase.has, entry["needs"])) or any(map(phrase.has, entry.get("without", ()))):
                continue
            if "part_of" in entry and head not in entry["part_of"]:
                continue
            return entry if self.words.counts(unit, entry.get("topic", "other")) else None
        return None

    def _year_at(self, item: Item, index: int, before: int | float | None) -> int | float | None:
        """The year that a figure is of: one that its item names before it and compares nothing with, else as before."""
        year = before
        compared = False
        for piece in item.pieces:
            if piece == index:
                break
            if isinstance(piece, FigureToken):
                if piece.kind == "YEAR" and not compared:
                    year = piece.value
                compared = piece.meaning in ("compared", "with")
        return year

    def _is_of_the_year(self, key: str, phrase: _Phrase, mention: FigureMention, year: int | float | None) -> bool:
        """Whether a figure is the report's year's, and no change; what is carried over or forward names other years."""
        if any(token.meaning in _CHANGE for token in phrase.before):
            return False
        if key.startswith("carried"):
            return True
        return year in (None, self.year) and not phrase.has("last_year|next_year|other_year")

    def _is_narrowed(self, words: Sequence[FigureToken], is_of_a_topic: bool = True) -> bool:
        """Whether words beside a figure say more than that it is the organ's figure of the year.

        What is published narrows applications (公开信息), not rules (公开现行有效的规章).
        """
        narrowing = _NARROWING if is_of_a_topic else _NARROWING - {"publish", "proactive"}
        rest = [token for token in words if token.meaning in narrowing]
        if not rest:
            return False
        if any(token.meaning != UNKNOWN and token.meaning != "others" for token in rest):
            return True
        said = "".join(token.text for token in words)
        for name in self._own_names:
            if name in said:
                said = said.replace(name, "|", 1)
                break
        else:
            return any(token.meaning == "others" or _is_word(token.text) for token in rest)
        return any(token.text in said for token in rest if token.meaning == "others" or _is_word(token.text))

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        """The organ's name and what is left of it without its region, as it calls itself in its report."""
        name = self.organization
        names = dict.fromkeys((name, name.replace("人民政府", "政府")))
        place, is_government, _ = name.partition("人民政府")
        endings = [name[start:] for name in names for start in range(len(name) - _SHORTEST_NAME + 1)]
        return tuple(endings + [place[start:] for start in range(len(place) - _SHORTEST_NAME + 1) if is_government])

    def _is_of_wider_cases(self, sentence: FigureSentence, index: int) -> bool:
        """Whether only some of a number of cases are about disclosure, as what follows says."""
        if index + 1 >= len(sentence.mentions):
            return False
        gap = sentence.mentions[index + 1].gap
        text = "".join(token.text for token in gap)
        return any(token.meaning == "of_which" for token in gap) and self._is_about_disclosure(text)

    # --- none and all ---

    def _none(self, passage: Passage, sentence: FigureSentence, number: int) -> Iterator[Claim]:
        """What a sentence says there was none of: the head of the phrase behind the negation, the last thing in it."""
        read = sentence.tokens
        for at, token in enumerate(read):
            if token.meaning != "none":
                continue
            phrase = _phrase_behind(read, at)
            heads = _heads(phrase)
            before = _clause_before(read, at)
            if not heads and token.text.endswith(("0", "零")):
                heads, phrase = _heads(before), before
                before = []
            if (
                not heads
                and {"carry"} <= {t.meaning for t in phrase}
                and "last_year" in {t.meaning for t in (*before[-1:], *phrase)}
            ):
                heads, before = ["last_year"], before[:-1]
            if not heads or self._says_more(phrase, before):
                continue
            start = read[at].start
            end = max(phrase[-1].end, token.end) if phrase else token.end
            said = passage.folded.text[sentence.start : end]
            about = self._is_about_disclosure(passage.heading + said)
            for head in heads:
                key = self.words.data["none"][head]
                if key == "received" and not (self._is_about_applications(passage, sentence, phrase)):
                    continue
                yield self._nought(
                    passage, key, "none", min(start, phrase[0].start), end, number, key in _CASES and not about
                )

    def _is_about_applications(self, passage: Passage, sentence: FigureSentence, phrase: Sequence[FigureToken]) -> bool:
        if any(token.meaning == "application" for token in phrase):
            return True
        text = passage.folded.text
        return self.words.topic(text[: sentence.end], self.words.topic(passage.heading, None)) == "applications"

    def _is_about_disclosure(self, text: str) -> bool:
        return any(word in text for word in self.words.data["about_disclosure"])

    def _says_more(self, phrase: Sequence[FigureToken], before: Sequence[FigureToken]) -> bool:
        """Whether the words of such a phrase narrow what there was none of, or tell of another time."""
        years = {self._meaning_of(token) for token in (*before, *phrase) if token.kind == "YEAR"}
        if years - {"this_year"}:
            return True
        meanings = {token.meaning for token in phrase}
        if meanings - _HARMLESS_OF_NONE:
            return True
        if {token.meaning for token in before} & {"other_year", "others"}:
            return True
        return self._is_narrowed(phrase) or self._is_narrowed(before)

    def _all(
        self, passage: Passage, sentence: FigureSentence, figures: Sequence[Claim], topic: str | None, number: int
    ) -> Iterator[Claim]:
        """What a sentence says of all, so that none is left: said of the last figure before it, else of the topic."""
        read = sentence.tokens
        for at, token in enumerate(read):
            if token.meaning not in ("all", "each_of_all"):
                continue
            phrase = _phrase_behind(read, at)
            meanings = {piece.meaning for piece in phrase}
            about = _topic_of(read[: at + 1 + len(phrase)], topic)
            for entry in self.words.data["all"]:
                needed = entry["needs"][0].split("|")
                if about != entry["topic"] or not meanings & set(needed) or meanings & _NOT_ALL:
                    continue
                before = _clause_before(read, at)
                if not _is_done(token, phrase) or (before and before[-1].meaning == "after"):
                    continue
                if self._speaks_of(entry["of"], passage, sentence, figures, token, read, at):
                    yield self._nought(passage, str(entry["key"]), "all", token.start, phrase[-1].end, number)
                break

    def _speaks_of(
        self,
        keys: Sequence[str],
        passage: Passage,
        sentence: FigureSentence,
        figures: Sequence[Claim],
        token: FigureToken,
        read: Sequence[FigureToken],
        at: int,
    ) -> bool:
        """Whether what is said of all is said of all that the tables count: the last figure, or the words before it."""
        before = [m for m in sentence.mentions if m.end <= token.start and not m.is_share]
        if before:
            span = passage.folded.span(before[-1].start, before[-1].end)
            return any(c.span == span and c.key in keys and not c.of_any_kind for c in figures)
        clause = _clause_before(read, at)
        years = {self._meaning_of(piece) for piece in clause if piece.kind == "YEAR"}
        return not years - {"this_year"} and not self._is_narrowed(clause)

    def _nought(
        self, passage: Passage, key: str, stated_as: str, start: int, end: int, number: int, of_any_kind: bool = False
    ) -> Claim:
        """The claim that a figure is 0."""
        sums = next(phrase["sums"] for phrase in self.phrases if phrase["key"] == key)
        folded = passage.folded
        return Claim(
            key,
            0,
            True,
            tuple(map(tuple, sums[:1])),
            stated_as,
            folded.text[start:end],
            folded.span(start, end),
            of_any_kind=of_any_kind,
            passage=number,
        )


def _is_done(token: FigureToken, phrase: Sequence[FigureToken]) -> bool:
    """Whether what is said of all is that it is done (均已答复, 全部答复, 均办结), and not how (均依法答复)."""
    return token.meaning == "all" or any(piece.meaning in ("upheld", "settle", "done") for piece in phrase)


def _topic_of(tokens: Sequence[FigureToken], before: str | None) -> str | None:
    """What the words of a sentence speak of last; a channel (网站申请) is no topic."""
    topic = before
    for at, token in enumerate(tokens):
        of = TOPICS.get(token.meaning)
        if of == "other" and at + 1 < len(tokens) and tokens[at + 1].meaning in ("request", "application"):
            continue
        topic = of or topic
    return topic


def _words_of(item: Item | None) -> list[FigureToken]:
    return [] if item is None or any(True for _ in item.mentions()) else list(item.words())


def _item_before(sentence: FigureSentence, at: int) -> Item | None:
    item = sentence.items[at]
    for earlier in reversed(sentence.items[:at]):
        if earlier.depth == item.depth:
            return earlier
    return None


def _items_of_clause(sentence: FigureSentence, at: int) -> list[Item]:
    clause = sentence.items[at].clause
    return [item for item in sentence.items[:at] if item.clause == clause]


def _is_classification(sentence: FigureSentence) -> bool:
    """Whether a sentence tells how documents are classified, which is no answer to an application."""
    if any(token.meaning == "attribute" for token in sentence.tokens):
        return True
    return any(
        any(token.meaning == "proactive" for token in one.before)
        and any(token.meaning == "application" for token in other.before)
        for one, other in pairwise(sentence.mentions)
    )


def _verb(phrase: _Phrase) -> str:
    """The verb of receipt that a figure is stated with."""
    return next((t.text for t in phrase.before if t.meaning in ("receive", "handle", "arise")), "")


def _in_table_unit(mention: FigureMention, key: str) -> int | float:
    """The figure in the unit of the table: amounts of money are in 万元."""
    if key != "fees":
        return mention.value
    factor = {"元": 1e-4, "亿元": 1e4}.get(mention.unit, 1)
    return round(mention.value * factor, 6)


def _step_in_table(mention: FigureMention, key: str) -> float:
    return 0 if key == "fees" else max(mention.step, 1)


def _is_word(text: str) -> bool:
    return any(_CHINESE[0] <= sign <= _CHINESE[1] for sign in text)


def _phrase_behind(read: Sequence[FigureToken], at: int) -> list[FigureToken]:
    """The words behind a token up to the next comma or figure; 、 goes on."""
    found: list[FigureToken] = []
    for token in read[at + 1 :]:
        is_one = token.kind == "UNIT" or (token.kind == "NUMBER" and token.value == 1)  # 没有收到一件申请
        if is_one:
            continue
        if token.kind in ("COMMA", "SEMICOLON", "COLON", "STOP", "NUMBER", "PERCENT", "OPEN", "CLOSE"):
            break
        found.append(token)
    return found


def _clause_before(read: Sequence[FigureToken], at: int) -> list[FigureToken]:
    found: list[FigureToken] = []
    for token in reversed(read[:at]):
        if token.kind in ("COMMA", "SEMICOLON", "COLON", "OPEN", "CLOSE"):
            break
        found.append(token)
    return list(reversed(found))


_HEADS = ("application", "request", "review", "suit")
_BEHIND_A_HEAD = ("filler", "manner", "with", "arise", "last_year", "carry")


def _heads(phrase: Sequence[FigureToken]) -> list[str]:
    """The things at the end of a phrase, joined by 、 or 和: its head nouns."""
    found: list[str] = []
    for token in reversed(phrase):
        if token.meaning in _HEADS:
            if found and token.meaning in ("application", "request") and found[-1] in ("review", "suit"):
                break
            found.append(token.meaning)
        elif (
            token.kind == "ENUM"
            or token.meaning in ("with", "filler")
            or (not found and token.meaning in _BEHIND_A_HEAD)
        ):
            if token.meaning == "last_year":
                found.append("last_year")
        else:
            break
    return found
