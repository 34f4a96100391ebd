"""What the program itself has written, known by its content: reports in every format, baselines, annotated copies.

Such a file may be written over, and is no report to be checked where a folder is searched. Any other is somebody's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from io import BufferedReader, FileIO
from zlib import crc32

from linter.files.output_formats import FORMATS, SURVEY_FORMATS

APPLICATION_ID = 0x6E62_7376
"""Of a survey's database."""
SURVEY_AUTHOR = "nianbao survey"
"""Of a survey's workbook."""
EXTRACT_AUTHOR = "nianbao extract"
"""Of a workbook with extracted figures."""
EXTRACT_COLUMNS = ("path", "organization", "year", "table", "row", "column", "value")
"""With which a table of extracted figures begins."""
_HEAD = 4096
_TAIL = 512
_LONGEST_LINE = 1 << 20
_LONGEST_START = 4096  # of a line; a pattern may take the square of it
_LARGEST_PART = 32 * 1024 * 1024
_LARGEST_COPY = 64 * 1024 * 1024  # bounds the work: a larger file is not read at all
_LIST_OF_PARTS = 1 << 16  # bounds the work: bytes at the end of a Word file that name its parts
_BASELINE = rb'\{\s*"version"\s*:\s*\d+\s*,\s*"files"\s*:\s*[{\[]'
_DIFF = rb"--- ([^\n]*)\n\+\+\+ \1\n@@ -\d+,\d+ \+\d+,\d+ @@\n"
_DIFF_LINE = rb"[-+ @\\]"
_MARK = rb"<!--nianbao ([0-9a-f]{8})-->"


def is_report(path: str) -> bool:
    """Whether a file is what the program writes with -o, in any format. Pipes and devices are not read."""
    if not os.path.isfile(path):  # to open a pipe would wait for whoever writes into it
        return False
    try:
        with open(path, "rb", buffering=0) as file:
            return _is_report(file)
    except OSError:
        return False


def is_survey(path: str) -> bool:
    """Whether a file is what a survey writes with -o, in any format."""
    return is_report(path) or _is_survey_database(path) or _is_workbook(path, SURVEY_AUTHOR)


def is_extract(path: str) -> bool:
    """Whether a file is what `extract` writes with -o."""
    return _is_workbook(path, EXTRACT_AUTHOR) or _is_extracted_table(path)


def _is_extracted_table(path: str) -> bool:
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.readline(_HEAD).rstrip() == ",".join(EXTRACT_COLUMNS).encode()
    except OSError:
        return False


def _is_survey_database(path: str) -> bool:
    """SQLite's head has four bytes for a program to call the file its own (its file format, 1.3)."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _is_workbook(path: str, author: str) -> bool:
    """Whoever saves a workbook is named as the last who did."""
    from zipfile import ZipFile

    try:
        if not os.path.isfile(path):
            return False
        with ZipFile(path) as archive, archive.open("docProps/core.xml") as part:
            return f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>".encode() in part.read(_HEAD)
    except Exception:  # whatever is wrong with it, we did not write it
        return False


def is_baseline(path: str) -> bool:
    """Whether a file is a baseline."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return re.match(_BASELINE, file.read(_HEAD)) is not None
    except OSError:
        return False


def mark(document: bytes) -> bytes:
    """The mark of an annotated copy, an XML comment behind the comments.

    It speaks of the document's part and is gone or wrong once another program has written the file, so that what
    somebody has made of a copy is theirs.
    """
    return b"\n<!--nianbao %08x-->" % crc32(document)


def unmarked(part: bytes) -> bytes:
    """The part of a copy that bears the mark, without it."""
    return re.sub(rb"\n?" + _MARK, b"", part)


def is_copy(data: bytes) -> bool:
    """Whether a Word file is an annotated copy as the program wrote it."""
    from io import BytesIO
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.getinfo(name) for name in archive.namelist() if name.endswith(".xml")}
            sums = {info.CRC for info in parts.values()}
            for name, info in parts.items():
                if "comments" in os.path.basename(name) and info.file_size <= _LARGEST_PART:
                    found = re.findall(_MARK, archive.read(name))
                    if any(int(digits, 16) in sums for digits in found):
                        return True
    except Exception:  # whatever is wrong with it, we did not write it
        return False
    return False


def is_annotated(path: str) -> bool:
    """The same of a file. A search asks it of every Word file, and most have no comments among their parts."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb", buffering=0) as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LIST_OF_PARTS))
            if b"comments" not in file.read(_LIST_OF_PARTS):
                return False
            file.seek(0)
            return is_copy(file.read(_LARGEST_COPY))
    except OSError:
        return False


def _is_report(file: FileIO) -> bool:
    """The same of an open file. A search asks it of every file, so what is no report is told by a few bytes."""
    head = file.read(_HEAD)
    first = head.partition(b"\n")[0]
    for format in (*FORMATS.values(), *SURVEY_FORMATS.values()):
        if format.sign not in first:
            continue
        if format.begins and re.match(format.begins, head):
            return True
        if format.line and re.match(format.line, first):
            return all(re.match(format.line, line[:_LONGEST_START]) for line in _lines(file))
    if head.startswith(b"---") and re.match(_DIFF, head):
        return all(re.match(_DIFF_LINE, line) for line in _lines(file))
    if len(head) == _HEAD:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        head = file.read(_TAIL)
    words = b"".join(head[-_TAIL:].split())
    return any(format.ends and re.search(format.ends, words) for format in FORMATS.values())


def _lines(file: FileIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(BufferedReader(file).readline, _LONGEST_LINE), b"")
