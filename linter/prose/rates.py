"""Rates: percentages called after what was done, 办结率 or 满意率, of all that there was to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment
from linter.prose.figure_roles import is_change
from linter.prose.figure_tokens import UNKNOWN
from linter.prose.figure_words import FigureWords
from linter.prose.share_readings import ShareReading, StatedShare

RATE = "率"
_BESIDE_DONE = ("of_which", "done", "sum", "manner", "filler", "all", "this_year")


def rate_told(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, label: str, words: FigureWords
) -> StatedShare | None:
    """办结率: the figure that says 办结 among those told beside it, else all but the one that says 未办结."""
    percent = sentence.mentions[index]
    stem = label.rpartition(RATE)[0][-2:]
    told = _told_beside(sentence, index, earlier, stem, words)
    figures = [m for m in told if m.unit and m.is_exact and not is_change(m)]
    if len(stem) < 2 or _is_narrower(percent, figures, words.on_time) or _is_of_each(sentence, index):
        return None
    done = [m for m in figures if _says_done(m, stem, words) and not _is_to_do(m)]
    undone = [m for m in figures if _says_undone(m, stem, words)]
    if len(done or undone) != 1:
        return None
    part = (done or undone)[0]
    if any(token.meaning in ("partial", "saved") for token in part.before):
        return None  # 连同部分公开6件，公开率65%; 节约资金
    others = [m for m in figures if m is not part and words.are_alike(m.unit, part.unit) and m.depth <= part.depth]
    if part in sentence.mentions[index:] and any(m.start > part.start or m.value < part.value for m in others):
        return None  # 覆盖率100%，覆盖社区102个、行政村48个
    # no whole is less than its part before it: 满意度调查发放问卷500份，收回480份，满意率98%
    wholes = [m for m in others if (m.start < part.start or m.value >= part.value) and (m not in undone or not done)]
    readings = tuple(_rated(part, whole, bool(done)) for whole in reversed(wholes) if whole.value)
    is_bound = len(wholes) == 1 and not _has_another_rate(sentence, percent, wholes[0], part)
    return StatedShare(percent, "rate", readings, is_bound, part if done else None, None)


def _is_of_each(sentence: FigureSentence, index: int) -> bool:
    """Whether a figure counts what has such a rate each: 5个指标中有4个得分率超过90%."""
    percent = sentence.mentions[index]
    return index > 0 and not percent.separator and percent.owner is None and not sentence.mentions[index - 1].is_share


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
        ((token.meaning == UNKNOWN and RATE not in token.text) or token.text in on_time) and token.text not in said
        for token in percent.before
    )


def _is_to_do(mention: FigureMention) -> bool:
    """Whether a figure counts what was still to be done: 应办结120件."""
    return any(token.meaning == "to_do" for token in mention.before)
