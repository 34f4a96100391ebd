"""A process that serves another one takes no more memory than it may, whatever it began with."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_SERVES = """
import mmap, sys
from linter.readers.orphans import limit_memory

begun_with = mmap.mmap(-1, 1 << 30)
limit_memory(200 << 20)
try:
    bytearray(int(sys.argv[1]) << 20)
except MemoryError:
    print("refused")
"""


@pytest.mark.parametrize(("megabytes", "said"), [(100, ""), (300, "refused\n")])
def test_memory_is_counted_from_what_a_process_begins_with(megabytes: int, said: str) -> None:
    command = [sys.executable, "-c", _SERVES, str(megabytes)]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout == said
