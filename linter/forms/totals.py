"""How well a reading of a table agrees with the sums that its form holds within itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linter.forms.form import Block, TableForm
from linter.model.report import Figure


def failing_sums(form: TableForm, figures: Mapping[str, Figure]) -> int:
    """How many totals are not the sum of what stands before them in their group, as far as can be told from figures.

    Blank cells count as 0; a sum with a cell that is missing or holds no number fails.
    """
    return sum(not _holds(total, parts, figures) for block in form.blocks for total, parts in _sums(form.name, block))


def _sums(table: str, block: Block) -> Iterator[tuple[str, list[str]]]:
    """The addresses of each total and of its parts."""
    for row in block.rows:
        for key, parts in block.column_totals:
            yield f"{table}/{row.key}/{key}", [f"{table}/{row.key}/{part}" for part in parts]
    for column in block.columns:
        for key, parts in block.row_totals:
            yield f"{table}/{key}/{column.key}", [f"{table}/{part}/{column.key}" for part in parts]


def _holds(total: str, parts: list[str], figures: Mapping[str, Figure]) -> bool:
    wanted = _value(figures.get(total))
    values = [_value(figures.get(part)) for part in parts]
    return wanted is not None and None not in values and wanted == sum(value for value in values if value)


def _value(figure: Figure | None) -> int | float | None:
    if figure is None:
        return None
    return 0 if figure.is_blank else figure.value
