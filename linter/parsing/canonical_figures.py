"""The figures of a report's tables under their canonical names, as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from linter.model.facts import CellValue
from linter.model.report import Figure, Report, State

TABLES = ("disclosure", "applications", "disputes")
"""In the order in which they stand in a report."""


def figures(report: Report) -> Iterator[Figure]:
    """All of them, table by table in form order."""
    for name in TABLES:
        table = report.tables.get(name)
        yield from table.figures.values() if table else ()


def cell_value(figure: Figure) -> CellValue:
    """A figure as a number, None where the cell is blank, the text of a cell that is no number."""
    if figure.state in (State.TEXT, State.UNIT, State.NO_DATA):
        return figure.text
    return figure.value


def tables(report: Report) -> dict[str, dict[str, dict[str, CellValue]]]:
    """The same by table, row and column."""
    extracted: dict[str, dict[str, dict[str, CellValue]]] = {name: {} for name in TABLES}
    for figure in figures(report):
        name = figure.address.partition("/")[0]
        extracted[name].setdefault(figure.row, {})[figure.column] = cell_value(figure)
    return extracted
