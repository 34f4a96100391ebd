"""The figures of a sentence that the tables hold: by the meanings of the words beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest

from linter.model.records import NamedTuple
from linter.prose.claim import Claim
from linter.prose.compared import moved
from linter.prose.figure_mentions import FigureMention, FigureSentence, Item, segments_of, sentence_spans
from linter.prose.figure_tokens import FigureToken, tokens
from linter.prose.figure_words import Phrase
from linter.prose.in_order import told_in_order
from linter.prose.passages import Passage
from linter.prose.standpoint import Standpoint, topic_of

_FEWEST_WORDS = 2  # what stands before a figure must say something, else the item before it does
_CHANGE = ("growth", "decline", "difference", "compared")
_LEADS = ("of_which", "including", "mainly", "respectively")
_VERBS = ("receive", "handle", "answer", "settle", "carry", "issue", "repeal", "in_force", "decide", "arise", "close")
_THINGS = ("regulation", "normative", "permit", "penalty", "compulsion")
_BESIDE_A_THING = ("filler", "manner", "this_year", "own")
_ACTS_ON_RULES = frozenset(("issue", "repeal", "in_force"))
_CASES = ("review", "suit", "direct", "after", "disputes")
_OVER = "carried_over"
_ON = "carried_forward"
_CARRIED = ("carried", _OVER, _ON)
_IN_ALL = "received_in_all"
_GOES_ON = ("carried", _ON)
_GOING_ON = ("next_year", "unfinished", "go_on")
_OTHERS = ("rest", "left")
_BECAME = ("answered", *_GOES_ON)
_OF = "的"
_NEW = ("received", "received_and_answered")
_RECEIVED = (*_NEW, _IN_ALL)
_DONE_TO_ANOTHER = (*_BECAME, *_RECEIVED)
_OUTCOMES = ("granted", "partial", "granted_or_partial", "denied", "unavailable", "not_processed", "other")
_REFUSALS = ("deny", "unavailable", "not_process", "other_process")
_PERSONS = ("natural", "person")
_BODIES = ("organisations", "business")
_APPLICANTS = (*_PERSONS, *_BODIES)
_PUBLISHED = ("publish", "proactive")
_OTHER_TIMES = frozenset(("last_year", "next_year", "other_year"))
_REQUESTED = ("request", "application")
_KINDS = frozenset(("proactive", "application"))
_DONE_TO_REQUESTS = frozenset(("receive", "handle", "answer", "settle"))
_DONE = ("answer", "settle")
_OF_ANY_KIND = frozenset(("receive", "handle"))
_YUAN = {"元": 1e-4, "亿元": 1e4}  # in 万元, which the tables count in


class _Words(NamedTuple):
    """The words of a figure: those of its item, and of what it leans on where these say too little.

    `named` are all their meanings; those of the words behind it stand there once more with `behind.` before them.
    """

    before: tuple[FigureToken, ...]
    after: tuple[FigureToken, ...]
    named: frozenset[str]

    @property
    def are_of_one_kind(self) -> bool:
        """Whether they name persons or organisations alone."""
        return self.named.isdisjoint(_PERSONS) != self.named.isdisjoint(_BODIES)

    @property
    def are_of_this_year(self) -> bool:
        """Whether they say that what came in the year is spoken of: 当年办结."""
        return "this_year" in self.named


class SentenceReader:
    """Reads the figures of a sentence one after the other; each may settle something for those behind it.

    `_year` is the one named last, `_thing` what was named last that can be counted, `_heads` the keys of the figures
    that may have parts, by the depth of brackets ("" where it is none of the tables'), `_head_at` the place of the last
    of them, `_lists` the depths at which a list has begun, `_narrowed` those at which figures are of fewer than all.
    """

    def __init__(self, passage: Passage, sentence: FigureSentence, topic: str | None, of: Standpoint) -> None:
        self._passage = passage
        self._sentence = sentence
        self._topic = topic
        self._of = of
        self._undivided = of.words.undivided
        self._in_order = told_in_order(sentence)
        self._year: int | float | None = None
        self._thing = _thing_spoken_of(sentence.mentions[0]) if sentence.mentions else ""
        self._heads: dict[int, str] = {}
        self._head_at = -1
        self._lists: set[int] = set()
        self._narrowed: set[int] = set()
        self._is_of_others = False
        self._has_older_cases = False
        self._tells_both = False  # reviews and suits as parts of their sum
        self._is_of_a_part_of_the_year = False
        self._is_of_another_time = False
        self._some: int | float = 0  # of applications that are fewer than all, as the figure counted last
        self._carried: int | float = 0  # of those that the sentence goes on to tell of: 结转的4件

    def claims(self, number: int) -> Iterator[Claim]:
        """The claims of the sentence; `number` is that of its passage."""
        if _is_classification(self._sentence):
            return
        for index, mention in enumerate(self._sentence.mentions):
            if not mention.is_share and (claim := self._claim(index, mention, number)) is not None:
                yield claim

    def _claim(self, index: int, mention: FigureMention, number: int) -> Claim | None:
        self._note_period(mention, index == 0)
        is_moved = index > 0 and moved(*self._sentence.mentions[index - 1 : index + 1]) is not None
        self._note_year(self._sentence.items[mention.item], index, is_moved)
        is_part = self._is_part(mention)
        in_order = self._in_order.get(index)
        if in_order is None and index in self._in_order:
            return None
        if in_order is not None:
            if in_order.year is not None:
                self._year = in_order.year
            if self._year not in (None, self._of.year) or self._of.narrows(in_order.beside):
                return None
        before = self._before(mention, index if is_moved else 0) if in_order is None else in_order.own
        words = self._words(mention, before)
        topic = topic_of((*(mention.gap if in_order is None else in_order.own), *mention.after), self._topic)
        if not is_part:
            self._topic = topic
        head = self._heads.get(mention.depth, self._heads.get(mention.depth - 1))
        is_again = self._tells_again(index, words)
        phrase = None if is_again else self._phrase(words.named, topic, head, mention.unit)
        if phrase is not None and phrase.key == _ON:
            phrase = self._over_or_on(index, words, phrase)
        is_of_before = phrase is not None and self._is_of_the_figure_before(phrase.key, words, mention, is_part, head)
        is_head = phrase is not None or self._of.words.counts(mention.unit, "applications")
        is_of_both = (
            phrase is not None and phrase.key in ("review", "suit") and (head == "disputes" or self._tells_both)
        )
        if is_of_both:  # 共15件，其中复议9件（维持5件）
            self._tells_both = True
            self._topic = topic
        if head == "disputes":  # 共15件，维持8件，其他4件，未审结2件: all of them parts of it
            is_head &= is_of_both or (phrase is not None and not phrase.key.startswith("disputes_"))
        if is_head and (is_again or is_of_both or not is_part) and not is_of_before:
            if phrase is not None:
                self._heads[mention.depth], self._head_at = phrase.key, index
            elif not self._is_way_of_the_head(index):
                self._heads[mention.depth] = ""
        if mention.after and mention.after[-1].meaning == "among":
            self._lists.add(mention.depth)
        if mention.separator > 2 or (phrase is not None and phrase.key in _RECEIVED):
            self._some = 0
        if topic == "applications" and not is_part:
            is_narrowed = words.are_of_one_kind or (phrase is None and self._of.narrows(words.before))
            if not words.named.isdisjoint(_REQUESTED) or "pass_on" in words.named:
                self._some = mention.value if is_narrowed else 0
        if phrase is None or not phrase.sums or (is_part and (head == "" or head in self._undivided)):
            return None
        if phrase.key in _RECEIVED:
            self._carried = 0
            if not words.named.isdisjoint(_REQUESTED):
                self._thing = ""
        elif phrase.key in _CARRIED and mention.before and mention.before[-1].text == _OF:
            self._carried = mention.value
        if is_of_before or self._became_another(index) or self._is_of_some_people(index) or self._is_told_apart(index):
            return None
        if self._is_of_older_cases(phrase.key, words) or self._is_of_what_was_published(index, phrase.key, words):
            return None
        if self._is_of_another_thing(phrase.key, words):
            return None
        if not self._is_of_the_year(phrase.key, words) or _is_of_some(phrase.key, words, mention, is_part, head):
            if phrase.key == _IN_ALL:  # 征地类较多，21件申请中: nor are its parts figures of all
                self._heads[mention.depth] = ""
            return None
        of_any_kind = self._is_of_any_kind(phrase, words, mention)
        if self._is_narrowed(phrase, words, mention, is_part, of_any_kind) or self._is_of_wider_cases(index):
            return None
        is_carried = phrase.key.startswith("carried")
        # 新收9件已办结8件, 新收9件, 其中当年办结8件
        is_of_new = phrase.key == "answered" and head in _NEW and (mention.separator == 0 or words.are_of_this_year)
        return Claim(
            "received_and_answered" if is_of_new else phrase.key,
            _in_table_unit(mention, phrase.key),
            mention.is_exact,
            phrase.sums[:1] if phrase.key == "suit" and not mention.value else phrase.sums,
            "figure",
            mention.text,
            self._passage.folded.span(mention.start, mention.end),
            "" if is_carried else _verb(words),
            of_any_kind,
            0 if phrase.key == "fees" else max(mention.step, 1),
            number,
        )

    def _over_or_on(self, index: int, words: _Words, phrase: Phrase) -> Phrase:
        """What a figure may be of which is only said that it is carried, before any is told to be answered.

        It came over where what goes on is told behind (结转3件，办结40件，结转下年4件), else it may be either.
        """
        mentions = self._sentence.mentions
        if (
            "carry" not in words.named
            or not words.named.isdisjoint(_GOING_ON)
            or any(mention.tells_answers for mention in mentions[:index])
        ):
            return phrase
        over = self._of.words.sums_of(_OVER)
        behind = ({self._of.meaning(token) for token in (*m.before, *m.after)} for m in mentions[index + 1 :])
        if any({"carry", "next_year"} <= named for named in behind):
            return phrase._replace(key=_OVER, sums=over)
        return phrase._replace(sums=(*phrase.sums, *over))

    def _tells_again(self, index: int, words: _Words) -> bool:
        """Whether a figure is one of those before it once more, which need not be of all: 征地类15件。15件申请中, …

        So it is behind a sentence that speaks of some without a figure: 征地类较多。15件申请中, …
        """
        if not {"behind.request", "behind.among"} <= words.named or "receive" in words.named:
            return False
        if self._follows_some():
            return True
        sentences = self._passage.sentences
        value = self._sentence.mentions[index].value
        before = [m for sentence in sentences[: sentences.index(self._sentence)] for m in sentence.mentions]
        told = (mention for mention in (*before, *self._sentence.mentions[:index]) if mention.value == value)
        return any(self._of.narrows(mention.before) for mention in told)

    def _follows_some(self) -> bool:
        """Whether the sentence before, be it without figures, speaks of some applications."""
        text, words = self._passage.folded.text, self._of.words
        before = [span for span in sentence_spans(text) if span[1] < self._sentence.start]
        if not before or not any(text.find(word, *before[-1]) >= 0 for word in words.data["of_some"]):
            return False
        return any(token.meaning in _REQUESTED for token in tokens(text, *before[-1], words))

    def _note_year(self, item: Item, index: int, is_moved: bool) -> None:
        """Keeps the year that a figure is of: one that its item names before it and compares nothing with.

        What a figure of another year rose or fell to is the report's: 从2023年的72件增加到86件.
        """
        is_compared = False
        pieces = item.pieces
        if is_moved and index - 1 in pieces:
            self._year = None
            pieces = pieces[pieces.index(index - 1) + 1 :]
        for piece, following in zip_longest(pieces, pieces[1:]):
            if piece == index:
                return
            if isinstance(piece, FigureToken):
                is_carried = isinstance(following, FigureToken) and following.meaning == "carry"
                if piece.kind == "YEAR" and not is_compared and not is_carried:
                    self._year = piece.value
                is_compared = piece.meaning in ("compared", "with")

    def _note_period(self, mention: FigureMention, is_first: bool) -> None:
        """Keeps the time that an item before a figure names by itself: 2021年, …; 2022年1至6月, …."""
        segments = segments_of(mention.gap)
        named = [period for words in segments[0 if is_first else 1 : -1] if (period := self._of.period(words))]
        if named:
            self._year, self._is_of_a_part_of_the_year = named[-1]
            self._is_of_another_time = False
        elif self._is_of_a_part_of_the_year or self._is_of_another_time:
            if any(self._of.meaning(token) == "this_year" for token in segments[-1]):
                self._is_of_a_part_of_the_year = self._is_of_another_time = False
            if mention.separator > 2 or mention.speaks_of("sum"):
                self._is_of_another_time = False  # 去年收到28件、答复27件; 今年收到34件

    def _is_of_the_figure_before(
        self, key: str, words: _Words, mention: FigureMention, is_part: bool, head: str | None
    ) -> bool:
        """Whether a figure tells what became of the figure before it, which is no figure of all.

        转办申请15件, 已办结15件; 企业申请9件, 予以公开5件; 征地16件(公开答复9件);
        结转的13件已答复10件, 其余3件正在办理; 结转下年的4件, 目前已办结3件; 上年结转的3件, 予以公开2件;
        维持的9件中, 3件提起诉讼; 不予公开的3件中, 引发复议1件.
        """
        if key in _BECAME or key in _OUTCOMES:
            if mention.value <= self._some or self._is_of_some_owner(mention):
                return True
            self._some = 0
        if key in _BECAME and mention.value < self._carried and words.named.isdisjoint(_OTHER_TIMES):
            return True
        if key in _OUTCOMES and mention.value <= self._carried:
            return True
        if head in _CARRIED and ((mention.separator == 0 and key == "answered") or not words.named.isdisjoint(_OTHERS)):
            return True
        if is_part and head in _OUTCOMES and key in ("review", "suit"):
            return True
        is_of_reviewed = is_part and (head or "").startswith("review")
        return is_of_reviewed and key == "suit" and not any(token.meaning == "suit" for token in words.before)

    def _is_of_some_owner(self, mention: FigureMention) -> bool:
        """Whether a figure stands in brackets behind one of some: 征地16件（予以公开10件，部分公开6件）."""
        if mention.owner is None:
            return False
        before = self._sentence.mentions[mention.owner].before
        named = frozenset(token.meaning for token in before)
        return _Words(before, (), named).are_of_one_kind or self._of.narrows(before)

    def _is_of_older_cases(self, key: str, words: _Words) -> bool:
        """Whether what became of cases is told behind those of last year: 上年未审结2件，本年新增4件，审结6件."""
        of, _, outcome = key.partition("_")
        if of in ("review", "suit") and "last_year" in words.named:
            self._has_older_cases = True
        return of in ("review", "suit") and self._has_older_cases and outcome != ""

    def _is_of_what_was_published(self, index: int, key: str, words: _Words) -> bool:
        """Whether a figure that names nothing new counts what the one before it does: 累计公开2301条，今年新增128条."""
        before = self._sentence.mentions[index - 1 : index] if key in _RECEIVED else ()
        return any(
            words.named.isdisjoint(_REQUESTED)
            and one.unit == self._sentence.mentions[index].unit
            and any(token.meaning in _PUBLISHED for token in one.before)
            for one in before
        )

    def _is_of_another_thing(self, key: str, words: _Words) -> bool:
        """Whether a figure that names nothing counts what became of a thing named before: 受理许可41件，办结40件."""
        return key in _DONE_TO_ANOTHER and bool(self._thing) and words.named.isdisjoint(_REQUESTED)

    def _is_way_of_the_head(self, index: int) -> bool:
        """Whether a figure is one of several that make the head, and those behind are more than the last: of the head.

        收到12件，网上9件，信函3件，其中公开7件、不予公开5件; but not 收到12件，网上9件，信函3件，其中公开2件.
        """
        begins = self._head_at
        depth = self._sentence.mentions[begins].depth
        parts = [
            (at, mention.value)
            for at, mention in enumerate(self._sentence.mentions)
            if at > begins >= 0 and mention.depth == depth and not mention.is_share
        ]
        made = 0.0
        for number, (at, value) in enumerate(parts):
            made += value
            if made >= self._sentence.mentions[begins].value:
                is_whole = made == self._sentence.mentions[begins].value and number > 0
                return is_whole and at >= index and sum(behind for _, behind in parts[number + 1 :]) > value
        return False

    def _became_another(self, index: int) -> bool:
        """Whether the next figure is what a figure rose or fell to: 由31件增加到34件."""
        return any(moved(*pair) is not None for pair in pairwise(self._sentence.mentions[index : index + 2]))

    def _is_of_some_people(self, index: int) -> bool:
        """Whether so many people, who need not be all, did what a figure counts: 3名申请人共提交申请28件."""
        mentions = self._sentence.mentions
        if not index or mentions[index].separator or mentions[index - 1].depth != mentions[index].depth:
            return False
        return self._of.words.units.get(mentions[index - 1].unit) == "person"

    def _is_told_apart(self, index: int) -> bool:
        """Whether another figure tells with another word of cases that were upheld: 维持5件、驳回2件."""
        if "upheld" not in self._sentence.meanings:
            return False
        own, *others = map(_upheld, (self._sentence.mentions[index], *self._sentence.mentions))
        return bool(own) and any(word not in ("", own) for word in others)

    def _is_part(self, mention: FigureMention) -> bool:
        """Whether a figure stands in a list of parts; a ; ends the list, if no new one begins there."""
        if mention.speaks_of(*_LEADS):
            self._lists.add(mention.depth)
        elif mention.separator == 3:
            self._lists.discard(mention.depth)
        return mention.depth in self._lists

    def _before(self, mention: FigureMention, moved_at: int) -> tuple[FigureToken, ...]:
        """The words before a figure; `moved_at` is its place where the figure before it rose or fell to it, else 0.

        What that one is of it is, too: 申请量由上年的72件上升至86件.
        """
        item = self._sentence.items[mention.item]
        if moved_at:
            told = self._sentence.mentions[moved_at - 1].before
            return tuple(token for token in told if token.meaning != "last_year" and token.kind != "YEAR")
        is_first = self._sentence.mentions[next(item.mentions())] is mention
        return (*self._leaned_on(item, mention), *(mention.before if is_first else _behind_among(mention.before)))

    def _words(self, mention: FigureMention, before: tuple[FigureToken, ...]) -> _Words:
        after = _up_to_among(self._behind(mention))
        named = {self._of.meaning(token) for token in (*before, *after)}
        things = [token.meaning for token in before if token.meaning in _THINGS]
        if things:
            self._thing = things[-1]
        elif self._thing and named & _ACTS_ON_RULES and not named & {*_THINGS}:
            named.add(self._thing)  # 制发规范性文件12件，废止5件
        named |= {f"behind.{token.meaning}" for token in after}
        return _Words(before, after, frozenset(named))

    def _behind(self, mention: FigureMention) -> tuple[FigureToken, ...]:
        """The words behind a figure, with what is said next of being carried forward, without a reason.

        13件因收到时间较晚，结转下年度: 结转下年度
        """
        behind = self._sentence.items[mention.item + 1 : mention.item + 2]
        further = tuple(behind[0].words()) if behind and not any(True for _ in behind[0].mentions()) else ()
        said = next((token.meaning for token in further if token.meaning not in ("manner", "filler")), "")
        if said != "carry":
            return mention.after
        is_reason = bool(mention.after) and mention.after[0].meaning == "cause"
        return further if is_reason else (*mention.after, *further)

    def _leaned_on(self, item: Item, mention: FigureMention) -> Sequence[FigureToken]:
        """The words before the item of a figure that say what it is, where its own say too little."""
        first = next(item.mentions(), None)
        if first is None or self._sentence.mentions[first] is not mention:
            return ()
        if item.number == 0:
            says_enough = sum(len(token.text) for token in mention.before) >= _FEWEST_WORDS
            return () if says_enough else _words_of(self._item_before(mention.item))
        items = self._sentence.items[: mention.item]
        earlier = [one for one in items if one.clause == item.clause]
        if not any(True for one in earlier for _ in one.mentions()):
            return [token for one in earlier for token in one.words()]
        if any(token.meaning in _VERBS for token in mention.before):
            return ()
        verb = next((token for token in earlier[0].words() if token.meaning in _VERBS), None)
        return (verb,) if verb else ()

    def _item_before(self, at: int) -> Item | None:
        depth = self._sentence.items[at].depth
        return next((item for item in reversed(self._sentence.items[:at]) if item.depth == depth), None)

    def _phrase(self, named: frozenset[str], topic: str | None, head: str | None, unit: str) -> Phrase | None:
        """What a figure is the figure of; None where it is none of the tables' or counted by another unit."""
        phrase = self._of.words.fitting(topic, named, head)
        return phrase if phrase is not None and self._of.words.counts(unit, phrase.topic) else None

    def _is_of_the_year(self, key: str, words: _Words) -> bool:
        """Whether a figure is the report's year's, and no change; what is carried over or forward names other years."""
        if any(token.meaning in _CHANGE for token in words.before):
            return False
        if key == _ON and "next_year" not in words.named:
            return self._year in (None, self._of.year)
        if key.startswith("carried"):
            return True
        before = {self._of.meaning(token) for token in words.before}
        if not before.isdisjoint(_OTHER_TIMES) and "compared" not in before:
            self._is_of_another_time = True
        is_own = self._year in (None, self._of.year) and not self._is_of_a_part_of_the_year
        return is_own and not self._is_of_another_time and words.named.isdisjoint(_OTHER_TIMES)

    def _is_of_any_kind(self, phrase: Phrase, words: _Words, mention: FigureMention) -> bool:
        """Whether the cases may be all that the organ decides on, since nothing says that they are about disclosure."""
        if phrase.key.split("_")[0] not in _CASES:
            return False
        if self._is_about_something_else:
            return True
        if words.named.isdisjoint(_OF_ANY_KIND):
            return False
        behind = mention.after[0].text if mention.after else ""
        said = self._passage.folded.text[self._sentence.start : mention.end]
        return not self._of.is_about_disclosure(self._passage.heading + said + behind)

    @property
    def _is_about_something_else(self) -> bool:
        said = self._passage.folded.text[: self._sentence.end]
        return any(word in said for word in self._of.words.data["about_other"])

    def _is_narrowed(
        self, phrase: Phrase, words: _Words, mention: FigureMention, is_part: bool, of_any_kind: bool
    ) -> bool:
        """Whether a figure is of fewer than all, by its own words or by those of the figures before it."""
        is_narrowed = self._of.narrows((*words.before, *words.after), phrase.has_topic)
        is_narrowed |= is_part and "office" in words.named
        is_left_out = (self._is_of_others or mention.depth in self._narrowed) and "own" not in words.named
        if is_narrowed or of_any_kind:
            is_of_others = "others" in words.named
            if is_of_others or not is_part:
                self._narrowed.add(mention.depth)
            if is_of_others and not is_part:
                self._is_of_others = True
        return is_narrowed or is_left_out

    def _is_of_wider_cases(self, index: int) -> bool:
        """Whether only some of a number of cases are about disclosure, as what follows says."""
        mention, behind = self._sentence.mentions[index], self._sentence.mentions[index + 1 :]
        if behind and self._of.is_narrower(behind[0].gap, mention.before):
            return True
        sentences = self._passage.sentences
        following = sentences[sentences.index(self._sentence) + 1 :][:1]  # 复议215件。其中，涉及信息公开12件
        begins = [m for sentence in following for m in sentence.mentions[:1] if m.speaks_of("of_which")]
        for later in (*takewhile(lambda later: later.separator < 3, behind), *begins):
            if later.speaks_of("of_which", "concerning"):
                return self._of.is_about_disclosure("".join(token.text for token in later.gap))
        return False


def _upheld(mention: FigureMention) -> str:
    """The word that tells that the cases which a figure counts were upheld, empty where none does."""
    return next((token.text for token in mention.before if token.meaning == "upheld"), "")


def _thing_spoken_of(first: FigureMention) -> str:
    """The thing that an item of its own names before the first figure: 规范性文件方面，制发6件; 规范性文件：制发6件."""
    if not any(token.meaning in _THINGS for token in first.gap):
        return ""
    before = segments_of(first.gap)[:-1]
    things = [(token.meaning, words) for words in before for token in words if token.meaning in _THINGS]
    if len(things) != 1:
        return ""
    thing, words = things[0]
    return thing if all(token.meaning == thing or token.meaning in _BESIDE_A_THING for token in words) else ""


def _behind_among(words: tuple[FigureToken, ...]) -> tuple[FigureToken, ...]:
    """The words between two figures, without those of what the second is a part of: 40件(答复中)仅1件被纠正."""
    ends = [at for at, token in enumerate(words, 1) if token.meaning == "among"]
    return words[ends[-1] if ends else 0 :]


def _up_to_among(words: tuple[FigureToken, ...]) -> tuple[FigureToken, ...]:
    """The words behind a figure, without those of its parts: 34件申请中(自然人和法人分别占…)."""
    ends = (at for at, token in enumerate(words, 1) if token.meaning == "among")
    return words[: next(ends, len(words))]


def _words_of(item: Item | None) -> Sequence[FigureToken]:
    return () if item is None or any(True for _ in item.mentions()) else tuple(item.words())


def _is_of_some(key: str, words: _Words, mention: FigureMention, is_part: bool, head: str | None) -> bool:
    """Whether a figure is what is left of others, of two things together, or of some of what it names.

    其余3件，除1件外 (but 除1件结转外), 复议、诉讼共3件, 其中1件申请.
    """
    if not words.named.isdisjoint((*_OTHERS, "except")) and not key.startswith("carried"):
        return True
    if key in _OUTCOMES and not words.named.isdisjoint(_APPLICANTS):
        return True  # 对自然人予以公开14件
    if len(words.named.intersection(_REFUSALS)) > 1:
        return True  # 不予公开和无法提供16件
    if {"review", "suit"} <= words.named and mention.value and key != "disputes":
        return True
    became = {token.meaning for token in mention.after}
    if "carry" in became and not became.isdisjoint(_DONE):
        return True  # 受理的86件全部答复或结转
    if is_part and key == head == "answered":
        return True  # 答复84件，其中书面答复70件
    return is_part and key == "received" and ("receive" not in words.named or head == "answered")


def _is_classification(sentence: FigureSentence) -> bool:
    """Whether a sentence tells how documents are classified, which is no answer to an application."""
    if "attribute" in sentence.meanings:
        return True
    if not sentence.meanings >= _KINDS:
        return False
    kinds = [_kinds(mention) for mention in sentence.mentions if not mention.is_share]
    return any(one | other == _KINDS and one != other for one, other in pairwise(kinds))


def _kinds(mention: FigureMention) -> set[str]:
    """How documents that a figure counts may be had; nothing where it counts what was received or done."""
    meanings = {token.meaning for token in mention.before}
    return meanings & _KINDS if meanings.isdisjoint(_DONE_TO_REQUESTS) else set()


def _verb(words: _Words) -> str:
    """The verb of receipt that a figure is stated with."""
    return next((t.text for t in words.before if t.meaning in ("receive", "handle", "arise")), "")


def _in_table_unit(mention: FigureMention, key: str) -> int | float:
    """The figure in the unit of the table: amounts of money are in 万元."""
    return round(mention.value * _YUAN.get(mention.unit, 1), 6) if key == "fees" else mention.value
