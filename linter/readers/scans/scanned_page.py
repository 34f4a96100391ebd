"""One page from its bitmap: letters with their confidence and ruling lines, as a page of a PDF gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.readers.fixed_layout.rulings import frames
from linter.readers.fixed_layout.signs import is_wide
from linter.readers.scans.drawn_rulings import rulings, without
from linter.readers.scans.ink import dark, upright
from linter.readers.scans.recogniser import Sign, read_lines
from linter.readers.scans.text_strips import strips

_ABOVE, _BESIDE = 0.2, 0.2  # of a line's height: paper that the network is shown above and below it, and beside it
_LOWEST = 8.0  # points: a line of strokes alone is shown as high as this
_LINE_MARGIN = 0.5  # points: what is grey beside a ruling line
_UNREADABLE = 0.5  # confidence below which a line is none: a drawing, a signature
_MOST_LINES = 2000  # bounds the work; lines of one page
# What stands for a digit where nothing but digits stands, by its look alone.
_LOOKS_LIKE = str.maketrans("OoQD〇○口ıIl|!]ZzSsBgq", "00000001111112255899")
_DOUBTFUL = 0.5

RawBox = tuple[float, float, float, float]
RawSign = tuple[float, float, float, float, str, float]


class ScannedPage(NamedTuple):
    """Letters, each with its confidence, and ruling lines, in points from the top left."""

    letters: list[RawSign]
    lines: list[RawBox]


def read_page(grey: Any, scale: float, *, tables_alone: bool) -> ScannedPage:
    """Read a bitmap.

    Parameters:
        grey: dark ink on light paper.
        scale: pixels for each point.
        tables_alone: what stands outside tables is no text of a report: a picture among text.
    """
    grey = upright(grey)
    ink = dark(grey)
    lines = rulings(ink, scale)
    rest = without(ink, lines, round(_LINE_MARGIN * scale) + 1)
    in_points = [Box(*(side / scale for side in line)) for line in lines]
    cells = [
        Box(*(side * scale for side in slot.box))
        for frame in frames(in_points)
        if len(frame.xs) > 2
        for slot in frame.slots
    ]
    found = [(strip, True) for cell in cells for strip in strips(rest, cell, scale)]
    if not tables_alone:
        for x0, top, x1, bottom in cells:
            rest[round(top) : round(bottom), round(x0) : round(x1)] = 0
        page = Box(0, 0, grey.shape[1], grey.shape[0])
        found += [(strip, False) for strip in strips(rest, page, scale)]
    found = found[:_MOST_LINES]
    texts = read_lines([_cutting(grey, lines, strip, scale) for strip, _ in found])
    letters = [
        letter
        for (strip, in_cell), signs in zip(found, texts, strict=True)
        for letter in _letters(strip, _as_figure(signs) if in_cell else signs, scale)
    ]
    return ScannedPage(letters, [(line.x0, line.top, line.x1, line.bottom) for line in in_points])


def _cutting(grey: Any, lines: Sequence[Box], strip: Box, scale: float) -> Any:
    """A line of text with paper round it."""
    x0, top, x1, bottom = (round(side) for side in strip)
    height = max(bottom - top, round(_LOWEST * scale))
    margin, beside = round(_ABOVE * height), round(_BESIDE * height)
    above = (height - (bottom - top)) // 2 + margin
    cut: Any = np.full((height + 2 * margin, x1 - x0 + 2 * beside), 255, np.uint8)
    cut[above : above + bottom - top, beside : beside + x1 - x0] = grey[top:bottom, x0:x1]
    return cut


def _as_figure(signs: Sequence[Sign]) -> Sequence[Sign]:
    """A cell of digits and of what looks like some is a figure; what was taken for a digit is doubtful."""
    text = "".join(sign.text for sign in signs)
    figure = text.translate(_LOOKS_LIKE)
    if figure == text or not figure.isdecimal():
        return signs
    return [
        sign if sign.text == digit else Sign(digit, min(sign.confidence, _DOUBTFUL), sign.middle)
        for sign, digit in zip(signs, figure, strict=True)
    ]


def _letters(strip: Box, signs: Sequence[Sign], scale: float) -> Iterator[RawSign]:
    """The signs of a line as letters, each as wide as it is high or its neighbours leave room."""
    if not signs or sum(sign.confidence for sign in signs) < _UNREADABLE * len(signs):
        return
    x0, top, x1, bottom = strip
    height = max(bottom - top, _LOWEST * scale)
    middle = (top + bottom) / 2
    beside = _BESIDE * height
    room = x1 - x0 + 2 * beside
    middles = [x0 - beside + sign.middle * room for sign in signs]
    between = [(left + right) / 2 for left, right in pairwise(middles)]
    for sign, at, left, right in zip(signs, middles, (x0, *between), (*between, x1), strict=True):
        half = height / 2 if is_wide(sign.text) else height / 3
        box = max(left, at - half), middle - height / 2, min(right, at + half), middle + height / 2
        yield (*(side / scale for side in box), sign.text, sign.confidence)  # type: ignore[misc]
