"""Shares: percentages of a whole, which the words before them name or a list of them makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from linter.prose.compared import is_of_last_year
from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator, segments_of
from linter.prose.figure_roles import is_change, is_delta
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.figure_words import FigureWords
from linter.prose.share_readings import ShareReading, StatedShare, fits, tells_growth

SHARES = ("share", "share_of")
_ELSEWHERE = ("own", "last_year", "elsewhere", "other_year")  # a whole of which no figure here need tell
_WHOLE_LIST = 3  # shares that are enough to be a list
_MOST_BETWEEN = 4  # figures in brackets between a figure and its share


def stands_alone_in_brackets(percent: FigureMention) -> bool:
    """Whether nothing stands in brackets right behind a figure but a percentage: 27件（6.8%）."""
    return percent.owner is not None and len(percent.gap) == 1 and not percent.after


def share_in_order(sentence: FigureSentence, index: int, run: range, words: FigureWords) -> StatedShare | None:
    """One of several shares told behind as many parts, in their order: 图解11篇、文字17篇，占比分别为39.3%和60.7%.

    What they are parts of must be plain: a figure of the sentence that is their sum, or none where they are all parts.
    """
    mentions = sentence.mentions
    block = list(takewhile(lambda mention: not mention.is_share, reversed(mentions[: run[0]])))[::-1]
    named = [mention for mention in block[-1:] if any(token.meaning in SHARES for token in mention.gap)]
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


def gap_of_named_whole(sentence: FigureSentence, index: int) -> tuple[FigureToken, ...]:
    """What stands before a figure that stands between 占 and its percentage: 占办结总量397件的36.2%."""
    gap = sentence.mentions[index].gap
    if index == 0 or len(gap) > 1 or any(token.kind != "WORD" for token in gap):
        return ()
    return sentence.mentions[index - 1].gap


def share_told(
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
    # nor is it the whole where another part here is more: 网上321件，占90.2%；信函35件，占9.8%
    most = (
        0 if earlier is None else max((mentions[at].value for at in _with_shares(sentence, len(mentions))), default=0)
    )
    above = [
        m
        for at, m in enumerate(earlier.mentions if earlier is not None else ())
        if not m.is_share and m.unit and words.are_alike(m.unit, part.unit) and not is_change(m) and at not in told
        if m.value >= most
    ]
    if earlier is not None and told and not any(_bears_a_share(earlier, whole) for whole in above):
        above = []  # 答复的9件中，同意7件，占总数的70%。部分同意1件，占10%: of a whole told further above
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
    shares = [at for at, mention in enumerate(mentions[:end]) if mention.is_share and not tells_growth(mention)]
    return {at for share in shares if (of := _part_of(sentence, share)) is not None for at in _joined(mentions, of)}


def _bears_a_share(sentence: FigureSentence, whole: FigureMention) -> bool:
    """Whether a share of a sentence is the share of its figure in a whole."""
    pairs = [(share, _part_of(sentence, at)) for at, share in enumerate(sentence.mentions) if share.is_share]
    return any(
        fits(share.value, share.step, 100 * sentence.mentions[part].value / whole.value)
        for share, part in pairs
        if part is not None and whole.value
    )


def _shared(part: FigureMention, whole: FigureMention, numerator: float) -> ShareReading:
    """The share that a figure, or what it is the last of, has of another one."""
    more = numerator - part.value
    (low, high), (least, most) = part.range, whole.range
    exact = 100 * numerator / whole.value
    leeway = exact - 100 * (low + more) / most, 100 * (high + more) / least - exact
    return ShareReading(part, whole, numerator, whole.value, leeway)


def shares_of_a_list(sentence: FigureSentence, words: FigureWords) -> dict[int, ShareReading]:
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
        tells_share = any(token.meaning in SHARES for token in mention.gap) or stands_alone_in_brackets(mention)
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
    of_whole = gap_of_named_whole(sentence, index)
    if any(token.meaning in SHARES for token in of_whole) or _stands_behind_share(mentions[before[-1]]):
        return before[-2] if len(before) > 1 else None  # 占总数397件的19.4%: the whole stands between
    label = _subject(percent)
    if len(label) > 1:
        named = [at for at in before if "".join(token.text for token in mentions[at].before).endswith(label)]
        return named[0] if len(named) == 1 else None
    if _tells_of_another(percent):
        return None
    nearest = [at for at in before if mentions[at].bracket == percent.bracket]
    if not nearest and percent.owner in before:
        return percent.owner  # 27件（占6.8%）
    return nearest[-1] if nearest and nearest[-1] >= index - _MOST_BETWEEN else None


def _tells_of_another(percent: FigureMention) -> bool:
    """Whether an item without a figure stands before a share, which may be that of what it names.

    自然人居多，共37件；征地类较为集中，占52.2%.
    """
    return any(token.meaning == UNKNOWN for words in segments_of(percent.gap)[1:-1] for token in words)


def _part_behind(sentence: FigureSentence, index: int) -> int | None:
    """The figure right behind the share of what its words name: 图解占比55.6%，共20篇."""
    percent, *behind = sentence.mentions[index : index + 2]
    is_alone = not any(m.is_share for m in sentence.mentions[:index])  # 图解占比50%，视频占比25%，共27篇: of both
    if not is_alone or not behind or behind[0].is_share or behind[0].separator != 2 or not _subject(percent):
        return None
    said = [token.meaning for token in behind[0].gap if not is_separator(token)]
    return index + 1 if said and said[0] == "sum" and set(said) <= {"sum", "filler"} else None


def _stands_behind_share(mention: FigureMention) -> bool:
    return any(token.meaning in SHARES for token in mention.before)


def _subject(percent: FigureMention) -> str:
    """What a share is said to be that of, where its own clause names it: 图解占比62.5%."""
    found: list[str] = []
    for token in percent.gap:
        if token.meaning in SHARES:
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
