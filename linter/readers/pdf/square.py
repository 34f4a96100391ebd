"""A font of two glyphs, a square and half of one, for every Chinese letter whose own font is not in the file.

PDFium would look for such a font on the machine it runs on. There is none to be had on a server, so that letters are
lost; or there is one of twenty megabytes, which takes longer to open than a report to read. What a letter means and how
wide it is the file says itself. The format is TrueType's (ISO/IEC 14496-22).
"""

from __future__ import annotations

from functools import cache
from struct import pack

_EM = 1000
_ASCENT, _DESCENT = 880, -120
_LAST_LATIN, _LAST = 0x2FF, 0x10FFFF


@cache
def square_font() -> bytes:
    """The font as a file."""
    half, square = _rectangle(_EM // 3), _rectangle(_EM)
    # format 13: all code points of a range are one glyph
    ranges = pack(">IIIIII", 0, _LAST_LATIN, 1, _LAST_LATIN + 1, _LAST, 2)
    characters = pack(">HHIII", 13, 0, 16 + len(ranges), 0, 2) + ranges
    tables = {
        b"cmap": pack(">HHHHI", 0, 1, 3, 10, 12) + characters,
        b"glyf": half + square,
        b"head": pack(">IIIIHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0)
        + _box(_EM)
        + pack(">HHhhh", 0, 8, 2, 0, 0),
        b"hhea": pack(">IhhhHhhhhhh8xhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 1),
        b"hmtx": pack(">Hhhh", _EM, 0, 0, 0),
        b"loca": pack(">HHHH", 0, 0, len(half) // 2, len(half + square) // 2),
        b"maxp": pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    head = pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(head) + 16 * len(tables)
    entries, body = b"", b""
    for tag, data in tables.items():
        entries += pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + entries + body


def _box(width: int) -> bytes:
    return pack(">4h", 0, _DESCENT, width, _ASCENT)


def _rectangle(width: int) -> bytes:
    """A glyph: one outline of four points."""
    steps = pack(">4h", 0, width, 0, -width) + pack(">4h", _DESCENT, 0, _ASCENT - _DESCENT, 0)
    return pack(">h", 1) + _box(width) + pack(">HH", 3, 0) + bytes([1] * 4) + steps
