"""The parts of a rule that need more than a look at their type: messages, parameters, examples."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection

from linter.placed.nodes import Node, Reading
from linter.readers.formats import TEXTS
from linter.rules.kind import Kind, Written
from linter.rules.schema import (
    CELL,
    EXAMPLE_BASES,
    EXAMPLE_FIELDS,
    EXPECT_FIELDS,
    HELP_PARTS,
    LANGUAGES,
    PRIOR_FIELDS,
)
from linter.text.dates import Day
from linter.type_names import Any

LONGEST_PATTERN = 2_000
"""Characters of one regular expression."""

_POSITION = re.compile(r"at position (\d+)")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def by_language(reading: Reading, node: Node, complete: bool) -> dict[str, Node]:
    """The values by language; all languages are asked for where `complete`, else one is enough."""
    fields = reading.fields(node, LANGUAGES, LANGUAGES if complete else ())
    if not fields:
        reading.fail(node, "这里至少要有一种语言（zh 或 en）", "expected a text for zh or en")
    return fields


def languages(reading: Reading, node: Node, complete: bool) -> dict[str, str]:
    """A text by language."""
    return {lang: reading.text(value).strip() for lang, value in by_language(reading, node, complete).items()}


def guidance(
    reading: Reading, node: Node, complete: bool, known: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    """The help by language, laid over what is `known`: its parts one by one, or a text in place of them all."""
    found = dict(known)
    for lang, value in by_language(reading, node, complete).items():
        if value.kind == "mapping":
            parts = reading.fields(value, HELP_PARTS, HELP_PARTS if complete else ())
            found[lang] = found.get(lang, {}) | {part: reading.text(text).strip() for part, text in parts.items()}
        else:
            found[lang] = {HELP_PARTS[0]: reading.text(reading.of_kind(value, "text", "mapping")).strip()}
    return found


def templates(reading: Reading, node: Node, placeholders: Collection[str], complete: bool) -> dict[str, str]:
    """A message by language, of one line, in which only these placeholders stand."""
    texts = languages(reading, node, complete)
    for value in reading.fields(node, LANGUAGES).values():
        if "\n" in value.text.strip():
            reading.fail(value, "消息只能是一行", "a message must be a single line")
        for match in _BRACES.finditer(value.text):
            word = match[1]
            if word is None:
                if len(match[0]) == 1:
                    reading.fail(
                        value,
                        "花括号不成对（写 {{ 或 }} 表示括号本身）",
                        "unpaired brace (write {{ or }} for the brace itself)",
                        match.start(),
                    )
            elif word not in placeholders:
                reading.unknown(value, ("个占位符", "placeholder"), word, placeholders, match.start())
    return texts


def patterns(reading: Reading, node: Node) -> list[str]:
    """A list of regular expressions."""
    return [pattern(reading, item) for item in reading.items(node)]


def pattern(reading: Reading, node: Node) -> str:
    """A regular expression, tried unless it was shipped: a third of the first start would go into it."""
    text = reading.text(node)
    if reading.is_shipped:
        return text
    if len(text) > LONGEST_PATTERN:
        limit = f"{LONGEST_PATTERN:,}"
        reading.fail(node, f"正则表达式超过 {limit} 个字", f"the regular expression is longer than {limit} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(text)
    except Warning as problem:  # such as [[一二]: a bracket that may mean something else one day
        told = _POSITION.search(str(problem))
        reading.fail(
            node,
            f"正则表达式有歧义（{problem}）：方括号本身写作 \\[",
            f"ambiguous regular expression ({problem}): write \\[ for the bracket itself",
            int(told[1]) if told else 0,
        )
    except (re.error, OverflowError, RecursionError) as problem:
        position = getattr(problem, "pos", None) or 0
        reading.fail(node, f"正则表达式有误：{problem}", f"bad regular expression: {problem}", position)
    return text


def parameters(reading: Reading, node: Node, kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a check: those `known` from the rule that is overridden, then those given here."""
    params = kind.parameters()
    given = reading.fields(node, params)
    values = {
        **known,
        **{name: _parameter(reading, value, params[name].written) for name, value in given.items()},
    }
    for name, param in params.items():
        if param.required and name not in values:
            reading.fail(node, f"检查 {kind.name} 缺少参数“{name}”", f"check {kind.name} needs the parameter '{name}'")
    if "equations" in given:
        _known_terms(reading, given["equations"], values)
    if "rows" in given:
        _known_rows(reading, given["rows"], values)
    if "equations" in values:
        values["subject"] = _subjects(reading, given.get("subject") or given.get("equations") or node, values)
    return values


