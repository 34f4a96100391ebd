"""What an edit may touch: signs that stand in the source as they are read, in prose.

An edit that keeps to them changes text and nothing else: what lies between two letters of a word (a tag, emphasis, the
break of a line), code, addresses and file names stay as they are. A reference such as `&#44;` that is read as one sign
is replaced whole or not at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from linter.model.diagnostics import Edit, Fix
from linter.model.document import Chars, Document, Grid, Paragraph, Span
from linter.readers import markup
from linter.readers.formats import FORMATS
from linter.readers.protected import continued, names

_OTHER, _PROSE, _NAME = range(3)
# Markup in every format.
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_REFERENCES = frozenset("&\\")  # with these begins what stands for one sign in HTML, in Markdown
_EMPHASIS = frozenset("*_~")


class Editable:
    """The signs of a document that may be edited."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._format = document.format
        self._kinds = bytearray(len(document.source))
        self._references: dict[int, int] = {}  # ends by beginnings
        texts = [chars for chars in _texts(document) if chars.text]
        for chars in texts:
            self._read(chars)
        for start, end in markup(document):
            self._kinds[start:end] = bytes(min(end, len(self._kinds)) - start)
        above: Chars | None = None  # a line with a name in it, which may go on below
        for chars in texts:
            found = list(names(chars.text))
            if above is not None and self._source[above.ends[-1] : chars.starts[0]] in ("\n", "\r\n", "\r"):
                found.append((0, continued(above.text, chars.text)))
            for start, end in found:
                for at, behind in zip(chars.starts[start:end], chars.ends[start:end], strict=True):
                    self._kinds[at:behind] = bytes((_NAME,)) * (behind - at)
            above = chars if found else None

    def is_name(self, place: Span | Edit) -> bool:
        """Whether something of a stretch of the source is part of an address, a path or the name of a file."""
        return _NAME in self._kinds[place.start : place.end]

    def allows(self, edit: Edit) -> bool:
        """Whether an edit changes prose and nothing else."""
        start, end, text = edit
        kinds = self._kinds
        if not 0 <= start <= end <= len(kinds):
            return False
        if any(sign in text for sign in (*_LINE_ENDS, *FORMATS[self._format].signs)):
            return False
        beside = kinds[max(start - 1, 0) : start] + kinds[end : end + 1]
        if (start == end or not text) and _PROSE not in beside:
            return False  # nothing to write beside, or nothing would be left between two marks
        return (
            kinds.count(_PROSE, start, end) == end - start
            and self._keeps_references(edit)
            and self._keeps_emphasis(edit)
        )

    def allowed(self, fix: Fix) -> Fix | None:
        """A fix of which every edit is allowed; None for another."""
        return fix if fix.edits and all(map(self.allows, fix.edits)) else None

    def _read(self, chars: Chars) -> None:
        start, end = chars.span()
        if self._source[start:end] == chars.text:
            self._kinds[start:end] = bytes((_PROSE,)) * (end - start)
            return
        signs = Counter(chars.starts)
        for sign, at, behind in zip(chars.text, chars.starts, chars.ends, strict=True):
            if self._source[at:behind] == sign:
                self._kinds[at] = _PROSE
            elif self._source[at] in _REFERENCES and signs[at] == 1:
                self._references[at] = behind
                self._kinds[at:behind] = bytes((_PROSE,)) * (behind - at)

    def _keeps_references(self, edit: Edit) -> bool:
        """Whether each reference lies within an edit or outside of it."""
        starts = sorted(self._references) if self._references else []
        first = max(bisect_right(starts, edit.start) - 1, 0)
        for start in starts[first : bisect_left(starts, edit.end)]:
            end = self._references[start]
            if start < edit.end and edit.start < end and not (edit.start <= start and end <= edit.end):
                return False
        return True

    def _keeps_emphasis(self, edit: Edit) -> bool:
        """Whether the signs beside marks of emphasis stay of their kind, on which it depends what such a mark is."""
        start, end, text = edit
        source = self._source
        if self._format != "markdown" or source[start:end] == text:
            return True
        left, right = source[max(start - 1, 0) : start], source[end : end + 1]
        if left in _EMPHASIS and _kind(source[start : start + 1]) != _kind((text + right)[:1]):
            return False
        return right not in _EMPHASIS or _kind(source[max(end - 1, 0) : end]) == _kind((left + text)[-1:])


def _texts(document: Document) -> Iterator[Chars]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            yield from (cell.text for row in block.rows for cell in row)


def _kind(sign: str) -> int:
    """Letter, white space, or another sign."""
    return 1 if sign.isalnum() else 0 if not sign or sign.isspace() else 2
