"""The results of a survey in SQLite: a file that may be queried, so that no survey is too large for memory.

`report` has a row for each file, `finding` one for each finding, `figure` one for each cell of a table (by the number
of its address in `cell`); `organ` is the list with what was found beside it, `entry` has a row for each organ and year.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from linter.cli.survey.copied_texts import SCHEMA, add
from linter.model.diagnostics import FileResult, Severity
from linter.model.records import NamedTuple
from linter.notices.harmless import text_name
from linter.reporters.places import place

_SCHEMA = """
CREATE TABLE report (number INTEGER PRIMARY KEY, path TEXT, format TEXT, printed_name TEXT, organ TEXT, year INTEGER,
  regime TEXT, title TEXT, verdict TEXT, errors INTEGER, warnings INTEGER, infos INTEGER, error_code TEXT, error TEXT,
  unchecked TEXT, is_aggregate INTEGER, folder_organ TEXT, folder_year INTEGER);
CREATE TABLE finding (report INTEGER, ordinal INTEGER, code TEXT, name TEXT, severity TEXT, place TEXT, message TEXT,
  PRIMARY KEY (report, ordinal)) WITHOUT ROWID;
CREATE TABLE cell (number INTEGER PRIMARY KEY, address TEXT UNIQUE);
CREATE TABLE figure (report INTEGER, cell INTEGER, value, PRIMARY KEY (report, cell)) WITHOUT ROWID;
CREATE TABLE organ (number INTEGER PRIMARY KEY, name TEXT UNIQUE, level TEXT, superior TEXT, is_listed INTEGER);
CREATE TABLE entry (organ INTEGER, year INTEGER, status TEXT, report INTEGER, reports INTEGER, agree INTEGER,
  PRIMARY KEY (organ, year)) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX report_of_organ ON report (organ, year)"
_BATCH = 500  # bounds the work: rows between commits


class Surveyed(NamedTuple):
    """A file as the survey knows it. `printed` is the organ's name as it stands in the report."""

    number: int
    path: str
    printed: str | None
    year: int | None


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """A database of its own for one survey.

    A database without a name is a file that the system removes however the process ends, and not kept in memory.

    Raises:
        OSError: there is no room for it.
    """
    connection = sqlite3.connect("")
    try:
        # it is gone with the run: nothing needs to be safe against a crash
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + SCHEMA)
        yield connection
    except sqlite3.OperationalError as error:  # of statements that are ours nothing else can be wrong
        if "full" in str(error) or "I/O" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise
    finally:
        connection.close()


def record(results: Iterable[FileResult], connection: sqlite3.Connection, lang: str) -> list[Surveyed]:
    """Put all results into the database, in their order.

    Returns:
        what tells the files apart: few words of each.
    """
    cells: dict[str, int] = {}
    told: list[Surveyed] = []
    for number, result in enumerate(results, start=1):
        path = _storable(text_name(result.path))
        told.append(Surveyed(number, result.path, result.organization, result.year))
        severities = [found.severity for found in result.diagnostics]
        counts = (severities.count(each) for each in sorted(Severity, reverse=True))
        error = result.error or (None, None)
        facts = result.facts
        row = (
            *(number, path, result.format, _storable(result.organization), None, result.year, result.regime),
            *(_storable(result.title), result.verdict, *counts, error[0], _storable(error[1])),
            " ".join(dict.fromkeys((*(it.what for it in result.not_compared), *(it.code for it in result.undecided)))),
            *(bool(facts and facts.is_aggregate), None, None),
        )
        connection.execute(f"INSERT INTO report VALUES ({', '.join('?' * len(row))})", row)
        connection.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, ordinal, it.code, it.name, it.severity.word, place(it.location, lang), _storable(it.message))
                for ordinal, it in enumerate(result.diagnostics, start=1)
            ),
        )
        if facts is not None:
            add(connection, number, facts.texts)
            for address in facts.figures:
                if address not in cells:
                    cells[address] = len(cells) + 1
                    connection.execute("INSERT INTO cell VALUES (?, ?)", (cells[address], address))
            connection.executemany(
                "INSERT INTO figure VALUES (?, ?, ?)",
                ((number, cells[address], _storable(value)) for address, value in facts.figures.items()),
            )
        if number % _BATCH == 0:
            connection.commit()
    connection.execute(_INDEXES)
    connection.commit()
    return told


def _storable(value: object) -> object:
    """A value that SQLite takes: text without halves of surrogate pairs, whole numbers within 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, int) and abs(value) >= 1 << 63:
        return str(value)
    return value
