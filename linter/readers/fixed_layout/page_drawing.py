"""A page drawn from what was taken out of it: its letters and ruling lines where they stand, as SVG.

For formats that nothing at hand renders. Pictures are grey boxes, fonts are those of whoever looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from linter.notices import harmless
from linter.readers.fixed_layout.geometry import Box, Letter, Page
from linter.readers.fixed_layout.leaves import COVER, Bounds, Leaf

_BASE_LINE = 0.88  # of a letter's height, from its top
_THINNEST = 0.5  # points
_MOST_LINES = 20_000  # bounds the work of whoever shows it
_FONTS = "SimSun, 'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', serif"


def svg(page: Page, leaf: Leaf) -> bytes:
    """The drawing of a page; what `leaf` covers is not in it.

    Args:
        page: what was taken out of it.
        leaf: its size, and what is covered.
    """
    return "".join(_elements(page, leaf)).encode("utf-8")


def _elements(page: Page, leaf: Leaf) -> Iterator[str]:
    size = f"{leaf.width:.2f} {leaf.height:.2f}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="{_FONTS}">\n'
    yield f'<rect {_sides((0.0, 0.0, leaf.width, leaf.height))} fill="#fff"/>\n<g transform="{_upright(page)}">\n'
    for box in page.pictures:
        yield f'<rect {_sides(box)} fill="#e4e8ed"/>\n'
    for box in islice(page.lines, _MOST_LINES):
        yield f"<rect {_sides(box)}/>\n"
    shown = (letter for letter in page.letters if letter.text.isprintable() and not _is_covered(page, letter, leaf))
    for (top, bottom), letters in groupby(shown, key=lambda letter: (letter.top, letter.bottom)):
        yield _line(list(letters), top, bottom)
    yield "</g>\n"
    for bounds in leaf.covered:
        yield f'<rect {_sides(bounds)} fill="#{COVER}"/>\n'
    yield "</svg>\n"


def _line(letters: Sequence[Letter], top: float, bottom: float) -> str:
    """Letters of one height beside each other, each where it stands."""
    height = bottom - top
    places = " ".join(f"{letter.x0:.1f}" for letter in letters)
    words = harmless.xml("".join(letter.text for letter in letters))
    return f'<text x="{places}" y="{top + _BASE_LINE * height:.1f}" font-size="{height:.1f}">{words}</text>\n'


def _sides(box: Box | Bounds) -> str:
    x0, top, x1, bottom = box
    return (
        f'x="{x0:.2f}" y="{top:.2f}" width="{max(x1 - x0, _THINNEST):.2f}" height="{max(bottom - top, _THINNEST):.2f}"'
    )


def _upright(page: Page) -> str:
    """From the page as its text is read to the page as it is shown."""

    def moved(x: float, y: float) -> tuple[float, float]:
        box = page.shown.box(*page.read.back(Box(x, y, x, y)))
        return box.x0, box.top

    e, f = moved(0.0, 0.0)
    (a, b), (c, d) = moved(1.0, 0.0), moved(0.0, 1.0)
    return f"matrix({a - e:.0f} {b - f:.0f} {c - e:.0f} {d - f:.0f} {e:.2f} {f:.2f})"


def _is_covered(page: Page, letter: Letter, leaf: Leaf) -> bool:
    if not leaf.covered:
        return False
    x0, top, x1, bottom = page.bbox(Box(*letter[:4]))
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return any(left <= x <= right and upper <= y <= lower for left, upper, right, lower in leaf.covered)
