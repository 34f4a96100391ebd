"""Last year's report: finding it among files, and what is held against this year's."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from linter.model.diagnostics import ReadError
from linter.model.last_year import Known, Missing, Prior
from linter.model.records import kept
from linter.parsing.comparable import prior_of
from linter.readers.guard import as_read_error
from linter.text.folding import fold
from linter.text.organs import SHORTEST_NAME, same_organ

_MOST_COPIES = 5  # of one report that are held against each other


class Archive:
    """The reports among which last year's is looked for.

    Parameters:
        reports: them; in which order they come makes no difference.
        named: what the user named, a file or a folder; None of files that are checked together.
        is_file: that is one file.
        failure: why that one cannot be read.
        loaded: gives the report of a path; None reads its file.
        otherwise: where last year's report is looked for when it is not among these.
    """

    def __init__(
        self,
        reports: Iterable[Known],
        named: str | None = None,
        is_file: bool = False,
        failure: ReadError | None = None,
        loaded: Callable[[str], Prior] | None = None,
        otherwise: Archive | None = None,
    ) -> None:
        self.reports = sorted(reports, key=_place)
        self.named = named
        self.is_file = is_file
        self.failure = failure
        self._loaded = loaded
        self._otherwise = otherwise

    @kept
    def _years(self) -> Mapping[int | None, _Names]:
        years: dict[int | None, list[Known]] = {}
        for known in self.reports:
            years.setdefault(known.year, []).append(known)
        return {year: _Names(reports) for year, reports in years.items()}

    def before(self, report: Known) -> Prior | Missing:
        """Last year's report of the same organ, or why there is none to compare with."""
        chosen = self.chosen(report)
        found = chosen if isinstance(chosen, Missing) else agreed(chosen, self._loaded or load)
        if isinstance(found, Missing) and self._otherwise is not None:
            elsewhere = self._otherwise.before(report)
            return elsewhere if isinstance(elsewhere, Prior) else found
        return found

    def chosen(self, report: Known) -> tuple[str, ...] | Missing:
        """The paths of last year's report of the same organ and its copies, or why there is none among these.

        Reports of two organs that may both be meant are none: the wrong one would make false findings. Several of one
        organ are copies of one report, as a Word file and its PDF, if their figures agree.
        """
        if self.failure is not None:
            return _missing(self.failure.message.rstrip("。"), self.failure.english.rstrip("."))
        year = report.year
        if year is None:
            return _missing("不知道本报告的年度", "the year of this report is not known", is_there=self.is_file)
        if report.organization is None and not self.is_file:
            return _missing("不知道本报告的机关", "the organ of this report is not known", is_there=False)
        place = os.path.abspath(report.path)
        candidates = [known for known in self._meant(report.organization, year) if _place(known)[0] != place]
        exact = [known for known in candidates if _key(known.organization) == _key(report.organization)]
        if self.is_file and report.organization is None:
            candidates = [known for known in self.reports if known.year in (None, year - 1)]
        chosen = exact or candidates
        if len({_key(known.organization) for known in chosen}) == 1:
            return tuple(known.path for known in chosen[:_MOST_COPIES])
        organ, of = report.organization or "本机关", report.organization or "this organ"
        if self.is_file:
            return _missing(
                f"{self.named} 不是{organ}{year - 1}年的报告", f"{self.named} is not the report for {year - 1} of {of}"
            )
        if chosen:
            names = "、".join(sorted({known.organization or known.path for known in chosen})[:_MOST_COPIES])
            return _missing(
                f"{year - 1}年的报告中有几个机关都可能是{organ}：{names}",
                f"the reports for {year - 1} of several organs may be that of {of}: {names}",
                is_there=False,
            )
        if self.named is None:
            return NOT_GIVEN
        zh, en = (
            f"在 {self.named} 中没有找到{organ}{year - 1}年的报告",
            f"no report for {year - 1} of {of} in {self.named}",
        )
        return _missing(zh, en, is_there=False)

    def has_before(self, organization: str | None, year: int | None) -> bool:
        """Whether an organ of that name has a report of the year before."""
        return bool(organization and year and year - 1 in self._years and self._years[year - 1].alike(organization))

    def _meant(self, organization: str | None, year: int) -> Sequence[Known]:
        """The reports of the year before that may be of this organ."""
        if self.is_file:
            return [
                known
                for known in self.reports
                if known.year in (None, year - 1)
                and (same_organ(known.organization, organization) or not known.organization)
            ]
        return self._years[year - 1].alike(organization) if year - 1 in self._years else ()


class _Names:
    """Reports by the names of their organs, found without looking at each."""

    def __init__(self, reports: Iterable[Known]) -> None:
        self._reports: dict[str, list[Known]] = {}
        for known in reports:
            self._reports.setdefault(_key(known.organization), []).append(known)
        self._backwards = sorted(key[::-1] for key in self._reports)

    def alike(self, organization: str | None) -> list[Known]:
        """The reports whose organ may be this one, as `same_organ` tells it; in the order in which they came."""
        key = _key(organization)
        keys = {key[start:] for start in range(len(key) - SHORTEST_NAME + 1)} | ({key} if key else set())
        if len(key) >= SHORTEST_NAME:
            first = last = bisect_left(self._backwards, key[::-1])
            while last < len(self._backwards) and self._backwards[last].startswith(key[::-1]):
                last += 1
            keys.update(longer[::-1] for longer in self._backwards[first:last])
        return sorted((known for each in keys for known in self._reports.get(each, ())), key=_place)


def _place(known: Known) -> tuple[str, str]:
    """What puts reports in one order, however their paths are written."""
    return os.path.abspath(known.path), known.path


def agreed(paths: Sequence[str], loaded: Callable[[str], Prior]) -> Prior | Missing:
    """The fullest of several copies of a report, or why they are none to compare with.

    Args:
        paths: of the copies.
        loaded: gives the report of a path; a `ReadError` of its is a reason.
    """
    try:
        copies = [loaded(path) for path in paths]
    except ReadError as error:
        return _missing(error.message.rstrip("。"), error.english.rstrip("."))
    fullest = max(copies, key=lambda copy: len(copy.values))
    if all(copy.values.get(cell, value) == value for copy in copies for cell, value in fullest.values.items()):
        return fullest
    return _missing(
        f"上年报告有几份，数字不一致：{'、'.join(paths)}",
        f"there are several reports of last year, and they differ: {', '.join(paths)}",
    )


def _missing(zh: str, en: str, is_there: bool = True) -> Missing:
    reason = {"zh": f"{zh}，未核对上年结转", "en": f"{en}; what was carried over is not compared"}
    return Missing(reason, is_there)


NOT_GIVEN = _missing("没有上年报告（可用 --prior 指明）", "last year's report is not given (--prior)", is_there=False)


def _key(name: str | None) -> str:
    return fold(name or "")


@lru_cache(maxsize=8)
def load(path: str) -> Prior:
    """A report of another year, read from its file.

    Raises:
        ReadError: the file cannot be read.
    """
    from linter.files.search import content

    with as_read_error():
        return prior_report(path, content(path))


def prior_report(name: str, data: bytes) -> Prior:
    """A report of another year, read from the content of its file.

    Raises:
        ReadError: it cannot be read.
    """
    from linter import reference
    from linter.parsing.parser import parse_document
    from linter.readers import read

    with as_read_error():
        return prior_of(parse_document(read(name, data), reference.load()), name)
