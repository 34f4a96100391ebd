"""Readings of a list: which figure it divides, which are its parts, and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention
from linter.text.slips import slip

LONG_LIST = 4  # parts: so many are meant to be all where they nearly make the whole
SMALL_DIFFERENCE = 0.1
_OTHER_LENGTHS = {"digit-missing", "digit-extra"}


class SumReading(NamedTuple):
    """One way to read a list: `whole` is what it divides, the sum of these; `parts` are those of the list."""

    whole: tuple[FigureMention, ...]
    parts: tuple[FigureMention, ...]

    @property
    def divided(self) -> float:
        """What the list divides."""
        return sum(figure.value for figure in self.whole)

    @property
    def total(self) -> float:
        """What its parts come to."""
        return round(sum(part.value for part in self.parts), 6)

    @property
    def holds(self) -> bool:
        """Whether these may be the same, as exact as they are."""
        low, high = range_of(self.whole)
        least, most = range_of(self.parts)
        return low <= most and least <= high

    @property
    def exceeds(self) -> bool:
        """Whether the parts are more than the whole, however exact they are."""
        return range_of(self.parts)[0] > range_of(self.whole)[1]

    @property
    def is_exact(self) -> bool:
        """Whether all figures are counted, none of them rounded."""
        return all(figure.is_counted for figure in (*self.whole, *self.parts))


class Breakdown(NamedTuple):
    """A list of parts. `holds`: some reading adds up; `reading` is the likeliest, None where there is none.

    `closed` says why that one must hold, empty where it need not: outcomes, applicants, shares, respectively, rest,
    listed, exceeds, long, slip, sum.
    """

    holds: bool
    reading: SumReading | None
    closed: str


def range_of(figures: Sequence[FigureMention]) -> tuple[float, float]:
    """Between which values the sum of figures lies: 200余 is below 300, 2.85万 rounded."""
    low = high = 0.0
    for figure in figures:
        least, most = figure.range
        low, high = low + least, high + most
    return low - 1e-6, high + 1e-6


def is_slip(reading: SumReading) -> bool:
    """Whether one figure with one digit changed, or two exchanged, makes the reading hold.

    Among the parts of a long list there is soon one that a further digit would make right, which proves nothing.
    """
    missing = reading.divided - reading.total
    if slip(reading.whole[0].value, reading.whole[0].value - missing):
        return True
    found = {slip(part.value, part.value + missing) for part in reading.parts} - {None}
    return bool(found - (_OTHER_LENGTHS if len(reading.parts) >= LONG_LIST else set()))


def is_small_slip(reading: SumReading) -> bool:
    """The same of a reading that is but a little off."""
    return abs(reading.divided - reading.total) < SMALL_DIFFERENCE * reading.divided and is_slip(reading)
