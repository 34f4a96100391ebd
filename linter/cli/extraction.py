"""What `nianbao extract` makes of several files: one table with a row for each cell, for statistics."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from linter.cli import language
from linter.cli.outputs import unwritable
from linter.cli.spreadsheets import HEAD, MOST_ROWS, new_workbook, put
from linter.engine.targets import not_to_be_replaced, somebodys
from linter.files import search, writing
from linter.files.identity import identity
from linter.files.own_output import EXTRACT_AUTHOR, EXTRACT_COLUMNS, is_extract
from linter.files.writing import Guard, WriteError
from linter.model.report import Report
from linter.notices import harmless
from linter.notices.progress import counted
from linter.notices.refusal import Refusal, note, say, tell_person
from linter.parsing.canonical_figures import cell_value, figures
from linter.type_names import BinaryIO, TextIO

_READING = "正在读取", "reading"
_SUFFIXES = {".csv": "csv", ".xlsx": "xlsx"}
_WIDTHS = (40, 30, 8, 14, 26, 26, 12)


def is_table(paths: Sequence[str], format: str | None, output: str | None) -> bool:
    """Whether one table is wanted: of several files or a folder, or in a file of its own."""
    return len(paths) > 1 or os.path.isdir(paths[0]) or output is not None or format == "xlsx"


def write(
    paths: Sequence[str],
    format: str | None,
    output: str | None,
    parse: Callable[[str], Report],
    out: TextIO,
    force: bool = False,
) -> int:
    """The figures of all files as one table, in the order of the files.

    Args:
        paths: files and folders as the user gave them.
        format: that of the command; None leaves it to the suffix of the output.
        output: the file that is written, None for standard output.
        parse: reads one file; what it refuses is told, and the others are read.
        out: standard output.
        force: a file may be written over that is no earlier table.

    Returns:
        the exit status: 2 where a file could not be read.

    Raises:
        Refusal: another format was asked for, there is no file, or the table cannot be written.
    """
    lang = language.spoken()
    format = format or _SUFFIXES.get(os.path.splitext(output or "")[1].lower())
    if format not in _SUFFIXES.values():
        zh = "合成一张表时，要用 -f csv 或 -f xlsx（-o 写明 .csv 或 .xlsx 文件）"
        raise Refusal(say(lang, zh, "one table comes as -f csv or -f xlsx (-o names a .csv or .xlsx file)"))
    if format == "xlsx" and output is None:
        raise Refusal(say(lang, "xlsx 要用 -o 写进文件", "xlsx goes into a file: name it with -o"))
    earlier = identity(output) if output is not None and is_extract(output) else None
    files = [path for path in search.find(paths) if earlier is None or identity(path) != earlier]
    if not files:
        raise Refusal(say(lang, "没有可读取的文件", "there is no file to read"))
    rows = _Rows(files, parse)
    if output is None:
        _write_csv(rows, out)
        return rows.status
    guard = _guard(files, force)
    try:
        guard(output)
        with writing.opened(output, guard) as file:
            if format == "xlsx":
                _write_workbook(rows, file.buffer, lang)
            else:
                _write_csv(rows, file)
    except WriteError as error:
        raise unwritable(output, error, lang) from None
    tell_person(say(lang, f"已写入 {output}", f"written: {output}"))
    return rows.status


class _Rows:
    """The rows of the table as files are read; `status` is 2 once one could not be."""

    def __init__(self, files: Sequence[str], parse: Callable[[str], Report]) -> None:
        self._files = files
        self._parse = parse
        self.status = 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for path in counted(self._files, _READING):
            try:
                report = self._parse(path)
            except Refusal as refusal:
                note(str(refusal))
                self.status = 2
                continue
            for figure in figures(report):
                yield path, report.organization, report.year, *figure.address.split("/"), cell_value(figure)


def _write_csv(rows: Iterable[Sequence[object]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(EXTRACT_COLUMNS)
    writer.writerows(map(harmless.cell, row) for row in rows)


def _write_workbook(rows: Iterable[Sequence[object]], out: BinaryIO, lang: str) -> None:
    """As many sheets as the rows need."""
    with new_workbook(out, EXTRACT_AUTHOR, EXTRACT_AUTHOR, lang) as book:
        head = book.add_format(HEAD)
        left = iter(rows)
        following: Sequence[object] | None = next(left, ())
        while following is not None:
            sheet = book.add_worksheet(f"figures {len(book.worksheets()) + 1}")
            for column, (text, width) in enumerate(zip(EXTRACT_COLUMNS, _WIDTHS, strict=True)):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, text, head)
            sheet.freeze_panes(1, 0)
            row = 0
            for row, values in enumerate(chain([following], islice(left, MOST_ROWS - 2)), start=1):
                put(sheet, row, values)
            sheet.autofilter(0, 0, row, len(EXTRACT_COLUMNS) - 1)
            following = next(left, None)


def _guard(files: Iterable[str], force: bool) -> Guard:
    """What is read is never written over, and what is no earlier table only with `force`."""
    read = {here for here in map(identity, files) if here is not None}

    def spare(path: str) -> None:
        here = identity(path)
        if here is None or os.path.isdir(path) or writing.is_special(path):
            return
        if here in read:
            raise not_to_be_replaced("是要读取的文件", "is to be read")
        if not (force or is_extract(path) or os.path.getsize(path) == 0):
            raise somebodys()

    return spare
