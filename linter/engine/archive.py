"""Last year's report: finding it among files, and what is held against this year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.model.diagnostics import FileResult, ReadError
from linter.model.last_year import Known, Missing, Prior
from linter.model.report import Report
from linter.parsing.last_year import prior_of
from linter.text.folding import fold
from linter.text.organs import same_organ

_MOST_COPIES = 5  # of one report that are held against each other


class Archive(NamedTuple):
    """The reports among which last year's is looked for. `is_named`: the user named this one file."""

    reports: tuple[Known, ...]
    is_named: bool = False

    def before(self, report: Report, path: str) -> Prior | Missing | None:
        """Last year's report of the same organ; None where nobody said that there is one.

        Reports of two organs that may both be meant are none: the wrong one would make false findings. Several of one
        organ are copies of one report, as a Word file and its PDF, if their figures agree.
        """
        year = report.year
        if year is None or report.organization is None:
            if not self.is_named:
                return None
            if year is None:
                return Missing({"zh": "不知道本报告的年度", "en": "the year of this report is not known"})
        candidates = [
            known
            for known in self.reports
            if known.path != path
            and (known.year == year - 1 or (self.is_named and known.year is None))
            and (same_organ(known.organization, report.organization) or (self.is_named and not known.organization))
        ]
        exact = [known for known in candidates if _key(known.organization) == _key(report.organization)]
        if self.is_named and report.organization is None:
            candidates = [known for known in self.reports if known.year in (None, year - 1)]
        chosen = exact or candidates
        if len({_key(known.organization) for known in chosen}) == 1:
            return _agreed([known.path for known in chosen])
        if self.is_named:
            known = self.reports[0]
            return Missing(
                {
                    "zh": f"{known.path} 不是{report.organization or '本机关'}{year - 1}年的报告",
                    "en": f"{known.path} is not the report for {year - 1} of {report.organization or 'this organ'}",
                }
            )
        return None


def archive(results: Iterable[FileResult]) -> Archive:
    """The reports that were just checked, as an archive for each other."""
    known = (Known(result.path, result.organization, result.year) for result in results if result.error is None)
    return Archive(tuple(entry for entry in known if entry.organization and entry.year))


def has_before(known: FileResult, years: Mapping[int, Sequence[str]]) -> bool:
    """Whether an organ of that name has a report of the year before, by the names of each year."""
    if not known.organization or not known.year:
        return False
    return any(same_organ(name, known.organization) for name in years.get(known.year - 1, ()))


def _agreed(paths: Sequence[str]) -> Prior | Missing:
    """The fullest of several copies of a report."""
    try:
        copies = [load(path) for path in paths[:_MOST_COPIES]]
    except ReadError as error:
        return Missing({"zh": error.message, "en": error.english})
    fullest = max(copies, key=lambda copy: len(copy.values))
    if all(copy.values.get(cell, value) == value for copy in copies for cell, value in fullest.values.items()):
        return fullest
    return Missing(
        {
            "zh": f"上年报告有几份，数字不一致：{'、'.join(paths[:_MOST_COPIES])}",
            "en": f"there are several reports of last year, and they differ: {', '.join(paths[:_MOST_COPIES])}",
        }
    )


def _key(name: str | None) -> str:
    return fold(name or "")


@lru_cache(maxsize=8)
def load(path: str) -> Prior:
    """A report of another year, read from its file.

    Raises:
        ReadError: the file cannot be read.
    """
    from linter import reference
    from linter.files.search import content
    from linter.parsing.parser import parse_document
    from linter.readers import read

    return prior_of(parse_document(read(path, content(path)), reference.load()), path)
