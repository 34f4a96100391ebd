"""Words of a line that are figures of a table: numbers, with a unit or without, and strokes or 无 in their place."""

from __future__ import annotations

import re

from linter.text.numbers import COUNTED_IN

_UNIT = f"[{COUNTED_IN}]|[万亿]?元"
_FIGURE = re.compile(rf"[+\-－]?[\d０-９][\d０-９.,．，]*(?:{_UNIT})?$|(?:[-－—–―]{{1,2}}|[/／无])$")


def is_figure(word: str) -> bool:
    """Whether a word without white space is a number, were it with its unit, or what stands where there is none."""
    return word.isdecimal() or _FIGURE.match(word) is not None
