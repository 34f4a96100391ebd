"""A table of a TOML file as nodes that know their place."""

from __future__ import annotations

import re
import sys
from importlib import import_module

from linter.placed.nodes import Node, PlacedError
from linter.placed.yaml_places import DEEPEST, read_text
from linter.type_names import Any

# The library takes time in the square of the words of one dotted key.
_LONGEST_KEY = 64
_WORD = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = re.compile(rf"(?<![\w-]){_WORD}(?:[ \t]*\.[ \t]*{_WORD}){{{_LONGEST_KEY}}}")
_LARGEST_BITS = 64
_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_table(file: str, keys: tuple[str, ...], error: type[PlacedError], required: bool) -> Node | None:
    """The table `keys` (e.g. tool, nianbao) of a TOML file, None when there is none and it is not `required`.

    Raises:
        PlacedError: (of the type `error`) the file cannot be read, is not TOML, or lacks the table.
    """
    return table(read_text(file, error), file, keys, error, required)


def table(text: str, file: str, keys: tuple[str, ...], error: type[PlacedError], required: bool) -> Node | None:
    """The same of a TOML text; `file` is its name in errors."""
    name = ".".join(keys)
    found: Any = _parse(file, text, error) if keys[-1] in text else {}
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if found is None:
        if required:
            raise error(file, 1, 1, f"没有 [{name}] 一节", f"there is no table [{name}]")
        return None
    return _Reading(_Keys(text, name), file, error).node(found, ())


def _parse(file: str, text: str, error: type[PlacedError]) -> dict[str, Any]:
    long = _DOTTED.search(text)
    if long is not None:
        line = text.count("\n", 0, long.start()) + 1
        column = long.start() - text.rfind("\n", 0, long.start())
        raise error(file, line, column, "嵌套太深", "nested too deeply")
    library = "tomllib" if sys.version_info >= (3, 11) else "tomli"
    toml = import_module(library)
    try:
        document: dict[str, Any] = toml.loads(text)
    except RecursionError:
        raise error(file, 1, 1, "嵌套太深", "nested too deeply") from None
    except ValueError as problem:  # TOMLDecodeError among them, and what int() says of thousands of digits
        reason = str(problem)
        place = _SYNTAX_PLACE.search(reason)
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        reason = _SYNTAX_PLACE.sub("", reason)
        raise error(
            file, line, column, "TOML 语法错误，请检查这里的等号、引号和括号", f"TOML syntax error: {reason}"
        ) from None
    return document


class _Keys:
    """Lines of the keys of one table, looked up below its header since TOML parsers tell no places."""

    def __init__(self, text: str, name: str) -> None:
        self.lines: dict[tuple[str, ...], int] = {}
        self.header = 1
        prefix: tuple[str, ...] | None = None
        counts: dict[tuple[str, ...], int] = {}  # how many tables of an array have come
        for number, line in enumerate(text.splitlines(), 1):
            stripped = line.strip().replace(" ", "")
            if stripped.startswith("["):
                header = stripped.split("#")[0].strip("[]")
                if header == name:
                    self.header, prefix = number, ()
                elif header.startswith(name + "."):
                    prefix = tuple(header[len(name) + 1 :].split("."))
                    self.lines.setdefault(prefix, number)
                    if stripped.startswith("[["):
                        counts[prefix] = counts.get(prefix, -1) + 1
                        prefix = (*prefix, str(counts[prefix]))
                        self.lines[prefix] = number
                elif stripped.split("#")[0].endswith("]") and "=" not in stripped:
                    prefix = None
            elif prefix is not None and (match := re.match(r"""["']?([^"'=#]+)["']?=""", stripped)):
                self.lines.setdefault((*prefix, *match[1].split(".")), number)

    def line(self, path: tuple[str, ...]) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.header)


class _Reading:
    """Makes nodes of the values of one table."""

    def __init__(self, places: _Keys, file: str, error: type[PlacedError]) -> None:
        self.places = places
        self.file = file
        self.error = error

    def node(self, value: Any, path: tuple[str, ...]) -> Node:
        places = self.places
        line = places.line(path)
        if len(path) > DEEPEST:
            raise self.error(self.file, line, 1, "嵌套太深", "nested too deeply")
        match value:
            case dict():
                entries = tuple(
                    (Node("text", places.line((*path, key)), 1, text=key), self.node(item, (*path, key)))
                    for key, item in value.items()
                )
                return Node("mapping", line, 1, entries=entries)
            case list():
                items = (self.node(item, (*path, str(number))) for number, item in enumerate(value))
                return Node("list", line, 1, items=tuple(items))
            case bool():
                return Node("boolean", line, 1, text=str(value).lower())
            case int():
                text = str(value) if value.bit_length() <= _LARGEST_BITS else f"{value:#x}"
                return Node("integer", line, 1, text=text)
            case float():
                return Node("number", line, 1, text=str(value))
            case str():
                return Node("text", line, 1, text=value)
        return Node("other", line, 1, text=str(value))
