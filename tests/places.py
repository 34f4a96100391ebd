"""Where things lie that tests read."""

from __future__ import annotations

from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
EXAMPLES = TOP / "examples"
RULE_EXAMPLES = TOP / "rules" / "examples"
SHARED = TOP.parent / "shared"  # samples and seeds that are no part of the repository: tests skip where they are absent
SAMPLES = SHARED / "samples"
SEEDS = SHARED / "seeds"
CASES = SHARED / "cases" / "files"
