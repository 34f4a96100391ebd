"""Letters, ruling lines and pictures of each page, taken from a PDF through PDFium's plain C interface.

Only what a page draws is looked at: scripts, actions, embedded files and form fields are never touched.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pypdfium2_raw as pdfium  # without the helpers of the package, which take as long to import again

from linter.diagnostics import ReadError
from linter.readers.pdf.geometry import Box, Turn
from linter.readers.pdf.limits import MAX_LETTERS, MAX_OBJECTS, MAX_PAGES, too_many
from linter.readers.pdf.signs import BLANKS, UNREADABLE, sign
from linter.readers.pdf.square import square_font

_THIN = 3.0
_LARGE = 24.0  # only letters so high are asked how they stand
_ASKEW = 0.05  # of a quarter turn
_FEW_LINES, _MANY_AREAS = 8, 8
_SMALLEST_PICTURE = 40.0
_DEEPEST_FORM = 8
_SAMPLES = 50
_LONGEST_TITLE = 1000
_EAST_ASIAN = (128, 129, 134, 136)  # Windows character sets: Japanese, Korean, simplified and traditional Chinese
_EM_ABOVE, _EM_BELOW = 0.88, 0.12  # where a letter stands about its base line, in font sizes
_FORMAT, _PASSWORD, _SECURITY = 3, 4, 5

Matrix = tuple[float, float, float, float, float, float]
# A `Page` in plain tuples, which go from one process to the other fastest.
RawLetter = tuple[float, float, float, float, str]
RawBox = tuple[float, float, float, float]
RawTurn = tuple[int, float, float, float, float]
RawPage = tuple[RawTurn, RawTurn, list[RawLetter], list[RawBox], list[RawBox], int]


def contents(data: bytes) -> tuple[str, list[RawPage]]:
    """What the file's properties call it (empty if nothing), and its pages, in order.

    Raises:
        ReadError: E001 no PDF, damaged or protected by a password; E004 above one of the limits.
    """
    _begin()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _unopened(pdfium.FPDF_GetLastError())
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MAX_PAGES:
            raise too_many("页", "pages", MAX_PAGES, count)
        if count < 1:
            raise ReadError("E001", "PDF 文件里没有页面", "the PDF has no pages")
        budget = _Budget()
        return _title(document), [_page(document, number, budget) for number in range(count)]
    finally:
        pdfium.FPDF_CloseDocument(document)


_fonts: Any = None  # PDFium keeps a pointer to it


def _begin() -> None:
    """Make PDFium ready, once, with one font in place of all Chinese ones that this machine may have (see `square`).

    For other scripts PDFium brings fonts of its own.
    """
    global _fonts
    if _fonts is not None:
        return
    pdfium.FPDF_InitLibrary()
    font = square_font()

    def data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    def handle(_info: Any, _weight: int, _italic: int, charset: int, *_: Any) -> int | None:
        return 1 if charset in _EAST_ASIAN else None

    answers: dict[str, Callable[..., Any]] = {
        "MapFont": handle,
        "GetFont": lambda *_: None,
        "GetFontData": data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
    }
    _fonts = pdfium.FPDF_SYSFONTINFO(version=1)
    for name, kind in _fonts._fields_:
        if name != "version":
            setattr(_fonts, name, kind(answers.get(name, lambda *_: None)))
    pdfium.FPDF_SetSystemFontInfo(_fonts)


def _page(document: Any, number: int, budget: _Budget) -> RawPage:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise ReadError("E001", f"第{number + 1}页已损坏，无法读取", f"page {number + 1} is damaged")
    try:
        return _read(page, budget)
    finally:
        pdfium.FPDF_ClosePage(page)


def _title(document: Any) -> str:
    length = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < length < _LONGEST_TITLE:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, length)
    return buffer.raw[:-2].decode("utf-16-le", "replace").strip()


def _unopened(error: int) -> ReadError:
    if error in (_PASSWORD, _SECURITY):
        return ReadError(
            "E001",
            "PDF 文件有密码保护，无法打开；请去掉密码后再检查",
            "the PDF is protected by a password; remove the password and check again",
        )
    return ReadError("E001", "不是有效的 PDF 文件，或文件已损坏", "not a valid PDF, or the file is damaged")


class _Budget:
    """How many letters and drawn objects of a file have been seen."""

    def __init__(self) -> None:
        self.letters = self.objects = 0

    def spend(self, letters: int = 0, objects: int = 0) -> None:
        """Raises ReadError E004 above a limit."""
        self.letters += letters
        self.objects += objects
        if self.letters > MAX_LETTERS:
            raise too_many("字", "characters", MAX_LETTERS, self.letters)
        if self.objects > MAX_OBJECTS:
            raise too_many("个图形对象", "drawn objects", MAX_OBJECTS, self.objects)


def _read(page: Any, budget: _Budget) -> RawPage:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    box = bounds.left, bounds.bottom, bounds.right, bounds.top
    shown = Turn(pdfium.FPDFPage_GetRotation(page) % 4, *box)
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return tuple(shown), tuple(shown), [], [], [], 0  # type: ignore[return-value]
    try:
        count = max(pdfium.FPDFText_CountChars(text), 0)
        budget.spend(letters=count)
        read = Turn(_quarters(text, count, shown.quarters), *box)
        letters, unreadable = _letters(text, count, read)
    finally:
        pdfium.FPDFText_ClosePage(text)
    shapes = _Shapes(read, budget)
    shapes.add_all(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, None, 0)
    lines, pictures = ([tuple(box) for box in boxes] for boxes in (shapes.all_lines(), shapes.pictures))
    return tuple(shown), tuple(read), letters, lines, pictures, unreadable  # type: ignore[return-value]


def _quarters(text: Any, count: int, shown: int) -> int:
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


def _letters(text: Any, count: int, turn: Turn) -> tuple[list[RawLetter], int]:
    letters: list[RawLetter] = []
    unreadable = 0
    bounds = pdfium.FS_RECTF()
    reference = ctypes.byref(bounds)
    unicode, loose = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    upright = turn.quarters == 0
    left, top = turn.left, turn.top
    high = 0
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
            if y1 - y0 > _LARGE and _is_askew(text, index):
                continue
            if x1 > x0 and y1 > y0:
                letters.append((x0 - left, top - y1, x1 - left, top - y0, found))
                continue
        placed = None if _is_askew(text, index) else _placed(text, index, turn)
        if placed is not None:
            letters.append((*placed, found))
    return letters, unreadable


def _is_askew(text: Any, index: int) -> bool:
    """Whether a letter stands neither upright nor on its side: one of a watermark across the page."""
    quarters = float(pdfium.FPDFText_GetCharAngle(text, index)) / (math.pi / 2)
    return abs(quarters - round(quarters)) > _ASKEW


def _placed(text: Any, index: int, turn: Turn) -> Box | None:
    """The room of a letter for which PDFium's own measure fails, as on turned pages: from ink, base line and size."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return None
    ink = turn.box(left.value, bottom.value, right.value, top.value)
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetCharOrigin(text, index, x, y) or not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return ink
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    base = turn.box(x.value, y.value, x.value, y.value)
    if size <= 0 or not base.top - 2 * size < ink.top <= ink.bottom < base.top + size:
        return ink
    return Box(min(base.x0, ink.x0), base.top - _EM_ABOVE * size, max(ink.x1, base.x0), base.top + _EM_BELOW * size)


