"""How much of a PDF is read: each limit with the one sentence that is said above it."""

from __future__ import annotations

from linter.model.diagnostics import ReadError

MAX_PAGES = 500
MAX_LETTERS = 1_000_000
MAX_LETTERS_OF_A_PAGE = 100_000
MAX_OBJECTS = 2_000_000
MAX_SECONDS = 30.0
MAX_MEMORY = 1024**3  # bytes of address space, of the process in which PDFium runs


class Budget:
    """How many letters and drawn objects of a file have been seen."""

    def __init__(self) -> None:
        self.letters = self.objects = 0

    def spend(self, letters: int = 0, objects: int = 0) -> None:
        """Count some more.

        Raises:
            ReadError: E004 above a limit.
        """
        if letters > MAX_LETTERS_OF_A_PAGE:
            raise too_many("字在一页上", "characters on one page", MAX_LETTERS_OF_A_PAGE, letters)
        self.letters += letters
        self.objects += objects
        if self.letters > MAX_LETTERS:
            raise too_many("字", "characters", MAX_LETTERS, self.letters)
        if self.objects > MAX_OBJECTS:
            raise too_many("个图形对象", "drawn objects", MAX_OBJECTS, self.objects)


def too_many(unit: str, english: str, limit: int, found: int) -> ReadError:
    """E004 for a file with more of something than is read."""
    return ReadError(
        "E004",
        f"PDF 文件过大：有 {found:,} {unit}，上限 {limit:,}",
        f"the PDF is too large: {found:,} {english}, the limit is {limit:,}",
    )


def took_too_long() -> ReadError:
    """E004 for a file whose pages are not read in time."""
    return ReadError(
        "E004",
        f"PDF 文件过于复杂：{MAX_SECONDS:.0f} 秒内没有读完",
        f"the PDF is too complex: it was not read within {MAX_SECONDS:.0f} seconds",
    )


def took_too_much() -> ReadError:
    """E004 for a file that fills the memory."""
    return ReadError(
        "E004",
        f"PDF 文件展开后过大：读取时用尽了 {MAX_MEMORY // 1024**2:,} MiB 内存",
        f"the PDF expands too far: reading it took more than {MAX_MEMORY // 1024**2:,} MiB of memory",
    )
