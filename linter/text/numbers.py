"""Numbers in text as values, and back: digits, Chinese numerals, and both with 万."""

from __future__ import annotations

import re

NUMERALS = "一二三四五六七八九十"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "0": 0, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"(\d+(?:,\d{3})*)(\.\d+)?([百千万亿]*)")

_ZEROES = str.maketrans("○oO", "000")  # what stands for 〇 in years

_LONGEST = 30  # signs of a number that anybody would write: Python refuses to convert more than 4,300
_TOO_LARGE = 10**18

# What a number looks like in folded text. 十 and its like begin a number only where a digit may stand before them.
# None begins within another: what follows a long row of digits would be looked for behind each of them.
NUMBER = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,6}|\d+)(?:\.\d+)?[百千万亿]?"
    r"|(?<![零一二两三四五六七八九十百千万亿0])[零一二两三四五六七八九十百千][零一二两三四五六七八九十百千万亿0]*"
)
# What it begins with: a pattern is tried much faster where the signs that it may begin with are looked at first.
NUMBER_BEGINS = r"\d零一二两三四五六七八九十百千"
COUNTED_IN = "件条个项份次人宗起例"
"""The signs that a figure of a table may have behind it as its unit, but for those of money."""


def number_value(text: str) -> int | float | None:
    """The value of a number in folded text (12,345 · 1.2万 · 三百九十七 · 二〇二二).

    None where it is none, or larger than any figure of a report.
    """
    if len(text) > _LONGEST:
        return None
    found = _ARABIC.fullmatch(text)
    if not found:
        return chinese_number(text)
    value = _arabic(*found.groups())
    return value if value < _TOO_LARGE else None


def whole_number(digits: str) -> int | None:
    """The value of a run of digits of any length, None where it is longer than any figure of a report."""
    value = int(digits) if len(digits) <= _LONGEST else _TOO_LARGE
    return value if value < _TOO_LARGE else None


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral (十一, 一百零三, 两万) or one written digit by digit (二〇二三).

    None where it is none, or larger than any figure of a report.
    """
    value = _chinese(text) if 0 < len(text) <= _LONGEST else None
    return value if value is not None and value < _TOO_LARGE else None


def chinese_year(text: str) -> int | None:
    """A year written digit by digit, in whatever signs (二○二三, 二零二三, 20二三); None where it is none."""
    return chinese_number(text.translate(_ZEROES))


def chinese_numeral(value: int) -> str:
    """The Chinese numeral of a number from 0 to 99, as headings are numbered."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "") or "〇"


def written_like(value: float, number: str) -> str:
    """A value as a number is written, with its 万 or 亿: 38万 beside 40万."""
    unit = number[-1:] if number[-1:] in _MYRIADS else ""
    shown = round(value / _MYRIADS.get(unit, 1), 6)
    return f"{int(shown) if shown == int(shown) else shown}{unit}"


def _arabic(whole: str, decimals: str | None, places: str) -> int | float:
    factor = 1
    for place in places:
        factor *= _PLACES.get(place) or _MYRIADS[place]
    if decimals is None:
        return int(whole.replace(",", "")) * factor
    value = round(float(whole.replace(",", "") + decimals) * factor, 6)
    return int(value) if factor > 1 and value == int(value) else value


def _chinese(text: str) -> int | None:
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = 0
    digit: int | None = None
    last = 10_000  # places must come in falling order: 百十 after 千
    for character in text:
        if character in _PLACES:
            place = _PLACES[character]
            if place >= last:
                return None
            section += (1 if digit is None else digit) * place
            digit, last = None, place
        elif character in _MYRIADS:
            total = (total + section + (digit or 0)) * _MYRIADS[character]
            section, digit, last = 0, None, 10_000
        elif character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        else:
            return None
    return total + section + (digit or 0)


def percentage(text: str) -> tuple[float, int] | None:
    """A percentage in folded text (99.9% · 百分之九十) with the number of its decimals."""
    if text.endswith("%"):
        number = text[:-1]
    elif text.startswith("百分之"):
        number = text.removeprefix("百分之")
    else:
        return None
    whole, point, decimals = number.partition("." if "." in number else "点")
    value = number_value(whole)
    if value is None or len(decimals) > _LONGEST:
        return None
    if not point:
        return float(value), 0
    digits = "".join(str(_DIGITS.get(character, character)) for character in decimals)
    return (float(f"{value}.{digits}"), len(digits)) if digits.isdigit() else None
