"""Processes that serve another one end with it, and are bounded."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.readers.pdf import pdfium_process as apart

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "2021-faulty.pdf"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def comes_true(what: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


# A busy process that reads nothing: neither an end of its input nor a signal it heeds would end it.
BUSY = """
import os, sys, time
from linter.readers import orphans
if sys.argv[1] == "looks":
    orphans._asked_of_the_kernel = lambda: False
orphans.end_with_parent()
print(os.getpid(), flush=True)
while True:
    pass
"""
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], sys.argv[2]], stdin=subprocess.DEVNULL)
time.sleep(600)
"""


@pytest.mark.whole
@pytest.mark.parametrize("how", ["kernel", "looks"])
def test_a_busy_process_ends_with_its_parent(how: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, BUSY, how],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not has_ended(child)
    parent.kill()
    parent.wait()
    assert comes_true(lambda: has_ended(child), 20)
    parent.stdout.close()


# A copy of a large process begins with all of its memory; the address space of a new one is small.
SERVES = """
import mmap, sys
from linter.readers.orphans import limit_memory
begun_with = mmap.mmap(-1, 1 << 30)
limit_memory(200 << 20)
try:
    bytearray(int(sys.argv[1]) << 20)
except MemoryError:
    print("refused")
"""


@pytest.mark.whole
@pytest.mark.parametrize(("megabytes", "said"), [(100, ""), (300, "refused\n")])
def test_memory_is_counted_from_what_a_process_begins_with(megabytes: int, said: str) -> None:
    command = [sys.executable, "-c", SERVES, str(megabytes)]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout == said


@pytest.mark.whole
@pytest.mark.skipif(not EXAMPLE.exists(), reason="the example is not there")
def test_a_reader_of_pdf_that_is_ended_from_outside_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = EXAMPLE.read_bytes()
    expected = apart.contents(data)
    send, sent = apart._send, []

    def killing(pipe: object, data: bytes) -> None:
        sent.append(len(data))
        if len(sent) == 1:
            assert apart._running is not None
            apart._running[1].kill()
            apart._running[1].wait()
        send(pipe, data)  # type: ignore[arg-type]

    monkeypatch.setattr(apart, "_send", killing)
    assert apart.contents(data) == expected
    assert len(sent) == 2
