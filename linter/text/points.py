"""Numbered points in running text: 一是…；二是…, （一）…（二）…, 1. …2. …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.model.records import NamedTuple
from linter.text.numbers import NUMERALS

_SPOKEN = ("{}是", "{}要", "第{},", "其{}")
MARKS: tuple[tuple[str, ...], ...] = (
    *(tuple(map(spoken.format, NUMERALS)) for spoken in _SPOKEN),
    tuple(f"({numeral})" for numeral in NUMERALS),
    tuple(f"({number})" for number in range(1, 11)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
    tuple(f"{number}." for number in range(1, 11)),
    tuple(f"{number}、" for number in range(1, 11)),
    tuple(f"{numeral}、" for numeral in NUMERALS),
)
"""The ways of numbering points, each with its marks from the first on."""

_LED = re.compile(rf"[第其][{''.join(NUMERALS)}]")
SPOKEN = MARKS[: len(_SPOKEN)]
"""Those of them that number nothing but points: articles, dates and references have the other ones."""

_DEEPEST = 8  # bounds the work: no list stands in so many others
_STOPS = ":,。;!?、"
# words that begin a list without a number
_BEGINS = r"首先|第一|其一|一方面|一、|\(一\)"


class Point(NamedTuple):
    """A mark at `start` of a text, of the point with this number."""

    start: int
    value: int
    mark: str


class Break(NamedTuple):
    """Where the numbers of points do not run on: the point, and the number that it should have."""

    point: Point
    expected: int


def find(text: str, mark: str, start: int) -> int:
    """Where a mark stands as a mark, behind a stop, a comma or nothing; -1 where it does not."""
    place = text.find(mark, start)
    while place > 0 and text[place - 1] not in _STOPS and not text[place - 1].isspace():
        place = text.find(mark, place + 1)
    return place


def points(text: str, marks: Sequence[str]) -> list[Point]:
    """The points that a text numbers in one way, in their order; all its marks have a sign in common (`SPOKEN`)."""
    found: list[Point] = []
    first, second, *_ = marks
    is_led = first[0] == second[0]
    if (first[0] if is_led else first[-1]) not in text or (is_led and not _LED.search(text)):
        return found
    for value, mark in enumerate(marks, start=1):
        place = find(text, mark, 0)
        while place >= 0:
            found.append(Point(place, value, mark))
            place = find(text, mark, place + len(mark))
    return sorted(found)


def breaks(text: str, found: Sequence[Point], open_lists: list[int] | None = None) -> Iterator[Break]:
    """Where the points of a text do not run on from one to the next.

    A list may stand in a point of another, and begin anew at any place. The first point of a text may have any number,
    unless `open_lists` are those of the text before it, by their last numbers; they are brought up to date.
    """
    lists = [] if open_lists is None else open_lists
    at = 0
    for index, point in enumerate(found):
        between = text[at : point.start]
        at = point.start + len(point.mark)
        depth = next((depth for depth in reversed(range(len(lists))) if lists[depth] == point.value - 1), None)
        if depth is not None:
            lists[depth:] = [point.value]
        elif point.value == 1:
            lists.append(1)
            del lists[:-_DEEPEST]
        elif not lists or _is_said_otherwise(between, lists[-1], point.value):
            lists[:] = [point.value]
        else:
            expected = lists[-1] + 1
            yield Break(point, expected)
            if index + 1 == len(found) and open_lists is not None:
                lists[:] = [expected, point.value]  # the text below tells which of them goes on
                continue
            following = found[index + 1].value if index + 1 < len(found) else None
            runs_on = following == point.value + 1 and following != expected + 1
            lists[:] = [point.value if runs_on else expected]


def _is_said_otherwise(between: str, last: int, value: int) -> bool:
    """Whether the points that seem to be missing stand there with other marks, or a list begins without a number."""
    if re.search(_BEGINS, between):
        return True
    missing = "".join(NUMERALS[number - 1] for number in range(last + 1, min(value, len(NUMERALS) + 1)))
    return missing != "" and re.search(rf"[{missing}]是|(?:^|[{_STOPS}])[其第]?[{missing}]", between) is not None
