"""Lines of text on a bitmap: bands of rows with ink, parted where there is white beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.type_names import Any

_LEAST_INK = 0.6  # points, of a side: less is dust
_TALLEST = 40.0  # points of a line; what is taller is a drawing
_ONE_LINE = 16.0  # points: what is higher and has several columns may be more than one line in each
_WORDS_APART = 1.2  # of a line's height: white that parts columns
_USUAL = 9.0  # points: the height of a letter, for a line of strokes that are lower
# Points: a stroke is lower than any line of text, and what is one letter is no higher than this and no more parted.
_STROKE, _LETTER, _PARTED = 5.0, 13.0, 5.0


def strips(ink: Any, region: Box, scale: float) -> Iterator[Box]:
    """The lines of text in a region, in pixels, from top to bottom and left to right.

    Parameters:
        ink: 1 where it is dark, without ruling lines.
        region: in pixels.
        scale: pixels for each point.
    """
    x0, top, x1, bottom = (max(round(side), 0) for side in region)
    part = ink[top:bottom, x0:x1]
    least = max(round(_LEAST_INK * scale), 1)
    for first, last in _whole_lines(_runs(part.any(axis=1), 1), scale):
        band = part[first:last]
        is_several = last - first > _ONE_LINE * scale
        height = _USUAL * scale if is_several else max(last - first, _USUAL * scale)
        runs = list(_runs(band.any(axis=0), round(_WORDS_APART * height)))
        if is_several and len(runs) > 1:
            yield from _in_columns(ink, Box(x0, top + first, x1, top + last), runs, scale)
            continue
        for left, right in runs:
            if right - left < least or int(band[:, left:right].sum()) < least * least:
                continue
            if last - first <= _TALLEST * scale:
                yield Box(x0 + left, top + first, x0 + right, top + last)


def _in_columns(ink: Any, band: Box, runs: Sequence[tuple[int, int]], scale: float) -> Iterator[Box]:
    """The lines of a band in which they do not stand beside each other, on both sides of its widest white space."""
    widest = max(range(1, len(runs)), key=lambda at: runs[at][0] - runs[at - 1][1])
    middle = band.x0 + (runs[widest - 1][1] + runs[widest][0]) / 2
    yield from strips(ink, band._replace(x1=middle), scale)
    yield from strips(ink, band._replace(x0=middle), scale)


def without_drawings(ink: Any, scale: float) -> Any:
    """The ink that is no higher than a line of text: without the edge of the sheet, marks of a pen, pictures."""
    _, labels, parts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    is_drawing = parts[:, cv2.CC_STAT_HEIGHT] > _TALLEST * scale
    is_drawing[0] = True  # the paper
    return (~is_drawing[labels]).astype(np.uint8)


def _whole_lines(bands: Iterable[tuple[int, int]], scale: float) -> Iterator[tuple[int, int]]:
    """Bands of ink with those put together that are strokes of one letter: 二, and 5 or 7 where the ink is thin."""
    first = last = -1
    for top, bottom in bands:
        is_stroke = min(last - first, bottom - top) < _STROKE * scale
        if first >= 0 and is_stroke and top - last < _PARTED * scale and bottom - first < _LETTER * scale:
            last = bottom
            continue
        if first >= 0:
            yield first, last
        first, last = top, bottom
    if first >= 0:
        yield first, last


def _runs(marks: Any, gap: int) -> Iterator[tuple[int, int]]:
    """Where marks begin and end that are no farther apart than `gap`."""
    at = np.flatnonzero(marks)
    if not len(at):
        return
    breaks = np.flatnonzero(np.diff(at) > max(gap, 1))
    edges = [0, *(int(one) + 1 for one in breaks), len(at)]
    for start, end in pairwise(edges):
        yield int(at[start]), int(at[end - 1]) + 1
