"""Growth: percentages by which a figure is more or less than that of the year before."""

from __future__ import annotations

from linter.prose.compared import is_bare, is_of_last_year, moved_before, old_figures
from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment
from linter.prose.figure_roles import is_delta
from linter.prose.figure_words import FigureWords
from linter.prose.share_readings import ShareReading, StatedShare, clause_meanings

_MINUS = "-"


def growth_told(
    sentence: FigureSentence, index: int, earlier: FigureSentence | None, words: FigureWords
) -> StatedShare | None:
    """The growth to a figure from one of the year before, which the sentence states itself or by the change."""
    percent = sentence.mentions[index]
    sign = -1 if "decline" in clause_meanings(percent) or _is_below_nought(percent) else 1
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
                readings.append(_grown_by(change, figure, sign))
    for change in delta:
        readings += [ShareReading(change, base, change.value, base.value) for base in old if base.value]
    exact = all(m.is_exact for m in before)
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


def _grown_by(change: FigureMention, figure: FigureMention, sign: int) -> ShareReading:
    """The growth to a figure by a change; what rounded ones leave open lies to both sides of it."""
    base = figure.value - sign * change.value
    exact = 100 * change.value / base
    ends = [100 * by / (to - sign * by) for by in change.range for to in figure.range if to > sign * by]
    return ShareReading(change, None, change.value, base, (exact - min(ends), max(ends) - exact))


def _is_below_nought(percent: FigureMention) -> bool:
    """Whether a growth has the sign of a decline: 增长-14%."""
    return bool(percent.gap) and percent.gap[-1].text == _MINUS


def _is_reached(figure: FigureMention) -> bool:
    """Whether a figure is what a change before it has led to: 比去年增加6件，达到43件."""
    words = last_segment(figure.gap)
    return figure.separator == 2 and bool(words) and all(token.meaning in ("filler", "sum") for token in words)
