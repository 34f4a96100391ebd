"""The tables of a draft are those of the form, cell by cell, as the printed notice has them."""

from __future__ import annotations

import pytest

from benchmarks.sheets import boxes, sheet
from linter import reference
from linter.cli.drafts.layout import TEXT_WIDTH, laid_out
from linter.forms import regimes
from linter.forms.form import TABLES

FORM = reference.load().forms[regimes.LATEST]


@pytest.mark.parametrize("name", TABLES)
def test_its_cells_reach_as_far_as_those_of_the_form(name: str) -> None:
    """The other side was typed by hand from the form and knows nothing of the program."""
    layout = laid_out(FORM.tables[name], {})
    drawn = [
        (slot.text, slot.row, slot.column, slot.down, slot.across, slot.is_figure)
        for row in layout.rows
        for slot in row
    ]
    expected = [
        (box.text, box.row, box.column, box.row_span, box.column_span, box.kind == "figure")
        for box in boxes(sheet(regimes.LATEST, name), {})
    ]
    assert drawn == expected


@pytest.mark.parametrize("name", TABLES)
def test_each_figure_stands_in_the_cell_of_its_address(name: str) -> None:
    table = FORM.tables[name]
    layout = laid_out(table, {address: address for address in table.addresses})
    assert [slot.text for row in layout.rows for slot in row if slot.is_figure] == list(table.addresses)


@pytest.mark.parametrize(("name", "header"), [("disclosure", 0), ("applications", 3), ("disputes", 3)])
def test_a_header_that_holds_for_the_whole_table_is_known(name: str, header: int) -> None:
    assert laid_out(FORM.tables[name], {}).header == header


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_fill_the_page_and_no_more(name: str) -> None:
    layout = laid_out(FORM.tables[name], {})
    assert sum(layout.widths) == TEXT_WIDTH
    assert min(layout.widths) >= 10
    assert len(layout.widths) == max(slot.column + slot.across for row in layout.rows for slot in row)
