"""The program beside linters of text that npm has: one report, and a folder of them, in the same run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.measures import Command, medians, program, table

_PEERS: dict[str, tuple[str, ...]] = {  # by the name of the package: its program, and what comes before the files
    "autocorrect-node": ("autocorrect", "--lint"),
    "markdownlint-cli": ("markdownlint",),
}
_OURS = "nianbao check"


def peers(folder: Path, report: Path, reports: Path, rounds: int, forget: Callable[[], None]) -> str:
    """Install the peers and measure each beside the program. They look at punctuation and at marks, not at reports.

    Args:
        folder: for the peers.
        report: one report in Markdown.
        reports: a folder of many.
        rounds: how often each command is run; the median counts.
        forget: what lets the next run of the program find no results of an earlier one.

    Raises:
        RuntimeError: one of them ended badly.
    """
    npm = shutil.which("npm")
    if npm is None:
        return "peers: npm is not installed\n"
    install = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), *_PEERS]
    if subprocess.run(install, check=False, capture_output=True).returncode:
        return "peers: npm could not install them\n"
    programs = folder / "node_modules" / ".bin"
    commands = {name: (str(programs / words[0]), *words[1:]) for name, words in _PEERS.items()}
    ours = (*program(), "check", "-f", "concise")
    every = sorted(str(path) for path in reports.iterdir())
    one = {name: (*command, str(report)) for name, command in {_OURS: ours, **commands}.items()}
    many = {_OURS: (*ours, str(reports)), **{name: (*command, *every) for name, command in commands.items()}}
    return "\n".join(
        (
            _measured(f"One report of {report.stat().st_size:,} bytes", one, rounds, forget),
            _measured(f"{len(every):,} reports", many, min(rounds, 3), forget),
        )
    )


def _measured(title: str, commands: Mapping[str, Command], rounds: int, forget: Callable[[], None]) -> str:
    costs = medians(commands, rounds, {_OURS: forget})
    ours = costs[_OURS].seconds
    rows = [
        [name, f"{cost.seconds * 1000:,.0f} ms", f"{ours / cost.seconds:.2f}", f"{cost.megabytes:.0f} MB"]
        for name, cost in costs.items()
    ]
    return table(f"{title}: median of {rounds}", ["command", "time", "ours to it", "peak"], rows)
