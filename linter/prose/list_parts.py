"""The figures that may belong to a list, and where it may have ended before the sentence does."""

from __future__ import annotations

from collections.abc import Sequence

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment
from linter.prose.figure_roles import act_of, is_among, is_change, lead_word, outcome, steps_of
from linter.prose.figure_words import FigureWords

_TURNS = ("except", "besides", "cumulative", "unfinished")
_CASES = ("review", "suit")
LOOSELY_ALIKE = frozenset(("case", "entry", "piece", "item", "issue"))  # units that reports exchange for one another


class ListPart(NamedTuple):
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


def parts_from(
    sentences: Sequence[FigureSentence], at: int, index: int, unit: str, words: FigureWords
) -> list[ListPart]:
    """The figures from the beginning of a list on that may belong to it; `unit` is that of what it divides."""
    first = sentences[at].mentions[index]
    steps, acts = steps_of(first), act_of(first)
    found: list[ListPart] = []
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
            if not mention.unit and mention.after and mention.after[0].text not in words.units:  # 4(12个单位)条
                continue
            is_apart = is_new_sentence and found[-1].share is None
            separator = 4 if is_new_sentence else mention.separator
            is_nested = not is_first and (bool(lead_word(mention)) or (is_nested and separator < 3))
            is_finer = not is_first and separator < coarsest
            is_strange = bool(mention.unit) and not any(
                words.are_alike(alike, mention.unit) for alike in (unit, first.unit or unit)
            )
            is_foreign = is_strange and separator > 1 and words.units[mention.unit] not in LOOSELY_ALIKE
            turns = not is_first and (
                (grew and not grows)
                or is_nested
                or bool(steps_of(mention) - steps)
                or _speaks_anew(mention)
                or is_among(mention)
                or _is_divided(mention)
                or _is_divided_too(first, mention, following)
            )
            has_other_act = not is_first and act_of(mention) not in ("", acts)
            may_turn = turns or has_other_act or is_apart or (not is_first and 0 < coarsest < separator)
            begins_anew = has_other_act or (not is_first and separator == 3 and 0 < coarsest < 3)
            if is_foreign:
                found.append(ListPart(mention._replace(value=0, step=1), True, True, True, True, True))
                continue
            is_old = not is_first and _tells_last_years(mention)
            is_optional = is_nested or is_finer or not mention.unit or is_strange or is_old
            is_other = is_strange and not is_first
            may_turn |= is_strange
            found.append(ListPart(mention, is_optional, is_other, may_turn, turns, begins_anew, None, is_apart, is_old))
            if not is_first:
                coarsest = max(coarsest, separator)
    return found


def with_nested(listed: Sequence[ListPart]) -> list[ListPart]:
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


def _are_set_apart(head: ListPart, run: Sequence[ListPart], boundary: ListPart | None) -> bool:
    """Whether figures are parted from the rest of their list more strongly than among themselves, or are outcomes.

    An outcome is not divided into others.
    """
    if all(outcome(part.figure) is not None for part in run):
        return outcome(head.figure) is None
    return boundary is not None and boundary.figure.separator > max(part.figure.separator for part in run[1:])


def may_begin_anew(mention: FigureMention) -> bool:
    """Whether a list may have ended before a figure: behind a ; or where its item names a step or turns."""
    return mention.separator == 3 or bool(steps_of(mention)) or _speaks_anew(mention)


def _is_divided(mention: FigureMention) -> bool:
    """Whether a figure begins a list of its own: 复议后起诉的10件中, …"""
    return bool(mention.after) and mention.after[-1].meaning == "among"


def _is_divided_too(first: FigureMention, mention: FigureMention, following: FigureMention | None) -> bool:
    """Whether the word that began a list divides a later figure too: 建议15件, 其中主办4件; 提案57件, 其中主办11件."""
    if following is None or following.depth != first.depth or mention.depth != first.depth:
        return False
    return bool(lead_word(first)) and lead_word(following) == lead_word(first)


def _speaks_anew(mention: FigureMention) -> bool:
    """Whether the words before a figure turn to something else: 另, 累计, 线下申请中, 合计, 因信息公开引发复议."""
    segment = last_segment(mention.gap)
    first = next((token.meaning for token in segment if token.meaning != "filler"), "")  # 含上年4件在内共有90件
    if first == "sum" or any(token.meaning in _TURNS for token in segment):
        return True
    if segment and segment[0].meaning == "cause" and any(token.meaning in _CASES for token in segment):
        return True
    return any(token.meaning == "among" for token in segment)


def _goes_on(found: Sequence[ListPart], mentions: Sequence[FigureMention]) -> bool:
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
    is_bare = len(mention.gap) == 1 and not mention.after and not steps_of(mention) and not act_of(mention)
    return is_bare and mention.unit == before.unit and not before.after and mention.depth == before.depth == 0
