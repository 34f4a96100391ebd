"""Signs that look like a Chinese character or mark and are others to a computer: ⾏ (U+2F8F) for 行, ︵ for （.

Text copied out of a PDF is full of them, since fonts draw a radical and its character with one glyph. A search does not
find the word, and a label does not equal the form's. See The Unicode Standard, 18.1 (CJK compatibility ideographs, and
radicals) and its form NFKC, which leaves out most signs of the radicals supplement.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

# Radicals and compatibility ideographs: forms of Chinese characters.
CHARACTERS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_VARIANTS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\U0002f800-\U0002fa1f]")
_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺌⺒⺓⺜⺝⺟⺠⺧⺩⺬⺮⺶⺷⺻⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳",
        "厂几小巳幺日月母民牛王示竹羊羊聿月臼虎西见角贝车長长门雨青页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟",
        strict=True,
    )
)


@lru_cache(maxsize=2048)
def standard_sign(sign: str) -> str:
    """The one sign that another stands for; itself where it stands for none or for several."""
    normal = _SUPPLEMENT.get(sign) or normalize("NFKC", sign)
    return normal if len(normal) == 1 else sign


def standard(text: str) -> str:
    """A text with the signs that are meant, each in its place."""
    return _VARIANTS.sub(lambda match: standard_sign(match[0]), text)
