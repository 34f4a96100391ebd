"""How much of a PDF is read: each limit with the one sentence that is said above it."""

from __future__ import annotations

from linter.diagnostics import ReadError

MAX_PAGES = 500
MAX_LETTERS = 2_000_000
MAX_OBJECTS = 2_000_000


def too_many(unit: str, english: str, limit: int, found: int) -> ReadError:
    """E004 for a file with more of something than is read."""
    return ReadError(
        "E004",
        f"PDF 文件过大：有 {found:,} {unit}，上限 {limit:,}",
        f"the PDF is too large: {found:,} {english}, the limit is {limit:,}",
    )
