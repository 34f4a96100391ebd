"""What other places say about the figures of the tables: sentences of the report, and last year's report."""

from __future__ import annotations

from linter.model.document import Span
from linter.model.records import NamedTuple


class Operand(NamedTuple):
    """`factor` times the figure at a cell address; the constant of a side has no address."""

    factor: int
    address: str


class Evidence(NamedTuple):
    """A figure that is stated outside the tables, with every sum of cells that it may mean.

    It agrees with the tables if any of `readings` has the value; one with a single reading is unambiguous. `code` is
    the rule that holds it against the tables, `span` its place in the report (None: it is in last year's), `statement`
    how it is stated, in the language of the messages.
    """

    code: str
    value: int | float
    readings: tuple[tuple[Operand, ...], ...]
    statement: str
    span: Span | None = None
