"""What is typed into the fields of a form: its values, as letters in the boxes of the fields.

Values are data. What a form would do (scripts, actions, sending) needs calls that are never made here.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2_raw as pdfium

from linter.readers.fixed_layout.geometry import Box, Turn
from linter.readers.fixed_layout.page_limits import Budget
from linter.readers.fixed_layout.signs import BLANKS, is_wide, sign
from linter.readers.pdf.glyphs import RawLetter
from linter.type_names import Any

_TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_LARGEST = 10.5  # points: letters in a field are no larger
_LONGEST = 100_000  # bytes of a value


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """The form in a document, None if there is none."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        yield None
        return
    answers = pdfium.FPDF_FORMFILLINFO(version=2)  # in which it finds nobody to call
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, answers)
    try:
        yield form
    finally:
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def typed_letters(page: Any, form: Any, turn: Turn, budget: Budget) -> list[RawLetter]:
    """The letters that fields of a page hold; there are none without a form."""
    letters: list[RawLetter] = []
    count = max(pdfium.FPDFPage_GetAnnotCount(page), 0) if form else 0
    budget.spend(objects=count)
    for index in range(count):
        field = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            value = _value(form, field)
            bounds = pdfium.FS_RECTF()
            if value and pdfium.FPDFAnnot_GetRect(field, bounds):
                budget.spend(letters=len(value))
                box = turn.box(bounds.left, bounds.bottom, bounds.right, bounds.top)
                letters.extend(_set(value, box))
        finally:
            pdfium.FPDFPage_CloseAnnot(field)
    return letters


def _value(form: Any, field: Any) -> str:
    """What a field holds, "" if it is no field to type into or not shown."""
    if pdfium.FPDFAnnot_GetSubtype(field) != pdfium.FPDF_ANNOT_WIDGET or pdfium.FPDFAnnot_GetFlags(field) & _UNSEEN:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldType(form, field) not in _TYPED:
        return ""
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, field, None, 0)
    if not 2 < length <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetFormFieldValue(form, field, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[:-2].decode("utf-16-le", "replace").strip()


def _set(value: str, box: Box) -> Iterator[RawLetter]:
    """Letters in lines within a box, the lines about its middle."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width <= 0 or height <= 0:
        return
    em = min(_LARGEST, height, math.sqrt(width * height / len(value)))
    room = max(int(width / em), 1)
    lines = [line[at : at + room] for line in value.splitlines() for at in range(0, len(line), room)]
    step = min(height / max(len(lines), 1), em)
    top = box.top + (height - step * len(lines)) / 2
    for at, line in enumerate(lines):
        x = box.x0
        for letter in line:
            wide = em if is_wide(letter) else em / 2
            if ord(letter) not in BLANKS:
                yield x, top + at * step, x + wide, top + (at + 1) * step, sign(ord(letter))
            x += wide
