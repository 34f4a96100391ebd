"""One report as a pure function, and many of them in pairs of years: all that the engine of a cluster needs.

Nothing is read or written but what is given, and questions, options and results can be pickled. So reports may lie
wherever somebody can read bytes, and be checked by whatever carries a function to where they lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from linter.checks.registry import shipped
from linter.engine.archive import Archive, agreed, prior_report
from linter.engine.lint import Options, known_as, lint_bytes
from linter.engine.spool import Spool
from linter.model.diagnostics import FileResult, ReadError
from linter.model.last_year import Known, Missing, Prior
from linter.model.records import NamedTuple
from linter.rules.selection import RuleSet


class Question(NamedTuple):
    """A report that is to be checked, by its name, and the names of last year's report and its copies.

    `prior` is None where nobody has looked for last year's report yet, or the reason why none will do.
    """

    name: str
    prior: tuple[str, ...] | Missing | None = None


def check_report(
    name: str,
    data: bytes,
    options: Options | None = None,
    prior: Mapping[str, bytes] | Missing | None = None,
    rules: RuleSet | None = None,
) -> FileResult:
    """Check one report. The same arguments give the same result, in any process on any machine.

    Args:
        name: only a name; its suffix tells the format where the content does not.
        data: the content of the file.
        options: language, regime, year, level; `facts=True` for a survey.
        prior: last year's report and its copies, content by name; or why there is none to compare with.
        rules: which rules to run, those that the program brings where there are none.

    Returns:
        the result; one with an `error` where the file cannot be read, never an exception.
    """
    before = _of_last_year(prior) if isinstance(prior, Mapping) else prior
    return lint_bytes(name, data, rules or shipped(), options or Options(), archive=before)


def _of_last_year(copies: Mapping[str, bytes]) -> Prior | Missing:
    return agreed(tuple(copies), lambda name: prior_report(name, copies[name]))


def not_checked(name: str, error: ReadError, options: Options | None = None) -> FileResult:
    """The result of a report that could not be fetched, or over which a machine died.

    Args:
        name: of the report.
        error: why.
        options: those of `check_report`, for the language.
    """
    return FileResult(name, None, error=error.in_language((options or Options()).lang))


def in_pairs(names: Sequence[str], check: Callable[[Sequence[Question]], Iterator[FileResult]]) -> Iterator[FileResult]:
    """The results of many reports, those of one organ beside each other, as a survey on one machine has them.

    All are checked once, which tells whose they are. Those of which last year's is among them are checked again.

    Args:
        names: of the reports, in the order in which the results are wanted.
        check: gives the results of questions in their order, wherever it has them worked out.
    """
    held, reports = Spool[FileResult](), list[Known | None]()
    for name, result in zip(names, check([Question(name) for name in names]), strict=True):
        held.add(result)
        reports.append(known_as(name, result) if result.organization and result.year else None)
    archive = Archive(known for known in reports if known)
    again = {
        number: Question(known.path, archive.chosen(known))
        for number, known in enumerate(reports)
        if known is not None and archive.has_before(known.organization, known.year)
    }
    beside = check(list(again.values()))
    for number, result in enumerate(held):
        yield next(beside) if number in again else result
