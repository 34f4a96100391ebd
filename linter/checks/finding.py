"""What a check may say: that something is wrong, or that it cannot be decided."""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.diagnostics import Fix, Severity, Value
from linter.model.document import Cell, Span
from linter.model.records import NamedTuple


class Mention(NamedTuple):
    """Something else that belongs to a finding: a second place (`span` None: none in this file) and what it has to say.

    `message` is in the language of the messages; `cell` is the table cell at the place, `code` the rule that is broken
    there, where it is one.
    """

    message: str
    span: Span | None = None
    cell: Cell | None = None
    cells: tuple[str, ...] = ()
    code: str | None = None


class Finding(NamedTuple):
    """One thing that is wrong.

    `span` is the smallest place to look at (None: the document as a whole), `cell` the table cell that it is, if it
    is one; `values` fill the message's placeholders, `variant` chooses its phrasing. `severity` is its own where that
    is lower than the rule's. `is_certain`: `expected` is what must stand there.
    """

    span: Span | None
    values: Mapping[str, object] = {}
    variant: str | None = None
    cell: Cell | None = None
    cells: tuple[str, ...] = ()
    expected: Value = None
    actual: Value = None
    related: tuple[Mention, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    is_certain: bool = False


class Undecided(NamedTuple):
    """Why a check could not be decided, by language."""

    reason: Mapping[str, str]