def _parameter(reading: Reading, node: Node, param: Written) -> Any:
    match param.form:
        case "choice":
            return reading.choice(node, param.choices, ("个值", "value"))
        case "choices":
            return [reading.choice(item, param.choices, ("个值", "value")) for item in _some(reading, node)]
        case "rows":
            return [reading.text(item) for item in _some(reading, node)]
        case "replacements":
            return _replacements(reading, node)
        case "pattern":
            return pattern(reading, node)
        case "patterns":
            return patterns(reading, node)
        case "aspects":
            fields = reading.fields(node, param.choices) if param.choices else None
            named = fields or {name: value for name, (_, value) in reading.entries(node).items()}
            aspects = {name: patterns(reading, value) for name, value in named.items()}
            if not aspects:
                reading.fail(node, "这里不能是空的", "this must not be empty")
            return aspects
        case "equations":
            return [_equation(reading, item) for item in _some(reading, node)]
        case "days":
            fields = reading.fields(node, param.choices, param.choices)
            return {name: _day(reading, value) for name, value in fields.items()}
        case "flag":
            return reading.of_kind(node, "boolean").text == "true"
        case _:  # subjects
            return reading.texts(node) if node.kind == "list" else [reading.text(node)]


def _day(reading: Reading, node: Node) -> tuple[int, int]:
    """A day of every year: month and day."""
    match = re.fullmatch(r"(0[1-9]|1[0-2])-([0-2][1-9]|[123]0|31)", reading.text(node))
    if match is None or not Day(2001, int(match[1]), int(match[2])).exists:
        reading.fail(node, "日期写作“月-日”，如 01-31", "a day is written as month and day, such as 01-31")
    return int(match[1]), int(match[2])


def _some(reading: Reading, node: Node) -> tuple[Node, ...]:
    if not reading.items(node):
        reading.fail(node, "这里不能是空的", "this must not be empty")
    return node.items


def _equation(reading: Reading, node: Node) -> list[list[tuple[int, str]]]:
    from linter.arithmetic.expression import ExpressionError, parse

    text = reading.text(node)
    try:
        equation = parse(text)
    except ExpressionError as problem:
        reading.fail(node, f"算式有误：{problem.message}", f"bad equation: {problem.english}", problem.column - 1)
    return [[(term.factor, term.name) for term in side] for side in (equation.left, equation.right)]


def _replacements(reading: Reading, node: Node) -> dict[str, str]:
    """What to write instead of each pattern, "" where there is nothing to write."""
    found: dict[str, str] = {}
    for key, value in reading.entries(node).values():
        pattern(reading, key)
        found[key.text] = "" if value.kind == "null" else reading.of_kind(value, "text").text.strip()
    if not found:
        reading.fail(node, "这里不能是空的", "this must not be empty")
    return found


def _known_rows(reading: Reading, node: Node, values: dict[str, Any]) -> None:
    known = _keys(values["table"], "rows")
    for item, name in zip(node.items, values["rows"], strict=True):
        if name not in known:
            reading.unknown(item, ("行", "row"), name, known)


def _keys(table: str, of: str) -> list[str]:
    """The names of the rows or columns that a table has in the form of some regime."""
    from linter.reference import load

    forms = [form.tables[table] for form in load().forms.values() if table in form.tables]
    keys = [key for form in forms for key in (form.rows if of == "rows" else form.columns)]
    return list(dict.fromkeys(keys))


def _known_terms(reading: Reading, node: Node, values: dict[str, Any]) -> None:
    """Every name in the equations is a row or column of the table in the form of some regime."""
    from linter.arithmetic.expression import stands_for

    keys = _keys(values["table"], values["terms"])
    for item, sides in zip(node.items or (node,), values["equations"], strict=True):
        for _, name in (term for side in sides for term in side):
            if name and not any(stands_for(name, key) for key in keys):
                what = ("行", "row") if values["terms"] == "rows" else ("列", "column")
                reading.unknown(item, what, name, keys)


