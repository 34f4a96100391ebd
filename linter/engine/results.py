"""Results kept between runs over many files, so that a file that has not changed is not checked again.

What is kept of a report are its findings, its title, organ and year, for a survey the figures of its tables, and no
more; it is found again by a digest of its path, its content and all else that the result depends on. `store` has the
file that holds them.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator
from hashlib import blake2b
from zlib import compress, crc32, decompress

from linter.files import compiled as cache
from linter.files.shipped import rules_folder
from linter.model.diagnostics import (
    Diagnostic,
    Edit,
    Excerpt,
    Figures,
    FileError,
    FileResult,
    Fix,
    Location,
    NotCompared,
    NotEvaluated,
    Related,
    Severity,
    Spot,
)
from linter.model.document import Span
from linter.model.facts import Facts, SketchedText
from linter.type_names import Any, cast

_DIGEST_BYTES = 16
_CHECKSUM_BYTES = 4
_RECORDS: tuple[type[Any], ...] = (
    FileResult,
    Diagnostic,
    Location,
    Related,
    Fix,
    Edit,
    NotEvaluated,
    Excerpt,
    Figures,
    FileError,
    Span,
    Severity,
    Spot,
    NotCompared,
    Facts,
    SketchedText,
)
_NUMBERS: dict[type, int] = {record: number for number, record in enumerate(_RECORDS)}
_TUPLE = -1


def digest(*parts: bytes) -> bytes:
    """A key for what consists of these parts."""
    total = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()


def surroundings(told: object) -> bytes:
    """A digest of all but the files that a result depends on: program, forms, words, what converts and recognises.

    Args:
        told: rules, options and whatever else a user may impose; its `repr` must tell all of it in one order.
    """
    from linter.readers.convert import program
    from linter.readers.ocr_extra import versions

    parts = [cache.program(), repr(told), versions()]
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for path in (*_files(package, (".py", ".lark")), program()):
        if path is not None:
            status = os.stat(path)
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    contents = [_content(path) for path in _files(rules_folder(), (".yaml",))]
    return digest(*(part.encode("utf-8", "backslashreplace") for part in parts), *contents)


def _files(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(parent, name) for name in sorted(names) if name.endswith(suffixes))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def packed(result: FileResult) -> bytes:
    """A result as it is kept, with a checksum.

    Raises:
        ValueError: there is a record in it of a type that is not known here.
    """
    data = compress(marshal.dumps(_plain(result)), 1)
    return crc32(data).to_bytes(_CHECKSUM_BYTES, "big") + data


def unpacked(value: object) -> FileResult | None:
    """What was packed; None if it is damaged."""
    # marshal may crash the interpreter on damaged data, so it is only given what was written whole
    if not isinstance(value, bytes) or crc32(value[_CHECKSUM_BYTES:]).to_bytes(4, "big") != value[:_CHECKSUM_BYTES]:
        return None
    return cast(FileResult, _record(marshal.loads(decompress(value[_CHECKSUM_BYTES:]))))


def _plain(value: Any) -> Any:
    """Records as tuples that begin with a number for their type: marshal knows no records."""
    number = _NUMBERS.get(type(value))
    if number is not None:
        return (number, int(value)) if number == _NUMBERS[Severity] else (number, *map(_plain, value))
    if type(value) is tuple:
        return (_TUPLE, *map(_plain, value))
    if isinstance(value, list):
        return list(map(_plain, value))
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return value


def _record(value: Any) -> Any:
    """What `_plain` made plain."""
    if isinstance(value, tuple):
        number, *fields = value
        entries = map(_record, fields)
        return tuple(entries) if number == _TUPLE else _RECORDS[number](*entries)
    if isinstance(value, list):
        return list(map(_record, value))
    if isinstance(value, dict):
        return {key: _record(entry) for key, entry in value.items()}
    return value
