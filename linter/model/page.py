"""A report as a page shows it: its text and tables as they stand, with the places of the findings marked in them.

It holds no offsets and no lines, so that it is the same for every format.
"""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.records import NamedTuple
from linter.type_names import Literal


class Mark(NamedTuple):
    """A stretch `start:end` of a text that a finding speaks of.

    `finding` is its fingerprint. `role`: the place itself, a related place, or one of the cells that were looked at.
    """

    start: int
    end: int
    finding: str
    role: Literal["place", "related", "cell"]


class DrawnLine(NamedTuple):
    """A line or paragraph. `level` of a heading: 1 to 4; a text has 0."""

    text: str
    kind: Literal["title", "heading", "text", "signature"]
    level: int = 0
    marks: tuple[Mark, ...] = ()


class DrawnCell(NamedTuple):
    """A cell of a table, where it is drawn, and what it is known to be.

    `over` is told of a label that names a column: over which figure of a row it belongs, counted from 0.
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    kind: Literal["label", "figure", "other"] = "other"
    over: int | None = None
    marks: tuple[Mark, ...] = ()


class DrawnTable(NamedTuple):
    """A table; `marks` are of findings about it as a whole."""

    number: int
    rows: tuple[tuple[DrawnCell, ...], ...]
    marks: tuple[Mark, ...] = ()


class DrawnPicture(NamedTuple):
    """A picture, which a proof shows by its alternative text."""

    alt: str
    marks: tuple[Mark, ...] = ()


DrawnBlock = DrawnLine | DrawnTable | DrawnPicture


class Proof(NamedTuple):
    """A report drawn. `homes` tells by fingerprint which block a finding stands in (as its number from 0).

    A finding about the document as a whole has no home. `repairs` are the candidates of the `repairs` object in
    words, each a list of changes. `cut`: the report is longer than what is drawn.
    """

    blocks: tuple[DrawnBlock, ...]
    homes: Mapping[str, int]
    repairs: tuple[tuple[str, ...], ...] = ()
    cut: bool = False
