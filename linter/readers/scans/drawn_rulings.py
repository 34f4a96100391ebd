"""Ruling lines of a bitmap: long runs of dark pixels, and short ones from one long line to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from linter.readers.fixed_layout.geometry import Box

_LONG = 25.0  # points: longer than any stroke of a letter
_SHORT = 9.0  # the side of the narrowest cell
_TOUCHES = 3.0
_THICKEST = 4.0
_BROKEN = 0.8  # points of white in a line, as copies leave them
_MOST = 5000  # bounds the work; lines of one page


def rulings(ink: Any, scale: float) -> list[Box]:
    """The lines of a page, in pixels.

    Parameters:
        ink: 1 where it is dark.
        scale: pixels for each point.
    """
    across, down = (_runs(ink, scale, _LONG, upright=upright) for upright in (False, True))
    reach = _TOUCHES * scale
    short_across = [run for run in _runs(ink, scale, _SHORT, upright=False) if _joins(run, down, reach, upright=False)]
    short_down = [run for run in _runs(ink, scale, _SHORT, upright=True) if _joins(run, across, reach, upright=True)]
    return [*across, *down, *short_across, *short_down]


def _runs(ink: Any, scale: float, shortest: float, *, upright: bool) -> list[Box]:
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(_BROKEN * scale + 1, upright=upright))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(shortest * scale, upright=upright))
    _, _, parts, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    return [
        Box(x, y, x + width, y + height)
        for x, y, width, height, _ in parts[1 : _MOST + 1].tolist()
        if (width if upright else height) <= _THICKEST * scale
    ]


def _joins(run: Box, lines: Sequence[Box], reach: float, *, upright: bool) -> bool:
    """Whether a run goes from one line of the other direction to another."""
    x0, top, x1, bottom = run
    ends = (
        [Box(x0, top, x1, top), Box(x0, bottom, x1, bottom)]
        if upright
        else [Box(x0, top, x0, bottom), Box(x1, top, x1, bottom)]
    )
    return all(any(_meet(end, line, reach) for line in lines) for end in ends)


def _meet(first: Box, second: Box, reach: float) -> bool:
    return (
        first.x0 - reach <= second.x1
        and second.x0 <= first.x1 + reach
        and first.top - reach <= second.bottom
        and second.top <= first.bottom + reach
    )


def without(ink: Any, lines: Sequence[Box], margin: int) -> Any:
    """The ink that is no line."""
    rest = ink.copy()
    for x0, top, x1, bottom in lines:
        rest[max(int(top) - margin, 0) : int(bottom) + margin, max(int(x0) - margin, 0) : int(x1) + margin] = 0
    return rest


def _bar(length: float, *, upright: bool) -> Any:
    length = max(round(length), 1)
    return np.ones((length, 1) if upright else (1, length), np.uint8)
