"""How long the lines are that are no text, and how many figures make a table of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from linter import reference
from linter.engine.lint import parse_source
from linter.model.document import Cell, Chars, Grid, Paragraph, Picture, Span
from linter.parsing.spaced_tables import gather
from linter.parsing.spacing import placed, with_blanks
from linter.parsing.title import find_title, read_title

REFERENCE = reference.load()
TITLE = "云川市水务局2022年政府信息公开工作年度报告"
LABEL = "本年新收政府信息公开申请数量"


def texts(blocks: Sequence[Paragraph | Grid | Picture]) -> list[str]:
    return [block.text.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.threshold("parsing.page_furniture.LONGEST_FURNITURE")
def test_a_line_of_the_page_around_a_report_has_up_to_120_characters() -> None:
    def front(length: int) -> list[str]:
        line = "版权所有".ljust(length, "甲")
        return texts(parse_source(f"{TITLE}\n{line}\n一、总体情况\n内容。\n", "a.txt", "text").front)

    assert front(120) == [TITLE]
    assert front(121) == [TITLE, "版权所有".ljust(121, "甲")]


@pytest.mark.threshold("parsing.page_furniture.LONGEST_FURNITURE")
def test_what_stands_behind_the_date_is_no_text_up_to_120_characters_a_line() -> None:
    def signed(length: int) -> int:
        source = f"{TITLE}\n一、总体情况\n内容。\n2023年1月12日\n{'甲' * length}\n"
        return len(parse_source(source, "a.txt", "text").sign_off)

    assert signed(120) == 2
    assert signed(121) == 0


@pytest.mark.threshold("parsing.sign_off._LONGEST_SIGNATURE")
def test_a_signature_has_up_to_thirty_characters() -> None:
    def signed(length: int) -> list[str]:
        name = "水务局".rjust(length, "甲")
        source = f"{TITLE}\n一、总体情况\n内容。\n{name}\n2023年1月12日\n"
        return texts(parse_source(source, "a.txt", "text").sign_off)

    assert signed(30) == ["水务局".rjust(30, "甲"), "2023年1月12日"]
    assert signed(31) == ["2023年1月12日"]


@pytest.mark.threshold("parsing.year._FEWEST_PARTS")
def test_three_titles_of_parts_tell_a_regime() -> None:
    def regime(*titles: str) -> str | None:
        numbered = (f"{number}、{title}\n内容。\n" for number, title in zip("一二三四", titles, strict=False))
        return parse_source("".join(numbered), "a.txt", "text").regime

    assert regime("总体情况", "主动公开政府信息情况", "其他需要报告的事项") == "2021"
    assert regime("总体情况", "主动公开政府信息情况", "以后的打算") is None


def gathered(*lines: str) -> list[str]:
    """The kinds of blocks that lines become: a table is a grid."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Paragraph(Chars.at(line, at).strip()))
        at += len(line) + 1
    return [type(block).__name__ for block in gather(blocks, REFERENCE.vocabulary, "\n".join(lines) + "\n")]


@pytest.mark.threshold("parsing.spaced_tables._WIDEST")
def test_a_row_is_up_to_300_characters_wide() -> None:
    figures = "1 2 3"
    assert gathered(LABEL.ljust(300 - len(figures)) + figures) == ["Grid"]
    assert gathered(LABEL.ljust(301 - len(figures)) + figures) == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._LONGEST")
def test_a_row_holds_up_to_ninety_characters() -> None:
    row = " ".join(["1" * 15] * 5)
    assert gathered(f"{row} {'2' * 15}") == ["Grid"]
    assert gathered(f"{row} {'2' * 16}") == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._LONGEST_STRAY")
def test_a_line_within_a_table_has_up_to_forty_characters() -> None:
    row = f"{LABEL} 1 2 3"
    assert gathered(row, "某" * 40, row) == ["Grid"]
    assert gathered(row, "某" * 41, row) == ["Grid", "Paragraph", "Grid"]


@pytest.mark.parametrize(("line", "parts"), [("具体情况如下：", 3), ("（单位：", 1), ("某某事项", 1)])
def test_a_short_line_that_leads_to_what_comes_next_is_within_no_table(line: str, parts: int) -> None:
    row = f"{LABEL} 1 2 3"
    assert len(gathered(row, line, row)) == parts


@pytest.mark.threshold("parsing.spaced_tables._LONGEST_FIGURE")
def test_a_figure_written_badly_has_up_to_twelve_characters() -> None:
    assert gathered(f"{LABEL} 1 {'约'.ljust(12, '9')}") == ["Grid"]
    assert gathered(f"{LABEL} 1 {'约'.ljust(13, '9')}") == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._MANY_FIGURES")
def test_five_figures_are_a_row_whatever_stands_before_them() -> None:
    assert gathered("某某事项 1 2 3 4 5") == ["Grid"]
    assert gathered("某某事项 1 2 3 4") == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._MOST_WORDS")
def test_two_words_of_other_columns_may_stand_in_a_row_or_a_header() -> None:
    assert gathered("1 件 2 3 4 5 见附件") == ["Grid"]
    assert gathered("1 件 2 3 4 5 见附件 部分") == ["Paragraph"]
    header = "行政许可 行政处罚 行政强制 规章"
    assert gathered(f"甲栏 {header} 乙栏", f"{LABEL} 1 2 3") == ["Grid"]
    assert gathered(f"甲栏 {header} 乙栏 丙栏", f"{LABEL} 1 2 3") == ["Paragraph", "Grid"]


def test_what_stands_before_the_label_of_a_row_is_no_figure_of_it() -> None:
    assert gathered("12.5% 行政许可 1 2") == ["Grid"]
    assert gathered("3 行政许可 1 2") == ["Grid"]
    assert gathered("甲 乙 行政许可 1 2") == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._FEWEST_FIGURES")
