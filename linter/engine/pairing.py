"""Many files beside each other: a report that has last year's among them is looked at once more, if that one matters.

The first look tells whose each report is, and of little of both whether last year's can change anything of what was
found. Only where it may is the report checked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from linter.engine.archive import Archive, agreed
from linter.engine.job import Job
from linter.engine.lint import is_consistent, known_as
from linter.engine.spool import Spool
from linter.model.diagnostics import MOST_DRAWN, FileResult
from linter.model.last_year import Comparable, Known, Missing, Prior
from linter.notices.progress import counted
from linter.type_names import Protocol

_COMPARING = "正在与上年报告核对", "comparing with last year's reports"
_MOST_HELD = 100  # bounds the work: the memory of what is comparable of so many reports
Before = tuple[str, ...] | Missing  # last year's report and its copies, or why there is none


class Looks(Protocol):
    """How files are looked at."""

    def first(self, paths: Sequence[str], job: Job) -> Iterator[FileResult]:
        """The results of files, in their order."""

    def second(self, paths: Sequence[str], job: Job, beside: Mapping[str, Before]) -> Iterator[FileResult | None]:
        """The same beside last year's reports; None where that changes nothing."""

    def settle(self, path: str, before: Before) -> None:
        """Take note that a second look would change nothing."""


def paired(paths: Sequence[str], job: Job, looks: Looks) -> Iterator[FileResult]:
    """The results of files in their order, those that have last year's report among them beside that one.

    Args:
        paths: the files.
        job: what to do with each.
        looks: gives the results.
    """
    held, comparable = Spool[FileResult](), Spool[Comparable | None](_MOST_HELD)
    lean, lean_again = _Lean(), _Lean()
    known: dict[int, Known] = {}  # those that were read, and tell whose they are
    consistent: set[int] = set()
    wanted = job._replace(options=job.options._replace(comparable=True))
    for number, result in enumerate(looks.first(paths, wanted)):
        comparable.add(result.comparable)
        held.add(lean(result._replace(comparable=None)))
        if result.organization and result.year:
            known[number] = known_as(paths[number], result)
        if is_consistent(result):
            consistent.add(number)
    archive = Archive(known.values())
    beside = {
        number: archive.chosen(report)
        for number, report in known.items()
        if archive.has_before(report.organization, report.year)
    }
    numbers = {report.path: number for number, report in known.items()}
    settled = {
        number
        for number, before in counted(beside.items(), _COMPARING, len(beside))
        if number in consistent and _changes_nothing(comparable, number, before, numbers)
    }
    for number in settled:
        looks.settle(paths[number], beside[number])
    again = [number for number in beside if number not in settled]
    job = job._replace(archive=archive, consistent=frozenset(paths[number] for number in consistent))
    second = looks.second([paths[number] for number in again], job, {paths[number]: beside[number] for number in again})
    looked = zip(again, counted(second, _COMPARING, len(again)), strict=True) if again else iter(())
    for number, result in enumerate(held):
        changed = next(looked)[1] if number in beside and number not in settled else None
        if changed is not None:
            yield lean_again(changed)
        elif number in beside:
            yield result._replace(not_compared=())  # it was compared, and nothing came of it
        else:
            yield result


def _changes_nothing(
    comparable: Spool[Comparable | None], number: int, before: Before, numbers: Mapping[str, int]
) -> bool:
    """Whether last year's report is known to change nothing of what was found in a report."""
    from linter.engine.comparison import may_change

    now = comparable[number]
    if now is None or isinstance(before, Missing):
        return False
    copies = {path: copy.own for path in before if (copy := comparable[numbers[path]]) is not None}
    if len(copies) < len(before):
        return False
    prior = agreed(before, copies.__getitem__)
    return isinstance(prior, Prior) and not may_change(now, prior)


class _Lean:
    """Results as they are held: a page shows no more than so many drawings, of the files that need changes first."""

    def __init__(self) -> None:
        self._drawn: Counter[str] = Counter()

    def __call__(self, result: FileResult) -> FileResult:
        if result.proof is None:
            return result
        self._drawn[result.verdict] += 1
        return result if self._drawn[result.verdict] <= MOST_DRAWN else result._replace(proof=None)
