"""Ruling lines and pictures among the objects that a page draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import pypdfium2_raw as pdfium

from linter.readers.fixed_layout.drawn_lines import (
    RECTANGLE,
    THIN,
    Matrix,
    Point,
    common,
    moved,
    outline_lines,
    product,
    with_sides,
)
from linter.readers.fixed_layout.geometry import Box, Turn
from linter.readers.fixed_layout.page_limits import Budget
from linter.type_names import Any

_SMALLEST_PICTURE = 40.0
_MOST_PICTURES = 100  # of a page; one is enough to say that there is a picture
_DEEPEST_FORM = 8
_OUTER = 0.15  # of a page's height: there, tables that run over a page are cut off
_MOST_CLIPS = 20  # paths, each a rectangle, that a line is looked at through


class Shapes:
    """The ruling lines and pictures among a page's objects, those inside form objects too."""

    def __init__(self, turn: Turn, budget: Budget) -> None:
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
                inner = product(_matrix(item), matrix)
                self.add_all(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def all_lines(self, digits: Iterable[Box]) -> list[Box]:
        """The lines, or what stands for them around the page's digits."""
        return with_sides(self.lines, self.areas, digits)

    def _bounds(self, item: Any, matrix: Matrix | None) -> Box | None:
        x0, y0, x1, y1 = self._sides
        if not pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
            return None
        return self._turned((x0.value, y0.value, x1.value, y1.value), matrix)

    def _turned(self, sides: tuple[float, float, float, float], matrix: Matrix | None) -> Box:
        if matrix is not None:
            x0, y0, x1, y1 = sides
            corners = [moved(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            sides = min(xs), min(ys), max(xs), max(ys)
        return self._turn.box(*sides)

    def _add_picture(self, item: Any, matrix: Matrix | None, kind: int) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN < max(width, height):
            self.lines.append(box)
        elif (
            kind == pdfium.FPDF_PAGEOBJ_IMAGE
            and min(width, height) >= _SMALLEST_PICTURE
            and len(self.pictures) < _MOST_PICTURES
        ):
            self.pictures.append(box)

    def _add_path(self, item: Any, matrix: Matrix | None) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        shown = self._shown(item, matrix, box)
        if shown is None:
            return
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN:
            if max(width, height) > THIN:
                self.lines.append(shown)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        segments = pdfium.FPDFPath_CountSegments(item)
        self._budget.spend(objects=max(segments, 0))
        # A filled area is background; but many thin bars may be filled in one go.
        if not stroke.value and segments <= RECTANGLE:
            self.areas.append(shown)
            return
        before = len(self.lines)
        self._add_segments(item, segments, product(_matrix(item), matrix), bool(stroke.value))
        if shown is not box:
            self.lines[before:] = [part for line in self.lines[before:] if (part := common(line, shown))]

    def _shown(self, item: Any, matrix: Matrix | None, box: Box) -> Box | None:
        """What is seen of a box near the head or foot of a page: browsers draw a cut table whole and hide the rest."""
        height = self._turn.size[1]
        if _OUTER * height < box.top and box.bottom < (1 - _OUTER) * height:
            return box
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        shown: Box | None = box
        paths = min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), _MOST_CLIPS)
        self._budget.spend(objects=paths)
        for path in range(paths):
            count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
            if shown is not None and 0 < count <= RECTANGLE:
                points = [self._point(pdfium.FPDFClipPath_GetPathSegment(clip, path, at)) for at in range(count)]
                xs, ys = [x for x, _ in points], [y for _, y in points]
                shown = common(shown, self._turned((min(xs), min(ys), max(xs), max(ys)), matrix))
        return shown

    def _point(self, segment: Any) -> tuple[float, float]:
        x, y = self._sides[:2]
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        return x.value, y.value

    def _add_segments(self, item: Any, count: int, matrix: Matrix, stroked: bool) -> None:
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[Point] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                self._add_outline(outline, stroked)
                outline = []
            outline.append(moved(matrix, x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._add_outline(outline, stroked)

    def _add_outline(self, points: list[Point], stroked: bool) -> None:
        self.lines.extend(self._turn.box(*line) for line in outline_lines(points, stroked))


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return 1, 0, 0, 1, 0, 0
    return found.a, found.b, found.c, found.d, found.e, found.f
