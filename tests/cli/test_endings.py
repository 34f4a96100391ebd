"""A process that leaves as it is has done what was to be done at its end."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.places import TOP

LEAVE = "import atexit, sys; atexit.register(print, 'at the end'); from linter.cli.endings import leave\n"
OBJECT = "class Told:\n    def __del__(self): print('taken apart')\ntold = Told()\n"
THREAD = "import threading, time; threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()\n"


def left(code: str) -> tuple[int, list[str], str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, check=False)
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


@pytest.mark.parametrize("status", [0, 3])
def test_what_is_written_and_what_libraries_want_is_done(status: int) -> None:
    code = f"{LEAVE}print('said'); print('told', file=sys.stderr, end=''); leave({status})"
    assert left(code) == (status, ["said", "at the end"], "told")


def test_nothing_is_taken_apart() -> None:
    assert left(f"{LEAVE}{OBJECT}leave(0)") == (0, ["at the end"], "")
    assert left(f"{LEAVE}{OBJECT}sys.exit(0)") == (0, ["at the end", "taken apart"], "")


def test_other_threads_come_to_their_end() -> None:
    assert left(f"{LEAVE}{THREAD}leave(3)") == (3, ["thread", "at the end"], "")


def test_a_command_leaves_so_and_whoever_calls_the_command_line_goes_on() -> None:
    begun = f"{LEAVE}{OBJECT}sys.argv = ['nianbao', '--version']; import linter.__main__ as program\n"
    status, (version, *rest), _ = left(f"{begun}program.command()")
    assert (status, rest) == (0, ["at the end"])
    caught = f"{begun}try: program.main()\nexcept SystemExit: print('goes on')"
    assert left(caught) == (0, [version, "goes on", "at the end", "taken apart"], "")
