"""Pairs of organs that have the same words in what each should have written itself, in one year.

Only what is nearly the same counts, and enough of it. Words that many organs share were handed to them (a form of the
county, for instance) and are nobody's copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from linter.model.facts import SketchedText
from linter.model.records import NamedTuple

_FEWEST_ALIKE = 12  # hashes of two sketches of the same wording
_MOST_SHARING = 6  # reports; what more of them have is common wording
_LEAST_SHARE = 50  # percent of the shorter one's text
_LEAST_LENGTH = 150  # signs

SCHEMA = """
CREATE TEMP TABLE passage (number INTEGER PRIMARY KEY, report INTEGER, length INTEGER);
CREATE TEMP TABLE sketch (hash INTEGER, passage INTEGER, PRIMARY KEY (hash, passage)) WITHOUT ROWID;
"""
_COMMON = (
    "DELETE FROM sketch WHERE hash IN (SELECT hash FROM sketch JOIN passage ON number = passage "
    "GROUP BY hash HAVING count(DISTINCT report) > ?)"
)
_ALIKE = """
SELECT first.report, second.report, first.number, first.length, second.number, second.length
FROM sketch AS a JOIN sketch AS b ON a.hash = b.hash AND a.passage < b.passage
JOIN passage AS first ON first.number = a.passage JOIN passage AS second ON second.number = b.passage
WHERE first.report != second.report GROUP BY a.passage, b.passage HAVING count(*) >= ?
"""
_REPORT = (
    "SELECT organ, year, (SELECT sum(length) FROM passage WHERE report = report.number) FROM report WHERE number = ?"
)


class CopiedText(NamedTuple):
    """Two organs, and how much of the shorter one's text is the same, in percent."""

    year: int
    one: str
    other: str
    share: int


def add(connection: sqlite3.Connection, report: int, texts: Iterable[SketchedText]) -> None:
    """Put the paragraphs of a report into the database."""
    for text in texts:
        query = "INSERT INTO passage (report, length) VALUES (?, ?)"
        number = connection.execute(query, (report, text.length)).lastrowid
        connection.executemany("INSERT INTO sketch VALUES (?, ?)", ((sign, number) for sign in text.sketch))


def copied_texts(connection: sqlite3.Connection) -> Iterator[CopiedText]:
    """The pairs, those that share most first."""
    connection.execute(_COMMON, (_MOST_SHARING,))
    shared: dict[tuple[int, int], tuple[dict[int, int], dict[int, int]]] = {}
    for one, other, number, length, its_number, its_length in connection.execute(_ALIKE, (_FEWEST_ALIKE,)):
        own, others = shared.setdefault((one, other), ({}, {}))
        own[number], others[its_number] = length, its_length
    found: dict[tuple[int, str, str], int] = {}
    for reports, lengths in shared.items():
        told = [connection.execute(_REPORT, (report,)).fetchone() for report in reports]
        (organ, year, whole), (other_organ, its_year, its_whole) = told
        both = [(sum(mine.values()), of) for mine, of in zip(lengths, (whole, its_whole), strict=True)]
        share, length = max(100 * length // of for length, of in both), max(length for length, _ in both)
        is_of_two = organ and other_organ and organ != other_organ and year == its_year
        if is_of_two and share >= _LEAST_SHARE and length >= _LEAST_LENGTH:
            first, second = sorted((organ, other_organ))
            found[year, first, second] = max(share, found.get((year, first, second), 0))
    for (year, first, second), share in sorted(found.items(), key=lambda entry: (-entry[1], entry[0])):
        yield CopiedText(year, first, second, share)
