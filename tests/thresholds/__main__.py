"""Changes every threshold a little up and down, and names those whose change no test notices.

    python -m tests.thresholds [MODULE-OR-CONSTANT ...]

Exit status 1 where there are any.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.thresholds.constants import Threshold, thresholds

_SECONDS = 120  # that the tests of one constant may take
_PYTEST = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]


def pinned() -> dict[str, list[str]]:
    """The tests that claim to pin each threshold, by its id."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "pinned.json")
        command = [*_PYTEST, "--collect-only", "-m", "threshold", "-p", "tests.thresholds.listing"]
        done = subprocess.run(
            command, env=os.environ | {"PINNED": str(place)}, capture_output=True, text=True, check=False
        )
        if not place.exists():
            raise SystemExit(done.stdout + done.stderr)
        found: dict[str, list[str]] = json.loads(place.read_text("utf-8"))
        return found


def survives(threshold: Threshold, value: int | float, tests: list[str]) -> bool:
    """Whether no test fails with another value."""
    index = "-" if threshold.place is None else threshold.place
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "THRESHOLD": f"{threshold.module} {threshold.name} {index} {value!r}",
            "NIANBAO_CACHE_DIR": folder,
        }
        command = [*_PYTEST, "-p", "tests.thresholds.mutant", *tests]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


def main() -> None:
    known = [found for found in thresholds() if not sys.argv[1:] or any(found.id.startswith(a) for a in sys.argv[1:])]
    tests = pinned()
    work = [(found, value) for found in known for value in found.changed()]

    def name(task: tuple[Threshold, int | float]) -> str | None:
        threshold, value = task
        own = tests.get(threshold.id)
        told = f"{threshold.id} = {threshold.value}"
        if not own:
            return f"{told}: no test pins it"
        return f"{told}: no test notices {value}" if survives(threshold, value, own) else None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        left = list(dict.fromkeys(filter(None, pool.map(name, work))))
    print(*left, sep="\n")
    print(f"{len(known)} thresholds, {len(work)} changes, {len(left)} not noticed")
    raise SystemExit(bool(left))


if __name__ == "__main__":
    main()
