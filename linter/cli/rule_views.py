"""What `nianbao rules` and `nianbao explain` print."""

from __future__ import annotations

from collections.abc import Sequence

from linter.engine.rule_help import explanation
from linter.notices import harmless
from linter.reporters.printable import json_writer
from linter.rules.rule import Rule
from linter.type_names import Any, TextIO

_TABLE_HEAD = {
    "zh": "| 编号 | 名称 | 级别 | 表样 | 依据 |\n|---|---|---|---|---|\n",
    "en": "| code | name | severity | regimes | basis |\n|---|---|---|---|---|\n",
}


def write_rules(rules: Sequence[Rule], format: str, lang: str, out: TextIO) -> None:
    """Every rule with its severity and basis, as a list, JSON or a Markdown table."""
    if format == "json":
        out.write(json_writer(out, indent=2)([_plain(rule) for rule in rules]) + "\n")
    elif format == "markdown":
        out.write(_TABLE_HEAD[lang])
        for rule in rules:
            regimes = ", ".join(rule.regimes)
            basis = harmless.markdown(harmless.flowing(rule.basis or ""))
            name, word = rule.called(lang), rule.severity.called(lang)
            out.write(f"| {rule.code} | {name} | {word} | {regimes} | {basis} |\n")
    else:
        for rule in rules:
            out.write(_line(f"{rule.code}  {rule.severity.called(lang)}  {rule.called(lang)}"))
            if rule.basis:
                out.write(_line(f"      {rule.basis}"))


def _line(text: str) -> str:
    return harmless.line(harmless.flowing(text).rstrip()) + "\n"


def _plain(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title or None,
        "severity": rule.severity.word,
        "enabled": rule.enabled,
        "regimes": list(rule.regimes),
        "check": rule.check,
        "message": dict(rule.message),
        "basis": rule.basis,
        "help": dict(rule.help),
        "guide": {lang: dict(parts) for lang, parts in rule.explained.guide.items()},
        "levels": list(rule.levels),
        "organs": list(rule.organs),
    }


def write_explanation(rule: Rule, rules: Sequence[Rule], lang: str, out: TextIO) -> None:
    """One rule: what it asks, why, and its first failing and passing examples."""
    name = rule.name if rule.called(lang) == rule.name else f"{rule.name} {rule.called(lang)}"
    out.write(_line(f"{rule.code} {name}（{rule.severity.called(lang)}）"))
    for part in explanation(rule, rules, lang, most=1):
        out.write(f"\n{part.heading}\n")
        if part.text:
            out.write("".join(_line(f"  {line}") for line in part.text.split("\n")))
        for example in part.examples:
            for line in (*filter(None, [example.note]), *example.lines, *(f"→ {told}" for told in example.messages)):
                out.write(_line(f"  {line}"))
