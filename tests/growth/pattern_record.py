"""Every regular expression that the program compiles, with what is called on it: run as a program, it prints them.

All of `re` goes through `re._compile`, which is watched while each module is imported, the rules and words are loaded
and the examples of every rule are checked. What comes from data only when a report holds its words is added
from the files themselves: every text there that repeats anything and is a regular expression. No list has to be kept.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
_REPEATS = re.compile(r"[*+}]")
_ONCE = frozenset({"match", "fullmatch"})
# what the files hold beside patterns: words for readers, equations, addresses of cells (* stands for a part of one)
_NO_PATTERNS = frozenset({"examples", "message", "help", "basis", "equations", "sums", "cells"})


class Recorded(NamedTuple):
    """A pattern, the place where it was compiled first, and whether it is only ever matched where a text begins."""

    pattern: str
    flags: int
    is_bytes: bool
    place: str
    anchored: bool


class Watched:
    """A pattern that tells by which of its methods it is used."""

    def __init__(self, pattern: re.Pattern[Any], used: set[str]) -> None:
        self._pattern = pattern
        self._used = used

    def __getattr__(self, name: str) -> Any:
        self._used.add(name)
        return getattr(self._pattern, name)


class Recorder:
    """What was compiled so far by the modules of the program: for each pattern its place, and the methods used."""

    def __init__(self) -> None:
        self.places: dict[tuple[str | bytes, int], str] = {}
        self.used: dict[tuple[str | bytes, int], set[str]] = {}

    def install(self) -> None:
        """Watch `re` from now on."""
        original = re._compile  # type: ignore[attr-defined]

        def compiled(pattern: Any, flags: int) -> Any:
            if isinstance(pattern, Watched):
                return pattern
            made = original(pattern, flags)
            place = _caller()
            if place is None or not isinstance(pattern, (str, bytes)):
                return made
            key = pattern, made.flags
            self.places.setdefault(key, place)
            return Watched(made, self.used.setdefault(key, set()))

        re._compile = compiled  # type: ignore[attr-defined]

    def recorded(self) -> Iterator[Recorded]:
        for (pattern, flags), place in self.places.items():
            used = self.used[pattern, flags] - {"pattern", "flags", "groups", "groupindex"}
            text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
            yield Recorded(text, flags, isinstance(pattern, bytes), place, bool(used) and used <= _ONCE)


def _caller() -> str | None:
    """The line of the program that asked for a pattern."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT / "linter"):
        return None
    return f"{path.relative_to(ROOT)}:{frame.f_lineno}"


def import_all() -> None:
    """Import every module of the program."""
    import linter

    for module in pkgutil.walk_packages(linter.__path__, "linter."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def check_all() -> None:
    """Check the examples of the repository, with all that is made of them, and those of every rule."""
    from linter.annotate.word_file import annotated
    from linter.checks.registry import KINDS, shipped
    from linter.engine import lint, rule_examples
    from linter.files import compiled as cache
    from linter.readers import protected
    from linter.rules.compile import compile_rules
    from linter.rules.loading import shipped_files

    cache.disable()
    compile_rules((), shipped_files(), KINDS)
    ruleset = shipped()
    list(protected.of_text("[甲]:\n  http://a.b/c\n  '乙'\n\n[丙]: http://a.b/c\n  '丁'\n", is_markdown=True))
    for path in sorted((ROOT / "examples").iterdir()):
        if path.suffix in {".txt", ".md", ".html", ".docx"} and path.stem != "README":
            data = path.read_bytes()
            result = lint.lint_bytes(path.name, data, ruleset, lint.Options(excerpts=True, proof=True))
            if path.suffix == ".docx":
                annotated(data, result.diagnostics, "zh")
    for rule in ruleset.rules:
        for example in (*rule.explained.examples.failing, *rule.explained.examples.passing):
            with suppress(rule_examples.ExampleError):
                list(rule_examples.messages(rule, example, ruleset.rules, "zh"))


def written_in_data() -> Iterator[Recorded]:
    """The patterns that the rule files, forms and words hold, compiled or not."""
    import yaml

    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        if "starter" in path.parts:
            continue
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if _REPEATS.search(text):
                with suppress(re.error):
                    flags = re.compile(text).flags
                    yield Recorded(text, flags, False, str(path.relative_to(ROOT)), False)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NO_PATTERNS:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def written_in_code(recorder: Recorder) -> Iterator[Recorded]:
    """The patterns that are constants of a module, whether they were used or not; and how those compiled are used."""
    compiled = {pattern for pattern, _ in recorder.places}  # with their flags
    for path in sorted((ROOT / "linter").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        constants = vars(sys.modules[name]) if name in sys.modules else {}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                watched = constants.get(node.value.id)
                if isinstance(watched, Watched):
                    recorder.used[watched.pattern, watched.flags].add(node.attr)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=method), args=[written, *_]):
                    pattern = _constant(written, constants)
                    is_known = method == "compile" and pattern in compiled
                    if pattern is not None and not is_known and method not in {"escape", "error"}:
                        place = f"{path.relative_to(ROOT)}:{call.lineno}"
                        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
                        flags = re.compile(pattern).flags
                        yield Recorded(text, flags, isinstance(pattern, bytes), place, method in _ONCE)


def _constant(node: ast.expr, constants: dict[str, Any]) -> str | bytes | None:
    """What an argument is: a text, or the name of one."""
    match node:
        case ast.Constant(str() | bytes() as text):
            return text
        case ast.Name(name) if isinstance(constants.get(name), (str, bytes)):
            return constants[name]  # type: ignore[no-any-return]
    return None


def every_pattern() -> list[Recorded]:
    """All patterns of the program, none of them twice."""
    recorder = Recorder()
    recorder.install()
    import_all()
    check_all()
    found: dict[tuple[str, int], Recorded] = {}
    written = list(written_in_code(recorder))
    for one in (*recorder.recorded(), *written_in_data(), *written):
        found.setdefault((one.pattern, one.flags), one)
    return list(found.values())


if __name__ == "__main__":
    json.dump(every_pattern(), sys.stdout)
