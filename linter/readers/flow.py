"""Running text in markup: white space collapsed and character references resolved, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from linter.model.document import Chars, offsets, sound
from linter.text.note_marks import raised

_WHITE = re.compile(r"[\t\n\r\f]")
_PIECE = re.compile(
    r"(?P<blank>[ \t\n\r\f]+)"
    r"|&(?:\#[xX](?P<hex>[0-9a-fA-F]+)|\#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,31}));?"
    r"|(?P<text>&|[^& \t\n\r\f]+)"
)
_COMMON = {"nbsp": "\u00a0", "amp": "&", "lt": "<", "gt": ">", "quot": '"', "ldquo": "“", "rdquo": "”"}
_LONGEST_NUMBER = 7


def flow(runs: Sequence[tuple[int, str]]) -> Chars:
    """The text of several runs of source as a browser shows it, stripped at both ends.

    Runs of white space become one space, which stands where the first of them stands; `&nbsp;` and the
    ideographic space stay what they are.

    Parameters:
        runs: where each begins, and what stands there.
    """
    if len(runs) == 1:  # almost all of them, and almost all without anything to change
        start, raw = runs[0]
        text = raw.strip()
        if _is_as_shown(text):
            # the offset itself where it is the same: a table has hundreds of thousands of them
            return Chars(text, start if len(text) == len(raw) else start + len(raw) - len(raw.lstrip()))
    written = _FlowText()
    blank = True
    for start, raw in runs:
        if _is_as_shown(raw):
            if blank and raw.startswith(" "):
                raw, start = raw[1:], start + 1
            if raw:
                written.text(raw, start)
                blank = raw.endswith(" ")
            continue
        for piece in _PIECE.finditer(raw):
            at, behind = piece.span()
            kind = piece.lastgroup
            if kind == "blank":
                if not blank:
                    written.text(" ", start + at)
                blank = True
                continue
            blank = False
            if kind == "text":
                written.text(piece[0], start + at)
            else:
                written.reference(piece, start + at, start + behind)
    return written.chars().strip()


def _is_as_shown(text: str) -> bool:
    """Whether a browser shows a text as it is written, but for a blank at its beginning."""
    if "&" in text or "  " in text:
        return False
    return text.isprintable() or not _WHITE.search(text)  # what is printable has no white space but blanks


def resolve(source: str, start: int, end: int) -> Chars:
    """The text of `source[start:end]` with its character references resolved and nothing else changed."""
    written = _FlowText()
    for piece in _PIECE.finditer(source, start, end):
        at, behind = piece.span()
        if piece.lastgroup in ("blank", "text"):
            written.text(piece[0], at)
        else:
            written.reference(piece, at, behind)
    return written.chars()


def with_raised(chars: Chars, places: Iterable[tuple[int, int]]) -> Chars:
    """A text in which what stands at some places of the source is raised, as far as that is the mark of a note."""
    text, starts = chars.text, chars.starts
    for start, end in places:
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        text = text[:first] + raised(text[first:behind]) + text[behind:]
    return Chars(text, (starts, chars.ends))


class _FlowText:
    """Text put together from pieces, kept without an object for each: a page may consist of references."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._starts, self._ends = offsets(), offsets()

    def text(self, text: str, start: int) -> None:
        """Add what stands in the source as it is."""
        self._texts.append(text)
        self._starts.extend(range(start, start + len(text)))
        self._ends.extend(range(start + 1, start + len(text) + 1))

    def reference(self, piece: re.Match[str], at: int, behind: int) -> None:
        """Add what a character reference stands for; one that is none is text."""
        rest = 0
        if name := piece["name"]:
            text, rest = _named(name, piece[0].endswith(";"))
        else:
            text = _numbered(piece["hex"], 16) if piece["hex"] else _numbered(piece["decimal"], 10)
        behind -= rest
        self._texts.append(text)
        self._starts.extend([at] * len(text))
        self._ends.extend([behind] * len(text))
        if rest:
            self.text(piece[0][len(piece[0]) - rest :], behind)

    def chars(self) -> Chars:
        return Chars("".join(self._texts), (self._starts, self._ends))


def _named(name: str, closed: bool) -> tuple[str, int]:
    """The text of a named reference, and how many characters at its end are no part of it."""
    if closed and name in _COMMON:
        return _COMMON[name], 0
    from html.entities import html5

    if closed and name + ";" in html5:
        return html5[name + ";"], 0
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], len(name) - length + closed
    return "&", len(name) + closed


def _numbered(digits: str, base: int) -> str:
    digits = digits.lstrip("0")
    if not digits or len(digits) > _LONGEST_NUMBER:
        return "\ufffd"
    from html import unescape

    # The standard's table of what old numbers mean (&#150; is a dash) is the library's.
    return sound(unescape(f"&#{'x' if base == 16 else ''}{digits};"))
