"""Work in several processes: in order, and what one of them dies of costs the file that it was on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from linter.engine import deadline, workers
from linter.engine.run import each
from linter.model.diagnostics import ReadError
from linter.notices.refusal import Refusal

NAMES = [f"{number}.txt" for number in range(40)]
ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def told(path: str, work: str) -> str:
    return work + path


def lost(path: str, work: str, error: ReadError) -> str:
    return f"{path} {error.code}"


def why(path: str, work: str, error: ReadError) -> str:
    return f"{error.code} {error.message} {error.english}"


def ended_at(path: str, work: str) -> str:
    if path in work.split():
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return path


def ended_once_at(path: str, work: str) -> str:
    """The process is ended at each file, the first time."""
    try:
        Path(work, path).touch(exist_ok=False)
    except FileExistsError:
        return path
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return path


_count = 0


def ended_once_at_20(path: str, work: str) -> str:
    """A process is ended at one file, the first time; each leaves a trace of whether it was its process's first."""
    global _count
    _count += 1
    Path(work, f"{path}-{'first' if _count == 1 else 'later'}").touch()
    if path == "20.txt" and not Path(work, path).exists():
        Path(work, path).touch()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return path


def hanging_at(path: str, work: str) -> str:
    if path in work.split():
        time.sleep(600)
    return path


def running_on_at(path: str, work: str) -> str:
    """Goes on whatever is raised, as where each rule is guarded by itself."""
    while path in work.split():
        try:
            sum(range(10_000))
        except Exception:
            continue
    return path


def slow_at(path: str, work: str) -> str:
    if path in work.split():
        time.sleep(0.5)
    return path


def failing_at(path: str, work: type[Exception]) -> str:
    if path in ("0.txt", "7.txt"):
        raise work(path)
    return path


def unpackable_at(path: str, work: str) -> object:
    return (lambda: None) if path == work else path


def nested(path: str, work: str) -> object:
    made: list[object] = []
    for _ in range(100_000 if path == work else 1):
        made = [made]
    return made


def filling_at(path: str, work: str) -> str:
    if path == work:
        import resource

        # not only what it may have on top: what a copy of a large process gives back, it may have again
        return str(len(bytearray(resource.getrlimit(resource.RLIMIT_AS)[0])))
    return path


def large(path: str, work: str) -> str:
    return path + "x" * 1_000_000


def with_(failed: list[str]) -> list[str]:
    return [f"{name} {code}" if (code := dict(entry.split() for entry in failed).get(name)) else name for name in NAMES]


@pytest.mark.whole
@pytest.mark.parametrize("jobs", [1, 2, 3, 40, 100])
def test_what_comes_back_is_in_order(jobs: int) -> None:
    assert list(each(told, lost, NAMES, "a/", jobs)) == [f"a/{name}" for name in NAMES]
    assert not multiprocessing.active_children()


@pytest.mark.whole
@pytest.mark.parametrize("bad", ["0.txt", "39.txt", "0.txt 1.txt", "3.txt 20.txt 39.txt", " ".join(NAMES)])
@pytest.mark.parametrize("jobs", [2, 3])
def test_a_file_over_which_processes_die_is_named_and_no_other(bad: str, jobs: int) -> None:
    assert list(each(ended_at, lost, NAMES, bad, jobs)) == with_([f"{name} E001" for name in bad.split()])
    assert not multiprocessing.active_children()


@pytest.mark.whole
def test_the_sentence_says_what_happened() -> None:
    found = list(each(ended_at, why, NAMES, "4.txt", 2))[4]
    assert found.startswith("E001 检查时进程意外中止")
    assert "process" in found


@pytest.mark.whole
def test_a_process_that_is_ended_from_outside_costs_nothing(tmp_path: Path) -> None:
    assert list(each(ended_once_at, lost, NAMES, str(tmp_path), 2)) == NAMES


@pytest.mark.whole
def test_it_is_tried_again_by_a_process_that_has_begun_well(tmp_path: Path) -> None:
    """A process takes longest over its first file, and so is ended over that more often than over any other."""
    names = [f"{number}.txt" for number in range(400)]
    assert list(each(ended_once_at_20, lost, names, str(tmp_path), 2)) == names
    assert (tmp_path / "20.txt-later").exists()
    assert not (tmp_path / "20.txt-first").exists()


@pytest.mark.whole
@pytest.mark.parametrize("bad", ["0.txt", "39.txt", "5.txt 6.txt 30.txt"])
def test_a_file_that_never_ends_is_named(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 1.0)
    assert list(each(hanging_at, lost, NAMES, bad, 2)) == with_([f"{name} E004" for name in bad.split()])
    assert not multiprocessing.active_children()


