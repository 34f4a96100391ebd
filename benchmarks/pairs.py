"""What it costs to hold reports against those of the year before that are among the same files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from benchmarks.drawing import draw
from benchmarks.figures import APPLICANTS, Value, tables_of
from benchmarks.measures import medians, program, table
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import TABLES, sheet

_YEAR = 2023
_LAYOUT = "pipes"


def of_two_years(rng: Random, organ: str) -> tuple[SyntheticReport, SyntheticReport]:
    """Last year's and this year's report of an organ, in words of their own, with figures that follow on each other."""
    now = tables_of(rng, {name: sheet("2021", name) for name in TABLES})
    reports = ((_YEAR - 1, before(rng, now)), (_YEAR, now))
    last, this = (make_report(rng, organ=organ, year=year, tables=tables, scale=2) for year, tables in reports)
    return last, this


def before(rng: Random, now: Mapping[str, Value]) -> dict[str, Value]:
    """Tables of the year before: balanced, and this year's carry on where they end.

    Args:
        rng: the source of all else.
        now: this year's tables in the form of 2021.
    """
    values = tables_of(rng, {name: sheet("2021", name) for name in TABLES})

    def number(values: Mapping[str, Value], address: str) -> int:
        return int(str(values[address]))

    for column in (*APPLICANTS, "total"):
        cell = "applications/{}/" + column
        forward = number(now, cell.format("carried_over"))
        over = min(number(values, cell.format("carried_over")), forward) if column != "total" else 0
        if column == "total":
            over = sum(number(values, f"applications/carried_over/{applicant}") for applicant in APPLICANTS)
        values[cell.format("carried_forward")], values[cell.format("carried_over")] = forward, over
        values[cell.format("received")] = number(values, cell.format("total")) + forward - over
    for address in values:
        if address.endswith("/in_force"):
            row = address.removesuffix("in_force")
            came = number(now, row + "issued") - number(now, row + "repealed")
            values[address] = number(now, address) - came
    return values


def pairs(folder: Path, count: int, rounds: int) -> str:
    """Reports of two years, of the same organs and of as many different ones."""
    organs: dict[str, Callable[[int], str]] = {
        "same organs": lambda at: f"第{at}区教育局",
        "different organs": lambda at: f"第{at}县教育局",
    }
    rng = Random(1)
    for at in range(count // 2):
        last, this = of_two_years(rng, f"第{at}区教育局")
        for kind, organ in organs.items():
            reports = folder / kind.replace(" ", "-")
            reports.mkdir(exist_ok=True)
            (reports / f"{at:05}-b.txt").write_bytes(draw(this, _LAYOUT).data)
            text = draw(last, _LAYOUT).text.replace(last.organ, organ(at))
            (reports / f"{at:05}-a.txt").write_text(text, "utf-8")
    commands = {
        f"{kind}, {jobs}": [
            *program(),
            *("check", "-f", "concise", *(("--jobs", "1") if jobs == "one process" else ())),
            str(folder / kind.replace(" ", "-")),
        ]
        for jobs in ("one process", "as many as fit")
        for kind in organs
    }
    results = Path(os.environ["NIANBAO_CACHE_DIR"]) / "results.sqlite"
    costs = medians(commands, rounds, dict.fromkeys(commands, lambda: results.unlink(missing_ok=True)))
    rows = [
        [
            name,
            f"{cost.seconds:.2f} s",
            f"{cost.seconds / count * 1000:.2f} ms",
            f"{cost.seconds / costs[name.replace('same', 'different')].seconds:.2f} x",
            f"{cost.megabytes:.0f} MB",
        ]
        for name, cost in costs.items()
    ]
    title = f"Pairs: {count} reports of two years, median of {rounds}"
    return table(title, ["last year's are of", "time", "each", "of those without a pair", "peak"], rows)
