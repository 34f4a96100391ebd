"""Workbooks that commands write: row by row, so that memory does not grow, and text in them stays text."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from shutil import copyfileobj
from tempfile import TemporaryFile

from linter.notices.harmless import cell, xml_signs
from linter.notices.refusal import Refusal, say
from linter.type_names import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576  # bounds the work: of a sheet, as spreadsheets have them
HEAD = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
"""The format of a sheet's first row."""
_LONGEST_TEXT = 32_767  # bounds the work: of a cell
_ALWAYS = datetime(2000, 1, 1)  # the same content gives the same bytes


@contextmanager
def new_workbook(out: BinaryIO, author: str, title: str, lang: str) -> Iterator[Workbook]:
    """A workbook that is complete when the block ends.

    Args:
        out: where it goes.
        author: by which the program knows its own.
        title: of the workbook.
        lang: of what is said where it cannot be written.

    Raises:
        Refusal: the library that writes it is not there.
        OSError: there is no room for temporary files.
    """
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ImportError:
        zh = "写 .xlsx 要先安装 XlsxWriter：pip install 'nianbao-lint[office]'；不安装可以用 -f csv"
        en = "xlsx needs XlsxWriter: pip install 'nianbao-lint[office]'; or use -f csv"
        raise Refusal(say(lang, zh, en)) from None
    with TemporaryFile(prefix="nianbao-") as packed:  # which is moved about in, and told of nothing if that fails
        book = Workbook(packed, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
        book.use_zip64()
        book.set_properties({"author": author, "created": _ALWAYS, "title": title})
        yield book
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        packed.seek(0)
        copyfileobj(packed, out)


def put(sheet: Worksheet, row: int, values: Iterable[object], first: int = 0) -> None:
    """Values into the cells of a row from column `first` on; blank ones are left out."""
    for column, value in enumerate(values, start=first):
        if isinstance(value, int | float):
            sheet.write_number(row, column, value)
        elif value not in (None, ""):
            sheet.write_string(row, column, cell_text(str(value)))


def cell_text(text: str) -> str:
    """A text that a workbook can hold and no spreadsheet takes for a formula."""
    return xml_signs(str(cell(text)))[:_LONGEST_TEXT]
