"""What `nianbao extract` prints of several files: one table with a line for each cell, for statistics."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from typing import TextIO

from linter.cli import language
from linter.files import search
from linter.model.report import Report
from linter.notices import harmless
from linter.notices.progress import counted
from linter.notices.refusal import Refusal, note, say
from linter.parsing.canonical_figures import cell_value, figures

_READING = "正在读取", "reading"
_COLUMNS = ("path", "organization", "year", "table", "row", "column", "value")


def is_of_many(paths: Sequence[str]) -> bool:
    """Whether paths name several files, or a folder."""
    return len(paths) > 1 or os.path.isdir(paths[0])


def write(paths: Sequence[str], format: str, parse: Callable[[str], Report], out: TextIO) -> int:
    """The figures of all files as one table in CSV, in the order of the files.

    Args:
        paths: files and folders as the user gave them.
        format: that of the command.
        parse: reads one file; what it refuses is told, and the others are read.
        out: where the table goes.

    Returns:
        the exit status: 2 where a file could not be read.

    Raises:
        Refusal: another format was asked for, or there is no file.
    """
    lang = language.spoken()
    if format != "csv":
        raise Refusal(say(lang, "几个文件一起提取时，要用 -f csv", "the figures of several files come as -f csv"))
    files = list(search.find(paths))
    if not files:
        raise Refusal(say(lang, "没有可读取的文件", "there is no file to read"))
    status = 0
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for path in counted(files, _READING):
        try:
            report = parse(path)
        except Refusal as refusal:
            note(str(refusal))
            status = 2
            continue
        about = (harmless.cell(path), harmless.cell(report.organization), report.year)
        for figure in figures(report):
            writer.writerow([*about, *figure.address.split("/"), harmless.cell(cell_value(figure))])
    return status
