"""Which of a sequence stand out of order, and how things stand of whose order only a part is known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence


def longest_rising(ranks: Sequence[int]) -> set[int]:
    """The indexes of a longest strictly rising run; of several the one that ends earliest. The rest is out of order."""
    # For each length of a run the indexes at which one ends, in their order: their ranks never rise.
    ends: list[list[int]] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        length = bisect_left(ends, rank, key=lambda those: ranks[those[-1]])
        shorter = ends[length - 1] if length else []
        before.append(shorter[bisect_right(shorter, -rank, key=lambda end: -ranks[end])] if shorter else -1)
        if length == len(ends):
            ends.append([])
        ends[length].append(index)
    kept: set[int] = set()
    at = ends[-1][0] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def settled(count: int, precedes: Callable[[int, int], bool]) -> list[int]:
    """The numbers from 0 up to `count` in their order, changed only where one must precede a smaller one.

    Args:
        count: how many there are; their time is its third power.
        precedes: whether the first must stand before the second. Where that leads in a circle the smallest is taken.
    """
    left = list(range(count))
    order: list[int] = []
    while left:
        free = (at for at in left if not any(precedes(other, at) for other in left if other != at))
        order.append(next(free, left[0]))
        left.remove(order[-1])
    return order
