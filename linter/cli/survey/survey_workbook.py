"""`xlsx`: a workbook with the overview, the findings with links, the figures of all tables, and what is missing.

Sheets are written row by row to temporary files, so that a province needs no more memory than a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from linter.cli.spreadsheets import HEAD, MOST_ROWS, cell_text, new_workbook, put
from linter.cli.survey import survey_rows
from linter.cli.survey.aggregates import label
from linter.cli.survey.entries import MISSING
from linter.cli.survey.needs import needs
from linter.cli.survey.view import SurveyView
from linter.files.own_output import SURVEY_AUTHOR
from linter.parsing.canonical_figures import TABLES
from linter.type_names import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_LINKS = 65_530  # bounds the work: of a sheet
_LONGEST_LINK = 2_079  # bounds the work: signs
_WIDTHS = {"organ": 30, "message": 70, "file": 50, "note": 30, "misplaced": 30, "codes": 26, "place": 22, "rule": 24}
_RED, _YELLOW = "#FBD9D6", "#FFEDB8"
_COLOURS = {
    **dict.fromkeys(("revise", "missing", "unreadable", "error"), _RED),
    **dict.fromkeys(("review", "double", "warning"), _YELLOW),
}


def write(view: SurveyView, out: BinaryIO) -> None:
    """Write the workbook.

    Raises:
        Refusal: the library that writes it is not there.
    """
    with new_workbook(out, SURVEY_AUTHOR, view.say("heading"), view.lang) as book:
        _Sheets(view, book).write()


class _Sheets:
    """The sheets of one workbook, each written from its first row to its last."""

    def __init__(self, view: SurveyView, book: Workbook) -> None:
        self._view = view
        self._book = book
        self._head: Format = book.add_format(HEAD)
        self._link: Format = book.add_format({"font_color": "#1A56A8", "underline": 1})
        self._links = 0

    def write(self) -> None:
        """Write all of them."""
        self._needs()
        self._overview()
        self._findings()
        for name in TABLES:
            self._figures(name)
        self._missing()

    def _needs(self) -> None:
        """What needs someone first, in words."""
        view = self._view
        sheet = self._sheet("needs", ("status", "message"), ((0, 18), (1, 110)))
        lines = (("", line) for line in view.summary())
        told = ((view.say(need.kind), line) for need in needs(view) for line in need.lines)
        row = 0
        for row, line in enumerate(islice(chain(lines, told), MOST_ROWS - 1), start=1):
            put(sheet, row, line)
        self._finish(sheet, row + 1, 2)

    def _overview(self) -> None:
        """A row for each organ and year."""
        view = self._view
        keys = [*survey_rows.KEYS]
        widths = [(number, _WIDTHS[key]) for number, key in enumerate(keys) if key in _WIDTHS]
        sheet = self._book.add_worksheet(view.say("overview"))
        self._widths(sheet, widths)
        rows = survey_rows.table(view)
        head = next(rows)
        for column, text in enumerate(head):
            sheet.write_string(0, column, str(text), self._head)
        last = 0
        at_file = len(head) - 2
        for last, row in enumerate(islice(rows, MOST_ROWS - 1), start=1):
            put(sheet, last, row[:at_file])
            self._put_file(sheet, last, at_file, str(row[at_file]))
            put(sheet, last, row[at_file + 1 :], at_file + 1)
        self._finish(sheet, last + 1, len(head), frozen_columns=1)
        self._colour(sheet, (1, 0, max(last, 1), len(head) - 1))

    def _findings(self) -> None:
        """A row for each finding, and for each file that could not be checked."""
        view = self._view
        keys = ("organ", "year", "severity", "code", "rule", "place", "message", "file")
        sheet = self._sheet("findings", keys, [(at, _WIDTHS[key]) for at, key in enumerate(keys) if key in _WIDTHS])
        query = (
            "SELECT report.organ, report.year, severity, code, name, place, message, path FROM finding "
            "JOIN report ON report.number = finding.report "
            "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, report.number, ordinal"
        )
        unread = (("", "", "error", it.code, "", "", it.message, it.path) for it in view.unread())
        row = 0
        every = chain(unread, view.connection.execute(query))
        for row, found in enumerate(islice(every, MOST_ROWS - 1), start=1):
            organ, year, severity, code, name, *told, path = found
            values = (organ or "", year or "", view.say(severity), code, view.rules.get(code, name), *told)
            put(sheet, row, values)
            self._put_file(sheet, row, len(keys) - 1, path)
        self._finish(sheet, row + 1, len(keys))
        self._colour(sheet, (1, 2, max(row, 1), 2))

    def _figures(self, name: str) -> None:
        """A row for each report, a column for each cell of one table, under its label and its address."""
        view = self._view
        query = "SELECT number, address FROM cell WHERE address LIKE ? ORDER BY number"
        columns = dict(view.connection.execute(query, (f"{name}/%",)))
        if not columns:
            return
        addresses = sorted(columns.values(), key=self._form_order())
        at = {number: addresses.index(address) + 3 for number, address in columns.items()}
        printed = next(form.tables[name].printed[view.lang] for form in view.forms.values() if name in form.tables)
        sheet = self._book.add_worksheet(f"{view.say('figures')} {printed}")
        self._widths(sheet, ((0, 30), (2, 40)))
        before = [view.say("organ"), view.say("year"), view.say("file")]
        for column, text in enumerate((*before, *(label(it, view.forms, view.lang) for it in addresses))):
            sheet.write_string(0, column, text, self._head)
        for column, text in enumerate(("", "", "", *addresses)):
            sheet.write_string(1, column, text, self._head)
        reports = "SELECT number, organ, year, path FROM report WHERE error_code IS NULL ORDER BY organ, year, number"
        row = 1
        found = islice(view.connection.execute(reports), MOST_ROWS - 2)
        for row, (report, organ, year, path) in enumerate(found, start=2):
            put(sheet, row, (organ or "", year or "", path))
            values = view.connection.execute("SELECT cell, value FROM figure WHERE report = ?", (report,))
            for column, value in sorted((at[cell], value) for cell, value in values if cell in at):
                put(sheet, row, (value,), column)
        sheet.freeze_panes(2, 2)
        sheet.autofilter(1, 0, max(row, 2), len(addresses) + 2)

    def _form_order(self) -> Any:
        """The place of an address in the forms, the newest first."""
        order: dict[str, int] = {}
        for form in reversed(self._view.forms.values()):
            for table in form.tables.values():
                for address in table.addresses:
                    order.setdefault(address, len(order))
        return lambda address: (order.get(address, len(order)), address)

    def _missing(self) -> None:
        """The organs and years of which there is no report, and the organs that the list does not have."""
        view = self._view
        sheet = self._sheet("missing", ("organ", "level", "superior", "year", "status"), ((0, 30), (2, 30)))
        missing = ((it.organ, it.level, it.superior, it.year, view.say(it.status)) for it in view.rows(MISSING))
        others = ((name, "", "", "", view.say("unlisted")) for name in view.unlisted())
        row = 0
        for row, cells in enumerate(chain(missing, others), start=1):
            put(sheet, row, cells)
        self._finish(sheet, row + 1, 5)

    def _sheet(self, title: str, keys: Sequence[str], widths: Iterable[tuple[int, int]]) -> Worksheet:
        sheet = self._book.add_worksheet(self._view.say(title))
        self._widths(sheet, widths)
        for column, key in enumerate(keys):
            sheet.write_string(0, column, self._view.say(key), self._head)
        return sheet

    def _widths(self, sheet: Worksheet, widths: Iterable[tuple[int, int]]) -> None:
        for column, width in widths:
            sheet.set_column(column, column, width)

    def _finish(self, sheet: Worksheet, rows: int, columns: int, frozen_columns: int = 0) -> None:
        """The head stays in sight, and every column can be filtered."""
        sheet.freeze_panes(1, frozen_columns)
        sheet.autofilter(0, 0, max(rows - 1, 1), columns - 1)

    def _colour(self, sheet: Worksheet, cells: tuple[int, int, int, int]) -> None:
        """Cells with certain words get a colour; spreadsheets do it, so that it follows when somebody sorts."""
        for key, colour in _COLOURS.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{self._view.say(key)}"'}
            sheet.conditional_format(*cells, rule | {"format": self._book.add_format({"bg_color": colour})})

    def _put_file(self, sheet: Worksheet, row: int, column: int, path: str) -> None:
        """The name of a file, as a link as long as a workbook takes more of them."""
        link = self._view.relative(path) if path and " | " not in path else None
        if link is None or len(link) > _LONGEST_LINK or self._links >= _MOST_LINKS:
            put(sheet, row, (path,), column)
            return
        self._links += 1
        sheet.write_url(row, column, f"external:{link}", self._link, cell_text(path))
