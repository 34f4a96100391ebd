"""Rule files to rules: shipped and the user's, compiled once and kept in the cache."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from zlib import crc32

from linter.arithmetic.expression import Equation, Term
from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.forms import regimes
from linter.model.diagnostics import Severity
from linter.placed.nodes import RuleError
from linter.rules.kind import Kind
from linter.rules.rule import Guidance, Rule
from linter.type_names import Any

MOST_FILES = 100
"""Rule files of a user, those that others extend included."""


def shipped_files() -> tuple[str, ...]:
    """The shipped rule files, in the order of their names."""
    folder = rules_folder()
    return tuple(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml"))


def load(files: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[Rule, ...]:
    """The shipped rules with those of the user's files added or laid over them, in the order of their codes.

    Args:
        files: the user's.
        kinds: the kinds of check by their names.

    Raises:
        RuleError: a rule file is wrong.
    """
    shipped = shipped_files()
    further = with_extended(files)
    sources = (*shipped, *further)

    def compiled() -> list[dict[str, Any]]:
        from linter.rules.compile import compile_rules

        return list(map(_packed, compile_rules(shipped, further, kinds)))

    return tuple(_rule(entry, kinds) for entry in cached(_cache_name("rules", further), sources, compiled))


def with_extended(files: Sequence[str]) -> tuple[str, ...]:
    """The files and all that they extend, each once and after those that it extends.

    Raises:
        RuleError: one is not there, or they extend each other.
    """
    reached: dict[str, str] = {}
    open_files: list[str] = []

    def visit(file: str) -> None:
        identity = os.path.realpath(file)
        if identity in reached:
            return
        open_files.append(identity)
        for line, column, extended in _extends(file):
            if not os.path.isfile(extended):
                raise RuleError(file, line, column, f"没有文件“{extended}”", f"no such file '{extended}'")
            if os.path.realpath(extended) in open_files:
                raise RuleError(file, line, column, "extends 绕了回来（循环引用）", "circular 'extends'")
            if len(open_files) + len(reached) >= MOST_FILES:
                message = f"extends 的文件超过 {MOST_FILES} 个"
                raise RuleError(file, line, column, message, f"more than {MOST_FILES} files")
            visit(extended)
        open_files.pop()
        reached[identity] = file

    for file in files:
        visit(file)
    return tuple(reached.values())


def _extends(file: str) -> list[tuple[int, int, str]]:
    def found() -> list[tuple[int, int, str]]:
        from linter.rules.compile import extended_files

        return extended_files(file, shipped_files())

    return cached(_cache_name("extends", (file,)), (file,), found)


def _cache_name(kind: str, sources: Sequence[str]) -> str:
    return f"{kind}-{crc32(chr(0).join(sources).encode('utf-8', 'backslashreplace')):08x}"


def _packed(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a rule as it is kept."""
    kept = {key: value for key, value in entry.items() if key not in ("help", "examples")}
    return {**kept, "explained": Guidance.of(entry["help"], entry["examples"]).packed}


def _rule(entry: dict[str, Any], kinds: Mapping[str, Kind]) -> Rule:
    bases: dict[str, str] = entry["basis"]
    kind, params = kinds[entry["check"]], dict(entry["with"])
    written: list[str] = entry["written"]
    organs: list[str] = entry["organs"]
    if written:
        params.update({name: _marked(params[name]) for name in written if name in params})
        organs = _marked(organs) if "organs" in written else organs
    if "equations" in params:
        params["equations"] = tuple(_equation(sides) for sides in params["equations"])
    return Rule(
        code=entry["code"],
        name=entry["name"],
        title=entry["title"],
        severity=Severity[entry["severity"].upper()],
        regimes=tuple(r for r in regimes.IDS if entry["since"] <= r <= entry["until"]),
        kind=kind,
        params=kind.params(**params) if kind.params else None,
        message=entry["message"],
        variants=entry["variants"],
        basis="；".join(f"{regimes.BY_ID[r].years['zh']}：{text}" if r else text for r, text in bases.items()) or None,
        bases=bases,
        explained=Guidance(entry["explained"]),
        enabled=entry["enabled"],
        source=entry["source"],
        line=entry["line"],
        levels=tuple(entry["levels"]),
        organs=tuple(organs),
        is_written=bool(written),
        needed=entry["needed"],
    )


def _marked(value: Any) -> Any:
    """A parameter with its patterns marked as a user's, so that they run with a limit of time."""
    from linter.text.limited_patterns import UserPattern

    match value:
        case str():
            return UserPattern(value)
        case list():
            return [_marked(item) for item in value]
        case dict():  # patterns by the names of aspects, or what to write by patterns
            return {
                name if isinstance(item, list) else UserPattern(name): _marked(item) if isinstance(item, list) else item
                for name, item in value.items()
            }
    return value


def _equation(sides: list[list[tuple[int, str]]]) -> Equation:
    left, right = (tuple(Term(factor, name) for factor, name in side) for side in sides)
    return Equation(left, right)
