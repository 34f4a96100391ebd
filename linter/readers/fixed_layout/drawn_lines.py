"""Ruling lines among outlines and areas that a page draws, and the matrices that move them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from linter.readers.fixed_layout.geometry import Box

THIN = 3.0  # points: what is no higher or no wider is a line
_STRAIGHT = 1.0
_FEW_LINES, _MANY_AREAS = 8, 8
_LEAST_HELD = 0.8  # of the digits between the first area and the last, that stand in areas which are cells
_MOST_LOOKED_AT = 1_000  # bounds the work: areas, and digits, that are held against each other
RECTANGLE = 5  # segments of one closed rectangle

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def outline_lines(points: Sequence[Point], stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    """The ruling lines of one outline, each as its lesser and greater x and y: a thin one whole, else its sides.

    Parameters:
        points: of the outline, in points, in any space whose axes are those of the page.
        stroked: its sides are drawn, not only what it encloses.
    """
    if len(points) < 2:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    whole = min(xs), min(ys), max(xs), max(ys)
    if min(whole[2] - whole[0], whole[3] - whole[1]) <= THIN:
        yield whole
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def with_sides(lines: list[Box], areas: Sequence[Box], digits: Iterable[Box]) -> list[Box]:
    """The lines; where there are hardly any, the sides of filled areas: of cells on a ground that shows between.

    Areas beside which figures stand are none: they shade every other row, or a header.

    Parameters:
        lines: those that are drawn.
        areas: filled rectangles.
        digits: those of the page, in the same space.
    """
    if len(lines) >= _FEW_LINES or len(areas) < _MANY_AREAS or not _hold(areas, digits):
        return lines
    sides = (
        (Box(x0, top, x1, top), Box(x0, bottom, x1, bottom), Box(x0, top, x0, bottom), Box(x1, top, x1, bottom))
        for x0, top, x1, bottom in areas
    )
    return [*lines, *(side for four in sides for side in four)]


def _hold(areas: Sequence[Box], digits: Iterable[Box]) -> bool:
    """Whether the digits that stand between the first of the areas and the last stand in them."""
    x0, top = min(area.x0 for area in areas), min(area.top for area in areas)
    x1, bottom = max(area.x1 for area in areas), max(area.bottom for area in areas)
    middles = ((digit.x0 + digit.x1, digit.top + digit.bottom) for digit in digits)
    among = [(x / 2, y / 2) for x, y in middles if 2 * x0 <= x <= 2 * x1 and 2 * top <= y <= 2 * bottom]
    among, areas = among[:_MOST_LOOKED_AT], areas[:_MOST_LOOKED_AT]
    held = [any(a <= x <= c and b <= y <= d for a, b, c, d in areas) for x, y in among]
    return sum(held) >= _LEAST_HELD * len(held)


def common(first: Box, second: Box) -> Box | None:
    """What two boxes share, None if nothing; where the first lies within the second, the first itself."""
    x0, top = max(first.x0, second.x0), max(first.top, second.top)
    x1, bottom = min(first.x1, second.x1), min(first.bottom, second.bottom)
    if x0 > x1 or top > bottom:
        return None
    shared = Box(x0, top, x1, bottom)
    return first if shared == first else shared


def product(first: Matrix, then: Matrix | None) -> Matrix:
    """One matrix for two, the first applied first."""
    if then is None:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
