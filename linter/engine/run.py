"""Checking many files, in this process or in several, with the results in the order of the files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from linter.config.overrides import Overrides
from linter.engine.archive import Archive
from linter.engine.deadline import in_time
from linter.engine.lint import Options, identify, is_consistent, known_as, lint_again, lint_bytes
from linter.engine.spool import Spool
from linter.files import compiled as cache
from linter.files.search import STDIN, content, is_stdin
from linter.model.diagnostics import MOST_DRAWN, FileResult, ReadError
from linter.model.last_year import Known
from linter.model.records import NamedTuple
from linter.notices.progress import counted
from linter.notices.refusal import Refusal
from linter.readers.formats import COMMENTED
from linter.rules.selection import RuleSet

# Below this a second process costs more than it saves, and so does looking for what earlier runs found.
_FEWEST_FOR_PROCESSES = 24
_MOST_PROCESSES = 61  # that Windows waits for at once
_CHECKING = "正在检查", "checking"
_COMPARING = "正在与上年报告核对", "comparing with last year's reports"
_IDENTIFYING = "正在识别上年报告", "identifying last year's reports"
Work = TypeVar("Work")
Made = TypeVar("Made")


class Job(NamedTuple):
    """All that a worker needs to check files: rules, options, names, the reports that last year's is found among.

    `pairs`: without an archive, the files that are checked serve as one for each other. `consistent` are the files
    whose figures were found to need no repair. `stdin` is what came in on standard input, which can be read once only.
    `overrides` are what the configuration says of single files, `left_out` the codes that it leaves out for the one
    file that the job has been narrowed to.
    """

    rules: RuleSet
    options: Options
    stdin_name: str | None = None
    archive: Archive | None = None
    pairs: bool = True
    consistent: frozenset[str] = frozenset()
    stdin: bytes | None = None
    overrides: Overrides = Overrides()
    left_out: tuple[str, ...] = ()

    def narrowed(self, path: str) -> Job:
        """The job as it is to be done for one file: what the configuration says of its path is taken in."""
        override = self.overrides.of(_name(path, self))
        if override is None:
            return self
        rules = self.overrides.rules_for(override, self.rules)
        options = self.options
        if override.level is not None:
            options = options._replace(level=None if override.level == "auto" else override.level)
        if override.year is not None:
            options = options._replace(year=override.year)
        left_out = tuple(sorted(self.rules.selected - rules.selected))
        return self._replace(rules=rules, options=options, overrides=Overrides(), left_out=left_out)


def check_file(path: str, job: Job) -> FileResult:
    """Check one file; one that cannot be read gives a result with an error."""
    job = job.narrowed(path)
    data = _content(path, job)
    return data if isinstance(data, FileResult) else _checked(path, data, job)


def _checked(path: str, data: bytes, job: Job) -> FileResult:
    return _completed(lint_bytes(_name(path, job), data, job.rules, job.options, archive=job.archive), data, job)


def _completed(result: FileResult, data: bytes, job: Job) -> FileResult:
    """A result with what the job knows of its file."""
    result = result._replace(left_out=job.left_out)
    return result._replace(digest=digest_of(data)) if result.format in COMMENTED else result


def digest_of(data: bytes) -> bytes:
    """What tells a content from any other."""
    from hashlib import sha256

    return sha256(data).digest()


def _name(path: str, job: Job) -> str:
    return (job.stdin_name or STDIN) if path == STDIN else path


def _content(path: str, job: Job) -> bytes | FileResult:
    if path == STDIN and job.stdin is not None:
        return job.stdin
    try:
        return content(path)
    except ReadError as error:
        return unread(path, job, error)


def unread(path: str, job: Job, error: ReadError) -> FileResult:
    """The result of a file that could not be checked."""
    return FileResult(_name(path, job), None, error=error.in_language(job.options.lang))


_NOTHING_NEW = FileResult("", None)  # kept in place of the None of `check_again`


class Recalled(NamedTuple):
    """A result (None as in `check_again`) with the digest of the file's content, None if it had none."""

    result: FileResult | None
    file: bytes | None = None


