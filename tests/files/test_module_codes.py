"""Modules that come from one file are what the library would import, and are only ever a saving of work."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from linter.files import compiled, module_codes
from tests.places import EXAMPLES, TOP

NAMES = "linter.text", "linter.text.folding", "linter.model.records"
TELL = """
import atexit, sys
def tell():
    kept = [name for name, module in sys.modules.items() if "module_codes" in str(getattr(module, "__loader__", None))]
    print(len(kept), "linter.engine.run" in kept)
atexit.register(tell)
from linter.__main__ import main
main()
"""

pytestmark = pytest.mark.skipif(sys.flags.optimize > 0, reason="what is optimised is not kept")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """Some modules, as they were imported; they can be imported anew, and are the old ones again afterwards."""
    before = {name: importlib.import_module(name) for name in NAMES}
    parents = [(sys.modules[parent], child) for parent, _, child in (name.rpartition(".") for name in NAMES)]
    for parent, child in parents:
        monkeypatch.setattr(parent, child, getattr(parent, child))
    yield before
    sys.modules.update(before)


def imported() -> dict[str, ModuleType]:
    for name in NAMES:
        sys.modules.pop(name, None)
    return {name: importlib.import_module(name) for name in NAMES}


def run(*options: str, package: Path = TOP, code: str = TELL) -> str:
    words = [sys.executable, *options, "-c", code, "check", "--fail-on", "never", str(EXAMPLES / "2021-clean.md")]
    done = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": str(package)}, cwd=package, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8").splitlines()[-1]


def test_the_second_run_has_its_modules_from_one_file() -> None:
    assert run() == "0 False"
    kept, is_there = run().split()
    assert int(kept) > 150
    assert is_there == "True"


def test_modules_are_those_that_the_library_imports(
    forgotten: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_codes, "_MOST", 10_000)  # a process that runs tests has imported many
    with module_codes.kept():
        imported()
    with module_codes.kept():
        kept = imported()
    for name, usual in forgotten.items():
        module = kept[name]
        assert type(module.__loader__) is module_codes._Loader
        assert _own_names(module) == _own_names(usual)
        for key in ("__name__", "__file__", "__package__", "__cached__", "__doc__", "__path__"):
            assert getattr(module, key, None) == getattr(usual, key, None), key
        assert module.__spec__ is not None
        assert usual.__spec__ is not None
        for key in ("origin", "parent", "has_location", "submodule_search_locations"):
            assert getattr(module.__spec__, key) == getattr(usual.__spec__, key), key
        assert module.__loader__.get_source(name) == Path(str(usual.__file__)).read_text("utf-8")


def _own_names(module: ModuleType) -> set[str]:
    """What a module defines; which of its submodules were imported, and what it warned of, is another matter."""
    names = {name for name, value in vars(module).items() if not isinstance(value, ModuleType)}
    return names - {"__warningregistry__"}


def test_what_is_not_kept_is_imported_as_ever(forgotten: dict[str, ModuleType]) -> None:
    finder = module_codes._Finder({}, memoryview(b""))
    assert [finder.find_spec(name) for name in ("linter.text", "json", "")] == [None] * 3
    with module_codes.kept():
        assert {type(module.__loader__) for module in imported().values()} == {SourceFileLoader}


def test_modules_come_from_one_file_only_meanwhile() -> None:
    before = list(sys.meta_path)
    with module_codes.kept():
        assert isinstance(sys.meta_path[0], module_codes._Finder)
    assert sys.meta_path == before


def test_a_changed_module_is_imported_anew(tmp_path: Path) -> None:
    package = tmp_path / "checkout"
    shutil.copytree(TOP / "linter", package / "linter", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TOP / "rules", package / "rules")
    assert [run(package=package).split()[1] for _ in range(2)] == ["False", "True"]
    module = package / "linter" / "engine" / "run.py"
    with module.open("a", encoding="utf-8") as file:
        file.write("\nsys.changed = True\n")
    changed = f"import atexit, sys; atexit.register(lambda: print(getattr(sys, 'changed', False)))\n{TELL}"
    assert run(package=package, code=changed) == "True"
    assert run(package=package).split()[1] == "True"
    assert run(package=package, code=changed) == "True"


def test_a_traceback_names_the_source() -> None:
    failing = TELL.replace(
        "main()", "import linter.engine.run as run\nrun.each = 1\nprint(run.check_files.__code__.co_filename)\nmain()"
    ).replace("print(len", "0 and print(len")
    words = [sys.executable, "-c", failing, "check", str(EXAMPLES / "2021-clean.md")]
    for _ in range(2):
        done = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, check=False)
        assert done.stdout.decode("utf-8").splitlines()[0] == str(TOP / "linter" / "engine" / "run.py")


@pytest.mark.parametrize("options", [(), ("-O",), ("-OO",)])
def test_optimised_modules_are_not_mixed_with_others(options: tuple[str, ...], folder: Path) -> None:
    run()
    before = {path: path.read_bytes() for path in folder.glob("modules*")}
    assert before
    assert (run(*options) == "0 False") is bool(options)
    assert {path: path.read_bytes() for path in folder.glob("modules*")} == before


def test_nothing_is_kept_where_there_is_no_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_enabled", False)
    before = list(sys.meta_path)
    with module_codes.kept():
        assert sys.meta_path == before
    assert not folder.exists()


def test_a_copy_of_the_process_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with module_codes.kept():
        monkeypatch.setattr(os, "getpid", lambda: -1)
    assert not folder.exists()


def test_no_more_modules_are_kept_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_codes, "_MOST", 5)
    with module_codes.kept():
        pass
    places, codes = kept_codes()
    assert len(places) == 5
    assert max(end for _, end in places.values()) == len(codes)
    monkeypatch.setattr(module_codes, "_MOST", 8)
    with module_codes.kept():
        pass
    more, longer = kept_codes()
    assert len(more) == 8
    assert {source: longer[slice(*more[source])] for source in places} == {
        source: codes[slice(*places[source])] for source in places
    }


def kept_codes() -> tuple[dict[str, tuple[int, int]], memoryview]:
    kept = compiled.read_with_bytes("modules", ())
    assert kept is not None
    return kept
