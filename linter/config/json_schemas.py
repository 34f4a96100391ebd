"""JSON schemas of rule files and configurations, for editors: made from the tables that the program itself reads by.

What depends on other files or on several values together (known codes, `extends`, equations) a schema does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from linter.checks.registry import KINDS
from linter.config import configuration as config
from linter.forms import regimes
from linter.readers.formats import TEXTS
from linter.rules import schema as rules
from linter.rules.kind import Kind, Written
from linter.text.organs import LEVELS
from linter.type_names import Any

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "pattern": "\\S"}
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_PATTERN: Schema = {"type": "string", "format": "regex", "pattern": "\\S"}
_SELECTOR = "\\s*[A-Za-z][0-9]{0,3}\\s*"
_MEANINGS: Mapping[str, str] = {
    # of a configuration
    "select": "只报告这些编号或编号开头的规则 (codes or beginnings of codes to report)",
    "ignore": "不报告这些编号或编号开头的规则 (codes or beginnings of codes to leave out)",
    "fail_on": "到哪一级就算不通过 (the severity that makes the exit status 1)",
    "lang": "消息的语言 (language of messages)",
    "regime": "按哪一年的格式检查 (the form to check by)",
    "year": "报告年度，报告里没有写时用 (the report's year, where it does not say)",
    "level": "发布机关的层级 (the publishing organ's level)",
    "prior": "上年报告：文件或文件夹 (last year's report: a file or a folder)",
    "rules": "规则文件；在规则文件里是规则本身 (further rule files; in a rule file, the rules)",
    "severity": "级别：error 错误、warning 警告、info 提示、off 关闭 (severity)",
    "exclude": "检查文件夹时跳过哪些 (globs of what a search of folders leaves out)",
    "jobs": "同时用几个进程 (processes)",
    "overrides": "某些路径下的文件另用的设置 (what holds for the files of some paths)",
    "accept": "接受的问题，写明理由 (findings that are accepted, with a reason)",
    "baseline": "基线文件：其中的问题不再报告 (a baseline file: what it holds is not reported)",
    # of a rule file and its rules
    "extends": "以哪些规则文件为基础 (rule files that this one builds on)",
    "code": "编号：一个大写字母加三位数字 (a capital letter and three digits)",
    "name": "名称：小写字母和连字符 (words with hyphens)",
    "title": "中文名称 (the name in Chinese)",
    "since": "从哪一种格式起适用 (first regime)",
    "until": "到哪一种格式为止 (last regime)",
    "levels": "只用于这些层级的机关 (only for organs of these levels)",
    "organs": "只用于名称符合的机关，正则表达式 (only for organs whose names match)",
    "check": "检查方法 (kind of check)",
    "with": "检查方法的参数 (parameters of the check)",
    "message": "消息，可用花括号里的词 (the message, with placeholders)",
    "variants": "检查能分清的各种情况各用什么消息 (messages for the cases that a check tells apart)",
    "basis": "依据 (the notice or article)",
    "help": "检查什么 asks、为什么 why、怎么改 mend、何时可以忽略 ignore (what explain says)",
    "examples": "错例和正例 (failing and passing examples)",
}


def configuration() -> Schema:
    """The schema of `.nianbao.yaml`, and of `[tool.nianbao]`."""
    selectors = {"type": "string", "pattern": f"^{_SELECTOR}(,{_SELECTOR})*$"}
    fields: dict[str, Schema] = {
        "select": _one_or_some(selectors),
        "ignore": _one_or_some(selectors),
        "year": _integer(config.YEARS),
        "prior": _TEXT,
        "rules": _one_or_some(_TEXT),
        "severity": _severities(),
        "exclude": _one_or_some(_TEXT),
        "jobs": _integer(config.JOBS),
        "overrides": {"type": "array", "items": _override(selectors)},
        "accept": {"type": "array", "items": _accepted(selectors)},
        "baseline": _TEXT,
        **{name: _words(words) for name, words in config.CHOICES.items()},
    }
    return _titled("nianbao configuration", _closed({name: _meant(name, fields[name]) for name in config.FIELDS}))


def _severities() -> Schema:
    return _mapping(_words(rules.SEVERITIES), f"^{rules.CODE}$")


def _override(selectors: Schema) -> Schema:
    """An entry of `overrides`."""
    fields: dict[str, Schema] = {
        "paths": _one_or_some(_TEXT),
        "level": _words(config.CHOICES["level"]),
        "year": _integer(config.YEARS),
        "severity": _severities(),
        "ignore": _one_or_some(selectors),
    }
    return {**_closed({name: fields[name] for name in config.OVERRIDE_FIELDS}, ["paths"]), "minProperties": 2}


def _accepted(selectors: Schema) -> Schema:
    """An entry of `accept`."""
    fields: dict[str, Schema] = {
        "path": _one_or_some(_TEXT),
        "code": _one_or_some(selectors),
        "cell": _one_or_some({"type": "string", "pattern": f"^{config.CELL.pattern}$"}),
        "fingerprint": {"type": "string", "pattern": f"^{config.FINGERPRINT.pattern}$"},
        "reason": _TEXT,
        "until": {"type": "string", "format": "date"},
    }
    entry = _closed({name: fields[name] for name in config.ENTRY_FIELDS}, config.ENTRY_NEEDS)
    return {**entry, "anyOf": [{"required": ["code"]}, {"required": ["fingerprint"]}]}


def rule_file() -> Schema:
    """The schema of rule files."""
    fields = {"extends": _one_or_some(_TEXT), "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}}
    schema = _closed({name: _meant(name, fields[name]) for name in rules.FILE_FIELDS})
    schema["$defs"] = {"rule": _rule(), "pattern": _PATTERN, "example": _example(), "prior": _prior()}
    return _titled("nianbao rule file", schema)


SCHEMAS: Mapping[str, Callable[[], Schema]] = {"config": configuration, "rules": rule_file}


def _rule() -> Schema:
    parts = _closed(dict.fromkeys(rules.HELP_PARTS, _TEXT))
    examples = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/example"}}
    silent = {**examples, "items": {"$ref": "#/$defs/example", "not": {"required": ["expect"]}}}
    by_kind = [_parameters(kind) for kind in KINDS.values()]
    every = {
        name: _any_of(params[name] for params in by_kind if name in params) for params in by_kind for name in params
    }
    fields: dict[str, Schema] = {
        "code": {"type": "string", "pattern": f"^{rules.CODE}$"},
        "name": {"type": "string", "pattern": f"^{rules.NAME}$"},
        "title": _TEXT,
        "severity": _words(rules.SEVERITIES),
        "since": _words(regimes.IDS),
        "until": _words(regimes.IDS),
        "levels": {"type": "array", "items": _words(LEVELS)},
        "organs": _patterns(),
        "check": _words(KINDS),
        "with": _closed(every),
        "message": _languages(_TEXT),
        "variants": _mapping(_languages(_TEXT)),
        "basis": _any_of([{"type": "null"}, _TEXT, _closed(dict.fromkeys(regimes.IDS, _TEXT))]),
        "help": _languages(_any_of([_TEXT, parts])),
        "examples": _closed({"fail": examples, "pass": silent}, ["fail", "pass"]),
    }
    schema = _closed({name: _meant(name, fields[name]) for name in rules.RULE_FIELDS}, ["code"])
    schema["allOf"] = [_of_kind(name, kind) for name, kind in KINDS.items()]
    return schema


def _of_kind(name: str, kind: Kind) -> Schema:
    """What holds for a rule that names this kind of check."""
    message = _languages(_template(kind.placeholders))
    return {
        "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
        "then": {
            "properties": {
                "with": _closed(_parameters(kind)),
                "message": message,
                "variants": _closed(dict.fromkeys(kind.variants, message)),
            }
        },
    }


def _template(placeholders: Iterable[str]) -> Schema:
    """A message of one line in which only these stand in braces."""
    names = "|".join(placeholders)
    braces = f"|\\{{({names})\\}}" if names else ""
    return {"type": "string", "pattern": f"^\\s*([^{{}}\\n]|\\{{\\{{|\\}}\\}}{braces})+\\s*$"}


def _parameters(kind: Kind) -> dict[str, Schema]:
    return {name: _parameter(param.written) for name, param in kind.parameters().items()}


def _parameter(param: Written) -> Schema:
    match param.form:
        case "choice":
            return _words(param.choices)
        case "choices":
            return {"type": "array", "minItems": 1, "items": _words(param.choices)}
        case "pattern":
            return {"$ref": "#/$defs/pattern"}
        case "patterns":
            return _patterns()
        case "aspects":
            aspects = _closed(dict.fromkeys(param.choices, _patterns())) if param.choices else _mapping(_patterns())
            return {**aspects, "minProperties": 1}
        case "days":
            day = {"type": "string", "pattern": "^[01][0-9]-[0-3][0-9]$"}
            return _closed(dict.fromkeys(param.choices, day), param.choices)
        case "flag":
            return {"type": "boolean"}
        case "replacements":
            keys = {"propertyNames": {"$ref": "#/$defs/pattern"}, "minProperties": 1}
            return {**_mapping({"type": ["string", "null"]}), **keys}
        case "subjects":
            return _one_or_some(_TEXT)
        case _:  # rows, equations
            return {"type": "array", "minItems": 1, "items": _TEXT}


def _example() -> Schema:
    expect = _closed({"at": _TEXT, "cells": {"type": "array", "items": _TEXT}, "count": _integer((1, 1000))})
    fields: dict[str, Schema] = {
        "base": _words(rules.EXAMPLE_BASES),
        "set": _mapping(_SCALAR, f"^{rules.CELL}$"),
        "replace": _mapping(_SCALAR),
        "text": _TEXT,
        "format": _words(TEXTS),
        "year": _integer((2000, 2099)),
        "prior": {"$ref": "#/$defs/prior"},
        "note": _languages(_TEXT),
        "expect": expect,
    }
    return {
        **_closed({name: fields[name] for name in rules.EXAMPLE_FIELDS}),
        "oneOf": [{"required": ["base"]}, {"required": ["text"]}],
        "dependentRequired": {"set": ["base"], "replace": ["base"], "format": ["text"]},
    }


def _prior() -> Schema:
    fields = {
        "base": _words(rules.EXAMPLE_BASES),
        "set": _mapping(_SCALAR, f"^{rules.CELL}$"),
        "replace": _mapping(_SCALAR),
    }
    return _closed({name: fields[name] for name in rules.PRIOR_FIELDS}, ["base"])


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": _DRAFT, "title": title, **schema}


def _meant(name: str, schema: Schema) -> Schema:
    return {"description": _MEANINGS[name], **schema}


def _closed(fields: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": dict(fields), "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _mapping(values: Schema, keys: str | None = None) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": values}
    return {**schema, "propertyNames": {"pattern": keys}} if keys else schema


def _languages(text: Schema) -> Schema:
    return {**_closed(dict.fromkeys(rules.LANGUAGES, text)), "minProperties": 1}


def _words(words: Iterable[str]) -> Schema:
    """One of these words; numbers need no quotation marks, and YAML reads off as false."""
    words = list(words)
    numbers = [int(word) for word in words if word.isdecimal()]
    return {"enum": [*words, *numbers, *([False] if "off" in words else [])]}


def _patterns() -> Schema:
    return {"type": "array", "items": {"$ref": "#/$defs/pattern"}}


def _integer(limits: tuple[int, int]) -> Schema:
    return {"type": "integer", "minimum": limits[0], "maximum": limits[1]}


def _one_or_some(one: Schema) -> Schema:
    return _any_of([one, {"type": "array", "items": one}])


def _any_of(schemas: Iterable[Schema]) -> Schema:
    """One of several, each listed once."""
    distinct: list[Schema] = []
    for schema in schemas:
        if schema not in distinct:
            distinct.append(schema)
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
