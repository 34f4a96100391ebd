"""Checks of single cells: filled, numbers, and only where the organ may have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.arithmetic.equations import Instance, needed
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention, Undecided
from linter.forms.binding import unread_rows
from linter.forms.cell_values import is_amount, is_in
from linter.forms.form import TABLES, Label
from linter.model.diagnostics import Severity
from linter.model.report import Figure, State, Table
from linter.rules.kind import Kind, Parameters, Patterns, Rows, Written
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.pattern_lists import any_of
from linter.type_names import Annotated

_MOST_LISTED = 5
_MANY_UNITS = 3  # cells of a table, that have one cause
_MAKERS_OF_REGULATIONS = ("city", "province")


def blank_cells(context: Context, rule: Rule) -> Iterator[Finding]:
    """No figure is blank; one finding a table, at the first, listing all."""
    for table in context.report.tables.values():
        unread = unread_rows(table, context.form_of(table))
        blank = [figure for figure in table.figures.values() if figure.is_blank and figure.row not in unread]
        if not blank:
            continue
        first = blank[0]
        names = list(dict.fromkeys(_blank_name(context, table, figure) for figure in blank))
        yield Finding(
            table.place_of(first),
            {"table": context.printed(table.name), "count": len(blank), "cells": _listed(context, names)},
            cell=first.cell,
            cells=tuple(figure.address for figure in blank),
            related=tuple(_told_by_sums(context, table, blank)),
        )


def _blank_name(context: Context, table: Table, figure: Figure) -> str:
    """The cell, or its column or row where all of that is blank."""
    form = context.form_of(table)
    if figure.column in table.blank_columns:
        label = form.columns[figure.column].full
        return f"column “{label}”" if context.lang == "en" else f"“{label}”整列"
    if figure.row in table.blank_rows and (label := form.rows[figure.row].text):
        return f"row “{label}”" if context.lang == "en" else f"“{label}”整行"
    return cell_name(context, table, figure)


def _told_by_sums(context: Context, table: Table, blank: Sequence[Figure]) -> Iterator[Mention]:
    """What the sums tell of totals that were left blank, or of a single figure, where they are not held against it.

    Nothing while a row that they rest on is blank too: that has still to be filled in.
    """
    without = {figure.address for figure in blank}
    left_out: dict[str, Instance] = {}
    for of_rule in context.balances.values():
        for balance in of_rule:
            if balance.residual is None and not balance.obstacle:
                subject, *others = balance.instance.cells
                lacking = [subject] if subject in without else [cell for cell in others if cell in without]
                if len(lacking) == 1:
                    left_out[lacking[0]] = balance.instance
    for figure in blank:
        if figure.address not in left_out or not _is_told(table, left_out[figure.address], figure.address):
            continue
        if value := needed(left_out[figure.address], figure.address, table.values):
            told = f"{cell_name(context, table, figure)}{_TOLD[context.lang].format(value)}"
            yield Mention(told, table.place_of(figure), figure.cell, (figure.address,))


def _is_told(table: Table, instance: Instance, address: str) -> bool:
    """Whether none of the rows that a sum is made of is blank, but for the figure that it is to tell."""
    others = (table.figures[other] for other in instance.cells if other != address)
    return not any(figure.row in table.blank_rows for figure in others)


def cell_values(context: Context, rule: Rule) -> Iterator[Finding]:
    """A count is a whole number from 0 on, an amount a number from 0 on; where the form gives no unit, with its own.

    The unit that the form gives (3件, 46.8万元) is a warning only: everyone can read it, but not every program. Where
    it stands in many cells of a table, one finding says so.
    """
    for table in context.report.tables.values():
        form = context.form_of(table)
        wrong = [
            (figure, variant, form.columns[figure.column])
            for figure in table.figures.values()
            if not (figure.state is State.NUMBER and type(figure.value) is int and figure.value >= 0)
            and (variant := _wrong(figure, form.columns[figure.column])) is not None
            and figure.cell is not None
        ]
        with_unit = [figure for figure, variant, _ in wrong if variant == "unit"]
        if len(with_unit) >= _MANY_UNITS:
            yield _units(context, table, with_unit)
            wrong = [one for one in wrong if one[1] != "unit"]
        for figure, variant, column in wrong:
            assert figure.cell is not None
            told = context.repairs.figure_for(figure.address) if variant == "text" else None
            yield Finding(
                figure.cell.span,
                {
                    "table": context.printed(table.name),
                    "cell": cell_name(context, table, figure),
                    "found": figure.text,
                    "unit": column.unit,
                    "value": figure.value if figure.value is not None else "",
                },
                variant,
                cell=figure.cell,
                cells=(figure.address,),
                expected=figure.value if figure.state is State.UNIT else told,
                actual=figure.text if figure.value is None or figure.state is State.UNIT else figure.value,
                related=() if told is None else (Mention(_HERE[context.lang].format(told)),),
                severity=Severity.WARNING if variant == "unit" else None,
            )


def _units(context: Context, table: Table, figures: Sequence[Figure]) -> Finding:
    """One finding for all cells of a table in which a unit stands, at the first."""
    first = figures[0]
    return Finding(
        table.place_of(first),
        {
            "table": context.printed(table.name),
            "count": len(figures),
            "cells": _listed(context, [cell_name(context, table, figure) for figure in figures]),
            "found": first.text,
        },
        "units",
        cell=first.cell,
        cells=tuple(figure.address for figure in figures),
        severity=Severity.WARNING,
    )


def _listed(context: Context, names: Sequence[str]) -> str:
    """The first of some names of cells."""
    more = " 等" if context.lang == "zh" else " …"
    return "、".join(names[:_MOST_LISTED]) + (more if len(names) > _MOST_LISTED else "")


_HERE = {"zh": "按合计关系推算，此处应为{}", "en": "the sums tell that it should be {}"}
_TOLD = {"zh": "按合计关系推算应为{}", "en": ": the sums tell that it should be {}"}


def _wrong(figure: Figure, column: Label) -> str | None:
    """What is wrong with a figure: negative, fraction, text, its unit or another one; None when nothing is."""
    if figure.state is State.TEXT:
        return None if column.numeric == "amount" and is_amount(figure.text) else "text"
    if figure.value is None:
        return None
    if figure.state is State.UNIT:
        return "other-unit" if column.unit and figure.value and not is_in(column.unit, figure.text) else "unit"
    if figure.value < 0 and column.numeric != "change":
        return "negative"
    return "fraction" if column.numeric != "amount" and figure.value != int(figure.value) else None


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
        Kind(
            "cell-values",
            ("table", "cell", "found", "unit", "value", "count", "cells"),
            ("negative", "fraction", "text", "unit", "units", "other-unit"),
            beside_prior=True,
        ),
        cell_values,
    ),
    Check(Kind("reserved-rows", ("table", "row", "value", "organization"), params=Params), reserved_rows),
)
