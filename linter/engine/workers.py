"""Work on many files in processes of their own: what one of them dies of costs the file that it was on.

A process is told the numbers of some files ahead, and answers with what it made of each as soon as it is made: so it is
known which file it was on when it died. That file is tried once more, for it may have been ended from outside; of which
two processes died is named. Answers are held packed until it is their turn, and only so many ahead.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from linter.engine import deadline
from linter.model.diagnostics import ReadError
from linter.readers.guard import guarded, read_error
from linter.type_names import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MAX_MEMORY = 2 * 1024**3  # bytes of address space of one process

_MOST_DEATHS = 2  # over one file
_MOST_FAILED_STARTS = 5  # one after the other
_TOLD = 8  # files that a process knows of
_AHEAD = 256  # files whose turn has not come
_READY, _MADE, _ASKS, _LEAVES = b"r", b"m", b"a", b"l"
_GRANTED = -1
Work = TypeVar("Work")
Made = TypeVar("Made")


class WorkersError(Exception):
    """No process can be started that lives long enough to be given work."""


def in_processes(
    task: Callable[[str, Work], Made],
    failed: Callable[[str, Work, ReadError], Made],
    paths: Sequence[str],
    work: Work,
    jobs: int,
    here: Sequence[int] = (),
    method: str | None = None,
) -> Iterator[Made]:
    """What a task makes of each file, in the order of the files.

    Parameters:
        task, failed: as of `guarded`; processes find them by their names.
        paths: the files.
        work: what the task needs to know of the run.
        jobs: how many processes.
        here: the numbers of files that only this process can read.
        method: how processes are started, None as is usual; a process with threads had better not be copied.

    Raises:
        WorkersError: processes end as soon as they are started.
        OSError: none can be started.
    """
    pool = _Pool(task, failed, paths, work, jobs, frozenset(here), method)
    try:
        yield from pool.results()
    finally:
        pool.end()


class _Worker:
    """A process as its parent knows it: the files it was told and not answered for, the first of which it is on.

    `since` is when it began that one, None while it waits for its turn to convert.
    """

    def __init__(self, process: BaseProcess, inbox: Connection, answers: Connection) -> None:
        self.process = process
        self.inbox = inbox
        self.answers = answers
        self.files: deque[int] = deque()
        self.is_ready = False
        self.is_proven = False  # it has answered for a file
        self.converts = False
        self.since: float | None = time.monotonic()

    def tell(self, number: int) -> None:
        with suppress(OSError):  # it has died, which is found out where it is listened to
            self.inbox.send(number)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.inbox.close()
        self.answers.close()


class _Pool(Generic[Work, Made]):
    def __init__(
        self,
        task: Callable[[str, Work], Made],
        failed: Callable[[str, Work, ReadError], Made],
        paths: Sequence[str],
        work: Work,
        jobs: int,
        here: frozenset[int],
        method: str | None,
    ) -> None:
        self._task, self._failed, self._paths, self._work = task, failed, paths, work
        self._jobs = jobs
        self._here = here
        self._method = method
        self._told = max(2, min(_TOLD, len(paths) // (jobs * 4)))
        self._workers: list[_Worker] = []
        self._asking: deque[_Worker] = deque()
        self._next = 0  # the first file that nobody was told of
        self._again: list[int] = []  # files that a process that died was told of, last first
        self._deaths: Counter[int] = Counter()
        self._failed_starts = 0
        self._made: dict[int, bytes] = {}

    def results(self) -> Iterator[Made]:
        for number, path in enumerate(self._paths):
            if number in self._here:
                yield deadline.in_time(self._task, self._failed, path, self._work)
                continue
            if number % (self._told // 2) == 0:
                self._hand_out(number)
                self._listen(0)
            while number not in self._made:
                self._hand_out(number)
                self._listen(self._patience())
            yield pickle.loads(self._made.pop(number))

    def end(self) -> None:
        """End all processes at once: nothing of what they are doing is still wanted."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()

    def _hand_out(self, number: int) -> None:
        """Tell each process of files, up to so many beyond the one whose turn it is."""
        while len(self._workers) < self._jobs and self._is_more(number):
            self._start()
            self._tell(self._workers[-1], number)
        for worker in self._workers:
            self._tell(worker, number)

    def _is_more(self, number: int) -> bool:
        return bool(self._again) or self._is_new(number)

    def _is_new(self, number: int) -> bool:
        return self._next < min(len(self._paths), number + _AHEAD)

    def _tell(self, worker: _Worker, number: int) -> None:
        while len(worker.files) < self._told and self._is_more(number):
            # the first file of a process takes it many times as long: one that may have been on by chance where another
            # process was ended should not be on for so long again, so that one comes last where nothing else is left
            if self._again and worker.is_proven:
                file = self._again.pop()
            elif self._again and not self._is_new(number):
                file = self._again.pop(0)
            else:
                file, self._next = self._next, self._next + 1
                if file in self._here:
                    continue
            if not worker.files:
                worker.since = time.monotonic()
            worker.files.append(file)
            worker.tell(file)

    def _start(self) -> None:
        import multiprocessing

        context: Any = multiprocessing.get_context(self._method)
        told, inbox = context.Pipe(duplex=False)
        answers, said = context.Pipe(duplex=False)
        arguments = (self._task, self._failed, self._paths, self._work, told, said)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        try:
            process.start()
        except OSError:
            if not self._workers:
                raise
            self._jobs = len(self._workers)
            return
        finally:
            told.close()
            said.close()
        self._workers.append(_Worker(process, inbox, answers))

    def _patience(self) -> float:
        """Seconds until the first process has taken too long."""
        began = [worker.since for worker in self._workers if worker.files and worker.since is not None]
        return max(0.0, min(began) + deadline.TIME_LIMIT - time.monotonic()) if began else deadline.TIME_LIMIT

    def _listen(self, seconds: float) -> None:
        from multiprocessing.connection import wait

        said = wait([worker.answers for worker in self._workers], seconds)
        for worker in [worker for worker in self._workers if worker.answers in said]:
            try:
                self._take(worker, worker.answers.recv_bytes())
            except (EOFError, OSError):
                self._lost(worker)
        if said:
            return
        late = time.monotonic() - deadline.TIME_LIMIT
        for worker in [each for each in self._workers if each.files and each.since is not None and each.since <= late]:
            if worker.is_ready:
                self._name(worker.files.popleft(), deadline.took_too_long())
            self._lost(worker, is_late=worker.is_ready)

    def _take(self, worker: _Worker, message: bytes) -> None:
        kind = message[:1]
        if kind == _MADE:
            self._made[worker.files.popleft()] = message[1:]
            worker.is_proven, worker.since = True, time.monotonic()
        elif kind == _READY:
            worker.is_ready, worker.since = True, time.monotonic()
            self._failed_starts = 0
        elif kind == _ASKS:
            worker.since = None
            self._asking.append(worker)
            self._grant()
        else:
            worker.converts, worker.since = False, time.monotonic()
            self._grant()

    def _grant(self) -> None:
        """Let those convert who have waited longest."""
        from linter.readers.convert import MOST_AT_ONCE

        while self._asking and sum(worker.converts for worker in self._workers) < MOST_AT_ONCE:
            worker = self._asking.popleft()
            worker.converts, worker.since = True, time.monotonic()
            worker.tell(_GRANTED)

    def _lost(self, worker: _Worker, is_late: bool = False) -> None:
        """A process is gone, or is ended: others take its files, but for the one it was on if it is not the first."""
        worker.end()
        self._workers.remove(worker)
        if worker in self._asking:
            self._asking.remove(worker)
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts > _MOST_FAILED_STARTS:
                raise WorkersError
        elif worker.files and not is_late:
            file = worker.files[0]
            self._deaths[file] += 1
            if self._deaths[file] == _MOST_DEATHS:
                self._name(worker.files.popleft(), _died())
        self._again = sorted([*self._again, *worker.files], reverse=True)
        self._grant()

    def _name(self, number: int, error: ReadError) -> None:
        self._made[number] = pickle.dumps(self._failed(self._paths[number], self._work, error))


