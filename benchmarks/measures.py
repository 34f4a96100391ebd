"""Time and memory of whole processes, and tables of results."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Command = Sequence[str]
NO_FINDINGS_OR_SOME = (0, 1)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds, and the peak of its resident memory in MB (0 where unknown).

    A peak below that of the measuring process itself cannot be seen: a child starts as its copy.
    """

    seconds: float
    megabytes: float


def run(command: Command) -> Cost:
    """Runs a process to its end with its output thrown away.

    Raises:
        RuntimeError: it crashed, or ended with a status other than 0 or 1.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        complaint = process.stderr.read()
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            megabytes = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        else:
            process.wait()
            megabytes = 0.0
    seconds = time.perf_counter() - start
    # A crash of Python ends with 1 as well, and soon: it must not pass for a fast run.
    if process.returncode not in NO_FINDINGS_OR_SOME or b"Traceback" in complaint:
        raise RuntimeError(f"{command[0]} … ended with {process.returncode}: {complaint.decode(errors='replace')}")
    return Cost(seconds, megabytes)


def medians(commands: Mapping[str, Command], rounds: int) -> dict[str, Cost]:
    """The median cost of each command; they take turns, so that a slow moment meets all of them."""
    for command in commands.values():
        run(command)  # warms the disk and the program's own cache
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command))
    return {
        name: Cost(median(cost.seconds for cost in each), max(cost.megabytes for cost in each))
        for name, each in costs.items()
    }


def program() -> list[str]:
    """The command line that starts the program: its console script beside this Python, else the module."""
    script = Path(sys.executable).with_name("nianbao.exe" if sys.platform == "win32" else "nianbao")
    return [str(script)] if script.exists() else [sys.executable, "-m", "linter"]


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a title, the first column to the left and the others to the right."""
    widths = [max(len(line[at]) for line in (header, *rows)) for at in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join([first, *others]).rstrip()

    return "\n".join([title, line(header), "  ".join("-" * width for width in widths), *map(line, rows), ""])
