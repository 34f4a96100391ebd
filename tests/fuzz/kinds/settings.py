"""What users write beside reports: rule files, configurations, baselines. A wrong one is answered with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from unittest import mock

import yaml

from linter.accept import baseline
from linter.checks import registry
from linter.checks.registry import shipped
from linter.config import config_checks
from linter.config import configuration as config
from linter.engine.lint import Options, lint_bytes
from linter.placed import yaml_places
from linter.placed.nodes import Node, PlacedError, RuleError
from linter.rules import loading, selection
from linter.rules.selection import RuleSet
from tests.fuzz import material
from tests.fuzz.failures import PromiseError
from tests.fuzz.kinds import Kind
from tests.fuzz.kinds.checking import checked
from tests.fuzz.mutation import as_file, encoded, mutated_bytes
from tests.fuzz.structure import mutated_yaml
from tests.fuzz.trees import mutated_data

_CHANGES: tuple[dict[str, Any], ...] = (
    {"code": "A301", "severity": "info"},
    {"code": "W701", "severity": "off"},
    {"code": "A305", "severity": "error", "levels": ["county"]},
)
_CONFIG = """\
select: [A, S1, T205]
ignore: W701
fail_on: warning
lang: zh
regime: auto
year: 2023
level: county
severity: {A301: warning, W702: off}
exclude: ["drafts/**", "*.bak"]
jobs: 2
rules: [own.yaml]
prior: ../2022
baseline: baseline.json
accept:
  - path: "**/*.docx"
    code: [A301, A3]
    cell: applications/total/person
    reason: 已核实
    until: 2026-12-31
  - path: a.md
    fingerprint: A303-1a2b3c4d
    reason: 同上
"""
_TOML = """\
[project]
name = "reports"

[tool.nianbao]
select = ["A", "S1"]
fail_on = "warning"
year = 2023
exclude = ["drafts/**"]

[tool.nianbao.severity]
A301 = "warning"
W702 = "off"

[[tool.nianbao.accept]]
path = "**/*.docx"
code = "A301"
reason = '''已核实'''
until = 2026-12-31
"""
T = TypeVar("T")
_REPORTS = ("2021-faulty.md", "2019-faulty.html")


def _draw_rules(rng: Random) -> tuple[str, bytes]:
    """A rule file with entries like the shipped ones, under their codes or others."""
    entries = [*rng.choices(_entries(), k=rng.choice((1, 1, 2))), *rng.choices(_CHANGES, k=rng.choice((0, 0, 1, 2)))]
    content: dict[str, Any] = {"rules": [_renamed(rng, entry) for entry in entries]}
    if rng.random() < 0.2:
        content["extends"] = rng.choice(("other.yaml", ["arithmetic.yaml"]))
    text = _written(content if rng.random() < 0.2 else mutated_data(rng, content, _parameters()))
    if rng.random() < 0.3:
        return "own.yaml", as_file(rng, mutated_yaml(rng, text))
    return "own.yaml", encoded(text)


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    """The entries of the shipped rule files; without most examples, which nothing runs here."""
    found = []
    for file in material.rule_files():
        for entry in yaml.safe_load(file.data)["rules"]:
            examples = {name: some[:1] for name, some in entry.get("examples", {}).items()}
            found.append({**entry, "examples": examples} if examples else entry)
    return tuple(found)


@cache
def _parameters() -> tuple[str, ...]:
    """The kinds of checks, and the words and patterns that the shipped rules give them."""
    found: dict[str, None] = {}

    def visit(value: object) -> None:
        if isinstance(value, str):
            found[value] = None
        elif isinstance(value, dict | list):
            for inner in (*value, *value.values()) if isinstance(value, dict) else value:
                visit(inner)

    for entry in _entries():
        visit([entry.get("check"), entry.get("with"), entry.get("variants")])
    return tuple(found)


def _renamed(rng: Random, entry: dict[str, Any]) -> dict[str, Any]:
    if rng.random() < 0.3 or "name" not in entry:
        return entry
    number = rng.randrange(100, 999)
    return {**entry, "code": f"U{number}", "name": f"own-{number}"}


def _written(data: object) -> str:
    """Data as YAML without anchors; what YAML cannot hold is escaped."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _run_rules(name: str, data: bytes, rng: Random) -> None:
    Path(name).write_bytes(data)
    Path("other.yaml").write_text("rules: []\n", "utf-8")
    with _shipped_rules_read_once():
        loaded = _read(lambda: registry.rules((name,)))
    if loaded is None:
        return
    report = rng.choice([file for file in material.files(".md", ".html") if file.name in _REPORTS])
    known = {rule.code: rule for rule in shipped().rules}
    own = frozenset(rule.code for rule in loaded if known.get(rule.code) != rule and rule.enabled)
    checked(report.name, report.data, RuleSet(loaded, own), Options(lang=rng.choice(("zh", "en"))))


