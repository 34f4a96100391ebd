"""The letters of a text object: where each stands on the page, and the room that it takes.

An OFD file says where each letter begins and nothing of its width, which a font knows that may not be there. A Chinese
letter is as wide as high; of others a usual width is taken, and never more than there is to the next letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import atan2, inf, isfinite, pi
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.drawn_lines import Matrix, Point, moved, product
from linter.readers.fixed_layout.signs import BLANKS, UNREADABLE, is_wide, sign
from linter.readers.ofd.ofd_values import children, number

_EM_ABOVE, _EM_BELOW = 0.88, 0.12  # where a letter stands about its base line, in font sizes
_ASKEW = 0.05  # of a quarter turn
_USUAL_SIZE = 3.7  # millimetres
_BREAKS, _FORMATTING = ("\r", "\n"), " \t\r\n"
_NO_CODE = "¤"  # stands in a text for a glyph that has no code
_MOST_GLYPHS = 8  # for one letter
_WIDE_LATIN, _CAPITAL, _LATIN = 0.85, 0.7, 0.5  # widths in font sizes
_QUARTERS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))  # cosine and sine

Group = tuple[int, int]  # letters, and the glyphs that stand for them


class GlyphRun(NamedTuple):
    """Letters of a text object by the first of them, from 0, and the number of glyphs that stand for them."""

    start: int
    letters: int
    glyphs: int


class Glyph(NamedTuple):
    """One letter and its room on the page, in points from the top left.

    `quarter` are the quarter turns clockwise that it stands at; `pale` that it is faint as a watermark is.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    quarter: int
    pale: bool = False


def text_codes(element: Element) -> list[tuple[Element, str]]:
    """The codes of a text object, each with its letters."""
    return [(code, _letters(code.text or "")) for code in children(element, "TextCode")]


def _letters(text: str) -> str:
    """The letters of a code: a line break at either end, with the indent behind it, is one of the file."""
    if text[:1] in _BREAKS:
        text = text.lstrip(_FORMATTING)
    kept = text.rstrip(_FORMATTING)
    return kept if any(sign in _BREAKS for sign in text[len(kept) :]) else text


def glyphs_of(
    element: Element, codes: Sequence[tuple[Element, str]], matrix: Matrix, *, pale: bool = False
) -> Iterator[Glyph]:
    """The letters of a text object; none where they stand askew, as those of a watermark across the page do.

    Parameters:
        element: the object.
        codes: what `text_codes` says of it.
        matrix: from the object's space to the page.
        pale: whether the object is drawn in a faint colour.
    """
    cosine, sine = _QUARTERS[round(number(element.get("CharDirection"), 0.0) / 90) % 4]
    a, b, c, d, _, _ = product((cosine, sine, -sine, cosine, 0.0, 0.0), matrix)
    if not isfinite(a + b + c + d):
        return
    turned = atan2(b, a) / (pi / 2)
    if abs(turned - round(turned)) > _ASKEW:
        return
    quarter = round(turned) % 4
    size = abs(number(element.get("Size"), 0.0)) or _USUAL_SIZE
    em = size * (abs(number(element.get("HScale"), 1.0)) or 1.0)
    above, below = _EM_ABOVE * size, _EM_BELOW * size
    runs = _runs(element)
    first: Point = 0.0, 0.0
    begun = 0
    for code, text in codes:
        first = number(code.get("X"), first[0]), number(code.get("Y"), first[1])
        points = _points(code, text, first, em, _groups(runs, begun, len(text)))
        begun += len(text)
        for letter, (start, end) in zip(text, pairwise(points), strict=True):
            if ord(letter) in BLANKS:
                continue
            width = _width(letter) * em
            room = (end[0] - start[0]) * cosine + (end[1] - start[1]) * sine
            width = min(width, room) if room > 0 else width
            x, y = moved(matrix, *start)
            x0, x1, y0, y1 = x - c * above, x + c * below + a * width, y - d * above, y + d * below + b * width
            found = UNREADABLE if letter == _NO_CODE else sign(ord(letter))
            yield Glyph(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), found, quarter, pale)


@lru_cache(maxsize=8192)
def _width(letter: str) -> float:
    """How wide a letter usually is, in font sizes."""
    if is_wide(letter):
        return 1.0
    if letter in "mwMW@%":
        return _WIDE_LATIN
    return _CAPITAL if letter.isupper() else _LATIN


def _points(code: Element, text: str, first: Point, em: float, groups: Sequence[Group] | None) -> list[Point]:
    """Where each letter begins, in the object's space, and where the last one ends.

    Parameters:
        code: says how far glyphs are apart.
        text: the letters.
        first: where the first one begins.
        em: the width of a Chinese letter.
        groups: the letters and the glyphs that stand for them; None where each letter has one.
    """
    count = len(text) if groups is None else sum(glyphs for _, glyphs in groups)
    across, down = _steps(code.get("DeltaX"), count - 1), _steps(code.get("DeltaY"), count - 1)
    if across or not any(down):
        across += [_width(letter) * em for letter in text[len(across) :]]
    x, y = first
    missing = [0.0] * count
    xs, ys = accumulate([*across, *missing][:count], initial=x), accumulate([*down, *missing][:count], initial=y)
    points = list(zip(xs, ys, strict=True))
    return points if groups is None else list(_by_letter(points, groups))


def _by_letter(points: Sequence[Point], groups: Sequence[Group]) -> Iterator[Point]:
    """The points of letters, out of those of glyphs: a ligature's room is shared by its letters."""
    at = 0
    for letters, glyphs in groups:
        (x, y), (end, foot) = points[at], points[at + glyphs]
        for index in range(letters):
            yield x + (end - x) * index / letters, y + (foot - y) * index / letters
        at += glyphs
    yield points[at]


def _steps(text: str | None, most: int) -> list[float]:
    """How far each glyph is from the one before it, as far as that is said; `g 3 1.5` stands for three times 1.5."""
    steps: list[float] = []
    if text is None or most < 1:
        return steps
    words = iter(text.split(maxsplit=3 * most))
    for word in words:
        times = 1.0
        if word in ("g", "G"):
            times, word = number(next(words, ""), 0.0), next(words, "")
        step = number(word, inf)
        if step == inf or len(steps) >= most:
            break
        steps.extend([step] * min(int(times), most - len(steps)))
    return steps


def _runs(element: Element) -> list[GlyphRun]:
    """The runs of a text object for which there are other glyphs than one for each letter, in order."""
    runs = []
    for run in children(element, "CGTransform"):
        start, letters, glyphs = (
            int(number(run.get(name), default))
            for name, default in (("CodePosition", 0.0), ("CodeCount", 1.0), ("GlyphCount", 1.0))
        )
        if start >= 0 and letters > 0 and glyphs > 0 and letters != glyphs:
            runs.append(GlyphRun(start, letters, glyphs))
    return sorted(runs)


def _groups(runs: Sequence[GlyphRun], begun: int, count: int) -> list[Group] | None:
    """The groups that `count` letters of a text object fall into, from the one at `begun` on."""
    if not runs:
        return None
    groups: list[Group] = []
    at = 0
    for start, letters, glyphs in runs:
        start -= begun
        if start >= at and start + letters <= count and glyphs <= _MOST_GLYPHS * letters:
            groups += [(1, 1)] * (start - at)
            groups.append((letters, glyphs))
            at = start + letters
    return groups + [(1, 1)] * (count - at)
