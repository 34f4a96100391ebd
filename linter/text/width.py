"""How wide text is where Chinese signs take two columns: a terminal, a page of fixed pitch."""

from __future__ import annotations

from unicodedata import east_asian_width

_WIDE, _OPEN = "WF", "A"


def columns(text: str) -> int:
    """The number of columns that a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_WIDE.__contains__, map(east_asian_width, text)))


def is_wide(sign: str, in_chinese: bool = False) -> bool:
    """Whether a sign takes two columns.

    Parameters:
        in_chinese: by a Chinese code page, which draws wide what Unicode leaves open (“ ” … ·).
    """
    width = east_asian_width(sign)
    return width in _WIDE or (in_chinese and width == _OPEN)
