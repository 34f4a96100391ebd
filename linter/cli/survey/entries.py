"""From the files of a survey to one entry for each organ and year: found, missing, double, not checked."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from linter.cli.survey.database import Surveyed
from linter.cli.survey.naming import names_of
from linter.cli.survey.organ_list import ListedOrgan
from linter.cli.survey.placement import misplaced
from linter.model.records import NamedTuple
from linter.reference.survey_words import SurveyWords
from linter.text.folding import fold

FOUND, MISSING, DOUBLE, UNREADABLE = "found", "missing", "double", "unreadable"
_FEWEST_FOR_YEAR = 2  # a year is surveyed that has the reports of one organ in so many of the fullest year


class SurveyedYears(NamedTuple):
    """The years for which every organ's report is looked for, and the number of reports of others by their year."""

    years: tuple[int, ...]
    others: Mapping[int, int]


def settle(
    connection: sqlite3.Connection, files: Sequence[Surveyed], listed: Sequence[ListedOrgan], words: SurveyWords
) -> SurveyedYears:
    """Fill `organ` and `entry`, and say of each report whose it is and whether it lies in the wrong place.

    Args:
        connection: to a database with the results.
        files: what `record` told of them.
        listed: the organs whose reports are expected; none where there is no list.
        words: of names and folders.
    """
    names = [organ.name for organ in listed]
    called = names_of((file.printed for file in files if file.printed), names, words.government_end)
    lost = misplaced(files, called, names, words)
    connection.executemany(
        "UPDATE report SET organ = ? WHERE number = ?",
        ((called[file.printed], file.number) for file in files if file.printed),
    )
    connection.executemany(
        "UPDATE report SET folder_organ = ?, folder_year = ? WHERE number = ?",
        ((where.folder_organ, where.folder_year, number) for number, where in lost.items()),
    )
    numbers = _organs(connection, listed, called.values())
    groups: dict[tuple[int, int], list[Surveyed]] = {}
    for file in files:
        if file.printed and file.year:
            groups.setdefault((numbers[called[file.printed]], file.year), []).append(file)
    settled = _years(year for _, year in groups)
    for (organ, year), copies in groups.items():
        first = min(copies, key=lambda file: (file.number in lost, file.number)).number
        agree = _agree(connection, first, copies)
        status = FOUND if agree and _are_one(copies) else DOUBLE
        entry = (organ, year, status, first, len(copies), agree)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", entry)
    _add_missing(connection, files, groups, settled.years, {numbers[name]: name for name in names})
    connection.commit()
    return settled


def _organs(connection: sqlite3.Connection, listed: Sequence[ListedOrgan], found: Iterable[str]) -> dict[str, int]:
    """The organs by name with the numbers that put them in order: that of the list, then others by their names."""
    on_list = {organ.name for organ in listed}
    others = [ListedOrgan(name) for name in sorted(set(found) - on_list)]
    rows = [
        (number, organ.name, organ.level, organ.superior, organ.name in on_list)
        for number, organ in enumerate((*listed, *others), start=1)
    ]
    connection.executemany("INSERT INTO organ VALUES (?, ?, ?, ?, ?)", rows)
    return {name: number for number, name, *_ in rows}


def _years(found: Iterable[int]) -> SurveyedYears:
    """The years that are surveyed: a few reports of another year are strays, and make nobody's missing."""
    counts = Counter(found)
    most = max(counts.values(), default=0)
    years = tuple(sorted(year for year, count in counts.items() if count * _FEWEST_FOR_YEAR >= most))
    return SurveyedYears(years, {year: count for year, count in sorted(counts.items()) if year not in years})


def _are_one(copies: Sequence[Surveyed]) -> bool:
    """Whether these are one report in several formats: files side by side that are called the same."""
    stems = {os.path.splitext(file.path)[0] for file in copies}
    return len(stems) == 1


def _agree(connection: sqlite3.Connection, first: int, copies: Sequence[Surveyed]) -> bool:
    """Whether no figure of several copies differs."""
    differing = (
        "SELECT 1 FROM figure AS one JOIN figure AS other USING (cell) "
        "WHERE one.report = ? AND other.report = ? AND one.value IS NOT other.value LIMIT 1"
    )
    return not any(
        connection.execute(differing, (first, file.number)).fetchone() for file in copies if file.number != first
    )


def _add_missing(
    connection: sqlite3.Connection,
    files: Sequence[Surveyed],
    groups: Mapping[tuple[int, int], object],
    years: Sequence[int],
    listed: Mapping[int, str],
) -> None:
    """Entries for what should be there: of the organs of the list, else of those with a report of a year before."""
    if listed:
        expected = [(organ, year) for organ in listed for year in years]
    else:
        since: dict[int, int] = {}
        for organ, year in groups:
            if year in years:
                since[organ] = min(year, since.get(organ, year))
        expected = [(organ, year) for organ, first in sorted(since.items()) for year in years if year > first]
    unread = connection.execute("SELECT number FROM report WHERE error_code IS NOT NULL").fetchall()
    paths = {number: fold(files[number - 1].path) for (number,) in unread}
    for organ, year in expected:
        if (organ, year) in groups:
            continue
        name = fold(listed.get(organ, ""))
        number = next((it for it, path in paths.items() if name and name in path and str(year) in path), None)
        status = MISSING if number is None else UNREADABLE
        entry = (organ, year, status, number, 0 if number is None else 1, True)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", entry)
