"""The letters of a page: what each means and the room that it takes, on the page turned so that they stand upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter

import pypdfium2_raw as pdfium

from linter.readers.fixed_layout.geometry import Box, Turn
from linter.readers.fixed_layout.signs import BLANKS, UNREADABLE, sign
from linter.readers.fixed_layout.watermarks import is_faint
from linter.type_names import Any

_ASKEW = 0.05  # of a quarter turn
_SAMPLES = 50
_EM_ABOVE, _EM_BELOW = 0.88, 0.12  # where a letter stands about its base line, in font sizes
# A letter lower than its width or the one before it, or a Chinese one narrower than the last, is measured by its ink
# alone, as 一 and 目 are in Type 3 fonts.
_FLAT, _NARROW = 0.8, 0.95
# A letter so much higher than its size is measured without its matrix, as PDFium does where lines run downwards.
_OVERRATED = 2.5
_CHINESE = 0x2E80

RawLetter = tuple[float, float, float, float, str]


def quarters_of(text: Any, count: int, shown: int) -> int:
    """The quarter turns after which most of the text stands upright."""
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLES)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        # white space that PDFium adds between pieces of text lies level whatever the text does
        if angle >= 0 and pdfium.FPDFText_GetUnicode(text, index) not in BLANKS:
            turns[-round(angle / (math.pi / 2)) % 4] += 1
    if not turns:
        return shown
    quarters, samples = turns.most_common(1)[0]
    return quarters if 2 * samples > sum(turns.values()) else shown


def letters_of(text: Any, count: int, turn: Turn) -> tuple[list[RawLetter], int, list[int]]:
    """The letters of a text page with their boxes, how many of them have no meaning, and the indexes of faint ones."""
    letters: list[RawLetter] = []
    faint: list[int] = []
    unreadable = 0
    bounds = pdfium.FS_RECTF()
    reference = ctypes.byref(bounds)
    unicode, loose = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    upright = turn.quarters == 0
    left, top = turn.left, turn.top
    high = 0
    width = height = 0.0  # of the letters before
    line: tuple[float, float] | None = None  # foot and head of the letter before
    askew = pale = overrated = False
    for index in range(count):
        code = unicode(text, index)
        if code in BLANKS:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0, 0
        found = sign(code)
        if found == UNREADABLE:
            unreadable += 1
        if upright and loose(text, index, reference):
            x0, y0, x1, y1 = bounds.left, bounds.bottom, bounds.right, bounds.top
            if line != (y0, y1):  # letters that stand askew do not stand beside each other
                matrix = _matrix(text, index)
                line, askew, pale = (y0, y1), _is_askew(matrix), _is_pale(text, index)
                overrated = y1 - y0 > _OVERRATED * _size(text, index, matrix)
            if askew:
                continue
            if x1 > x0 and y1 > y0:
                wide = code >= _CHINESE
                flat = y1 - y0 < _FLAT * max(x1 - x0, height) or (wide and x1 - x0 < _NARROW * width)
                whole = _placed(text, index, turn, wide) if flat or overrated else None
                room = whole or (x0 - left, top - y1, x1 - left, top - y0)
                letter = *room, found
                height = letter[3] - letter[1]
                if wide:
                    width = letter[2] - letter[0]
                if pale:
                    faint.append(len(letters))
                letters.append(letter)
                continue
        placed = None if _is_askew(_matrix(text, index)) else _placed(text, index, turn, code >= _CHINESE)
        if placed is not None:
            if _is_pale(text, index):
                faint.append(len(letters))
            letters.append((*placed, found))
    return letters, unreadable, faint


def _matrix(text: Any, index: int) -> Any:
    """From the space of a letter to the page; None where it is not known."""
    matrix = pdfium.FS_MATRIX()
    return matrix if pdfium.FPDFText_GetMatrix(text, index, matrix) else None


def _is_askew(matrix: Any) -> bool:
    """Whether a letter stands neither upright nor on its side: one of a watermark across the page.

    PDFium's own angle is that of the stems, which lean in italics.
    """
    if matrix is None:
        return False
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return abs(quarters - round(quarters)) > _ASKEW


def _size(text: Any, index: int, matrix: Any) -> float:
    """The font size of a letter on the page; endless where it is not known."""
    if matrix is None:
        return math.inf
    return pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d) or math.inf


def _is_pale(text: Any, index: int) -> bool:
    """Whether a letter is faint."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(text, index, red, green, blue, opacity):
        return False
    return is_faint(red.value, green.value, blue.value, opacity.value)


def _placed(text: Any, index: int, turn: Turn, wide: bool) -> Box | None:
    """The room of a letter for which PDFium's own measure fails, as on turned pages: from ink, base line and size."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return None
    ink = turn.box(left.value, bottom.value, right.value, top.value)
    matrix = _matrix(text, index)
    if matrix is None or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
        return ink
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    base = turn.box(x.value, y.value, x.value, y.value)
    if size <= 0 or not base.top - 2 * size < ink.top <= ink.bottom < base.top + size:
        return ink
    end = base.x0 + (min(size * math.hypot(matrix.a, matrix.b) / math.hypot(matrix.c, matrix.d), size) if wide else 0.0)
    return Box(min(base.x0, ink.x0), base.top - _EM_ABOVE * size, max(ink.x1, end), base.top + _EM_BELOW * size)
