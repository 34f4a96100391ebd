"""Last year's report at the limits of what is compared with it, and one step beyond them."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import found, report
from tests.places import RULE_EXAMPLES

TABLES = (RULE_EXAMPLES / "2019.md").read_text("utf-8")


def letters(count: int, first: int = 0) -> str:
    """So many different simplified letters, from the `first` of the common ones on."""
    return "".join(bytes((0xB0 + at // 94, 0xA1 + at % 94)).decode("gb2312") for at in range(first, first + count))


def with_others(text: str, *places: int) -> str:
    """A text with letters of its own at some places."""
    own = dict(zip(places, letters(len(places), 1000), strict=True))
    return "".join(own.get(at, letter) for at, letter in enumerate(text))


def copied(text: str, before: str) -> list[object]:
    return [diagnostic.actual for diagnostic in found("Y503", report(text), prior=report(before, year=2021))]


@pytest.mark.threshold("checks.across_years.years._LONG_ENOUGH")
@pytest.mark.parametrize(("text", "before", "shares"), [(150, 150, ["100%"]), (149, 150, []), (150, 149, [])])
def test_a_part_of_a_hundred_and_fifty_characters_may_be_copied(text: int, before: int, shares: list[str]) -> None:
    assert copied(letters(text), letters(before)) == shares


@pytest.mark.threshold("checks.across_years.years._COPIED", "checks.across_years.years._SHINGLE")
@pytest.mark.parametrize(
    ("places", "shares"),
    [
        ((40, 80, 120), ["85%"]),
        ((40, 80, 120, 166), []),
    ],
)
def test_a_part_is_copied_when_85_of_100_stretches_of_eight_characters_are(
    places: tuple[int, ...], shares: list[str]
) -> None:
    """Of 167 letters, which are 160 stretches, one letter within changes eight, the last one changes one."""
    text = letters(167)
    assert copied(with_others(text, *places), text) == shares


@pytest.mark.parametrize(("year", "count"), [(2019, 0), (2020, 1)])
def test_nothing_is_carried_over_from_before_the_first_year_with_tables(year: int, count: int) -> None:
    assert len(found("Y501", TABLES, format="markdown", year=year, prior=TABLES)) == count
