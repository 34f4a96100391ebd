"""Percentages of a text with every pair of figures that they may follow from: shares, rates, and growth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, takewhile
from math import floor

from linter.model.records import NamedTuple
from linter.prose.breakdowns import is_change, is_delta
from linter.prose.compared import is_bare, is_of_last_year, moved_before, old_figures
from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator, last_segment
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.figure_words import FigureWords
from linter.type_names import Literal

_RATE = "率"
_MINUS = "-"
_SHARES = ("share", "share_of")
_ELSEWHERE = ("own", "last_year", "elsewhere", "other_year")  # a whole of which no figure here need tell
_BESIDE_DONE = ("of_which", "done", "sum", "manner", "filler", "all", "this_year")
_WHOLE_LIST = 3  # shares that are enough to be a list
_MOST_BETWEEN = 4  # figures in brackets between a figure and its share


class ShareReading(NamedTuple):
    """A pair that a percentage may follow from: `part` of `whole`, or the growth to `part` from `whole`.

    `leeway`: how far off the percentage may be, for figures are rounded (120万, 上年100万), below and above.
    """

    part: FigureMention | None
    whole: FigureMention | None
    numerator: float
    denominator: float
    leeway: tuple[float, float] = (0, 0)

    @property
    def percentage(self) -> float:
        return 100 * self.numerator / self.denominator


class StatedShare(NamedTuple):
    """A percentage with its readings, the likeliest first. `is_bound`: its words leave no other pair to be meant.

    `part` is the figure that it is the share of, None for growth; `whole_words` what names the whole where no figure
    does (占办结总数的).
    """

    percent: FigureMention
    kind: Literal["share", "rate", "growth"]
    readings: tuple[ShareReading, ...]
    is_bound: bool
    part: FigureMention | None = None
    whole_words: str | None = None
    evens_out: bool = False
    sign: int = 1
    is_since_last_year: bool = False

    @property
    def holds(self) -> bool:
        return any(map(self.follows_from, self.readings))

    def follows_from(self, reading: ShareReading) -> bool:
        """Whether the percentage as printed is right for a pair of figures."""
        percent, exact = self.percent, reading.percentage
        below, above = (leeway + percent.step / 2 for leeway in reading.leeway)
        return fits(percent.value, percent.step, exact, self.evens_out) or -below <= percent.value - exact <= above


def fits(percent: float, step: float, exact: float, evens_out: bool = False) -> bool:
    """Whether a percentage is right to half a unit of its last place (`step`), or cut off there.

    One of several that make 100 together may be a unit off, for it evens out how the others were rounded.
    """
    if evens_out and abs(percent - exact) < step:
        return True
    return abs(percent - exact) <= step / 2 + 1e-9 or abs(floor(exact / step + 1e-9) * step - percent) < 1e-9


def stated_shares(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[StatedShare]:
    """The percentages of a paragraph. `before` are the sentences of the paragraph before it."""
    for at, sentence in enumerate(sentences):
        earlier = sentences[at - 1] if at else before[-1] if before else None
        of_list = _shares_of_a_list(sentence, words)
        listed = [mention for mention in sentence.mentions if mention.is_share]
        is_whole = len(listed) > 1 and abs(sum(mention.value for mention in listed) - 100) < 1e-6
        for index, mention in enumerate(sentence.mentions):
            if mention.is_share and mention.is_exact:
                found = _stated(sentence, index, earlier, words)
                if found is not None:
                    found = found._replace(evens_out=is_whole)
                    if index in of_list:
                        own, listed_one = found.readings, (of_list[index],)
                        in_order = (*own, *listed_one) if found.is_bound else (*listed_one, *own)
                        found = found._replace(readings=in_order, is_bound=True)
                    yield found


def _stated(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, words: FigureWords
) -> StatedShare | None:
    percent = sentence.mentions[index]
    meanings = [token.meaning for token in percent.before]
    run = _run(sentence.mentions, index)
    before_run = (*sentence.mentions[run[0]].gap, *_gap_of_named_whole(sentence, run[0]))
    if len(run) > 1 and any(token.meaning in _SHARES for token in before_run):
        return _share_in_order(sentence, index, run, words)
    if "each" in meanings:
        return None
    if _is_level(percent, words):
        return None
    if _tells_growth(percent):
        return _growth(sentence, index, earlier, words)
    is_share = any(token.meaning in _SHARES for token in (*percent.gap, *_gap_of_named_whole(sentence, index)))
    if is_share or _stands_alone_in_brackets(percent):
        return _share(sentence, index, earlier, words)
    label = _label(percent)
    if _RATE in label:
        return _rate(sentence, index, earlier, label, words)
    return None


def _is_level(percent: FigureMention, words: FigureWords) -> bool:
    """Whether a percentage is what a rate rose or fell to: 由95%提高到100%."""
    before = percent.gap[-2:]
    return len(before) > 1 and before[0].meaning in ("growth", "decline") and before[1].text in words.up_to


def _stands_alone_in_brackets(percent: FigureMention) -> bool:
    """Whether nothing stands in brackets right behind a figure but a percentage: 27件（6.8%）."""
    return percent.owner is not None and len(percent.gap) == 1 and not percent.after


def _run(mentions: Sequence[FigureMention], index: int) -> range:
    """The places of the shares that stand one behind the other, with nothing but separators between them."""

    def follows(at: int) -> bool:
        are_shares = mentions[at - 1].is_share and mentions[at].is_share
        return are_shares and all(is_separator(token) or token.meaning == "with" for token in mentions[at].gap)

    first = next(at for at in range(index, -1, -1) if at == 0 or not follows(at))
    last = next((at for at in range(index + 1, len(mentions)) if not follows(at)), len(mentions))
    return range(first, last)


def _share_in_order(sentence: FigureSentence, index: int, run: range, words: FigureWords) -> StatedShare | None:
    """One of several shares told behind as many parts, in their order: 图解11篇、文字17篇，占比分别为39.3%和60.7%.

    What they are parts of must be plain: a figure of the sentence that is their sum, or none where they are all parts.
    """
    mentions = sentence.mentions
    block = list(takewhile(lambda mention: not mention.is_share, reversed(mentions[: run[0]])))[::-1]
    named = [mention for mention in block[-1:] if any(token.meaning in _SHARES for token in mention.gap)]
    parts = block[: len(block) - len(named)][-len(run) :]
    if len(parts) < len(run) or not all(part.unit and words.are_alike(part.unit, parts[0].unit) for part in parts):
        return None
    part, made = parts[index - run[0]], sum(part.value for part in parts)
    others = [m for m in block if m not in parts and words.are_alike(m.unit, part.unit)]
    if not made or any(whole.value != made for whole in others):
        return None
    told = [(mentions[at], 100 * one.value / made) for at, one in zip(run, parts, strict=True)]
    if not others and not _are_of_all(told):
        return None
    reading = ShareReading(part, next(iter(others), None), part.value, made)
    return StatedShare(mentions[index], "share", (reading,), all(m.is_exact for m in (*parts, *others)), part)


def _gap_of_named_whole(sentence: FigureSentence, index: int) -> tuple[FigureToken, ...]:
    """What stands before a figure that stands between 占 and its percentage: 占办结总量397件的36.2%."""
    gap = sentence.mentions[index].gap
    if index == 0 or len(gap) > 1 or any(token.kind != "WORD" for token in gap):
        return ()
    return sentence.mentions[index - 1].gap


def _tells_growth(percent: FigureMention) -> bool:
    return any(meaning in ("growth", "decline", "difference") for meaning in _clause_meanings(percent))


def _clause_meanings(percent: FigureMention) -> list[str]:
    """The meanings of the words of the clause before a percentage."""
    found: list[str] = []
    for token in reversed(percent.gap):
        if token.kind in ("COMMA", "SEMICOLON"):
            break
        found.append(token.meaning)
    return found


def _label(percent: FigureMention) -> str:
    """The words right before a percentage, in its clause."""
    return "".join(token.text for token in percent.before)


# --- shares -----------------------------------------------------------------------------------------------------------


def _share(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, words: FigureWords
) -> StatedShare | None:
    mentions = sentence.mentions
    percent = mentions[index]
    part_at = _part_of(sentence, index)
    if part_at is None:
        part_at = _part_behind(sentence, index)
    if part_at is None:
        return None
    part = mentions[part_at]
    if part.unit in words.sorting:
        return None
    named = [m for m in mentions[part_at + 1 : index] if not m.is_share and words.are_alike(m.unit, part.unit)]
    taken = _with_shares(sentence, index)
    here = [
        m
        for at, m in enumerate(mentions[:part_at])
        if not m.is_share
        and m.unit
        and words.are_alike(m.unit, part.unit)
        and not is_change(m)
        and not is_of_last_year(m)
        and m.depth <= part.depth
    ]
    # “同意公开”7件，占70%。“不予公开”1件，占10%: what has a share is a part as well
    told = set() if earlier is None else _with_shares(earlier, len(earlier.mentions))
    above = [
        m
        for at, m in enumerate(earlier.mentions if earlier is not None else ())
        if not m.is_share and m.unit and words.are_alike(m.unit, part.unit) and not is_change(m) and at not in told
    ]
    wholes = [*reversed(named), *reversed(here), *reversed(above)]
    sums = _together(mentions, part_at)
    counted = len(sums)
    if percent.speaks_of("sum", "sum_of_some"):
        if counted == 1 and (number := _counted_together(percent, words)):
            counted = number
            sums = _of_the_last(mentions[: part_at + 1], number, words)  # 公开4件，部分公开3件，两者合计占70%
            if not sums:
                return None
            part = part._replace(value=int(sums[0]))
        else:
            sums = sums[::-1]  # 征地16件、规划14件，共占73.2%
    readings = tuple(
        _shared(part, whole, numerator)
        for numerator in sums
        for whole in wholes
        if whole.value and whole.value >= numerator
    )
    whole_words = _whole_words(percent)
    names_part = len(_subject(percent)) > 1  # 解读比例91.7%: the words are the part's
    others = mentions[: part_at - counted + 1]
    candidates = named or [m for at, m in enumerate(others) if m in here and at not in taken] or above
    if not named and len(here) > 2 and here[-1].speaks_of("sum") and here[-1].value == sum(m.value for m in here[:-1]):
        candidates = here[-1:]  # 建议56件、提案84件，共140件，其中已解决98件，占70%
    is_bound = (
        bool(readings)
        and part.is_exact
        and all(m.is_exact for m in wholes)
        and (
            bool(named)
            or (len({m.value for m in candidates}) == 1 and (names_part or not _of_something_else(whole_words)))
        )
    )
    if named or candidates:
        first = (named or candidates)[-1]
        readings = tuple(sorted(readings, key=lambda reading: reading.whole is not first))
    return StatedShare(
        percent,
        "share",
        readings,
        is_bound,
        part,
        None if named else "".join(token.text for token in whole_words) or None,
    )


def _with_shares(sentence: FigureSentence, end: int) -> set[int]:
    """The places of the figures of which a share is told before a place of a sentence."""
    mentions = sentence.mentions
    shares = [at for at, mention in enumerate(mentions[:end]) if mention.is_share and not _tells_growth(mention)]
    return {at for share in shares if (of := _part_of(sentence, share)) is not None for at in _joined(mentions, of)}


def _shared(part: FigureMention, whole: FigureMention, numerator: float) -> ShareReading:
    """The share that a figure, or what it is the last of, has of another one."""
    more = numerator - part.value
    (low, high), (least, most) = part.range, whole.range
    exact = 100 * numerator / whole.value
    leeway = exact - 100 * (low + more) / most, 100 * (high + more) / least - exact
    return ShareReading(part, whole, numerator, whole.value, leeway)


def _shares_of_a_list(sentence: FigureSentence, words: FigureWords) -> dict[int, ShareReading]:
    """The shares of a list whose whole is told nowhere, as shares of the sum of their parts.

    Only where the list is whole: the shares make 100 together, or all but one follow from the parts; of two shares, one
    must follow to a decimal.
    """
    pairs: list[tuple[int, FigureMention, float]] = []
    for index, mention in enumerate(sentence.mentions):
        before = sentence.mentions[index - 1] if index else None
        if before is None or before.is_share or not before.unit:
            continue
        if before.depth != mention.depth and mention.owner != index - 1:
            continue
        tells_share = any(token.meaning in _SHARES for token in mention.gap) or _stands_alone_in_brackets(mention)
        if mention.is_share and mention.is_exact and tells_share:
            pairs.append((index, before, _together(sentence.mentions, index - 1)[-1]))
    if len(pairs) < 2 or not all(words.are_alike(part.unit, pairs[0][1].unit) for _, part, _ in pairs):
        return {}
    total = sum(made for _, _, made in pairs)
    if not total:
        return {}
    readings = {index: ShareReading(part, None, made, total) for index, part, made in pairs}
    told = [(sentence.mentions[index], reading.percentage) for index, reading in readings.items()]
    if len(pairs) < _WHOLE_LIST:
        right = sum(fits(mention.value, mention.step, exact) for mention, exact in told)
        fine = all(sentence.mentions[index].step < 1 for index in readings)
        return readings if fine and right == 1 else {}
    return readings if _are_of_all(told) else {}


def _are_of_all(told: Sequence[tuple[FigureMention, float]]) -> bool:
    """Whether shares, each with what it would exactly be, are of all that is told: all but one are, or make 100."""
    made = sum(mention.value for mention, _ in told)
    leeway = sum(mention.step for mention, _ in told)
    right = sum(fits(mention.value, mention.step, exact) for mention, exact in told)
    return abs(made - 100) <= leeway or right >= len(told) - 1


def _part_of(sentence: FigureSentence, index: int) -> int | None:
    """The figure that a percentage is the share of: the one right before it, or that of the subject that is named."""
    mentions, percent = sentence.mentions, sentence.mentions[index]
    before = [at for at in range(index) if not mentions[at].is_share and mentions[at].unit]
    before = [at for at in before if not is_delta(mentions[at]) and not is_of_last_year(mentions[at])] or before
    if not before:
        return None
    of_whole = _gap_of_named_whole(sentence, index)
    if any(token.meaning in _SHARES for token in of_whole) or _stands_behind_share(mentions[before[-1]]):
        return before[-2] if len(before) > 1 else None  # 占总数397件的19.4%: the whole stands between
    label = _subject(percent)
    if len(label) > 1:
        named = [at for at in before if "".join(token.text for token in mentions[at].before).endswith(label)]
        return named[0] if len(named) == 1 else None
    nearest = [at for at in before if mentions[at].bracket == percent.bracket]
    if not nearest and percent.owner in before:
        return percent.owner  # 27件（占6.8%）
    return nearest[-1] if nearest and nearest[-1] >= index - _MOST_BETWEEN else None


def _part_behind(sentence: FigureSentence, index: int) -> int | None:
    """The figure right behind the share of what its words name: 图解占比55.6%，共20篇."""
    percent, *behind = sentence.mentions[index : index + 2]
    is_alone = not any(m.is_share for m in sentence.mentions[:index])  # 图解占比50%，视频占比25%，共27篇: of both
    if not is_alone or not behind or behind[0].is_share or behind[0].separator != 2 or not _subject(percent):
        return None
    said = [token.meaning for token in behind[0].gap if not is_separator(token)]
    return index + 1 if said and said[0] == "sum" and set(said) <= {"sum", "filler"} else None


def _stands_behind_share(mention: FigureMention) -> bool:
    return any(token.meaning in _SHARES for token in mention.before)


def _subject(percent: FigureMention) -> str:
    """What a share is said to be that of, where its own clause names it: 图解占比62.5%."""
    found: list[str] = []
    for token in percent.gap:
        if token.meaning in _SHARES:
            break
        if is_separator(token):
            found = []
        elif token.kind == "WORD" and token.meaning not in (
            "filler",
            "manner",
            "sum",
            "sum_of_some",
            "each_of_all",
            "with",
            "particle",
        ):
            found.append(token.text)
    return "".join(found) if any(is_separator(token) for token in percent.gap) else ""


def _together(mentions: Sequence[FigureMention], part_at: int) -> list[float]:
    """A figure, and the sums of it and those that are named together with it: 复议21宗、诉讼10宗，占4.63%."""
    return list(accumulate(float(mentions[at].value) for at in _joined(mentions, part_at)))


def _counted_together(percent: FigureMention, words: FigureWords) -> int:
    """How many figures a share is said to be of: 两者合计占 of two; 0 where their number is not told."""
    said = (token.text for token in percent.gap if token.meaning in ("sum", "sum_of_some"))
    return next((words.together[sign] for text in said for sign in text if sign in words.together), 0)


def _of_the_last(mentions: Sequence[FigureMention], count: int, words: FigureWords) -> list[float]:
    """The sum of the last figures of a kind, as the only one; none where there are fewer."""
    last = mentions[-1]
    alike = [m for m in mentions if not m.is_share and m.depth == last.depth and words.are_alike(m.unit, last.unit)]
    return [float(sum(m.value for m in alike[-count:]))] if len(alike) >= count else []


def _joined(mentions: Sequence[FigureMention], at: int) -> Iterator[int]:
    """The place of a figure, and of those before it that are named together with it."""
    yield at
    while at and _is_joined(mentions[at]) and not mentions[at - 1].is_share:
        at -= 1
        yield at


def _is_joined(mention: FigureMention) -> bool:
    """Whether a figure is named together with the one before it: 复议21宗、诉讼10宗."""
    first = mention.gap[0] if mention.gap else None
    return mention.separator <= 1 and first is not None and (first.kind == "ENUM" or first.meaning == "with")


def _whole_words(percent: FigureMention) -> list[FigureToken]:
    """What a share is said to be of: 占(办结总数的)19.4%."""
    found: list[FigureToken] = []
    for token in reversed(percent.before):
        if token.meaning == "share_of":
            break
        found.append(token)
    return found[::-1]


def _of_something_else(words: Sequence[FigureToken]) -> bool:
    """Whether the words name a whole of their own, which no figure here need be."""
    return any(token.meaning in _ELSEWHERE for token in words)


# --- rates ------------------------------------------------------------------------------------------------------------


def _rate(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, label: str, words: FigureWords
) -> StatedShare | None:
    """办结率: the figure that says 办结 among those told beside it, else all but the one that says 未办结."""
    percent = sentence.mentions[index]
    stem = label.rpartition(_RATE)[0][-2:]
    told = _told_beside(sentence, index, earlier, stem, words)
    figures = [m for m in told if m.unit and m.is_exact and not is_change(m)]
    if len(stem) < 2 or _is_narrower(percent, figures, words.on_time):
        return None
    done = [m for m in figures if _says_done(m, stem, words) and not _is_to_do(m)]
    undone = [m for m in figures if _says_undone(m, stem, words)]
    if len(done or undone) != 1:
        return None
    part = (done or undone)[0]
    if any(token.meaning == "partial" for token in part.before):
        return None  # 连同部分公开6件，公开率65%
    others = [m for m in figures if m is not part and words.are_alike(m.unit, part.unit) and m.depth <= part.depth]
    if part in sentence.mentions[index:] and any(m.start > part.start or m.value < part.value for m in others):
        return None  # 覆盖率100%，覆盖社区102个、行政村48个
    # no whole is less than its part before it: 满意度调查发放问卷500份，收回480份，满意率98%
    wholes = [m for m in others if m.start < part.start or m.value >= part.value]
    readings = tuple(_rated(part, whole, bool(done)) for whole in reversed(wholes) if whole.value)
    is_bound = len(wholes) == 1 and not _has_another_rate(sentence, percent, wholes[0], part)
    return StatedShare(percent, "rate", readings, is_bound, part if done else None, None)


def _has_another_rate(
    sentence: FigureSentence, percent: FigureMention, whole: FigureMention, part: FigureMention
) -> bool:
    """Whether another rate is told between two figures: 复议4件，复议率10%，被诉3件，被诉率7.5%."""
    return any(m.is_share and m is not percent and whole.start < m.start < part.start for m in sentence.mentions)


def _rated(part: FigureMention, whole: FigureMention, is_done: bool) -> ShareReading:
    return ShareReading(part, whole, part.value if is_done else whole.value - part.value, whole.value)


def _told_beside(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, stem: str, words: FigureWords
) -> list[FigureMention]:
    """The figures that a rate may follow from: before it, behind it or, where it stands alone, of the sentence before.

    Where none before it was done, the one right behind it may be: 受理40件，办结率95%，办结38件.
    """
    mentions = sentence.mentions
    begins = next((at for at in range(index, 0, -1) if mentions[at].separator == 3), 0)
    before = [m for m in mentions[begins:index] if not m.is_share]
    behind = list(takewhile(lambda mention: mention.separator < 3, mentions[index + 1 :]))
    if not before:
        figures = [m for m in behind if not m.is_share]
        is_alone = not figures and len(mentions) == 1 and earlier is not None
        return [m for m in earlier.mentions if not m.is_share] if is_alone and earlier is not None else figures
    done = [any(_says_done(m, stem, words) for m in before), *(_says_done(m, stem, words) for m in behind)]
    is_done_behind = bool(behind) and not done[0] and sum(done) == 1  # else it is a part: 全部采纳14条、部分采纳6条
    return [*before, behind[0]] if is_done_behind and _says_only(behind[0], stem, words) else before


def _says_only(mention: FigureMention, stem: str, words: FigureWords) -> bool:
    """Whether a figure says that it was done and nothing else: 已办结38件, but not 办结信访件38件."""
    said = last_segment(mention.gap)
    is_plain = all(token.meaning in _BESIDE_DONE or stem in token.text for token in said)
    return is_plain and not mention.is_share and not mention.after and _says_done(mention, stem, words)


def _says_done(mention: FigureMention, stem: str, words: FigureWords) -> bool:
    """Whether a figure says what a rate is of: 办结 of 办结率, 收回 of 回收率, but not 不合格 of 合格率."""
    said = _said(mention)
    return (stem in said or stem[::-1] in said) and not _says_undone(mention, stem, words)


def _says_undone(mention: FigureMention, stem: str, words: FigureWords) -> bool:
    said = _said(mention)
    return any(no + stem in said for no in words.not_done)


def _said(mention: FigureMention) -> str:
    return "".join(token.text for token in (*mention.before, *mention.after[:1]))


def _is_narrower(percent: FigureMention, figures: Sequence[FigureMention], on_time: Collection[str]) -> bool:
    """Whether the words of a rate say more than those of the figures before it: 负责人出庭应诉率, 按期办结率."""
    said = "".join(token.text for figure in figures for token in (*figure.before, *figure.after))
    return any(
        ((token.meaning == UNKNOWN and _RATE not in token.text) or token.text in on_time) and token.text not in said
        for token in percent.before
    )


def _is_to_do(mention: FigureMention) -> bool:
    """Whether a figure counts what was still to be done: 应办结120件."""
    return any(token.meaning == "to_do" for token in mention.before)


# --- growth -----------------------------------------------------------------------------------------------------------


def _growth(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, words: FigureWords
) -> StatedShare | None:
    """The growth to a figure from one of the year before, which the sentence states itself or by the change."""
    percent = sentence.mentions[index]
    sign = -1 if "decline" in _clause_meanings(percent) or _is_below_nought(percent) else 1
    pair = moved_before([m for m in sentence.mentions[:index] if not m.is_share], percent)
    if pair and pair.old.value:
        are_exact = pair.old.is_exact and pair.new.is_exact
        return StatedShare(percent, "growth", (_grown(pair.new, pair.old, sign),), are_exact, pair.new)
    before = [m for m in sentence.mentions[:index] if not m.is_share and m.unit]
    if not before:
        return None
    delta = [m for m in before if is_delta(m)]
    old = old_figures(sentence, index, before, delta)
    new = [m for m in before if m not in old and m not in delta and not is_of_last_year(m)]
    if sum(map(bool, (old, delta, new))) < 2:
        since = {token.meaning for token in percent.gap}
        is_since = "compared" in since and not since & {"other_year", "YEAR"}
        return StatedShare(
            percent, "growth", (), False, new[-1] if new else None, sign=sign, is_since_last_year=is_since
        )
    readings: list[ShareReading] = []
    for figure in reversed(new):
        for base in reversed(old):
            if base.value and words.are_alike(base.unit, figure.unit):
                readings.append(_grown(figure, base, sign))
        for change in reversed(delta):
            base_value = figure.value - sign * change.value
            is_its = change.start < figure.start if _is_reached(figure) else change.start > figure.start
            if base_value > 0 and words.are_alike(change.unit, figure.unit) and is_its:
                readings.append(ShareReading(change, None, change.value, base_value))
    for change in delta:
        readings += [ShareReading(change, base, change.value, base.value) for base in old if base.value]
    exact = all(m.is_exact and (not delta or m.step <= max(1.0, m.value / 1000)) for m in before)
    is_of_one = len(new) <= 1 or (not old and before[-1] in delta and is_bare(before[-1]))
    is_bound = bool(readings) and exact and is_of_one and len(old) <= 1 and len(delta) <= 1
    return StatedShare(percent, "growth", tuple(readings), is_bound, new[-1] if new else None)


def _grown(figure: FigureMention, base: FigureMention, sign: int) -> ShareReading:
    """The growth from one figure to another; what rounded ones leave open lies to both sides of it."""
    (low, high), (least, most) = figure.range, base.range
    grown = sign * (figure.value - base.value)
    exact = 100 * grown / base.value
    fewest, greatest = sorted(100 * sign * (one - of) / of for one, of in ((low, most), (high, least)))
    return ShareReading(figure, base, grown, base.value, (exact - fewest, greatest - exact))


def _is_below_nought(percent: FigureMention) -> bool:
    """Whether a growth has the sign of a decline: 增长-14%."""
    return bool(percent.gap) and percent.gap[-1].text == _MINUS


def _is_reached(figure: FigureMention) -> bool:
    """Whether a figure is what a change before it has led to: 比去年增加6件，达到43件."""
    words = last_segment(figure.gap)
    return figure.separator == 2 and bool(words) and all(token.meaning in ("filler", "sum") for token in words)
