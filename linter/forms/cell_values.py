"""What a cell of a table says: a number, one with its unit, nothing, a stroke, or something that is none of these."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.model.report import State
from linter.text.folding import fold
from linter.text.numbers import COUNTED_IN

_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
# The mark of a note behind a figure; what is raised is gone by folding.
_NOTE = re.compile(r"(?<=\d)(?:[①-⑳※]|\(?注\d{0,2}\)?|\[注?\d{1,2}\])\Z")
_LONGEST_INTEGER, _LONGEST_DECIMAL = 15, 23  # signs; what is longer is no figure of a report
_COUNT = re.compile(rf"(\d{{1,12}})\(?[{COUNTED_IN}]\)?")
_CHANGE = re.compile(r"(增加?|减少?|上升|下降|[+↑↓-])?(\d{1,12})\(?[件条个项份次]?\)?")
_AMOUNT = re.compile(r"(?:人民币)?[¥￥]?((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,7})?)\(?([万亿千百]?)元?\)?")
_LAST_SIGNS = frozenset(f"0123456789{COUNTED_IN}元万亿千百)")  # of those three
_FALLING = frozenset(("减", "减少", "下降", "↓", "-"))
_TIMES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
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


def read_with_unit(text: str, numeric: str, unit: str) -> int | float | None:
    """The number of a cell that carries its unit: 3件, 减少2项, 1200000元; None where it is none.

    Args:
        text: the cell's.
        numeric: what figures of its column are: count, change or amount.
        unit: that of the form for an amount (万元), into which it is converted.
    """
    folded = fold(text)
    if numeric == "amount":
        amount = _AMOUNT.fullmatch(folded) if unit else None
        if amount is None or not (amount[2] or "元" in folded):
            return None
        return _converted(amount[1].replace(",", ""), _TIMES[amount[2]], unit)
    if numeric == "change":
        change = _CHANGE.fullmatch(folded)
        return int(change[2]) * (-1 if change[1] in _FALLING else 1) if change else None
    count = _COUNT.fullmatch(folded)
    return int(count[1]) if count else None


def is_number(text: str) -> bool:
    """Whether a cell holds a number, with its unit or without: 3, 3件, 减少2项, 46.8万元."""
    if read_figure(text)[0] is State.NUMBER:
        return True
    folded = fold(text)
    if folded[-1:] not in _LAST_SIGNS:  # as of almost every label
        return False
    return bool(_COUNT.fullmatch(folded) or _CHANGE.fullmatch(folded) or _AMOUNT.fullmatch(folded))


def is_amount(text: str) -> bool:
    """Whether a cell holds an amount of money, with or without its unit."""
    return _AMOUNT.fullmatch(fold(text)) is not None


def is_in(unit: str, text: str) -> bool:
    """Whether an amount with its unit is told in this one: 46.8万元 and 46.8万 are in 万元."""
    amount = _AMOUNT.fullmatch(fold(text))
    return amount is not None and amount[2] == unit.removesuffix("元")


def _converted(number: str, times: int, unit: str) -> int | float:
    """An amount, told in so many yuan, in the unit of the form; exactly, as amounts are decimal fractions."""
    from decimal import Decimal

    value = Decimal(number) * times / _TIMES[unit.removesuffix("元")]
    return int(value) if value == int(value) else float(value)
