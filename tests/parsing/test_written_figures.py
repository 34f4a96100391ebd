"""Which words of a line are figures of a table."""

from __future__ import annotations

import pytest

from linter.parsing.written_figures import is_figure

NUMBERS = ["0", "１２", "1,234", "１，２３４", "-3", "8.4", "5件", "46.8万元", "\u200b7", "7\ufeff"]
NONE = ["-", "--", "—", "——", "———", "…", "……", "/", "\\", "无", "暂无", "空", "零", "〇", "○"]


@pytest.mark.parametrize("word", [*NUMBERS, *NONE])
def test_numbers_and_what_stands_where_there_is_none(word: str) -> None:
    assert is_figure(word)


@pytest.mark.parametrize(
    "word", ["规章", "第5项", "---", "————", "………", "——无", "//", "无无", "5、6", "空白", "零星", "\u200b规章"]
)
def test_words_and_lines_across_the_page_are_none(word: str) -> None:
    assert not is_figure(word)
