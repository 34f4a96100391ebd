"""What is kept between runs, damaged: it only means to compile or to check again."""

from __future__ import annotations

import functools
import os
import time
from pathlib import Path
from random import Random
from unittest import mock

from linter.checks import registry
from linter.checks.registry import shipped
from linter.engine import store
from linter.engine.lint import Options, lint_bytes
from linter.files import compiled as cache
from linter.model.diagnostics import FileResult
from tests.fuzz import material
from tests.fuzz.failures import PromiseError
from tests.fuzz.kinds import Kind
from tests.fuzz.mutation import mutated_bytes

_KEYS = tuple(bytes([number]) * 16 for number in range(12))
_compiled: dict[str, bytes] = {}


def _draw_store(rng: Random) -> tuple[str, bytes]:
    data = _store_file(rng.choice((1, 12)))
    if rng.random() < 0.2:
        return "results.sqlite", data[: rng.randrange(len(data))]
    return "results.sqlite", mutated_bytes(rng, data)


def _store_file(count: int) -> bytes:
    """A store with some results in it."""
    path = Path("drawn.sqlite")
    path.touch()
    with mock.patch.object(time, "time", return_value=1.7e9):
        made = store.Store(str(path))
        for key in _KEYS[:count]:
            made.put(key, _result())
        made.close()
    data = path.read_bytes()
    path.unlink()
    return data


@functools.cache
def _result() -> FileResult:
    return lint_bytes("a.md", material.files(".md")[1].data, shipped(), Options())


def _run_store(name: str, data: bytes, rng: Random) -> None:
    folder = Path("cache")
    folder.mkdir(mode=0o700)
    (folder / name).write_bytes(data)
    wanted = _result()._replace(path="")
    with mock.patch.dict(os.environ, {"NIANBAO_CACHE_DIR": str(folder)}), mock.patch.object(cache, "_enabled", True):
        for _ in range(2):
            opened = store.opened()
            if opened is not None:
                for key in _KEYS:
                    if opened.get(key) not in (None, wanted):
                        raise PromiseError("output", "another result out of a damaged store")
                opened.put(_KEYS[0], wanted)
            store.close()
    if {path.name for path in folder.iterdir()} - {name, f"{name}-journal"}:
        raise PromiseError("leftover", "a file beside the store")


def _draw_compiled(rng: Random) -> tuple[str, bytes]:
    data = _compiled_file()
    return "rules", data[: rng.randrange(len(data))] if rng.random() < 0.2 else _barely(rng, data)


def _compiled_file() -> bytes:
    if "rules" not in _compiled:
        folder = Path("compiled")
        with (
            mock.patch.dict(os.environ, {"NIANBAO_CACHE_DIR": str(folder)}),
            mock.patch.object(cache, "_enabled", True),
        ):
            registry.rules()
        (file,) = (path for path in folder.iterdir() if path.name.startswith("rules-"))
        _compiled["rules"], _compiled["name"] = file.read_bytes(), os.fsencode(file.name)
        file.unlink()
        folder.rmdir()
    return _compiled["rules"]


def _barely(rng: Random, data: bytes) -> bytes:
    """One change: `mutated_bytes` would cut so long a file short."""
    changed = bytearray(data)
    at = rng.randrange(len(changed))
    changed[at : at + rng.choice((0, 1, 8))] = rng.randbytes(rng.choice((0, 1, 8)))
    return bytes(changed)


def _run_compiled(name: str, data: bytes, rng: Random) -> None:
    _compiled_file()
    folder = Path("cache")
    folder.mkdir(mode=0o700)
    (folder / os.fsdecode(_compiled["name"])).write_bytes(data)
    with mock.patch.dict(os.environ, {"NIANBAO_CACHE_DIR": str(folder)}), mock.patch.object(cache, "_enabled", True):
        if registry.rules() != shipped().rules:
            raise PromiseError("output", "other rules out of a damaged cache")
    if len(list(folder.iterdir())) > 1:
        raise PromiseError("leftover", "a file beside the cache")


KINDS = {"store": Kind(_draw_store, _run_store), "compiled": Kind(_draw_compiled, _run_compiled)}
