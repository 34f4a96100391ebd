"""All checks, found by themselves: every module of this package that states `CHECKS`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import linter.checks
from linter.checks.check import Check
from linter.rules.kind import Kind
from linter.rules.loading import load
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet, select


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in iter_modules(package.__path__, f"{package.__name__}."):
        if found.name == __name__:
            continue
        module = import_module(found.name)
        if found.ispkg:
            yield from _modules(module)
        else:
            yield module


def _checks() -> dict[str, Check]:
    checks: list[Check] = [check for module in _modules(linter.checks) for check in getattr(module, "CHECKS", ())]
    by_name = {check.kind.name: check for check in sorted(checks, key=lambda check: check.kind.name)}
    assert len(by_name) == len(checks), "two kinds of check have one name"
    return by_name


CHECKS: Mapping[str, Check] = _checks()
KINDS: Mapping[str, Kind] = {name: check.kind for name, check in CHECKS.items()}


def rules(files: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The shipped rules with those of the user's files added or laid over them, in the order of their codes.

    Raises:
        RuleError: a rule file is wrong.
    """
    return load(files, KINDS)


@cache
def shipped() -> RuleSet:
    """The rules as they come with the program, all that are enabled."""
    return select(rules())