def test_three_figures_are_a_row_by_themselves() -> None:
    assert gathered("1 2 3") == ["Grid"]
    assert gathered("1 2") == ["Paragraph"]


@pytest.mark.threshold("parsing.spaced_tables._MOST_STRAYS")
def test_two_lines_that_are_no_rows_may_stand_within_a_table() -> None:
    row = f"{LABEL} 1 2 3"
    assert gathered(row, "某甲", "某乙", row) == ["Grid"]
    assert gathered(row, "某甲", "某乙", "某丙", row) == ["Grid", *["Paragraph"] * 3, "Grid"]


@pytest.mark.threshold("parsing.spaced_tables._DEEPEST_INDENT")
def test_lines_below_each_other_away_from_the_margin_are_one_cell() -> None:
    row = f"{LABEL} 1 2 3"
    far, near = [[" " * indent + word for word in ("含当面", "申请和", "网上申", "请两种")] for indent in (5, 4)]
    assert gathered(row, *far, row) == ["Grid"]
    assert gathered(row, *near, row) == ["Grid", *["Paragraph"] * 4, "Grid"]
    beside = [" " * 6 * at + "申请和" for at in range(1, 5)]
    assert gathered(row, *beside, row) == ["Grid", *["Paragraph"] * 4, "Grid"]


def filled(*lines: str) -> list[list[str]]:
    """The rows of figures behind one label each, with the blanks that their places tell."""
    source = "".join(f"{line}\n" for line in lines)
    rows, at = [], 0
    for number, line in enumerate(lines, 1):
        words = list(re.finditer(r"\S+", line))
        cells = [
            Cell(Chars.at(word[0], at + word.start()), Span(at + word.start(), at + word.end()), number, column)
            for column, word in enumerate(words, 1)
        ]
        rows.append(placed(source, cells, [word[0].isdigit() for word in words]))
        at += len(line) + 1
    return [[cell.text.text for cell in row] for row in with_blanks(rows)]


def row(*figures: str, indent: int = 10, label: str = "a") -> str:
    return (label.ljust(indent) + "".join(figure.ljust(10) for figure in figures)).rstrip()


@pytest.mark.threshold("parsing.spacing._FEWEST_FIGURES")
def test_blanks_are_told_in_rows_of_five_figures() -> None:
    assert filled(row(*"12345"), row(*"12345"), row(*"12 45"))[-1] == ["a", "1", "2", "", "4", "5"]
    assert filled(row(*"1234"), row(*"1234"), row(*"12 4"))[-1] == ["a", "1", "2", "4"]


@pytest.mark.threshold("parsing.spacing._FEWEST_FULL_ROWS")
def test_two_full_rows_tell_where_the_columns_stand() -> None:
    assert filled(row(*"12345"), row(*"12345"), row(*"12 45"))[-1] == ["a", "1", "2", "", "4", "5"]
    assert filled(row(*"12345"), row(*"12 45"))[-1] == ["a", "1", "2", "4", "5"]


@pytest.mark.threshold("parsing.spacing._WIDEST_SPREAD")
def test_the_figures_of_a_column_stand_within_two_places() -> None:
    def last(spread: int) -> list[str]:
        return filled(row(*"12345"), row(*"12345", indent=10 + spread), row(*"12 45", indent=10 + spread))[-1]

    assert last(2) == ["a", "1", "2", "", "4", "5"]
    assert last(3) == ["a", "1", "2", "4", "5"]


@pytest.mark.threshold("parsing.spacing._LEAST_FITTING")
def test_one_full_row_in_five_may_stand_elsewhere() -> None:
    def last(others: int, rows: int) -> list[str]:
        shifted = row("1", "2", "3", "4", "5", indent=16)
        return filled(*[row(*"12345")] * (rows - others), *[shifted] * others, row(*"12 45"))[-1]

    assert last(1, 5) == ["a", "1", "2", "", "4", "5"]
    assert last(1, 4) == ["a", "1", "2", "4", "5"]


def test_figures_set_in_the_middle_of_their_columns_tell_a_blank() -> None:
    rows = [row(*(figure.center(9) for figure in figures)) for figures in (["1000", "2", "30", "4", "5"], ["1"] * 5)]
    assert filled(*rows * 2, row(*(figure.center(9) for figure in ("7", "", "3000", "4", "50000"))))[-1] == [
        "a",
        "7",
        "",
        "3000",
        "4",
        "50000",
    ]


@pytest.mark.threshold("parsing.spacing._LONGEST_INDENT")
@pytest.mark.parametrize("before", ["", "上一行\n"])
def test_a_line_is_indented_by_up_to_400_characters(before: str) -> None:
    def column(indent: int) -> int:
        """The place at which a word is seen; 0 where no line seems to begin before it."""
        source = f"{before}{' ' * indent}甲"
        at = len(source) - 1
        ((cell, _, places),) = placed(source, [Cell(Chars.at("甲", at), Span(at, at + 1), 1, 1)], [False])
        assert cell.text.text == "甲"
        return places[0]

    assert column(400) == 400
    assert column(401) == 0


@pytest.mark.threshold("parsing.title._LONGEST")
def test_a_title_has_up_to_seventy_characters() -> None:
    def named(length: int) -> tuple[bool, bool]:
        """Whether a line by itself and among others is a title."""
        line = Chars.at(TITLE.rjust(length, "甲"), 0)
        lexicon = REFERENCE.lexicon
        return read_title(line, lexicon) is not None, find_title([Paragraph(line)], None, lexicon) is not None

    assert named(70) == (True, True)
    assert named(71) == (False, False)
