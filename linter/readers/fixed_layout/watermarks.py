"""Watermarks that stand upright: faint letters over or under the text of a page, and the same ones wherever they stand.

Those that stand askew are known by that alone, as each format says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box, Letter, Page, around

_FAINT, _WHITE = 0.6, 0.98  # lightness on white paper; white letters stand on a dark ground
_OPAQUE = 255
_APART = 0.3  # of a letter's height: letters further from each other do not belong together
_FINE = 4.0  # points: the raster on which letters are looked up
_MOST_CELLS = 200  # bounds the work: along each side of a page


class _Run(NamedTuple):
    """Faint letters beside each other, by their indexes."""

    start: int
    end: int
    box: Box
    words: tuple[str, int]  # what they say and how high they are


def is_faint(red: float, green: float, blue: float, opacity: float = _OPAQUE) -> bool:
    """Whether letters of a colour are as pale as those of a watermark; all four are from 0 to 255.

    The lightness is the luma of ITU-R BT.601, mixed with white as far as the letters let it through.
    """
    luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return _FAINT <= 1 - (1 - luma) * opacity / _OPAQUE < _WHITE


def without_watermarks(pages: Sequence[Page]) -> list[Page]:
    """The pages without the faint letters that lie upon others, and without those that say the same elsewhere."""
    runs = [list(_runs(page)) for page in pages]
    marks = {run.words for page, found in zip(pages, runs, strict=True) for run in _upon_text(page, found)}
    if not marks:
        return list(pages)
    return [
        _without(page, [run for run in found if run.words in marks]) for page, found in zip(pages, runs, strict=True)
    ]


def _runs(page: Page) -> Iterator[_Run]:
    """The faint letters of a page, those beside each other together."""
    begun: list[int] = []
    for index in page.faint:
        if begun and not (index == begun[-1] + 1 and _beside(page.letters[begun[-1]], page.letters[index])):
            yield _run(page, begun[0], begun[-1] + 1)
            begun = []
        begun.append(index)
    if begun:
        yield _run(page, begun[0], begun[-1] + 1)


def _beside(before: Letter, letter: Letter) -> bool:
    height = before.bottom - before.top
    on_one_line = abs(letter.bottom - before.bottom) < _APART * height
    return on_one_line and -height < letter.x0 - before.x1 < _APART * height


def _run(page: Page, start: int, end: int) -> _Run:
    letters = page.letters[start:end]
    height = round(letters[0].bottom - letters[0].top)
    return _Run(start, end, around(letters), ("".join(letter.text for letter in letters), height))


def _upon_text(page: Page, runs: Sequence[_Run]) -> list[_Run]:
    """The runs within whose room the middle of a letter stands that is not faint."""
    if not runs:
        return []
    faint = set(page.faint)
    width, height = page.read.size
    across, down = max(_FINE, width / _MOST_CELLS), max(_FINE, height / _MOST_CELLS)
    columns, rows = int(width / across) + 1, int(height / down) + 1

    def cell(x: float, y: float) -> tuple[int, int]:
        return min(max(int(x / across), 0), columns - 1), min(max(int(y / down), 0), rows - 1)

    counts = [[0] * (columns + 1) for _ in range(rows + 1)]
    for index, letter in enumerate(page.letters):
        if index not in faint:
            column, row = cell((letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2)
            counts[row + 1][column + 1] += 1
    # sums over all cells above and to the left, so that those of any box are four look-ups
    sums = [list(accumulate(row)) for row in counts]
    for above, below in pairwise(sums):
        below[:] = [one + other for one, other in zip(above, below, strict=True)]

    def is_upon(box: Box) -> bool:
        (left, top), (right, bottom) = cell(box.x0, box.top), cell(box.x1, box.bottom)
        right, bottom = max(right, left + 1), max(bottom, top + 1)
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left] > 0

    return [run for run in runs if is_upon(run.box)]


def _without(page: Page, marks: Sequence[_Run]) -> Page:
    aside = {index for run in marks for index in range(run.start, run.end)}
    return page._replace(letters=[letter for index, letter in enumerate(page.letters) if index not in aside], faint=())
