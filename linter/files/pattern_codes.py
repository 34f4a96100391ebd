"""Regular expressions that were compiled by an earlier run: half of a cold start would go into compiling them anew.

The library makes a pattern in two steps. In Python it works out a list of codes, which takes long; in C it makes an
object of them, which takes next to nothing and looks at every code. The codes are kept, for this very Python and this
very program. Where the library is built in another way, or what was kept does not fit, patterns are compiled as ever.
"""

from __future__ import annotations

import os
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType, SimpleNamespace

from linter.files import compiled
from linter.type_names import Any

_NAME = "patterns"
_MOST = 4_000  # bounds the work: what is kept is read whole by each run
_WORD = array("I").itemsize

_Key = tuple[str | bytes, int]
# flags, codes, number of groups, groups by name, names by group
_Codes = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


@contextmanager
def kept() -> Iterator[None]:
    """Patterns that are compiled meanwhile are made of codes kept before; those of new ones are kept at the end."""
    library = _library()
    known: dict[_Key, _Codes] = compiled.read(_NAME, ()) or {}
    if library is None or not (known or compiled.is_kept()):
        yield
        return
    process = os.getpid()
    original = library.compile
    before = len(known)

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        key = pattern, int(flags)
        codes = known.get(key) if isinstance(pattern, (str, bytes)) else None
        if codes is not None:
            with suppress(RuntimeError, TypeError, ValueError, OverflowError):
                return _made(library, pattern, codes)
        with _watched(library) as seen:
            made = original(pattern, flags)
        if seen and isinstance(pattern, (str, bytes)) and len(known) < _MOST:
            known[key] = seen[-1]
        return made

    library.compile = compile_pattern
    try:
        yield
    finally:
        library.compile = original
        if len(known) > before and os.getpid() == process:
            compiled.write(_NAME, (), known)


def _library() -> Any:
    """The module that compiles patterns, None where it is not the one of CPython."""
    library: ModuleType | None = getattr(re, "_compiler", None) or sys.modules.get("sre_compile")
    inner = getattr(library, "_sre", None)
    is_known = hasattr(library, "compile") and hasattr(inner, "compile")
    return library if is_known and getattr(inner, "CODESIZE", None) == _WORD else None


def _made(library: Any, pattern: str | bytes, codes: _Codes) -> Any:
    flags, packed, groups, by_name, names = codes
    return library._sre.compile(pattern, flags, array("I", packed).tolist(), groups, by_name, names)


@contextmanager
def _watched(library: Any) -> Iterator[list[_Codes]]:
    """What the library gives to its second step."""
    inner = library._sre
    seen: list[_Codes] = []

    def compile_codes(
        pattern: Any, flags: int, codes: list[int], groups: int, by_name: Any, names: tuple[str | None, ...]
    ) -> Any:
        seen.append((int(flags), array("I", codes).tobytes(), groups, dict(by_name), names))
        return inner.compile(pattern, flags, codes, groups, by_name, names)

    library._sre = SimpleNamespace(**{**vars(inner), "compile": compile_codes})
    try:
        yield seen
    finally:
        library._sre = inner
