"""Marks: named stretches inside a text being drawn, taken out again with their offsets.

A cell is drawn as marked text; whatever is put before or around it later, its place in the finished file is
known without searching for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from linter.readers.formats import FORMATS
from linter.text.width import is_wide

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_TOKEN = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}|{_CLOSE}")


def mark(name: str | None, text: str) -> str:
    """`text` with the mark `name` around it; marks may nest."""
    return text if name is None else f"{_OPEN}{name}{_MIDDLE}{text}{_CLOSE}"


def unmarked(text: str) -> str:
    """The text without its marks."""
    return _TOKEN.sub("", text)


def display_width(text: str) -> int:
    """Columns of a fixed-width font that the text takes, marks not counted."""
    return sum(1 + is_wide(char, in_chinese=True) for char in unmarked(text))


@dataclass(frozen=True)
class Drawing:
    """A drawn file: its bytes, the decoded text, and for each mark the character offsets of its stretches."""

    layout: str
    format: str
    encoding: str
    text: str
    places: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)

    @property
    def name(self) -> str:
        """A file name with the suffix of the format."""
        return "report" + FORMATS[self.format].suffixes[0]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def line_of(self, offset: int) -> int:
        """The line, from 1, on which a character stands."""
        return bisect_right(self._line_starts, offset)

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a place; both numbers from 1."""
        return self._line_starts[line - 1] + column - 1

    def lines_of(self, name: str) -> list[int]:
        """The lines on which the stretches of a mark begin."""
        return [self.line_of(start) for start, _ in self.places[name]]

    def slice(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """The text between two places; lines and columns from 1, the end exclusive."""
        return self.text[self.offset_of(line, column) : self.offset_of(end_line, end_column)]


def finish(layout: str, format: str, encoding: str, marked: str) -> Drawing:
    """Takes the marks out of a finished text."""
    pieces: list[str] = []
    length = last = 0
    open_marks: list[tuple[str, int]] = []
    places: dict[str, list[tuple[int, int]]] = {}
    for token in _TOKEN.finditer(marked):
        piece = marked[last : token.start()]
        pieces.append(piece)
        length += len(piece)
        last = token.end()
        if token.group() == _CLOSE:
            name, start = open_marks.pop()
            places.setdefault(name, []).append((start, length))
        else:
            open_marks.append((token.group(1), length))
    pieces.append(marked[last:])
    return Drawing(layout, format, encoding, "".join(pieces), {name: tuple(spans) for name, spans in places.items()})
