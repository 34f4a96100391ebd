"""How the cost of a run follows the number of its reports, and of a user's own rules."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from benchmarks.drawing import draw
from benchmarks.measures import medians, program, table
from benchmarks.reports import make_report

_RULES = (0, 9, 90, 900)
_FEWEST = 100  # files of the smallest folder
_RULE = """
  - code: P{number:03}
    name: wording-{number}
    severity: info
    check: forbidden-words
    with:
      words:
        '第{number}号(?=.{{0,8}}(网站|平台))': 甲
        '(争取|力争).{{0,4}}(尽快|早日){number}': 乙
    message:
      zh: “{{word}}”应写作“{{suggestion}}”
      en: write “{{suggestion}}” for “{{word}}”
    basis: 本单位的要求
"""


def scale(folder: Path, count: int, rounds: int) -> str:
    """Folders ten times larger each time, and one report with ever more rules of a user.

    Args:
        folder: for what is written.
        count: reports of the largest folder.
        rounds: how often each command is run; the median counts.
    """
    return "\n".join((_of_folders(folder, count, rounds), _of_rules(folder, rounds)))


def _of_folders(folder: Path, count: int, rounds: int) -> str:
    results = Path(os.environ["NIANBAO_CACHE_DIR"]) / "results.sqlite"
    sizes = []
    while count >= _FEWEST:
        sizes.append(count)
        count //= 10
    rows = []
    reports = folder / "scale"
    reports.mkdir()
    written = 0
    for size in reversed(sizes):
        for at in range(written, size):
            (reports / f"{at:06}.txt").write_bytes(draw(make_report(Random(at), organ=f"第{at}区教育局"), "pipes").data)
        written = size
        command = [*program(), "check", "-f", "concise", str(reports)]
        cost = medians({"check": command}, rounds, {"check": lambda: results.unlink(missing_ok=True)})["check"]
        rows.append(
            [f"{size:,}", f"{cost.seconds:.2f} s", f"{cost.seconds / size * 1000:.2f} ms", f"{cost.megabytes:.0f} MB"]
        )
    return table(f"Folders of text reports, median of {rounds}", ["reports", "time", "each", "peak"], rows)


def _of_rules(folder: Path, rounds: int) -> str:
    report = folder / "report-for-rules.txt"
    report.write_bytes(draw(make_report(Random(1)), "pipes").data)
    commands = {}
    for count in _RULES:
        path = folder / f"rules-{count}.yaml"
        path.write_text("rules:\n" + "".join(_RULE.format(number=number) for number in range(1, count + 1)), "utf-8")
        given = ["--rules", str(path)] if count else []
        commands[f"{count}"] = [*program(), "check", "-f", "concise", *given, str(report)]
    rows = [
        [name, f"{cost.seconds * 1000:.0f} ms", f"{cost.megabytes:.0f} MB"]
        for name, cost in medians(commands, rounds).items()
    ]
    return table(f"One report and rules of a user, median of {rounds}", ["rules", "time", "peak"], rows)
