"""Rule files as people write them, made into plain data: checked against the schema, inheritance resolved.

Runs only when a rule file has changed: everything heavy (YAML, the grammar of equations) is kept to here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from linter.forms import regimes
from linter.placed import yaml_places
from linter.placed.nodes import Node, Reading, RuleError
from linter.rules import values as rule_values
from linter.rules.kind import Kind
from linter.rules.schema import CODE, FILE_FIELDS, NAME, NEW_RULE_NEEDS, RULE_FIELDS, SEVERITIES
from linter.text.needed_words import needed_by
from linter.text.organs import LEVELS
from linter.type_names import Any

_SHIPPED_NEEDS = (*NEW_RULE_NEEDS, "basis", "help", "examples")
_NEW_ONLY = ("name", "check", "message")  # without any of these an entry was meant to change a rule
MOST_RULES = 1_000
"""Rules of one file of a user."""

MOST_PATTERNS = 5_000
"""Regular expressions of one file of a user."""

_REGIME_WORDS = ("种年报格式", "regime")


def compile_rules(shipped: Sequence[str], files: Sequence[str], kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """All rules of the shipped files and of the user's, in the order of their codes.

    Raises:
        RuleError: a file is wrong.
    """
    rules: dict[str, dict[str, Any]] = {}
    for file in (*shipped, *files):
        _File(file, kinds, complete=file in shipped).read_into(rules)
    for rule in rules.values():
        rule["needed"] = needed_by(_searched(rule, kinds[rule["check"]]))
    return [rules[code] for code in sorted(rules)]


def _searched(rule: Mapping[str, Any], kind: Kind) -> Iterator[str]:
    """The patterns of a rule that are many and match in next to no text; not a user's, which another library reads."""
    for name in kind.searched:
        if name in rule["written"]:
            continue
        match rule["with"].get(name, ()):
            case str(pattern):
                yield pattern
            case dict(aspects):
                yield from chain.from_iterable(aspects.values())
            case patterns:
                yield from patterns


def extended_files(file: str, shipped: Sequence[str]) -> list[tuple[int, int, str]]:
    """Line, column and path of each file that a rule file extends.

    The shipped files are named by their bare names; they are always read, so nothing is done for them.
    """
    reading = Reading(file, RuleError)
    root = yaml_places.read(file, RuleError)
    fields = reading.fields(root, FILE_FIELDS) if root else {}
    if "extends" not in fields:
        return []
    named = [os.path.splitext(os.path.basename(path))[0] for path in shipped]
    found = []
    for node in reading.items(fields["extends"]) if fields["extends"].kind == "list" else [fields["extends"]]:
        name = reading.text(node)
        if name.endswith((".yaml", ".yml")):
            found.append((node.line, node.column, os.path.normpath(os.path.join(os.path.dirname(file), name))))
        else:
            reading.choice(node, named, ("组规则", "set of rules"))
    return found


