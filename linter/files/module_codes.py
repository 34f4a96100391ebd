"""The program's own modules from one file: to look for two hundred, each by itself, is a twentieth of a cold start.

Python asks the system some twelve times for each: for the folder, the source and what was compiled of it. What it found
is kept together, for this very Python and this very program. What is not kept, or not found in the usual way, is
imported as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate, pairwise
from types import CodeType, ModuleType

import linter
from linter.files import compiled

_NAME = "modules"
_MOST = 300  # bounds the work: what is kept is read whole by each run
_PLACE = os.path.dirname(linter.__path__[0])

_Places = Mapping[str, tuple[int, int]]
"""Where the code of a module begins and ends, by its source as called from the folder that the package lies in."""


@contextmanager
def kept() -> Iterator[None]:
    """Modules that are imported meanwhile come from what was kept before; those of this run are kept at the end."""
    known: tuple[_Places, memoryview] | None = compiled.read_with_bytes(_NAME, ())
    if sys.flags.optimize or not (known or compiled.is_kept()):
        yield
        return
    process = os.getpid()
    places, codes = known or ({}, memoryview(b""))
    finder = _Finder(places, codes)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        if os.getpid() == process and (new := _imported(places)):
            compiled.write(_NAME, (), _with(places, len(codes), new), b"".join((codes, *new.values())))


class _Finder:
    """Finds the modules whose code is kept."""

    def __init__(self, places: _Places, codes: memoryview) -> None:
        self._places = places
        self._codes = codes

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module comes from, None if it is not kept."""
        for is_package in (False, True):
            source = _source(name, is_package)
            if place := self._places.get(source):
                file = _PLACE + os.sep + source.replace("/", os.sep)
                loader = _Loader(name, file, self._codes[slice(*place)])
                spec = ModuleSpec(name, loader, origin=file, is_package=is_package)
                spec.has_location = True
                if is_package:
                    spec.submodule_search_locations = [os.path.dirname(file)]
                return spec
        return None


class _Loader(SourceFileLoader):
    """Loads a module as the library does, but for its code, which is there."""

    def __init__(self, name: str, path: str, code: memoryview) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = marshal.loads(self._code)
        return code


def _imported(known: _Places) -> dict[str, bytes]:
    """The codes of the package's modules that were found in the usual way, of as many as may be kept."""
    new: dict[str, bytes] = {}
    for name, module in sys.modules.copy().items():
        loader = getattr(module, "__loader__", None)
        if type(loader) is not SourceFileLoader or name.partition(".")[0] != linter.__name__:
            continue
        source = _source(name, hasattr(module, "__path__"))
        if source not in known and len(known) + len(new) < _MOST and (code := loader.get_code(name)):
            new[source] = marshal.dumps(_named(code, source) if compiled.ships() else code)
    return new


def _with(places: _Places, size: int, new: Mapping[str, bytes]) -> _Places:
    """The places of codes, when new ones are put behind as many bytes as there are."""
    ends = list(accumulate(map(len, new.values()), initial=size))
    return {**places, **dict(zip(new, pairwise(ends), strict=True))}


def _source(name: str, is_package: bool) -> str:
    return name.replace(".", "/") + ("/__init__.py" if is_package else ".py")


def _named(code: CodeType, file: str) -> CodeType:
    """A code that is told to come from a file: where a wheel is built nothing will be."""
    within = tuple(_named(each, file) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=file, co_consts=within)