def recall_file(path: str, job: Job, before: bytes, beside: bytes = b"") -> Recalled:
    """The result that was kept for a file as it is now, else a new one, which is kept at once.

    Whoever makes it keeps it: its turn in the output may come much later, and the run be over before.

    Args:
        path: the file.
        job: what to do with it.
        before: a digest of all else that the result depends on, but for
        beside: one of the other files that it depends on.

    Returns:
        the result; that of `check_again` where there are other files.
    """
    from linter.engine import results, store

    overridden = repr(job.overrides.concerning(_name(path, job))).encode()  # the same path may lie in another folder
    job = job.narrowed(path)
    data = _content(path, job)
    if isinstance(data, FileResult):
        return Recalled(data)
    file = results.digest(before, path.encode("utf-8", "backslashreplace"), overridden, data)
    key = results.digest(file, beside)
    kept = None if is_stdin(path) else store.opened()
    result = kept.get(key) if kept else None
    if result is not None:
        return Recalled(None if result == _NOTHING_NEW else result._replace(path=_name(path, job)), file)
    result = check_again(path, job) if beside else _checked(path, data, job)
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
    result = lint_again(_name(path, job), data, job.rules, job.options, job.archive)
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

        def check(paths: Sequence[str], job: Job, beside: bool) -> Iterator[FileResult | None]:
            return each(check_again if beside else check_file, unread, paths, job, jobs)

        yield from _paired(paths, job, check)
    else:
        yield from _recalled(paths, job, jobs)


def may_be_kept() -> bool:
    """Whether results can be kept between runs at all: a Python may have been built without SQLite."""
    from importlib.util import find_spec

    return cache.enabled() and find_spec("_sqlite3") is not None


def are_kept() -> bool:
    """Whether they are: there is a place for them, and room."""
    from linter.engine import store

    return may_be_kept() and store.prepare()


def _recalled(paths: Sequence[str], job: Job, jobs: int | None) -> Iterator[FileResult]:
    """The same, with what earlier runs found in files that have not changed."""
    from linter.engine import results, store

    in_any_order = job._replace(rules=job.rules._replace(selected=frozenset()), stdin=None)
    before = results.surroundings((in_any_order, sorted(job.rules.selected)))
    files: list[bytes] = []
    store.prepare()

    def check(paths: Sequence[str], job: Job, beside: bool) -> Iterator[FileResult | None]:
        # last year's report is one of the run's files: if one of them has changed, it may be another
        others = results.digest(*files) if beside else b""
        for recalled in each(partial(recall_file, before=before, beside=others), _not_recalled, paths, job, jobs):
            if recalled.file is not None:
                files.append(recalled.file)
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
    checked = counted(check(paths, job, False), _CHECKING, len(paths))
    found = (result for result in checked if result is not None)
    if not job.pairs or len(paths) < 2:
        yield from found
        return
    held, lean, lean_again = Spool[FileResult](), _Lean(), _Lean()
    reports: list[Known | None] = []  # None of what was not read, or does not tell whose it is
    consistent: set[str] = set()
    for path, result in zip(paths, found, strict=True):
        held.add(lean(result))
        reports.append(known_as(path, result) if result.organization and result.year else None)
        if is_consistent(result):
            consistent.add(path)
    archive = Archive(known for known in reports if known)
    paired = [
        number
        for number, known in enumerate(reports)
        if known is not None and archive.has_before(known.organization, known.year)
    ]
    if not paired:
        yield from held
        return
    again = job._replace(archive=archive, consistent=frozenset(consistent))
    second = check([paths[number] for number in paired], again, True)
    beside = zip(paired, counted(second, _COMPARING, len(paired)), strict=True)
    expected = set(paired)
    for number, result in enumerate(held):
        changed = next(beside)[1] if number in expected else None
        if number in expected and changed is None:
            result = result._replace(not_compared=())  # it was compared, and nothing came of it
        yield result if changed is None else lean_again(changed)


class _Lean:
    """Results as they are held: a page shows no more than so many drawings, of the files that need changes first."""

    def __init__(self) -> None:
        self._drawn: Counter[str] = Counter()

    def __call__(self, result: FileResult) -> FileResult:
        if result.proof is None:
            return result
        self._drawn[result.verdict] += 1
        return result if self._drawn[result.verdict] <= MOST_DRAWN else result._replace(proof=None)


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


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
