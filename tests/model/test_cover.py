"""Stretches that are asked together whether they meet another one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linter.model.cover import Cover, Stretch

STRETCHES = st.builds(lambda left, width: (left, left + width), st.integers(0, 30), st.integers(0, 6))


@given(st.lists(STRETCHES, max_size=12), STRETCHES)
def test_what_stretches_cover_is_met_where_one_of_them_is(stretches: list[Stretch], other: Stretch) -> None:
    written = [(left, right) for left, right in stretches if left < right]  # as all words are
    assert Cover(written).meets(other) == any(left < other[1] and other[0] < right for left, right in written)
