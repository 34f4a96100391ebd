"""Small reports, for tests of what a check says of a few words in one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from linter.checks.registry import rules
from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic
from linter.rules.selection import RuleSet

ORGAN = "云川市水务局"


def water(count: int) -> str:
    """So many letters that mean nothing to any check."""
    return "水" * count


def report(
    *body: str,
    organ: str = ORGAN,
    year: int = 2022,
    front: str = "",
    heading: str = "主动公开",
    signed: str = "",
    as_markdown: bool = False,
) -> str:
    """A report whose first part says `body`, a paragraph each, below a sub-heading; plain text if not Markdown."""
    title, part, clause = ("# ", "## ", "### ") if as_markdown else ("", "", "")
    lines = (
        f"{title}{organ}{year}年政府信息公开工作年度报告",
        front,
        f"{part}一、总体情况",
        f"{clause}（一）{heading}",
        *body,
        f"{part}二、主动公开政府信息情况",
        "见网站。",
        signed,
    )
    return "\n\n".join(line for line in lines if line) + "\n"


def found(code: str, source: str, format: str = "text", **options: Any) -> list[Diagnostic]:
    """What a rule says of a report; `options` are those of `lint_source`."""
    result = lint_source(source, path=f"a.{format}", format=format, select=[code], **options)
    assert not any(entry.crashed for entry in result.not_evaluated)
    return list(result.diagnostics)


def told(code: str, *body: str) -> list[object]:
    """What it names as wrong in a report that says this."""
    return [diagnostic.actual for diagnostic in found(code, report(*body))]


def local_rule(folder: Path, check: str, params: str, message: str) -> RuleSet:
    """The rule P999 of a user's file and no other; `params` is YAML."""
    file = folder / "local.yaml"
    head = "rules:\n- code: P999\n  name: local\n  severity: warning\n"
    file.write_text(f"{head}  check: {check}\n  with: {params}\n  message: {{zh: '{message}'}}\n", "utf-8")
    return RuleSet(tuple(rule for rule in rules([str(file)]) if rule.code == "P999"), frozenset(["P999"]))
