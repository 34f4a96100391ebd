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

_HEAD = 4096
_TAIL = 512
_LONGEST_LINE = 1 << 20
_LONGEST_START = 4096  # of a line; a pattern may take the square of it
_LARGEST_PART = 32 * 1024 * 1024
_BASELINE = rb'\{\s*"version"\s*:\s*\d+\s*,\s*"files"\s*:\s*[{\[]'
_BEGINS = (
    rb'\{\s*"version"\s*:\s*\d+\s*,\s*"tool"\s*:\s*\{\s*"name"\s*:\s*"nianbao"',  # json
    rb'\{\s*"\$schema"\s*:\s*"[^"]*"\s*,\s*"version"\s*:\s*"[\d.]+"\s*,\s*"runs"\s*:\s*\[\s*\{\s*"tool"\s*:'
    rb'\s*\{\s*"driver"\s*:\s*\{\s*"name"\s*:\s*"nianbao"',  # sarif
    rb'<\?xml[^>]*\?>\s*<testsuites name="nianbao"',  # junit
    rb'\[\s*\{\s*"type"\s*:\s*"issue"\s*,\s*"check_name"\s*:\s*"[A-Z]\d{3}"|\[\]\s*\Z',  # gitlab
    rb'<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta charset="[^"]*">\s*<meta name="generator" content="nianbao ',
    "## (?:年报检查结果：|Report check: )[^\n]*\n\n\\| ".encode(),  # markdown
)
# Formats of lines: each line must begin so.
_LINES = (
    rb"[^\n]*:[^\n:]*: [A-Z]\d{3} (?:error|warning|info) ",  # concise
    rb'\{"path": "(?:[^"\\\n]|\\.)*", (?:"error": \{)?"code": "[A-Z]\d{3}"',  # jsonl
    rb"::(?:error|warning|notice) [^:\n]*\btitle=[A-Z]\d{3}[^:\n]*::",  # github
)
# The last words of what is drawn for a person, wherever its lines were broken, and how these end.
_CLOSING = (
    "(?:：\\d+个文件，\\d+个错误，\\d+个警告，\\d+个提示(?:，\\d+个文件未能检查)?|没有可检查的文件"
    "|:\\d+files?,\\d+errors?,\\d+warnings?,\\d+infos?(?:,\\d+files?notchecked)?|Nofilestocheck)\\Z"
).encode()
_LAST = tuple(word.encode() for word in ("提示", "未能检查", "检查的文件", "info", "infos", "checked", "tocheck"))
_DIFF = rb"--- ([^\n]*)\n\+\+\+ \1\n@@ -\d+,\d+ \+\d+,\d+ @@\n"
_DIFF_LINE = rb"[-+ @\\]"
_MARK = rb"<!--nianbao ([0-9a-f]{8})-->"


def is_report(path: str) -> bool:
    """Whether a file is what the program writes with -o, in any format."""
    try:
        with open(path, "rb", buffering=0) as file:
            return _is_report(file)
    except OSError:
        return False


def is_baseline(path: str) -> bool:
    """Whether a file is a baseline."""
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


def _is_report(file: FileIO) -> bool:
    """The same of an open file. A search asks it of every file, so what is no report is told by a few bytes."""
    head = file.read(_HEAD)
    begin = head[:1]
    if begin in b"{[<#" and any(re.match(pattern, head) for pattern in _BEGINS):
        return True
    if begin == b"<":
        return False
    first = head.partition(b"\n")[0]
    if b": " in first or begin == b":":
        for pattern in _LINES:
            if re.match(pattern, first):
                return all(re.match(pattern, line[:_LONGEST_START]) for line in _lines(file))
    if begin == b"-" and re.match(_DIFF, head):
        return all(re.match(_DIFF_LINE, line) for line in _lines(file))
    if len(head) == _HEAD:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        head = file.read(_TAIL)
    words = b"".join(head[-_TAIL:].split())
    return words.endswith(_LAST) and re.search(_CLOSING, words) is not None


def _lines(file: FileIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(BufferedReader(file).readline, _LONGEST_LINE), b"")
