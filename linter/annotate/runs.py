"""Runs cut where a comment or a tracked change begins or ends within them, each part with the run's properties."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

from linter.annotate.elements import Elements
from linter.annotate.word_markup import Markup
from linter.model.records import NamedTuple


class Cut(NamedTuple):
    """A place in a run: before the character `offset` of its child `child`, both from 0."""

    child: int
    offset: int


class Marks:
    """What is put at one place: what is inserted, ends of what began before, beginnings."""

    def __init__(self) -> None:
        self.insertions: list[str] = []
        self.ends: list[str] = []
        self.begins: list[str] = []

    def __str__(self) -> str:
        return "".join((*self.insertions, *self.ends, *self.begins))


class Run:
    """A run, or another element that is kept whole, with the marks to be put before, into and behind it."""

    def __init__(self, element: Element, elements: Elements, markup: Markup) -> None:
        self._elements = elements
        self._markup = markup
        self._stretch = elements.stretch(element)
        is_run = element.tag == markup.name("r")
        self._properties = element.find(markup.name("rPr")) if is_run else None
        self._children = [child for child in element if child is not self._properties] if is_run else []
        self._marks: dict[Cut, Marks] = {}
        self._deleted: list[tuple[Cut, Cut]] = []

    @property
    def begin(self) -> Cut:
        return Cut(0, 0)

    @property
    def end(self) -> Cut:
        return Cut(max(len(self._children), 1), 0)

    def cut(self, line: list[Element], offset: int, *, is_end: bool) -> Cut:
        """The place before a character of a piece of text.

        Parameters:
            line: the piece's element and what is around it, see `Elements.line`.
            offset: of the character in the piece.
            is_end: the place ends something. What cannot be cut in two then lies before the place, else behind it.
        """
        for index, child in enumerate(self._children):
            if any(child is around for around in line):
                if child is line[-1] and child.tag == self._markup.name("t"):
                    return Cut(index, offset) if offset < len(child.text or "") else Cut(index + 1, 0)
                return Cut(index + is_end, 0)
        return self.end if is_end else self.begin

    def marks(self, cut: Cut) -> Marks:
        """The marks at a place."""
        return self._marks.setdefault(cut, Marks())

    def delete(self, begin: Cut, end: Cut) -> None:
        """Mark what stands between two places as deleted."""
        self._deleted.append((begin, end))
        self.marks(begin)
        self.marks(end)

    def like(self, text: str) -> str:
        """A run with another text that looks like this one."""
        markup = self._markup
        return f"{markup.open('r')}{self._look()}{markup.text('t', text)}{markup.close('r')}"

    def change(self) -> tuple[int, int, bytes]:
        """The run with its marks, for `elements.changed`."""
        start, end = self._stretch.start, self._stretch.end
        before, behind = str(self._marks.pop(self.begin, "")), str(self._marks.pop(self.end, ""))
        inner = self._in_parts() if self._marks or self._deleted else self._elements.data[start:end].decode()
        return start, end, f"{before}{inner}{behind}".encode()

    def _in_parts(self) -> str:
        """The run as several, one after each cut."""
        cuts = [self.begin, *sorted(self._marks), self.end]
        parts: list[str] = []
        for begin, end in pairwise(cuts):
            parts.append(str(self._marks.get(begin, "")))
            is_deleted = any(first <= begin and end <= last for first, last in self._deleted)
            content = "".join(self._content(begin, end, is_deleted))
            if content:
                data = self._elements.data
                head = data[self._stretch.start : self._stretch.inside].decode()
                tail = data[self._stretch.close : self._stretch.end].decode()
                part = f"{head}{self._look()}{content}{tail}"
                parts.append(self._markup.changed("del", part) if is_deleted else part)
        return "".join(parts)

    def _content(self, begin: Cut, end: Cut, is_deleted: bool) -> list[str]:
        word = "delText" if is_deleted else "t"
        found: list[str] = []
        for index in range(begin.child, min(end.child + 1, len(self._children))):
            child = self._children[index]
            if child.tag != self._markup.name("t"):
                if index < end.child:
                    found.append(self._elements.raw(child).decode())
                continue
            text = child.text or ""
            first = begin.offset if index == begin.child else 0
            last = end.offset if index == end.child else len(text)
            if first < last:
                is_whole = (first, last) == (0, len(text)) and not is_deleted
                found.append(
                    self._elements.raw(child).decode() if is_whole else self._markup.text(word, text[first:last])
                )
        return found

    def _look(self) -> str:
        return "" if self._properties is None else self._elements.raw(self._properties).decode()
