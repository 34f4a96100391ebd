"""The parts of a rule that need more than a look at their type: messages, parameters, examples."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from linter.placed import Node, Reading
from linter.rule_schema import (
    CELL,
    EXAMPLE_BASES,
    EXAMPLE_FIELDS,
    EXAMPLE_FORMATS,
    EXPECT_FIELDS,
    LANGUAGES,
    PRIOR_FIELDS,
    Kind,
    Param,
)

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def languages(reading: Reading, node: Node, complete: bool) -> dict[str, str]:
    """A text by language; all languages are asked for where `complete`, else one is enough."""
    fields = reading.fields(node, LANGUAGES, LANGUAGES if complete else ())
    if not fields:
        reading.fail(node, "这里至少要有一种语言（zh 或 en）", "expected a text for zh or en")
    return {lang: reading.text(value).strip() for lang, value in fields.items()}


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
    """A regular expression."""
    text = reading.text(node)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as problem:
        position = getattr(problem, "pos", None) or 0
        reading.fail(node, f"正则表达式有误：{problem}", f"bad regular expression: {problem}", position)
    return text


def parameters(reading: Reading, node: Node, kind_name: str, kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a check: those `known` from the rule that is overridden, then those given here."""
    given = reading.fields(node, kind.params)
    values = {
        **known,
        **{name: _parameter(reading, value, kind.params[name]) for name, value in given.items()},
    }
    for name, param in kind.params.items():
        if param.required and name not in values:
            reading.fail(node, f"检查 {kind_name} 缺少参数“{name}”", f"check {kind_name} needs the parameter '{name}'")
    if "equations" in given:
        _known_names(reading, given["equations"], values)
    if "equations" in values:
        values["subject"] = _subjects(reading, given.get("subject") or given.get("equations") or node, values)
    return values


def _parameter(reading: Reading, node: Node, param: Param) -> Any:
    match param.form:
        case "choice":
            return reading.choice(node, param.choices, ("个值", "value"))
        case "choices":
            return [reading.choice(item, param.choices, ("个值", "value")) for item in _some(reading, node)]
        case "words":
            return [reading.text(item) for item in _some(reading, node)]
        case "pattern":
            return pattern(reading, node)
        case "patterns":
            return patterns(reading, node)
        case "aspects":
            aspects = {name: patterns(reading, value) for name, (_, value) in reading.entries(node).items()}
            if not aspects:
                reading.fail(node, "这里不能是空的", "this must not be empty")
            return aspects
        case "equations":
            return [_equation(reading, item) for item in _some(reading, node)]
        case _:  # subjects
            return reading.texts(node) if node.kind == "list" else [reading.text(node)]


def _some(reading: Reading, node: Node) -> tuple[Node, ...]:
    if not reading.items(node):
        reading.fail(node, "这里不能是空的", "this must not be empty")
    return node.items


def _equation(reading: Reading, node: Node) -> list[list[tuple[int, str]]]:
    from linter.expression import ExpressionError, parse

    text = reading.text(node)
    try:
        equation = parse(text)
    except ExpressionError as problem:
        reading.fail(node, f"算式有误：{problem.message}", f"bad equation: {problem.english}", problem.column - 1)
    return [[(term.factor, term.name) for term in side] for side in (equation.left, equation.right)]


def _known_names(reading: Reading, node: Node, values: dict[str, Any]) -> None:
    """Every name in the equations is a row or column of the table in the form of some regime."""
    from linter.expression import stands_for
    from linter.reference import load

    tables = [form.tables[values["table"]] for form in load().forms.values() if values["table"] in form.tables]
    keys = [key for table in tables for key in (table.rows if values["terms"] == "rows" else table.columns)]
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
                example[name] = reading.choice(value, EXAMPLE_FORMATS, ("种格式", "format"))
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
