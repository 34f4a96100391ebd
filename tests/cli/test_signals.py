"""A command that is told to end, or is killed: no process of it lives on, nothing is left in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.cli import endings

ROOT = Path(__file__).parents[2]
REPORT = (ROOT / "rules" / "examples" / "2021.md").read_bytes()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
SOFFICE = """#!{python}
import subprocess, sys, time
from pathlib import Path
Path({begun!r}).touch()
subprocess.Popen(["/bin/sleep", "100"])
time.sleep(100)
"""


class Command:
    """A command that runs over many files in a session of its own, with a folder for temporary files of its own."""

    def __init__(self, folder: Path, jobs: str, *arguments: str, hanging: bool = False) -> None:
        self.temporary, drafts, programs = folder / "temporary", folder / "drafts", folder / "bin"
        for each in (self.temporary, drafts, programs):
            each.mkdir()
        self.drafts = drafts
        self.begun = folder / "begun"
        soffice = programs / "soffice"
        soffice.write_text(SOFFICE.format(python=sys.executable, begun=str(self.begun)), "utf-8")
        soffice.chmod(0o755)
        for number in range(2000):
            (drafts / f"{number:04}.md").write_bytes(REPORT)
        if hanging:
            (drafts / "0000.rtf").write_bytes(b"{\\rtf1 x}")
        self.mark = f"NIANBAO_TEST={folder}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "linter", "check", "--no-cache", "--jobs", jobs, *arguments, str(drafts)],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TMPDIR": str(self.temporary),
                "PATH": str(programs),
                "NIANBAO_TEST": str(folder),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_heed_signals,
        )

    def processes(self) -> list[int]:
        """Its processes, told by what only they have in their environment."""
        found = []
        for path in Path("/proc").iterdir():
            try:
                state = (path / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z" and self.mark.encode() in (path / "environ").read_bytes().split(b"\0"):
                    found.append(int(path.name))
            except (OSError, ValueError, IndexError):
                continue
        return found

    def wait_until(self, jobs: int, hanging: bool) -> None:
        assert _comes_true(lambda: len(self.processes()) > jobs if jobs > 1 else bool(self.processes()))
        assert not hanging or _comes_true(self.begun.exists)
        time.sleep(0.3)
        assert self.process.poll() is None

    def leaves_nothing(self) -> bool:
        return _comes_true(lambda: not self.processes() and not list(self.temporary.iterdir()), 10)


def _heed_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # ignored where the tests run in the background


def _comes_true(what: object, seconds: float = 60) -> bool:
    assert callable(what)
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(what())


@pytest.mark.whole
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=str)
@pytest.mark.parametrize(("jobs", "hanging"), [("1", False), ("1", True), ("3", False), ("3", True)])
def test_a_signal_ends_all_of_it_with_a_sentence(
    jobs: str, hanging: bool, number: signal.Signals, tmp_path: Path
) -> None:
    report = tmp_path / "report.jsonl"
    command = Command(tmp_path, jobs, "-o", str(report), hanging=hanging)
    command.wait_until(int(jobs), hanging)
    command.process.send_signal(number)
    _, told = command.process.communicate(timeout=60)
    assert command.process.returncode == 128 + number
    assert told.decode().startswith("nianbao: ")
    assert len(told.decode().splitlines()) == 1
    assert command.leaves_nothing()
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp" or path == report]


@pytest.mark.whole
@pytest.mark.parametrize(("jobs", "hanging"), [("1", True), ("3", False), ("3", True)])
def test_nothing_of_it_lives_on_when_it_is_killed(jobs: str, hanging: bool, tmp_path: Path) -> None:
    command = Command(tmp_path, jobs, hanging=hanging)
    command.wait_until(int(jobs), hanging)
    command.process.kill()
    command.process.communicate(timeout=60)  # ends only when nobody holds the pipe any more
    assert command.leaves_nothing()


@pytest.mark.whole
def test_a_killed_worker_leaves_no_conversion(tmp_path: Path) -> None:
    command = Command(tmp_path, "2", hanging=True)
    command.wait_until(2, True)
    (before,) = command.temporary.iterdir()
    stat = [(pid, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()) for pid in command.processes()]
    keepers = [pid for pid, _ in stat if b"linter.readers.keeper" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    (keeper,) = keepers
    worker = int(Path(f"/proc/{keeper}/stat").read_text().rpartition(")")[2].split()[1])
    assert worker != command.process.pid
    os.kill(worker, signal.SIGKILL)
    assert _comes_true(lambda: not before.exists(), 10)
    command.process.send_signal(signal.SIGTERM)
    command.process.communicate(timeout=60)
    assert command.leaves_nothing()


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with endings.in_order():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_copy_of_the_process_does_not_go_on_as_it() -> None:
    with endings.in_order():
        child = os.fork()
        if not child:
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                os._exit(1)  # reached when the signal runs through the code around
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM


def test_the_process_itself_ends_through_its_clean_up() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(endings.Ended), endings.in_order():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before
