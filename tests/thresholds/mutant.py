"""Modules with one constant changed.

It is changed in the source before the module is imported, so that what is made of it at import changes too.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

Number = int | float


def install(module: str, name: str, place: int | None, value: Number) -> None:
    """Change a constant in a module that is not imported yet: `name`, or the number at `place` in that tuple."""
    assert module not in sys.modules, f"{module} is imported already"
    sys.meta_path.insert(0, _Finder(module, _Changed(name, place, value)))


class _Changed(ast.NodeTransformer):
    def __init__(self, name: str, place: int | None, value: Number) -> None:
        self._name, self._place, self._value = name, place, value
        self.found = False

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        for target in node.targets:
            node.value = self._changed(target, node.value)
        return node

    def _changed(self, target: ast.expr, value: ast.expr) -> ast.expr:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            value.elts = [self._changed(*pair) for pair in zip(target.elts, value.elts, strict=True)]
        elif isinstance(target, ast.Name) and target.id == self._name:
            self.found = True
            new = ast.copy_location(ast.Constant(self._value), value)
            if self._place is None:
                return new
            assert isinstance(value, ast.Tuple)
            value.elts[self._place] = new
        return value


class _Loader(SourceFileLoader):
    change: _Changed

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = self.change.visit(ast.parse(self.get_data(path)))
        assert self.change.found, f"{fullname} has no such constant"
        return compile(ast.fix_missing_locations(tree), path, "exec")


class _Finder:
    def __init__(self, module: str, change: _Changed) -> None:
        self._module, self._change = module, change

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._module:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert isinstance(spec.origin, str)
        loader = _Loader(name, spec.origin)
        loader.change = self._change
        changed: Loader = loader
        spec.loader = changed
        return spec
