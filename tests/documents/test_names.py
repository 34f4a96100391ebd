"""A name of the program has one meaning: no class and no module is called as another one is."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import linter

PACKAGE = Path(linter.__file__).parent
OF_A_MODULE = {"Params"}  # what rule files may say of a kind of check: each of them has its own


@pytest.mark.whole
def test_a_class_name_has_one_meaning() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in _modules():
        for name in _public_classes(path):
            places[name].add(path.relative_to(PACKAGE).as_posix())
    assert len(places) > 100
    assert _doubles(places) == {}


def test_a_module_name_stands_once() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in _modules():
        if path.name != "__init__.py":
            places[path.name].add(path.relative_to(PACKAGE).as_posix())
    assert len(places) > 100
    assert _doubles(places) == {}


def _doubles(places: dict[str, set[str]]) -> dict[str, set[str]]:
    return {name: where for name, where in places.items() if len(where) > 1}


def _modules() -> Iterator[Path]:
    yield from PACKAGE.rglob("*.py")


def _public_classes(path: Path) -> Iterator[str]:
    classes = (entry.name for entry in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(entry, ast.ClassDef))
    return (name for name in classes if not name.startswith("_") and name not in OF_A_MODULE)
