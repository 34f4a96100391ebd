"""Figures that a text breaks down into parts: every reading that its words allow, and whether one of them must hold.

A list of parts may end where the sentence may turn to something else, its parts may have parts of their own, and what
it divides may be any like figure before it. A breakdown is in order if one reading adds up; where none does it is wrong
only if the list is closed: exhaustive by its nature, above its whole, or a slip of the pen away from it. A short list
far below its whole names examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from linter.prose.announced_sums import announced
from linter.prose.figure_mentions import FigureMention, FigureSentence
from linter.prose.figure_roles import lead_word
from linter.prose.figure_words import FigureWords
from linter.prose.list_heads import heads_of, is_another_years, lead_of, tells_of_another_year
from linter.prose.list_parts import ListPart, parts_from, with_nested
from linter.prose.list_verdicts import adds_up, judged, openness_of
from linter.prose.sum_readings import Breakdown, SumReading


def breakdowns(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[Breakdown]:
    """The breakdowns of a paragraph. `before` are the sentences of the paragraph before it."""
    for at, sentence in enumerate(sentences):
        yield from announced(sentence, words)
        for index, mention in enumerate(sentence.mentions):
            if mention.is_share or not (mention.unit or not mention.after):
                continue
            lead = lead_of(sentence, index, words)
            if not lead or tells_of_another_year(mention) or is_another_years(sentence, index, lead):
                continue
            heads = heads_of(sentences, before, at, index, lead, words)
            if lead == "respectively":  # 主办分别为18件、23件，会办分别为10件、12件
                heads = list(takewhile(lambda head: lead_word(head) != "respectively", heads))
            listed = with_nested(parts_from(sentences, at, index, heads[-1].unit, words)) if heads else []
            heads = [head for head in heads if _may_hold(head, listed, words)]
            heads = [head for head in heads if head in sentence.mentions or _may_stand_before(head, listed, lead, at)]
            if (
                heads
                and not _tells_of_each(heads, listed, lead)
                and not _divides_a_share(sentence, index, heads, listed)
            ):
                yield judged(heads, listed, lead, openness_of(sentences, before, at, index))


def broken_sums(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[SumReading]:
    """The likeliest readings of the breakdowns of a paragraph that must hold and do not."""
    for breakdown in breakdowns(sentences, before, words):
        if breakdown.closed and breakdown.reading is not None:
            yield breakdown.reading


def _may_stand_before(head: FigureMention, listed: Sequence[ListPart], lead: str, at: int) -> bool:
    """Whether a figure of another sentence may be the whole of a list; `at` is 0 where that is of another paragraph.

    结转下年度4件。许可、处罚分别为203件、57件: no part of a list with its own subject, or told elsewhere, is more.
    """
    if lead == "respectively" and not at:
        return False
    most = max((part.figure.value for part in listed), default=0)
    return head.value >= most or (at > 0 and lead != "respectively")


def _tells_of_each(heads: Sequence[FigureMention], listed: Sequence[ListPart], lead: str) -> bool:
    """Whether figures stand one for each of those before: 微信300条、微博200条，阅读量分别为5万、3万."""
    return lead == "respectively" and 1 < len(heads) == len(listed)


def _divides_a_share(
    sentence: FigureSentence, index: int, heads: Sequence[FigureMention], listed: Sequence[ListPart]
) -> bool:
    """Whether a list makes what the share before it is: 意见25条，采纳率80%，其中全部采纳14条、部分采纳6条."""
    share = sentence.mentions[index - 1] if index else None
    if share is None or not share.is_share:
        return False
    shared = [(head._replace(value=round(head.value * share.value / 100)),) for head in heads]
    return len(listed) > 1 and adds_up(shared, listed)


def _may_hold(whole: FigureMention, listed: Sequence[ListPart], words: FigureWords) -> bool:
    """Whether a figure may be the sum of a list; papers are fewer than what they hold: 目录1份，其中许可12项."""
    parts = [part.figure for part in listed if not part.is_optional]
    return all(words.are_alike(whole.unit, part.unit) or part.value <= whole.value for part in parts if part.unit)
