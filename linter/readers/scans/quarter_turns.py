"""Sheets that lie on their side or upside down: which quarter turn makes their lines legible."""

from __future__ import annotations

import numpy as np

from linter.readers.fixed_layout.geometry import Box
from linter.readers.scans.drawn_rulings import rulings, without
from linter.readers.scans.ink import dark, upright
from linter.readers.scans.line_cuttings import cutting
from linter.readers.scans.recogniser import read_lines
from linter.readers.scans.text_strips import strips, without_drawings
from linter.type_names import Any

_TRIED = 12  # bounds the work; lines, the longest: digits alone are legible upside down
_LEGIBLE = 0.85  # confidence of the letters of a sheet that lies upright
_PER_LINE = 8  # letters of the longest lines; on a sheet on its side lines are a letter or two
_SURE = 0.8  # of a letter that is read and not guessed


def quarters_to_upright(grey: Any, scale: float) -> int:
    """How many quarter turns clockwise set a sheet upright; 0 where no line can be read either way."""
    lines = _confidences(grey, scale)
    letters = sum(map(len, lines))
    if letters and letters >= _PER_LINE * len(lines) and sum(map(sum, lines)) >= _LEGIBLE * letters:
        return 0
    sure = [_sure(lines), *(_sure(_confidences(turned(grey, quarters), scale)) for quarters in (1, 2, 3))]
    return sure.index(max(sure))


def turned(grey: Any, quarters: int) -> Any:
    """A bitmap turned clockwise."""
    return np.ascontiguousarray(np.rot90(grey, -quarters)) if quarters else grey


def _confidences(grey: Any, scale: float) -> list[list[float]]:
    """How surely each letter of the longest lines is read."""
    grey = upright(grey)
    ink = dark(grey)
    rest = without(ink, rulings(grey, ink, scale), scale) & without_drawings(ink, scale)
    found = sorted(strips(rest, Box(0, 0, grey.shape[1], grey.shape[0]), scale), key=lambda strip: strip.x0 - strip.x1)
    texts = read_lines([cutting(grey, one, scale) for one in found[:_TRIED]])
    return [[sign.confidence for sign in signs] for signs in texts]


def _sure(lines: list[list[float]]) -> int:
    return sum(confidence >= _SURE for line in lines for confidence in line)
