"""Text in which each character knows its place in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from linter.model.records import NamedTuple


class Span(NamedTuple):
    """A stretch of `Document.source`: offsets of characters from 0, `end` exclusive."""

    start: int
    end: int


def offsets() -> array[int]:
    """Room for as many offsets as a text has characters: numbers as objects would take ten times that of the text."""
    return array("i")


Places = tuple[Sequence[int], Sequence[int]]
"""Where each character of a text begins in the source, and where it ends."""


class Chars:
    """Text as a reader understood it, with the source offsets of each character. Nobody changes one once it is made.

    `starts[i]` and `ends[i]` bound what stands in the source for `text[i]`: one character as a rule, a
    whole `&nbsp;` in HTML. A stretch copied as it is, which almost all are, keeps nothing but where it begins: each of
    hundreds of thousands of cells is one.
    """

    __slots__ = ("_places", "text")

    def __init__(self, text: str, places: int | Places) -> None:
        """Text with its offsets, or with the one from which on it stands in the source unchanged."""
        self.text = text
        self._places = places

    @classmethod
    def at(cls, text: str, start: int) -> Chars:
        """Text that stands in the source unchanged from offset `start` on."""
        return cls(text, start)

    @classmethod
    def stripped(cls, text: str, start: int) -> Chars:
        """The same without white space at both ends."""
        stripped = text.strip()
        if not stripped:
            return _NOTHING
        if text[0] != stripped[0]:
            start += len(text) - len(text.lstrip())
        return cls(stripped, start)

    @classmethod
    def join(cls, parts: Iterable[Chars]) -> Chars:
        """Several stretches one after the other, e.g. a label broken over two lines."""
        parts = [part for part in parts if part.text]
        if len(parts) == 1:
            return parts[0]
        starts, ends = offsets(), offsets()
        for part in parts:
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(part.text for part in parts), (starts, ends))

    @property
    def starts(self) -> Sequence[int]:
        places = self._places
        return range(places, places + len(self.text)) if isinstance(places, int) else places[0]

    @property
    def ends(self) -> Sequence[int]:
        places = self._places
        return range(places + 1, places + len(self.text) + 1) if isinstance(places, int) else places[1]

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> Chars:
        places = self._places
        if isinstance(places, int):
            return Chars(self.text[key], places + key.indices(len(self.text))[0])
        starts, ends = places
        return Chars(self.text[key], (starts[key], ends[key]))

    def strip(self) -> Chars:
        """The same without white space at both ends."""
        text = self.text
        stripped = text.strip()
        if len(stripped) == len(text):
            return self
        left = len(text) - len(text.lstrip())
        return self[left : left + len(stripped)]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the source.

        Raises:
            IndexError: the text is empty, or the range lies outside it.
        """
        places = self._places
        if end is None and start == 0 and self.text and isinstance(places, int):  # as almost always
            return Span(places, places + len(self.text))
        last = max((len(self.text) if end is None else end) - 1, start)
        if not isinstance(places, int):
            starts, ends = places
            return Span(starts[start], ends[last])
        if not 0 <= start <= last < len(self.text):
            raise IndexError("no such characters")
        return Span(places + start, places + last + 1)


_NOTHING = Chars("", 0)
