"""What inputs are made from: the examples, corpus, rules and configurations of the repository, and drawn reports."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import drawing, printed, word
from benchmarks.reports import make_report
from tests.corpus.cases import cases
from tests.fuzz.mutation import SIGNS

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("examples", "tests/fuzz/corpus")
_REGIMES = ("2008", "2019", "2021")
_QUOTED = re.compile(r"[一-鿿〇（）、，。；：%‰0-9]{1,12}")
_MOST_WORDS = 6_000


class File(NamedTuple):
    """A file to begin with."""

    name: str
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@cache
def files(*suffixes: str) -> tuple[File, ...]:
    """The reports of the repository with these suffixes, in the order of their names."""
    found = sorted(path for folder in _FOLDERS for path in (_ROOT / folder).glob("*") if path.suffix in suffixes)
    drawn = [File(name, data) for case in cases() for name, data in case.files().items()]
    return (
        *(File(path.name, path.read_bytes()) for path in found),
        *(file for file in drawn if Path(file.name).suffix in suffixes),
    )


@cache
def rule_files() -> tuple[File, ...]:
    """The shipped rule files."""
    return tuple(File(path.name, path.read_bytes()) for path in sorted((_ROOT / "rules").glob("*.yaml")))


@cache
def words() -> tuple[str, ...]:
    """Words that the program looks for, out of the files in which it keeps them."""
    found: dict[str, None] = dict.fromkeys(SIGNS)
    for path in sorted((_ROOT / "rules").rglob("*.yaml")):
        if path.parent.name in ("language", "forms"):
            found |= dict.fromkeys(_QUOTED.findall(path.read_text("utf-8")))
    return tuple(list(found)[:_MOST_WORDS])


def report(rng: Random, format: str) -> File:
    """A report as `text`, `markdown`, `html`, `docx`, `pdf` or `ofd`: of the repository, or drawn."""
    suffix = {"text": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "pdf": ".pdf", "ofd": ".ofd"}[format]
    known = files(suffix)
    if known and rng.random() < 0.5:
        return rng.choice(known)
    made = make_report(rng, rng.choice(_REGIMES))
    if format == "docx":
        return File("report.docx", word.draw(made, rng.choice(list(word.LAYOUTS))).data)
    if format == "pdf":
        return File("report.pdf", printed.print_report(made, rng.choice(list(printed.PRINTS))).data)
    if format == "ofd":
        return File("report.ofd", printed.print_report(made, rng.choice(list(printed.OFD_PRINTS))).data)
    drawn = drawing.draw(made, rng.choice(drawing.layouts_of(format)))
    return File(f"report{suffix}", drawn.data)
