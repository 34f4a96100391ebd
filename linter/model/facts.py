"""What a survey keeps of a report beside its findings."""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.records import NamedTuple

CellValue = int | float | str | None


class SketchedText(NamedTuple):
    """A paragraph: how many signs it has, and the few numbers by which its like are found; not the text itself."""

    length: int
    sketch: tuple[int, ...]


class Facts(NamedTuple):
    """What is told of one report.

    `figures` are those of all tables by address, as `extract` shows them; `is_aggregate`: it says that it covers other
    organs; `texts` are paragraphs of the parts that an organ writes itself.
    """

    figures: Mapping[str, CellValue] = {}
    is_aggregate: bool = False
    texts: tuple[SketchedText, ...] = ()
