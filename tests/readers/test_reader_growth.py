"""Hostile and damaged input: ten times the size costs about ten times the work, whatever it is made of.

Nothing is timed. Work is what can be counted, the same on every machine and in every run: the lines of Python
that run, and the characters that searches, patterns and slices of the source pass over, which no line shows.
What a pattern tries in vain at one place, and what is copied in other ways, stays unseen here: the benchmarks
measure the same cases with a clock.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType, ModuleType
from typing import Any

import pytest

from benchmarks.hostile import CASES, Case
from linter.model.diagnostics import ReadError
from linter.model.document import Paragraph
from linter.readers import delimited_lines as lines
from linter.readers import encoding, flow, html, inline, markdown, text
from linter.readers import html_tables as tables
from linter.readers import html_tags as tags
from linter.readers import html_tokens as markup
from tests.readers.reader_samples import read_as

pytestmark = pytest.mark.slow

SMALL = 200
# Ten for linear work, a hundred for quadratic.
MOST = 12


class Tally:
    """Characters passed over so far."""

    def __init__(self) -> None:
        self.characters = 0


class WatchedText(str):
    """A source that counts what is searched and copied of it. What is copied is ordinary text again."""

    tally: Tally

    def __getitem__(self, key: Any) -> str:
        piece = super().__getitem__(key)
        self.tally.characters += len(piece)
        return piece

    def find(self, sub: str, start: Any = 0, end: Any = None) -> int:
        found = super().find(sub, start, end)
        stop = len(self) if end is None else end
        self.tally.characters += (stop if found < 0 else found) - start
        return found


class WatchedPattern:
    """A pattern that counts how far each search and match went."""

    def __init__(self, pattern: re.Pattern[str], tally: Tally) -> None:
        self.pattern = pattern
        self.tally = tally

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        found = self.pattern.match(text, start, end)
        self.tally.characters += found.end() - start if found else 1
        return found

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        found = self.pattern.search(text, start, end)
        self.tally.characters += (found.end() if found else min(end, len(text))) - start
        return found

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        for found in self.pattern.finditer(text, start, end):
            self.tally.characters += found.end() - start
            start = found.end()
            yield found
        self.tally.characters += min(end, len(text)) - start


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """Counts the work of reading a source in a format."""
    tally = Tally()

    def watched(data: bytes, page: bool = False) -> str:
        source = WatchedText(encoding.decode(data, page))
        source.tally = tally
        return source

    monkeypatch.setattr("linter.readers.decode", watched)
    for module in (flow, html, inline, lines, markdown, markup, tables, tags, text):
        watch_patterns(module, tally, monkeypatch)

    def count(format: str, source: str) -> int:
        attempt(format, source)  # what is imported or remembered once is no work of this source
        tally.characters = 0
        return lines_run(lambda: attempt(format, source)) + tally.characters

    return count


def watch_patterns(module: ModuleType, tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in list(vars(module).items()):
        if isinstance(value, re.Pattern):
            monkeypatch.setattr(module, name, WatchedPattern(value, tally))


def attempt(format: str, source: str) -> None:
    with suppress(ReadError):
        read_as(format, source)


def lines_run(run: Callable[[], None]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.format} {case.name}")
def test_ten_times_the_size_costs_ten_times_the_work(case: Case, work: Callable[[str, str], int]) -> None:
    assert work(case.format, case.make(10 * SMALL)) < MOST * work(case.format, case.make(SMALL))


@pytest.mark.parametrize(
    "quadratic",
    [
        lambda source: [0 for _ in range(len(source)) for _ in range(len(source))],
        lambda source: [source[at:] for at in range(len(source))],
        lambda source: [source.find("末", at) for at in range(len(source))],
        lambda source: [markup._COMMENT_END.search(source, at) for at in range(len(source))],
    ],
    ids=["lines", "slices", "searches", "patterns"],
)
def test_work_that_grows_with_the_square_is_seen(
    quadratic: Callable[[str], list[object]], work: Callable[[str, str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "blocks", lambda source: quadratic(source)[:0])
    assert work("text", "字" * 10 * SMALL) > 5 * MOST * work("text", "字" * SMALL)


@pytest.mark.parametrize(
    ("nest", "aside"),
    [
        (lambda depth: "<div>" * depth + "甲" + "</div>" * depth, False),
        (lambda depth: "<table><tr><td>" * depth + "甲" + "</table>" * depth, False),
        (lambda depth: "<span hidden>" * depth + "甲", True),
        (lambda depth: "<ul><li>" * depth + "甲", False),
    ],
    ids=["div", "table", "hidden", "list"],
)
def test_deep_nesting(nest: Callable[[int], str], aside: bool) -> None:
    depth = 100_000
    assert depth > sys.getrecursionlimit()
    source = nest(depth)
    (block,) = read_as("html", source).blocks
    assert isinstance(block, Paragraph)
    assert (block.text.text, block.aside) == ("甲", aside)
    assert block.text.span().start == source.index("甲")
