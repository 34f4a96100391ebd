"""Ruling lines of a bitmap: long runs of dark pixels, and short ones from one long line to another."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.readers.scans.faint_rulings import faint_runs
from linter.type_names import Any

_LONG = 25.0  # points: longer than any stroke of a letter
_SHORT = 9.0  # the side of the narrowest cell
_TOUCHES = 3.0
_THICKEST = 4.0
_BROKEN = 0.8  # points of white in a line, as copies leave them
_MARGIN = 0.5  # points: what is grey beside a line
_MOST = 3000  # bounds the work; lines of one page


def rulings(grey: Any, ink: Any, scale: float) -> list[Box]:
    """The lines of a page, in pixels.

    Parameters:
        grey: dark ink on light paper.
        ink: 1 where it is dark.
        scale: pixels for each point.
    """
    across, down = (_runs(ink, scale, _LONG, upright=upright) for upright in (False, True))
    reach = _TOUCHES * scale
    short_across = _joining(_runs(ink, scale, _SHORT, upright=False), down, reach, upright=False)
    short_down = _joining(_runs(ink, scale, _SHORT, upright=True), across, reach, upright=True)
    pale_across, pale_down = (faint_runs(grey, ink, scale, _LONG, upright=upright) for upright in (False, True))
    faint_across = _joining(pale_across, [*down, *pale_down], reach, upright=False)
    faint_down = _joining(pale_down, [*across, *pale_across], reach, upright=True)
    return [*across, *down, *short_across, *short_down, *faint_across, *faint_down]


def _runs(ink: Any, scale: float, shortest: float, *, upright: bool) -> list[Box]:
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(_BROKEN * scale + 1, upright=upright))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(shortest * scale, upright=upright))
    _, _, parts, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    return [
        Box(x, y, x + width, y + height)
        for x, y, width, height, _ in parts[1 : _MOST + 1].tolist()
        if (width if upright else height) <= _THICKEST * scale
    ]


def _joining(runs: Sequence[Box], lines: Sequence[Box], reach: float, *, upright: bool) -> list[Box]:
    """The runs that go from one line of the other direction to another."""
    if not runs or not lines:
        return []
    x0, top, x1, bottom = np.array(runs).T
    begin, end = (
        ((x0, top, x1, top), (x0, bottom, x1, bottom)) if upright else ((x0, top, x0, bottom), (x1, top, x1, bottom))
    )
    joins = _meet(begin, lines, reach) & _meet(end, lines, reach)
    return [run for run, one in zip(runs, joins.tolist(), strict=True) if one]


def _meet(ends: Sequence[Any], lines: Sequence[Box], reach: float) -> Any:
    """Which of some ends, as columns of their sides, lie at any of some lines."""
    x0, top, x1, bottom = (side[:, None] for side in ends)
    left, above, right, below = np.array(lines).T
    beside = (x0 - reach <= right) & (left <= x1 + reach)
    return (beside & (top - reach <= below) & (above <= bottom + reach)).any(axis=1)


def without(ink: Any, lines: Sequence[Box], scale: float) -> Any:
    """The ink that is no line."""
    margin = round(_MARGIN * scale) + 1
    rest = ink.copy()
    for x0, top, x1, bottom in lines:
        rest[max(int(top) - margin, 0) : int(bottom) + margin, max(int(x0) - margin, 0) : int(x1) + margin] = 0
    return rest


def _bar(length: float, *, upright: bool) -> Any:
    length = max(round(length), 1)
    return np.ones((length, 1) if upright else (1, length), np.uint8)
