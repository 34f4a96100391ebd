"""What is known of another year's report of the same organ."""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.claimed_figures import Operand
from linter.model.records import NamedTuple


class Prior(NamedTuple):
    """What is held against the report of the year after: figures by address, and the text of each part."""

    path: str
    organization: str | None
    year: int | None
    regime: str | None
    values: Mapping[str, int | float]
    parts: Mapping[str, str]


class StatedGrowth(NamedTuple):
    """A growth since last year of which only last year's report can tell whether it is right.

    `percent` is printed in units of `step`, of several that `evens_out` with others; `sign` is -1 of a decrease to
    `value`, which each of `readings` may be the figure of.
    """

    percent: float
    step: float
    evens_out: bool
    sign: int
    value: int | float
    readings: tuple[tuple[Operand, ...], ...]


class Comparable(NamedTuple):
    """What of a report is held against the reports of the years before and after.

    `own` is what the year after looks at; `growths` are what its text says of the year before.
    """

    own: Prior
    growths: tuple[StatedGrowth, ...] = ()


class Known(NamedTuple):
    """A report of which only this is known yet."""

    path: str
    organization: str | None
    year: int | None


class Missing(NamedTuple):
    """Why there is nothing to compare with, by language: a sentence that says so.

    `is_there`: there is a report that should do, so the rules that need it are undecided; else they do not apply.
    """

    reason: Mapping[str, str]
    is_there: bool = True
