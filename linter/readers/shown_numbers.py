"""Numbers of a workbook as its formats show them: plain, as a share or as a date (ECMA-376-1, 18.8.30)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree.ElementTree import Element

# The numbers of formats that a workbook need not spell out, as the standard and its East Asian part list them.
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_SHARES = frozenset((9, 10))
_WRITTEN_OUT = re.compile(r'"[^"]*"?|\[[^\]]*\]?|\\.|_.|\*.')  # what a format prints as it is, and its conditions
_DIGITS = 15  # as many as a workbook keeps of a number
_LATEST = 2_958_465  # the day 9999-12-31


class NumberFormats:
    """The formats that the cells of a workbook call by number.

    Parameters:
        styles: the part that lists them, None where there is none.
        since_1904: whether days are counted from 1904, as old workbooks of the Macintosh do.
    """

    def __init__(self, styles: Element | None, *, since_1904: bool) -> None:
        self._first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        self._of_style: list[str] = []
        own: dict[str, str] = {}
        for element in styles.iter() if styles is not None else ():
            name = str(element.tag).rpartition("}")[2]
            if name == "numFmt":
                own[element.get("numFmtId", "")] = element.get("formatCode", "")
            elif name == "cellXfs":
                self._of_style = [style.get("numFmtId", "0") for style in element]
        self._own = {number: _WRITTEN_OUT.sub("", code) for number, code in own.items()}

    def shown(self, value: str, style: str) -> str:
        """A number as its cell shows it, in the style of this number; what is none as it is."""
        try:
            number = float(value)
        except ValueError:
            return value
        at = int(style) if style.isdecimal() else 0
        format = self._of_style[at] if at < len(self._of_style) else "0"
        code = self._own.get(format, "")
        if (format.isdecimal() and int(format) in _DATES) or re.search("[yd]", code, re.I):
            return self._day(number) or value
        if (format.isdecimal() and int(format) in _SHARES) or "%" in code:
            return f"{number * 100:.{_DIGITS}g}%"
        return f"{number:.{_DIGITS}g}"

    def _day(self, number: float) -> str:
        if not 1 <= number <= _LATEST:
            return ""
        day = self._first + timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"