@pytest.mark.whole
@posix
@pytest.mark.parametrize("bad", ["0.txt", "39.txt", "5.txt 6.txt 30.txt"])
def test_nor_does_it_take_the_others_with_it_in_this_process(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There it is processor time that counts, and the clock's alarm is somebody else's."""
    monkeypatch.setattr(deadline, "TIME_LIMIT", 0.3)
    before = signal.getsignal(signal.SIGPROF), signal.getsignal(signal.SIGALRM)
    assert list(each(running_on_at, lost, NAMES, bad, 1)) == with_([f"{name} E004" for name in bad.split()])
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert (signal.getsignal(signal.SIGPROF), signal.getsignal(signal.SIGALRM)) == before


@pytest.mark.whole
@posix
def test_one_that_takes_less_than_the_limit_in_this_process_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 20.0)
    assert list(each(slow_at, lost, NAMES, "0.txt 17.txt", 1)) == NAMES


def test_outside_the_main_thread_there_is_no_alarm() -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: list(each(told, lost, NAMES, "", 1))).result() == NAMES


@pytest.mark.whole
def test_one_that_takes_less_than_the_limit_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 20.0)
    assert list(each(slow_at, lost, NAMES, "0.txt 17.txt", 2)) == NAMES


@pytest.mark.whole
def test_who_comes_late_for_results_does_not_make_files_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 0.5)
    found = []
    for result in each(large, lost, NAMES, "", 2):
        found.append(result)
        if len(found) in (1, 20):
            time.sleep(1)
    assert [name[:6].rstrip("x") for name in found] == NAMES


@pytest.mark.parametrize("error", [ValueError, LookupError, AssertionError, OSError, EOFError, BrokenPipeError])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_defect_costs_its_file(jobs: int, error: type[Exception]) -> None:
    assert list(each(failing_at, lost, NAMES, error, jobs)) == with_(["0.txt E001", "7.txt E001"])


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
@pytest.mark.parametrize("jobs", [1, 2])
def test_so_does_one_that_uses_up_memory_or_depth(jobs: int, error: type[Exception]) -> None:
    assert list(each(failing_at, lost, NAMES, error, jobs)) == with_(["0.txt E004", "7.txt E004"])


@pytest.mark.whole
def test_what_cannot_be_sent_costs_its_file() -> None:
    assert list(each(unpackable_at, lost, NAMES, "5.txt", 2)) == with_(["5.txt E001"])
    assert list(each(nested, lost, NAMES, "5.txt", 2))[5] == "5.txt E004"


@pytest.mark.skipif(sys.platform != "linux", reason="has a limit on memory")
def test_a_process_has_a_limit_on_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_MEMORY", 1024**3)
    assert list(each(filling_at, lost, NAMES, "9.txt", 2)) == with_(["9.txt E004"])


def test_whoever_asks_for_no_more_waits_for_nothing() -> None:
    results = each(told, lost, NAMES, "", 2)
    assert next(results) == "0.txt"
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.whole
def test_what_is_made_ahead_is_bounded(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(workers._AHEAD + 200)]
    results = each(hanging_first, lost, names, str(tmp_path), 2)
    (tmp_path / "0.txt").touch()
    assert next(results) == "0.txt"
    time.sleep(1)
    assert len(list(tmp_path.iterdir())) <= 4 * workers._TOLD + 1
    (tmp_path / "1.txt").touch()
    assert list(results) == names[1:]


def hanging_first(path: str, work: str) -> str:
    """Files leave a trace; the second one waits until it may end."""
    mine = Path(work, path)
    while path == "1.txt" and not mine.exists():
        time.sleep(0.02)
    mine.touch()
    return path


@pytest.mark.whole
def test_processes_that_cannot_begin_end_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", _ending_at_once)
    with pytest.raises(Refusal, match="--jobs 1"):
        list(each(told, lost, NAMES, "", 2))
    assert not multiprocessing.active_children()


def _ending_at_once(*_: object) -> None:
    os._exit(3)


@pytest.mark.whole
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_that_begin_anew_do_the_same(method: str, tmp_path: Path) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("another system")
    (tmp_path / "run_it.py").write_text(
        "import multiprocessing, sys\n"
        "from linter.engine.run import each\n"
        "from tests.engine.test_processes import NAMES, ended_at, lost, with_\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method({method!r})\n"
        "    assert list(each(ended_at, lost, NAMES, '3.txt 30.txt', 2)) == with_(['3.txt E001', '30.txt E001'])\n"
        "    print('done')\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(tmp_path / "run_it.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr


@pytest.mark.whole
@posix
def test_only_the_process_that_was_asked_reads_standard_input(tmp_path: Path) -> None:
    text = (ROOT / "rules" / "examples" / "2021.md").read_bytes()
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(text)
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", "-f", "concise", "--jobs", "2", "a.md", "-", "b.md"],
        input=text,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, b"")
