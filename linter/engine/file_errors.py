"""E001–E004, why a file was not checked, as `rules` and `explain` show them beside the rules."""

from __future__ import annotations

import os

from linter.files.compiled import cached
from linter.files.shipped import rules_folder
from linter.forms import regimes
from linter.model.diagnostics import Severity
from linter.rules.kind import Kind
from linter.rules.rule import Guidance, Rule
from linter.type_names import Any


def load() -> tuple[Rule, ...]:
    """The four in the shape of rules, which they are not: no check yields them, and nothing turns them off."""
    path = os.path.join(rules_folder(), "language", "file-errors.yaml")

    def read() -> dict[str, Any]:
        import yaml

        with open(path, encoding="utf-8") as file:
            entries: dict[str, Any] = yaml.safe_load(file)
        return entries

    return tuple(_as_rule(code, entry, path) for code, entry in cached("file-errors", (path,), read).items())


def _as_rule(code: str, entry: dict[str, Any], path: str) -> Rule:
    guide = entry["help"]
    asks = {lang: parts["asks"] for lang, parts in guide.items()}
    return Rule(
        code=code,
        name=entry["name"],
        title=entry["title"],
        severity=Severity.ERROR,
        regimes=regimes.IDS,
        kind=Kind("readable"),
        params=None,
        message=asks,
        variants={},
        basis=None,
        bases={},
        explained=Guidance.of(guide, {}),
        enabled=True,
        source=path,
        line=1,
    )
