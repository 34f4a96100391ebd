"""How much of a file of pages is read: each limit with the one sentence that is said above it."""

from __future__ import annotations

from linter.model.diagnostics import ReadError

MAX_PAGES = 500
MAX_LETTERS = 1_000_000
MAX_LETTERS_OF_A_PAGE = 100_000
MAX_OBJECTS = 2_000_000


class Budget:
    """How many letters and drawn objects of a file have been seen; `name` is what its format is called."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.letters = self.objects = 0

    def spend(self, letters: int = 0, objects: int = 0) -> None:
        """Count some more; the letters are those of one page.

        Raises:
            ReadError: E004 above a limit.
        """
        if letters > MAX_LETTERS_OF_A_PAGE:
            raise too_many(self.name, "字在一页上", "characters on one page", MAX_LETTERS_OF_A_PAGE, letters)
        self.letters += letters
        self.objects += objects
        if self.letters > MAX_LETTERS:
            raise too_many(self.name, "字", "characters", MAX_LETTERS, self.letters)
        if self.objects > MAX_OBJECTS:
            raise too_many(self.name, "个图形对象", "drawn objects", MAX_OBJECTS, self.objects)


def refuse_many_pages(name: str, count: int) -> None:
    """Refuse a file by its pages.

    Raises:
        ReadError: E004 above the limit.
    """
    if count > MAX_PAGES:
        raise too_many(name, "页", "pages", MAX_PAGES, count)


def too_many(name: str, unit: str, english: str, limit: int, found: int) -> ReadError:
    """E004 for a file with more of something than is read."""
    return ReadError(
        "E004",
        f"{name} 文件过大：有 {found:,} {unit}，上限 {limit:,}",
        f"the {name} is too large: {found:,} {english}, the limit is {limit:,}",
    )
