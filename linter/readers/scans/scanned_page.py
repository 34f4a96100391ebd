"""One page from its bitmap: letters with their confidence and ruling lines, as a page of a PDF gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box
from linter.readers.fixed_layout.rulings import frames
from linter.readers.fixed_layout.signs import is_wide
from linter.readers.scans.drawn_rulings import rulings, without
from linter.readers.scans.ink import dark, upright
from linter.readers.scans.line_cuttings import BESIDE, LOWEST, cutting
from linter.readers.scans.quarter_turns import quarters_to_upright, turned
from linter.readers.scans.recogniser import Sign, read_lines
from linter.readers.scans.text_strips import strips, without_drawings
from linter.type_names import Any

_UNREADABLE = 0.5  # confidence below which a line is none: a drawing, a signature
_MOST_LINES = 2000  # bounds the work; lines of one page
# What stands for a digit where nothing but digits stands, by its look alone.
_LOOKS_LIKE = str.maketrans("OoQD〇○口ıIl|!]ZzSsBgq", "00000001111112255899")
_DOUBTFUL = 0.5
_WIDE, _NARROW = 1.5, 1.0  # of a line's height: the room of a letter that nothing stands beside

RawBox = tuple[float, float, float, float]
RawSign = tuple[float, float, float, float, str, float]


class ScannedPage(NamedTuple):
    """Letters, each with its confidence, and ruling lines, in points from the top left once it is set upright.

    `quarters` are the quarter turns clockwise that do so.
    """

    quarters: int
    letters: list[RawSign]
    lines: list[RawBox]


def read_page(grey: Any, scale: float, *, tables_alone: bool, is_whole: bool) -> ScannedPage:
    """Read a bitmap.

    Parameters:
        grey: dark ink on light paper.
        scale: pixels for each point.
        tables_alone: what stands outside tables is no text of a report: a picture among text.
        is_whole: it is a sheet or a picture for itself, which may lie on its side or upside down.
    """
    if tables_alone and not _has_cells(upright(grey), scale):
        return ScannedPage(0, [], [])  # a photograph
    quarters = quarters_to_upright(grey, scale) if is_whole else 0
    grey = upright(turned(grey, quarters))
    ink = dark(grey)
    lines = rulings(grey, ink, scale)
    rest = without(ink, lines, scale)
    in_points = [Box(*(side / scale for side in line)) for line in lines]
    cells = [Box(*(side * scale for side in cell)) for cell in _cells(in_points)]
    found = [(strip, True) for cell in cells for strip in strips(rest, cell, scale)]
    if not tables_alone:
        for x0, top, x1, bottom in cells:
            rest[round(top) : round(bottom), round(x0) : round(x1)] = 0
        page = Box(0, 0, grey.shape[1], grey.shape[0])
        found += [(strip, False) for strip in strips(rest & without_drawings(ink, scale), page, scale)]
    found = found[:_MOST_LINES]
    texts = read_lines([cutting(grey, strip, scale) for strip, _ in found])
    letters = [
        letter
        for (strip, in_cell), signs in zip(found, texts, strict=True)
        if in_cell or any(sign.text.isalnum() for sign in signs)  # no tick beside a line
        for letter in _letters(strip, _as_figure(signs) if in_cell else signs, scale)
    ]
    return ScannedPage(quarters, letters, [(line.x0, line.top, line.x1, line.bottom) for line in in_points])


def _has_cells(grey: Any, scale: float) -> bool:
    lines = rulings(grey, dark(grey), scale)
    return any(True for _ in _cells([Box(*(side / scale for side in line)) for line in lines]))


def _cells(lines: Sequence[Box]) -> Iterator[Box]:
    """The cells of the tables that lines draw, of two columns or more."""
    for frame in frames(lines):
        if len(frame.xs) > 2:
            yield from (slot.box for slot in frame.slots)


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
    """The signs of a line as letters, each as wide as its neighbours leave room: the network tells places roughly."""
    if not signs or sum(sign.confidence for sign in signs) < _UNREADABLE * len(signs):
        return
    x0, top, x1, bottom = strip
    height = max(bottom - top, LOWEST * scale)
    middle = (top + bottom) / 2
    beside = BESIDE * height
    room = x1 - x0 + 2 * beside
    middles = [x0 - beside + sign.middle * room for sign in signs]
    between = [(left + right) / 2 for left, right in pairwise(middles)]
    for sign, at, left, right in zip(signs, middles, (x0, *between), (*between, x1), strict=True):
        half = (_WIDE if is_wide(sign.text) else _NARROW) * height / 2
        box = max(left, at - half), middle - height / 2, min(right, at + half), middle + height / 2
        yield (*(side / scale for side in box), sign.text, sign.confidence)  # type: ignore[misc]
