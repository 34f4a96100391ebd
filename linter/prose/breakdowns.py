"""Figures that a text breaks down into parts: every reading that its words allow, and whether one of them must hold.

A list of parts may end where the sentence may turn to something else, its parts may have parts of their own, and what
it divides may be any like figure before it. A breakdown is in order if one reading adds up; where none does it is wrong
only if the list is closed: exhaustive by its nature, above its whole, or a slip of the pen away from it. A short list
far below its whole names examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator, last_segment, segments_of
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.figure_words import FigureWords
from linter.text.slips import slip

_LEADS = ("of_which", "including", "mainly", "respectively", "namely")
_STEPS = ("receive", "answer", "settle", "carry")  # of what happens to an application or a letter
_ACTS = ("handle", "publish", "proactive", "issue", "act", "examine")
_SUMS = ("sum", "sum_of_some")
_BEHIND_SUM = frozenset((*_STEPS, *_ACTS, "document", "application", "request"))  # 共收到申请86件
_BEFORE_ACTS = (
    "filler",
    "with",
    "manner",
    "apiece",
    "own",
    "departments",
    "this_year",
    "all",
    "each_of_all",
    "done",
    "now",
    *_LEADS,
)
_TURNS = ("except", "besides", "cumulative", "unfinished")
_CASES = ("review", "suit")
_REQUESTS = ("application", "request")
_SAID_AGAIN = (*_REQUESTS, "concerning", "publish")
_NOT_PLAIN = (UNKNOWN, "elsewhere", "others", "concerning")
_RESULTS = ("upheld", "corrected", "other_result", "pending")
ANSWERS = ("grant", "partial", "deny", "unavailable", "not_process", "other_process")
_APPLICANTS = {"natural": "person", "person": "person", "organisations": "organisations"}
_APPLICANT_KINDS = frozenset(_APPLICANTS.values())
_BESIDE_A_CHANGE = ("particle", "document")
_LOOSELY_ALIKE = frozenset(("case", "entry", "piece", "item", "issue"))  # units that reports exchange for one another
_SINGLE = frozenset(("piece", "organ"))  # units of one organ among others
_MOST_SUMS = 400  # bounds the work: different sums of a list that are pursued
_MOST_TOGETHER = 4  # figures that may together be what is divided
_FEWEST_OUTCOMES = 3  # of applications or cases in a list that is then meant to be whole
_LONG_LIST = 4  # parts: so many are meant to be all where they nearly make the whole
_NEAR = 2  # words: 其他各类
_SMALL_DIFFERENCE = 0.1
_SLIP_WITHIN = 1 / 3
_OTHER_LENGTHS = {"digit-missing", "digit-extra"}
_HALF = 0.5
_ABOUT_ALL = (97, 103)  # per cent that the shares of a whole list add up to, each rounded by itself


class SumReading(NamedTuple):
    """One way to read a list: `whole` is what it divides, the sum of these; `parts` are those of the list."""

    whole: tuple[FigureMention, ...]
    parts: tuple[FigureMention, ...]

    @property
    def divided(self) -> float:
        return sum(figure.value for figure in self.whole)

    @property
    def total(self) -> float:
        return round(sum(part.value for part in self.parts), 6)

    @property
    def holds(self) -> bool:
        low, high = _range(self.whole)
        least, most = _range(self.parts)
        return low <= most and least <= high

    @property
    def exceeds(self) -> bool:
        """Whether the parts are more than the whole, however exact they are."""
        return _range(self.parts)[0] > _range(self.whole)[1]

    @property
    def is_exact(self) -> bool:
        return all(figure.is_counted for figure in (*self.whole, *self.parts))


class Breakdown(NamedTuple):
    """A list of parts. `holds`: some reading adds up; `reading` is the likeliest, None where there is none.

    `closed` says why that one must hold, empty where it need not: outcomes, applicants, shares, respectively, rest,
    listed, exceeds, long, slip, sum.
    """

    holds: bool
    reading: SumReading | None
    closed: str


class _Part(NamedTuple):
    """A figure of a list.

    `is_optional`: in some readings it is no part; `is_strange`: it counts something else; `may_turn`: the list may have
    ended before it, `turns`: it has, if the sentence is read as it comes; `is_apart`: a full stop stands before it;
    `is_old`: it may be last year's, told beside the one before it.
    """

    figure: FigureMention
    is_optional: bool
    is_strange: bool
    may_turn: bool
    turns: bool
    acts: bool
    share: FigureMention | None = None
    is_apart: bool = False
    is_old: bool = False


def breakdowns(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[Breakdown]:
    """The breakdowns of a paragraph. `before` are the sentences of the paragraph before it."""
    for at, sentence in enumerate(sentences):
        yield from _totals(sentence, words)
        for index, mention in enumerate(sentence.mentions):
            if mention.is_share or not (mention.unit or not mention.after):
                continue
            lead = _lead(sentence, index, words)
            if not lead or _tells_of_another_year(mention) or _is_another_years(sentence, index, lead):
                continue
            heads = _heads(sentences, before, at, index, lead, words)
            if lead == "respectively":  # 主办分别为18件、23件，会办分别为10件、12件
                heads = list(takewhile(lambda head: lead_word(head) != "respectively", heads))
            listed = _with_nested(_listed(sentences, at, index, heads[-1].unit, words)) if heads else []
            heads = [head for head in heads if _may_hold(head, listed, words)]
            heads = [head for head in heads if head in sentence.mentions or _may_stand_before(head, listed, lead, at)]
            if (
                heads
                and not _tells_of_each(heads, listed, lead)
                and not _divides_a_share(sentence, index, heads, listed)
            ):
                yield _judged(heads, listed, lead, _openness(sentences, at, index))


def broken_sums(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[SumReading]:
    """The likeliest readings of the breakdowns of a paragraph that must hold and do not."""
    for breakdown in breakdowns(sentences, before, words):
        if breakdown.closed and breakdown.reading is not None:
            yield breakdown.reading


# --- where a list begins, and what it divides -------------------------------------------------------------------------


def _lead(sentence: FigureSentence, index: int, words: FigureWords) -> str:
    """What begins a list at a figure: a word for it, bracket, colon, among, except, implied, alike; or nothing."""
    mention = sentence.mentions[index]
    before = sentence.mentions[index - 1] if index else None
    word = lead_word(mention)
    if mention.owner is not None and (before is None or before.bracket != mention.bracket):
        return word or "bracket"
    if word:
        return word
    if _is_among(mention) or (before is None and _is_headed(mention, words)):
        return "among"
    if before is None:
        return ""
    if any(token.meaning == "except" for token in last_segment(mention.gap)):
        return "except"
    if mention.gap and mention.gap[0].kind == "COLON":
        return "colon"
    if _begins_outcomes(sentence, index) or _begins_division(sentence, index, words):
        return "implied"
    return "alike" if _begins_alike(sentence, index, words) else ""


def lead_word(mention: FigureMention) -> str:
    """The meaning of the word that begins a list at a figure: of its own item, or 其中 at the head of one before."""
    found = ""
    if not mention.speaks_of(*_LEADS):
        return found
    segments = segments_of(mention.gap)
    for at, segment in enumerate(segments):
        for place, token in enumerate(segment):
            if token.meaning not in _LEADS:
                continue
            is_own = at == len(segments) - 1
            is_right_before = at == len(segments) - 2 and place == len(segment) - 1
            if is_own or is_right_before or (token.meaning == "of_which" and place == 0):
                found = token.meaning
    return found


def _tells_of_another_year(mention: FigureMention) -> bool:
    """Whether 分别 gives the same figures once more for another year: 去年复议18件、诉讼15件, 今年分别为15件、19件."""
    words = last_segment(mention.gap)
    return any(token.meaning == "respectively" for token in words) and any(
        token.kind == "YEAR" or token.meaning in ("this_year", "last_year") for token in words
    )


def _is_another_years(sentence: FigureSentence, index: int, lead: str) -> bool:
    """Whether a figure alone in brackets is that of another year: 复议5件（上年7件）."""
    mention, behind = sentence.mentions[index], sentence.mentions[index + 1 :]
    if lead != "bracket" or any(other.bracket == mention.bracket and not other.is_share for other in behind):
        return False
    said = [*last_segment(mention.gap), *mention.after]
    tells_year = any(token.kind == "YEAR" or token.meaning == "last_year" for token in said)
    return tells_year and all(token.meaning not in ("carry", "unfinished") for token in said)


def _is_among(mention: FigureMention) -> bool:
    """Whether the words before a figure end a phrase with 中 or 分: 在主动公开的信息中，按渠道分，在260条信息中，"""
    return any(last.meaning == "among" and token.kind in ("COMMA", "COLON") for last, token in pairwise(mention.gap))


def _is_headed(mention: FigureMention, words: FigureWords) -> bool:
    """Whether a word for what a whole is sorted by, and a colon, begin a sentence: 申请渠道：网上15件，信函6件."""
    said = list(takewhile(lambda token: not is_separator(token), mention.gap))
    if len(said) == len(mention.gap) or mention.gap[len(said)].kind != "COLON":
        return False
    is_whole = all(token.meaning != "chief" for token in said)  # 主要渠道：网上15件，信函6件
    return is_whole and "".join(token.text for token in said).endswith(words.headings)


def _is_sorted(mention: FigureMention) -> bool:
    """Whether a figure is the first of what a whole is sorted into: 按内容分：征地31件; not 在260条信息中，网站20条."""
    return any(token.meaning == "among" and len(token.text) > 1 for token in mention.gap)


def _begins_parts(head: FigureMention, is_sorted: bool) -> bool:
    """Whether a figure begins a list, so that another one divides it only where it names it."""
    return _is_among(head) or (is_sorted and bool(lead_word(head)))


def _begins_outcomes(sentence: FigureSentence, index: int) -> bool:
    """Whether outcomes or applicants are listed from a figure on, though no word says so: 复议3件，维持1件，纠正2件."""
    mentions = sentence.mentions
    if index + 1 >= len(mentions):
        return False
    kinds = [outcome(mentions[at]) for at in (index - 1, index, index + 1)]
    if kinds[1] is None or kinds[2] is None or kinds[1] == kinds[2]:
        return False
    if (kinds[1] in _APPLICANT_KINDS) != (kinds[2] in _APPLICANT_KINDS):
        return False  # 法人申请9件，予以公开4件: what became of them
    if any(token.meaning == "publish" for token in mentions[index - 1].before):
        return False  # 公开40件，部分公开5件
    return kinds[0] is None or (kinds[0] in _APPLICANTS and kinds[1] not in _APPLICANTS)


def _begins_division(sentence: FigureSentence, index: int, words: FigureWords) -> bool:
    """Whether all figures behind a sum count the same, up to 其他 or a semicolon: 共60条，网站40条，其他20条；…"""
    head = sentence.mentions[index - 1]
    parts = list(takewhile(lambda part: part.separator < 3, sentence.mentions[index:]))
    if not any(token.meaning == "sum" for token in head.before) or len(parts) < _FEWEST_OUTCOMES:
        return False
    return _is_rest(parts[-1]) and all(
        part.depth == head.depth and words.are_alike(part.unit, head.unit) and not _steps(part) for part in parts
    )


def _begins_alike(sentence: FigureSentence, index: int, words: FigureWords) -> bool:
    """Whether figures behind one name its parts alike: 40家，优秀20家、良好12家、合格8家; 申请9件，网上申请5件、…

    Either 、 parts them, or what is counted is said of each once more; what the first one is of must be plain.
    """
    head, *parts = sentence.mentions[index - 1 :]
    parts = list(takewhile(lambda part: part.separator in (1, 2) and part.unit == head.unit, parts))
    if len(parts) < 2 or parts[0].separator != 2 or not head.before or head.depth:
        return False
    if any(part.depth or part.after or _steps(part) or is_change(part) or lead_word(part) for part in parts):
        return False
    if any(token.meaning in _NOT_PLAIN for token in head.before):
        return False
    if len(parts) >= _FEWEST_OUTCOMES and all(part.separator == 1 for part in parts[1:]):
        return all(_act(part) == "" for part in parts)
    if head.after:
        return False
    alike = set.intersection(*({token.text for token in part.before if token.meaning in _SAID_AGAIN} for part in parts))
    return bool(alike)


def outcome(mention: FigureMention) -> str | None:
    """Of what outcome or applicant a figure is, by the words of its item; None where these name none."""
    for token in (*mention.before, *mention.after):
        if token.meaning in _RESULTS or token.meaning in ANSWERS:
            return token.meaning
        if token.meaning in _APPLICANTS:
            return _APPLICANTS[token.meaning]
    return None


def _heads(
    sentences: Sequence[FigureSentence],
    before: Sequence[FigureSentence],
    at: int,
    index: int,
    lead: str,
    words: FigureWords,
) -> list[FigureMention]:
    """What a list that begins at a figure may divide, the nearest last."""
    first = sentences[at].mentions[index]
    if first.owner is not None and (lead == "bracket" or lead in _LEADS):
        owner = sentences[at].mentions[first.owner]
        is_first = all(m.bracket != first.bracket for m in sentences[at].mentions[:index])
        return _alike([owner], first, words) if is_first else []
    here = _alike([m for m in sentences[at].mentions[:index] if m.depth <= first.depth], first, words)
    is_of_what_precedes = (here or index) and not _divides_again_from(sentences[at], lead)
    if lead in ("bracket", "colon", "implied", "alike") or is_of_what_precedes:
        return here
    earlier = sentences[at - 1] if at else before[-1] if before else None
    if at and _is_headed(first, words):  # 来信渠道：网上15件，信函8件。来信类型：…: of what the first one divides
        unheaded = (one for one in reversed(sentences[:at]) if one.mentions and not _is_headed(one.mentions[0], words))
        earlier = next(unheaded, None)
    above = [] if earlier is None else _alike([m for m in earlier.mentions if m.depth == 0], first, words)
    return [*above, *here]


def _divides_again_from(sentence: FigureSentence, lead: str) -> bool:
    """Whether a sentence that begins with a list may have a second one of the same whole, which stands before it.

    办结22件。其中，按时限分，10日内8件，20日内14件；按结果分，公开12件，其他10件。
    """
    first = sentence.mentions[0]
    return lead == "among" and (bool(lead_word(first)) or _is_among(first))


def _alike(mentions: Sequence[FigureMention], part: FigureMention, words: FigureWords) -> list[FigureMention]:
    """Those that may be the whole of a part: of a like unit, else of one that reports exchange for it."""
    figures = [m for m in mentions if not m.is_share and m.unit and not is_change(m)]
    if not part.unit:
        return figures
    alike = [m for m in figures if words.are_alike(m.unit, part.unit)]
    return alike or [m for m in figures if {words.units[m.unit], words.units[part.unit]} <= _LOOSELY_ALIKE]


def _may_stand_before(head: FigureMention, listed: Sequence[_Part], lead: str, at: int) -> bool:
    """Whether a figure of another sentence may be the whole of a list; `at` is 0 where that is of another paragraph.

    结转下年度4件。许可、处罚分别为203件、57件: no part of a list with its own subject, or told elsewhere, is more.
    """
    if lead == "respectively" and not at:
        return False
    most = max((part.figure.value for part in listed), default=0)
    return head.value >= most or (at > 0 and lead != "respectively")


def _tells_of_each(heads: Sequence[FigureMention], listed: Sequence[_Part], lead: str) -> bool:
    """Whether figures stand one for each of those before: 微信300条、微博200条，阅读量分别为5万、3万."""
    return lead == "respectively" and 1 < len(heads) == len(listed)


def _divides_a_share(
    sentence: FigureSentence, index: int, heads: Sequence[FigureMention], listed: Sequence[_Part]
) -> bool:
    """Whether a list makes what the share before it is: 意见25条，采纳率80%，其中全部采纳14条、部分采纳6条."""
    share = sentence.mentions[index - 1] if index else None
    if share is None or not share.is_share:
        return False
    shared = [(head._replace(value=round(head.value * share.value / 100)),) for head in heads]
    return len(listed) > 1 and _adds_up(shared, listed)


def _may_hold(whole: FigureMention, listed: Sequence[_Part], words: FigureWords) -> bool:
    """Whether a figure may be the sum of a list; papers are fewer than what they hold: 目录1份，其中许可12项."""
    parts = [part.figure for part in listed if not part.is_optional]
    return all(words.are_alike(whole.unit, part.unit) or part.value <= whole.value for part in parts if part.unit)


def is_change(mention: FigureMention) -> bool:
    """Whether a figure tells by how much another one changed, one of another year, a mean, or what is planned."""
    if is_delta(mention):
        return True
    meanings = [token.meaning or token.kind for token in mention.before]
    if ("average" in meanings and "respectively" not in meanings) or "planned" in meanings:  # 每季度分别为8件、11件
        return True
    return "compared" in meanings and bool({"last_year", "YEAR", "other_year"} & set(meanings))


def is_delta(mention: FigureMention) -> bool:
    """Whether a figure tells by how much another one changed: 增加39条, 增加了39条, but not 增加到39条."""
    return delta_word(mention) is not None


def delta_word(mention: FigureMention) -> str | None:
    """The meaning of the word that makes a figure the change of another one: growth, decline or difference."""
    last = [token.meaning for token in mention.before if token.meaning not in _BESIDE_A_CHANGE][-1:]
    return last[0] if last and last[0] in ("growth", "decline", "difference") else None


def is_cumulative(mention: FigureMention) -> bool:
    """Whether a figure counts what has come together over the years: 目前总计公开2739条."""
    meanings = {token.meaning for token in last_segment(mention.gap)}
    return "cumulative" in meanings or ({"now", "sum"} <= meanings and bool(meanings & {*_STEPS, *_ACTS}))


# --- the figures of a list --------------------------------------------------------------------------------------------


def _listed(sentences: Sequence[FigureSentence], at: int, index: int, unit: str, words: FigureWords) -> list[_Part]:
    """The figures from the beginning of a list on that may belong to it; `unit` is that of what it divides."""
    first = sentences[at].mentions[index]
    steps, acts = _steps(first), _act(first)
    found: list[_Part] = []
    coarsest = 0
    is_nested = grew = False
    for later in range(at, len(sentences)):
        mentions = sentences[later].mentions[index if later == at else 0 :]
        for number, mention in enumerate(mentions):
            is_first = not found
            if mention.is_share:
                grew = grew or mention.speaks_of("growth", "decline")
                if found and not grew and found[-1].share is None and mention.depth >= first.depth:
                    found[-1] = found[-1]._replace(share=mention)
                continue
            if mention.depth < first.depth or (first.depth and mention.bracket != first.bracket):
                return found
            if mention.depth > first.depth or is_change(mention) or mention.unit in words.multiples:
                continue
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            grows = following is not None and following.is_share and following.speaks_of("growth", "decline")
            is_new_sentence = later > at and number == 0
            if is_new_sentence and not _goes_on(found, mentions):
                return found
            if not mention.unit and mention.after:
                continue
            is_apart = is_new_sentence and found[-1].share is None
            separator = 4 if is_new_sentence else mention.separator
            is_nested = not is_first and (bool(lead_word(mention)) or (is_nested and separator < 3))
            is_finer = not is_first and separator < coarsest
            is_strange = bool(mention.unit) and not any(
                words.are_alike(alike, mention.unit) for alike in (unit, first.unit or unit)
            )
            is_foreign = is_strange and separator > 1 and words.units[mention.unit] not in _LOOSELY_ALIKE
            turns = not is_first and (
                (grew and not grows)
                or is_nested
                or bool(_steps(mention) - steps)
                or _speaks_anew(mention)
                or _is_among(mention)
                or _is_divided(mention)
                or _is_divided_too(first, mention, following)
            )
            has_other_act = not is_first and _act(mention) not in ("", acts)
            may_turn = turns or has_other_act or is_apart or (not is_first and 0 < coarsest < separator)
            begins_anew = has_other_act or (not is_first and separator == 3 and 0 < coarsest < 3)
            if is_foreign:
                found.append(_Part(mention._replace(value=0, step=1), True, True, True, True, True))
                continue
            is_old = not is_first and _tells_last_years(mention)
            is_optional = is_nested or is_finer or not mention.unit or is_strange or is_old
            is_other = is_strange and not is_first
            may_turn |= is_strange
            found.append(_Part(mention, is_optional, is_other, may_turn, turns, begins_anew, None, is_apart, is_old))
            if not is_first:
                coarsest = max(coarsest, separator)
    return found


def _with_nested(listed: Sequence[_Part]) -> list[_Part]:
    """The figures of a list, those optional that divide the one before them: 复议7件，维持6件，未结1件；诉讼4件."""
    found = list(listed)
    for at, head in enumerate(listed):
        total = 0.0
        for end in range(at + 1, len(listed)):
            total += listed[end].figure.value
            if total > head.figure.value:
                break
            run = listed[at + 1 : end + 1]
            boundary = listed[end + 1] if end + 1 < len(listed) else head if at else None
            if total == head.figure.value and len(run) > 1 and _are_set_apart(head, run, boundary):
                found[at + 1 : end + 1] = [part._replace(is_optional=True) for part in found[at + 1 : end + 1]]
    return found


def _are_set_apart(head: _Part, run: Sequence[_Part], boundary: _Part | None) -> bool:
    """Whether figures are parted from the rest of their list more strongly than among themselves, or are outcomes.

    An outcome is not divided into others.
    """
    if all(outcome(part.figure) is not None for part in run):
        return outcome(head.figure) is None
    return boundary is not None and boundary.figure.separator > max(part.figure.separator for part in run[1:])


def may_begin_anew(mention: FigureMention) -> bool:
    """Whether a list may have ended before a figure: behind a ; or where its item names a step or turns."""
    return mention.separator == 3 or bool(_steps(mention)) or _speaks_anew(mention)


def _is_divided(mention: FigureMention) -> bool:
    """Whether a figure begins a list of its own: 复议后起诉的10件中, …"""
    return bool(mention.after) and mention.after[-1].meaning == "among"


def _is_divided_too(first: FigureMention, mention: FigureMention, following: FigureMention | None) -> bool:
    """Whether the word that began a list divides a later figure too: 建议15件, 其中主办4件; 提案57件, 其中主办11件."""
    if following is None or following.depth != first.depth or mention.depth != first.depth:
        return False
    return bool(lead_word(first)) and lead_word(following) == lead_word(first)


def _steps(mention: FigureMention) -> set[str]:
    return {token.meaning for token in last_segment(mention.gap) if token.meaning in _STEPS}


def _act(mention: FigureMention) -> str:
    """The verb that an item begins with: 发布通知20条, but not 公示公开20条."""
    for token in last_segment(mention.gap):
        if token.meaning in _ACTS:
            return token.meaning
        if token.meaning not in _BEFORE_ACTS:
            break
    return ""


def _speaks_anew(mention: FigureMention) -> bool:
    """Whether the words before a figure turn to something else: 另, 累计, 线下申请中, 合计, 因信息公开引发复议."""
    segment = last_segment(mention.gap)
    first = next((token.meaning for token in segment if token.meaning != "filler"), "")  # 含上年4件在内共有90件
    if first == "sum" or any(token.meaning in _TURNS for token in segment):
        return True
    if segment and segment[0].meaning == "cause" and any(token.meaning in _CASES for token in segment):
        return True
    return any(token.meaning == "among" for token in segment)


def _goes_on(found: Sequence[_Part], mentions: Sequence[FigureMention]) -> bool:
    """Whether a list goes on in the next sentence: each part there and here has its share beside it, or it is one part.

    其中网站40条。微信12条。: nothing but what is counted stands there.
    """
    if not found or not mentions or lead_word(mentions[0]):
        return False
    if found[-1].share is not None:
        return len(mentions) > 1 and mentions[1].is_share
    return len(mentions) == 1 and _is_bare_part(mentions[0], found[-1].figure)


def _tells_last_years(mention: FigureMention) -> bool:
    """Whether nothing but last year is named before a figure: 去年同期20件."""
    words = last_segment(mention.gap)
    return any(token.meaning == "last_year" for token in words) and all(
        token.meaning in ("last_year", "filler") for token in words
    )


def _is_bare_part(mention: FigureMention, before: FigureMention) -> bool:
    is_bare = len(mention.gap) == 1 and not mention.after and not _steps(mention) and not _act(mention)
    return is_bare and mention.unit == before.unit and not before.after and mention.depth == before.depth == 0


# --- verdict ----------------------------------------------------------------------------------------------------------


def _judged(heads: Sequence[FigureMention], listed: Sequence[_Part], lead: str, openness: int) -> Breakdown:
    if _adds_up(list(_wholes(heads)), listed) or _divides_again(heads, listed):
        return Breakdown(True, None, "")
    of_the_year = [head for head in heads if not is_cumulative(head)] or heads
    if lead == "among":  # 按渠道分，网上26件，信函15件；按结果分，…: nor are the parts of one list divided by another
        is_sorted = _is_sorted(listed[0].figure)
        of_the_year = list(takewhile(lambda head: not _begins_parts(head, is_sorted), of_the_year))
    best = Breakdown(False, None, "")
    for parts, is_beyond in _naturals(listed):
        figures = tuple(part.figure for part in parts)
        if not figures:
            continue
        wholes = [whole for whole in _wholes(of_the_year) if _are_joined(whole)]
        values = {figure.value for figure in figures}
        rivals = [SumReading(w, figures) for w in wholes if len(wholes) == 1 or w[0].value not in values]
        if not rivals:
            continue
        cut = next((part for part in listed if part.figure.start > figures[-1].start and not part.is_old), None)
        reasons = [_closed(reading, parts, lead, openness, cut, is_beyond) for reading in rivals]
        off = [abs(reading.divided - reading.total) for reading in rivals]
        nearest = off.index(min(off))
        best = Breakdown(False, rivals[nearest], reasons[nearest] if all(reasons) else "")
        if best.closed:
            return best
    return best


def _wholes(heads: Sequence[FigureMention]) -> Iterator[tuple[FigureMention, ...]]:
    """What may be divided: each head, or the last ones together where one sentence adds them (信息86条、解读12篇)."""
    yield from ((head,) for head in reversed(heads))
    for together in range(2, min(len(heads), _MOST_TOGETHER) + 1):
        added = heads[-together + 1]
        is_from_before = added.speaks_of("carry") and added.speaks_of("last_year")  # 受理54件，办理上年结转2件
        if added.separator == 3 or (added.speaks_of("answer", "settle", "handle", "sum") and not is_from_before):
            return
        yield tuple(heads[-together:])


def _are_joined(whole: Sequence[FigureMention]) -> bool:
    """Whether figures are named as one: a single one, or several with 、 or 和 between them."""
    return all(figure.separator <= 1 for figure in whole[1:])


def _range(figures: Sequence[FigureMention]) -> tuple[float, float]:
    """Between which values the sum of figures lies: 200余 is below 300, 2.85万 rounded."""
    low = high = 0.0
    for figure in figures:
        least, most = figure.range
        low, high = low + least, high + most
    return low - 1e-6, high + 1e-6


def _adds_up(wholes: Sequence[tuple[FigureMention, ...]], listed: Sequence[_Part]) -> bool:
    """Whether some reading of a list makes one of the wholes; figures together are made by several parts only."""
    targets = [_range(whole) for whole in wholes]
    sums = {(0.0, 0.0)}
    for number, part in enumerate(listed):
        least, most = part.figure.range
        grown = {(round(low + least, 6), round(high + most, 6)) for low, high in sums}
        sums = grown | sums if part.is_optional else grown
        if len(sums) > _MOST_SUMS:
            return True  # nobody can tell any more
        may_end = number + 1 == len(listed) or listed[number + 1].may_turn
        if not may_end:
            continue
        for low, high in sums:
            for target_low, target_high in targets if number else targets[:1]:
                if low <= target_high and target_low <= high:
                    return True
    return False


def _divides_again(heads: Sequence[FigureMention], listed: Sequence[_Part]) -> bool:
    """Whether one list after the other makes the whole: 19件, 其中直接起诉9件、复议后起诉10件, 一审10件、二审9件."""
    for head in heads:
        total, parts = 0.0, 0
        for part in listed:
            total, parts = total + part.figure.value, parts + 1
            if total == head.value and parts > 1:
                total, parts = 0.0, 0
        if listed and not parts:
            return True
    return False


def _naturals(listed: Sequence[_Part]) -> Iterator[tuple[list[_Part], bool]]:
    """The parts of the likeliest readings: up to where the sentence may begin anew, then (True) to where it turns."""
    end = next((at for at, part in enumerate(listed) if at and (part.turns or part.is_strange)), len(listed))
    soft = next((at for at, part in enumerate(listed[:end]) if at and part.acts), end)
    yield [part for part in listed[:soft] if not part.is_old], False
    if soft < end:
        yield [part for part in listed[:end] if not part.is_old], True


def _openness(sentences: Sequence[FigureSentence], at: int, index: int) -> int:
    """How far the words of a list say that it names examples: 2 where its own do, 1 where those before do."""
    segments = segments_of(sentences[at].mentions[index].gap)
    leads = [place for place, segment in enumerate(segments) if any(token.meaning in _LEADS for token in segment)]
    near = [token for segment in segments[leads[-1] if leads else 0 :] for token in segment]
    if any(_names_examples(token) for token in near):
        return 2
    since = sentences[at].mentions[index].gap
    if not index and at:
        last = sentences[at - 1]
        since = (*last.tokens, *since) if last.mentions else since
    return 1 if any(_names_examples(token) for token in since) else 0


def _names_examples(token: FigureToken) -> bool:
    return token.meaning in ("open", "overlap", "mainly")


def _closed(
    reading: SumReading, parts: Sequence[_Part], lead: str, openness: int, cut: _Part | None, is_beyond: bool
) -> str:
    """Why a reading must hold, empty where it need not.

    `cut` is the figure before which its list was ended, `is_beyond` whether it goes beyond where it may have ended.
    """
    whole, total, figures = reading.divided, reading.total, reading.parts
    if not whole or not all(figure.is_exact or figure.is_and_more for figure in (*reading.whole, *figures)):
        return ""
    if any(figure.before and figure.before[-1].meaning == "apiece" for figure in figures):
        return ""
    is_open = openness == 2
    is_unfinished = any(part.after and part.after[0].meaning == "and_others" for part in figures)
    if len(figures) == 1:
        is_one = (
            reading.exceeds and figures[0].unit == reading.whole[0].unit and lead not in ("among", "colon", "implied")
        )
        return "exceeds" if is_one and len(reading.whole) == 1 else ""
    if lead == "alike" or any(part.is_apart for part in parts):
        of_requests = any(token.meaning in _REQUESTS for token in reading.whole[0].before)
        most = _SMALL_DIFFERENCE if lead == "alike" and not of_requests else _SLIP_WITHIN
        if lead == "alike" and of_requests and reading.exceeds:
            return "exceeds"
        is_near = len(figures) >= _FEWEST_OUTCOMES and abs(whole - total) / whole <= most
        return "slip" if is_near and reading.is_exact and _is_slip(reading) else ""
    kinds = [outcome(figure) for figure in figures]
    if set(kinds) == {"person", "organisations"} and len(kinds) == 2 and not is_unfinished:
        return "applicants"
    if lead == "among" and not reading.exceeds and any(kind in ANSWERS for kind in kinds):
        return ""  # of those answered, which need not be the figure before
    are_all = None not in kinds and len(set(kinds)) == len(kinds)
    if are_all and not is_unfinished and not is_open and len(kinds) >= _FEWEST_OUTCOMES and lead != "implied":
        return "outcomes"
    shares = [part.share.value for part in parts if part.share is not None]
    if len(shares) == len(parts) and _ABOUT_ALL[0] <= sum(shares) <= _ABOUT_ALL[1]:
        return "shares"
    is_of_results = any(kind in _RESULTS for kind in kinds)  # a case has one alone
    is_told_again = not are_all and not is_of_results and any(figure.value == whole for figure in figures)
    is_by_channel = all(any(token.meaning == "publish" for token in figure.before) for figure in figures)
    if _is_left_over(figures[-1]) and any(token.meaning in ("answer", "settle") for token in reading.whole[-1].before):
        return ""
    if _is_rest(figures[-1]) and not is_unfinished and not (is_told_again and is_by_channel):
        return "rest"
    if reading.exceeds:
        is_of_topics = figures[0].speaks_of("concerning") and max(figure.value for figure in figures) <= whole
        overlaps = is_of_topics or is_open or is_told_again
        overlaps = overlaps or (is_beyond and (total - whole) / whole > _SMALL_DIFFERENCE)
        overlaps = overlaps or _ends_before_the_whole_is_exceeded(parts, whole)
        return "" if overlaps or (lead == "among" and len(figures) < _FEWEST_OUTCOMES) else "exceeds"
    if not reading.is_exact or is_unfinished or openness or all(figure.speaks_of("concerning") for figure in figures):
        return ""
    difference = abs(whole - total) / whole
    if lead == "respectively":
        return "respectively"
    if lead in ("bracket", "colon") and difference < _HALF:
        return "listed"
    if len(figures) >= _LONG_LIST and difference < _SMALL_DIFFERENCE:
        return "long"
    is_cut_short = cut is not None and not cut.is_strange
    if difference <= _SLIP_WITHIN and not is_cut_short and _is_slip(reading):
        return "slip"
    return ""


def _ends_before_the_whole_is_exceeded(parts: Sequence[_Part], whole: float) -> bool:
    """Whether a list may have ended before a figure that exceeds what it divides: 70条，其中甲7条、乙9条，网站115条."""
    total = 0.0
    for part in parts:
        if part.may_turn and part.figure.value > whole >= total > 0:
            return True
        total += part.figure.value
    return False


def _is_rest(mention: FigureMention) -> bool:
    """Whether a part is all that the others are not: 其他10条, 10条为其他, 剩余10条."""
    return any(token.meaning in ("rest", "left") for token in (*mention.before[:_NEAR], *mention.after))


def _is_left_over(mention: FigureMention) -> bool:
    """Whether a figure counts what is still to be done, no part of what was: 办结39件，其中网上3件；剩余5件."""
    return any(token.meaning == "left" for token in last_segment(mention.gap))


def _is_slip(reading: SumReading) -> bool:
    """Whether one figure with one digit changed, or two exchanged, makes the reading hold.

    Among the parts of a long list there is soon one that a further digit would make right, which proves nothing.
    """
    missing = reading.divided - reading.total
    if slip(reading.whole[0].value, reading.whole[0].value - missing):
        return True
    found = {slip(part.value, part.value + missing) for part in reading.parts} - {None}
    return bool(found - (_OTHER_LENGTHS if len(reading.parts) >= _LONG_LIST else set()))


def _is_small_slip(reading: SumReading) -> bool:
    return abs(reading.divided - reading.total) < _SMALL_DIFFERENCE * reading.divided and _is_slip(reading)


# --- sums that are announced behind their parts -----------------------------------------------------------------------


def _totals(sentence: FigureSentence, words: FigureWords) -> Iterator[Breakdown]:
    """The figures that say they are the sum of those before them: 网络220件、信函150件，合计370件."""
    for index, mention in enumerate(sentence.mentions):
        if not _says_sum(mention):
            if joined := _joined_before(sentence.mentions, index, words):
                reading = SumReading((mention,), joined)
                if reading.holds:
                    yield Breakdown(True, None, "")
                elif reading.is_exact and _is_small_slip(reading):
                    yield Breakdown(False, reading, "sum")
            continue
        parts: list[FigureMention] = []
        nearest = sentence.mentions[index - 1] if index else mention
        is_of_bracket = nearest.depth > mention.depth and nearest.owner is None  # 培训(业务3次、专题2次), 共5次
        for earlier in reversed(sentence.mentions[:index]):
            if earlier.depth > mention.depth and earlier.owner is not None:
                continue  # 业务培训3次(线上1次)
            if earlier.is_share or is_change(earlier):
                break
            if (earlier.bracket != nearest.bracket) if is_of_bracket else (earlier.depth != mention.depth):
                break
            if not words.are_alike(earlier.unit, mention.unit) or _says_sum(earlier):
                break
            parts.append(earlier)
            if earlier.separator == 3 or lead_word(earlier):
                break
        steps = _steps(mention) - {step for part in parts for step in _steps(part)}
        if len(parts) < 2 or (lead_word(parts[-1]) and steps):  # 其中自然人166件、法人37件；共办结201件
            continue
        readings = [SumReading((mention,), tuple(reversed(parts[:count]))) for count in range(2, len(parts) + 1)]
        if any(reading.holds for reading in readings) or any(part.value == mention.value for part in parts):
            yield Breakdown(True, None, "")
        elif readings[-1].is_exact and (_is_right_behind(mention) or _is_small_slip(readings[-1])):
            yield Breakdown(False, readings[-1], "sum")


def _joined_before(mentions: Sequence[FigureMention], index: int, words: FigureWords) -> tuple[FigureMention, ...]:
    """The figures joined by 、 right before one that 共 makes their sum: 48个部门、12个乡镇共60家单位."""
    mention = mentions[index]
    if not mention.gap or mention.gap[-1].meaning != "sum" or mention.separator or not index:
        return ()
    first = index - 1
    while first and mentions[first].separator == 1 and words.are_alike(mentions[first - 1].unit, mentions[first].unit):
        first -= 1
    parts = tuple(mentions[first:index])
    kinds = {words.units.get(part.unit) for part in (mention, *parts)}
    is_of_one = len({part.depth for part in (mention, *parts)}) == 1 and (len(kinds) == 1 or kinds == _SINGLE)
    return parts if len(parts) > 1 and is_of_one else ()


def _says_sum(mention: FigureMention) -> bool:
    """Whether a clause begins with a figure that is said to be a sum: 合计370件, 全年共370件, 合计发布370条."""
    if not mention.unit or not mention.speaks_of(*_SUMS):
        return False
    words = last_segment(mention.gap)
    before = mention.gap[: len(mention.gap) - len(words)]
    while len(words) > 1 and words[-1].meaning in _BEHIND_SUM:
        words = words[:-1]
    return (
        bool(words and words[-1].meaning in _SUMS)
        and bool(before and before[-1].kind in ("COMMA", "SEMICOLON"))
        and all(token.meaning == "this_year" for token in words[:-1])
    )


def _is_right_behind(mention: FigureMention) -> bool:
    """Whether nothing stands between the separator and the word for a sum: the year's need not be of these parts."""
    return len(last_segment(mention.gap)) == 1
