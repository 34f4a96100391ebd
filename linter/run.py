"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from linter.diagnostics import MOST_DRAWN, FileResult, ReadError
from linter.files import STDIN, content
from linter.lint import Options, RuleSet, identify, lint_bytes
from linter.prior import Archive, Known, archive, has_before

# Below this a second process costs more than it saves.
_FEWEST_FOR_PROCESSES = 24
_CHUNK = 8
# Reports of one organ are paired among so many files: their results are held until all are known.
_MOST_PAIRED = 5000
# The checks that say something else where last year's report is known, of themselves or by the repairs it speaks for.
_BESIDE_PRIOR = ("carry-over", "stock", "copied", "equation", "wrong-figure", "cell-values")
Work = TypeVar("Work")
Made = TypeVar("Made")


class Job(NamedTuple):
    """All that a worker needs to check files: rules, options, names, the reports that last year's is found among.

    `pairs`: without an archive, the files that are checked serve as one for each other. `consistent` are the files
    whose figures were found to need no repair.
    """

    rules: RuleSet
    options: Options
    stdin_name: str | None = None
    archive: Archive | None = None
    pairs: bool = True
    consistent: frozenset[str] = frozenset()


def check_file(path: str, job: Job) -> FileResult:
    """Check one file; one that cannot be read gives a result with an error."""
    name = (job.stdin_name or STDIN) if path == STDIN else path
    try:
        data = content(path)
    except ReadError as error:
        return FileResult(name, None, error=error.in_language(job.options.lang))
    return lint_bytes(name, data, job.rules, job.options, archive=job.archive)


def check_again(path: str, job: Job) -> FileResult | None:
    """Check a file beside last year's report; None where that one changes nothing of what was found before.

    With most it does not, which the few rules that look at it tell for half the price.
    """
    if path in job.consistent:
        rules = job.rules
        beside = frozenset(rule.code for rule in rules.rules if rule.check in _BESIDE_PRIOR) & rules.selected
        options = job.options._replace(excerpts=False, proof=False)
        result = check_file(path, job._replace(rules=rules._replace(selected=beside), options=options))
        if not (result.diagnostics or result.not_evaluated) and _is_consistent(result):
            return None
    return check_file(path, job)


def _is_consistent(result: FileResult) -> bool:
    return result.error is None and result.repairs.get("status") == "consistent"


def known_report(path: str, job: Job) -> Known | ReadError:
    """Whose report of which year a file is."""
    try:
        return identify(path, content(path))
    except ReadError as error:
        return error


def known_reports(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[Known | ReadError]:
    """The same for many files, in their order."""
    return each(known_report, paths, job, jobs)


def check_files(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The results of all files, in their order.

    Args:
        paths: the files.
        job: what to do with each.
        jobs: how many processes; None takes the number of cores where there are files enough to pay for them.
    """
    results = each(check_file, paths, job, jobs)
    if job.archive is not None or not job.pairs or not 1 < len(paths) <= _MOST_PAIRED:
        yield from results
        return
    held = [_lean(number, result) for number, result in enumerate(results)]
    years: dict[int, list[str]] = {}
    for result in held:
        if result.organization and result.year:
            years.setdefault(result.year, []).append(result.organization)
    paired = [number for number, result in enumerate(held) if has_before(result, years)]
    if paired:
        consistent = frozenset(path for path, result in zip(paths, held, strict=True) if _is_consistent(result))
        again = job._replace(archive=archive(held), consistent=consistent)
        news = each(check_again, [paths[number] for number in paired], again, jobs)
        for number, changed in zip(paired, news, strict=True):
            if changed is not None:
                held[number] = _lean(number, changed)
    yield from held


def _lean(number: int, result: FileResult) -> FileResult:
    """A result as it is held: a page shows no more than the first drawings."""
    if result.proof is None or number < MOST_DRAWN:
        return result
    return result._replace(proof=None)


def each(task: Callable[[str, Work], Made], paths: Sequence[str], work: Work, jobs: int | None) -> Iterator[Made]:
    """What a task makes of each file, in the order of the files; `work` is what it needs to know of the run."""
    if jobs is None:
        jobs = _cores() if len(paths) >= _FEWEST_FOR_PROCESSES else 1
    jobs = min(jobs, len(paths))
    if jobs <= 1:
        for path in paths:
            yield task(path, work)
        return
    import multiprocessing

    chunk = max(1, min(_CHUNK, len(paths) // (jobs * 4)))
    with multiprocessing.Pool(jobs, _begin, (task, work)) as pool:
        yield from pool.imap(_in_worker, paths, chunk)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_work: tuple[Callable[[str, Any], Any], Any] | None = None


def _begin(task: Callable[[str, Any], Any], work: Any) -> None:
    import signal

    global _work
    _work = task, work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interruption


def _in_worker(path: str) -> Any:
    assert _work is not None
    task, work = _work
    return task(path, work)
