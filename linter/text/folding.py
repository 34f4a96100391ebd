"""Folding: the one way in which texts are made comparable, with the way back to the original offsets.

Width, script (traditional to simplified), radicals and compatibility forms, white space and look-alike quotation marks
and dashes are folded; what is not seen, signs that only a font of its own shows, and marks of notes are left out.
Everything that compares text compares folded text; nothing else re-implements this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from linter.model.document import Chars, Span
from linter.text.note_marks import SIGNS as NOTE_MARKS
from linter.text.numbers import NUMERALS
from linter.text.traditional import SIMPLIFIED, TRADITIONAL
from linter.text.variant_signs import standard

_LONGEST_KEPT = 4_000  # bounds the work: the memory of texts that may come again; no paragraph has so many characters
_INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0x3164, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
    *(*range(0x2060, 0x2070), *range(0xFE00, 0xFE10)),
)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
_HALF_WIDTH = "".join(map(chr, range(0x21, 0x7F)))
_ONE_TO_ONE = (
    (_FULL_WIDTH, _HALF_WIDTH),
    (TRADITIONAL, SIMPLIFIED),
    ("“”„‟「」『』＂", '"' * 9),
    ("‘’", "''"),
    ("—–‒―－−﹣", "-" * 7),
    ("～〜∼", "~~~"),
    ("〔﹝［【", "[[[["),
    ("〕﹞］】", "]]]]"),
    ("﹙﹚", "()"),
    ("〇", "0"),
    ("｡﹒", "。."),
    ("､", "、"),
)
_ALONE: dict[int, int] = {}
for _originals, _foldeds in _ONE_TO_ONE:
    _ALONE |= str.maketrans(_originals, _foldeds)
# U+3220 ㈠ … ㈩, U+2474 ⑴ …, U+2460 ① …, U+2488 ⒈ …: one sign that is a bracketed or dotted number
_LONGER = {
    **{0x3220 + i: f"({numeral})" for i, numeral in enumerate(NUMERALS)},
    **{0x2474 + i: f"({i + 1})" for i in range(20)},
    **{0x2488 + i: f"{i + 1}." for i in range(20)},
}
_LEFT_OUT = (
    *(*_INVISIBLE, *map(ord, NOTE_MARKS)),
    *(*range(9, 14), *range(28, 33), 133, 160, 5760, 8239, 8287, 12288, *range(8192, 8203), 8232, 8233),
)
_FOLD: dict[int, int | str] = {**_ALONE, **_LONGER, **dict.fromkeys(_LEFT_OUT, "")}
_LENGTH_CHANGING = re.compile(f"[\ue000-\uf8ff{''.join(map(chr, (*_LONGER, *_LEFT_OUT)))}]")
# The signs that every report is full of. Replacing these few one after the other costs a tenth of `str.translate`,
# which looks up every character; it is left to texts with other signs to fold.
_FREQUENT = {sign: sign.translate(_FOLD) for sign in "，：；（）“”\u3000 "}
_others = "".join((*(originals for originals, _ in _ONE_TO_ONE), *map(chr, (*_LONGER, *_LEFT_OUT))))
for _sign in _FREQUENT:
    _others = _others.replace(_sign, "")
_OTHER = re.compile(f"[{_others}]")
_NOT_WORD = re.compile(r"[\W_]+")
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))


def _folded(text: str) -> str:
    text = _PRIVATE_USE.sub("", standard(text))
    for sign, folded in _FREQUENT.items():
        text = text.replace(sign, folded)
    return text.translate(_FOLD) if _OTHER.search(text) else text


def fold(text: str) -> str:
    """The folded form of a text: a label, a title, a paragraph."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


@lru_cache(maxsize=4096)
def _kept(text: str) -> str:
    return _folded(text)


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """What is compared of a label: folded, without punctuation or circle (`1.`, `1、`, `１．`, `①` are one).

    其它 is written for 其他 as often as not, and is no other word.
    """
    key = _NOT_WORD.sub("", _folded(text)).replace("其它", "其他")
    return f"{_CIRCLED.index(key[0]) + 1}{key[1:]}" if key and key[0] in _CIRCLED else key


class Folded:
    """A stretch of text in folded form that can tell where each of its characters stands in the source.

    `text` is the folded text; `index[i]` is the position in `chars` of the character that `text[i]` comes from.
    """

    __slots__ = ("chars", "index", "text")

    def __init__(self, chars: Chars) -> None:
        self.chars = chars
        self.text = fold(chars.text)
        self.index: Sequence[int]
        if len(self.text) == len(chars.text) and not _LENGTH_CHANGING.search(chars.text):
            self.index = range(len(self.text))
        else:
            self.index = [position for position, character in enumerate(chars.text) for _ in fold(character)]

    def slice(self, start: int, end: int | None = None) -> Chars:
        """The original characters behind `text[start:end]`."""
        end = len(self.text) if end is None else end
        if start >= end:
            at = self.index[start] if start < len(self.index) else len(self.chars.text)
            return self.chars[at:at]
        return self.chars[self.index[start] : self.index[end - 1] + 1]

    def span(self, start: int, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the source (the range must not be empty)."""
        return self.slice(start, end).span()
