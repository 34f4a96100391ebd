"""Text fitted to a stream: harmless, nothing the encoding lacks, its width known."""

from __future__ import annotations

from codecs import lookup
from collections.abc import Callable
from unicodedata import category

from linter.notices import harmless
from linter.text.width import is_wide
from linter.type_names import TextIO

_NOT_FIRST = "、，。；：？！）》〉】〕”’%…,.;:?!)]}"
_NOT_LAST = "（《〈【〔“‘([{"
_GB_CODECS = frozenset({"gbk", "gb2312", "gb18030", "cp936", "hz"})


class Printable:
    """What a given stream can show, and how many columns it takes.

    Signs whose width Unicode leaves open (“ ” … ·) are drawn two columns wide where Chinese code pages are in
    use, and one column wide elsewhere.
    """

    def __init__(self, out: TextIO) -> None:
        self._encoding = getattr(out, "encoding", None) or "utf-8"
        try:
            name = lookup(self._encoding).name
        except LookupError:
            name = self._encoding = "utf-8"
        self._in_chinese = name in _GB_CODECS
        self._widths: dict[str, int] = {}

    def encodable(self, text: str) -> str:
        """The text with `?` for each character that the stream's encoding lacks."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return text.encode(self._encoding, "replace").decode(self._encoding)
        return text

    def clean(self, text: str) -> str:
        """The text on one line, harmless to a terminal and encodable.

        Character by character, so `clean(a) + clean(b) == clean(a + b)`.
        """
        return self.encodable(harmless.flowing(text))

    def name(self, path: str) -> str:
        """The name of a file in the same way; odd signs can be had back."""
        shown = harmless.name(path)
        if self.encodable(shown) == shown:
            return shown
        return "".join(sign if self.encodable(sign) == sign else harmless.escape(sign) for sign in shown)

    def line(self, text: str) -> str:
        """A whole line of clean texts, with its line end, that no CI server takes for a command."""
        return harmless.line(text) + "\n"

    def width(self, text: str) -> int:
        """The number of columns that a clean text takes."""
        if text.isascii():
            return len(text)
        return sum(map(self._width_of, text))

    def _width_of(self, character: str) -> int:
        width = self._widths.get(character)
        if width is None:
            is_drawn = category(character) not in ("Mn", "Me", "Cf")
            width = 1 + is_wide(character, self._in_chinese) if is_drawn else 0
            self._widths[character] = width
        return width

    def shorten(self, text: str, room: int) -> str:
        """The text if it takes at most `room` columns, else its beginning with … at the end."""
        if self.width(text) <= room:
            return text
        return text[: self._fitting(text, room - self.width("…"))] + "…"

    def wrap(self, text: str, first: int, rest: int) -> list[str]:
        """The text broken into lines of at most `first` columns, then `rest` columns each.

        A line breaks at a space or between two characters of which one is not ASCII, but closing punctuation
        does not begin a line and an opening bracket does not end one, if that can be had. Neither room may be
        smaller than 4 columns.
        """
        lines: list[str] = []
        room = first
        start = 0
        while (fits := self._fitting(text, room, start)) < len(text):
            at = _break(text, start, fits)
            lines.append(text[start:at].rstrip(" "))
            room = rest
            start = at
            while text[start : start + 1] == " ":
                start += 1
        if start < len(text) or not lines:
            lines.append(text[start:])
        return lines

    def _fitting(self, text: str, room: int, start: int = 0) -> int:
        """The offset up to which the text from `start` on fits into `room` columns."""
        for at in range(start, len(text)):
            room -= self._width_of(text[at])
            if room < 0:
                return at
        return len(text)


def _break(text: str, start: int, fits: int) -> int:
    """The best offset to break a line at that begins at `start` and has room up to `fits`."""
    for at in range(fits, (start + fits) // 2, -1):
        before, after = text[at - 1], text[at]
        between = before == " " or after == " " or not (before.isascii() and after.isascii())
        if between and after not in _NOT_FIRST and before not in _NOT_LAST:
            return at
    return max(fits, start + 1)


def json_writer(out: TextIO, indent: int | None = None) -> Callable[[object], str]:
    """A function that gives an object as JSON in what `out` can encode: the rest is escaped, as is what has no look.

    Args:
        out: where it will be written.
        indent: how far to set in what is nested; None puts all on one line.
    """
    import json

    encoding = getattr(out, "encoding", None) or "utf-8"
    separators = (", " if indent is None else ",", ": ")
    plain = json.JSONEncoder(ensure_ascii=False, separators=separators, indent=indent).encode
    escaped = json.JSONEncoder(ensure_ascii=True, separators=separators, indent=indent).encode

    def encode(value: object) -> str:
        text = harmless.json(plain(value))
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return escaped(value)
        return text

    return encode
