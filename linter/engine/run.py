"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple, TypeVar

from linter.engine.archive import Archive, archive, has_before
from linter.engine.lint import Options, identify, lint_bytes
from linter.files import compiled as cache
from linter.files.search import STDIN, content
from linter.model.diagnostics import MOST_DRAWN, FileResult, ReadError
from linter.model.last_year import Known
from linter.rules.selection import RuleSet

# Below this a second process costs more than it saves, and so does looking for what earlier runs found.
_FEWEST_FOR_PROCESSES = 24
_CHUNK = 8
_MOST_PROCESSES = 61  # that Windows waits for at once
# Reports of one organ are paired among so many files: their results are held until all are known.
_MOST_PAIRED = 5000
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
    data = _content(path, job)
    return (
        data
        if isinstance(data, FileResult)
        else lint_bytes(_name(path, job), data, job.rules, job.options, archive=job.archive)
    )


def _name(path: str, job: Job) -> str:
    return (job.stdin_name or STDIN) if path == STDIN else path


def _content(path: str, job: Job) -> bytes | FileResult:
    try:
        return content(path)
    except ReadError as error:
        return FileResult(_name(path, job), None, error=error.in_language(job.options.lang))


_NOTHING_NEW = FileResult("", None)  # kept in place of the None of `check_again`


class Recalled(NamedTuple):
    """A result (None as in `check_again`) with the digest of the file's content, None if it had none.

    `is_new`: it was not kept before.
    """

    result: FileResult | None
    file: bytes | None = None
    is_new: bool = False


def recall_file(path: str, job: Job, before: bytes, beside: bytes = b"") -> Recalled:
    """The result that was kept for a file as it is now, else a new one.

    Args:
        path: the file.
        job: what to do with it.
        before: a digest of all else that the result depends on, but for
        beside: one of the other files that it depends on.

    Returns:
        the result; that of `check_again` where there are other files.
    """
    from linter.engine import results, store

    data = _content(path, job)
    if isinstance(data, FileResult):
        return Recalled(data)
    file = results.digest(before, path.encode("utf-8", "backslashreplace"), data)
    kept = store.opened()
    result = kept.get(results.digest(file, beside)) if kept else None
    if result is not None:
        return Recalled(None if result == _NOTHING_NEW else result._replace(path=_name(path, job)), file)
    if beside:
        return Recalled(check_again(path, job), file, is_new=True)
    return Recalled(lint_bytes(_name(path, job), data, job.rules, job.options, archive=job.archive), file, is_new=True)


def check_again(path: str, job: Job) -> FileResult | None:
    """Check a file beside last year's report; None where that one changes nothing of what was found before.

    With most it does not, which the few rules that look at it tell for half the price.
    """
    if path in job.consistent:
        rules = job.rules
        beside = frozenset(rule.code for rule in rules.rules if rule.kind.beside_prior) & rules.selected
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
    if job.archive is not None:
        yield from each(check_file, paths, job, jobs)
    elif len(paths) < _FEWEST_FOR_PROCESSES or job.options.proof or not _may_be_kept():
        yield from _paired(
            paths, job, lambda paths, job, beside: each(check_again if beside else check_file, paths, job, jobs)
        )
    else:
        yield from _recalled(paths, job, jobs)


def _may_be_kept() -> bool:
    """Whether results can be kept between runs at all: a Python may have been built without SQLite."""
    from importlib.util import find_spec

    return cache.enabled() and find_spec("_sqlite3") is not None


def _recalled(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The same, with what earlier runs found in files that have not changed."""
    from linter.engine import results, store

    in_any_order = job._replace(rules=job.rules._replace(selected=frozenset()))
    before = results.surroundings((in_any_order, sorted(job.rules.selected)))
    files: list[bytes] = []

    def check(paths: Sequence[str], job: Job, beside: bool) -> Iterator[FileResult | None]:
        # last year's report is one of the run's files: if one of them has changed, it may be another
        others = results.digest(*files) if beside else b""
        for recalled in each(partial(recall_file, before=before, beside=others), paths, job, jobs):
            if recalled.file is not None:
                files.append(recalled.file)
                if recalled.is_new and (kept := store.opened()) is not None:
                    kept.put(results.digest(recalled.file, others), recalled.result or _NOTHING_NEW)
            yield recalled.result

    try:
        yield from _paired(paths, job, check)
    finally:
        store.close()


def _paired(
    paths: Sequence[str], job: Job, check: Callable[[Sequence[str], Job, bool], Iterator[FileResult | None]]
) -> Iterator[FileResult]:
    """The results of files, and where there are last year's reports among them, of these files again beside those.

    Args:
        paths: the files.
        job: what to do with each.
        check: checks files; True says that other files count, and a result may be None as in `check_again`.
    """
    found = (result for result in check(paths, job, False) if result is not None)
    if not job.pairs or not 1 < len(paths) <= _MOST_PAIRED:
        yield from found
        return
    held = [_lean(number, result) for number, result in enumerate(found)]
    years: dict[int, list[str]] = {}
    for result in held:
        if result.organization and result.year:
            years.setdefault(result.year, []).append(result.organization)
    paired = [number for number, result in enumerate(held) if has_before(result, years)]
    if paired:
        consistent = frozenset(path for path, result in zip(paths, held, strict=True) if _is_consistent(result))
        again = job._replace(archive=archive(held), consistent=consistent)
        for number, changed in zip(paired, check([paths[number] for number in paired], again, True), strict=True):
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
    jobs = min(jobs, len(paths), _MOST_PROCESSES if sys.platform == "win32" else len(paths))
    if jobs <= 1:
        for path in paths:
            yield task(path, work)
        return
    yield from _in_processes(task, paths, work, jobs)


def _in_processes(task: Callable[[str, Work], Made], paths: Sequence[str], work: Work, jobs: int) -> Iterator[Made]:
    """The same in several processes.

    Raises:
        Refusal: a process was ended from outside, as when memory runs out. A pool of `multiprocessing` would wait for
            its results for ever.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from linter.model.refusal import Refusal
    from linter.readers.convert import MOST_AT_ONCE, ending_in_order

    chunk = max(1, min(_CHUNK, len(paths) // (jobs * 4)))
    turns = multiprocessing.BoundedSemaphore(MOST_AT_ONCE)
    with ending_in_order():
        others = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(task, work, turns))
        try:
            yield from pool.map(_in_worker, paths, chunksize=chunk)
        except BrokenProcessPool:
            raise Refusal(
                "检查用的一个进程意外中止（可能是内存不足），可用 --jobs 1 重试"
                " (a process was ended from outside, perhaps for want of memory; try --jobs 1)"
            ) from None
        except BaseException:  # whoever reads has gone, or an interruption: what is under way is not waited for
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_work: tuple[Callable[[str, Any], Any], Any] | None = None


def _begin(task: Callable[[str, Any], Any], work: Any, turns: AbstractContextManager[Any]) -> None:
    import signal

    from linter.readers.convert import take_turns

    global _work
    _work = task, work
    take_turns(turns)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interruption
    # a handler in Python may come too late for a worker that has just begun to wait for work, and then waits for ever
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _in_worker(path: str) -> Any:
    assert _work is not None
    task, work = _work
    return task(path, work)