class _Shapes:
    """The ruling lines and pictures among a page's objects, those inside form objects too."""

    def __init__(self, turn: Turn, budget: _Budget) -> None:
        self.lines: list[Box] = []
        self.pictures: list[Box] = []
        self.areas: list[Box] = []
        self._turn = turn
        self._budget = budget
        self._sides = tuple(ctypes.c_float() for _ in range(4))

    def add_all(self, holder: Any, count: Any, get: Any, matrix: Matrix | None, depth: int) -> None:
        number = max(count(holder), 0)
        self._budget.spend(objects=number)
        for index in range(number):
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE or kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self._add_picture(item, matrix, kind)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _product(_matrix(item), matrix)
                self.add_all(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def all_lines(self) -> list[Box]:
        """The lines; where there are hardly any, the sides of filled areas: of cells on a ground that shows between."""
        if len(self.lines) >= _FEW_LINES or len(self.areas) < _MANY_AREAS:
            return self.lines
        sides = (
            (
                Box(x0, top, x1, top),
                Box(x0, bottom, x1, bottom),
                Box(x0, top, x0, bottom),
                Box(x1, top, x1, bottom),
            )
            for x0, top, x1, bottom in self.areas
        )
        return [*self.lines, *(side for four in sides for side in four)]

    def _bounds(self, item: Any, matrix: Matrix | None) -> Box | None:
        x0, y0, x1, y1 = self._sides
        if not pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
            return None
        return self._turned((x0.value, y0.value, x1.value, y1.value), matrix)

    def _turned(self, sides: tuple[float, float, float, float], matrix: Matrix | None) -> Box:
        if matrix is not None:
            x0, y0, x1, y1 = sides
            corners = [_moved(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            sides = min(xs), min(ys), max(xs), max(ys)
        return self._turn.box(*sides)

    def _add_picture(self, item: Any, matrix: Matrix | None, kind: int) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= _THIN < max(width, height):
            self.lines.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and min(width, height) >= _SMALLEST_PICTURE:
            self.pictures.append(box)

    def _add_path(self, item: Any, matrix: Matrix | None) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= _THIN:
            if max(width, height) > _THIN:
                self.lines.append(box)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        segments = pdfium.FPDFPath_CountSegments(item)
        self._budget.spend(objects=max(segments, 0))
        # A filled area is background; but many thin bars may be filled in one go.
        if not stroke.value and segments <= _RECTANGLE:
            self.areas.append(box)
        else:
            self._add_segments(item, segments, _product(_matrix(item), matrix), bool(stroke.value))

    def _add_segments(self, item: Any, count: int, matrix: Matrix, stroked: bool) -> None:
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[tuple[float, float]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                self._add_outline(outline, stroked)
                outline = []
            outline.append(_moved(matrix, x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._add_outline(outline, stroked)

    def _add_outline(self, points: list[tuple[float, float]], stroked: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        whole = self._turn.box(min(xs), min(ys), max(xs), max(ys))
        if min(whole.x1 - whole.x0, whole.bottom - whole.top) <= _THIN:
            self.lines.append(whole)
        elif stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x1 - x0) <= 1 or abs(y1 - y0) <= 1:
                    self.lines.append(self._turn.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


_RECTANGLE = 5  # segments of one closed rectangle


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return 1, 0, 0, 1, 0, 0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: Matrix, then: Matrix | None) -> Matrix:
    if then is None:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
