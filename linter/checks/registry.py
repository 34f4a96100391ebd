"""All checks, found by themselves: every module of this package that states `CHECKS`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

import linter.checks
from linter.checks.check import Check
from linter.rules.kind import Kind
from linter.rules.loading import load
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet, select


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for name in _names(package.__path__):
        full = f"{package.__name__}.{name}"
        if full == __name__:
            continue
        module = import_module(full)
        if hasattr(module, "__path__"):
            yield from _modules(module)
        else:
            yield module


def _names(folders: Iterable[str]) -> list[str]:
    """The modules and packages in the folders of a package."""
    names: set[str] = set()
    for folder in folders:
        try:
            entries = os.listdir(folder)
        except OSError:  # the package lies in a zip file
            from pkgutil import iter_modules

            names.update(module.name for module in iter_modules([folder]))
            continue
        names.update(entry.partition(".")[0] for entry in entries)
    return sorted(name for name in names if name.isidentifier() and not name.startswith("__"))


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
