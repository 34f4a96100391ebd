"""A survey that is killed again and again and taken up: whether it ends, and with the bytes of one that was not."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.measures import program, table
from benchmarks.office import DONE, spread
from benchmarks.process_trees import tree

_KILLS = 50
_HOSTILE = 50  # one of so many
_SHORTEST = 0.2  # seconds before a kill
_SECOND = 1.0  # a run that gets so long must get on
_MOST_SECONDS = 3600.0
_SUFFIXES = (".csv", ".json", ".xlsx", ".html")


class _Ended(NamedTuple):
    """How a run ended: of itself, or killed."""

    by_itself: bool
    seconds: float


def interrupted(count: int, seed: int = 1) -> str:
    """Survey mixed files of organs, killed fifty times, half of them as a whole, half of them one process of it.

    The moments are spread from 0.2 seconds to what an unbroken run takes, so that there are more short runs than long
    ones. A run that ends in time begins the survey anew, without what was kept.

    Args:
        count: how many files.
        seed: of files and moments.
    """
    if sys.platform != "linux":
        return "interrupted: looks at /proc, which only Linux has\n"
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        spread(place / "reports", count, count // _HOSTILE, rng)
        unbroken, longest = _unbroken(place)
        moments = [_SHORTEST * math.exp(rng.uniform(0, math.log(longest / _SHORTEST))) for _ in range(_KILLS)]
        begin = time.monotonic()
        told = _killed(place, moments, unbroken, rng)
        last = {suffix: _run(place, suffix, place / "broken", None, rng) for suffix in _SUFFIXES}
        seconds = time.monotonic() - begin
        same = {suffix: _out(place, suffix).read_bytes() == unbroken[suffix] for suffix in _SUFFIXES}
    rows = [
        ["kills of all processes", str(told["all"])],
        ["kills of one process", str(told["one"])],
        ["seconds until a kill", f"{min(moments):.1f} to {max(moments):.1f}"],
        ["seconds unbroken", f"{longest:.1f}"],
        ["seconds in all, with what follows the last kill", f"{seconds:.1f}"],
        ["surveys that ended all the same", str(told["ended"])],
        ["outputs that were there and not those of the unbroken one", str(told["other"])],
        ["killed runs of a second or more, those that got on", f"{told['seconds']}, {told['advanced']}"],
        *(
            [f"{suffix[1:]}: the bytes of the unbroken one", "yes" if same[suffix] and last[suffix].by_itself else "no"]
            for suffix in _SUFFIXES
        ),
    ]
    return table(f"Interrupted: a survey of {count:,} mixed files, killed {_KILLS} times", ["what", ""], rows)


def _unbroken(place: Path) -> tuple[dict[str, bytes], float]:
    """What each output should be, and the seconds that a survey takes of which nothing is kept."""
    rng, seconds = Random(0), 0.0
    told = {}
    for suffix in _SUFFIXES:
        ended = _run(place, suffix, place / "whole", None, rng)
        seconds = max(seconds, ended.seconds)
        told[suffix] = _out(place, suffix).read_bytes()
        _out(place, suffix).unlink()
    return told, seconds


def _killed(place: Path, moments: list[float], unbroken: dict[str, bytes], rng: Random) -> Counter[str]:
    """Survey until all kills are done, and count what happened."""
    told = Counter[str]()
    left = list(moments)
    for number in range(_KILLS * _KILLS):
        if not left:
            break
        suffix = _SUFFIXES[number % len(_SUFFIXES)]
        is_all = len(left) % 2 == 0
        before = _kept(place)
        ended = _run(place, suffix, place / "broken", left[-1], rng, is_all)
        out = _out(place, suffix)
        told["other"] += out.exists() and out.read_bytes() != unbroken[suffix]
        if ended.seconds >= left[-1]:
            told["all" if is_all else "one"] += 1
            moment = left.pop()
            if moment >= _SECOND and not ended.by_itself:
                told["seconds"] += 1
                told["advanced"] += _kept(place) > before
        if ended.by_itself:
            told["ended"] += 1
            _store(place).unlink(missing_ok=True)
        out.unlink(missing_ok=True)
    return told


def _kept(place: Path) -> int:
    """How many results are kept."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{_store(place)}?mode=ro", uri=True)) as connection:
        count: int = connection.execute("SELECT count(*) FROM result").fetchone()[0]
        return count
    return 0


def _store(place: Path) -> Path:
    return place / "broken" / "results.sqlite"


def _run(place: Path, suffix: str, cache: Path, moment: float | None, rng: Random, is_all: bool = True) -> _Ended:
    """Survey once, killed after so many seconds: all processes, or one that chance names, after which it may go on."""
    command = [*program(), "survey", "reports", "-o", _out(place, suffix).name, "--resume"]
    begin = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=place,
        env={**os.environ, "NIANBAO_CACHE_DIR": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=moment or _MOST_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            if is_all:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                os.kill(rng.choice(list(tree(process.pid))), signal.SIGKILL)
        _, said = process.communicate(timeout=_MOST_SECONDS)
    by_itself = process.returncode in DONE
    if not by_itself and process.returncode != -signal.SIGKILL:
        raise RuntimeError(f"the survey ended with {process.returncode}: {said.decode(errors='replace')}")
    return _Ended(by_itself, time.monotonic() - begin)


def _out(place: Path, suffix: str) -> Path:
    return place / f"out{suffix}"
