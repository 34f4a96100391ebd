"""Words of a line that are figures of a table: numbers, with a unit or without, and strokes or 无 in their place."""

from __future__ import annotations

import re

from linter.text.folding import fold
from linter.text.numbers import COUNTED_IN

_UNIT = f"[{COUNTED_IN}]|[万亿]?元"
_NONE = r"-{1,2}|[－—–―]{1,3}|…{1,2}|[/／\\无空零〇○]|暂无"
_FIGURE = re.compile(rf"[+\-－]?[\d０-９][\d０-９.,．，]*(?:{_UNIT})?$|(?:{_NONE})$")


def is_figure(word: str) -> bool:
    """Whether a word without white space is a number, were it with its unit, or what stands where there is none."""
    if word.isdecimal():
        return True
    return _FIGURE.match(word if word.isprintable() else fold(word)) is not None
