"""What a cell of a table says: a number, nothing, a stroke, or something that is none of these."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.model.report import State
from linter.text.folding import fold

_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
# The mark of a note behind a figure; what is raised is gone by folding.
_NOTE = re.compile(r"(?<=\d)(?:[①-⑳]|\(?注\d{0,2}\)?|\[注?\d{1,2}\])\Z")
_LONGEST_INTEGER, _LONGEST_DECIMAL = 15, 23  # signs; what is longer is no figure of a report
_NO_DATA = re.compile(r"[-/\\*×·.…]+|暂?无|空|没有|未发生|不涉及|无(数据|变化|此项)|不变|持平|[nN]/?[aA]")


@lru_cache(maxsize=4096)
def read_figure(text: str) -> tuple[State, int | float | None]:
    """The state and value of a cell's text; white space, width and thousands separators do not matter.

    Strokes, 无 and their like mean that there are no data; they are neither a number nor a mistake in writing one.
    """
    folded = fold(text)
    if not folded:
        return State.BLANK, None
    folded = _NOTE.sub("", folded)
    if _THOUSANDS.fullmatch(folded):
        folded = folded.replace(",", "")
    if _INTEGER.fullmatch(folded) and len(folded) <= _LONGEST_INTEGER:
        return State.NUMBER, int(folded)
    if _DECIMAL.fullmatch(folded) and len(folded) <= _LONGEST_DECIMAL:
        return State.NUMBER, float(folded)
    if _NO_DATA.fullmatch(folded):
        return State.NO_DATA, None
    return State.TEXT, None
