"""Tables with rows and columns exchanged, in text: a right one is silent, in a wrong one the figure is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from benchmarks.drawing import table_boxes
from benchmarks.faults import with_value
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import Box, rows_of, width_of
from linter.engine.lint import lint_source
from linter.text.width import columns


def turned(drawn: Sequence[Box]) -> list[Box]:
    exchanged = [Box(box.text, box.column, box.row, box.column_span, box.row_span, box.kind, box.mark) for box in drawn]
    return sorted(exchanged, key=lambda box: (box.row, box.column))


def full_rows(drawn: Sequence[Box]) -> list[list[str]]:
    rows = [[""] * width_of(drawn) for _ in rows_of(drawn)]
    for box in drawn:
        rows[box.row][box.column] = box.text
    return rows


def tabs(drawn: Sequence[Box]) -> str:
    return "\n".join("\t".join(row) for row in full_rows(drawn))


def blanks(drawn: Sequence[Box]) -> str:
    return "\n".join(" ".join(box.text for box in row) for row in rows_of(drawn) if row)


def in_columns(drawn: Sequence[Box]) -> str:
    rows = full_rows(drawn)
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(text + " " * (width - columns(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def text(report: SyntheticReport, draw: Callable[[Sequence[Box]], str], tables: Sequence[str]) -> str:
    lines = [report.title or "", *report.front]
    for part in report.parts:
        lines += [part.heading, *(passage.text for passage in part.passages)]
        if part.table:
            drawn = table_boxes(report, report.sheets[part.table])
            lines.append(draw(turned(drawn) if part.table in tables else drawn))
    return "\n".join([*lines, *report.sign_off])


@pytest.mark.parametrize("draw", [tabs, blanks, in_columns])
@pytest.mark.parametrize("regime", ["2019", "2021"])
@pytest.mark.parametrize("table", ["applications", "disputes"])
def test_a_turned_table_is_read(table: str, regime: str, draw: Callable[[Sequence[Box]], str]) -> None:
    report = make_report(Random(f"{table} {regime}"), regime, busy=True)
    assert lint_source(text(report, draw, [table]), path="a.txt", format="text").diagnostics == ()
    cell, code = {
        "applications": ("applications/granted/business", "A300"),
        "disputes": ("disputes/cases/direct.other", "A304"),
    }[table]
    wrong = with_value(report, cell, int(str(report.tables[cell])) + 7)
    (found,) = lint_source(text(wrong, draw, [table]), path="a.txt", format="text").diagnostics
    assert (found.code, cell in found.cells) == (code, True)
