"""A plugin of pytest that runs the tests with one constant changed: `THRESHOLD=module name index value`.

The constant is changed in the source before the module is imported, so that what is made of it at import changes too.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

_MODULE, _NAME, _INDEX, _VALUE = os.environ["THRESHOLD"].split()


class _Changed(ast.NodeTransformer):
    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        for target in node.targets:
            self._change(target, node, "value")
        return node

    def _change(self, target: ast.expr, owner: ast.AST, field: str | int) -> None:
        value = getattr(owner, field) if isinstance(field, str) else owner.elts[field]  # type: ignore[attr-defined]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for index, one in enumerate(target.elts):
                self._change(one, value, index)
        elif isinstance(target, ast.Name) and target.id == _NAME:
            new = ast.copy_location(ast.Constant(float(_VALUE) if "." in _VALUE else int(_VALUE)), value)
            if _INDEX != "-":
                assert isinstance(value, ast.Tuple)
                value.elts[int(_INDEX)] = new
            elif isinstance(field, str):
                setattr(owner, field, new)
            else:
                owner.elts[field] = new  # type: ignore[attr-defined]


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = _Changed().visit(ast.parse(self.get_data(path)))
        return compile(ast.fix_missing_locations(tree), path, "exec")


class _Finder:
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != f"linter.{_MODULE}":
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert isinstance(spec.origin, str)
        loader: Loader = _Loader(name, spec.origin)
        spec.loader = loader
        return spec


sys.meta_path.insert(0, _Finder())
