"""A few files shared with a copy of this process: in order, and nothing is lost with the copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from linter.engine import deadline, forked, run
from linter.model.diagnostics import ReadError
from tests.places import TOP

NAMES = [f"{number}.txt" for number in range(9)]
OF_THE_COPY = NAMES[1::2]
HERE = os.getpid()

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux")


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_cores", lambda: 2)
    monkeypatch.setattr(forked, "can_fork", lambda: True)  # the process of a test may have threads


@pytest.fixture(autouse=True)
def _nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The copies that were made. After each test none lives or waits to be told of, and no more files are open."""
    copies: list[int] = []
    fork = os.fork

    def forked_once_more() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", forked_once_more)
    files = len(os.listdir("/proc/self/fd"))
    yield copies
    for copy in copies:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)
    assert len(os.listdir("/proc/self/fd")) <= files


def told(path: str, work: str) -> str:
    return work + path


def lost(path: str, work: str, error: ReadError) -> str:
    return f"{path} {error.code}"


def of_whom(path: str, work: str) -> tuple[str, bool]:
    return path, os.getpid() == int(work)


def ended_there(path: str, work: str) -> tuple[str, bool]:
    """The copy is ended at one file."""
    if path == work and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return path, os.getpid() == HERE


def not_packed(path: str, work: str) -> object:
    return path if path != work or os.getpid() == HERE else threading.Lock()


def long(path: str, work: str) -> str:
    return path * 100_000


def failing(path: str, work: str) -> str:
    if path in work.split():
        raise ValueError
    return path


def nothing(path: str, work: str) -> None:
    return None


def each(task: object, paths: list[str], work: str = "", jobs: int | None = None) -> list[object]:
    return list(run.each(task, lost, paths, work, jobs))  # type: ignore[arg-type, misc]


def test_results_are_in_the_order_of_the_files() -> None:
    assert each(told, NAMES, "at ") == ["at " + name for name in NAMES]


def test_the_second_and_every_other_file_is_the_copys() -> None:
    assert each(of_whom, NAMES, str(HERE)) == [(name, name not in OF_THE_COPY) for name in NAMES]


@pytest.mark.parametrize(("count", "is_shared"), [(3, False), (4, True), (23, True)])
def test_a_copy_is_made_for_a_few_files(count: int, is_shared: bool) -> None:
    names = [f"{number}.txt" for number in range(count)]
    assert [here for _, here in each(of_whom, names, str(HERE))].count(False) == (len(names[1::2]) if is_shared else 0)  # type: ignore[misc]


def test_there_is_none_where_a_number_of_processes_is_asked_for() -> None:
    assert all(here for _, here in each(of_whom, NAMES, str(HERE), jobs=1))  # type: ignore[misc]


def test_there_is_none_with_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_cores", lambda: 1)
    assert all(here for _, here in each(of_whom, NAMES, str(HERE)))  # type: ignore[misc]


def test_standard_input_is_not_shared() -> None:
    names = ["-", *NAMES]
    assert each(of_whom, names, str(HERE)) == [(name, True) for name in names]


def test_a_process_of_one_thread_is_copied() -> None:
    asked = "from linter.engine import forked; print(forked.can_fork())"
    done = subprocess.run([sys.executable, "-c", asked], cwd=TOP, capture_output=True, check=True)
    assert done.stdout == b"True\n"


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert not forked.can_fork()
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize("at", OF_THE_COPY)
def test_what_a_copy_did_not_answer_for_is_done_here(at: str) -> None:
    done = OF_THE_COPY[: OF_THE_COPY.index(at)]
    assert each(ended_there, NAMES, at) == [(name, name not in done) for name in NAMES]


def test_an_answer_that_cannot_be_packed_is_made_here() -> None:
    assert each(not_packed, NAMES, OF_THE_COPY[1]) == NAMES


def test_answers_are_longer_than_a_pipe_holds() -> None:
    assert each(long, NAMES) == [name * 100_000 for name in NAMES]


def test_a_process_that_cannot_be_copied_does_all_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert each(of_whom, NAMES, str(HERE)) == [(name, True) for name in NAMES]


def test_a_file_that_fails_costs_itself_alone() -> None:
    assert each(failing, NAMES, "1.txt 4.txt") == [
        f"{name} E001" if name in ("1.txt", "4.txt") else name for name in NAMES
    ]


def test_a_file_that_takes_too_long_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 0.2)
    assert each(running_on_at, NAMES, "3.txt 4.txt") == [
        f"{name} E004" if name in ("3.txt", "4.txt") else name for name in NAMES
    ]


def running_on_at(path: str, work: str) -> str:
    while path in work.split():
        pass
    return path


def test_nothing_is_a_result_too() -> None:
    assert each(nothing, NAMES) == [None] * len(NAMES)


@pytest.mark.parametrize("taken", [1, 2, 4])
def test_whoever_wants_no_more_leaves_no_process_behind(taken: int) -> None:
    results = run.each(told, lost, NAMES, "", None)
    assert [next(results) for _ in range(taken)] == NAMES[:taken]
    results.close()  # type: ignore[attr-defined]
