"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from linter.engine.deadline import in_time
from linter.engine.job import Job
from linter.engine.lint import identify, lint_again, lint_bytes
from linter.files import compiled as cache
from linter.files.search import STDIN, content, is_stdin
from linter.model.diagnostics import FileResult, ReadError
from linter.model.last_year import Known, Missing
from linter.model.records import NamedTuple
from linter.notices.progress import counted
from linter.notices.refusal import Refusal
from linter.readers.formats import COMMENTED
from linter.type_names import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from linter.engine.pairing import Before, Looks

# Below this a process of its own costs more than it saves, and so does looking for what earlier runs found.
_FEWEST_FOR_PROCESSES = 24
_FEWEST_FOR_A_COPY = 4  # bounds the work: what a copy of this process costs, two files save
_MOST_PROCESSES = 61  # that Windows waits for at once
_CHECKING = "正在检查", "checking"
_IDENTIFYING = "正在识别上年报告", "identifying last year's reports"
Work = TypeVar("Work")
Made = TypeVar("Made")


def check_file(path: str, job: Job) -> FileResult:
    """Check one file; one that cannot be read gives a result with an error."""
    job = job.narrowed(path)
    data = _content(path, job)
    return data if isinstance(data, FileResult) else _checked(path, data, job)


def _checked(path: str, data: bytes, job: Job) -> FileResult:
    return _completed(lint_bytes(job.name_of(path), data, job.rules, job.options, archive=job.archive), data, job)


def _completed(result: FileResult, data: bytes, job: Job) -> FileResult:
    """A result with what the job knows of its file."""
    result = result._replace(left_out=job.left_out)
    return result._replace(digest=digest_of(data)) if result.format in COMMENTED else result


def digest_of(data: bytes) -> bytes:
    """What tells a content from any other."""
    from hashlib import sha256

    return sha256(data).digest()


def _content(path: str, job: Job) -> bytes | FileResult:
    if path == STDIN and job.stdin is not None:
        return job.stdin
    try:
        return content(path)
    except ReadError as error:
        return unread(path, job, error)


def unread(path: str, job: Job, error: ReadError) -> FileResult:
    """The result of a file that could not be checked."""
    return FileResult(job.name_of(path), None, error=error.in_language(job.options.lang))


_NOTHING_NEW = FileResult("", None)  # kept in place of the None of `check_again`


class Recalled(NamedTuple):
    """A result (None as in `check_again`) with the digest of the file's content, None if it had none."""

    result: FileResult | None
    file: bytes | None = None


def recall_file(path: str, job: Job, before: bytes, beside: Mapping[str, bytes]) -> Recalled:
    """The result that was kept for a file as it is now, else a new one, which is kept at once.

    Whoever makes it keeps it: its turn in the output may come much later, and the run be over before.

    Args:
        path: the file.
        job: what to do with it.
        before: a digest of all else that the result depends on, but for
        beside: one of last year's report for each file that has one.

    Returns:
        the result; that of `check_again` beside last year's report.
    """
    from linter.engine import results, store

    overridden = repr(job.overrides.concerning(job.name_of(path))).encode()  # the same path may lie in another folder
    job = job.narrowed(path)
    data = _content(path, job)
    if isinstance(data, FileResult):
        return Recalled(data)
    file = results.digest(before, path.encode("utf-8", "backslashreplace"), overridden, data)
    key = results.digest(file, beside.get(path, b""))
    kept = None if is_stdin(path) else store.opened()
    result = kept.get(key) if kept else None
    if result is not None:
        return Recalled(None if result == _NOTHING_NEW else result._replace(path=job.name_of(path)), file)
    result = check_again(path, job) if path in beside else _checked(path, data, job)
    if kept is not None:
        kept.put(key, result or _NOTHING_NEW)
    return Recalled(result, file)


def _not_recalled(path: str, job: Job, error: ReadError) -> Recalled:
    return Recalled(unread(path, job, error))


def check_again(path: str, job: Job) -> FileResult | None:
    """Check a file beside last year's report; None where that one changes nothing of what was found before."""
    job = job.narrowed(path)
    if path not in job.consistent or job.archive is None:
        return check_file(path, job)
    data = _content(path, job)
    if isinstance(data, FileResult):
        return data
    result = lint_again(job.name_of(path), data, job.rules, job.options, job.archive)
    return None if result is None else _completed(result, data, job)


def known_report(path: str, job: Job) -> Known | ReadError:
    """Whose report of which year a file is."""
    return identify(path, content(path))


def _unknown(path: str, job: Job, error: ReadError) -> Known | ReadError:
    return error


