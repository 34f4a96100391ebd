"""A zip archive of XML parts, as Word and OFD files are, opened with distrust.

Nothing in it is run, fetched or expanded without a limit, and a part with a document type is refused before it is
parsed. Names of parts are only looked up: nothing is written anywhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from linter.model.diagnostics import ReadError
from linter.readers.formats import has_password

MAX_PART = 32 * 1024 * 1024  # bytes of one part, expanded
MAX_RATIO = 500  # of a part's expanded to its packed size, from `_RATIO_FROM` on
MAX_TAGS = 1_000_000  # of one part
MAX_MEMBERS = 20_000
_RATIO_FROM = 4 * 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, KeyError)
_PASSWORD_FLAG = 0x1
UNPARSED = (ElementTree.ParseError, ValueError, LookupError)
"""What the parser raises over what is no XML."""


class XmlArchive:
    """The parts of one file, by their names.

    Parameters:
        data: the file.
        kind: what messages call its format, as in “Word 文件”.

    Raises:
        ReadError: E001 no such archive or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN:
            raise damaged(kind) from None
        self.members = {info.filename: info for info in self._archive.infolist()}
        if len(self.members) > MAX_MEMBERS:
            raise beyond(kind, f"{MAX_MEMBERS:,} 个部件", f"{MAX_MEMBERS:,} parts")

    def content(self, name: str) -> bytes:
        """A part, expanded."""
        info = self.members.get(name)
        if info is None:
            raise damaged(self.kind)
        if info.flag_bits & _PASSWORD_FLAG:
            raise has_password()
        too_dense = info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size
        if info.file_size > MAX_PART or too_dense:
            limit = MAX_PART // 1024 // 1024
            raise beyond(self.kind, f"展开后 {limit} MiB", f"{limit} MiB expanded")
        try:
            with self._archive.open(info) as part:
                return part.read(MAX_PART + 1)
        except _BROKEN:
            raise damaged(self.kind) from None

    def tree(self, name: str, prepared: Callable[[bytes], bytes] = bytes) -> Element:
        """A part, parsed, of what is left of it when it has been prepared."""
        data = self.content(name)
        # a single sign is found at once, and so many tags take as many bytes
        if b"!" in data and any(doctype in data for doctype in _DOCTYPES):
            raise damaged(self.kind)
        if len(data) > MAX_TAGS and data.count(b"<") > MAX_TAGS:
            raise beyond(self.kind, f"{MAX_TAGS:,} 个标记", f"{MAX_TAGS:,} tags")
        try:
            return ElementTree.fromstring(prepared(data))
        except UNPARSED:
            raise damaged(self.kind) from None


def damaged(kind: str) -> ReadError:
    """E001 for a file that is not whole."""
    return ReadError(
        "E001",
        f"{kind} 文件不完整或已经损坏，无法打开；请重新保存或重新下载后再检查。",
        f"The {kind} file is incomplete or damaged; save or download it again and check that.",
    )


def beyond(kind: str, limit: str, english: str) -> ReadError:
    """E004 for a file with more of something than is read."""
    return ReadError(
        "E004", f"{kind} 文件过大：超过上限（{limit}）。", f"The {kind} file is beyond a limit: more than {english}."
    )
