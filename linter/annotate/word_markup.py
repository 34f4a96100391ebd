"""The markup of comments and tracked changes, in the namespace and with the prefix of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

AUTHOR = "年报检查"
INITIALS = "年报"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?\w+[\s>]")


class Markup:
    """Writes elements as the document's own are written.

    Parameters:
        root: the tag with which the document begins.
        namespace: that of the document, in braces.
        first: the first number that no other change or comment of the document has.
    """

    def __init__(self, root: bytes, namespace: str, first: int) -> None:
        self._namespace = namespace
        match = _ROOT.match(root)
        prefix = match[1].decode() if match and match[1] else ""
        self._prefix = prefix or "w"
        # attributes never stand in a default namespace: where the document has no prefix, ours brings its own
        self._declared = "" if prefix else f' xmlns:w="{namespace[1:-1]}"'
        self._next = first

    def name(self, word: str) -> str:
        """The name of an element as a tree has it."""
        return self._namespace + word

    def number(self) -> int:
        """A number for a comment or change."""
        self._next += 1
        return self._next - 1

    def open(self, word: str, *, empty: bool = False, **attributes: object) -> str:
        """A first tag, or a whole element that is empty."""
        said = "".join(f" {self._prefix}:{name}={quoteattr(str(value))}" for name, value in attributes.items())
        return f"<{self._prefix}:{word}{self._declared}{said}{'/' if empty else ''}>"

    def close(self, word: str) -> str:
        return f"</{self._prefix}:{word}>"

    def text(self, word: str, text: str) -> str:
        """An element that holds text, white space and all."""
        head = self.open(word)[:-1]
        return f'{head} xml:space="preserve">{escape(text)}{self.close(word)}'

    def begins(self, comment: int) -> str:
        """Where a comment's range begins."""
        return self.open("commentRangeStart", empty=True, id=comment)

    def ends(self, comment: int) -> str:
        """Where it ends, with the sign that leads to the comment."""
        sign = self.open("commentReference", empty=True, id=comment)
        return f"{self.open('commentRangeEnd', empty=True, id=comment)}{self.open('r')}{sign}{self.close('r')}"

    def changed(self, word: str, run: str) -> str:
        """A run as inserted (`ins`) or deleted (`del`)."""
        return f"{self.open(word, id=self.number(), author=AUTHOR)}{run}{self.close(word)}"

    def comment(self, number: int, lines: Sequence[str], written: date | None = None) -> str:
        """A comment, one paragraph a line. `written` is its day: with the time of day no two copies would be alike."""
        runs = [f"{self.open('r')}{self.text('t', line)}{self.close('r')}" for line in lines]
        runs[0] = f"{self.open('r')}{self.open('annotationRef', empty=True)}{self.close('r')}{runs[0]}"
        paragraphs = [f"{self.open('p')}{run}{self.close('p')}" for run in runs]
        # the part that holds the comments may call the namespace by another prefix
        head = self.open("comment", id=number, author=AUTHOR, initials=INITIALS)[:-1]
        head += "" if written is None else f' {self._prefix}:date="{written}T00:00:00Z"'
        head += ">" if self._declared else f' xmlns:{self._prefix}="{self._namespace[1:-1]}">'
        return f"{head}{''.join(paragraphs)}{self.close('comment')}"
