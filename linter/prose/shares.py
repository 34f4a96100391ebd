"""Percentages of a text with every pair of figures that they may follow from: shares, rates, and growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator
from linter.prose.figure_words import FigureWords
from linter.prose.growth import growth_told
from linter.prose.rates import RATE, rate_told
from linter.prose.share_readings import StatedShare, tells_growth
from linter.prose.shares_of_wholes import (
    SHARES,
    gap_of_named_whole,
    share_in_order,
    share_told,
    shares_of_a_list,
    stands_alone_in_brackets,
)


def stated_shares(
    sentences: Sequence[FigureSentence], before: Sequence[FigureSentence], words: FigureWords
) -> Iterator[StatedShare]:
    """The percentages of a paragraph. `before` are the sentences of the paragraph before it."""
    for at, sentence in enumerate(sentences):
        earlier = sentences[at - 1] if at else before[-1] if before else None
        of_list = shares_of_a_list(sentence, words)
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
    """A percentage with its readings; None where its words do not tell of what it is one."""
    percent = sentence.mentions[index]
    meanings = [token.meaning for token in percent.before]
    run = _run(sentence.mentions, index)
    before_run = (*sentence.mentions[run[0]].gap, *gap_of_named_whole(sentence, run[0]))
    if len(run) > 1 and any(token.meaning in SHARES for token in before_run):
        return share_in_order(sentence, index, run, words)
    if "each" in meanings:
        return None
    if _is_level(percent, words):
        return None
    if tells_growth(percent):
        return growth_told(sentence, index, earlier, words)
    is_share = any(token.meaning in SHARES for token in (*percent.gap, *gap_of_named_whole(sentence, index)))
    if is_share or (len(run) == 1 and stands_alone_in_brackets(percent)):
        return share_told(sentence, index, earlier, words)
    label = _label(percent)
    if RATE in label:
        return rate_told(sentence, index, earlier, label, words)
    return None


def _is_level(percent: FigureMention, words: FigureWords) -> bool:
    """Whether a percentage is what a rate rose or fell to: 由95%提高到100%."""
    before = percent.gap[-2:]
    return len(before) > 1 and before[0].meaning in ("growth", "decline") and before[1].text in words.up_to


def _run(mentions: Sequence[FigureMention], index: int) -> range:
    """The places of the shares that stand one behind the other, with nothing but separators between them."""

    def follows(at: int) -> bool:
        are_shares = mentions[at - 1].is_share and mentions[at].is_share
        return are_shares and all(is_separator(token) or token.meaning == "with" for token in mentions[at].gap)

    first = next(at for at in range(index, -1, -1) if at == 0 or not follows(at))
    last = next((at for at in range(index + 1, len(mentions)) if not follows(at)), len(mentions))
    return range(first, last)


def _label(percent: FigureMention) -> str:
    """The words right before a percentage, in its clause."""
    return "".join(token.text for token in percent.before)
