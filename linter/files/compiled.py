"""Plain data built once and kept: rules, forms and patterns, which cost more to compile than to read.

It is kept in the user's cache between runs, and in an installed package from when its wheel was built: a fresh machine,
as each CI job has, begins as fast as any other. A file holds a key (what it was built from, by which program and
Python), a checksum and the marshalled data. Whatever is wrong with it (missing, damaged, someone else's, not writable)
only means building again.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from zlib import crc32

from linter import __version__
from linter.files import small_files
from linter.type_names import Any, TypeVar, cast

T = TypeVar("T")
Source = str | os.PathLike[str]

_CHECKSUM_BYTES = 4
_SIZE_BYTES = 4
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_RELEASE = f"nianbao {__version__} {sys.implementation.name} {sys.version_info}"
_enabled = True
_shipped = os.path.join(_PACKAGE, "_compiled")
_ships = False


def disable() -> None:
    """From now on neither read nor write the user's cache (`--no-cache`)."""
    global _enabled
    _enabled = False


def ship(folder: str) -> None:
    """From now on what is built of the package's own files is kept in a folder that will be part of the package."""
    global _enabled, _shipped, _ships
    _enabled, _shipped, _ships = False, folder, True


def ships() -> bool:
    """Whether what is built in this process will be part of the package."""
    return _ships


def enabled() -> bool:
    """Whether the user's cache may be used in this process."""
    return _enabled


def is_kept() -> bool:
    """Whether what is built in this process is kept anywhere."""
    return _enabled or _ships


def cached(name: str, sources: Sequence[Source], build: Callable[[], T]) -> T:
    """What `build` returns, from the cache if it was built from these very sources before.

    Args:
        name: names the cache file; what is stored under it is replaced when a source has changed.
        sources: the files that the result depends on. One that cannot be read leaves the matter to `build`.
        build: makes the data: dict, list, tuple, str, int, float, bool, None and nothing else.

    Raises:
        ValueError: `build` returned something that is not plain data.
    """
    value = read(name, sources)
    if value is None:
        value = build()
        write(name, sources, value)
    return cast(T, value)


def read(name: str, sources: Sequence[Source]) -> Any:
    """What was kept under a name, None if nothing was or its sources have changed since."""
    kept = read_with_bytes(name, sources)
    return None if kept is None else kept[0]


def read_with_bytes(name: str, sources: Sequence[Source]) -> tuple[Any, memoryview] | None:
    """What was kept under a name and the bytes that were kept with it, which are not copied. None as of `read`."""
    path, key = _place(name, sources)
    payload = _read(path, key) if path and _is_trusted(path) else None  # first the user's, which may hold more
    if payload is None:
        path, key = _place_in_package(name, sources)
        payload = _read(path, key) if path else None
    if payload is None:
        return None
    begin = int.from_bytes(payload[:_SIZE_BYTES], "big") + _SIZE_BYTES
    return marshal.loads(payload[_SIZE_BYTES:begin]), payload[begin:]


def write(name: str, sources: Sequence[Source], value: Any, beside: bytes = b"") -> None:
    """Keep plain data under a name, and bytes with it, in place of what was there.

    Raises:
        ValueError: the value is not plain data.
    """
    path, key = _place_in_package(name, sources) if _ships else _place(name, sources)
    if path:
        data = marshal.dumps(value)
        _write(path, key, len(data).to_bytes(_SIZE_BYTES, "big") + data + beside)


def _place(name: str, sources: Sequence[Source]) -> tuple[str, bytes]:
    """The user's file for a name with its key; an empty path where nothing can be kept.

    It is another for each place where the package lies: two installations that take turns would replace what the other
    has just built.
    """
    place = folder() if _enabled else None
    key = _key(sources) if place else None
    if not place or key is None:
        return "", b""
    return os.path.join(place, f"{name}-{crc32(os.fsencode(_PACKAGE)):08x}.{sys.implementation.cache_tag}"), key


