"""Hostile and damaged input: ten times the size costs about ten times the time, whatever it is made of."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest
from reader_samples import read_as

from linter.diagnostics import ReadError

MARKUP = (
    *(
        "<",
        "<!--",
        "<a ",
        "</",
        "<![CDATA[",
        "<?",
        "<a b='",
        "<a b=",
        "<b/",
        "&",
        "&#",
        "&#1",
        "&amp",
        "</a ",
    ),
    *(
        "<div>",
        "</div>",
        "<p>",
        "<li>",
        "<i><b hidden>",
        "<span hidden>",
        "<div></p>",
        "<select>",
        "<script>",
    ),
    *("<table><tr><td>", "<tr>", "<td>甲", "<tr><td rowspan=1000>甲<td>乙", "<td colspan=9>甲", "<pre>\n甲"),
)
INLINE = (
    *(
        "*",
        "**甲 ",
        "*甲_ ",
        "_",
        "`",
        "``甲",
        "[",
        "![",
        "[甲](",
        '[甲]( "',
        "<",
        "<a ",
        "<!--",
        "<!-- <",
        "\\",
    ),
    *("&a", "<br>", "<table></table>", "- ", "> ", "# ", "#  甲", "* * ", "```\n", "甲\n---\n", "<table>\n"),
)
LINES = (
    "|",
    "甲|\n",
    "|\n",
    "甲\n|\n",
    "|-",
    "|--|\n",
    "甲\t",
    "甲\t乙\n",
    "1. 甲\t乙\n",
    "甲|乙\n\n|-|-|\n",
    " ",
    "\t",
)
CASES = [("html", unit) for unit in MARKUP]
CASES += [("markdown", unit) for unit in INLINE + LINES]
CASES += [("text", unit) for unit in LINES]
SMALL = 1_000


def cost(format: str, source: str) -> float:
    """The least of three runs, in seconds of this process, less the rounds of the garbage collector.

    What these take depends on all else that the tests hold in memory.
    """

    def once() -> float:
        start = process_time()
        with suppress(ReadError):
            read_as(format, source)
        return process_time() - start

    gc.disable()
    try:
        return min(once() for _ in range(3))
    finally:
        gc.enable()


def assert_linear(format: str, source: Callable[[int], str]) -> None:
    # Quadratic work would cost a hundredfold. Half a millisecond is too little to be told from nothing.
    assert cost(format, source(10 * SMALL)) < 35 * max(cost(format, source(SMALL)), 0.0005)


@pytest.mark.parametrize(("format", "unit"), CASES, ids=repr)
def test_a_sign_repeated(format: str, unit: str) -> None:
    assert_linear(format, lambda size: "字" + unit * size)


@pytest.mark.parametrize("unit", ["<a b='", "<!--", "<span hidden>", "&#1", "<p>"])
def test_signs_before_text(unit: str) -> None:
    assert_linear("html", lambda size: unit * size + "</i>" * size + "末")


def test_many_paragraphs_deep_in_tables() -> None:
    assert_linear("html", lambda size: "<table><tr><td>" * size + "<p>甲" * size)


@pytest.mark.parametrize(
    "nest",
    [
        lambda depth: "<div>" * depth + "甲" + "</div>" * depth,
        lambda depth: "<table><tr><td>" * depth + "甲" + "</table>" * depth,
        lambda depth: "<span hidden>" * depth + "甲",
        lambda depth: "<ul><li>" * depth + "甲",
    ],
    ids=["div", "table", "hidden", "list"],
)
def test_deep_nesting(nest: Callable[[int], str]) -> None:
    depth = 100_000
    assert depth > sys.getrecursionlimit()
    assert len(read_as("html", nest(depth)).blocks) == 1
