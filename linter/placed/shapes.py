"""Shapes of values in files: each reads a node into plain data, or says with its place what was expected there.

A shape is a function. `record` is closed: a key that it does not name is an error, with the nearest one that it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from linter.placed.nodes import Node, Reading
from linter.type_names import Any

Shape = Callable[[Reading, Node], Any]


def text(reading: Reading, node: Node) -> str:
    """A text that says something."""
    return reading.text(node)


def pattern(reading: Reading, node: Node) -> str:
    """A regular expression, tried unless it was shipped."""
    written = reading.text(node)
    if reading.is_shipped:
        return written
    try:
        re.compile(written)
    except (re.error, OverflowError, RecursionError) as problem:
        position = getattr(problem, "pos", None) or 0
        reading.fail(node, f"正则表达式有误：{problem}", f"bad regular expression: {problem}", position)
    return written


def flag(reading: Reading, node: Node) -> bool:
    """True or false."""
    return reading.of_kind(node, "boolean").text.lower() == "true"


def year(reading: Reading, node: Node) -> int:
    """A year for which there can be reports."""
    return reading.integer(node, 1900, 9999)


def one_of(choices: Collection[str], zh: str, en: str) -> Shape:
    """One of these words; `zh` and `en` name what they are."""

    def read(reading: Reading, node: Node) -> str:
        return reading.choice(node, choices, (zh, en))

    return read


def many(shape: Shape) -> Shape:
    """A list of such values."""

    def read(reading: Reading, node: Node) -> list[Any]:
        return [shape(reading, item) for item in reading.items(node)]

    return read


def named(shape: Shape) -> Shape:
    """A mapping of any names to such values."""

    def read(reading: Reading, node: Node) -> dict[str, Any]:
        return {name: shape(reading, value) for name, (_, value) in reading.entries(node).items()}

    return read


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping with these keys and no others."""
    shapes = {**required, **(optional or {})}

    def read(reading: Reading, node: Node) -> dict[str, Any]:
        fields = reading.fields(node, shapes, tuple(required))
        return {name: shapes[name](reading, value) for name, value in fields.items()}

    return read
