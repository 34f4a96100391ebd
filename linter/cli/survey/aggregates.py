"""Reports that cover other organs, held against the sums of those organs' reports.

The list tells which organs are below which. A sum is decided where all of them are found; where some are missing it is
wrong only if what was found is more than the whole already.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from linter.cli.survey.reckoning import Number, number_of
from linter.forms.form import Form
from linter.model.records import NamedTuple
from linter.reference.survey_words import SurveyWords
from linter.text.folding import fold

DIFFERS, EXCEEDED, AGREES, UNDECIDED = "differs", "exceeded", "agrees", "undecided"
_MOST_SHOWN = 6  # bounds the work: figures, and organs that are missing


class WrongSum(NamedTuple):
    """A figure of an aggregate and what its organs' reports add up to."""

    address: str
    stated: Number
    sum: Number


class Comparison(NamedTuple):
    """What came of holding one aggregate against its organs: how it ended, and with whom."""

    organ: str
    year: int
    report: int
    outcome: str
    summed: int
    missing: tuple[str, ...] = ()
    wrong: tuple[WrongSum, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return bool(self.wrong)


def comparisons(connection: sqlite3.Connection, words: SurveyWords) -> Iterator[Comparison]:
    """All aggregates whose organs the list names, in its order."""
    below = _subordinates(connection, words)
    query = (
        "SELECT organ.number, organ.name, entry.year, report.number, report.regime FROM entry "
        "JOIN organ ON organ.number = entry.organ JOIN report ON report.number = entry.report "
        "WHERE report.is_aggregate ORDER BY organ.number, entry.year"
    )
    for organ, name, year, report, regime in connection.execute(query).fetchall():
        if organ in below:
            yield _compared(connection, words, below[organ], (name, year, report, regime))


def _subordinates(connection: sqlite3.Connection, words: SurveyWords) -> Mapping[int, list[tuple[int, str]]]:
    """The organs below each, by the column of superiors."""
    rows = connection.execute("SELECT number, name, superior FROM organ WHERE is_listed ORDER BY number").fetchall()
    by_name = {fold(name): number for number, name, _ in rows}
    below: dict[int, list[tuple[int, str]]] = {}
    for number, name, superior in rows:
        keys = (fold(superior), fold(superior) + words.government_end)
        above = next((by_name[key] for key in keys if key in by_name), None)
        if superior and above is not None and above != number:
            below.setdefault(above, []).append((number, name))
    return below


def _compared(
    connection: sqlite3.Connection,
    words: SurveyWords,
    below: list[tuple[int, str]],
    aggregate: tuple[str, int, int, str | None],
) -> Comparison:
    name, year, report, regime = aggregate
    stated = _figures(connection, report, words)
    sums: dict[str, Number] = dict.fromkeys(stated, 0)
    missing = []
    summed = 0
    for number, organ in below:
        entry = connection.execute(
            "SELECT report.number FROM entry JOIN report ON report.number = entry.report "
            "WHERE entry.organ = ? AND entry.year = ? AND report.regime IS ? AND entry.agree",
            (number, year, regime),
        ).fetchone()
        figures = _figures(connection, entry[0], words) if entry else {}
        if not stated.keys() <= figures.keys():
            missing.append(organ)
            continue
        summed += 1
        for address in sums:
            sums[address] += figures[address]
    wrong = [WrongSum(address, value, sums[address]) for address, value in stated.items() if sums[address] != value]
    told = Comparison(name, year, report, AGREES, summed, tuple(missing))
    if not missing and stated:
        return told._replace(outcome=DIFFERS if wrong else AGREES, wrong=tuple(wrong))
    exceeded = tuple(one for one in wrong if one.sum > one.stated)
    return told._replace(outcome=EXCEEDED if exceeded else UNDECIDED, wrong=exceeded)


def _figures(connection: sqlite3.Connection, report: int, words: SurveyWords) -> dict[str, Number]:
    """The figures of a report that add up over organs."""
    rows = connection.execute(
        "SELECT address, value FROM figure JOIN cell ON cell.number = cell WHERE report = ? ORDER BY cell.number",
        (report,),
    )
    told = ((address, number_of(value)) for address, value in rows if address.partition("/")[0] in words.summed)
    return {address: value for address, value in told if value is not None}


def sentence(told: Comparison, forms: dict[str, Form], words: SurveyWords, lang: str) -> str:
    """What came of it in words, with both figures of the first wrong ones."""
    missing = _some(told.missing, words, lang)
    cells = [
        words.say(lang, "cell", label=label(one.address, forms, lang), stated=one.stated, sum=one.sum)
        for one in told.wrong
    ]
    return words.say(
        lang,
        f"aggregate_{told.outcome}",
        organ=told.organ,
        year=told.year,
        count=len(told.wrong),
        reports=told.summed,
        cells=_some(cells, words, lang),
        missing=missing,
    )


def label(address: str, forms: dict[str, Form], lang: str) -> str:
    """A cell as the form prints it, newest form first; its address where no form has it."""
    name, row, column = address.split("/")
    for form in reversed(forms.values()):
        table = form.tables.get(name)
        if table is not None and row in table.rows and column in table.columns:
            row_label, column_label = table.rows[row].text, table.columns[column].full
            return f"{table.printed[lang]} {' · '.join(filter(None, (row_label, column_label)))}"
    return address


def _some(told: Iterator[str] | tuple[str, ...] | list[str], words: SurveyWords, lang: str) -> str:
    shown = list(told)
    mark = "；" if lang == "zh" else "; "
    more = [words.say(lang, "more", count=len(shown) - _MOST_SHOWN)] if len(shown) > _MOST_SHOWN else []
    return mark.join([*shown[:_MOST_SHOWN], *more])
