"""Processes with all that they started, and the memory they hold, as Linux tells it under /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def children(pid: int) -> Iterator[int]:
    """What a process has started."""
    try:
        yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except OSError:
        return


def tree(pid: int) -> Iterator[int]:
    """A process, and all that it started."""
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
    except OSError:
        return
    yield pid
    for child in children(pid):
        yield from tree(child)


def resident(pid: int) -> int:
    """The bytes of memory that a process holds itself."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
