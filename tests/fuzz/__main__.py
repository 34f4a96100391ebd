"""`python -m tests.fuzz`: runs kinds of inputs for some minutes and tells what failed; the exit status is 1 then."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from unittest import mock

import click

from benchmarks.measures import table
from linter.readers import convert
from tests.fuzz import failures, supervision
from tests.fuzz.failures import Failure
from tests.fuzz.kinds import Kind, drawn, shipped_kinds
from tests.fuzz.supervision import Limits, Outcome


@click.command()
@click.option("--minutes", type=float, help="For how long; without it, until the seeds end.")
@click.option("--kind", "names", multiple=True, help="Only this kind; may be repeated.")
@click.option("--seed", type=int, default=0, help="The first seed, those after it follow [0].")
@click.option(
    "--seeds", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of seeds: 7 or 0-99."
)
@click.option("--once", is_flag=True, help="Only the first seed.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Processes [1].")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Where inputs that fail are saved.")
@click.option("--replay", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An input that was saved.")
@click.option("--engine", type=click.Choice(("own", "atheris")), default="own", help="atheris, where it is installed.")
def main(
    minutes: float | None,
    names: tuple[str, ...],
    seed: int,
    seeds: Path | None,
    once: bool,
    jobs: int,
    keep: Path | None,
    replay: Path | None,
    engine: str,
) -> None:
    """Give the program mutated input, and tell what it does not bear."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # processes and folders are put away
    kinds = shipped_kinds()
    unknown = [name for name in names if name not in kinds]
    if unknown:
        raise click.UsageError(f"no such kind: {unknown[0]}; there are {', '.join(kinds)}")
    names = names or tuple(kinds)
    with (
        tempfile.TemporaryDirectory(prefix="fuzz-cache-") as cache,
        mock.patch.dict(os.environ, NIANBAO_CACHE_DIR=cache),
        mock.patch.object(convert, "program", return_value=None),  # LibreOffice is another program
    ):
        _prepare()
        if engine == "atheris":
            from tests.fuzz import coverage

            coverage.run(kinds[names[0]], names[0], minutes)
            return
        if replay is not None:
            asked: Iterator[supervision.Asked] = iter([failures.kept(replay)])
        else:
            chosen = [seed] if once else _seeds(seeds) if seeds else count(seed)
            end = None if minutes is None else time.monotonic() + 60 * minutes
            asked = _until(((name, number) for number in chosen for name in names), end)
        status = _report(kinds, supervision.run(kinds, asked, jobs, Limits()), keep)
    sys.exit(status)


def _prepare() -> None:
    """Compile what is compiled once, before the processes are made from this one."""
    from linter import reference
    from linter.checks.registry import shipped
    from linter.engine.lint import Options, lint_bytes
    from tests.fuzz import material

    for file in material.files(".md")[:3]:
        lint_bytes(file.name, file.data, shipped(), Options())
    reference.load()
    material.words()


def _seeds(file: Path) -> list[int]:
    """The seeds that a file lists, one or a range a line; # begins a comment."""
    found: list[int] = []
    for line in file.read_text("utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            first, _, last = entry.partition("-")
            found += range(int(first), int(last or first) + 1)
    return found


def _until(asked: Iterator[supervision.Asked], end: float | None) -> Iterator[supervision.Asked]:
    for one in asked:
        if end is not None and time.monotonic() >= end:
            return
        yield one


def _report(kinds: dict[str, Kind], outcomes: Iterator[Outcome], keep: Path | None) -> int:
    """Tell each new failure as it comes and all of them in a table; the exit status."""
    inputs: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    sorts: dict[str, Counter[str]] = {}
    known: Counter[tuple[str, str]] = Counter()
    try:
        for outcome in outcomes:
            inputs[outcome.kind] += 1
            seconds[outcome.kind] += outcome.seconds  # type: ignore[assignment]
            if outcome.failure is None:
                continue
            sorts.setdefault(outcome.kind, Counter())[outcome.failure.sort] += 1
            known[outcome.failure.key] += 1
            if known[outcome.failure.key] == 1:
                keep = keep or Path(tempfile.mkdtemp(prefix="fuzz-failures-"))
                _tell(kinds, outcome, outcome.failure, keep)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
    click.echo(_table(inputs, seconds, sorts))
    for (sort, place), number in known.most_common():
        click.echo(f"{number:6} × {sort} at {place}")
    if known:
        click.echo(f"inputs that failed: {keep}")
    return int(bool(known))


def _tell(kinds: dict[str, Kind], outcome: Outcome, failure: Failure, keep: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = os.getcwd()
        os.chdir(folder)
        try:
            case = drawn(kinds, outcome.kind, outcome.seed)
        finally:
            os.chdir(home)
    file = failures.keep(keep, case, failure)
    click.echo(
        f"{outcome.kind} {outcome.seed}: {failure.sort} at {failure.place}: python -m tests.fuzz --replay {file}"
    )


def _table(inputs: Counter[str], seconds: Counter[str], sorts: dict[str, Counter[str]]) -> str:
    rows: list[Sequence[str]] = []
    for name, number in inputs.items():
        told = ", ".join(f"{sort} {times}" for sort, times in sorted(sorts.get(name, Counter()).items()))
        rows.append((name, str(number), told or "none", f"{number / max(seconds[name], 0.001):.0f}/s"))
    rows.append(("all", str(inputs.total()), str(sum(found.total() for found in sorts.values())), ""))
    return table("fuzzing", ("kind", "inputs", "failures", "speed"), rows)


if __name__ == "__main__":
    main(prog_name="python -m tests.fuzz")
