"""Cells of a report's tables as numbers that can be added up, and the figures of a survey's rows made of them."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from linter.forms.cell_values import read_figure, read_with_unit
from linter.model.facts import CellValue
from linter.model.report import State
from linter.reference.survey_words import KeyFigure

Number = int | float


def number_of(value: CellValue) -> Number | None:
    """A cell as a number: a blank one and a stroke are 0, as where a report is checked; None of other text."""
    if not isinstance(value, str):
        return value or 0
    state, _ = read_figure(value)
    return 0 if state is State.NO_DATA else read_with_unit(value, "count", "")


def key_figure(wanted: KeyFigure, figures: Mapping[str, CellValue]) -> Number | None:
    """The sum of the cells that a figure of a row is made of; None where one of them is no number or not there."""
    total: Number = 0
    for pattern in wanted.cells:
        addresses = [address for address in figures if fnmatchcase(address, pattern)] if "*" in pattern else [pattern]
        if not addresses:
            return None
        for address in addresses:
            value = number_of(figures[address]) if address in figures else None
            if value is None:
                return None
            total += value
    return round(total, 6) if isinstance(total, float) else total
