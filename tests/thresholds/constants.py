"""Which thresholds there are: numbers with a name in capitals at the top of a module that decides on findings.

One that decides nothing which can be observed, since it only bounds the work, says so: a comment on its line begins
with `# bounds the work`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import linter

PACKAGE = Path(linter.__file__).parent
ROOMS = (
    *("accept", "arithmetic", "checks", "cli.survey", "forms", "parsing", "prose", "readers.wrapped_lines"),
    *("readers.scans.page_pictures", "readers.seen_pictures", "readers.embedded_pictures", "reference", "text"),
    *(f"readers.scans.{module}" for module in ("drawn_rulings", "faint_rulings", "quarter_turns")),
    *(f"readers.scans.{module}" for module in ("scanned_page", "table_pictures", "text_strips")),
)
_BOUNDS_THE_WORK = "# bounds the work"
_SLIGHT = 0.1  # by how much of itself a fraction is changed


class Threshold(NamedTuple):
    """A constant: `module` below `linter`, `name`, `place` in a tuple (None: it is a number itself), its value."""

    module: str
    name: str
    place: int | None
    value: int | float

    @property
    def id(self) -> str:
        """By which tests name it; the numbers of one tuple have one name."""
        return f"{self.module}.{self.name}"

    def changed(self) -> tuple[int | float, int | float]:
        """The value a little lower and a little higher."""
        if isinstance(self.value, int):
            return self.value - 1, self.value + 1
        return self.value * (1 - _SLIGHT), self.value * (1 + _SLIGHT)


def thresholds() -> list[Threshold]:
    """All of them, in the order of modules and lines."""
    return [found for room in ROOMS for path in _modules(room) for found in in_module(path, PACKAGE)]


def _modules(room: str) -> list[Path]:
    """The modules of a room, or a module."""
    path = PACKAGE.joinpath(*room.split("."))
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


def in_module(path: Path, package: Path) -> Iterator[Threshold]:
    """Those of a module of a package."""
    module = ".".join(path.relative_to(package).with_suffix("").parts)
    source = path.read_text("utf-8")
    lines = source.splitlines()
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.Assign) or _BOUNDS_THE_WORK in lines[statement.lineno - 1]:
            continue
        for target in statement.targets:
            for name, value in _pairs(target, statement.value):
                if isinstance(value, ast.Tuple):
                    numbers = [_number(element) for element in value.elts]
                    if numbers and all(number is not None for number in numbers):
                        for index, number in enumerate(numbers):
                            assert number is not None
                            yield Threshold(module, name, index, number)
                elif (number := _number(value)) is not None:
                    yield Threshold(module, name, None, number)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name) and target.id.isupper():
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _pairs(one, its)


def _number(node: ast.expr) -> int | float | None:
    """The number that an expression of numbers is, as 64 * 1024."""
    try:
        value = eval(compile(ast.Expression(node), "", "eval"), {"__builtins__": {}}) if _is_sum(node) else None
    except (ArithmeticError, TypeError):
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_sum(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_sum(node.left) and _is_sum(node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_sum(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)
