"""Figures that are taken for each other."""

from __future__ import annotations

import pytest

from linter.text.slips import look_alike


@pytest.mark.parametrize(
    ("read", "other"), [("1", "7"), ("7", "1"), ("3", "8"), ("108", "103"), ("60", "80"), ("0", "9")]
)
def test_digits_that_look_alike(read: str, other: str) -> None:
    assert look_alike(read, other)


@pytest.mark.parametrize(
    ("read", "other"), [("1", "8"), ("12", "12"), ("1", "11"), ("2", "5"), ("137", "371"), ("x", "8")]
)
def test_digits_that_do_not(read: str, other: str) -> None:
    assert not look_alike(read, other)
