"""The outlines of a path object, by the short form of path data: a letter for what is drawn, and points behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.readers.fixed_layout.drawn_lines import Point
from linter.readers.ofd.ofd_values import number

_TOKENS = r"[SMLQBAC]|[^\sSMLQBAC]+"
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_LONGEST = 1000
_BEGINS, _CLOSES = "SM", "C"


def outlines(data: str) -> Iterator[list[Point]]:
    """The outlines that path data draws, in the object's space; of a curve only its ends, and long ones in pieces."""
    outline: list[Point] = []
    values: list[float] = []
    operator = ""
    for token in re.finditer(_TOKENS, data):
        word = token[0]
        if word == _CLOSES:
            yield outline + outline[:1]
            outline = outline[:1]
            operator = ""
        elif word in _NUMBERS:
            operator = word
        elif operator:
            values.append(number(word, 0.0))
            if len(values) < _NUMBERS[operator]:
                continue
            if operator in _BEGINS:
                yield outline
                outline = []
            elif len(outline) == _LONGEST:
                yield outline
                outline = outline[-1:]
            outline.append((values[-2], values[-1]))
        values = []
    yield outline
