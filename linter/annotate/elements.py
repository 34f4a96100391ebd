"""Where the elements of an XML part stand in its bytes, so that it can be changed without being written anew.

Writing a tree out loses what a word processor is particular about: prefixes that attributes speak of, the order of
declarations, the way in which empty elements are closed.
"""

from __future__ import annotations

import re
from pyexpat import ParserCreate
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)[\"']")


class ElementBytes(NamedTuple):
    """An element in the bytes: where its tags begin and end. For one that is closed at once all of `<a/>` is its
    first tag, and `inside`, `close` and `end` lie behind it."""

    start: int
    inside: int
    close: int
    end: int


class Elements:
    """The elements of one part in UTF-8, as a tree and as stretches of its bytes.

    Parameters:
        data: the part.
        root: the tree that was read from it.
    """

    def __init__(self, data: bytes, root: Element) -> None:
        self.data = data
        self._starts: list[int] = []
        self._closes: list[int] = []
        self._parents: list[int] = []
        self._locate()
        self._tree = list(root.iter())
        self._numbers = {id(element): number for number, element in enumerate(self._tree)}

    def stretch(self, element: Element) -> ElementBytes:
        """Where an element stands."""
        number = self._numbers[id(element)]
        start, close = self._starts[number], self._closes[number]
        inside = self._behind_tag(start)
        if self.data[inside - 2 : inside] == b"/>":
            return ElementBytes(start, inside, inside, inside)
        return ElementBytes(start, inside, close, self._behind_tag(close))

    def raw(self, element: Element) -> bytes:
        """An element as it is written."""
        stretch = self.stretch(element)
        return self.data[stretch.start : stretch.end]

    def line(self, element: Element) -> list[Element]:
        """An element and all around it, from the outermost in."""
        number = self._numbers[id(element)]
        line: list[Element] = []
        while number >= 0:
            line.append(self._tree[number])
            number = self._parents[number]
        return line[::-1]

    def _locate(self) -> None:
        parser = ParserCreate()
        open_elements = [-1]

        def start(name: str, attributes: object) -> None:
            self._parents.append(open_elements[-1])
            open_elements.append(len(self._starts))
            self._starts.append(parser.CurrentByteIndex)
            self._closes.append(-1)

        def end(name: str) -> None:
            self._closes[open_elements.pop()] = parser.CurrentByteIndex

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.Parse(self.data, True)

    def _behind_tag(self, start: int) -> int:
        tag = _TAG.match(self.data, start)
        assert tag is not None  # the parser has found one here
        return tag.end()


def as_utf8(data: bytes) -> bytes:
    """A part in UTF-8, which almost all are in already; its declaration says so."""
    declared = _DECLARATION.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    elif (
        declared and (encoding := _ENCODING.search(declared[0])) and encoding[1].lower() not in (b"utf-8", b"us-ascii")
    ):
        text = data.decode(encoding[1].decode("ascii"))
    else:
        return data
    return re.sub(r"\A\s*<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text).encode()


def changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Bytes with stretches replaced, each `(start, end, by)`; those that begin at one place in their order."""
    pieces: list[bytes] = []
    at = 0
    for start, end, by in sorted(changes, key=lambda change: change[:2]):
        pieces += (data[at:start], by)
        at = end
    return b"".join([*pieces, data[at:]])
