"""`csv`: a row for each organ and year, then one for each file that could not be told; for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from linter.cli.survey.view import OrganYear, SurveyView
from linter.notices.harmless import cell
from linter.type_names import TextIO

_BEFORE_FIGURES = ("organ", "level", "superior", "year", "status", "listed", "misplaced", "verdict", "unchecked")
_COUNTS = ("errors", "warnings", "infos")
KEYS = (*_BEFORE_FIGURES, *_COUNTS, "codes")
"""What the columns before the figures are."""


def write(view: SurveyView, out: TextIO) -> None:
    """Write the table, in UTF-8 with the mark by which spreadsheets know it."""
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\n")
    for row in table(view):
        rows.writerow(map(cell, row))


def table(view: SurveyView) -> Iterator[list[object]]:
    """The rows of the table, the headings first, as any spreadsheet shows them."""
    yield headings(view)
    for row in view.rows():
        yield cells(row, view)
    for file in (*view.unread(), *view.unknown()):
        status = view.say("unreadable" if file.code else "unknown")
        note = f"{file.code} {file.message}" if file.code else ""
        blank = [""] * (len(KEYS) - 5 + len(view.words.key_figures))
        yield ["", "", "", "", status, *blank, file.path, note]


def headings(view: SurveyView) -> list[object]:
    """The first row."""
    figures = [wanted.label[view.lang] for wanted in view.words.key_figures]
    return [*map(view.say, KEYS), *figures, view.say("file"), view.say("note")]


def cells(row: OrganYear, view: SurveyView) -> list[object]:
    """One further row."""
    listed = view.say("yes" if row.is_listed else "no") if view.has_list else ""
    verdict = view.say(row.verdict) if row.verdict else ""
    counts: list[object] = [*row.counts] if row.verdict else [""] * len(_COUNTS)
    return [
        *(row.organ, row.level, row.superior, row.year, view.say(row.status), listed, row.misplaced, verdict),
        view.unchecked(row),
        *counts,
        " ".join(f"{code}×{count}" for code, count in row.codes.items()),
        *("" if value is None else value for value in row.figures.values()),
        " | ".join(row.paths),
        row.note,
    ]
