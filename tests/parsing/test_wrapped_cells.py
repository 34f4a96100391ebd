"""Words of a further column that wrap beside the figures of their row, in a table in white space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import reference
from linter.model.document import Cell, Chars
from linter.parsing.spacing import PlacedCell, placed
from linter.parsing.wrapped_cells import _Cover, _Stretch, with_whole_cells

ROW = "1.属于国家秘密     12    3          40"


def lines(*texts: str) -> list[list[PlacedCell]]:
    source = "\n".join(texts)
    found: list[list[PlacedCell]] = []
    start = 0
    for number, text in enumerate(texts, 1):
        cells, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            cells.append(Cell(Chars.at(word, start + at), Chars.at(word, start + at).span(), number, len(cells) + 1))
            at += len(word)
        figures = [cell.text.text.isdecimal() for cell in cells]
        behind = [any(figures[: at + 1]) for at in range(len(cells))]
        found.append(placed(source, cells, behind))
        start += len(text) + 1
    return found


def whole(*texts: str) -> list[list[str]]:
    return [
        [word.cell.text.text for word in line]
        for line in with_whole_cells(lines(*texts), reference.load().vocabulary)
        if line
    ]


def test_as_many_lines_stand_above_the_figures_as_below_them() -> None:
    assert whole(
        "                 自然人    备注    总计",
        "                        甲乙",
        "2.其他法律行政法规禁止公开 12  3       40",
        "                        丙丁",
        "3.危及“三安全一稳定”     5   6        11",
        "                        戊己",
        "6.属于四类过程性信息     7   8  庚辛    15",
        "                        壬癸",
    ) == [
        ["自然人", "备注", "总计"],
        ["2.其他法律行政法规禁止公开", "12", "3", "甲乙丙丁", "40"],
        ["3.危及“三安全一稳定”", "5", "6", "11"],
        ["6.属于四类过程性信息", "7", "8", "戊己庚辛壬癸", "15"],
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["", "     甲乙", ROW],  # above the labels of rows: no column of its own
        ["                         ", "                  甲乙", ROW],  # above a figure
    ],
)
def test_words_above_labels_or_figures_stay(words: list[str]) -> None:
    texts = [text for text in words if text.strip()]
    assert whole(*texts) == [text.split() for text in texts]


@pytest.mark.parametrize(("behind", "is_column"), [("40", True), ("40   5", False)])
def test_a_column_has_as_many_figures_before_it_in_every_row_or_behind_it(behind: str, is_column: bool) -> None:
    texts = [
        "                              甲乙",
        "1.属于国家秘密     12    3          40",
        f"2.重复申请         12    3   4       {behind}",
    ]
    assert (whole(*texts)[0] != ["甲乙"]) == is_column


def test_what_stands_above_the_header_stays_there() -> None:
    texts = [
        "                              备注",
        "             自然人  商业企业        总计",
        "                              甲乙",
        "1.属于国家秘密     12    3          40",
        "                              丙丁",
    ]
    found = whole(*texts)
    assert found[0] == ["备注"]
    assert found[-1] == ["1.属于国家秘密", "12", "3", "甲乙丙丁", "40"]


@pytest.mark.threshold("parsing.wrapped_cells._SHORTEST_LABEL")
@pytest.mark.parametrize(("word", "is_column"), [("部分", True), ("国家秘", False)])
def test_two_letters_are_of_a_label_by_chance_and_three_are_not(word: str, is_column: bool) -> None:
    """Where labels of rows stand no column of words does."""
    texts = [
        "                        甲乙",
        f"7.属于行政执法案卷     12   3   {word}    40",
    ]
    assert (whole(*texts)[0] != ["甲乙"]) == is_column


STRETCHES = st.builds(lambda left, width: _Stretch(left, left + width), st.integers(0, 30), st.integers(0, 6))


@given(st.lists(STRETCHES, max_size=12), STRETCHES)
def test_what_stretches_cover_is_met_where_one_of_them_is(stretches: list[_Stretch], other: _Stretch) -> None:
    written = [stretch for stretch in stretches if stretch.left < stretch.right]  # as all words are
    assert _Cover(written).meets(other) == any(map(other.meets, written))
