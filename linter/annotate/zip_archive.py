"""A zip archive with some members changed and all others as they are packed, bit by bit.

The library's writer would pack every member anew. The layout is that of PKWARE's APPNOTE.TXT 6.3, 4.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from linter.model.records import NamedTuple
from linter.readers.word.package import damaged

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIZES_FOLLOW = 0x8
_UTF8 = 0x800
_DEFLATE_VERSION = 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Member(NamedTuple):
    """A member as it is put into the archive."""

    info: ZipInfo
    method: int
    checksum: int
    size: int
    packed: bytes


def rewritten(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """An archive with these parts in place of its own, new ones behind them.

    Parameters:
        data: the archive, which must be one that can be read.
        parts: content by name.

    Raises:
        ReadError: E001 for a member that does not stand in the archive; whoever only reads may never come to it.
    """
    with ZipFile(BytesIO(data)) as archive:
        kept = [
            _deflated(info, parts[info.filename]) if info.filename in parts else _as_it_is(info, data)
            for info in archive.infolist()
        ]
        known = set(archive.namelist())
    return _archive([*kept, *(_deflated(_new(name), parts[name]) for name in parts if name not in known)])


def _new(name: str) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.flag_bits = 0 if name.isascii() else _UTF8
    return info


def _as_it_is(info: ZipInfo, data: bytes) -> _Member:
    if not 0 <= info.header_offset <= len(data) - _LOCAL.size:
        raise damaged()
    header = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + header[-2] + header[-1]
    packed = data[start : start + info.compress_size]
    return _Member(info, info.compress_type, info.CRC, info.file_size, packed)


def _deflated(info: ZipInfo, content: bytes) -> _Member:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return _Member(info, ZIP_DEFLATED, zlib.crc32(content), len(content), packed)


def _archive(members: list[_Member]) -> bytes:
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for info, method, checksum, size, packed in members:
        name, flags = _name(info)
        day = (info.date_time[0] - 1980) << 9 | info.date_time[1] << 5 | info.date_time[2]
        time = info.date_time[3] << 11 | info.date_time[4] << 5 | info.date_time[5] // 2
        common = (flags, method, time, day, checksum, len(packed), size, len(name))
        version = max(info.extract_version, _DEFLATE_VERSION)
        piece = _LOCAL.pack(b"PK\x03\x04", version, *common, 0) + name + packed
        directory.append(
            _CENTRAL.pack(
                b"PK\x01\x02",
                info.create_system << 8 | info.create_version,
                version,
                *common,
                *(0, len(info.comment), 0, info.internal_attr, info.external_attr, at),
            )
            + name
            + info.comment
        )
        pieces.append(piece)
        at += len(piece)
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), at, 0)
    return b"".join([*pieces, listed, end])


def _name(info: ZipInfo) -> tuple[bytes, int]:
    """A member's name in bytes, and its flags: here the sizes always stand before the content."""
    flags = info.flag_bits & ~_SIZES_FOLLOW
    return info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437"), flags
