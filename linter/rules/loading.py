"""Rule files to rules: shipped and the user's, compiled once and kept in the cache."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from linter.arithmetic.expression import Equation, Term
from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.forms import regimes
from linter.model.diagnostics import Severity
from linter.placed.nodes import RuleError
from linter.rules.kind import Kind
from linter.rules.rule import Example, Expectation, PriorExample, Rule, RuleExamples

_JOINT = {"en": " "}  # between the sentences of a language


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
    further = _with_extended(files)
    sources = (*shipped, *further)

    def compiled() -> list[dict[str, Any]]:
        from linter.rules.compile import compile_rules

        return compile_rules(shipped, further, kinds)

    return tuple(_rule(entry, kinds) for entry in cached(_cache_name("rules", sources), sources, compiled))


def _with_extended(files: Sequence[str]) -> tuple[str, ...]:
    """The files and all that they extend, each once and after those that it extends."""
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


def _rule(entry: dict[str, Any], kinds: Mapping[str, Kind]) -> Rule:
    bases: dict[str, str] = entry["basis"]
    kind, params = kinds[entry["check"]], dict(entry["with"])
    if "equations" in params:
        params["equations"] = tuple(_equation(sides) for sides in params["equations"])
    return Rule(
        code=entry["code"],
        name=entry["name"],
        severity=Severity[entry["severity"].upper()],
        regimes=tuple(r for r in regimes.IDS if entry["since"] <= r <= entry["until"]),
        kind=kind,
        params=kind.params(**params) if kind.params else None,
        message=entry["message"],
        variants=entry["variants"],
        basis="；".join(f"{regimes.BY_ID[r].years['zh']}：{text}" if r else text for r, text in bases.items()) or None,
        bases=bases,
        help={lang: _JOINT.get(lang, "").join(parts.values()) for lang, parts in entry["help"].items()},
        examples=RuleExamples(
            tuple(_example(example) for example in entry["examples"]["fail"]),
            tuple(_example(example) for example in entry["examples"]["pass"]),
        ),
        enabled=entry["enabled"],
        source=entry["source"],
        line=entry["line"],
        guide=entry["help"],
        levels=tuple(entry["levels"]),
        organs=tuple(entry["organs"]),
    )


def _equation(sides: list[list[tuple[int, str]]]) -> Equation:
    left, right = (tuple(Term(factor, name) for factor, name in side) for side in sides)
    return Equation(left, right)


def _example(data: dict[str, Any]) -> Example:
    expect = data.get("expect")
    expectation = (
        Expectation(expect.get("at"), expect.get("cells"), expect.get("count", 1)) if expect else Expectation()
    )
    prior = PriorExample(**data["prior"]) if "prior" in data else None
    return Example(**{**data, "prior": prior, "expect": expectation})
