"""How large a picture file says it is, before anything decodes it."""

from __future__ import annotations

import re
import struct

_PNG, _GIF, _BMP, _JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"\xff\xd8\xff"
_JPEG_FRAME = rb"(?s)\xff[\xc0-\xc2]\x00[\x0b-\x20]\x08(....)"
_PLACES = ((_PNG, ">II", 16), (_GIF, "<HH", 6), (_BMP, "<ii", 18))


def pixels(data: bytes) -> tuple[int, int]:
    """Width and height that a PNG, JPEG, GIF or BMP file says it has; 0 of anything else."""
    for magic, sides, at in _PLACES:
        if data.startswith(magic) and len(data) >= at + struct.calcsize(sides):
            width, height = struct.unpack_from(sides, data, at)
            return abs(width), abs(height)  # a BMP from top to bottom has less than no height
    if data.startswith(_JPEG) and (frame := re.search(_JPEG_FRAME, data)):
        height, width = struct.unpack(">HH", frame[1])
        return width, height
    return 0, 0
