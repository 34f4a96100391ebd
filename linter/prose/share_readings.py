"""What a percentage of a text may follow from, and whether it does."""

from __future__ import annotations

from math import floor

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention
from linter.type_names import Literal


class ShareReading(NamedTuple):
    """A pair that a percentage may follow from: `part` of `whole`, or the growth to `part` from `whole`.

    `leeway`: how far off the percentage may be, for figures are rounded (120万, 上年100万), below and above.
    """

    part: FigureMention | None
    whole: FigureMention | None
    numerator: float
    denominator: float
    leeway: tuple[float, float] = (0, 0)

    @property
    def percentage(self) -> float:
        return 100 * self.numerator / self.denominator


class StatedShare(NamedTuple):
    """A percentage with its readings, the likeliest first. `is_bound`: its words leave no other pair to be meant.

    `part` is the figure that it is the share of, None for growth; `whole_words` what names the whole where no figure
    does (占办结总数的).
    """

    percent: FigureMention
    kind: Literal["share", "rate", "growth"]
    readings: tuple[ShareReading, ...]
    is_bound: bool
    part: FigureMention | None = None
    whole_words: str | None = None
    evens_out: bool = False
    sign: int = 1
    is_since_last_year: bool = False

    @property
    def holds(self) -> bool:
        return any(map(self.follows_from, self.readings))

    def follows_from(self, reading: ShareReading) -> bool:
        """Whether the percentage as printed is right for a pair of figures."""
        percent, exact = self.percent, reading.percentage
        below, above = (leeway + percent.step / 2 for leeway in reading.leeway)
        return fits(percent.value, percent.step, exact, self.evens_out) or -below <= percent.value - exact <= above


def fits(percent: float, step: float, exact: float, evens_out: bool = False) -> bool:
    """Whether a percentage is right to half a unit of its last place (`step`), or cut off there.

    One of several that make 100 together may be a unit off, for it evens out how the others were rounded.
    """
    if evens_out and abs(percent - exact) < step:
        return True
    return abs(percent - exact) <= step / 2 + 1e-9 or abs(floor(exact / step + 1e-9) * step - percent) < 1e-9


def tells_growth(percent: FigureMention) -> bool:
    """Whether a percentage is said to be by how much something grew or shrank."""
    return any(meaning in ("growth", "decline", "difference") for meaning in clause_meanings(percent))


def clause_meanings(percent: FigureMention) -> list[str]:
    """The meanings of the words of the clause before a percentage."""
    found: list[str] = []
    for token in reversed(percent.gap):
        if token.kind in ("COMMA", "SEMICOLON"):
            break
        found.append(token.meaning)
    return found
