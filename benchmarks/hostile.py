"""Hostile and damaged input of any size, and how the time that the program takes over it grows.

The cases are the tests' as well: these count steps, which proves less and never wavers; here time is measured.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from time import process_time
from typing import NamedTuple

from benchmarks.measures import table

_FORMATS = ("text", "markdown", "html")
_SMALLEST = 1_000
_SIZES = (_SMALLEST, 10 * _SMALLEST, 100 * _SMALLEST)
_SHOWN = 4
_TOO_SHORT = 0.001
_PATIENCE = 30.0

_TAGS_CUT_SHORT = (
    *("<", "</", "<!--", "<![CDATA[", "<?", "<a ", "</a ", "<a b=", "<a b='", "<b/"),
    *("&", "&#", "&#1", "&amp"),
)
_TAGS = (
    *("<div>", "</div>", "<p>", "<li>", "<i><b hidden>", "<span hidden>", "<div></p>", "<select>", "<script>"),
    *("<table><tr><td>", "<tr>", "<td>甲", "<tr><td rowspan=1000>甲<td>乙", "<td colspan=9>甲", "<pre>\n甲"),
)
_INLINE_MARKS = (
    *("*", "**甲 ", "*甲_ ", "_", "`", "``甲", "[", "![", "[甲](", '[甲]( "', "\\", "&a"),
    *("<", "<a ", "<!--", "<!--\n", "<!-- <", "<br>", "<table></table>", "<table>\n"),
    *("- ", "> ", "# ", "#  甲", "* * ", "```\n", "甲\n---\n"),
)
_DELIMITERS = (
    *("|", "甲|\n", "|\n", "甲\n|\n", "甲|乙\n\n|-|-|\n", "|-", "|--|\n"),
    *("甲\t", "甲\t乙\n", "1. 甲\t乙\n", " ", "\t"),
)
_SENTENCES = (
    *("收到申请1件，", "其中1件、", "答复2件（其中1件", "占1%，", "未收到申请，", "均已办结。", "复议1件，诉讼2件；"),
    *("一是甲；", "（一）", "没有行政复议", "合计1件，", "共收到申请3件，答复2件。", "未", "申请"),
)
_BEFORE_TEXT = ("<a b='", "<!--", "<span hidden>", "&#1", "<p>")


class Case(NamedTuple):
    """One kind of hostile input: `make` draws it with so many signs."""

    format: str
    name: str
    make: Callable[[int], str]


def _repeated(format: str, unit: str) -> Case:
    return Case(format, repr(unit), lambda size: "字" + unit * size)


def _before_text(unit: str) -> Case:
    return Case("html", f"{unit!r} before text", lambda size: unit * size + "</i>" * size + "末")


def _prose(unit: str) -> Case:
    """A paragraph of a report, so that its sentences are read."""
    head = "# 甲市2022年政府信息公开工作年度报告\n\n## 一、总体情况\n\n2022年，"
    return Case("markdown", f"prose of {unit!r}", lambda size: head + unit * (size // 4))


CASES = (
    *(_repeated("text", unit) for unit in _DELIMITERS),
    *(_repeated("markdown", unit) for unit in _INLINE_MARKS + _DELIMITERS),
    *(_repeated("html", unit) for unit in _TAGS_CUT_SHORT + _TAGS),
    *(_before_text(unit) for unit in _BEFORE_TEXT),
    *(_prose(unit) for unit in _SENTENCES),
    Case("html", "paragraphs deep in tables", lambda size: "<table><tr><td>" * size + "<p>甲" * size),
)


class _Growth(NamedTuple):
    """A case at each size; `seconds` ends early where the next size would take too long to wait for."""

    case: Case
    seconds: list[float]

    @property
    def worst(self) -> float:
        """The largest factor between two sizes, infinite where a size was not waited for."""
        if len(self.seconds) < len(_SIZES):
            return inf
        return max(_ratio(self.seconds, at) for at in range(1, len(_SIZES)))


def _ratio(seconds: list[float], at: int) -> float:
    """How many times longer a size took than the one before it; what is too short to be told counts as equal."""
    before, after = (max(seconds[index], _TOO_SHORT) for index in (at - 1, at))
    return after / before


def hostile(repeats: int) -> str:
    """For each format the cases whose time grows most: reading alone, and the whole check.

    Args:
        repeats: runs of each; the least counts, since a disturbance only ever adds.
    """
    from linter.checks.registry import shipped
    from linter.engine.lint import Options, lint_bytes
    from linter.readers import ReadError, read

    def read_only(format: str, data: bytes) -> None:
        with suppress(ReadError):  # nothing but marks is no text: to refuse it is all there is to do
            read("-", data, format)

    rules, options = shipped(), Options()
    stages: dict[str, Callable[[str, bytes], object]] = {
        "read": read_only,
        "check": lambda format, data: lint_bytes("-", data, rules, options, format=format),
    }
    rows: list[list[str]] = []
    for stage, work in stages.items():
        grown = [_grow(case, work, repeats) for case in CASES]
        for format in _FORMATS:
            of_format = [growth for growth in grown if growth.case.format == format]
            worst = sorted(of_format, key=lambda growth: growth.worst, reverse=True)[:_SHOWN]
            rows += [[f"{stage}, {format}: {growth.case.name}", *_cells(growth.seconds)] for growth in worst]
    sizes = [f"{size:,}" for size in _SIZES]
    return table(
        f"Hostile input: {len(CASES)} cases, signs -> time of this process, least of {repeats}; "
        f"the {_SHOWN} that grow most",
        ["case", *sizes, *(f"-> {size}" for size in sizes[1:])],
        rows,
    )


def _grow(case: Case, work: Callable[[str, bytes], object], repeats: int) -> _Growth:
    seconds: list[float] = []
    for size in _SIZES:
        if len(seconds) > 1 and seconds[-1] * _ratio(seconds, len(seconds) - 1) > _PATIENCE:
            break
        data = case.make(size).encode()
        seconds.append(min(_timed(case.format, data, work) for _ in range(repeats)))
    return _Growth(case, seconds)


def _timed(format: str, data: bytes, work: Callable[[str, bytes], object]) -> float:
    with _collector_as_in_the_program():
        start = process_time()
        work(format, data)
        return process_time() - start


@contextmanager
def _collector_as_in_the_program() -> Iterator[None]:
    """Garbage is collected as seldom as a run of the program does, from a clean start."""
    gc.collect()
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _cells(seconds: list[float]) -> list[str]:
    times = [f"{each * 1000:.1f} ms" for each in seconds]
    ratios = [f"{_ratio(seconds, at):.1f} x" for at in range(1, len(seconds))]
    missing = [f"> {_PATIENCE:.0f} s"] * (len(_SIZES) - len(seconds))
    return [*times, *missing, *ratios, *["?" for _ in missing]]
