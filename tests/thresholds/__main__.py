"""Changes every threshold a little up and down, and names those whose change no test notices.

    python -m tests.thresholds [MODULE-OR-CONSTANT ...]

Exit status 1 where there are any.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from tests.thresholds import trial
from tests.thresholds.constants import Threshold, thresholds


def main() -> None:
    known = [found for found in thresholds() if not sys.argv[1:] or any(found.id.startswith(a) for a in sys.argv[1:])]
    context = trial.processes()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NIANBAO_CACHE_DIR"] = folder  # filled by the first run; what is in it follows from no threshold
        tests = trial.pinned(context)

        def name(change: tuple[Threshold, int | float]) -> str | None:
            threshold, value = change
            own = tests.get(threshold.id)
            told = f"{threshold.id} = {threshold.value}"
            if not own:
                return f"{told}: no test pins it"
            return f"{told}: no test notices {value}" if trial.survives(context, threshold, value, own) else None

        work = [(found, value) for found in known for value in found.changed()]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            left = list(dict.fromkeys(filter(None, pool.map(name, work))))
    for line in left:
        print(line)
    print(f"{len(known)} thresholds, {len(work)} changes, {len(left)} not noticed")
    raise SystemExit(bool(left))


if __name__ == "__main__":
    main()