def _subjects(reading: Reading, node: Node, values: dict[str, Any]) -> list[str]:
    """One subject for each equation; a single one stands for all."""
    equations: list[list[list[tuple[int, str]]]] = values["equations"]
    subjects: list[str] = values["subject"]
    if len(subjects) == 1:
        subjects = subjects * len(equations)
    if len(subjects) != len(equations):
        reading.fail(
            node,
            f"subject 有{len(subjects)}个，算式有{len(equations)}个，应当一一对应",
            f"{len(subjects)} subjects for {len(equations)} equations",
        )
    items = node.items if node.kind == "list" and len(node.items) == len(subjects) else [node] * len(subjects)
    for item, subject, sides in zip(items, subjects, equations, strict=True):
        names = [name for side in sides for _, name in side if name]
        if subject not in names:
            reading.unknown(item, ("一项（算式中）", "term of the equation"), subject, names)
        left, right = (sum(factor for factor, name in side if name == subject) for side in sides)
        if subject.endswith(".*") or left == right:
            reading.fail(
                item,
                f"“{subject}”不能作 subject：应为算式中单独的、不会抵消的一项",
                f"'{subject}' cannot be the subject: it must be a single term that does not cancel out",
            )
    return subjects


def examples(reading: Reading, node: Node) -> dict[str, list[dict[str, Any]]]:
    """The failing and the passing examples of a rule, at least one of each."""
    fields = reading.fields(node, ("fail", "pass"), ("fail", "pass"))
    return {
        kind: [_example(reading, item, failing=kind == "fail") for item in _some(reading, fields[kind])]
        for kind in ("fail", "pass")
    }


def _example(reading: Reading, node: Node, failing: bool) -> dict[str, Any]:
    fields = reading.fields(node, EXAMPLE_FIELDS if failing else EXAMPLE_FIELDS[:-1])
    if ("base" in fields) == ("text" in fields):
        reading.fail(node, "例子要有 base 或 text，且只有一个", "an example needs either base or text")
    for name, partner in (("set", "base"), ("replace", "base"), ("format", "text")):
        if name in fields and partner not in fields:
            reading.fail(fields[name], f"{name} 要和 {partner} 一起用", f"{name} goes with {partner}")
    example: dict[str, Any] = {}
    for name, value in fields.items():
        match name:
            case "base":
                example[name] = reading.choice(value, EXAMPLE_BASES, ("份范例", "base report"))
            case "prior":
                example[name] = _prior(reading, value)
            case "text":
                example[name] = reading.text(value)
            case "format":
                example[name] = reading.choice(value, TEXTS, ("种格式", "format"))
            case "year":
                example[name] = reading.integer(value, 2000, 2099)
            case "note":
                example[name] = languages(reading, value, complete=False)
            case "expect":
                example[name] = _expectation(reading, value)
            case _:
                example[name] = _changes(reading, value, cells=name == "set")
    return example


def _prior(reading: Reading, node: Node) -> dict[str, Any]:
    """Last year's report of an example: a base report with its changes."""
    fields = reading.fields(node, PRIOR_FIELDS, ("base",))
    return {
        name: reading.choice(value, EXAMPLE_BASES, ("份范例", "base report"))
        if name == "base"
        else _changes(reading, value, cells=name == "set")
        for name, value in fields.items()
    }


def _changes(reading: Reading, node: Node, cells: bool) -> dict[str, str]:
    changes = {}
    for old, (key, new) in reading.entries(node).items():
        if cells and not re.fullmatch(CELL, old):
            reading.fail(key, "单元格写作“表/行/列”", "a cell is written table/row/column")
        if new.kind in ("mapping", "list"):
            reading.of_kind(new, "text")
        changes[old] = "" if new.kind == "null" else new.text
    return changes


def _expectation(reading: Reading, node: Node) -> dict[str, Any]:
    fields = reading.fields(node, EXPECT_FIELDS)
    expectation: dict[str, Any] = {}
    if "at" in fields:
        expectation["at"] = reading.text(fields["at"])
    if "cells" in fields:
        expectation["cells"] = tuple(reading.texts(fields["cells"]))
    if "count" in fields:
        expectation["count"] = reading.integer(fields["count"], 1, 1000)
    return expectation
