"""The unified diff against the standard library's, whose way is slower and finds moved lines."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from linter.text.unified_diff import unified_diff


def library(before: str, after: str) -> str:
    lines = [text.splitlines(keepends=True) for text in (before, after)]
    made = []
    for line in difflib.unified_diff(*lines, fromfile="a", tofile="a"):
        made.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(made)


@given(st.integers(1, 40), st.sets(st.integers(0, 39)), st.booleans())
def test_it_is_that_of_the_standard_library(count: int, changed: set[int], ended: bool) -> None:
    before = [f"第{number}行" for number in range(count)]
    after = [f"{line}改" if number in changed else line for number, line in enumerate(before)]
    end = "\n" if ended else ""
    one, other = "\n".join(before) + end, "\n".join(after) + end
    made = "".join(unified_diff("a", one, other))
    # the library leaves out the length of a hunk of one line
    assert made.replace(",1 ", " ") == library(one, other).replace(",1 ", " ")


def test_line_ends_of_windows_are_kept() -> None:
    assert "".join(unified_diff("a", "一\r\n二\r\n", "一\r\n三\r\n")) == (
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 一\r\n-二\r\n+三\r\n"
    )
