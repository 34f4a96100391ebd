"""What many stretches of a line or of a text cover together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Stretch = tuple[int, int]  # from where on, and up to where


class Cover:
    """What some stretches cover: as they stand apart, in order, so that one need not ask each of them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._lefts: list[int] = []
        self._rights: list[int] = []
        for left, right in sorted(stretches):
            if self._rights and left < self._rights[-1]:
                self._rights[-1] = max(self._rights[-1], right)
            else:
                self._lefts.append(left)
                self._rights.append(right)

    def meets(self, stretch: Stretch) -> bool:
        """Whether a stretch has anything in common with what is covered."""
        left, right = stretch
        last = bisect_left(self._lefts, right) - 1
        return last >= 0 and left < self._rights[last]