def known_reports(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[Known | ReadError]:
    """The same for many files, in their order; of one that cannot be read, why."""
    return counted(each(known_report, _unknown, paths, job, jobs), _IDENTIFYING, len(paths))


def check_files(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The results of all files, in their order.

    Args:
        paths: the files.
        job: what to do with each.
        jobs: how many processes; None takes the number of cores where there are files enough to pay for them.
    """
    if job.archive is not None:
        yield from counted(each(check_file, unread, paths, job, jobs), _CHECKING, len(paths))
    elif len(paths) < _FEWEST_FOR_PROCESSES or job.options.proof or not may_be_kept():
        yield from _looked_at(paths, job, _Looks(jobs))
    else:
        from linter.engine import store

        store.prepare()
        try:
            yield from _looked_at(paths, job, _KeptLooks(job, jobs))
        finally:
            store.close()


def _looked_at(paths: Sequence[str], job: Job, looks: Looks) -> Iterator[FileResult]:
    """The results of files, beside those of other years where there may be any."""
    if not job.pairs or len(paths) < 2:
        yield from looks.first(paths, job)
        return
    from linter.engine.pairing import paired

    yield from paired(paths, job, looks)


def may_be_kept() -> bool:
    """Whether results can be kept between runs at all: a Python may have been built without SQLite."""
    from importlib.util import find_spec

    return cache.enabled() and find_spec("_sqlite3") is not None


def are_kept() -> bool:
    """Whether they are: there is a place for them, and room."""
    from linter.engine import store

    return may_be_kept() and store.prepare()


class _Looks:
    """Looks at files, each made anew."""

    def __init__(self, jobs: int | None) -> None:
        self._jobs = jobs

    def first(self, paths: Sequence[str], job: Job) -> Iterator[FileResult]:
        return counted(each(check_file, unread, paths, job, self._jobs), _CHECKING, len(paths))

    def second(self, paths: Sequence[str], job: Job, beside: Mapping[str, Before]) -> Iterator[FileResult | None]:
        return each(check_again, unread, paths, job, self._jobs)

    def settle(self, path: str, before: Before) -> None:
        pass


class _KeptLooks:
    """The same, with what earlier runs found in files that have not changed."""

    def __init__(self, job: Job, jobs: int | None) -> None:
        from linter.engine import results

        self._jobs = jobs
        in_any_order = job._replace(rules=job.rules._replace(selected=frozenset()), stdin=None)
        self._surroundings = results.surroundings((in_any_order, sorted(job.rules.selected)))
        self._files: dict[str, bytes] = {}

    def first(self, paths: Sequence[str], job: Job) -> Iterator[FileResult]:
        found = counted(self._recalled(paths, job, {}), _CHECKING, len(paths))
        for path, recalled in zip(paths, found, strict=True):
            if recalled.file is not None:
                self._files[path] = recalled.file
            if recalled.result is not None:
                yield recalled.result

    def second(self, paths: Sequence[str], job: Job, beside: Mapping[str, Before]) -> Iterator[FileResult | None]:
        told = {path: self._digest(before) for path, before in beside.items()}
        return (recalled.result for recalled in self._recalled(paths, job, told))

    def settle(self, path: str, before: Before) -> None:
        from linter.engine import results, store

        kept = None if is_stdin(path) else store.opened()
        if kept is not None and path in self._files:
            kept.put(results.digest(self._files[path], self._digest(before)), _NOTHING_NEW)

    def _recalled(self, paths: Sequence[str], job: Job, beside: Mapping[str, bytes]) -> Iterator[Recalled]:
        task = partial(recall_file, before=self._surroundings, beside=beside)
        return each(task, _not_recalled, paths, job, self._jobs)

    def _digest(self, before: Before) -> bytes:
        """What of other files a result depends on."""
        from linter.engine import results

        if isinstance(before, Missing):
            return results.digest(*(reason.encode("utf-8", "backslashreplace") for reason in before.reason.values()))
        return results.digest(*(self._files.get(path, b"") for path in before))


def each(
    task: Callable[[str, Work], Made],
    failed: Callable[[str, Work, ReadError], Made],
    paths: Sequence[str],
    work: Work,
    jobs: int | None,
) -> Iterator[Made]:
    """What a task makes of each file, in the order of the files, whatever becomes of it over one of them.

    Args:
        task: what to do with a file.
        failed: what stands for a file that the task fails over, or over which its process dies.
        paths: the files.
        work: what the task needs to know of the run.
        jobs: how many processes; None takes the number of cores where there are files enough to pay for them.

    Raises:
        Refusal: no processes can be had.
    """
    if jobs is None and _FEWEST_FOR_A_COPY <= len(paths) < _FEWEST_FOR_PROCESSES and _may_be_copied(paths):
        from linter.engine.forked import shared

        yield from shared(task, failed, paths, work)
        return
    if jobs is None:
        jobs = _cores() if len(paths) >= _FEWEST_FOR_PROCESSES else 1
    jobs = min(jobs, len(paths), _MOST_PROCESSES if sys.platform == "win32" else len(paths))
    if jobs <= 1:
        for path in paths:
            yield in_time(task, failed, path, work)
        return
    from linter.engine.workers import WorkersError, in_processes

    here = [number for number, path in enumerate(paths) if is_stdin(path)]
    try:
        yield from in_processes(task, failed, paths, work, jobs, here)
    except WorkersError:
        raise Refusal(
            "检查用的进程一启动就中止，可用 --jobs 1 重试"
            " (the processes that check end as soon as they are started; try --jobs 1)"
        ) from None


def _may_be_copied(paths: Sequence[str]) -> bool:
    from linter.engine.forked import can_fork

    return _cores() > 1 and not any(map(is_stdin, paths)) and can_fork()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
