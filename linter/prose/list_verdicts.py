"""Whether a list makes what it divides in one of its readings, and why one of them must hold where none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment, segments_of
from linter.prose.figure_roles import (
    ANSWERS,
    LEADS,
    RESULTS,
    is_among,
    is_cumulative,
    is_rest,
    is_sorted,
    lead_word,
    outcome,
)
from linter.prose.figure_tokens import FigureToken
from linter.prose.list_heads import FEWEST_OUTCOMES, REQUESTS
from linter.prose.list_parts import ListPart
from linter.prose.share_readings import fits
from linter.prose.sum_readings import LONG_LIST, SMALL_DIFFERENCE, Breakdown, SumReading, is_slip, range_of

_MOST_SUMS = 400  # bounds the work: different sums of a list that are pursued
_MOST_TOGETHER = 4  # figures that may together be what is divided
_SLIP_WITHIN = 1 / 3
_HALF = 0.5
_ABOUT_ALL = (97, 103)  # per cent that the shares of a whole list add up to, each rounded by itself


def judged(heads: Sequence[FigureMention], listed: Sequence[ListPart], lead: str, openness: int) -> Breakdown:
    """Whether a list makes what it may divide.

    Args:
        heads: what it may divide, the nearest last.
        listed: the figures that may belong to it.
        lead: what begins it.
        openness: how far its words say that it names examples, as of `openness_of`.
    """
    if adds_up(list(_wholes(heads)), listed) or _divides_again(heads, listed):
        return Breakdown(True, None, "")
    of_the_year = [head for head in heads if not is_cumulative(head)] or heads
    if lead == "among":  # 按渠道分，网上26件，信函15件；按结果分，…: nor are the parts of one list divided by another
        of_sorted = is_sorted(listed[0].figure)
        of_the_year = list(takewhile(lambda head: not _begins_parts(head, of_sorted), of_the_year))
    best = Breakdown(False, None, "")
    for parts, is_beyond in _naturals(listed):
        figures = tuple(part.figure for part in parts)
        if not figures:
            continue
        wholes = [whole for whole in _wholes(of_the_year) if _are_joined(whole)]
        values = {figure.value for figure in figures}
        is_one = len(figures) == 1  # 复议2件，诉讼1件，其中维持2件: of either
        rivals = [SumReading(w, figures) for w in wholes if is_one or len(wholes) == 1 or w[0].value not in values]
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


def _begins_parts(head: FigureMention, of_sorted: bool) -> bool:
    """Whether a figure begins a list, so that another one divides it only where it names it."""
    is_named = bool(head.after) and head.after[-1].meaning == "among"  # 从内容看，41件申请中，征地16件
    return (is_among(head) and not is_named) or (of_sorted and bool(lead_word(head)))


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


def adds_up(wholes: Sequence[tuple[FigureMention, ...]], listed: Sequence[ListPart]) -> bool:
    """Whether some reading of a list makes one of the wholes; figures together are made by several parts only."""
    targets = [range_of(whole) for whole in wholes]
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


def _divides_again(heads: Sequence[FigureMention], listed: Sequence[ListPart]) -> bool:
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


def _naturals(listed: Sequence[ListPart]) -> Iterator[tuple[list[ListPart], bool]]:
    """The parts of the likeliest readings: up to where the sentence may begin anew, then (True) to where it turns."""
    end = next((at for at, part in enumerate(listed) if at and (part.turns or part.is_strange)), len(listed))
    soft = next((at for at, part in enumerate(listed[:end]) if at and part.acts), end)
    yield [part for part in listed[:soft] if not part.is_old], False
    if soft < end:
        yield [part for part in listed[:end] if not part.is_old], True


def openness_of(sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], at: int, index: int) -> int:
    """How far the words of a list say that it names examples: 2 where its own do, 1 where those before do.

    Nor need a list make a whole that counts once what stands in several of its parts (不同渠道公开相同信息计1条).
    """
    if any("counted_once" in sentence.meanings for sentence in (*before[-1:], *sentences[: at + 1])):
        return 2
    segments = segments_of(sentences[at].mentions[index].gap)
    leads = [place for place, segment in enumerate(segments) if any(token.meaning in LEADS for token in segment)]
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
    reading: SumReading, parts: Sequence[ListPart], lead: str, openness: int, cut: ListPart | None, is_beyond: bool
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
    is_unfinished = any(map(_leaves_parts_uncounted, figures))
    if len(figures) == 1:
        is_one = (
            reading.exceeds and figures[0].unit == reading.whole[0].unit and lead not in ("among", "colon", "implied")
        )
        return "exceeds" if is_one and len(reading.whole) == 1 else ""
    if lead == "alike" or any(part.is_apart for part in parts):
        of_requests = any(token.meaning in REQUESTS for token in reading.whole[0].before)
        most = SMALL_DIFFERENCE if lead == "alike" and not of_requests else _SLIP_WITHIN
        if lead == "alike" and of_requests and reading.exceeds:
            return "exceeds"
        is_near = len(figures) >= FEWEST_OUTCOMES and abs(whole - total) / whole <= most
        return "slip" if is_near and reading.is_exact and is_slip(reading) else ""
    kinds = [outcome(figure) for figure in figures]
    if set(kinds) == {"person", "organisations"} and len(kinds) == 2 and not is_unfinished:
        return "applicants"
    if lead == "among" and not reading.exceeds and any(kind in ANSWERS for kind in kinds):
        return ""  # of those answered, which need not be the figure before
    are_all = None not in kinds and len(set(kinds)) == len(kinds)
    if are_all and not is_unfinished and not is_open and len(kinds) >= FEWEST_OUTCOMES and lead != "implied":
        return "outcomes"
    shares = [part.share.value for part in parts if part.share is not None]
    if len(shares) == len(parts) and _ABOUT_ALL[0] <= sum(shares) <= _ABOUT_ALL[1]:
        return "shares"
    if not reading.exceeds and all(_is_share_of(part, whole) for part in parts):
        return ""  # 52篇，其中图文31篇，占59.6%，视频12篇，占23.1%: some of them, whose shares bear the whole out
    is_of_results = any(kind in RESULTS for kind in kinds)  # a case has one alone
    is_told_again = not are_all and not is_of_results and any(figure.value == whole for figure in figures)
    is_by_channel = all(any(token.meaning == "publish" for token in figure.before) for figure in figures)
    if _is_left_over(figures[-1]) and any(token.meaning in ("answer", "settle") for token in reading.whole[-1].before):
        return ""
    if is_rest(figures[-1]) and not is_unfinished and not (is_told_again and is_by_channel):
        return "rest"
    if reading.exceeds:
        is_of_topics = figures[0].speaks_of("concerning") and max(figure.value for figure in figures) <= whole
        overlaps = is_of_topics or is_open or is_told_again
        overlaps = overlaps or (is_beyond and (total - whole) / whole > SMALL_DIFFERENCE)
        overlaps = overlaps or _ends_before_the_whole_is_exceeded(parts, whole)
        return "" if overlaps or (lead == "among" and len(figures) < FEWEST_OUTCOMES) else "exceeds"
    if not reading.is_exact or is_unfinished or openness or all(figure.speaks_of("concerning") for figure in figures):
        return ""
    difference = abs(whole - total) / whole
    if lead == "respectively":
        return "respectively"
    if lead in ("bracket", "colon") and difference < _HALF:
        return "listed"
    if len(figures) >= LONG_LIST and difference < SMALL_DIFFERENCE:
        return "long"
    is_cut_short = cut is not None and not cut.is_strange
    if difference <= _SLIP_WITHIN and not is_cut_short and is_slip(reading):
        return "slip"
    return ""


def _is_share_of(part: ListPart, whole: float) -> bool:
    """Whether the share beside a part is that of a whole."""
    share = part.share
    return share is not None and fits(share.value, share.step, 100 * part.figure.value / whole)


def _ends_before_the_whole_is_exceeded(parts: Sequence[ListPart], whole: float) -> bool:
    """Whether a list may have ended before a figure that exceeds what it divides: 70条，其中甲7条、乙9条，网站115条."""
    total = 0.0
    for part in parts:
        if part.may_turn and part.figure.value > whole >= total > 0:
            return True
        total += part.figure.value
    return False


def _leaves_parts_uncounted(mention: FigureMention) -> bool:
    """Whether parts without a figure stand behind one: 2条等, 2条以及其他信息."""
    meanings = [token.meaning for token in mention.after]
    return meanings[:1] == ["and_others"] or "with" in meanings


def _is_left_over(mention: FigureMention) -> bool:
    """Whether a figure counts what is still to be done, no part of what was: 办结39件，其中网上3件；剩余5件."""
    return any(token.meaning == "left" for token in last_segment(mention.gap))
