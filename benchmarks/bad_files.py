"""Files that are no reports and mean harm, or are what is left of one: bytes of nothing, cut, packed, nested, empty."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from benchmarks import word
from benchmarks.reports import make_report

_GARBAGE = (".txt", ".md", ".html", ".docx", ".pdf", ".ofd", ".doc", ".wps", ".rtf", ".odt", ".docm")


def _garbage(rng: Random) -> tuple[str, bytes]:
    """Bytes of no format under the suffix of any."""
    suffix = rng.choice(_GARBAGE)
    head = {
        ".pdf": b"%PDF-1.7\n",
        ".rtf": b"{\\rtf1",
        ".docx": b"PK\x03\x04",
        ".ofd": b"PK\x03\x04",
        ".docm": b"PK\x03\x04",
    }.get(suffix, b"")
    return suffix, head + b"\0\1" + rng.randbytes(rng.randint(100, 20_000))


def _cut(rng: Random) -> tuple[str, bytes]:
    """A Word file of which a part is missing or changed."""
    data = bytearray(word.draw(make_report(rng, "2021"), next(iter(word.LAYOUTS))).data)
    del data[rng.randrange(100, len(data) // 2) :]
    return ".docx", bytes(data)


def _lzma(rng: Random) -> tuple[str, bytes]:
    """A Word file packed in another way, and damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", rng.randbytes(3000))
    data = bytearray(out.getvalue())
    for at in range(60, len(data) // 2, 7):
        data[at] ^= 0x55
    return ".docx", bytes(data)


def _bomb(rng: Random) -> tuple[str, bytes]:
    """A Word file that expands to a hundred times what is read."""
    out = io.BytesIO()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"<w:p/>" * 200_000
    packed = b"".join([packer.compress(block) for _ in range(rng.randint(200, 300))]) + packer.flush()
    name = b"word/document.xml"
    size = 0xFFFFFFF0
    fields = (20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0)
    out.write(b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields) + name + packed)
    at = out.tell()
    out.write(b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, *fields[:-1], 0, 0, 0, 0, 0, 0) + name)
    out.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, out.tell() - at, at, 0))
    return ".docx", out.getvalue()


def _nested(rng: Random) -> tuple[str, bytes]:
    """A Word file of nothing but boxes in boxes, deeper than any stack."""
    depth = rng.randint(50_000, 200_000)
    body = "<w:sdt><w:sdtContent>" * depth
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return ".docx", out.getvalue()


def _nothing(rng: Random) -> tuple[str, bytes]:
    """Nothing at all, or blanks."""
    return rng.choice((".txt", ".md", ".html", ".docx")), rng.choice((b"", b" \n" * 1000))


_KINDS: tuple[Callable[[Random], tuple[str, bytes]], ...] = (_garbage, _garbage, _cut, _lzma, _bomb, _nested, _nothing)


def bad_file(rng: Random) -> tuple[str, bytes]:
    """The suffix and the content of one of them."""
    return rng.choice(_KINDS)(rng)