class _File:
    """The reading of one rule file. `complete`: every rule must have both languages, help and examples."""

    def __init__(self, file: str, kinds: Mapping[str, Kind], complete: bool) -> None:
        self.reading = Reading(file, RuleError, is_shipped=complete)
        self.kinds = kinds
        self.complete = complete
        self.codes: tuple[str, ...] = ()
        self.patterns = 0

    def read_into(self, rules: dict[str, dict[str, Any]]) -> None:
        """Adds the file's rules, or lays them over those with the same code."""
        reading = self.reading
        root = yaml_places.read(reading.file, RuleError)
        fields = reading.fields(root, FILE_FIELDS) if root else {}
        lines: dict[str, int] = {}
        nodes = reading.items(fields["rules"]) if "rules" in fields else ()
        if not self.complete and len(nodes) > MOST_RULES:
            limit = f"{MOST_RULES:,}"
            reading.fail(nodes[MOST_RULES], f"规则超过 {limit} 条", f"more than {limit} rules")
        for node in nodes:
            given = reading.fields(node, RULE_FIELDS, ("code",))
            code = self.pattern(given["code"], CODE, "编号写作一个大写字母加三位数字，如 A301", "a code is like A301")
            if code in lines:
                reading.fail(
                    given["code"],
                    f"编号 {code} 重复（第{lines[code]}行已有）",
                    f"duplicate code {code} (first on line {lines[code]})",
                )
            lines[code] = given["code"].line
            self.codes = tuple(rules)
            rules[code] = self.rule(node, code, given, rules.get(code))

    def rule(self, node: Node, code: str, given: dict[str, Node], base: dict[str, Any] | None) -> dict[str, Any]:
        reading = self.reading
        if base is None:
            if not any(word in given for word in _NEW_ONLY) and self.codes:
                reading.unknown(given["code"], ("个编号的规则", "code"), code, self.codes)
            for word in _SHIPPED_NEEDS if self.complete else NEW_RULE_NEEDS:
                if word not in given:
                    reading.fail(node, f"规则 {code} 缺少“{word}”", f"rule {code} needs '{word}'")
        rule = dict(base or _NEW, code=code, source=reading.file, line=given["code"].line)
        rule["check"] = self.check(given.get("check"), base)
        kind = self.kinds[rule["check"]]
        rule["with"] = rule_values.parameters(
            reading,
            given.get("with") or Node("mapping", node.line, node.column),
            kind,
            rule["with"],
        )
        if not self.complete:
            names = self.patterns_given(given, kind)
            rule["written"] = sorted({*rule["written"], *names})
            self.patterns += sum(_count(rule["with"].get(name, "")) for name in names)
            if self.patterns > MOST_PATTERNS:
                limit = f"{MOST_PATTERNS:,}"
                reading.fail(given["with"], f"正则表达式超过 {limit} 个", f"more than {limit} regular expressions")
        for word, value in given.items():
            match word:
                case "name":
                    rule[word] = self.pattern(
                        value, NAME, "名称用小写字母和连字符，如 table-total", "a name is like table-total"
                    )
                case "title":
                    rule[word] = reading.text(value)
                case "severity":
                    severity = reading.choice(value, SEVERITIES, ("个级别", "severity"))
                    rule["enabled"] = severity != "off"
                    if rule["enabled"]:
                        rule[word] = severity
                case "since" | "until":
                    rule[word] = reading.choice(value, regimes.IDS, _REGIME_WORDS)
                case "levels":
                    rule[word] = [reading.choice(item, LEVELS, ("个层级", "level")) for item in reading.items(value)]
                case "organs":
                    rule[word] = rule_values.patterns(reading, value)
                case "message":
                    texts = rule_values.templates(reading, value, kind.placeholders, self.complete)
                    rule[word] = {**rule[word], **texts}
                case "variants":
                    rule[word] = {**rule[word], **self.variants(value, kind.variants, kind.placeholders)}
                case "basis":
                    rule[word] = self.basis(value)
                case "help":
                    rule[word] = rule_values.guidance(reading, value, self.complete, rule[word])
                case "examples":
                    rule[word] = rule_values.examples(reading, value)
        if rule["since"] > rule["until"]:
            place = given.get("until") or given.get("since") or node
            reading.fail(place, "until 早于 since", "'until' comes before 'since'")
        return rule

    def patterns_given(self, given: dict[str, Node], kind: Kind) -> list[str]:
        """The names of the parameters given that are patterns, `organs` among them."""
        params = kind.parameters()
        names = [key.text for key, _ in given["with"].entries] if "with" in given else []
        found = [name for name in names if params[name].written.is_pattern]
        return [*found, "organs"] if "organs" in given else found

    def check(self, node: Node | None, base: dict[str, Any] | None) -> str:
        if node is None:
            return str(base["check"]) if base else ""
        check = self.reading.choice(node, self.kinds, ("种检查", "kind of check"))
        if base and check != base["check"]:
            self.reading.fail(
                node,
                f"规则 {base['code']} 的检查是 {base['check']}，不能改；请另用一个编号",
                f"rule {base['code']} is of the kind {base['check']}, which cannot change; use another code",
            )
        return check

    def variants(self, node: Node, known: Sequence[str], placeholders: Sequence[str]) -> dict[str, dict[str, str]]:
        fields = self.reading.fields(node, known)
        return {
            name: rule_values.templates(self.reading, value, placeholders, self.complete)
            for name, value in fields.items()
        }

    def basis(self, node: Node) -> dict[str, str]:
        if node.kind == "null":
            return {}
        if node.kind != "mapping":
            return {"": self.reading.text(self.reading.of_kind(node, "text", "mapping"))}
        fields = self.reading.fields(node, regimes.IDS)
        return {regime: self.reading.text(fields[regime]) for regime in regimes.IDS if regime in fields}

    def pattern(self, node: Node, pattern: str, message: str, english: str) -> str:
        if node.kind != "text" or not re.fullmatch(pattern, node.text):
            self.reading.fail(node, message, english)
        return node.text


def _count(patterns: Any) -> int:
    """How many patterns a parameter holds: a text, a list, a mapping of lists, or a mapping by patterns."""
    if isinstance(patterns, dict):
        return sum(max(1, _count(those)) for those in patterns.values())
    return len(patterns) if isinstance(patterns, list) else 1


_NEW: dict[str, Any] = {
    "title": "",
    "severity": "warning",
    "enabled": True,
    "since": regimes.EARLIEST,
    "until": regimes.LATEST,
    "levels": [],
    "organs": [],
    "with": {},
    "message": {},
    "variants": {},
    "basis": {},
    "help": {},
    "examples": {"fail": [], "pass": []},
    "written": [],
}
