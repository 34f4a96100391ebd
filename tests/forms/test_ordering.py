"""Which of a sequence stand out of order, and the order of which only a part is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.forms.ordering import longest_rising, settled


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


@pytest.mark.whole
def test_long_sequences_take_no_square_of_their_length() -> None:
    start = process_time()
    for ranks in (range(50_000), range(50_000, 0, -1), [1, 2] * 25_000):
        longest_rising(ranks)
    assert process_time() - start < 10


@given(st.permutations(range(6)), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_what_must_precede_does_and_nothing_else_is_moved(order: list[int], known: set[tuple[int, int]]) -> None:
    known = {(a, b) for a, b in known if order.index(a) < order.index(b)}
    found = settled(6, lambda a, b: (a, b) in known)
    assert sorted(found) == list(range(6))
    assert all(found.index(a) < found.index(b) for a, b in known)
    if all(a < b for a, b in known):
        assert found == list(range(6))


def test_a_circle_is_broken_at_the_smallest() -> None:
    assert settled(3, lambda a, b: (a, b) in {(0, 1), (1, 2), (2, 0)}) == [0, 1, 2]
