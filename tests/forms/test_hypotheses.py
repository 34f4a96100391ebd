"""What speaks for one reading of a table against another, and how much of it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from linter import reference
from linter.arithmetic.equations import instances
from linter.checks.registry import shipped
from linter.forms import form as forms
from linter.forms.binding import bind, bind_all, regime_of_tables
from linter.forms.form import Form
from linter.model.document import Grid
from linter.model.report import State, Table
from tests.forms.test_form_thresholds import form_of, grid

SUMMED = {"person": "自然人数", "firm": "企业家数", "total": "合计总数"}


def summed(rows: int) -> Form:
    """A form whose last column adds up the others."""
    block = {
        "columns": [{"key": key, "label": label} for key, label in SUMMED.items()],
        "rows": [{"key": f"r{number}", "label": f"第{number}个项目"} for number in range(rows)],
    }
    table = {"name": "table", "printed": {"zh": "表", "en": "table"}, "title": "表", "part": "other", "blocks": [block]}
    part = {"key": "other", "title": "其他", "subject": "其他"}
    entry = {"regime": "2021", "notice": "", "since": 2021, "until": None, "ordered": True}
    return forms.build({**entry, "parts": [part], "tables": [table]})


def bound(form: Form, *rows: Sequence[str]) -> Table:
    (table,) = bind_all([grid(*rows)], {"2021": form}, "2021", {}).values()
    return table


def read(table: Table) -> dict[str, object]:
    return {address.partition("/")[2]: figure.value for address, figure in table.figures.items()}


@pytest.mark.parametrize("regime", ["2019", "2021"])
def test_a_row_that_no_label_of_the_form_begins_is_read_as_it_stands(regime: str) -> None:
    """All its columns are unknown to the form, and without them nothing is left that could be read."""
    form = reference.load().forms[regime].tables["disclosure"]
    table = bind([grid(("无人知晓", "4", "58.2"))], form)
    assert "missing-row" in {deviation.kind for deviation in table.deviations}
    assert not table.figures


@pytest.mark.threshold("forms.hypotheses._OF_A_LABEL", "forms.hypotheses._CLEARLY")
@pytest.mark.parametrize(("failing", "first"), [(4, 3), (5, None), (11, None), (12, 1)])
def test_a_header_is_believed_until_eight_sums_say_otherwise(failing: int, first: int | None) -> None:
    """Two labels are exchanged; where less than four sums are between the readings, neither is taken."""
    form = summed(14)
    rows = [(f"第{number}个项目", *("123" if number < failing else "000")) for number in range(14)]
    table = bound(form, ("", "合计总数", "企业家数", "自然人数"), *rows)
    assert read(table)["r0/person"] == first
    assert (table.figures["table/r0/person"].state is State.UNKNOWN) == (first is None)
    assert any(found.kind == "unclear-figures" for found in table.deviations) == (first is None)


@pytest.mark.threshold("forms.hypotheses._LARGEST")
def test_other_readings_are_tried_for_a_thousand_cells() -> None:
    form = form_of(["件数", "金额"], ["项目"])

    def value(cells: int) -> object:
        blank = [["", ""]] * (cells // 2 - 4) + [[""]] * (cells % 2)
        drawn = [["类别", "件数", "金额", "备注"], ["项目", "1", "2", "见附件"], *blank]
        return read(bound(form, *drawn))["r0/c0"]

    assert value(1_000) == 1
    assert value(1_001) is None


@pytest.mark.threshold("forms.lanes._MOST_UNKNOWN")
def test_of_four_unknown_columns_one_may_be_a_label_with_a_mistake() -> None:
    form = form_of(["本年新收件数", "本年办结件数"], ["第一项目", "第二项目"])

    def kinds(further: int) -> list[str]:
        names = [f"{sign}备注" for sign in "甲乙丙丁"[:further]]
        rows = [[f"第{number}项目", "1", "2", *("说明" for _ in names)] for number in "一二"]
        table = bound(form, ["项目名称", "本年新收件数", "本年办结数目", *names], *rows)
        return sorted(found.kind for found in table.deviations)

    assert kinds(3) == ["changed-label", *["extra-column"] * 3]
    assert "changed-label" not in kinds(4)


@pytest.mark.threshold("forms.lanes._MOST_BY_PLACE")
def test_two_columns_are_found_by_their_place_behind_the_labels() -> None:
    """The header has no cell over the labels of the rows, so that nothing stands under its heading."""
    form = form_of(["本年新收", "本年办结"], [f"第{number}项目" for number in "一二三四五"])

    def figures(further: int) -> dict[str, object]:
        names = [f"{sign}备注" for sign in "甲乙丙"[:further]]
        rows = [[f"第{number}项目", "1", "2", *("说明" for _ in names)] for number in "一二三四五"]
        return read(bound(form, ["本年新收", "本年办结", *names], *rows))

    right = {f"r{row}/c{column}": column + 1 for row in range(5) for column in range(2)}
    assert figures(2) == right
    assert figures(3) != right


@pytest.mark.threshold("forms.binding._FEWEST_TABLES")
def test_two_tables_tell_the_form_of_a_year_without_one() -> None:
    known = reference.load().forms
    tables = [_whole(known["2021"], name) for name in ("disclosure", "applications")]
    assert regime_of_tables(tables, known) == "2021"
    assert regime_of_tables(tables[1:], known) is None


def test_half_the_labels_tell_a_table() -> None:
    known = reference.load().forms
    whole = _whole(known["2021"], "disclosure")
    keys = len(known["2021"].tables["applications"].keys)
    rows = _whole(known["2021"], "applications").rows
    assert regime_of_tables([whole, Grid(rows[: keys // 2 + 3], 2)], known) == "2021"
    assert regime_of_tables([whole, Grid(rows[: keys // 2 - 3], 2)], known) is None


def _whole(form: Form, name: str) -> Grid:
    return grid(*([label.text] for label in form.tables[name].labels if label.text))


def test_the_totals_of_the_forms_are_those_that_the_rules_ask_for() -> None:
    """What decides between readings and what is then reported is the same arithmetic."""
    known = reference.load().forms
    for regime in ("2019", "2021"):
        for name, table in known[regime].tables.items():
            of_form = {
                (key, frozenset(parts))
                for block in table.blocks
                for key, parts in (*block.column_totals, *block.row_totals)
            }
            of_rules = set()
            for rule in shipped().rules:
                if rule.code in ("A302", "A303", "A304") and rule.params.table == name:
                    of_rules |= set(_sums(rule.params, table))
            assert of_form == of_rules


def _sums(params: Any, table: forms.TableForm) -> list[tuple[str, frozenset[str]]]:
    """The subjects of a rule's equations and what they add up, as keys of rows or columns."""
    found = []
    for equation, subject in zip(params.equations, params.subject, strict=True):
        for instance in instances(equation, subject, table, params.terms == "rows"):
            at = 1 if instance.by_rows else 2
            parts = frozenset(cell.split("/")[at] for cell in instance.cells if cell != instance.subject)
            found.append((instance.subject.split("/")[at], parts))
    return found
