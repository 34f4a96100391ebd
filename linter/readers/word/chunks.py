"""Chunks (`altChunk`): whole documents of other formats in a Word file, which Word takes in when it opens the file.

Programs that put reports together from pages write them so. See ECMA-376, part 1, 17.17.2.1 and 11.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from posixpath import basename, join, normpath
from xml.etree.ElementTree import Element

from linter.model.diagnostics import ReadError
from linter.model.document import Chars, Paragraph
from linter.readers.encoding import decode
from linter.readers.html_tables import Node
from linter.readers.limits import refuse_long_text
from linter.readers.word.package import Package

_MAIL = re.compile(rb"(?i)\A\s*(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*?(?:mime-version|content-type)\s*:")
_PAGE = re.compile(rb"(?i)<(?:!doctype|html|head|body|table|p|div|meta)\b")
_ARCHIVE, _RICH_TEXT, _PDF = b"PK\x03\x04", b"{\\rtf", b"%PDF"
_TEXT_SUFFIX = ".txt"
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")


def read_chunk(package: Package, element: Element, read_word: Callable[[bytes], Sequence[Node]]) -> Sequence[Node]:
    """What a chunk holds.

    Parameters:
        package: the file.
        element: the `altChunk`.
        read_word: reads a Word file within it.

    Raises:
        ReadError: E002 where it is in a format that is not read, or lies outside of the file.
    """
    name = _part(package, element)
    if name is None or name not in package.members:
        raise _unread(name or "altChunk")
    data = package.content(name)
    if data.startswith(_ARCHIVE):
        return read_word(data)
    if data.startswith((_RICH_TEXT, _PDF)):
        raise _unread(basename(name))
    refuse_long_text(len(data))
    if _MAIL.match(data):
        data = _page_of_mail(data, name)
    if _PAGE.search(data.replace(b"\0", b"")) or name.lower().endswith(_PAGE_SUFFIXES):
        from linter.readers.html import nodes

        return nodes(decode(data, page=True))
    if not name.lower().endswith(_TEXT_SUFFIX):
        raise _unread(basename(name))
    lines = (line.strip() for line in decode(data).splitlines())
    return [Paragraph(Chars.at(line, 0)) for line in lines if line]


def _part(package: Package, element: Element) -> str | None:
    """The name of the part that a chunk lies in; None where its relation is lost or leads out of the file."""
    wanted = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), None)
    folder, _, main = package.main.rpartition("/")
    relations = join(folder, "_rels", f"{main}.rels")
    if relations not in package.members:
        return None
    for relation in package.tree(relations):
        if relation.get("Id") == wanted and relation.get("TargetMode") != "External":
            return normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
    return None


def _page_of_mail(data: bytes, name: str) -> bytes:
    """The page of a web archive (MHTML, RFC 2557)."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise _unread(basename(name))


def _unread(name: str) -> ReadError:
    return ReadError(
        "E002",
        f"文件中嵌入了另一份文档（{name}），其格式不能读取；请在 Word 中打开后另存为 .docx，再检查。",
        f"The file embeds another document ({name}) in a format that is not read; open it in Word, save it as .docx "
        "and check that.",
    )
