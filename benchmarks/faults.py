"""Faults planted into a report: each function returns a changed copy and touches one thing only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.figures import Value
from benchmarks.reports import NUMERALS, Part, Passage, SyntheticReport
from benchmarks.sheets import Block, Further, Line, sheet

ChangeLines = Callable[[Sequence[Line]], tuple[Line, ...]]


def with_value(report: SyntheticReport, address: str, value: Value) -> SyntheticReport:
    """Another value in one cell; None leaves it blank.

    Raises:
        KeyError: the report has no such cell.
    """
    if address not in report.tables:
        raise KeyError(address)
    return replace(report, tables={**report.tables, address: value})


# Changes to a sequence of rows or columns, to be used with `with_rows` and `with_columns`.


def _index(lines: Sequence[Line], key: str) -> int:
    return [line.key for line in lines].index(key)


def dropped(key: str) -> ChangeLines:
    return lambda lines: tuple(line for line in lines if line.key != key)


def renamed(key: str, label: str) -> ChangeLines:
    """Another innermost label."""
    return lambda lines: tuple(
        replace(line, labels=(*line.labels[:-1], label)) if line.key == key else line for line in lines
    )


def doubled(key: str) -> ChangeLines:
    """The row or column twice, one directly after the other."""
    return lambda lines: tuple(line for line in lines for _ in range(2 if line.key == key else 1))


def moved(key: str, after: str) -> ChangeLines:
    """Taken out and put in again directly after another one."""

    def change(lines: Sequence[Line]) -> tuple[Line, ...]:
        taken = lines[_index(lines, key)]
        rest = [line for line in lines if line.key != key]
        at = _index(rest, after) + 1
        return (*rest[:at], taken, *rest[at:])

    return change


def _with_block(report: SyntheticReport, table: str, key: str, change: Callable[[Block], Block]) -> SyntheticReport:
    old = report.sheets[table]
    keys = {line.key for block in old.blocks for line in (*block.rows, *block.columns)}
    if key not in keys:
        raise KeyError(key)
    blocks = tuple(
        change(block) if any(line.key == key for line in (*block.rows, *block.columns)) else block
        for block in old.blocks
    )
    return replace(report, sheets={**report.sheets, table: replace(old, blocks=blocks)})


def with_rows(report: SyntheticReport, table: str, key: str, change: ChangeLines) -> SyntheticReport:
    """The rows of the block that has the row `key`, changed.

    Raises:
        KeyError: the table has no such row.
    """
    return _with_block(report, table, key, lambda block: replace(block, rows=change(block.rows)))


def with_columns(report: SyntheticReport, table: str, key: str, change: ChangeLines) -> SyntheticReport:
    """The columns of every block that has the column `key`, changed.

    Raises:
        KeyError: the table has no such column.
    """
    return _with_block(report, table, key, lambda block: replace(block, columns=change(block.columns)))


def with_further(report: SyntheticReport, table: str, *columns: Further) -> SyntheticReport:
    """Columns in a table that its form does not have; the first named is drawn in first."""
    changed = replace(report.sheets[table], further=columns)
    return replace(report, sheets={**report.sheets, table: changed})


def with_lines_above(report: SyntheticReport, table: str, *lines: str) -> SyntheticReport:
    """Lines over the header of a table, within it: its own title, the unit of its figures."""
    changed = replace(report.sheets[table], above=lines)
    return replace(report, sheets={**report.sheets, table: changed})


def without_table(report: SyntheticReport, table: str) -> SyntheticReport:
    sheets = {name: entry for name, entry in report.sheets.items() if name != table}
    return replace(report, sheets=sheets)


def in_form_of(report: SyntheticReport, regime: str, values: SyntheticReport) -> SyntheticReport:
    """The report's text with the tables of another regime, filled with the figures of `values`."""
    return replace(report, sheets={name: sheet(regime, name) for name in report.sheets}, tables=values.tables)


def with_part(report: SyntheticReport, key: str, change: Callable[[Part], Part]) -> SyntheticReport:
    return replace(report, parts=tuple(change(part) if part.key == key else part for part in report.parts))


def part_titled(report: SyntheticReport, key: str, title: str) -> SyntheticReport:
    return with_part(report, key, lambda part: replace(part, title=title))


def part_numbered(report: SyntheticReport, key: str, number: str) -> SyntheticReport:
    return with_part(report, key, lambda part: replace(part, number=number))


def part_saying(report: SyntheticReport, key: str, *texts: str) -> SyntheticReport:
    """The part with these paragraphs instead of its own; its table, if any, stays."""
    passages = tuple(Passage(text) for text in texts)
    return with_part(report, key, lambda part: replace(part, passages=passages))


def _renumbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, number=NUMERALS[at]) for at, part in enumerate(parts))


def part_dropped(report: SyntheticReport, key: str) -> SyntheticReport:
    """Without the part, the others numbered through."""
    return replace(report, parts=_renumbered([part for part in report.parts if part.key != key]))


def part_doubled(report: SyntheticReport, key: str) -> SyntheticReport:
    """The part twice, under the same number."""
    parts = tuple(part for part in report.parts for _ in range(2 if part.key == key else 1))
    return replace(report, parts=parts)


def part_moved(report: SyntheticReport, key: str, after: str, *, renumber: bool = True) -> SyntheticReport:
    """The part taken out and put in after another one, with new numbers or with its old one."""
    rest = [part for part in report.parts if part.key != key]
    at = [part.key for part in rest].index(after) + 1
    parts = (*rest[:at], report.part(key), *rest[at:])
    return replace(report, parts=_renumbered(parts) if renumber else parts)
