"""How well wrong figures are found out: errors planted into generated reports, and what `repairs` makes of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.measures import table
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.slips import ONE_CAUSE, ONE_CELL, Slip, several, value_of
from linter import reference
from linter.checks.context import Context
from linter.checks.registry import shipped
from linter.parsing.parser import parse_document
from linter.readers import read

_LAYOUTS = [name for name, layout in LAYOUTS.items() if not layout.lossy]
_TRIES = 40


@dataclass
class Score:
    """What came of the cases of one kind."""

    counts: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> list[str]:
        cases = self.counts["cases"]
        named = ("detected", "right", "wrong", "among", "likely right", "likely wrong")
        shares = [f"{100 * self.counts[key] / cases:.1f} %" for key in named]
        return [
            name,
            str(cases),
            *shares,
            f"{median(self.milliseconds):.2f} ms",
            f"{max(self.milliseconds):.1f} ms",
        ]


def repairs_of(report: SyntheticReport, layout: str) -> tuple[Mapping[str, Any], float]:
    """The `repairs` of a report and the milliseconds that they took, all else done before."""
    drawing = draw(report, layout)
    known = reference.load()
    parsed = parse_document(read(drawing.name, drawing.data), known)
    context = Context(
        parsed,
        known.forms[parsed.regime or "2021"],
        known.forms,
        known.lexicon,
        None,
        "zh",
        known.language,
        shipped().rules,
    )
    _ = context.balances, context.claims
    start = time.perf_counter()
    repairs = context.repairs
    return repairs.as_object(), (time.perf_counter() - start) * 1000


def judge(score: Score, repairs: Mapping[str, Any], truth: Mapping[str, int], milliseconds: float) -> None:
    """Counts one case. `truth` holds the right figures of the cells that are wrong."""
    candidates = [{change["cell"]: change["suggested"] for change in found} for found in repairs["candidates"]]
    score.milliseconds.append(milliseconds)
    score.counts["cases"] += 1
    score.counts["detected"] += repairs["status"] != "consistent"
    score.counts["among"] += truth in candidates
    score.counts[repairs["confidence"] or "none"] += 1
    is_first = bool(candidates) and candidates[0] == truth
    if repairs["status"] == "unique":
        score.counts["right" if is_first else "wrong"] += 1
    elif repairs["confidence"] == "likely":
        score.counts["likely right" if is_first else "likely wrong"] += 1


def _planted(rng: Random, slip: Slip) -> Iterator[tuple[SyntheticReport, dict[str, int], str]]:
    """A report with a slip, if one could be made in one of several tries."""
    for _ in range(_TRIES):
        report = make_report(rng, rng.choice(("2019", "2021")), busy=rng.choice((True, False, None)))
        wrong = slip(rng, report)
        if wrong:
            truth = {cell: value_of(report, cell) for cell in wrong}
            for cell, value in wrong.items():
                report = with_value(report, cell, value)
            yield report, truth, rng.choice(_LAYOUTS)
            return


def evaluate(name: str, slip: Slip, cases: int) -> Score:
    """The score of one kind of slip."""
    score = Score()
    for case in range(cases):
        for report, truth, layout in _planted(Random(f"{name} {case}"), slip):
            repairs, milliseconds = repairs_of(report, layout)
            judge(score, repairs, truth, milliseconds)
    return score


def seeded(cases: int) -> str:
    """A table: kinds of slips, and how often they were found, located and mended rightly."""
    kinds: dict[str, Slip] = {f"1 cell: {name}": slip for name, slip in ONE_CELL.items()}
    kinds |= {f"1 cause: {name}": slip for name, slip in ONE_CAUSE.items()}
    for count in range(1, 7):
        kinds[f"{count} cells at random"] = lambda rng, report, count=count: several(rng, report, count)  # type: ignore[misc]
    rows = [evaluate(name, slip, cases).row(name) for name, slip in kinds.items()]
    header = [
        "kind",
        "cases",
        "detected",
        "unique, right",
        "unique, wrong",
        "truth among",
        "likely, right",
        "likely, wrong",
    ]
    return table(
        f"Seeded errors in table three: {cases} generated reports each, every layout",
        [*header, "median", "longest"],
        rows,
    )
