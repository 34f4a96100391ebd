"""Runs inputs in processes of their own, which may crash, hang or fill the memory, and tells what became of each."""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.fuzz.failures import Case, Failure, PromiseError, failure_of, place_in
from tests.fuzz.kinds import Kind, drawn

_CASES_OF_A_WORKER = 400
_PAGE = os.sysconf("SC_PAGE_SIZE")
_UNIT_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024
_OUT_OF_TIME = signal.SIGPROF

Asked = tuple[str, int] | Case  # a kind and a seed, or an input as it was kept


class Limits(NamedTuple):
    """What an input may cost: seconds of the processor, bytes of memory beyond what the process has anyway.

    `clock` are the seconds after which one that waits is given up: many, as other programs run beside this one.
    """

    seconds: float = 10.0
    memory: int = 1024**3
    clock: float = 60.0


class Outcome(NamedTuple):
    """What became of an input."""

    kind: str
    seed: int
    seconds: float
    failure: Failure | None = None


def run(
    kinds: Mapping[str, Kind], asked: Iterable[Asked], jobs: int = 1, limits: Limits | None = None
) -> Iterator[Outcome]:
    """What becomes of inputs, in the order in which they are done.

    Parameters:
        kinds: what there is to run, by name.
        asked: what is run; the next is taken when a process is free, so that it may end by the clock.
        jobs: how many processes.
        limits: what each input may cost.
    """
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    workers = [_Worker(kinds, folder / str(number), limits or Limits()) for number in range(jobs)]
    try:
        waiting = iter(asked)
        while True:
            for worker in workers:
                if worker.asked is None and (one := next(waiting, None)) is not None:
                    worker.ask(one)
            busy = [worker for worker in workers if worker.asked is not None]
            if not busy:
                return
            wait([worker.pipe for worker in busy], timeout=min(worker.left() for worker in busy))
            for worker in busy:
                outcome = worker.outcome()
                if outcome is not None:
                    yield outcome
    finally:
        for worker in workers:
            worker.end()
        shutil.rmtree(folder, ignore_errors=True)


class _Worker:
    """A process that runs one input after the other, from here: asked, watched, ended and begun anew."""

    def __init__(self, kinds: Mapping[str, Kind], folder: Path, limits: Limits) -> None:
        self.asked: Asked | None = None
        self._kinds, self._folder, self._limits = kinds, folder, limits
        folder.mkdir()
        self._log = folder / "crash.txt"
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, other = context.Pipe()
        self._process = context.Process(target=self._serve, args=(other,))
        self._process.start()
        other.close()
        self._done = 0

    def _serve(self, pipe: Connection) -> None:
        self.pipe.close()  # else this process would hold open what tells it that nobody asks any more
        _serve(pipe, self._kinds, self._folder, self._log, self._limits)

    def ask(self, asked: Asked) -> None:
        self.asked = asked
        self._since = time.monotonic()
        self.pipe.send(asked)

    def left(self) -> float:
        """Seconds until the input has taken too long by the clock."""
        return max(0.0, self._since + self._limits.clock - time.monotonic())

    def outcome(self) -> Outcome | None:
        """What became of the input, None as long as it is not known."""
        assert self.asked is not None
        kind, seed = self.asked[:2]
        seconds = time.monotonic() - self._since
        failure: Failure | None
        try:
            if self.pipe.poll():
                failure = self.pipe.recv()
                self._done += 1
                if self._done >= _CASES_OF_A_WORKER or (failure is not None and failure.sort == "memory"):
                    self._restart()
            elif self.left() > 0:
                return None
            else:
                self._process.kill()
                self._process.join()
                failure = Failure("hang", self._where(), f"no answer after {seconds:.0f} s\n{self._dump()}")
                self._restart()
        except EOFError:
            self._process.join()
            failure = self._death()
            self._restart()
        self.asked = None
        return Outcome(kind, seed, seconds, failure)

    def _death(self) -> Failure:
        status = self._process.exitcode or 0
        if status == -_OUT_OF_TIME:
            told = f"more than {self._limits.seconds:g} s of the processor\n{self._dump()}"
            return Failure("slow", self._where(), told)
        return Failure(f"died ({status})", self._where(), self._dump())

    def _where(self) -> str:
        return place_in(self._dump())

    def _dump(self) -> str:
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def _restart(self) -> None:
        self.end()
        self._begin()

    def end(self) -> None:
        """End the process and all that it started."""
        self.pipe.close()
        if self._process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, kinds: Mapping[str, Kind], folder: Path, log: Path, limits: Limits) -> None:
    """What the process does: draw, run, answer."""
    with suppress(OSError):
        os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _quiet()
    gc.set_threshold(100_000, 50, 50)  # as the program has it
    with log.open("w") as crash:
        faulthandler.enable(crash)
        while True:
            try:
                asked = pipe.recv()
            except (EOFError, OSError):
                return
            crash.truncate(0)
            crash.seek(0)
            faulthandler.register(_OUT_OF_TIME, crash, chain=True)  # says where, then ends the process
            # what waits instead of working is shown before it is ended by the clock
            faulthandler.dump_traceback_later(0.9 * limits.clock, file=crash)
            try:
                failure = _limited(kinds, asked, folder, limits)
            finally:
                faulthandler.cancel_dump_traceback_later()
            pipe.send(failure)


def _quiet() -> None:
    """What the program says goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    sys.stdin, sys.stdout, sys.stderr = (open(os.devnull, mode, encoding="utf-8") for mode in ("r", "w", "w"))  # noqa: SIM115


def _limited(kinds: Mapping[str, Kind], asked: Asked, folder: Path, limits: Limits) -> Failure | None:
    before = _peak()
    children = _seconds_of_children()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = _size()
    if size:  # where this is not told, only the peak is looked at
        resource.setrlimit(resource.RLIMIT_AS, (size + limits.memory, hard))
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    try:
        failure = tried(kinds, asked, folder)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if size:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    if failure is None and _peak() - before > limits.memory:
        return Failure("memory", "this process", f"{_peak() - before:,} bytes more than before")
    if failure is None and _seconds_of_children() - children > limits.seconds:
        return Failure("slow", "a process that was started", "")
    return failure


def tried(kinds: Mapping[str, Kind], asked: Asked, folder: Path) -> Failure | None:
    """Draw and run one input in a folder of its own, in this process; None where all is well."""
    place, temporary = folder / "work", folder / "tmp"
    home, environment, chosen = os.getcwd(), os.environ.get("TMPDIR"), tempfile.tempdir
    for path in (place, temporary):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    os.chdir(place)
    try:
        case = asked if isinstance(asked, Case) else drawn(kinds, *asked)
        kinds[case.kind].run(case.name, case.data, Random(case.choice))
        left = sorted(path.name for path in temporary.rglob("*"))
        if left:
            raise PromiseError("leftover", "something in the temporary folder", ", ".join(left))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too is nothing to end with
        return failure_of(error)
    finally:
        os.chdir(home)
        tempfile.tempdir = chosen
        if environment is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = environment
    return None


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT_OF_MAXRSS


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _size() -> int:
    """Bytes of address space that this process has; 0 where that is not told."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * _PAGE
    except OSError:
        return 0
