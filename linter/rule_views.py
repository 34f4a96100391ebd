"""What `nianbao rules` and `nianbao explain` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from linter.reporters.printable import json_writer
from linter.rules import Example, Rule

_SEVERITY = {
    "zh": {"ERROR": "错误", "WARNING": "警告", "INFO": "提示"},
    "en": {"ERROR": "error", "WARNING": "warning", "INFO": "info"},
}
_YEARS = {
    "zh": {"2008": "2008—2018年", "2019": "2019—2020年", "2021": "2021年起"},
    "en": {"2008": "2008–2018", "2019": "2019–2020", "2021": "2021 and later"},
}
_HEADINGS = {
    "zh": {
        "check": "检查什么、怎么改",
        "basis": "依据",
        "regimes": "适用年度",
        "fail": "错例",
        "pass": "正例",
    },
    "en": {
        "check": "What it checks and how to mend it",
        "basis": "Basis",
        "regimes": "Reports for",
        "fail": "Failing",
        "pass": "Passing",
    },
}


def write_rules(rules: Sequence[Rule], format: str, lang: str, out: TextIO) -> None:
    """Every rule with its severity and basis, as a list, JSON or a Markdown table."""
    if format == "json":
        out.write(json_writer(out, indent=2)([_plain(rule) for rule in rules]) + "\n")
    elif format == "markdown":
        out.write("| code | name | severity | regimes | basis |\n|---|---|---|---|---|\n")
        for rule in rules:
            regimes = ", ".join(rule.regimes)
            out.write(f"| {rule.code} | {rule.name} | {rule.severity.word} | {regimes} | {rule.basis or ''} |\n")
    else:
        for rule in rules:
            severity = _SEVERITY[lang][rule.severity.name]
            out.write(f"{rule.code}  {severity}  {rule.name}\n")
            if rule.basis:
                out.write(f"      {rule.basis}\n")


def _plain(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "enabled": rule.enabled,
        "regimes": list(rule.regimes),
        "check": rule.check,
        "message": dict(rule.message),
        "basis": rule.basis,
        "help": dict(rule.help),
    }


def write_explanation(rule: Rule, lang: str, out: TextIO) -> None:
    """One rule: what it asks, why, and its first failing and passing examples."""
    words = _HEADINGS[lang]
    out.write(f"{rule.code} {rule.name}（{_SEVERITY[lang][rule.severity.name]}）\n\n")
    if rule.help.get(lang):
        out.write(f"{words['check']}\n  {rule.help[lang]}\n\n")
    if rule.basis:
        out.write(f"{words['basis']}\n  {rule.basis}\n\n")
    out.write(f"{words['regimes']}\n  {'、'.join(_YEARS[lang][regime] for regime in rule.regimes)}\n")
    for heading, examples in ((words["fail"], rule.examples.failing), (words["pass"], rule.examples.passing)):
        if examples:
            out.write(f"\n{heading}\n")
            for line in _example(examples[0], lang):
                out.write(f"  {line}\n")


def _example(example: Example, lang: str) -> Iterator[str]:
    note = example.note.get(lang)
    if note:
        yield note
    if example.text is not None:
        yield from (f"| {line}" for line in example.text.rstrip().split("\n"))
    for old, new in example.replace.items():
        yield from (f"- {line}" for line in old.rstrip("\n").split("\n"))
        if new:
            yield from (f"+ {line}" for line in new.rstrip("\n").split("\n"))
    for address, text in example.set.items():
        yield f"{address} = {text}"
