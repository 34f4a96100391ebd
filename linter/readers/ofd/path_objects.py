"""The outlines of a path object, by the short form of path data: a letter for what is drawn, and points behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.readers.fixed_layout.drawn_lines import Point
from linter.readers.fixed_layout.page_limits import Budget
from linter.readers.ofd.ofd_values import number

_TOKENS = r"[SMLQBAC]|[^\sSMLQBAC]+"
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_BEGINS, _CLOSES = "SM", "C"


def outlines(data: str, budget: Budget) -> Iterator[list[Point]]:
    """The outlines that path data draws, in the object's space; of a curve only its ends.

    Raises:
        ReadError: E004 for more of them than the budget has room for.
    """
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
            budget.spend(objects=1)
            if operator in _BEGINS:
                yield outline
                outline = []
            outline.append((values[-2], values[-1]))
        values = []
    yield outline