def _place_in_package(name: str, sources: Sequence[Source]) -> tuple[str, bytes]:
    """The file of an installed package for a name with its key; an empty path where there is none."""
    if not (_ships or _installed() is not None) or not all(map(_is_shipped, sources)):
        return "", b""
    key = "\n".join((_RELEASE, *map(_within, sources))).encode()
    return os.path.join(_shipped, f"{name}.{sys.implementation.cache_tag}"), key


def folder() -> str | None:
    """The user's cache folder for this program, None if there is none to be had."""
    chosen = os.environ.get("NIANBAO_CACHE_DIR")
    if chosen:
        return os.path.abspath(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the XDG specification: a relative path is to be ignored
            base = os.path.expanduser("~/.cache")
    return os.path.join(base, "nianbao") if os.path.isabs(base) else None


@lru_cache(maxsize=1)
def program() -> str:
    """What builds the data: version, Python, and when a module last changed (for those who work on it)."""
    changed = _installed()
    if changed is None:
        try:
            changed = _last_change(_PACKAGE)
        except OSError:  # a package that is no folder, such as a zip file, does not change in place
            changed = 0
    return f"{_RELEASE} {changed}"


@lru_cache(maxsize=1)
def _installed() -> int | None:
    """When the package was installed, in nanoseconds; None of a checkout, whose files change one by one.

    An installer writes the list of a package's files anew with the files: to ask for the time of each, and to read the
    rules again to see whether they are the same, would be a thirtieth of a cold start.
    """
    record = os.path.join(os.path.dirname(_PACKAGE), f"nianbao_lint-{__version__}.dist-info", "RECORD")
    try:
        return os.stat(record).st_mtime_ns
    except OSError:
        return None


def _last_change(folder: str) -> int:
    """When a file in a folder, or in one within it, last changed, in nanoseconds."""
    latest = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    latest = max(latest, _last_change(entry.path))
            else:
                latest = max(latest, entry.stat().st_mtime_ns)
    return latest


def _key(sources: Sequence[Source]) -> bytes | None:
    parts = [program()]
    for source in sources:
        if _installed() is not None and _is_shipped(source):
            parts.append(_within(source))
            continue
        try:
            content = small_files.content(source)
        except small_files.UnfitError:
            return None
        parts.append(f"{os.fspath(source)} {len(content)} {crc32(content):08x}")
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def _is_shipped(source: Source) -> bool:
    """Whether a file is the package's own."""
    return os.fspath(source).startswith(_PACKAGE + os.sep)


def _within(source: Source) -> str:
    """A file of the package by where it lies in it."""
    return os.fspath(source)[len(_PACKAGE) + 1 :].replace(os.sep, "/")


def _is_trusted(path: str) -> bool:
    try:
        return is_own(os.path.dirname(path))
    except OSError:
        return False


def is_own(place: str) -> bool:
    """Whether only this user can have put files there: marshalled data from others is not to be loaded."""
    if os.name != "posix":
        return True
    status = os.stat(place)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _read(path: str, key: bytes) -> memoryview | None:
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    if not content.startswith(key + b"\0"):
        return None
    checksum_at = len(key) + 1
    payload = memoryview(content)[checksum_at + _CHECKSUM_BYTES :]
    # marshal may crash the interpreter on damaged data, so it is only given what was written whole
    return payload if content[checksum_at : checksum_at + _CHECKSUM_BYTES] == _checksum(payload) else None


def _write(path: str, key: bytes, payload: bytes) -> None:
    from linter.files import writing

    with suppress(OSError, writing.WriteError):
        place = os.path.dirname(path)
        os.makedirs(place, mode=0o700, exist_ok=True)
        if is_own(place):
            writing.write(path, key + b"\0" + _checksum(payload) + payload, mode=0o644 if _ships else 0o600)


def _checksum(payload: bytes | memoryview) -> bytes:
    return crc32(payload).to_bytes(_CHECKSUM_BYTES, "big")
