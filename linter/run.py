"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.diagnostics import FileResult, ReadError
from linter.files import STDIN, content
from linter.lint import Options, RuleSet, lint_bytes

# Below this a second process costs more than it saves.
_FEWEST_FOR_PROCESSES = 24
_CHUNK = 8


class Job(NamedTuple):
    """All that a worker needs to check files: rules by the files they come from, options, names."""

    rules: RuleSet
    options: Options
    stdin_name: str | None = None


def check_file(path: str, job: Job) -> FileResult:
    """Check one file; one that cannot be read gives a result with an error."""
    name = (job.stdin_name or STDIN) if path == STDIN else path
    try:
        data = content(path)
    except ReadError as error:
        return FileResult(name, None, error=error.in_language(job.options.lang))
    return lint_bytes(name, data, job.rules, job.options)


def check_files(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The results of all files, in their order.

    Args:
        paths: the files.
        job: what to do with each.
        jobs: how many processes; None takes the number of cores where there are files enough to pay for them.
    """
    if jobs is None:
        jobs = _cores() if len(paths) >= _FEWEST_FOR_PROCESSES else 1
    jobs = min(jobs, len(paths))
    if jobs <= 1:
        for path in paths:
            yield check_file(path, job)
        return
    import multiprocessing

    chunk = max(1, min(_CHUNK, len(paths) // (jobs * 4)))
    with multiprocessing.Pool(jobs, _begin, (job,)) as pool:
        yield from pool.imap(_check_in_worker, paths, chunk)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_job: Job | None = None


def _begin(job: Job) -> None:
    import signal

    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interruption


def _check_in_worker(path: str) -> FileResult:
    assert _job is not None
    return check_file(path, _job)
