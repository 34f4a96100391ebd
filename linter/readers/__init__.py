"""Readers: from the bytes of a file to a `Document`. They know formats and nothing of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.model.diagnostics import ReadError
from linter.model.document import Document, Grid, Paragraph
from linter.readers import limits
from linter.readers.encoding import decode
from linter.readers.formats import CONVERTED, SUFFIXES, format_of, may_be_converted, refuse_binary, suffix_of
from linter.readers.guard import as_read_error
from linter.readers.hidden_text import unseen

if TYPE_CHECKING:
    from linter.readers.convert import Converted

__all__ = ["CONVERTED", "MAX_BYTES", "SUFFIXES", "ReadError", "as_read", "format_of", "read"]

MAX_BYTES = 64 * 1024 * 1024


@as_read_error(damaged=True)
def read(path: str, data: bytes, format: str | None = None) -> Document:
    """Read one file.

    Parameters:
        path: its name (`-` for standard input); nothing is opened.
        data: its content.
        format: `text`, `markdown`, `html`, `docx` or `pdf`; None to tell it from name and content.

    Raises:
        ReadError: E001 undecodable or damaged, E002 not a format that is read, E003 no text, E004 beyond a limit.
    """
    if len(data) > MAX_BYTES:
        raise _too_large()
    if not data.strip():
        raise _no_text()
    if format is None:
        if may_be_converted(data) and (converted := _converted(path, data)) is not None:
            from linter.readers.convert import placed

            return placed(read(path, converted.data, converted.format))
        format = format_of(path, data)
    elif format in ("text", "markdown", "html"):
        refuse_binary("", data)
    elif format not in ("docx", "pdf"):
        raise ValueError(f"no such format: {format!r}")
    document = _document(path, data, format)
    if not any(isinstance(block, Paragraph | Grid) for block in document.blocks):
        raise _no_text()
    limits.refuse_beyond(document)
    return document


def _document(path: str, data: bytes, format: str) -> Document:
    # Imported here: a run over text files alone pays for no other reader.
    if format == "docx":
        from linter.readers import docx

        return docx.read(path, data)
    if format == "pdf":
        from linter.readers import pdf

        return pdf.read(path, data)
    limits.refuse_long_text(len(data))
    source = decode(data, page=format == "html")
    if format == "html":
        from linter.readers import html

        page = html.page(source)
        return Document(
            path,
            format,
            source,
            tuple(page.blocks),
            page.title,
            comments=tuple(page.comments),
            published=page.published,
            unseen=unseen(format, source),
        )
    if format == "markdown":
        from linter.readers import markdown

        blocks, comments = markdown.blocks(source)
        return Document(path, format, source, tuple(blocks), comments=tuple(comments), unseen=unseen(format, source))
    from linter.readers import text

    return Document(path, format, source, tuple(text.blocks(source)))


@as_read_error(damaged=True)
def as_read(path: str, data: bytes) -> bytes:
    """What a reader gets of a file: its content, or what that is converted to.

    Raises:
        ReadError: it cannot be converted.
    """
    converted = _converted(path, data) if may_be_converted(data) else None
    return data if converted is None else converted.data


def _converted(path: str, data: bytes) -> Converted | None:
    """A file that another program has to convert first; None if it is no such file."""
    from linter.readers.convertible import foreign

    found = foreign(suffix_of(path), data)
    if found is None:
        return None
    from linter.readers.convert import convert

    return convert(data, found, MAX_BYTES)


def _no_text() -> ReadError:
    return ReadError(
        "E003",
        "文件里没有文字（空文件、全是空白，或只有图片）。",
        "There is no text in this file (it is empty, blank, or holds only pictures).",
    )


def _too_large() -> ReadError:
    limit = MAX_BYTES // 1024 // 1024
    return ReadError(
        "E004",
        f"文件过大：超过上限 {limit} MiB。",
        f"The file is too large: more than the limit of {limit} MiB.",
    )
