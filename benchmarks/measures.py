"""Time and memory of whole processes, and tables of results."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Command = Sequence[str]
NO_FINDINGS_OR_SOME = (0, 1)

# Linux counts what a process held before it became the program, and that is its parent's memory. This parent
# holds less than any Python that is measured: it imports nothing but what every Python has built in.
_LAUNCHER = """
import posix, sys, time
silence = [(posix.POSIX_SPAWN_OPEN, 1, "/dev/null", posix.O_WRONLY, 0)]
start = time.perf_counter()
child = posix.posix_spawn(sys.argv[1], sys.argv[1:], posix.environ, file_actions=silence)
_, status, usage = posix.wait4(child, 0)
print(time.perf_counter() - start, posix.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
_UNITS_OF_PEAK = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds, and the peak of its own resident memory in MB (0 where unknown).

    Of a process with children the largest one counts.
    """

    seconds: float
    megabytes: float


def run(command: Command) -> Cost:
    """Runs a process to its end with its output thrown away, as a user's would: Python may keep its bytecode.

    Args:
        command: the path of a program, and its arguments.

    Raises:
        RuntimeError: it crashed, or ended with a status other than 0 or 1.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if hasattr(os, "wait4"):
        launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
        launcher = subprocess.run(launched, env=environment, capture_output=True, check=False)
        if launcher.returncode:
            raise RuntimeError(f"{command[0]} cannot be started: {launcher.stderr.decode(errors='replace')}")
        complaint = launcher.stderr
        seconds, status, peak = map(float, launcher.stdout.split())
    else:
        start = time.perf_counter()
        process = subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        seconds, status, peak = time.perf_counter() - start, process.returncode, 0.0
        complaint = process.stderr
    # A crash of Python ends with 1 as well, and soon: it must not pass for a fast run.
    if status not in NO_FINDINGS_OR_SOME or b"Traceback" in complaint:
        raise RuntimeError(f"{command[0]} … ended with {status:.0f}: {complaint.decode(errors='replace')}")
    return Cost(seconds, peak / _UNITS_OF_PEAK)


def medians(
    commands: Mapping[str, Command], rounds: int, before: Mapping[str, Callable[[], None]] | None = None
) -> dict[str, Cost]:
    """The median time and the highest peak of each command, after one run that does not count.

    They take turns, so that a slow moment meets all of them. `before` has what is to be done before a command's runs.
    """
    for command in commands.values():
        run(command)  # writes bytecode and the program's own cache, and warms the disk
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if before and name in before:
                before[name]()
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
