"""The survey of an office: mixed reports of many organs and years, with hostile files among them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import word
from benchmarks.bad_files import bad_file
from benchmarks.drawing import draw, layouts_of
from benchmarks.measures import program, table
from benchmarks.printed import OFD_PRINTS, PRINTS, print_report
from benchmarks.process_trees import resident, tree
from benchmarks.reports import SyntheticReport, make_report

_YEARS = (2020, 2021, 2022, 2023)
_PROVINCE = 150_000  # reports
_SAMPLE = 4  # one of so many files is surveyed before, so that growth of memory shows
_SECONDS_BETWEEN_LOOKS = 0.1
DONE = (0, 1, 2)
"""How a survey may end: files that cannot be read make the status 2."""


def _drawn(layouts: list[str]) -> Callable[[SyntheticReport, Random], tuple[str, bytes]]:
    def make(report: SyntheticReport, rng: Random) -> tuple[str, bytes]:
        layout = rng.choice(layouts)
        drawing = word.draw(report, layout) if layout in word.LAYOUTS else draw(report, layout)
        return Path(drawing.name).suffix, drawing.data

    return make


def _printed(layouts: list[str]) -> Callable[[SyntheticReport, Random], tuple[str, bytes]]:
    def make(report: SyntheticReport, rng: Random) -> tuple[str, bytes]:
        made = print_report(report, rng.choice(layouts))
        return Path(made.name).suffix, made.data

    return make


_FORMATS = {  # how many of twenty come in it
    _drawn(list(word.LAYOUTS)): 9,
    _printed(list(PRINTS)): 4,
    _drawn(layouts_of("html")): 3,
    _drawn(layouts_of("text")): 2,
    _drawn(layouts_of("markdown")): 1,
    _printed(list(OFD_PRINTS)): 1,
}


class Office(NamedTuple):
    """What lies in a folder: the reports by organ and year, and the paths of the hostile files."""

    reports: frozenset[tuple[str, int]]
    bad: frozenset[str]


class Surveyed(NamedTuple):
    """What came of a survey.

    `busy` are seconds of processor time; `peak` is the most memory of all its processes together, `parent` of the first
    one alone, which grows with the files, both in bytes; `told` is its JSON.
    """

    seconds: float
    busy: float
    peak: int
    parent: int
    told: dict[str, list[dict[str, object]]]


def spread(folder: Path, count: int, bad: int, rng: Random) -> Office:
    """Write `count` files into the folders of organs, `bad` of which are hostile."""
    hostile = frozenset(rng.sample(range(count), bad))
    reports: set[tuple[str, int]] = set()
    paths: set[str] = set()
    for number in range(count):
        organ, year = f"江沅市云岫县第{number // len(_YEARS) + 1}街道办事处", _YEARS[number % len(_YEARS)]
        if number in hostile:
            suffix, data = bad_file(rng)
        else:
            reports.add((organ, year))
            report = make_report(rng, "2021" if year >= 2021 else "2019", organ=organ, year=year)
            (make,) = rng.choices(list(_FORMATS), list(_FORMATS.values()))
            suffix, data = make(report, rng)
        path = folder / organ / f"{year}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if number in hostile:
            paths.add(str(path))
    return Office(frozenset(reports), frozenset(paths))


def survey(folder: Path, out: Path) -> Surveyed:
    """Survey a folder of which no results are kept.

    Raises:
        RuntimeError: the survey failed.
    """
    (Path(os.environ["NIANBAO_CACHE_DIR"]) / "results.sqlite").unlink(missing_ok=True)
    command = [*program(), "survey", str(folder), "-o", str(out)]
    begin, busy, peak, parent = time.monotonic(), _busy(), 0, 0
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    while process.poll() is None:
        peak = max(peak, sum(map(resident, tree(process.pid))))
        parent = max(parent, resident(process.pid))
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    seconds, busy = time.monotonic() - begin, _busy() - busy
    complaint = process.communicate()[1]
    if process.returncode not in DONE or not out.exists():
        raise RuntimeError(f"the survey ended with {process.returncode}: {complaint.decode(errors='replace')}")
    return Surveyed(seconds, busy, peak, parent, json.loads(out.read_text("utf-8")))


def _busy() -> float:
    """Seconds of processor time of all processes that this one has waited for, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system


def office(folder: Path, count: int, bad: int, seed: int = 1) -> str:
    """Draw an office, survey a part of it and the whole, and reckon what a province would take.

    Args:
        folder: for the files.
        count: of files.
        bad: how many of them are hostile.
        seed: of all chance.
    """
    if sys.platform != "linux":
        return "office: looks at /proc, which only Linux has\n"
    begin = time.monotonic()
    part = max(1, count // _SAMPLE)
    spread(folder / "part", part, min(part, bad // _SAMPLE), Random(seed))
    drawn = spread(folder / "office", count, bad, Random(seed))
    drawing = time.monotonic() - begin
    less, all_ = survey(folder / "part", folder / "part.json"), survey(folder / "office", folder / "office.json")
    told = all_.told
    found = {(row["organ"], row["year"]) for row in told["rows"] if row["files"] and row["status"] != "unreadable"}
    named = {str(entry["path"]) for entry in told["unreadable"]}
    unknown = set(map(str, told["unknown"]))
    slope = max(0.0, (all_.parent - less.parent) / max(1, count - part))
    province = all_.peak + slope * max(0, _PROVINCE - count)
    shared = all_.busy / (os.cpu_count() or 1)
    rows = [
        ["files drawn, hostile ones among them", f"{count:,}", f"{bad:,}"],
        ["reports found, of those drawn", f"{len(found & drawn.reports):,}", f"{len(drawn.reports):,}"],
        ["rows of reports that nobody drew", f"{len(found - drawn.reports):,}", "0"],
        ["hostile files named as not read", f"{len(named & drawn.bad):,}", f"{len(drawn.bad):,}"],
        ["hostile files named as nobody's", f"{len(unknown & drawn.bad):,}", ""],
        ["others named as not read or nobody's", f"{len((named | unknown) - drawn.bad):,}", "0"],
        ["seconds, a file", f"{all_.seconds:.1f} s", f"{all_.seconds / count * 1000:.2f} ms"],
        ["seconds of processor time, a file", f"{all_.busy:.1f} s", f"{all_.busy / count * 1000:.2f} ms"],
        ["peak memory of all processes", f"{all_.peak / 1e6:.0f} MB", f"{less.peak / 1e6:.0f} MB of {part:,}"],
        ["peak memory of the first one", f"{all_.parent / 1e6:.0f} MB", f"{less.parent / 1e6:.0f} MB of {part:,}"],
        [
            f"{_PROVINCE:,} files: by the clock, by processor time",
            _minutes(all_.seconds, count),
            _minutes(shared, count),
        ],
        [f"{_PROVINCE:,} files: peak memory", f"{province / 1e6:.0f} MB", ""],
    ]
    title = f"Office: nianbao survey on {os.cpu_count()} cores, drawn in {drawing:.0f} s"
    return table(title, ["what", "", "of, each"], rows)


def _minutes(seconds: float, count: int) -> str:
    """What a province would take, if so many files took so long."""
    return f"{seconds / count * _PROVINCE / 60:.0f} min"
