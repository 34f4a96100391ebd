"""Which pictures beside a text are tables: what is looked at, and what of that is read.

Seals, marks and photographs are smaller or have no cells; the grid of a chart has no labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from linter.readers.fixed_layout.drawn_lines import THIN, common
from linter.readers.fixed_layout.geometry import Box, Letter
from linter.readers.fixed_layout.rulings import Frame, frames
from linter.text.width import is_wide

SHEET = 595.0  # points: the width of a sheet
_OF_WIDTH = 0.4  # of a page's: what is narrower is a seal or a mark
_LOWEST = 60.0  # points: a table has a header and a row
_LABELS, _LETTERS = 3, 2  # a table has so many cells with so many Chinese letters


def may_hold_table(width: float, height: float, page_width: float) -> bool:
    """Whether a picture is as large as a table is, in points; one whose size is not told may be."""
    return (not width or width >= _OF_WIDTH * page_width) and (not height or height >= _LOWEST)


def has_labels(cells: Iterable[str]) -> bool:
    """Whether cells with these texts are those of a table."""
    labels = (text for text in cells if sum(map(is_wide, text)) >= _LETTERS)
    return sum(1 for _ in islice(labels, _LABELS)) == _LABELS


def tables_alone(letters: Sequence[Letter], lines: Sequence[Box]) -> tuple[list[Letter], list[Box]]:
    """Of letters and ruling lines on a page those that make tables."""
    kept = [frame for frame in frames(lines) if has_labels(_cells(frame, letters))]
    boxes = [Box(x0 - THIN, top - THIN, x1 + THIN, bottom + THIN) for x0, top, x1, bottom in (one.box for one in kept)]
    return (
        [letter for letter in letters if any(_slot(frame, letter) is not None for frame in kept)],
        [line for line in lines if any(common(line, box) is not None for box in boxes)],
    )


def _cells(frame: Frame, letters: Sequence[Letter]) -> Iterable[str]:
    """The texts of a frame's cells."""
    found: dict[int, str] = {}
    for letter in letters:
        slot = _slot(frame, letter)
        if slot is not None:
            found[slot] = found.get(slot, "") + letter.text
    return found.values()


def _slot(frame: Frame, letter: Letter) -> int | None:
    return frame.slot_at((letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2)
