"""What a character code on a page means as text."""

from __future__ import annotations

from functools import lru_cache

from linter.text.variant_signs import CHARACTERS, standard_sign

UNREADABLE = "\ufffd"
# White space is known by its width on the page; a soft hyphen stands for nothing.
BLANKS = frozenset(
    (*range(9, 14), 32, 133, 160, *range(0x2000, 0x200E), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000)
)
_HYPHENS = frozenset((0x02, 0xFFFE))  # as PDFium gives a hyphen at the end of a line
# Bullets of Word, whose fonts Symbol and Wingdings have codes of their own.
_BULLETS = dict(zip((0xF06C, 0xF06E, 0xF075, 0xF076, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC), "●■◆❖▪•➢✓", strict=True))


@lru_cache(maxsize=8192)
def sign(code: int) -> str:
    """The character of a code; U+FFFD for one that means nothing."""
    if code in _HYPHENS:
        return "-"
    if code < 32 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return UNREADABLE
    if code in _BULLETS:
        return _BULLETS[code]
    character = chr(code)
    # fonts in which a radical shares its glyph with a character are often taken for the radical
    return standard_sign(character) if CHARACTERS.match(character) else character


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether a character is as wide as high and stands without spaces round it: Chinese and its punctuation."""
    code = ord(character[0])
    return (
        0x2E80 <= code < 0xA000
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFFEF
        or code >= 0x20000
        or (0x2010 <= code < 0x2030)
    )
