"""Hostile files and killed processes among many good reports: what of the others is lost, and what is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import word
from benchmarks.bad_files import bad_file
from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.measures import program, table
from benchmarks.process_trees import children, resident, tree
from benchmarks.reports import make_report

_HOSTILE = 50  # one of so many
_KILLS = 20
_JOBS = 2
_SHOWN = 5
_WRONG, _WRONG_FIGURE = "applications/granted/person", 9999
_NAMED = ("E001", "E002", "E003", "E004")


def write(folder: Path, count: int, rng: Random) -> frozenset[str]:
    """Write mixed reports into a folder; the names of the hostile ones among them."""
    folder.mkdir()
    layouts = [*(name for name, layout in LAYOUTS.items() if layout.encoding == "utf-8"), *word.LAYOUTS]
    hostile = frozenset(rng.sample(range(count), count // _HOSTILE))
    names = set()
    for number in range(count):
        if number in hostile:
            suffix, data = bad_file(rng)
            name = f"{number:06}-bad{suffix}"
            names.add(name)
        else:
            layout = rng.choice(layouts)
            report = make_report(rng, rng.choice(("2019", "2021")))
            report = with_value(report, _WRONG, _WRONG_FIGURE)  # so that something is found in each that is checked
            drawing = word.draw(report, layout) if layout in word.LAYOUTS else draw(report, layout)
            name, data = f"{number:06}-{drawing.name}", drawing.data
        (folder / name).write_bytes(data)
    return frozenset(names)


class _Outcome(NamedTuple):
    checked: frozenset[str]
    named: frozenset[str]
    order: bool  # whether the results came in the order of the files
    status: int
    complaint: str
    killed: int
    peak: int  # bytes of resident memory of all its processes together
    seconds: float
    processes: int  # that live on
    files: int  # that are left in the temporary folder
    told: bytes  # the whole report
    why: Mapping[str, str]  # what is said of those that are named


def _run(folder: Path, reports: Path, rng: Random, moments: list[float]) -> _Outcome:
    temporary, out = folder / "temporary", folder / "out.jsonl"
    temporary.mkdir(exist_ok=True)
    (Path(os.environ["NIANBAO_CACHE_DIR"]) / "results.sqlite").unlink(missing_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary), "NIANBAO_KILLS": str(folder)}
    command = [*program(), "check", "-f", "jsonl", "--jobs", str(_JOBS), str(reports)]
    begin = time.monotonic()
    with out.open("wb") as stdout:
        process = subprocess.Popen(
            command, env=environment, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True
        )
        watcher = _Killer(process.pid, rng, moments)
        watcher.start()
        complaint = process.communicate()[1]
        watcher.join()
    seconds = time.monotonic() - begin
    time.sleep(2)
    named: dict[str, str] = {}
    checked: set[str] = set()
    names: list[str] = []
    for line in out.read_text("utf-8").splitlines():
        entry = json.loads(line)
        name = Path(entry["path"]).name
        if not names or names[-1] != name:
            names.append(name)
        if entry.get("error", {}).get("code") in _NAMED:
            named[name] = entry["error"]["message"]
        elif entry.get("code", "").startswith("A"):
            checked.add(name)
    return _Outcome(
        frozenset(checked),
        frozenset(named),
        names == sorted(set(names)),
        process.returncode,
        complaint.decode("utf-8", "replace"),
        watcher.killed,
        watcher.peak,
        seconds,
        sum(1 for _ in _processes(f"NIANBAO_KILLS={folder}")),
        len(list(temporary.iterdir())),
        out.read_bytes(),
        named,
    )


class _Killer(threading.Thread):
    """Kills a worker at random moments, and adds up the memory of all processes."""

    def __init__(self, pid: int, rng: Random, moments: list[float]) -> None:
        super().__init__(daemon=True)
        self._pid, self._rng = pid, rng
        self._moments = sorted(moments, reverse=True)
        self.killed = self.peak = 0

    def run(self) -> None:
        begin = time.monotonic()
        while processes := list(tree(self._pid)):
            self.peak = max(self.peak, sum(map(resident, processes)))
            workers = list(children(self._pid))
            if self._moments and workers and time.monotonic() - begin >= self._moments[-1]:
                with suppress(ProcessLookupError):
                    os.kill(self._rng.choice(workers), signal.SIGKILL)
                    self.killed += 1
                    self._moments.pop()
            time.sleep(0.02)


def _processes(mark: str) -> Iterator[int]:
    """The processes that have something in their environment."""
    for path in Path("/proc").iterdir():
        try:
            if mark.encode() in (path / "environ").read_bytes().split(b"\0"):
                yield int(path.name)
        except (OSError, ValueError):
            continue


def kills(count: int, seed: int = 1) -> str:
    """Check many files, one of fifty hostile, in two processes that are killed at twenty random moments.

    They are checked undisturbed before, which tells how long it takes and what must come out.

    Args:
        count: how many files.
        seed: of files and moments.
    """
    if sys.platform != "linux":
        return "kills: looks at /proc, which only Linux has\n"
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        reports = Path(name) / "reports"
        hostile = write(reports, count, rng)
        good = frozenset(os.listdir(reports)) - hostile
        undisturbed = _run(Path(name), reports, rng, [])
        moments = [rng.uniform(0, undisturbed.seconds) for _ in range(_KILLS)]
        done = _run(Path(name), reports, rng, moments)
    rows = [
        ["good ones checked", f"{len(good & done.checked):,} of {len(good):,}"],
        ["bad ones named", f"{len(hostile & done.named):,} of {len(hostile):,}"],
        ["wrongly named", f"{len(good & done.named):,}"],
        ["without a result", f"{len((good | hostile) - done.checked - done.named):,}"],
        ["in order", "yes" if done.order else "no"],
        ["exit status", str(done.status)],
        ["on standard error", f"{len(done.complaint.splitlines())} lines"],
        ["processes killed", str(done.killed)],
        ["processes left", str(done.processes)],
        ["temporary files left", str(done.files)],
        ["peak memory, all processes", f"{done.peak / 1e6:,.0f} MB"],
        ["seconds", f"{done.seconds:.1f}"],
        ["seconds undisturbed", f"{undisturbed.seconds:.1f}"],
        ["the same report as undisturbed", "yes" if done.told == undisturbed.told else "no"],
    ]
    rows += [["not named", each] for each in sorted(hostile - done.named)[:_SHOWN]]
    rows += [[f"not checked: {each}", done.why.get(each, "")] for each in sorted(good - done.checked)[:_SHOWN]]
    return table(f"Kills: {count:,} files, {len(hostile):,} of them hostile, {_JOBS} processes", ["what", ""], rows)
