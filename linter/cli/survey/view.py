"""What the outputs of a survey ask its database for, in the order in which it is shown."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from linter.cli.survey.aggregates import Comparison, sentence
from linter.cli.survey.copied_texts import CopiedText
from linter.cli.survey.entries import DOUBLE, MISSING, UNREADABLE, SurveyedYears
from linter.cli.survey.reckoning import Number, key_figure
from linter.forms.form import Form
from linter.model.facts import CellValue
from linter.model.records import NamedTuple, kept
from linter.reference.survey_words import SurveyWords
from linter.type_names import Any

_ROWS = (
    "SELECT organ.name, organ.level, organ.superior, organ.is_listed, entry.year, entry.status, "
    "entry.report, entry.reports, entry.agree, report.path, report.verdict, report.unchecked, report.errors, "
    "report.warnings, report.infos, report.folder_organ, report.folder_year FROM entry "
    "JOIN organ ON organ.number = entry.organ "
    "LEFT JOIN report ON report.number = entry.report ORDER BY organ.number, entry.year"
)
_STATES = ("unreadable", MISSING, DOUBLE, "misplaced", "unknown", "unlisted")
_VALUES = "SELECT address, value FROM figure JOIN cell ON cell.number = figure.cell WHERE report = ?"


class OrganYear(NamedTuple):
    """A row of a survey. `paths` are all reports of that organ and year, the one whose figures these are first.

    `unchecked` is what the verdict does not rest on: last year's report (prior), codes of rules that were not decided.
    """

    organ: str
    level: str
    superior: str
    is_listed: bool
    year: int
    status: str
    paths: tuple[str, ...]
    report: int | None
    verdict: str | None
    unchecked: tuple[str, ...]
    counts: tuple[int, int, int]
    misplaced: str
    note: str
    codes: Mapping[str, int]
    figures: Mapping[str, Number | None]


class Placed(NamedTuple):
    """A file that lies in the wrong place."""

    organ: str
    year: int
    path: str
    where: str


class Unread(NamedTuple):
    """A file that could not be checked, or that does not tell whose report it is (then without a code)."""

    path: str
    code: str | None
    message: str


class RuleCount(NamedTuple):
    code: str
    name: str
    severity: str
    findings: int
    reports: int


class Failure(NamedTuple):
    """A report that needs changes, and the codes of its errors; `is_only`: there is no other of its organ and year."""

    organ: str | None
    year: int | None
    path: str
    is_only: bool
    codes: tuple[str, ...]


class OrganCount(NamedTuple):
    organ: str
    errors: int
    warnings: int


class SurveyView:
    """A survey that is ready to be shown.

    Parameters:
        connection: to its database.
        settled: the years that are surveyed.
        compared: aggregates held against sums.
        copied: pairs of organs with the same text.
        archives: files that nobody opened, and reports may lie in.
        words: what it says.
        rules: what each rule is called, by its code.
        forms: by regime, for the labels of cells.
        lang: of the output.
        folder: in which the output will lie.
        has_list: organs are expected, so that others are not on the list.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        settled: SurveyedYears,
        compared: Sequence[Comparison],
        copied: Sequence[CopiedText],
        archives: Sequence[str],
        words: SurveyWords,
        rules: Mapping[str, str],
        forms: dict[str, Form],
        lang: str,
        folder: str,
        has_list: bool,
    ) -> None:
        self.connection = connection
        self.settled = settled
        self.compared = compared
        self.copied = copied
        self.archives = archives
        self.words = words
        self.rules = rules
        self.forms = forms
        self.lang = lang
        self.has_list = has_list
        self._folder = folder

    def say(self, key: str, **values: object) -> str:
        """A label or sentence in the language of the output."""
        return self.words.say(self.lang, key, **values)

    @kept
    def totals(self) -> Mapping[str, int]:
        """How many there are of what somebody asks for first."""
        one = self._one
        statuses = dict(self.connection.execute("SELECT status, count(*) FROM entry GROUP BY status"))
        verdicts = dict(self.connection.execute("SELECT verdict, count(*) FROM report GROUP BY verdict"))
        return {
            "reports": one("SELECT count(*) FROM report"),
            "organs": one("SELECT count(*) FROM organ WHERE is_listed OR number IN (SELECT organ FROM entry)"),
            "missing": statuses.get(MISSING, 0),
            "double": statuses.get(DOUBLE, 0),
            "misplaced": one("SELECT count(*) FROM report WHERE folder_organ IS NOT NULL OR folder_year IS NOT NULL"),
            "unlisted": one("SELECT count(*) FROM organ WHERE NOT is_listed") if self.has_list else 0,
            "partly": one("SELECT count(*) FROM report WHERE verdict = 'pass' AND unchecked != ''"),
            "unknown": len(list(self.unknown())),
            **{verdict: verdicts.get(verdict, 0) for verdict in ("unreadable", "revise", "review", "pass")},
        }

    def _one(self, query: str) -> int:
        count: int = self.connection.execute(query).fetchone()[0]
        return count

    def rows(self, status: str | None = None) -> Iterator[OrganYear]:
        """One for each organ and year, or only those with this status."""
        if status is None:
            yield from map(self._row, self.connection.execute(_ROWS))
        else:
            query = _ROWS.replace(" ORDER BY", " WHERE entry.status = ? ORDER BY")
            yield from map(self._row, self.connection.execute(query, (status,)))

    def _row(self, row: Sequence[Any]) -> OrganYear:
        organ, level, superior, is_listed, year, status, report, reports, agree, path = row[:10]
        verdict, unchecked, errors, warnings, infos, folder_organ, folder_year = row[10:]
        figures = self.figures(report) if report else {}
        codes = "SELECT code, count(*) FROM finding WHERE report = ? GROUP BY code ORDER BY code"
        return OrganYear(
            organ,
            level,
            superior,
            bool(is_listed),
            year,
            status,
            (path, *self._others(organ, year, report)) if reports > 1 else (path,) if path else (),
            report,
            verdict,
            tuple((unchecked or "").split()),
            (errors or 0, warnings or 0, infos or 0),
            self._where(folder_organ, folder_year, year),
            self._note(status, report, agree),
            dict(self.connection.execute(codes, (report,))),
            {wanted.key: key_figure(wanted, figures) for wanted in self.words.key_figures},
        )

    def _others(self, organ: str, year: int, report: int) -> Iterator[str]:
        """The further reports of an organ and year."""
        query = "SELECT path FROM report WHERE organ = ? AND year = ? AND number != ? ORDER BY number"
        return (path for (path,) in self.connection.execute(query, (organ, year, report)))

    def _note(self, status: str, report: int | None, agree: bool) -> str:
        if status == DOUBLE:
            return self.say("copies_agree" if agree else "copies_differ")
        if status == UNREADABLE:
            query = "SELECT error_code || ' ' || error FROM report WHERE number = ?"
            note: str = self.connection.execute(query, (report,)).fetchone()[0]
            return note
        return ""

    def _where(self, folder_organ: str | None, folder_year: int | None, year: int) -> str:
        told = [self.say("in_folder_of", folder=folder_organ)] if folder_organ else []
        told += [self.say("in_year", folder=folder_year, year=year)] if folder_year else []
        return "；".join(told) if self.lang == "zh" else "; ".join(told)

    def figures(self, report: int) -> dict[str, CellValue]:
        """The cells of a report by address."""
        return dict(self.connection.execute(_VALUES, (report,)))

    def misplaced(self) -> Iterator[Placed]:
        """The files that lie in the wrong place, in the order of the files."""
        query = (
            "SELECT organ, year, path, folder_organ, folder_year FROM report "
            "WHERE folder_organ IS NOT NULL OR folder_year IS NOT NULL ORDER BY number"
        )
        for organ, year, path, folder_organ, folder_year in self.connection.execute(query).fetchall():
            yield Placed(organ, year, path, self._where(folder_organ, folder_year, year))

    def unread(self) -> Iterator[Unread]:
        """The files that could not be checked."""
        query = "SELECT path, error_code, error FROM report WHERE error_code IS NOT NULL ORDER BY number"
        yield from map(Unread._make, self.connection.execute(query).fetchall())

    def unknown(self) -> Iterator[Unread]:
        """The files that do not tell whose report, or which year's, they are."""
        query = (
            "SELECT path FROM report WHERE error_code IS NULL AND (organ IS NULL OR year IS NULL OR year = 0) "
            "ORDER BY number"
        )
        for (path,) in self.connection.execute(query).fetchall():
            yield Unread(path, None, self.say("unknown"))

    def failures(self) -> Iterator[Failure]:
        """The reports that need changes, those with the most errors first."""
        query = (
            "SELECT organ, year, path, (SELECT count(*) < 2 FROM report AS copy "
            "WHERE copy.organ = report.organ AND copy.year = report.year), (SELECT group_concat(DISTINCT code) "
            "FROM finding WHERE report = number AND severity = 'error') FROM report WHERE verdict = 'revise' "
            "ORDER BY errors DESC, number"
        )
        for organ, year, path, is_only, codes in self.connection.execute(query):
            yield Failure(organ, year, path, bool(is_only), tuple(sorted(codes.split(","))))

    def called(self, codes: Iterable[str]) -> str:
        """Codes with what their rules are called."""
        mark = "、" if self.lang == "zh" else ", "
        return mark.join(f"{code} {self.rules.get(code, '')}".rstrip() for code in codes)

    def unlisted(self) -> list[str]:
        """The organs that the list does not have."""
        if not self.has_list:
            return []
        query = "SELECT name FROM organ WHERE NOT is_listed ORDER BY number"
        return [name for (name,) in self.connection.execute(query)]

    def sums(self) -> Iterator[tuple[Comparison, str]]:
        """What came of each aggregate, the wrong ones first, with a sentence."""
        for told in sorted(self.compared, key=lambda one: not one.is_wrong):
            yield told, sentence(told, self.forms, self.words, self.lang)

    def by_code(self) -> list[RuleCount]:
        """The rules by how many findings they have, each with its gravest severity."""
        query = (
            "SELECT code, min(name), CASE max(severity = 'error') WHEN 1 THEN 'error' ELSE max(severity) END, "
            "count(*), count(DISTINCT report) FROM finding GROUP BY code ORDER BY count(*) DESC, code"
        )
        counts = map(RuleCount._make, self.connection.execute(query))
        return [one._replace(name=self.rules.get(one.code, one.name)) for one in counts]

    def by_organ(self, most: int) -> list[OrganCount]:
        """The organs with the most errors."""
        query = (
            "SELECT organ, sum(errors), sum(warnings) FROM report WHERE organ IS NOT NULL GROUP BY organ "
            "HAVING sum(errors) > 0 ORDER BY sum(errors) DESC, sum(warnings) DESC, organ LIMIT ?"
        )
        return list(map(OrganCount._make, self.connection.execute(query, (most,))))

    def summary(self) -> list[str]:
        """The survey in a few lines."""
        totals = self.totals
        if not totals["reports"]:
            return [self.say("no_rows")]
        comma, pause = ("，", "、") if self.lang == "zh" else (", ", ", ")
        years = f"{self.say('years')} {pause.join(map(str, self.settled.years))}"
        states = [f"{self.say(kind)} {totals[kind]}" for kind in _STATES if totals[kind]]
        verdicts = [f"{self.say(verdict)} {totals[verdict]}" for verdict in ("revise", "review", "pass")]
        partly = self.say("partly", count=totals["partly"]) if totals["partly"] else ""
        told = [
            comma.join(
                [f"{self.say('reports')} {totals['reports']}", f"{self.say('organs')} {totals['organs']}", years]
            ),
            *([comma.join(states)] if states else []),
            comma.join(verdicts) + partly,
        ]
        if self.settled.others:
            others = pause.join(map(str, self.settled.others))
            told.append(self.say("other_years", reports=sum(self.settled.others.values()), years=others))
        return told

    def unchecked(self, row: OrganYear) -> str:
        """What the verdict of a row does not rest on, in words."""
        return " ".join(self.say(what) if what == "prior" else what for what in row.unchecked)

    def states_by_year(self) -> dict[int, dict[str, int]]:
        """For each year that is surveyed how many entries have which verdict, or none for being missing."""
        query = (
            "SELECT entry.year, coalesce(report.verdict, entry.status), count(*) FROM entry "
            "LEFT JOIN report ON report.number = entry.report GROUP BY 1, 2 ORDER BY 1"
        )
        counts: dict[int, dict[str, int]] = {}
        for year, state, count in self.connection.execute(query):
            if year in self.settled.years:
                counts.setdefault(year, {})[state] = count
        return counts

    def relative(self, path: str) -> str | None:
        """A file seen from where the output will lie, with `/` on every system; None where there is no way."""
        try:
            return os.path.relpath(path, self._folder or ".").replace(os.sep, "/")
        except ValueError:  # on another drive
            return None

    def link(self, path: str) -> str | None:
        """The same as a relative address of the web."""
        relative = self.relative(path)
        return None if relative is None else quote(relative, safe="/._-()")
