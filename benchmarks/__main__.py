"""What the program costs: `python -m benchmarks` prints cold start, throughput, what pairs of years cost, growth,
hostile input, the reading of sentences, how well planted errors are found out, and what killed processes cost;
`--part office` surveys what an office collects, `--part peers` sets the program beside other linters of text.

Every figure stands beside what the same work costs without the program or at another size, measured in the same
run: absolute times drift with the machine, ratios hold.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

import click

from benchmarks import word
from benchmarks.drawing import LAYOUTS, draw
from benchmarks.hostile import hostile
from benchmarks.interrupted import interrupted
from benchmarks.kills import kills
from benchmarks.marks import Drawing
from benchmarks.measures import medians, program, table
from benchmarks.office import office
from benchmarks.paged import paged
from benchmarks.pairs import pairs
from benchmarks.peers import peers
from benchmarks.reports import make_report
from benchmarks.scale import scale
from benchmarks.seeded import seeded
from linter import reference
from linter.parsing.parser import parse_document
from linter.prose.claims import Reader
from linter.prose.passages import passages
from linter.readers import read

_HERE = os.getcwd()
_COLD_START_SIZE = 20_000
_FILES_OF_A_HOOK = 10
_READ_ONLY = "import pathlib, sys\nfor path in pathlib.Path(sys.argv[1]).iterdir(): path.read_bytes().decode('utf-8')"
_PARSE_ONLY = """
import html.parser, pathlib, sys
for path in pathlib.Path(sys.argv[1]).iterdir():
    parser = html.parser.HTMLParser(convert_charrefs=False)
    parser.feed(path.read_bytes().decode("utf-8"))
    parser.close()
"""
_TREE_ONLY = """
import pathlib, sys, zipfile
from xml.etree import ElementTree
for path in pathlib.Path(sys.argv[1]).iterdir():
    ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
