"""Letters, ruling lines and pictures of each page, taken from a PDF through PDFium's plain C interface.

Only what a page draws and what stands in the fields of a form is looked at: scripts, actions and embedded files are
never touched.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2_raw as pdfium  # without the helpers of the package, which take as long to import again

from linter.model.diagnostics import ReadError
from linter.model.document import sound
from linter.readers.fixed_layout.geometry import Box, Turn
from linter.readers.fixed_layout.page_limits import Budget, refuse_many_pages
from linter.readers.pdf.drawn_shapes import Shapes
from linter.readers.pdf.form_fields import form_of, typed_letters
from linter.readers.pdf.glyphs import RawLetter, letters_of, quarters_of
from linter.readers.pdf.square import square_font
from linter.type_names import Any

_LONGEST_TITLE = 1000
_EAST_ASIAN = (128, 129, 134, 136)  # Windows character sets: Japanese, Korean, simplified and traditional Chinese
_PASSWORD, _SECURITY = 4, 5

# A `Page` in plain tuples, which go from one process to the other fastest.
RawBox = tuple[float, float, float, float]
RawTurn = tuple[int, float, float, float, float]
RawPage = tuple[RawTurn, RawTurn, list[RawLetter], list[RawBox], list[RawBox], int, list[int]]


def contents(data: bytes) -> tuple[str, list[RawPage]]:
    """What the file's properties call it (empty if nothing), and its pages, in order.

    Raises:
        ReadError: E001 no PDF, damaged or protected by a password; E004 above one of the limits.
    """
    _begin()
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        refuse_many_pages("PDF", count)
        if count < 1:
            raise ReadError("E001", "PDF 文件里没有页面", "the PDF has no pages")
        budget = Budget("PDF")
        with form_of(document) as form:
            return _title(document), [_page(document, number, form, budget) for number in range(count)]


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A document of PDFium.

    Raises:
        ReadError: E001 it cannot be opened.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _unopened(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def loaded(document: Any, number: int) -> Iterator[Any]:
    """A page of a document, by its number from 0.

    Raises:
        ReadError: E001 it is damaged.
    """
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise ReadError("E001", f"第{number + 1}页已损坏，无法读取", f"page {number + 1} is damaged")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


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


def _page(document: Any, number: int, form: Any, budget: Budget) -> RawPage:
    with loaded(document, number) as page:
        return _read(page, form, budget)


def _title(document: Any) -> str:
    length = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < length < _LONGEST_TITLE:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, length)
    return sound(buffer.raw[:-2].decode("utf-16-le", "replace")).strip()


def _unopened(error: int) -> ReadError:
    if error in (_PASSWORD, _SECURITY):
        return ReadError(
            "E001",
            "PDF 文件有密码保护，无法打开；请去掉密码后再检查",
            "the PDF is protected by a password; remove the password and check again",
        )
    return ReadError("E001", "不是有效的 PDF 文件，或文件已损坏", "not a valid PDF, or the file is damaged")


def _read(page: Any, form: Any, budget: Budget) -> RawPage:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    box = bounds.left, bounds.bottom, bounds.right, bounds.top
    shown = Turn(pdfium.FPDFPage_GetRotation(page) % 4, *box)
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return tuple(shown), tuple(shown), [], [], [], 0, []  # type: ignore[return-value]
    try:
        count = max(pdfium.FPDFText_CountChars(text), 0)
        budget.spend(letters=count)
        read = Turn(quarters_of(text, count, shown.quarters), *box)
        letters, unreadable, faint = letters_of(text, count, read)
    finally:
        pdfium.FPDFText_ClosePage(text)
    letters += typed_letters(page, form, read, budget)
    shapes = Shapes(read, budget)
    shapes.add_all(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, None, 0)
    digits = (Box(*letter[:4]) for letter in letters if letter[4].isdecimal())
    lines, pictures = ([tuple(box) for box in boxes] for boxes in (shapes.all_lines(digits), shapes.pictures))
    return tuple(shown), tuple(read), letters, lines, pictures, unreadable, faint  # type: ignore[return-value]
