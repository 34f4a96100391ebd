"""Boxes on a page, and what one page holds once it is out of its file.

Everything is measured in points from the top left of the page as it is read: turned so that its text stands upright.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import starmap

from linter.model.records import NamedTuple


class Box(NamedTuple):
    """A rectangle; `top` is less than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float


class Letter(NamedTuple):
    """One character and the room that it takes on its line; `confidence` with which it was recognised, if it was."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    confidence: float | None = None


class Turn(NamedTuple):
    """How a page lies: its box in PDF's own space (y upwards) and the quarter turns clockwise that set it upright."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height once turned."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of the PDF's own space on the turned page."""
        if self.quarters == 0:
            xs, ys = (x0 - self.left, x1 - self.left), (self.top - y0, self.top - y1)
        elif self.quarters == 1:
            xs, ys = (y0 - self.bottom, y1 - self.bottom), (x0 - self.left, x1 - self.left)
        elif self.quarters == 2:
            xs, ys = (self.right - x0, self.right - x1), (y0 - self.bottom, y1 - self.bottom)
        else:
            xs, ys = (self.top - y0, self.top - y1), (self.right - x0, self.right - x1)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def back(self, box: Box) -> tuple[float, float, float, float]:
        """The reverse of `box`: left, bottom, right and top in the PDF's own space."""
        x0, top, x1, bottom = box
        if self.quarters == 0:
            return self.left + x0, self.top - bottom, self.left + x1, self.top - top
        if self.quarters == 1:
            return self.left + top, self.bottom + x0, self.left + bottom, self.bottom + x1
        if self.quarters == 2:
            return self.right - x1, self.bottom + top, self.right - x0, self.bottom + bottom
        return self.right - bottom, self.top - x1, self.right - top, self.top - x0


class Page(NamedTuple):
    """What one page holds. `shown` is how a viewer turns it, `read` how its text stands upright; mostly the same.

    `lines` are the ruling lines and edges, each as a thin box; `unreadable` counts letters without a meaning; `faint`
    are the indexes of letters as pale as those of a watermark.
    """

    shown: Turn
    read: Turn
    letters: Sequence[Letter]
    lines: Sequence[Box]
    pictures: Sequence[Box]
    unreadable: int = 0
    faint: Sequence[int] = ()

    @classmethod
    def of(
        cls,
        shown: tuple[int, float, float, float, float],
        read: tuple[int, float, float, float, float],
        letters: Iterable[tuple[float, float, float, float, str]],
        lines: Iterable[tuple[float, float, float, float]],
        pictures: Iterable[tuple[float, float, float, float]],
        unreadable: int,
        faint: Sequence[int] = (),
    ) -> Page:
        """A page from plain tuples."""
        return cls(
            Turn(*shown),
            Turn(*read),
            list(starmap(Letter, letters)),
            list(map(Box._make, lines)),
            list(map(Box._make, pictures)),
            unreadable,
            faint,
        )

    @property
    def is_recognised(self) -> bool:
        """Whether letters of it were recognised in pictures; they stand behind those that the file states."""
        return bool(self.letters) and self.letters[-1].confidence is not None

    def bbox(self, box: Box) -> tuple[float, float, float, float]:
        """A box as a viewer shows the page, rounded to hundredths of a point."""
        if self.shown != self.read:
            box = self.shown.box(*self.read.back(box))
        x0, top, x1, bottom = (round(side, 2) for side in box)
        return x0, top, x1, bottom


def around(boxes: Sequence[Box | Letter]) -> Box:
    """The smallest box that holds all of them."""
    if len(boxes) == 1:  # most figures are one digit
        return Box(*boxes[0][:4])
    return Box(
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
