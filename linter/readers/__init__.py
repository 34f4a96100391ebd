"""Readers: from the bytes of a file to a `Document`. They know formats and nothing of reports.

A format is a module of this folder and a row of `formats.FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from linter.model.diagnostics import ReadError
from linter.model.document import Document, Grid, Paragraph, Picture, Span
from linter.readers import limits
from linter.readers.encoding import decode
from linter.readers.formats import (
    CONVERTED,
    FORMATS,
    SUFFIXES,
    InputFormat,
    format_of,
    may_be_converted,
    refuse_binary,
    suffix_of,
)
from linter.readers.guard import as_read_error
from linter.type_names import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.readers.convert import Converted
    from linter.readers.fixed_layout.leaves import Leaf, PageImage

__all__ = ["CONVERTED", "MAX_BYTES", "SUFFIXES", "ReadError", "as_read", "format_of", "markup", "page_image", "read"]

MAX_BYTES = 64 * 1024 * 1024


def read(path: str, data: bytes, format: str | None = None) -> Document:
    """Read one file.

    Parameters:
        path: its name (`-` for standard input); nothing is opened.
        data: its content.
        format: one of `FORMATS`; None to tell it from name and content.

    Raises:
        ReadError: E001 undecodable or damaged, E002 not a format that is read, E003 no text, E004 beyond a limit.
        ValueError: there is no such format.
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"no such format: {format!r}")
    with as_read_error(damaged=True):
        return _read(path, data, format)


def _read(path: str, data: bytes, format: str | None) -> Document:
    if len(data) > MAX_BYTES:
        raise _too_large()
    if not data.strip():
        raise _no_text()
    if format is None:
        if may_be_converted(data) and (converted := _converted(path, data)) is not None:
            from linter.readers.convert import placed

            return placed(_read(path, converted.data, converted.format))
        format = format_of(path, data)
    elif FORMATS[format].is_text:
        refuse_binary("", data)
    document = _document(path, data, format)
    if not any(isinstance(block, Paragraph | Grid) for block in document.blocks):
        is_held = any(isinstance(block, Picture) and not block.is_linked for block in document.blocks)
        raise _no_text(has_pictures=is_held and FORMATS[format].reads_pictures)
    limits.refuse_beyond(document)
    return document


@as_read_error(damaged=True)
def page_image(format: str, data: bytes, number: int, leaf: Leaf) -> PageImage:
    """The picture of a page of a file, in a process that can be spared.

    Args:
        format: the file's, one with pages.
        data: its content.
        number: the page's, from 1.
        leaf: its size, and what is covered.

    Raises:
        ReadError: it cannot be drawn.
    """
    drawn: PageImage = _module(FORMATS[format]).page_image(data, number, leaf)
    return drawn


def markup(document: Document) -> Iterator[Span]:
    """The stretches of a document's source that no fix may touch, in no order; some lie within others."""
    row = FORMATS[document.format]
    yield from document.pictures
    if row.is_text:
        yield from _module(row).markup(document.source)


def _document(path: str, data: bytes, format: str) -> Document:
    row = FORMATS[format]
    content: bytes | str = data
    if row.is_text:
        limits.refuse_long_text(len(data))
        content = decode(data, page=row.names_encoding)
    document: Document = _module(row).read(path, content)
    return document


def _module(row: InputFormat) -> Any:
    """Imported when a file is in the format: a run over text files alone pays for no other reader."""
    return import_module(f"linter.readers.{row.module}")


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


def _no_text(*, has_pictures: bool = False) -> ReadError:
    """E003; `has_pictures` that the extra may read."""
    from linter.readers import ocr_extra

    is_lacking = has_pictures and not ocr_extra.is_installed()
    hint, english = (f"；{ocr_extra.HINT['zh']}", f"; {ocr_extra.HINT['en']}") if is_lacking else ("。", ".")
    return ReadError(
        "E003",
        f"文件里没有文字（空文件、全是空白，或只有图片）{hint}",
        f"There is no text in this file (it is empty, blank, or holds only pictures){english}",
    )


def _too_large() -> ReadError:
    limit = MAX_BYTES // 1024 // 1024
    return ReadError(
        "E004",
        f"文件过大：超过上限 {limit} MiB。",
        f"The file is too large: more than the limit of {limit} MiB.",
    )
