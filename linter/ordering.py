"""Which of a sequence stand out of order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def longest_rising(ranks: Sequence[int]) -> set[int]:
    """The indexes of a longest strictly rising run; of several the one that ends earliest. The rest is out of order."""
    # What can be the nth of a run: these never rise, so the first of them that a rank may follow is found by halving.
    falling: list[list[int]] = []
    places: list[list[int]] = []
    lowest: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        length = bisect_left(lowest, rank)
        if length == len(lowest):
            lowest.append(rank)
            falling.append([])
            places.append([])
        before.append(places[length - 1][bisect_right(falling[length - 1], -rank)] if length else -1)
        lowest[length] = rank
        falling[length].append(-rank)
        places[length].append(index)
    kept: set[int] = set()
    at = places[-1][0] if places else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
