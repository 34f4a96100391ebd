"""The package of a Word file: a zip archive of XML parts, opened with distrust.

Nothing in it is run, fetched or expanded without a limit: macros lie in parts that nobody opens, relations to the
outside are never followed, and a part with a document type is refused before it is parsed.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from linter.model.diagnostics import ReadError

MAX_PART = 32 * 1024 * 1024  # bytes of one part, expanded
MAX_RATIO = 500  # of a part's expanded to its packed size, from `_RATIO_FROM` on
MAX_TAGS = 1_000_000  # of one part
MAX_MEMBERS = 20_000
_RATIO_FROM = 4 * 1024 * 1024
_MAIN = "word/document.xml"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, KeyError)
_PASSWORD_FLAG = 0x1


class Package:
    """The parts of one Word file.

    Raises:
        ReadError: E001 no such archive or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN:
            raise damaged() from None
        self.members = {info.filename: info for info in self._archive.infolist()}
        if len(self.members) > MAX_MEMBERS:
            raise _beyond(f"{MAX_MEMBERS:,} 个部件", f"{MAX_MEMBERS:,} parts")

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document."""
        named = self._relations("").get("officeDocument", _MAIN)
        return named if named in self.members else _MAIN

    def related(self, kind: str) -> str | None:
        """The name of the part that the document calls by this kind of relation (`styles`, `comments`), None without.

        Files whose relations are lost are read by the customary names.
        """
        named = self.relations.get(kind) or join(self.main.rpartition("/")[0], f"{kind}.xml")
        return named if named in self.members else None

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """The parts of the document by the last word of the relation's type."""
        return self._relations(self.main)

    def content(self, name: str) -> bytes:
        """A part, expanded."""
        info = self.members.get(name)
        if info is None:
            raise damaged()
        if info.flag_bits & _PASSWORD_FLAG:
            raise has_password()
        too_dense = info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size
        if info.file_size > MAX_PART or too_dense:
            raise _beyond(f"展开后 {MAX_PART // 1024 // 1024} MiB", f"{MAX_PART // 1024 // 1024} MiB expanded")
        try:
            with self._archive.open(info) as part:
                return part.read(MAX_PART + 1)
        except _BROKEN:
            raise damaged() from None

    def tree(self, name: str) -> Element:
        """A part, parsed."""
        data = self.content(name)
        if any(doctype in data for doctype in _DOCTYPES):
            raise damaged()
        if data.count(b"<") > MAX_TAGS:
            raise _beyond(f"{MAX_TAGS:,} 个标记", f"{MAX_TAGS:,} tags")
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise damaged() from None

    def _relations(self, of: str) -> dict[str, str]:
        folder, _, name = of.rpartition("/")
        relations = join(folder, "_rels", f"{name}.rels")
        if relations not in self.members:
            return {}
        found: dict[str, str] = {}
        for relation in self.tree(relations):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                kind = relation.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, normpath(join("/", folder, target)).lstrip("/"))
        return found


def damaged() -> ReadError:
    return ReadError(
        "E001",
        "Word 文件不完整或已经损坏，无法打开；请重新保存或重新下载后再检查。",
        "The Word file is incomplete or damaged; save or download it again and check that.",
    )


def has_password() -> ReadError:
    return ReadError(
        "E001",
        "文件有密码保护，无法读取；请去掉密码后再检查。",
        "The file is protected by a password; remove it and check again.",
    )


def _beyond(limit: str, english: str) -> ReadError:
    return ReadError(
        "E004", f"Word 文件过大：超过上限（{limit}）。", f"The Word file is beyond a limit: more than {english}."
    )


def too_deep(limit: int) -> ReadError:
    """The document nests more tables and text boxes in each other than are followed."""
    return _beyond(f"嵌套 {limit} 层", f"{limit} levels of nesting")
