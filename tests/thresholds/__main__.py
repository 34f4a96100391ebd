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
_ABOVE_RULES = ("accept.", "checks.")  # what is compiled of rules and forms does not depend on these
_PYTEST = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]


def pinned(kept: str) -> dict[str, list[str]]:
    """The tests that claim to pin each threshold, by its id; `kept` is a cache folder that is filled on the way."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "pinned.json")
        command = [*_PYTEST, "--collect-only", "-m", "threshold", "-p", "tests.thresholds.listing"]
        environment = os.environ | {"PINNED": str(place), "NIANBAO_CACHE_DIR": kept}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not place.exists():
            raise SystemExit(done.stdout + done.stderr)
        found: dict[str, list[str]] = json.loads(place.read_text("utf-8"))
        return found


def survives(threshold: Threshold, value: int | float, tests: list[str], kept: str) -> bool:
    """Whether no test fails with another value; `kept` is a cache folder for what it does not change."""
    index = "-" if threshold.place is None else threshold.place
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "THRESHOLD": f"{threshold.module} {threshold.name} {index} {value!r}",
            "NIANBAO_CACHE_DIR": kept if threshold.module.startswith(_ABOVE_RULES) else folder,
        }
        command = [*_PYTEST, "-p", "tests.thresholds.mutant", *tests]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


def main() -> None:
    known = [found for found in thresholds() if not sys.argv[1:] or any(found.id.startswith(a) for a in sys.argv[1:])]
    work = [(found, value) for found in known for value in found.changed()]

    def name(task: tuple[Threshold, int | float]) -> str | None:
        threshold, value = task
        own = tests.get(threshold.id)
        told = f"{threshold.id} = {threshold.value}"
        if not own:
            return f"{told}: no test pins it"
        return f"{told}: no test notices {value}" if survives(threshold, value, own, kept) else None

    with tempfile.TemporaryDirectory() as kept, ThreadPoolExecutor(os.cpu_count()) as pool:
        tests = pinned(kept)
        left = list(dict.fromkeys(filter(None, pool.map(name, work))))
    print(*left, sep="\n")
    print(f"{len(known)} thresholds, {len(work)} changes, {len(left)} not noticed")
    raise SystemExit(bool(left))


if __name__ == "__main__":
    main()
