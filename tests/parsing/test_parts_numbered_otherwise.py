"""Parts whose headings are numbered as none should be: they are found by their titles, and one finding tells of it."""

from __future__ import annotations

import re

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
NUMERALS = "一二三四五六"
MARKS = {
    "一丶": "{}丶",
    "一·": "{}·",
    "一；": "{}；",
    "一—": "{}—",
    "【一】": "【{}】",
    "■一、": "■{}、",
    "● 一": "● {} ",
}
COUNTED = {"①": "①②③④⑤⑥", "㊀": "㊀㊁㊂㊃㊄㊅", "A.": "ABCDEF", "[1]": "123456", "1.1": "123456", "1.0": "123456"}


def numbered(mark: str) -> str:
    """A clean report whose parts are numbered otherwise."""

    def written(match: re.Match[str]) -> str:
        if mark in MARKS:
            return "## " + MARKS[mark].format(match[1])
        sign = COUNTED[mark][NUMERALS.index(match[1])]
        return "## " + {"1.1": f"1.{sign} ", "1.0": f"{sign}.0 ", "[1]": f"[{sign}] ", "A.": f"{sign}."}.get(mark, sign)

    return re.sub("^## (.)、", written, CLEAN, flags=re.MULTILINE)


@pytest.mark.parametrize("mark", [*MARKS, *COUNTED])
def test_parts_are_found_whatever_their_numbers_look_like(mark: str) -> None:
    source = numbered(mark)
    sections = parse_source(source).sections
    assert [section.value for section in sections] == [1, 2, 3, 4, 5, 6]
    assert sections[0].title == "总体情况"
    (found,) = lint_source(source).diagnostics
    assert (found.code, found.actual) == ("S104", mark.strip())


@pytest.mark.parametrize("line", ["A市总体情况", "①总体情况良好", "工作总体情况"])
def test_what_is_not_the_title_alone_is_no_heading(line: str) -> None:
    source = CLEAN.replace("## 一、总体情况", line)
    assert parse_source(source).part("overview") is None
