"""Sums that are announced behind their parts: 网络220件、信函150件，合计370件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment
from linter.prose.figure_roles import ACTS, STEPS, is_change, lead_word, steps_of
from linter.prose.figure_words import FigureWords
from linter.prose.sum_readings import Breakdown, SumReading, is_small_slip

_SUMS = ("sum", "sum_of_some")
_BEHIND_SUM = frozenset((*STEPS, *ACTS, "document", "application", "request"))  # 共收到申请86件
_SINGLE = frozenset(("piece", "organ"))  # units of one organ among others


def announced(sentence: FigureSentence, words: FigureWords) -> Iterator[Breakdown]:
    """The figures that say they are the sum of those before them: 网络220件、信函150件，合计370件."""
    for index, mention in enumerate(sentence.mentions):
        if not _says_sum(mention):
            if joined := _joined_before(sentence.mentions, index, words):
                reading = SumReading((mention,), joined)
                if reading.holds:
                    yield Breakdown(True, None, "")
                elif reading.is_exact and is_small_slip(reading):
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
        steps = steps_of(mention) - {step for part in parts for step in steps_of(part)}
        if len(parts) < 2 or (lead_word(parts[-1]) and steps):  # 其中自然人166件、法人37件；共办结201件
            continue
        readings = [SumReading((mention,), tuple(reversed(parts[:count]))) for count in range(2, len(parts) + 1)]
        if any(reading.holds for reading in readings) or any(part.value == mention.value for part in parts):
            yield Breakdown(True, None, "")
        elif readings[-1].is_exact and (_is_right_behind(mention) or is_small_slip(readings[-1])):
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
