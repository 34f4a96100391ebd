"""A page of a PDF as a picture, drawn by PDFium.

It is drawn in the process that asks, which must be one that can be spared, and with the fonts of this machine: no PDF
may have been read in that process, for which PDFium is given a font of its own (see `square`).
"""

from __future__ import annotations

import ctypes
from math import sqrt

import pypdfium2_raw as pdfium

from linter.model.diagnostics import ReadError
from linter.readers.fixed_layout.leaves import COVER, Leaf, PageImage
from linter.readers.pdf.form_fields import form_of
from linter.readers.pdf.pdfium import loaded, opened
from linter.readers.pdf.png import png
from linter.type_names import Any

_SCALE = 2.0  # pixels for a point, which is sharp on most screens
_MOST_PIXELS = 6_000_000  # bounds the work: a page that would have more is drawn smaller
_WHITE, _GREY = 0xFFFFFFFF, int(f"FF{COVER}", 16)


def rendered(data: bytes, number: int, leaf: Leaf) -> PageImage:
    """The picture of a page.

    Args:
        data: the file.
        number: the page's, from 1.
        leaf: its size, and what is covered.

    Raises:
        ReadError: E001 the file or the page cannot be opened; E004 there is no memory for the picture.
    """
    pdfium.FPDF_InitLibrary()
    scale = min(_SCALE, sqrt(_MOST_PIXELS / (leaf.width * leaf.height)))
    width, height = (min(max(round(side * scale), 1), _MOST_PIXELS) for side in (leaf.width, leaf.height))
    with opened(data) as document, form_of(document) as form, loaded(document, number - 1) as page:
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
        if not bitmap:
            raise ReadError("E004", f"第{number}页过大，画不出来", f"page {number} is too large to be drawn")
        try:
            return PageImage(_drawn(bitmap, page, form, leaf, scale), "image/png")
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)


def _drawn(bitmap: Any, page: Any, form: Any, leaf: Leaf, scale: float) -> bytes:
    width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    place = bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
    pdfium.FPDF_RenderPageBitmap(*place)
    if form:
        pdfium.FPDF_FFLDraw(form, *place)
    for x0, top, x1, bottom in leaf.covered:
        left, upper = int(x0 * scale), int(top * scale)
        right, lower = int(x1 * scale) + 1, int(bottom * scale) + 1
        pdfium.FPDFBitmap_FillRect(bitmap, left, upper, right - left, lower - upper, _GREY)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    return png(width, height, pixels, stride)
