"""Check for tables that came as text and whose figures cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterable

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.forms.binding import unread_rows
from linter.forms.cell_values import is_number
from linter.rules.kind import Kind
from linter.rules.rule import Rule


def unread_tables(context: Context, rule: Rule) -> Iterable[Finding]:
    """The cells of every table can be told apart; of one of which they cannot, nothing else is said."""
    for name, table in context.report.unread.items():
        cells = (cell for grid in table.grids for row in grid.rows for cell in row)
        variant = None if any(is_number(cell.text.text) for cell in cells) else "bare"
        yield Finding(table.span, {"table": context.printed(name), "row": ""}, variant, cell=table.grids[0].rows[0][0])
    for name, table in context.report.tables.items():
        form = context.form_of(table)
        for row in unread_rows(table, form):
            label = table.row_labels.get(row)
            yield Finding(
                label.span() if label else table.span,
                {"table": context.printed(name), "row": form.rows[row].text},
                "row" if form.rows[row].text else None,  # table four has one row, without a label
                cells=tuple(address for address, figure in table.figures.items() if figure.row == row),
            )


CHECKS = (Check(Kind("unread-tables", ("table", "row"), ("bare", "row")), unread_tables),)