"""
_BARE_WORK = {
    "text": ("read and decode", _READ_ONLY),
    "html": ("html.parser, no handler", _PARSE_ONLY),
    "docx": ("zipfile and ElementTree", _TREE_ONLY),
}


def _python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def cold_start(folder: Path, rounds: int) -> str:
    """One 20 KB report, the whole process, against Python and the libraries alone; and ten usual ones, as in a hook.

    Bytecode and the compile cache are there, but for `--no-cache`: so starts who has just installed it.
    """
    report = folder / "report.txt"
    data = _text_report_of(_COLD_START_SIZE)
    report.write_bytes(data)
    check = [*program(), "check", "-f", "concise", str(report)]
    _write_reports(folder / "hook", _throughput_layouts("text"), _FILES_OF_A_HOOK)
    staged = [str(file) for file in sorted((folder / "hook").iterdir())]
    costs = medians(
        {
            "python -c pass": _python("pass"),
            "import click": _python("import click"),
            "import click, lark": _python("import click, lark"),
            "nianbao --version": [*program(), "--version"],
            "nianbao check": check,
            "nianbao check, a usual report": [*check[:-1], staged[0]],
            f"nianbao check, {_FILES_OF_A_HOOK} of them": [*check[:-1], *staged],
            "the very first start (--no-cache)": [*check, "--no-cache"],
        },
        rounds,
    )
    base = costs["python -c pass"].seconds
    rows = [
        [
            name,
            f"{cost.seconds * 1000:.0f} ms",
            f"{(cost.seconds - base) * 1000:+.0f} ms",
            f"{cost.megabytes:.0f} MB",
        ]
        for name, cost in costs.items()
    ]
    return table(
        f"Cold start: one report of {len(data):,} bytes, whole process, median of {rounds}",
        ["command", "time", "over python", "peak"],
        rows,
    )


def beside_peers(folder: Path, count: int, rounds: int) -> str:
    """The same report and many in Markdown, checked by the program and by other linters."""
    report = folder / "report.md"
    report.write_bytes(_text_report_of(_COLD_START_SIZE))
    _write_reports(folder / "reports", _throughput_layouts("markdown"), count)
    return peers(folder / "peers", report, folder / "reports", rounds, _forget_results)


def _text_report_of(size: int) -> bytes:
    """The shortest report of at least `size` bytes."""
    reports = (draw(make_report(Random(1), scale=scale), "pipes").data for scale in itertools.count(1))
    return next(data for data in reports if len(data) >= size)


def _write_reports(folder: Path, layouts: Sequence[str], count: int) -> int:
    """Writes `count` different UTF-8 reports, in turn in each layout, and returns their size in bytes.

    No two are of one organ and of years that follow each other: by chance there would be more such than in any folder.
    """
    folder.mkdir()
    total = at = 0
    written: set[tuple[str, int]] = set()
    for seed in itertools.count():
        if at == count:
            break
        rng = Random(seed)
        report = make_report(rng, rng.choice(("2019", "2021")), scale=rng.randint(1, 4))
        if {(report.organ, report.year - 1), (report.organ, report.year + 1)} & written:
            continue
        written.add((report.organ, report.year))
        layout = layouts[at % len(layouts)]
        drawing = word.draw(report, layout) if layout in word.LAYOUTS else draw(report, layout)
        (folder / f"{at:05}-{drawing.name}").write_bytes(drawing.data)
        total += len(drawing.data)
        at += 1
    return total


def _throughput_layouts(format: str) -> list[str]:
    if format == "docx":
        return list(word.LAYOUTS)
    return [name for name, layout in LAYOUTS.items() if layout.format == format and layout.encoding == "utf-8"]


def _forget_results() -> None:
    """The next run finds the compiled rules, but no result of an earlier one."""
    (Path(os.environ["NIANBAO_CACHE_DIR"]) / "results.sqlite").unlink(missing_ok=True)


def throughput(folder: Path, count: int, rounds: int) -> str:
    """Many different reports in one command, and once more, against reading or parsing the same files and no more."""
    rows: list[list[str]] = []
    sizes: list[str] = []
    for format, (bare_name, bare_code) in _BARE_WORK.items():
        reports = folder / format
        total = _write_reports(reports, _throughput_layouts(format), count)
        sizes.append(f"{format} {total / count / 1000:.0f} KB each")
        check = [*program(), "check", "-f", "concise", str(reports)]
        costs = medians(
            {
                bare_name: _python(bare_code, str(reports)),
                "nianbao --jobs 1": [*check, "--jobs", "1"],
                "nianbao": check,
                "nianbao, again": check,
            },
            rounds,
            dict.fromkeys(("nianbao --jobs 1", "nianbao"), _forget_results),
        )
        base = costs[bare_name].seconds
        rows += [
            [
                f"{format}: {name}",
                f"{cost.seconds:.2f} s",
                f"{count / cost.seconds:.0f}/s",
                f"{cost.seconds / count * 1000:.2f} ms",
                f"{cost.seconds / base:.1f} x",
                f"{cost.megabytes:.0f} MB",
            ]
            for name, cost in costs.items()
        ]
    return table(
        f"Throughput: {count} different reports ({', '.join(sizes)}), median of {rounds}",
        ["work", "time", "reports", "each", "of bare", "peak"],
        rows,
    )


def _prose_of(size: int) -> Drawing:
    """A report of about `size` bytes with ever more prose."""
    one, two = (len(draw(make_report(Random(3), scale=scale), "pipes").data) for scale in (10, 20))
    scale = max(1, 10 + 10 * (size - one) // (two - one))
    return draw(make_report(Random(3), scale=scale), "pipes")


def _tables_of(layout: str) -> Callable[[int], bytes]:
    def of(size: int) -> bytes:
        """A report of about `size` bytes whose table of part three comes again and again at its end."""
        drawing = draw(make_report(Random(3), busy=True), layout)
        begin = drawing.places["part:applications"][0][1]
        end = drawing.places["part:disputes"][0][0]
        piece = drawing.text[begin:end]
        if drawing.format == "html":
            piece = piece[piece.index("<table") : piece.index("</table>") + len("</table>")]
        else:
            piece = piece.rpartition("\n")[0]
        piece = "\n" + piece.strip("\n") + "\n"
        cut = drawing.text.index("</body>") if drawing.format == "html" else len(drawing.text)
        times = max(0, round((size - len(drawing.data)) / len(piece.encode())))
        return (drawing.text[:cut] + piece * times + drawing.text[cut:]).encode()

    return of


def growth(folder: Path, sizes: Iterable[int], rounds: int) -> str:
    """One report ten times larger each time: how time and memory follow."""
    kinds: dict[str, tuple[str, Callable[[int], bytes]]] = {
        "prose, text": ("txt", lambda size: _prose_of(size).data),
        "tables, text": ("txt", _tables_of("pipes")),
        "tables, html": ("html", _tables_of("html")),
    }
    idle = medians({"idle": [*program(), "--version"]}, rounds)["idle"]
    rows: list[list[str]] = []
    for kind, (suffix, make) in kinds.items():
        before: tuple[int, float] | None = None
        for size in sizes:
            path = folder / f"growth.{suffix}"
            path.write_bytes(make(size))
            length = path.stat().st_size
            cost = medians({"check": [*program(), "check", "-f", "concise", str(path)]}, rounds)["check"]
            net = cost.seconds - idle.seconds
            ratio = ""
            if before is not None:
                ratio = f"{length / before[0]:.1f} x -> {cost.seconds / before[1]:.1f} x"
            rows.append(
                [
                    f"{kind}, {length / 1000:,.0f} KB",
                    f"{cost.seconds:.3f} s",
                    f"{net / length * 1e9:.0f} ns",
                    ratio,
                    f"{cost.megabytes:.0f} MB",
                ]
            )
            before = (length, cost.seconds)
    return table(
        f"Growth: one report, median of {rounds} (idle: {idle.seconds:.3f} s, {idle.megabytes:.0f} MB)",
        ["report", "time", "per byte", "size -> time", "peak"],
        rows,
    )


def claims(rounds: int) -> str:
    """How fast sentences are read: the claims of generated prose, in this process."""
    known = reference.load()
    reports = [
        parse_document(read("report.md", draw(make_report(Random(seed), scale=4), "markdown").data), known)
        for seed in range(100)
    ]
    seconds: list[float] = []
    told = letters = 0
    for _ in range(rounds):
        start = time.perf_counter()
        told = letters = 0
        for report in reports:
            reader = Reader(known.language.words, report.year, report.organization)
            for passage in passages(report, known.language):
                told += sum(1 for _ in reader.claims(passage))
                letters += len(passage.folded.text)
        seconds.append(time.perf_counter() - start)
    cost = statistics.median(seconds)
    return table(
        f"Claims: the prose of {len(reports)} reports, median of {rounds}",
        ["reports", "characters", "claims", "time", "characters", "claims", "a report"],
        [
            [
                str(len(reports)),
                f"{letters:,}",
                str(told),
                f"{cost:.3f} s",
                f"{letters / cost:,.0f}/s",
                f"{told / cost:,.0f}/s",
                f"{cost / len(reports) * 1000:.2f} ms",
            ]
        ],
    )


@click.command()
@click.option(
    "--part",
    "parts",
    type=click.Choice(
        ["cold", "many", "pairs", "growth", "scale", "hostile", "seeded", "claims", "pdf", "kills", "office", "peers"]
    ),
    multiple=True,
    help="What to measure; may be repeated. Default: everything but the office and the peers, which npm fetches.",
)
@click.option("--rounds", default=15, show_default=True, help="Runs of the cold start; the median counts.")
@click.option("--reports", default=1000, show_default=True, help="Reports of the throughput, files of the kills.")
@click.option("--repeats", default=3, show_default=True, help="Runs of all else.")
@click.option("--cases", default=100, show_default=True, help="Reports for each kind of seeded error; printed reports.")
@click.option("--largest", default=1_000, show_default=True, help="The largest report of the growth, in KB.")
@click.option("--files", default=10_000, show_default=True, help="Files of the office.")
@click.option("--bad", default=200, show_default=True, help="Hostile ones among them.")
def main(
    parts: tuple[str, ...],
    rounds: int,
    reports: int,
    repeats: int,
    cases: int,
    largest: int,
    files: int,
    bad: int,
) -> None:
    """Measure the program on synthetic reports and print tables. Nothing is asserted."""
    sizes = [size * 1000 for size in (10, 100, 1000) if size <= largest]  # of a larger one the cells are refused
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["NIANBAO_CACHE_DIR"] = str(folder / "cache")  # the first run that counts finds it filled
        os.chdir(folder)  # where no pyproject.toml is found that is to be read
        wanted: dict[str, Callable[[], str]] = {
            "cold": lambda: cold_start(folder, rounds),
            "many": lambda: throughput(folder, reports, repeats),
            "pairs": lambda: pairs(folder, reports, repeats),
            "growth": lambda: growth(folder, sizes, repeats),
            "scale": lambda: scale(folder, reports, repeats),
            "hostile": lambda: hostile(repeats),
            "seeded": lambda: seeded(cases),
            "claims": lambda: claims(repeats),
            "pdf": lambda: paged(cases, repeats),
            "kills": lambda: kills(reports) + "\n" + interrupted(reports),
            "office": lambda: office(folder, files, bad),
            "peers": lambda: beside_peers(folder, reports, rounds),
        }
        click.echo(f"program: {' '.join(program())}\n")
        for part in parts or [part for part in wanted if part not in ("office", "peers")]:
            click.echo(wanted[part]())
        os.chdir(_HERE)  # a folder that a process stands in cannot be removed everywhere


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
