"""A table that looks like one read before is read as that one was, and as it is read for the first time."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks import drawing, flattened
from benchmarks.faults import dropped, moved, with_columns, with_rows
from benchmarks.reports import make_report
from linter import reference
from linter.engine.lint import parse_source
from linter.forms import layouts
from linter.forms.binding import bind
from linter.forms.layouts import read_as_laid_out
from linter.forms.reading import read_table
from linter.model.report import Report, State, Table
from tests.forms.test_form_thresholds import form_of, grid

LAYOUTS = [
    *((drawing, name) for name in drawing.LAYOUTS),
    *((flattened, name) for name in flattened.LAYOUTS),
]


def agrees(table: Table) -> bool:
    """Whether a table as it looks is the same as read anew; False where its looks do not tell it."""
    form = reference.load().forms[table.regime].tables[table.name]
    alike = read_as_laid_out(table.grids, form)
    if alike is None:
        return False
    anew = read_table(table.grids, form).table
    assert list(alike.figures.items()) == list(anew.figures.items())
    assert all(one.cell is other.cell for one, other in zip(alike.figures.values(), anew.figures.values(), strict=True))
    for ours, others in ((alike.row_labels, anew.row_labels), (alike.column_labels, anew.column_labels)):
        assert list(ours) == list(others)
        assert all(ours[key] is others[key] for key in ours)
    assert alike.grids == anew.grids
    assert not alike.deviations
    assert not anew.deviations
    return True


def parsed(layout: str, seed: int, module: object = drawing) -> Report:
    report = make_report(Random(seed), "2021" if seed % 3 else "2019")
    drawn = module.draw(report, layout)  # type: ignore[attr-defined]
    return parse_source(drawn.text, drawn.name, drawn.format)


@pytest.mark.parametrize(("module", "layout"), LAYOUTS, ids=[name for _, name in LAYOUTS])
def test_what_is_kept_of_a_layout_is_what_a_reading_finds(module: object, layout: str) -> None:
    for seed in range(3):
        report = parsed(layout, seed, module)
        for table in (*report.tables.values(), *report.unread.values()):
            agrees(table)


@pytest.mark.parametrize("layout", ["pipes", "tabs", "cell-a-line", "markdown", "html", "html-word"])
def test_reports_laid_out_alike_are_read_once(layout: str) -> None:
    assert all(map(agrees, parsed(layout, 1).tables.values()))
    known = layouts._layout.cache_info().misses
    assert all(map(agrees, parsed(layout, 2).tables.values()))
    assert layouts._layout.cache_info().misses == known


def test_what_is_in_doubt_is_read_as_ever() -> None:
    report = make_report(Random(7), "2021", busy=True)
    for changed in (
        with_rows(report, "applications", "received", dropped("received")),
        with_columns(report, "applications", "person", moved("person", "total")),
    ):
        drawn = drawing.draw(changed, "pipes")
        table = parse_source(drawn.text, drawn.name, "text").tables["applications"]
        assert table.deviations
        assert not agrees(table)


def test_a_word_for_a_figure_is_read_as_ever() -> None:
    form = form_of(["自然人数", "企业家数"], ["新收申请", "上年结转"]).tables["table"]
    drawn = [grid(("", "自然人数", "企业家数"), ("新收申请", "3", "若干"), ("上年结转", "0", "1"))]
    assert read_as_laid_out(drawn, form) is None
    assert [figure.state for figure in bind(drawn, form).figures.values()].count(State.TEXT) == 1


def test_numbers_may_look_alike_for_none_is_a_piece_of_a_label() -> None:
    """A single digit is one (1.属于国家秘密), and is not taken for one."""
    forms = reference.load().forms.values()
    labels = [label.folded for form in forms for table in form.tables.values() for label in table.labels]
    assert labels
    assert not any(re.search(r"\d[\d注]", label) for label in labels)


def test_what_is_kept_is_bounded_in_number_and_length() -> None:
    form = form_of(["自然人数", "企业家数"], ["新收申请", "上年结转"]).tables["table"]
    head = ("", "自然人数", "企业家数")
    layouts._layout.cache_clear()
    long_text = [grid(head, ("新收申请", "1", "2"), ("上年结转", "0", "1"), ("甲" * layouts._MOST_SIGNS, "1", "1"))]
    many_cells = [grid(head, *(("新收申请", "1", "2") for _ in range(layouts._MOST_CELLS // 3 + 1)))]
    assert read_as_laid_out(long_text, form) is None
    assert read_as_laid_out(many_cells, form) is None
    assert layouts._layout.cache_info().currsize == 0
    for number in range(layouts._MOST_KEPT + 9):
        read_as_laid_out([grid(head, ("新收申请", "1", "2"), ("上年结转", "0", "1"), ("注" * number, "", ""))], form)
    assert layouts._layout.cache_info().currsize == layouts._MOST_KEPT
