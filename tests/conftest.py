"""The repository itself is importable in tests: `benchmarks` makes the reports that they check."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
