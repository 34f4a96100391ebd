"""Which of a sequence stand out of order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from linter.forms.ordering import longest_rising


def every_rising(ranks: Sequence[int]) -> list[tuple[int, ...]]:
    indexes = range(len(ranks))
    runs = [run for size in range(len(ranks) + 1) for run in combinations(indexes, size)]
    return [run for run in runs if all(ranks[a] < ranks[b] for a, b in pairwise(run))]


@given(st.lists(st.integers(0, 6), max_size=9))
def test_the_longest_run_that_ends_earliest(ranks: list[int]) -> None:
    runs = every_rising(ranks)
    most = max(map(len, runs))
    kept = sorted(longest_rising(ranks))
    assert tuple(kept) in runs
    assert len(kept) == most
    assert kept[-1:] == list(min((run[-1:] for run in runs if len(run) == most), default=()))


def test_of_runs_that_end_alike_the_one_that_begins_earliest() -> None:
    assert longest_rising([2, 1, 3]) == {0, 2}
    assert longest_rising([1, 1, 1]) == {0}


def test_long_sequences_take_no_square_of_their_length() -> None:
    start = process_time()
    for ranks in (range(50_000), range(50_000, 0, -1), [1, 2] * 25_000):
        longest_rising(ranks)
    assert process_time() - start < 10
