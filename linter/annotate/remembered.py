"""Which copies without a finding were written: they are the draft, byte for byte, and bear no mark.

Digests of name and content lie in the cache folder, so that a copy may be replaced after its draft has changed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache

from linter.engine.run import digest_of
from linter.files import compiled as cache
from linter.files import writing

_NAME = "copies"
_LENGTH = 32  # bytes of a digest
_MOST = 32_768  # digests, of which the older half goes
_new: list[bytes] = []


def add(path: str, copy: bytes) -> None:
    """Remember a copy, once `keep` is called."""
    _new.append(_digest(path, copy))


def knows(path: str, data: bytes) -> bool:
    """Whether a file is a copy that was remembered: under this name, for its content alone is that of a draft."""
    place = _place()
    return place is not None and _digest(path, data) in _digests(place)


def keep() -> None:
    """Write what was added; where there is no cache, nothing."""
    place, added = _place(), [*_new]
    _new.clear()
    if place is None or not added:
        return
    known = _read(place)
    lines = [*known, *(one for one in added if one not in set(known))]
    if len(lines) > _MOST:
        lines = lines[-_MOST // 2 :]
    with suppress(writing.WriteError, OSError):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        if cache.is_own(os.path.dirname(place)):
            writing.write(place, b"".join(lines), mode=0o600)
    _digests.cache_clear()


def _digest(path: str, data: bytes) -> bytes:
    return digest_of(os.fsencode(os.path.realpath(path)) + b"\0" + data)


def _place() -> str | None:
    folder = cache.folder() if cache.enabled() else None
    return os.path.join(folder, _NAME) if folder else None


@lru_cache(maxsize=1)
def _digests(place: str) -> frozenset[bytes]:
    return frozenset(_read(place))


def _read(place: str) -> list[bytes]:
    try:
        if not cache.is_own(os.path.dirname(place)):
            return []
        with open(place, "rb") as file:
            data = file.read(_MOST * _LENGTH)
    except OSError:
        return []
    return [data[at : at + _LENGTH] for at in range(0, len(data) - _LENGTH + 1, _LENGTH)]
