"""What a survey keeps of a report beside its findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

CellValue = int | float | str | None


class Facts(NamedTuple):
    """`figures` of all tables by address, as `extract` shows them; `is_aggregate`: it says it covers other organs."""

    figures: Mapping[str, CellValue] = {}
    is_aggregate: bool = False
