"""Checks of single cells: filled, numbers, and only where the organ may have any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention, Undecided
from linter.forms.binding import unread_rows
from linter.forms.form import TABLES
from linter.model.diagnostics import Severity
from linter.model.report import Figure, State, Table
from linter.rules.kind import Kind, Parameters, Patterns, Rows, Written
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.pattern_lists import any_of

_MOST_LISTED = 5
_AMOUNT = r"(人民币)?[¥￥]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\(?(万|亿|千|百)?元?\)?"
_COUNT_IN_WORDS = r"\d{1,12}\(?[件条个项份次人宗起例]\)?"
_CHANGE_IN_WORDS = r"(增加?|减少?|上升|下降|[+↑↓-])?\d{1,12}\(?[件条个项份次]?\)?"
_MAKERS_OF_REGULATIONS = ("city", "province")


def blank_cells(context: Context, rule: Rule) -> Iterator[Finding]:
    """No figure is blank; one finding a table, at the first, listing all."""
    for table in context.report.tables.values():
        unread = unread_rows(table, context.form_of(table))
        blank = [figure for figure in table.figures.values() if figure.state in _EMPTY and figure.row not in unread]
        if not blank:
            continue
        first = blank[0]
        listed = "、".join(cell_name(context, table, figure) for figure in blank[:_MOST_LISTED])
        if len(blank) > _MOST_LISTED:
            listed += " 等" if context.lang == "zh" else " …"
        yield Finding(
            table.place_of(first),
            {"table": context.printed(table.name), "count": len(blank), "cells": listed},
            cell=first.cell,
            cells=tuple(figure.address for figure in blank),
        )


_EMPTY = (State.BLANK, State.NO_DATA, State.UNKNOWN)


def cell_values(context: Context, rule: Rule) -> Iterator[Finding]:
    """A count is a whole number from 0 on, an amount a number from 0 on (its unit may stand beside it).

    A unit beside a count (3件) is a warning only: everyone can read it, but not every program.
    """
    for table in context.report.tables.values():
        form = context.form_of(table)
        for figure in table.figures.values():
            if type(figure.value) is int and figure.value >= 0:
                continue
            variant = _wrong(figure, form.columns[figure.column].numeric)
            if variant is None or figure.cell is None:
                continue
            told = context.repairs.figure_for(figure.address) if variant in ("text", "unit") else None
            yield Finding(
                figure.cell.span,
                {
                    "table": context.printed(table.name),
                    "cell": cell_name(context, table, figure),
                    "found": figure.text,
                },
                variant,
                cell=figure.cell,
                cells=(figure.address,),
                expected=told,
                actual=figure.value if figure.value is not None else figure.text,
                related=() if told is None else (Mention(_TOLD[context.lang].format(told)),),
                severity=Severity.WARNING if variant == "unit" else None,
            )


_TOLD = {"zh": "按合计关系推算，此处应为{}", "en": "the sums tell that it should be {}"}


def _wrong(figure: Figure, numeric: str) -> str | None:
    """What is wrong with a figure: negative, fraction, unit (a number with words) or text; None when nothing is."""
    if figure.state is State.TEXT:
        text = fold(figure.text)
        if numeric == "amount" and re.fullmatch(_AMOUNT, text):
            return None
        return "unit" if re.fullmatch(_CHANGE_IN_WORDS if numeric == "change" else _COUNT_IN_WORDS, text) else "text"
    if figure.value is None:
        return None
    if figure.value < 0 and numeric != "change":
        return "negative"
    return "fraction" if numeric != "amount" and figure.value != int(figure.value) else None


class Params(Parameters):
    """The rows of a table that only some organs may fill; the `exempt` are told by patterns of their folded names."""

    table: Annotated[str, Written("choice", TABLES)]
    rows: Rows
    exempt: Patterns = ()


def reserved_rows(context: Context, rule: Rule) -> Iterator[Finding | Undecided]:
    """Rows that only some organs may fill: 规章 are made by governments and by departments of the State Council.

    Offices and justice bureaus of cities and provinces may report their government's (`exempt`). Departments below the
    State Council and every organ of a county or township make none.
    """
    params: Params = rule.params
    table = context.report.tables.get(params.table)
    if table is None:
        return
    filled = [figure for figure in table.figures.values() if figure.row in params.rows and figure.value]
    if not filled:
        return
    organ = context.report.organization
    if organ is None and context.level is None:
        yield Undecided({"zh": "不知道发布机关及其层级", "en": "the publishing organ and its level are not known"})
        return
    name = fold(organ or "")
    if context.level in (None, "central"):
        return
    if context.level in _MAKERS_OF_REGULATIONS and (not name or any_of(params.exempt).search(name)):
        return
    first = filled[0]
    assert first.cell is not None
    yield Finding(
        first.cell.span,
        {
            "table": context.printed(table.name),
            "row": context.form_of(table).rows[first.row].text,
            "value": first.text,
            "organization": organ or "",
        },
        cell=first.cell,
        cells=tuple(figure.address for figure in filled),
        expected=0,
        actual=first.value,
    )


def cell_name(context: Context, table: Table, figure: Figure) -> str:
    """A cell in the person's words: “（七）总计”行“自然人”列."""
    form = context.form_of(table)
    row, column = form.rows[figure.row].text, form.columns[figure.column].full
    if context.lang == "en":
        return f"row “{row}” column “{column}”" if row else f"column “{column}”"
    return f"“{row}”行“{column}”列" if row else f"“{column}”列"


CHECKS = (
    Check(Kind("blank-cells", ("table", "count", "cells")), blank_cells),
    Check(
        Kind("cell-values", ("table", "cell", "found"), ("negative", "fraction", "text", "unit"), beside_prior=True),
        cell_values,
    ),
    Check(Kind("reserved-rows", ("table", "row", "value", "organization"), params=Params), reserved_rows),
)
