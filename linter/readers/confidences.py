"""How surely the parts of a text were recognised that stood in pictures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from linter.model.document import Span
from linter.model.records import NamedTuple


class Stretch(NamedTuple):
    """A line that was recognised: its place in the source with its line end, and how surely."""

    start: int
    end: int
    confidence: float


class Confidences:
    """The confidence of any stretch of a text.

    Parameters:
        stretches: what was recognised, in order; all else is text.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches

    def confidence(self, span: Span) -> float | None:
        """The least with which anything in a stretch was recognised, a blank cell being its line end; None of text."""
        first = bisect_right(self._stretches, span.start, key=lambda one: one.end)
        behind = bisect_left(self._stretches, max(span.end, span.start + 1), key=lambda one: one.start)
        return min((one.confidence for one in self._stretches[first:behind]), default=None)
