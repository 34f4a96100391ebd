r"""Places in a buffer as the Language Server Protocol counts them.

Lines end with \n, \r\n or \r only, and count from 0. What a character counts in a line is agreed upon with the editor:
as many as it has units in UTF-16, where nothing else is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from lsprotocol.types import Position, PositionEncodingKind, Range

_END = re.compile("\r\n?|\n")


def _in_utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _in_utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_LENGTHS: dict[PositionEncodingKind, Callable[[str], int]] = {
    PositionEncodingKind.Utf8: _in_utf8,
    PositionEncodingKind.Utf16: _in_utf16,
    PositionEncodingKind.Utf32: len,
}


class Positions:
    """The places of one text.

    Parameters:
        text: of the buffer.
        encoding: in whose units characters are counted.
    """

    def __init__(self, text: str, encoding: PositionEncodingKind = PositionEncodingKind.Utf16) -> None:
        self._text = text
        self._length = _LENGTHS[encoding]
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The place of a character, told by how many stand before it."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._length(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The place of a stretch."""
        return Range(self.position(start), self.position(end))

    def offset(self, line: int, column: int) -> int:
        """How many characters stand before a place as messages tell it: both from 1, columns in characters."""
        return self._starts[line - 1] + column - 1
