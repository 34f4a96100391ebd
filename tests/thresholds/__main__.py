"""Changes every threshold a little up and down, and names those whose change no test notices.

    python -m tests.thresholds [MODULE-OR-CONSTANT ...]

Exit status 1 where there are any. Each change is tried in a process of its own, forked from this one, which has
imported what takes longest and nothing of the program.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import hypothesis  # noqa: F401
import pytest
import yaml  # noqa: F401

from tests.thresholds.constants import Threshold, thresholds

_TESTS = Path(__file__).parents[1]
_SECONDS = 120  # that the tests of one constant may take
_ABOVE_RULES = ("accept.", "checks.")  # what is compiled of rules and forms does not depend on these
_OPTIONS = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]


class Change(NamedTuple):
    """A threshold with another value, and the tests that claim to pin it.

    `kept` is a cache folder of the program as it is.
    """

    threshold: Threshold
    value: int | float
    tests: list[str]
    kept: str


def pinned(kept: str) -> dict[str, list[str]]:
    """The tests that claim to pin each threshold, by its id; `kept` is a cache folder that is filled on the way."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "pinned.json")
        files = [
            str(file) for file in sorted(_TESTS.rglob("test_*.py")) if "mark.threshold(" in file.read_text("utf-8")
        ]
        command = [
            sys.executable,
            "-m",
            "pytest",
            *_OPTIONS,
            "--collect-only",
            "-p",
            "tests.thresholds.listing",
            *files,
        ]
        environment = os.environ | {"PINNED": str(place), "NIANBAO_CACHE_DIR": kept}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not place.exists():
            raise SystemExit(done.stdout + done.stderr)
        found: dict[str, list[str]] = json.loads(place.read_text("utf-8"))
        return found


def complaint(change: Change) -> str | None:
    """What is wrong with the tests of a threshold; None where one of them fails with the other value."""
    threshold, value, tests, kept = change
    told = f"{threshold.id} = {threshold.value}"
    if not tests:
        return f"{told}: no test pins it"
    index = "-" if threshold.place is None else threshold.place
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nothing:
        os.environ["THRESHOLD"] = f"{threshold.module} {threshold.name} {index} {value!r}"
        os.environ["NIANBAO_CACHE_DIR"] = kept if threshold.module.startswith(_ABOVE_RULES) else folder
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(_SECONDS)
        status = pytest.main([*_OPTIONS, "-p", "tests.thresholds.mutant", *tests])
    return None if status else f"{told}: no test notices {value}"


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    known = [found for found in thresholds() if not sys.argv[1:] or any(found.id.startswith(a) for a in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as kept:
        tests = pinned(kept)
        work = [Change(one, value, tests.get(one.id, []), kept) for one in known for value in one.changed()]
        with get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
            left = list(dict.fromkeys(filter(None, pool.imap(complaint, work, chunksize=1))))
    print(*left, sep="\n")
    print(f"{len(known)} thresholds, {len(work)} changes, {len(left)} not noticed")
    raise SystemExit(bool(left))


if __name__ == "__main__":
    main()
