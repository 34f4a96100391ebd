"""`json`: one object for the survey; written row by row."""

from __future__ import annotations

from collections.abc import Iterable

from linter import __version__
from linter.cli.survey.view import OrganYear, SurveyView
from linter.reporters.printable import json_writer
from linter.type_names import Any, TextIO

_VERSION = 1  # bounds the work: nothing is decided by it


def write(view: SurveyView, out: TextIO) -> None:
    """Write the object."""
    encode = json_writer(out)

    def many(key: str, entries: Iterable[object]) -> None:
        out.write(f',\n"{key}": [')
        for number, entry in enumerate(entries):
            out.write(f"{',' if number else ''}\n  {encode(entry)}")
        out.write("\n]")

    out.write(f'{{"version": {_VERSION}, "tool": {encode({"name": "nianbao", "version": __version__})}')
    out.write(f',\n"summary": {encode(view.totals)}')
    out.write(f',\n"years": {encode(list(view.settled.years))}')
    out.write(f',\n"other_years": {encode({str(year): count for year, count in view.settled.others.items()})}')
    many("rows", map(_row, view.rows()))
    many("unreadable", (file._asdict() for file in view.unread()))
    many("unknown", (file.path for file in view.unknown()))
    many("archives", view.archives)
    many("misplaced", (file._asdict() for file in view.misplaced()))
    many("unlisted", view.unlisted())
    many("aggregates", _aggregates(view))
    many("copied", (pair._asdict() for pair in view.copied))
    many("rules", (count._asdict() for count in view.by_code()))
    out.write("\n}\n")


def _row(row: OrganYear) -> dict[str, Any]:
    errors, warnings, infos = row.counts
    return {
        "organ": row.organ,
        "level": row.level or None,
        "superior": row.superior or None,
        "listed": row.is_listed,
        "year": row.year,
        "status": row.status,
        "verdict": row.verdict,
        "not_compared": list(row.unchecked),
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "codes": row.codes,
        "figures": row.figures,
        "files": list(row.paths),
        "misplaced": row.misplaced or None,
        "note": row.note or None,
    }


def _aggregates(view: SurveyView) -> Iterable[dict[str, Any]]:
    for told, message in view.sums():
        yield {
            "organ": told.organ,
            "year": told.year,
            "outcome": told.outcome,
            "reports": told.summed,
            "missing": list(told.missing),
            "figures": [{"cell": one.address, "stated": one.stated, "sum": one.sum} for one in told.wrong],
            "message": message,
        }
