"""The figures of another time that a sentence holds against its own: 比上年的31件, 上年为31件, 由31件减少到25件."""

from __future__ import annotations

from collections.abc import Sequence

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator, last_segment
from linter.prose.figure_roles import is_delta
from linter.prose.figure_tokens import FigureToken
from linter.prose.in_order import told_in_order

_WAYS = ("growth", "decline")
_BESIDE_FIGURE = ("filler", "particle", "last_year", "this_year", "next_year")
_TELLS_OLD = frozenset(("last_year", "filler", "receive", "publish"))
_TELLS_TIME = _TELLS_OLD | {"this_year", "own"}
_TELLS_GROWTH = frozenset((*_WAYS, "difference", "compared", "last_year", "filler", "particle"))


class Compared(NamedTuple):
    """A figure and the one of an earlier time that it is held against."""

    old: FigureMention
    new: FigureMention


def moved(old: FigureMention, new: FigureMention) -> Compared | None:
    """Two figures told as the beginning and the end of one change: 由12个减少到7个, 从2022年的30件增加到50件."""
    if old.unit != new.unit or not old.unit or old.depth != new.depth or any(map(is_separator, new.gap)):
        return None
    way = next((at for at, token in enumerate(new.gap) if token.meaning in _WAYS), None)
    if way is None or len(new.gap) == way + 1:
        return None
    behind = new.gap[way + 1 :]
    if any(token.kind != "YEAR" and token.meaning not in _BESIDE_FIGURE for token in behind):
        return None
    if all(token.meaning != "filler" for token in behind):  # 增加7个: the change itself
        return None
    return Compared(old, new)


def moved_before(figures: Sequence[FigureMention], told: FigureMention) -> Compared | None:
    """What a change or a growth tells that stands behind these `figures`: 由400条增加到600条，增加200条，增长50%."""
    before = [figure for figure in figures if not is_delta(figure)][-2:]
    if len(before) < 2 or not is_bare(told) or before[1].depth != told.depth:
        return None
    old, new = before
    is_from_last_year = old.speaks_of("last_year") or any(token.kind == "YEAR" for token in old.before)
    return moved(old, new) if is_from_last_year or not told.speaks_of("compared") else None


def is_bare(told: FigureMention) -> bool:
    """Whether a change or a growth names nothing that it is the change of: 同比增长20%, but not 网上增加5件."""
    words = last_segment(told.gap)
    return all(token.meaning in _TELLS_GROWTH or token.kind == "CLOSE" for token in words)


def of_two_years(figures: Sequence[FigureMention]) -> Compared | None:
    """Two figures of one thing, of last year and this: 43件，去年37件; 去年37件，今年43件; 2023年37件，2024年43件."""
    if len(figures) != 2 or figures[0].unit != figures[1].unit or any(map(is_delta, figures)):
        return None
    first, second = figures
    subject = {token.text for token in first.before}
    said = [token for token in second.gap if token.kind == "WORD" and token.text not in subject]
    if any(token.meaning not in _TELLS_TIME for token in said) or {"carry"} & _meanings(first):
        return None
    if first.speaks_of("last_year") != second.speaks_of("last_year"):
        old, new = (first, second) if first.speaks_of("last_year") else (second, first)
        return Compared(old, new) if old is second or new.speaks_of("this_year") else None
    first_years, second_years = ([token for token in figure.gap if token.kind == "YEAR"] for figure in figures)
    if second.owner is not None and second_years and not first_years:
        return Compared(second, first)  # 43件（2021年37件）
    if of_year := _of_the_year_before(figures):
        return Compared(of_year[0], second if of_year[0] is first else first)
    return None


def old_figures(
    sentence: FigureSentence, index: int, before: Sequence[FigureMention], delta: Sequence[FigureMention]
) -> list[FigureMention]:
    """The figures `before` a growth that it may be the growth from; `delta` are those that tell a change."""
    of_last_year = [m for m in before if is_of_last_year(m)]
    if of_last_year and before[-1] is of_last_year[-1]:
        return of_last_year[-1:]  # 较2023年72件增长19.4%，较2022年58件增长48.3%: each from its own
    return (
        of_last_year
        or old_behind(sentence, index)
        or _old_in_front(before, delta)
        or _old_right_before(before, sentence.mentions[index])
        or _of_the_year_before(before)
        or _old_of_two(before, sentence.mentions[index])
        or _of_the_year_before_in_order(sentence, before)
    )


