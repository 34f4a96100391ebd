"""A folder and a program in it that last no longer than whoever asked for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.readers.keeper import Keeper

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
ROOT = Path(__file__).parents[2]


def comes_true(what: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def has_ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def test_the_folder_is_there_and_goes(tmp_path: Path) -> None:
    with Keeper(str(tmp_path)) as keeper:
        folder = Path(keeper.folder)
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o700
        assert keeper.run(["/bin/sh", "-c", "pwd > made"], os.environ, 30)
        assert (folder / "made").read_text() == f"{folder}\n"
    assert not folder.exists()


def test_a_program_that_cannot_be_started_makes_nothing(tmp_path: Path) -> None:
    with Keeper(str(tmp_path)) as keeper:
        assert keeper.run(["/nowhere/at/all"], {}, 30)
        assert os.listdir(keeper.folder) == []
    assert list(tmp_path.iterdir()) == []


def test_no_place_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Keeper(str(tmp_path / "nowhere"))


@pytest.mark.whole
@pytest.mark.parametrize(("seconds", "in_time"), [(0.3, False), (30, True)])
def test_a_program_has_so_long(seconds: float, in_time: bool, tmp_path: Path) -> None:
    with Keeper(str(tmp_path)) as keeper:
        begin = time.monotonic()
        assert keeper.run(["/bin/sleep", "60" if not in_time else "0.6"], {}, seconds) is in_time
        assert time.monotonic() - begin < 30
    assert list(tmp_path.iterdir()) == []


def test_names_of_any_bytes(tmp_path: Path) -> None:
    place = tmp_path / "空 格\n\udcff'\""
    place.mkdir()
    with Keeper(str(place)) as keeper:
        assert keeper.run(["/bin/sh", "-c", "touch x"], {"A": "\udcff", **os.environ}, 30)
        assert os.listdir(keeper.folder) == ["x"]
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("when", ["before", "during"])
def test_whoever_asked_is_killed(when: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    code = (
        "import sys\n"
        "from linter.readers.keeper import Keeper\n"
        f"keeper = Keeper({str(place)!r})\n"
        "print(keeper.folder, flush=True)\n"
        + (
            ""
            if when == "before"
            else f"keeper.run(['/bin/sh', '-c', 'echo $$ > {tmp_path}/pid; sleep 100'], {{}}, 100)\n"
        )
        + "input()\n"
    )
    asker = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert asker.stdout is not None
    folder = Path(asker.stdout.readline().decode().strip())
    assert folder.is_dir()
    pid = 0
    if when == "during":
        assert comes_true(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().endswith("\n"))
        pid = int((tmp_path / "pid").read_text())
        assert not has_ended(pid)
    asker.kill()
    asker.communicate()
    assert comes_true(lambda: not folder.exists())
    assert not pid or comes_true(lambda: has_ended(pid))


def test_a_keeper_that_is_killed_leaves_no_folder(tmp_path: Path) -> None:
    keeper = Keeper(str(tmp_path))
    keeper._process.send_signal(signal.SIGKILL)
    keeper._process.wait()
    assert keeper.run(["/bin/true"], {}, 30)
    keeper.close()
    assert list(tmp_path.iterdir()) == []


def test_signals_for_whoever_asked_do_not_end_it(tmp_path: Path) -> None:
    with Keeper(str(tmp_path)) as keeper:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            keeper._process.send_signal(number)
        assert keeper.run(["/bin/sh", "-c", "touch x"], os.environ, 30)
        assert os.listdir(keeper.folder) == ["x"]