@contextmanager
def _shipped_rules_read_once() -> Iterator[None]:
    """Most of the time that a rule file takes is that of the shipped ones beside it."""
    with mock.patch.object(yaml_places, "read", _read_yaml):
        yield


_read_afresh = yaml_places.read


@cache
def _shipped_nodes(path: str) -> Node | None:
    return _read_afresh(path, RuleError)


def _read_yaml(path: str, error: type[PlacedError]) -> Node | None:
    return _shipped_nodes(path) if path in loading.shipped_files() else _read_afresh(path, error)


def _read(load: Callable[[], T]) -> T | None:
    """What is loaded; None where it is refused, with a place in a file that is there."""
    try:
        return load()
    except PlacedError as error:
        if error.line < 1 or error.column < 1 or not (error.message and error.english):
            raise PromiseError("output", "a refusal without a place or a message", str(error)) from None
        for lang in ("zh", "en"):
            error.in_language(lang)
        return None


def _draw_config(rng: Random) -> tuple[str, bytes]:
    if rng.random() < 0.3:
        return "pyproject.toml", as_file(rng, mutated_yaml(rng, _TOML))
    if rng.random() < 0.3:
        return config.FILE_NAME, as_file(rng, mutated_yaml(rng, _CONFIG))
    return config.FILE_NAME, encoded(_written(mutated_data(rng, yaml.safe_load(_CONFIG))))


def _run_config(name: str, data: bytes, rng: Random) -> None:
    Path(name).write_bytes(data)
    explicit = rng.choice((None, name))
    found = _read(lambda: config.load(explicit, "."))
    if not isinstance(found, config.Config):
        return
    for check in (config_checks.check_files, config_checks.check_prior):
        _read(lambda check=check: check(found))  # type: ignore[misc]
    with suppress(config.ConfigError):
        config_checks.check_codes(found, [rule.code for rule in shipped().rules])
    selected = selection.select(selection.with_severities(shipped().rules, found.severity), found.select, found.ignore)
    report = material.files(".md")[0]
    result = checked("a.md", report.data, selected, Options(lang=found.lang, year=found.year))
    if found.accept and found.path:
        from datetime import date

        from linter.accept.accepted import Accepted

        accepted = Accepted(found.accept, found.path, date(2026, 1, 1), ("a.md",), found.exclude)
        list(accepted.through(iter([result]), selected, found.lang))


def _draw_baseline(rng: Random) -> tuple[str, bytes]:
    report = rng.choice([file for file in material.files(".md") if "faulty" in file.name])
    results = (lint_bytes(name, report.data, shipped(), Options()) for name in (report.name, "sub/b.md"))
    file = Path("drawn.json")
    baseline.write(results, str(file))
    data = file.read_bytes()
    file.unlink()
    if rng.random() < 0.1:
        return "baseline.json", mutated_bytes(rng, data)
    if rng.random() < 0.3:
        return "baseline.json", as_file(rng, mutated_yaml(rng, data.decode()))
    return "baseline.json", json.dumps(mutated_data(rng, json.loads(data))).encode()


def _run_baseline(name: str, data: bytes, rng: Random) -> None:
    Path(name).write_bytes(data)
    found = _read(lambda: baseline.load(name))
    if not isinstance(found, baseline.Baseline):
        return
    for report in rng.sample([file for file in material.files(".md") if "faulty" in file.name], 2):
        result = lint_bytes(report.name, report.data, shipped(), Options())
        if not {one.fingerprint for one in found.sift(result).diagnostics} <= {
            one.fingerprint for one in result.diagnostics
        }:
            raise PromiseError("output", "findings out of a baseline")
    settled = found.settled({rule.code for rule in shipped().rules})
    if settled.findings < 0:
        raise PromiseError("output", "less than nothing settled")
    if Path(name).read_bytes() != data:
        raise PromiseError("changed", "a baseline that is only read")


KINDS = {
    "rules": Kind(_draw_rules, _run_rules),
    "config": Kind(_draw_config, _run_config),
    "baseline": Kind(_draw_baseline, _run_baseline),
}
