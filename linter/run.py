"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, TypeVar

from linter.diagnostics import FileResult, ReadError
from linter.files import STDIN, content
from linter.lint import Options, RuleSet, identify, lint_bytes
from linter.prior import Archive, Known, archive, has_before

# Below this a second process costs more than it saves.
_FEWEST_FOR_PROCESSES = 24
_CHUNK = 8
# Reports of one organ are paired among so many files: their results are held until all are known.
_MOST_PAIRED = 5000
Task = TypeVar("Task")


class Job(NamedTuple):
    """All that a worker needs to check files: rules, options, names, the reports that last year's is found among.

    `pairs`: without an archive, the files that are checked serve as one for each other.
    """

    rules: RuleSet
    options: Options
    stdin_name: str | None = None
    archive: Archive | None = None
    pairs: bool = True


def check_file(path: str, job: Job) -> FileResult:
    """Check one file; one that cannot be read gives a result with an error."""
    name = (job.stdin_name or STDIN) if path == STDIN else path
    try:
        data = content(path)
    except ReadError as error:
        return FileResult(name, None, error=error.in_language(job.options.lang))
    return lint_bytes(name, data, job.rules, job.options, archive=job.archive)


def known_report(path: str, job: Job) -> Known | ReadError:
    """Whose report of which year a file is."""
    try:
        return identify(path, content(path))
    except ReadError as error:
        return error


def known_reports(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[Known | ReadError]:
    """The same for many files, in their order."""
    return _each(known_report, paths, job, jobs)


def check_files(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The results of all files, in their order.

    Args:
        paths: the files.
        job: what to do with each.
        jobs: how many processes; None takes the number of cores where there are files enough to pay for them.
    """
    results = _each(check_file, paths, job, jobs)
    if job.archive is not None or not job.pairs or not 1 < len(paths) <= _MOST_PAIRED:
        yield from results
        return
    held = list(results)
    years: dict[int, list[str]] = {}
    for result in held:
        if result.organization and result.year:
            years.setdefault(result.year, []).append(result.organization)
    paired = [number for number, result in enumerate(held) if has_before(result, years)]
    if paired:
        again = job._replace(archive=archive(held))
        for number, result in zip(
            paired, _each(check_file, [paths[number] for number in paired], again, jobs), strict=True
        ):
            held[number] = result
    yield from held


def _each(task: Callable[[str, Job], Task], paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[Task]:
    """What a task makes of each file, in the order of the files."""
    if jobs is None:
        jobs = _cores() if len(paths) >= _FEWEST_FOR_PROCESSES else 1
    jobs = min(jobs, len(paths))
    if jobs <= 1:
        for path in paths:
            yield task(path, job)
        return
    import multiprocessing

    from linter.readers.convert import MOST_AT_ONCE, ending_in_order

    chunk = max(1, min(_CHUNK, len(paths) // (jobs * 4)))
    turns = multiprocessing.BoundedSemaphore(MOST_AT_ONCE)
    with ending_in_order(), multiprocessing.Pool(jobs, _begin, (task, job, turns)) as pool:
        yield from pool.imap(_in_worker, paths, chunk)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_work: tuple[Callable[[str, Job], Any], Job] | None = None


def _begin(task: Callable[[str, Job], Any], job: Job, turns: AbstractContextManager[Any]) -> None:
    import signal

    from linter.readers.convert import take_turns

    global _work
    _work = task, job
    take_turns(turns)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interruption


def _in_worker(path: str) -> Any:
    assert _work is not None
    task, job = _work
    return task(path, job)
