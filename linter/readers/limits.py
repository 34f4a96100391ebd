"""How much of a text, a page or a Word file is read: limits that no report comes near, each with its one sentence.

Statistics of a whole country are 2 MB of text. Within the limits a file costs seconds; beyond them a hostile or
misnamed one would cost minutes and gigabytes.
"""

from __future__ import annotations

from linter.model.diagnostics import ReadError
from linter.model.document import Document, Grid

MAX_TEXT = 8 * 1024 * 1024
"""Bytes of a text, a Markdown text or a page."""

MAX_CHARACTERS = MAX_TEXT // 3
"""Characters of a Word file's text: as many as such a text has in Chinese."""

MAX_CELLS = 200_000
"""Cells of all tables together."""

MAX_BLOCKS = 200_000
"""Paragraphs, tables and pictures together; in a text and in Markdown, lines that are not blank."""


def refuse_long_text(size: int) -> None:
    """Refuse a file of text by its size in bytes.

    Raises:
        ReadError: E004 above the limit.
    """
    if size > MAX_TEXT:
        limit = MAX_TEXT // 1024 // 1024
        raise _beyond(f"文字超过 {limit} MiB", f"more than {limit} MiB of text")


def refuse_many_characters(count: int) -> None:
    """Refuse a Word file by the characters of its text.

    Raises:
        ReadError: E004 above the limit.
    """
    if count > MAX_CHARACTERS:
        raise _beyond(f"文字超过 {MAX_CHARACTERS:,} 个字", f"more than {MAX_CHARACTERS:,} characters")


def refuse_many_cells(count: int) -> None:
    """Refuse a document by the cells of its tables.

    Raises:
        ReadError: E004 above the limit.
    """
    if count > MAX_CELLS:
        raise _beyond(f"表格超过 {MAX_CELLS:,} 个单元格", f"more than {MAX_CELLS:,} table cells")


def refuse_many_blocks(count: int) -> None:
    """Refuse a document by its paragraphs, tables and pictures.

    Raises:
        ReadError: E004 above the limit.
    """
    if count > MAX_BLOCKS:
        raise _beyond(f"段落超过 {MAX_BLOCKS:,} 个", f"more than {MAX_BLOCKS:,} paragraphs")


def refuse_beyond(document: Document) -> None:
    """Refuse what a reader made, by what it holds.

    Raises:
        ReadError: E004 above a limit.
    """
    refuse_many_blocks(len(document.blocks))
    refuse_many_cells(sum(block.size for block in document.blocks if isinstance(block, Grid)))


def _beyond(what: str, english: str) -> ReadError:
    return ReadError("E004", f"文件过大：{what}，不像一份年度报告。", f"The file is too large for a report: {english}.")
