"""Words of a line that are figures of a table: numbers, and strokes in their place."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[+\-－]?[\d０-９][\d０-９.,．，]*$|[-－—/／]$")


def is_figure(word: str) -> bool:
    """Whether a word without white space is a number or a stroke."""
    return word.isdecimal() or _FIGURE.match(word) is not None
