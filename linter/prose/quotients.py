"""Multiples and means that a sentence tells beside figures that they follow from: 是上年300条的3倍, 平均每月25条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.model.records import NamedTuple
from linter.prose.compared import Compared, is_bare, is_of_last_year, moved_before, of_two_years
from linter.prose.figure_mentions import FigureMention, FigureSentence, last_segment
from linter.prose.figure_roles import is_change, is_cumulative, is_delta
from linter.prose.figure_words import FigureWords
from linter.prose.share_readings import fits

_BESIDE_MEAN = ("average", "filler", "publish", "document", "manner", "this_year", "particle", "sum")
_OTHER_TIMES = ("date", "other_year", "last_year", "next_year", "respectively")


class StatedQuotient(NamedTuple):
    """A multiple or a mean and what it follows from.

    `least` and `most` are what rounded figures leave open; a mean may be rounded to either side.
    """

    told: FigureMention
    numerator: float
    denominator: float
    least: float
    most: float
    is_mean: bool

    @property
    def exact(self) -> float:
        return self.numerator / self.denominator

    @property
    def holds(self) -> bool:
        value, step = self.told.value, self.told.step
        if self.is_mean:
            return self.least - step < value < self.most + step
        return fits(value, step, self.exact) or self.least - step / 2 <= value <= self.most + step / 2


def quotients(sentence: FigureSentence, words: FigureWords) -> Iterator[StatedQuotient]:
    """The multiples and means of a sentence whose figures are plain."""
    for index, told in enumerate(sentence.mentions):
        if not told.is_exact or not index:
            continue
        if told.unit in words.multiples:
            found = _multiple(sentence.mentions[:index], told, words)
        elif "average" in sentence.meanings and told.speaks_of("average"):
            found = _mean(sentence, index, words)
        else:
            continue
        if found is not None:
            yield found


def _multiple(before: Sequence[FigureMention], told: FigureMention, words: FigureWords) -> StatedQuotient | None:
    figures = [m for m in before if not m.is_share and m.unit and not is_delta(m)]
    if not is_bare(told) or told.speaks_of("decline"):
        return None
    pair = moved_before(figures, told) or of_two_years(figures) or _since_last_year(figures, told)
    if pair is None or not pair.old.value or not (pair.old.is_exact and pair.new.is_exact):
        return None
    more = 1 if told.speaks_of("growth") and told.gap[-1].text not in words.up_to else 0
    (low, high), (least, most) = pair.new.range, pair.old.range
    numerator = pair.new.value - more * pair.old.value
    return StatedQuotient(told, numerator, pair.old.value, low / most - more, high / least - more, False)


def _since_last_year(figures: Sequence[FigureMention], told: FigureMention) -> Compared | None:
    if len(figures) != 2 or figures[0].unit != figures[1].unit:
        return None
    is_of_what_precedes = not told.separator and [token.meaning for token in told.gap] == ["filler"]  # 是2023年4件的3倍
    is_old = is_of_last_year(figures[1]) or (is_of_what_precedes and any(t.kind == "YEAR" for t in figures[1].before))
    return Compared(figures[1], figures[0]) if is_old else None


def _mean(sentence: FigureSentence, index: int, words: FigureWords) -> StatedQuotient | None:
    """What comes to each month or quarter of the one figure before that counts the same."""
    told = sentence.mentions[index]
    said = "".join(token.text for token in told.before)
    period = next((word for word in words.periods if word in said), "")
    wholes = [m for m in sentence.mentions[:index] if words.are_alike(m.unit, told.unit) or m.is_share]
    if not period or len(wholes) != 1 or wholes[0].is_share or wholes[0].depth != told.depth:
        return None
    whole, times = wholes[0], words.periods[period]
    is_plain = all(
        token.meaning in _BESIDE_MEAN or token.text in period for token in last_segment(told.gap) if token.text
    )
    is_of_the_year = all(token.meaning not in _OTHER_TIMES or token.text in period for token in sentence.tokens)
    if not is_plain or not is_of_the_year or is_change(whole) or is_cumulative(whole) or told.after:
        return None
    least, most = (end / times for end in whole.range)
    return StatedQuotient(told, float(whole.value), times, least, most, True)
