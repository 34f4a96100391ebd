"""`csv`: a row for each finding, and for each file that could not be checked, for spreadsheets."""

from __future__ import annotations

import csv

from linter.model.diagnostics import Location
from linter.notices.harmless import cell
from linter.reporters.places import place
from linter.reporters.printable import Printable
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO

_HEAD = ("file", "line", "column", "place", "code", "severity", "message", "basis")


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the findings of each file as it comes."""
    printable = Printable(out)
    rows = csv.writer(out, lineterminator="\n")

    def row(path: str, location: Location, code: str, severity: str, message: str, basis: str = "") -> None:
        where = place(location, context.lang)
        values = (path, location.line, location.column, where, code, severity, message, basis)
        rows.writerow([printable.encodable(value) if isinstance(value, str) else value for value in map(cell, values)])

    rows.writerow(_HEAD)
    for result in results:
        path = printable.name(result.path)
        if result.error is not None:
            row(path, Location(), result.error.code, "error", result.error.message)
        for found in result.diagnostics:
            row(path, found.location, found.code, found.severity.word, found.message, found.basis or "")
