"""What the tests of the readers share: short ways to read, and to say what was read."""

from __future__ import annotations

from html import unescape

import pytest

from linter.model.diagnostics import ReadError
from linter.model.document import Cell, Chars, Document, Grid, Paragraph
from linter.readers import read


def read_as(format: str, source: str) -> Document:
    return read("-", source.encode(), format)


def survive(source: str | bytes, format: str | None = None, path: str = "-") -> Document | None:
    """Read anything; None if it is refused as it should be."""
    try:
        return read(path, source if isinstance(source, bytes) else source.encode("utf-8", "replace"), format)
    except ReadError as error:
        if error.code in ("E001", "E002", "E003"):
            return None
        raise


def paragraphs(document: Document) -> list[str]:
    return [block.text.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)
    ]


def cells(document: Document) -> list[Cell]:
    return [cell for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row]


def at(document: Document, chars: Chars) -> str:
    """What stands in the source where a text is said to stand."""
    span = chars.span()
    return document.source[span.start : span.end]


def refused(path: str, data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path, data)
    assert any("\u4e00" <= character <= "\u9fff" for character in caught.value.message)
    assert caught.value.english.isascii()
    return caught.value


def assert_in_place(source: str, chars: Chars) -> None:
    """Every character is what its place in the source means in the format's own decoding."""
    assert len(chars.text) == len(chars.starts) == len(chars.ends)
    assert list(chars.starts) == sorted(chars.starts)
    for character, start, end in zip(chars.text, chars.starts, chars.ends, strict=True):
        written = source[start:end]
        if written != character:
            blank = character == " " and written in ("\t", "\n", "\r", "\f")
            escaped = written == "\\" + character
            assert blank or escaped or (written.startswith("&") and character in unescape(written)), written


def assert_sound(document: Document) -> None:
    """Everything that any document of any reader keeps to."""
    numbers = [block.number for block in document.blocks if isinstance(block, Grid)]
    assert numbers == list(range(1, len(numbers) + 1))
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert block.text.text == block.text.text.strip() != ""
            assert_in_place(document.source, block.text)
        elif isinstance(block, Grid):
            for number, row in enumerate(block.rows, 1):
                assert all(cell.row == number and cell.column >= 1 for cell in row)
                assert [cell.column for cell in row] == sorted({cell.column for cell in row})
    for cell in cells(document):
        assert_in_place(document.source, cell.text)
        assert 0 <= cell.span.start <= cell.span.end <= len(document.source)
        assert cell.text.text == cell.text.text.strip()
        if cell.text.text:
            assert cell.span == cell.text.span()
    if document.title is not None:
        assert_in_place(document.source, document.title)
