"""PNG files (ISO/IEC 15948), as much of them as a picture without transparency needs."""

from __future__ import annotations

from struct import pack
from zlib import compress, crc32

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _RGB = 8, 2
_UNFILTERED = b"\0"
_LEVEL = 4  # of compression: a page is mostly white


def png(width: int, height: int, pixels: bytes, stride: int) -> bytes:
    """A picture as a file.

    Args:
        width, height: in pixels.
        pixels: three bytes each, red, green and blue, row by row.
        stride: bytes from the beginning of a row to that of the next.
    """
    rows = b"".join(_UNFILTERED + pixels[at : at + 3 * width] for at in range(0, height * stride, stride))
    head = pack(">IIBBBBB", width, height, _BITS, _RGB, 0, 0, 0)
    parts = _part(b"IHDR", head), _part(b"IDAT", compress(rows, _LEVEL)), _part(b"IEND", b"")
    return b"".join((_SIGNATURE, *parts))


def _part(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))
