"""The numbers of automatic numbering as text, in the formats of ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9999  # beyond it a number is written in digits in every format
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def numeral(value: int, format: str) -> str:
    """A number as an automatic numbering writes it; in decimal digits where the format is not known."""
    write = _FORMATS.get(format)
    return write(value) if write is not None and 0 <= value <= _LARGEST else str(value)


def _counted(value: int, digits: str, units: tuple[str, ...], *, short_ten: bool = True) -> str:
    """十二, 一百零三: digits with their units."""
    zero = "零"
    if value == 0:
        return digits[0]
    text = ""
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif text and not text.endswith(zero) and value % 10**place:
            text += zero
    return text[1:] if short_ten and 10 <= value < 20 else text


def _each(value: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(value))


def _of(signs: str) -> Callable[[int], str]:
    """The signs one by one, from 1; beyond the last the digits."""
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _run(first: int, count: int) -> str:
    """Signs that follow each other in Unicode."""
    return "".join(map(chr, range(first, first + count)))


def _letters(value: int) -> str:
    """a … z, aa, bb: the letter once more for each round."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


_CHINESE = dict.fromkeys(
    (
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
        *("taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"),
    ),
    lambda value: _counted(value, _DIGITS, _UNITS),
)
_DIGIT_BY_DIGIT = dict.fromkeys(
    ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"),
    lambda value: _each(value, _DIGITS),
)
_FORMATS: Mapping[str, Callable[[int], str]] = {
    **_CHINESE,
    **_DIGIT_BY_DIGIT,
    "chineseLegalSimplified": lambda value: _counted(value, _FORMAL, _FORMAL_UNITS, short_ten=False),
    "ideographLegalTraditional": lambda value: _counted(value, "零壹貳參肆伍陸柒捌玖", _FORMAL_UNITS, short_ten=False),
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _of(_run(0x2460, 20)),
    "decimalEnclosedCircleChinese": _of(_run(0x2460, 20)),
    "decimalEnclosedParen": _of(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _of(_run(0x2488, 20)),
    "ideographEnclosedCircle": _of(_run(0x3280, 10)),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": lambda value: (
        _of(_STEMS)((value - 1) % 10 + 1) + _of(_BRANCHES)((value - 1) % 12 + 1)
    ),
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda value: "",
    "bullet": lambda value: "",
}
