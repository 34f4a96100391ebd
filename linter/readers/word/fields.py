"""Fields: instructions that Word carries out (a page number, a link, a table of contents) and what came of them."""

from __future__ import annotations


class Fields:
    """The fields that are open at a place, and whether it belongs to a table of contents.

    Text is shown where there are no `instructions`: of the open fields, those whose result has not begun. `contents`
    are the open fields and controls that hold a table of contents.
    """

    def __init__(self) -> None:
        self.instructions = 0
        self.contents = 0
        self._open: list[_Field] = []

    def mark(self, kind: str | None) -> None:
        """The sign that begins a field, its result, or ends it (`fldCharType`)."""
        if kind == "begin":
            self._open.append(_Field())
            self.instructions += 1
        elif kind == "separate" and self._open and not self._open[-1].has_result:
            self._open[-1].has_result = True
            self.instructions -= 1
        elif kind == "end" and self._open:
            field = self._open.pop()
            self.instructions -= not field.has_result
            self.contents -= field.is_contents

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open and not self._open[-1].is_contents and text.strip().upper().startswith("TOC"):
            self._open[-1].is_contents = True
            self.contents += 1

    def enter_contents(self) -> None:
        """A content control begins that holds a table of contents."""
        self.contents += 1

    def leave_contents(self) -> None:
        self.contents -= 1

    def end_paragraph(self) -> None:
        """A field whose instruction is not complete hides nothing behind its paragraph: such a file is damaged."""
        while self.instructions:
            self.mark("end")


class _Field:
    __slots__ = ("has_result", "is_contents")

    def __init__(self) -> None:
        self.has_result = self.is_contents = False
