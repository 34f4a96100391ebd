"""Which of a sequence stand out of order."""

from __future__ import annotations

from collections.abc import Sequence


def longest_rising(ranks: Sequence[int]) -> set[int]:
    """The indexes of a longest strictly rising run; of several the one that ends earliest. The rest is out of order."""
    chains: list[list[int]] = []
    longest: list[int] = []
    for index, rank in enumerate(ranks):
        chain: list[int] = []
        for before in chains:
            if ranks[before[-1]] < rank and len(before) > len(chain):
                chain = before
        chains.append([*chain, index])
        if len(chains[-1]) > len(longest):
            longest = chains[-1]
    return set(longest)
