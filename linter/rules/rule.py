"""Rules: what the rule files say, ready for the checks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from linter.arithmetic.expression import Equation, Term
from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.forms import regimes
from linter.model.diagnostics import Severity
from linter.placed.nodes import RuleError

__all__ = ["Example", "Expectation", "Rule", "RuleError", "RuleExamples", "load"]

_JOINT = {"en": " "}  # between the sentences of a language


class Expectation(NamedTuple):
    """What a failing example yields: at least `least` findings, each at a place whose text contains `at`."""

    at: str | None = None
    cells: tuple[str, ...] | None = None
    least: int = 1


class PriorExample(NamedTuple):
    """Last year's report of an example, made like the example itself."""

    base: str
    set: Mapping[str, str] = {}
    replace: Mapping[str, str] = {}


class Example(NamedTuple):
    """A report that breaks a rule, or one that does not though it looks so.

    Either `text` in `format`, or the clean report `base` with the figures `set` (by cell address) and with
    `replace` (each text occurs once). `prior` is last year's report beside it, `note` says in a few words what
    it shows.
    """

    base: str | None = None
    text: str | None = None
    format: str = "markdown"
    year: int | None = None
    set: Mapping[str, str] = {}
    replace: Mapping[str, str] = {}
    prior: PriorExample | None = None
    note: Mapping[str, str] = {}
    expect: Expectation = Expectation()


class RuleExamples(NamedTuple):
    failing: tuple[Example, ...] = ()
    passing: tuple[Example, ...] = ()


class Rule(NamedTuple):
    """One rule. `check` names the kind of check; `params` are its parameters, `equations` among them parsed.

    `message`, `help` and each of `variants` map a language (zh, en) to a text; `guide` has the help in its parts
    (asks, why, mend, ignore), of which there may be only the first. `levels` are those of the organs that the rule is
    meant for and `organs` patterns of their folded names; empty, it is meant for all. `basis` is the legal basis in
    all regimes, `bases` the same by regime (under "" where it is one for all). A rule that is not `enabled`
    runs only if a configuration gives it a severity. `source` and `line` are where the rule stands.
    """

    code: str
    name: str
    severity: Severity
    regimes: tuple[str, ...]
    check: str
    params: Mapping[str, object]
    message: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]]
    basis: str | None
    bases: Mapping[str, str]
    help: Mapping[str, str]
    examples: RuleExamples
    enabled: bool
    source: str
    line: int
    guide: Mapping[str, Mapping[str, str]] = {}
    levels: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()

    def basis_in(self, regime: str | None) -> str | None:
        """The legal basis for a report of this regime."""
        return self.bases.get("") or self.bases.get(regime or "") or self.basis

    def say(self, lang: str, values: Mapping[str, object], variant: str | None = None) -> str:
        """The message with its placeholders filled in, as phrased by the variant if there is such a one."""
        templates = self.variants.get(variant or "") or self.message
        return (templates.get(lang) or next(iter(templates.values()))).format_map(values)


def shipped_files() -> tuple[str, ...]:
    """The shipped rule files, in the order of their names."""
    folder = rules_folder()
    return tuple(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml"))


def load(files: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The shipped rules with those of the user's files added or laid over them, in the order of their codes.

    Raises:
        RuleError: a rule file is wrong.
    """
    shipped = shipped_files()
    further = _with_extended(files)
    sources = (*shipped, *further)

    def compiled() -> list[dict[str, Any]]:
        from linter.rules.compile import compile_rules

        return compile_rules(shipped, further)

    return tuple(_rule(entry) for entry in cached(_cache_name("rules", sources), sources, compiled))


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


def _rule(entry: dict[str, Any]) -> Rule:
    bases: dict[str, str] = entry["basis"]
    params: dict[str, object] = dict(entry["with"])
    if "equations" in params:
        params["equations"] = tuple(_equation(sides) for sides in entry["with"]["equations"])
    return Rule(
        code=entry["code"],
        name=entry["name"],
        severity=Severity[entry["severity"].upper()],
        regimes=tuple(r for r in regimes.IDS if entry["since"] <= r <= entry["until"]),
        check=entry["check"],
        params=params,
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