def _died() -> ReadError:
    return ReadError(
        "E001",
        "检查时进程意外中止（可能是内存不足，或读取它的程序崩溃）",
        "the process that checked it ended (memory ran out, perhaps, or a library crashed)",
    )


class _Turn:
    """Asks the parent before a file is converted, and tells it afterwards; a turn ends with its process."""

    def __init__(self, inbox: _Inbox, answers: Connection) -> None:
        self._inbox = inbox
        self._answers = answers

    def __enter__(self) -> None:
        self._answers.send_bytes(_ASKS)
        self._inbox.wait_for_turn()

    def __exit__(self, *_: object) -> None:
        self._answers.send_bytes(_LEAVES)


class _Inbox:
    """The numbers of files that the parent tells of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers: deque[int] = deque()

    def number(self) -> int:
        return self._numbers.popleft() if self._numbers else int(self._connection.recv())

    def wait_for_turn(self) -> None:
        while (number := int(self._connection.recv())) != _GRANTED:
            self._numbers.append(number)


def _serve(
    task: Callable[[str, Any], Any],
    failed: Callable[[str, Any, ReadError], Any],
    paths: Sequence[str],
    work: Any,
    told: Connection,
    answers: Connection,
) -> None:
    """What a process does, until nobody asks any more."""
    from linter.readers.convert import take_turns
    from linter.readers.orphans import end_with_parent, limit_memory

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interruption
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    limit_memory(MAX_MEMORY)
    inbox = _Inbox(told)
    take_turns(_Turn(inbox, answers))
    try:
        answers.send_bytes(_READY)
        while True:
            path = paths[inbox.number()]
            answers.send_bytes(_MADE + _packed(task, failed, path, work))
    except (EOFError, OSError):  # the parent has gone
        os._exit(1)


def _packed(
    task: Callable[[str, Any], Any], failed: Callable[[str, Any, ReadError], Any], path: str, work: Any
) -> bytes:
    made = guarded(task, failed, path, work)
    try:
        return pickle.dumps(made)
    except Exception as error:
        return pickle.dumps(failed(path, work, read_error(error)))
