"""Mistakes that people make in figures, planted into a report: what was written instead of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.figures import APPLICANTS, outcome_rows
from benchmarks.reports import SyntheticReport

Figures = Mapping[str, int]
# A slip makes of the right figures those that are written wrongly, none where it cannot be made.
Slip = Callable[[Random, SyntheticReport], dict[str, int]]
COLUMNS = (*APPLICANTS, "total")
_LOOK_ALIKE = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "3", "9": "8"}


def value_of(report: SyntheticReport, cell: str) -> int:
    return int(str(report.tables[cell]))


def _rows(report: SyntheticReport) -> list[str]:
    return [row.key for block in report.sheets["applications"].blocks for row in block.rows]


def any_cell(rng: Random, report: SyntheticReport) -> str:
    return f"applications/{rng.choice(_rows(report))}/{rng.choice(COLUMNS)}"


def _of_one_cell(change: Callable[[Random, str], str]) -> Slip:
    def slip(rng: Random, report: SyntheticReport) -> dict[str, int]:
        cell = any_cell(rng, report)
        right = value_of(report, cell)
        wrong = int(change(rng, str(right)) or "0")
        return {} if wrong == right else {cell: wrong}

    return slip


def _digit_changed(rng: Random, digits: str) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + rng.choice("0123456789") + digits[at + 1 :]


def _transposed(rng: Random, digits: str) -> str:
    if len(digits) < 2:
        return digits
    at = rng.randrange(len(digits) - 1)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _missing(rng: Random, digits: str) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + digits[at + 1 :] if len(digits) > 1 else digits


def _extra(rng: Random, digits: str) -> str:
    at = rng.randrange(len(digits) + 1)
    return digits[:at] + rng.choice("0123456789") + digits[at:]


def _look_alike(rng: Random, digits: str) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + _LOOK_ALIKE.get(digits[at], digits[at]) + digits[at + 1 :]


def _swapped(rng: Random, report: SyntheticReport) -> dict[str, int]:
    """Two neighbouring figures of a row or of a column."""
    rows = _rows(report)
    row, column = rng.randrange(len(rows) - 1), rng.randrange(len(APPLICANTS) - 1)
    first = f"applications/{rows[row]}/{COLUMNS[column]}"
    if rng.random() < 0.5:
        second = f"applications/{rows[row]}/{COLUMNS[column + 1]}"
    else:
        second = f"applications/{rows[row + 1]}/{COLUMNS[column]}"
    one, other = value_of(report, first), value_of(report, second)
    return {} if one == other else {first: other, second: one}


def _shifted(rng: Random, report: SyntheticReport) -> dict[str, int]:
    """The figures of a row one column to the right, a 0 in front and the last of them lost."""
    row = rng.choice(_rows(report))
    cells = [f"applications/{row}/{column}" for column in APPLICANTS]
    right = [value_of(report, cell) for cell in cells]
    wrong = [0, *right[:-1]]
    return {cell: new for cell, old, new in zip(cells, right, wrong, strict=True) if old != new}


def _next_row(rng: Random, report: SyntheticReport) -> dict[str, int]:
    """Some applications counted under the outcome below their own."""
    rows = outcome_rows(report.sheets["applications"])
    at, column = rng.randrange(len(rows) - 1), rng.choice(APPLICANTS)
    first, second = (f"applications/{row}/{column}" for row in rows[at : at + 2])
    amount = rng.randint(0, value_of(report, first))
    return {first: value_of(report, first) - amount, second: value_of(report, second) + amount} if amount else {}


def _total_left(rng: Random, report: SyntheticReport) -> dict[str, int]:
    """A total from before one of its figures was entered."""
    row = rng.choice(_rows(report))
    part = value_of(report, f"applications/{row}/{rng.choice(APPLICANTS)}")
    total = f"applications/{row}/total"
    return {total: value_of(report, total) - part} if part else {}


ONE_CELL: Mapping[str, Slip] = {
    "a digit changed": _of_one_cell(_digit_changed),
    "digits transposed": _of_one_cell(_transposed),
    "a digit missing": _of_one_cell(_missing),
    "a digit too many": _of_one_cell(_extra),
    "times ten": _of_one_cell(lambda rng, digits: digits + "0"),
    "a look-alike": _of_one_cell(_look_alike),
    "off by one": _of_one_cell(lambda rng, digits: str(int(digits) + 1)),
    "left at 0": _of_one_cell(lambda rng, digits: "0"),
    "any other figure": _of_one_cell(lambda rng, digits: str(rng.randint(0, 500))),
    "a total not updated": _total_left,
}
ONE_CAUSE: Mapping[str, Slip] = {
    "two cells exchanged": _swapped,
    "an amount in the next row": _next_row,
    "a row shifted by a column": _shifted,
}


def several(rng: Random, report: SyntheticReport, count: int) -> dict[str, int]:
    """Independent slips in `count` different cells of table three."""
    found: dict[str, int] = {}
    slips = list(ONE_CELL.values())
    while len(found) < count:
        found |= rng.choice(slips)(rng, report)
    return dict(list(found.items())[:count])