def _old_in_front(figures: Sequence[FigureMention], delta: Sequence[FigureMention]) -> list[FigureMention]:
    """The figure of last year that a change behind it is of: 上年为31件，增加3件; 2023年收到31件，2024年增加3件."""
    if not delta or figures[0] in delta:
        return []
    first, since = figures[0], [token for figure in figures[1:] for token in figure.gap]
    said = {token.meaning for token in first.before}
    years = [float(token.value) for token in first.before if token.kind == "YEAR" and token.value is not None]
    later = [float(token.value) for token in since if token.kind == "YEAR" and token.value is not None]
    is_followed = any(token.meaning == "this_year" for token in since) or (later and max(later) > max(years, default=0))
    is_old = ("last_year" in said and "carry" not in said) or (years and is_followed)
    return [first] if is_old else []


def _old_of_two(figures: Sequence[FigureMention], percent: FigureMention) -> list[FigureMention]:
    """The one of last year where nothing but two years' figures stands before: 上年公开40条，本年公开46条，增长15%."""
    pair = of_two_years(figures) if is_bare(percent) else None
    return [pair.old] if pair else []


def _old_right_before(figures: Sequence[FigureMention], percent: FigureMention) -> list[FigureMention]:
    """The figure of last year that stands between a figure and its growth: 收到41件，上年收到35件，增长17.1%."""
    if len(figures) != 2 or any(is_delta(figure) for figure in figures) or figures[0].speaks_of("last_year"):
        return []
    new, old = figures
    said, since = map(_meanings, (old, percent))
    is_old = "last_year" in said and said <= _TELLS_OLD and since <= _TELLS_GROWTH and old.unit == new.unit
    return [old] if is_old else []


def _meanings(mention: FigureMention) -> set[str]:
    """Those of the words between the figure before and this one."""
    return {token.meaning for token in mention.gap if not is_separator(token) and token.kind not in ("OPEN", "CLOSE")}


def _of_the_year_before(figures: Sequence[FigureMention]) -> list[FigureMention]:
    """The earlier of two figures that stand alone, of years that follow each other: 2023年收到12件，2022年收到10件."""
    if len(figures) != 2:
        return []
    years = [[token.value for token in figure.gap if token.kind == "YEAR"] for figure in figures]
    if list(map(len, years)) != [1, 1]:
        return []
    earlier, later = sorted(zip((of[0] or 0 for of in years), figures, strict=True), key=lambda pair: pair[0])
    return [earlier[1]] if later[0] - earlier[0] == 1 else []


def _of_the_year_before_in_order(sentence: FigureSentence, figures: Sequence[FigureMention]) -> list[FigureMention]:
    """The earlier of two figures told in the order of their years: 2022年、2023年分别收到35件、41件."""
    told = told_in_order(sentence)
    of = [told.get(at) for at, figure in enumerate(sentence.mentions) if figure in figures]
    years = [one.year for one in of if one is not None]
    if len(figures) != 2 or len(years) != 2 or years[0] is None or years[1] is None:
        return []
    return {1: [figures[0]], -1: [figures[1]]}.get(int(years[1] - years[0]), [])


def old_behind(sentence: FigureSentence, index: int) -> list[FigureMention]:
    """The figure of last year right behind a growth or a change, if nothing else is said of it.

    增长20%，上年为25条; 增长20%（2021年25条）; 增加5条（上年25条）.
    """
    percent, *behind = sentence.mentions[index : index + 2]
    if not behind or behind[0].is_share or behind[0].separator > 2:
        return []
    said = [token for token in last_segment(behind[0].gap) if token.kind not in ("OPEN", "CLOSE")]
    years = [token.value for token in said if token.kind == "YEAR"]
    if not years and all(token.meaning != "last_year" for token in said):
        return []
    if any(token.kind != "YEAR" and token.meaning not in ("last_year", "filler") for token in said):
        return []
    earlier = [token.value for token in sentence.tokens if token.kind == "YEAR" and token.end <= percent.start]
    return [] if years and earlier and years[0] >= max(earlier) else behind


def is_of_last_year(mention: FigureMention) -> bool:
    """Whether a figure is told of the year that the sentence compares with.

    比2023年（50件）, 比上年的30篇, 与上年的31件相比.
    """
    before: Sequence[FigureToken] = mention.before
    if mention.owner is None and mention.depth:
        before = mention.gap
    if is_delta(mention):
        return False
    meanings = [token.meaning for token in before]
    is_compared = "compared" in meanings or (
        "with" in meanings and bool(mention.after) and mention.after[0].meaning == "compared"
    )
    return is_compared and ("last_year" in meanings or any(token.kind == "YEAR" for token in before))
