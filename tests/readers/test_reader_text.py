"""Plain text: paragraphs by line, and tables only where delimiters say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Document, Grid, Paragraph
from tests.readers.reader_samples import assert_sound, cells, grids, paragraphs, read_as, survive


def text(source: str) -> Document:
    return read_as("text", source)


def test_a_line_is_a_paragraph() -> None:
    document = text("\u3000\u3000一、总体情况 \r\n\r\n \t\n正文。\n最后")
    assert paragraphs(document) == ["一、总体情况", "正文。", "最后"]
    first, second, last = (block for block in document.blocks if isinstance(block, Paragraph))
    assert document.position(first.text.span().start) == (1, 3)
    assert document.position(second.text.span().start) == (4, 1)
    assert document.position(last.text.span().start) == (5, 1)
    assert not any(block.heading or block.aside for block in (first, second, last))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\u2028"])
def test_line_ends(end: str) -> None:
    document = text(f"甲{end}乙 | 1{end}丙 | 2{end}")
    assert paragraphs(document) == ["甲"]
    assert grids(document) == [[["乙", "1"], ["丙", "2"]]]
    assert document.source.count(end) == 3


def test_bars_between_cells_and_rows_padded() -> None:
    document = text(
        "二、主动公开\n"
        "第二十条第(一)项 | |||\n"
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
        "规章 | 1 | 20 |  |\n"
        "行政许可 | 14 | ||\n"
        "三、收到\n"
    )
    assert grids(document) == [
        [
            ["第二十条第(一)项", "", "", ""],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "1", "20", ""],
            ["行政许可", "14", "", ""],
        ]
    ]
    assert paragraphs(document) == ["二、主动公开", "三、收到"]
    fourteen = next(cell for cell in cells(document) if cell.text.text == "14")
    assert (fourteen.row, fourteen.column, fourteen.row_span, fourteen.column_span) == (4, 2, 1, 1)
    assert document.position(fourteen.span.start) == (5, 8)
    blank = cells(document)[11]
    assert document.source[blank.span.start - 1 : blank.span.end + 1] == "|  |"


def test_no_bar_at_the_end() -> None:
    assert grids(text("规章 | 1 | 2\n文件 | | 4\n")) == [[["规章", "1", "2"], ["文件", "", "4"]]]


def test_leading_bars_are_borders() -> None:
    source = "| 第二十条  第(一)项 | |||\n| 信息内容 | 制发 | 废止 | 有效 |\n| 规章 | 0 | 1 | 2 |\n"
    assert grids(text(source)) == [
        [["第二十条  第(一)项", "", "", ""], ["信息内容", "制发", "废止", "有效"], ["规章", "0", "1", "2"]]
    ]


def test_a_leading_bar_among_rows_without_is_a_blank_cell() -> None:
    source = "三、结果 | 予以公开 | 1\n | 部分公开 | 2\n四、结转 | | 3\n"
    assert grids(text(source)) == [[["三、结果", "予以公开", "1"], ["", "部分公开", "2"], ["四、结转", "", "3"]]]


def test_a_bar_at_an_end_is_a_blank_cell_where_rows_without_are_as_wide() -> None:
    source = "项目 | 数量 | 备注\n规章 | 1 | \n文件 | 2 |\n"
    assert grids(text(source)) == [[["项目", "数量", "备注"], ["规章", "1", ""], ["文件", "2", ""]]]
    source = " | 制发 | 有效\n | 1 | 2\n规章 | 3 | 4\n"
    assert grids(text(source)) == [[["", "制发", "有效"], ["", "1", "2"], ["规章", "3", "4"]]]


def test_a_bar_at_an_end_is_a_border_where_rows_with_it_are_the_widest() -> None:
    source = "| 项目 | 数量 |\n| 规章 | 1 |\n文件 | 2\n"
    assert grids(text(source)) == [[["项目", "数量"], ["规章", "1"], ["文件", "2"]]]


def test_one_cell_a_line() -> None:
    source = "自然人 |\n总计 |\n|\n0 |\n"
    assert grids(text(source)) == [[["自然人"], ["总计"], [""], ["0"]]]


def test_the_line_below_a_blank_last_cell_is_no_cell() -> None:
    document = text("行政许可 |\n14 |\n|\n三、收到和处理\n")
    assert grids(document) == [[["行政许可"], ["14"], [""]]]
    assert paragraphs(document) == ["三、收到和处理"]


def test_cells_and_bars_on_alternating_lines() -> None:
    document = text("二、主动公开\n信息内容\n|\n制发\n|\n废止\n规章\n|\n|\n3\n\n文件\n \n|\n5\n|\n6\n三、收到\n")
    assert grids(document) == [
        [["信息内容", "制发", "废止"], ["规章", "", "3"], ["文件", "5", "6"]],
    ]
    assert paragraphs(document) == ["二、主动公开", "三、收到"]
    blank = cells(document)[4]
    assert document.position(blank.span.start) == (9, 1)


def test_cells_and_bars_on_alternating_lines_with_a_bar_before_each_row() -> None:
    source = "二、主动公开\n| 信息内容\n|\n制发 |\n废止\n|\n| 规章\n|\n0\n|\n3\n|\n| 文件\n|\n5\n|\n6\n三、收到\n"
    document = text(source)
    assert grids(document) == [[["信息内容", "制发", "废止", "规章", "0", "3", "文件", "5", "6"]]]
    assert paragraphs(document) == ["二、主动公开", "三、收到"]
    assert document.position(cells(document)[3].span.start) == (7, 3)


@pytest.mark.parametrize("bar", ["||", "||\n", "\n||"])
def test_cells_and_twofold_bars_on_alternating_lines(bar: str) -> None:
    document = text(f"信息内容\n{bar}\n制发\n{bar}\n废止\n规章\n{bar}\n0\n{bar}\n3\n")
    assert grids(document) == [[["信息内容", "制发", "废止"], ["规章", "0", "3"]]]


def test_twofold_bars_between_cells_of_a_row() -> None:
    assert grids(text("信息内容||制发||废止\n规章||||3\n")) == [[["信息内容", "制发", "废止"], ["规章", "", "3"]]]
    assert grids(text("信息内容|制发|废止\n规章||3\n")) == [[["信息内容", "制发", "废止"], ["规章", "", "3"]]]


@pytest.mark.parametrize(("more", "is_grid"), [("", True), ("\n5", False)])
def test_bars_part_rows_where_three_cells_stand_between_them(more: str, is_grid: bool) -> None:
    document = text(f"规章\n0{more}\n|\n文件\n2{more}\n|\n文件\n1{more}\n|\n")
    assert bool(grids(document)) == is_grid
    assert is_grid or "|" not in paragraphs(document)


def test_a_bar_before_a_cell_parts_rows_only_where_bars_stand_alone() -> None:
    assert grids(text("| 规章 | 0\n| 文件 | 5\n")) == [[["规章", "0"], ["文件", "5"]]]
    assert grids(text("规章 |\n0 |\n|\n")) == [[["规章"], ["0"], [""]]]
    assert paragraphs(text("| 规章\n正文\n")) == ["| 规章", "正文"]


def test_prose_beside_a_bar_is_no_cell() -> None:
    prose = "本机关" * 100
    document = text(f"甲\n|\n1\n|\n{prose}\n")
    assert grids(document) == [[["甲", "1"]]]
    assert paragraphs(document) == [prose]


def test_tabs() -> None:
    document = text("说明\n信息内容\t制发\t废止\n规章\t\t2\n\t1\t\n结尾")
    assert grids(document) == [[["信息内容", "制发", "废止"], ["规章", "", "2"], ["", "1", ""]]]
    assert paragraphs(document) == ["说明", "结尾"]
    last = cells(document)[-1]
    assert document.position(last.span.start) == document.position(last.span.end) == (4, 4)  # not on the next line


@pytest.mark.parametrize(
    "source",
    [
        "首页| 新闻| 地图\n标题\n",  # navigation
        "标题\n首页|新闻",
        "\t一、总体情况\n\t正文\n",  # indented
        "1.\t强化措施\n2.\t规范制度\n（三）\t监督\n",  # numbered by a word processor
        "甲\t乙\n正文\n丙\t丁",
        "正文\n|\n正文",  # a single bar
        "甲  1  2\n乙  3  4",  # white space delimits nothing
    ],
)
def test_what_is_no_table(source: str) -> None:
    document = text(source)
    assert grids(document) == []
    assert paragraphs(document) == [line.strip() for line in source.splitlines()]


FRAME = """
┌────┬──┬──┐
│项目│一│二│
├────┼──┼──┤
│较长│ 1│  │
│的项│  │  │
├────┼──┼──┤
│短的│ 2│ 3│
└────┴──┴──┘
"""


def test_a_cell_within_a_frame_goes_on_on_the_next_line() -> None:
    document = text(f"前文。{FRAME}后文。")
    assert grids(document) == [[["项目", "一", "二"], ["较长的项", "1", ""], ["短的", "2", "3"]]]
    assert paragraphs(document) == ["前文。", "后文。"]
    assert_sound(document)


def test_a_frame_of_plain_signs_is_one_too() -> None:
    plain = FRAME.translate(str.maketrans({**dict.fromkeys("┌┬┐├┼┤└┴┘", "+"), "─": "-", "│": "|"}))
    assert grids(text(plain)) == grids(text(FRAME))
    assert grids(read_as("markdown", plain)) == grids(text(FRAME))


def test_lines_under_the_header_alone_do_not_tell_rows() -> None:
    rows = [["项目", "一"], ["甲", "1"], ["乙", ""]]
    body = "│甲│1│\n│乙│ │\n"
    assert grids(text(f"┌┬─┐\n│项目│一│\n├┼─┤\n{body}└┴─┘")) == [rows]
    assert grids(text(f"┌┬─┐\n│项目│一│\n├┼─┤\n{body}├┼─┤\n│丙│2│\n└┴─┘")) == [
        [["项目", "一"], ["甲乙", "1"], ["丙", "2"]]
    ]


def test_figures_below_each_other_are_of_two_rows() -> None:
    source = "┌┬─┐\n│项目│一│\n├┼─┤\n│甲│1│\n│乙│2│\n├┼─┤\n│丙│3│\n└┴─┘"
    assert grids(text(source)) == [[["项目", "一"], ["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def test_bars_of_full_width() -> None:
    assert grids(text("｜甲｜1｜\n｜乙｜｜")) == [[["甲", "1"], ["乙", ""]]]


def test_several_tabs_between_cells_are_one_delimiter() -> None:
    assert grids(text("甲\t\t1\t\t2\n乙\t\t3\t\t4")) == [[["甲", "1", "2"], ["乙", "3", "4"]]]
    assert grids(text("甲\t\t1\t2\n乙\t\t3\t4")) == [[["甲", "", "1", "2"], ["乙", "", "3", "4"]]]


def test_commas_between_cells() -> None:
    source = '项目,一,二\n"甲,乙","1,234",2\n丙,,3'
    document = text(source)
    assert grids(document) == [[["项目", "一", "二"], ["甲,乙", "1,234", "2"], ["丙", "", "3"]]]
    assert [source[cell.span.start : cell.span.end] for cell in cells(document)][3] == "甲,乙"
    assert grids(text("甲,1,2\n乙,3,4\n丙,5,6\n丁,7")) == [[["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"]]]


@pytest.mark.parametrize(
    "source",
    [
        "甲,1,2\n乙,3,4",  # two lines
        "甲,1\n乙,2\n丙,3",  # one comma
        "一是公开,二是回应,三是解读\n会议,文件,简报\n电话,传真,邮编",  # prose and lists
        "甲,1,2\n乙,3,4,5\n丙,6,7",
        "甲 1,234 5 2,345\n乙 0 1,000 3,456\n丙 7,654 0 4,567",  # commas of thousands
        "────────\n正文\n────────",
        "+ 甲\n+ 乙",
        "首页｜公开\n正文",
    ],
)
def test_signs_that_are_no_table(source: str) -> None:
    document = text(source)
    assert grids(document) == []
    assert paragraphs(document) == source.split("\n")


def test_blank_lines_between_rows() -> None:
    assert grids(text("甲 | 1\n\n\n乙 | 2\n \n丙 | 3")) == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def test_grids_are_numbered() -> None:
    document = text("甲 | 1\n乙 | 2\n正文\n丙\t1\n丁\t2\n正文\n戊\n|\n1\n|\n2\n")
    assert [block.number for block in document.blocks if isinstance(block, Grid)] == [1, 2, 3]
    assert len(grids(document)) == 3


LABEL = st.text(st.sampled_from("一二三自然人法人（）总计0123456789."), min_size=1, max_size=8)
ENTRY = LABEL | st.just("")
TABLE = (
    st.integers(2, 6)
    .flatmap(lambda width: st.lists(st.lists(ENTRY, min_size=width, max_size=width), min_size=2, max_size=8))
    .map(lambda rows: [["标签" + row[0], *row[1:]] for row in rows])
)


@given(TABLE, st.sampled_from(["none", "end", "both"]))
def test_any_table_with_bars_comes_back(table: list[list[str]], border: str) -> None:
    lines = [" | ".join(row) for row in table]
    if border != "none":
        lines = [line + " |" for line in lines]
    else:
        lines = [line + " |" if not row[-1] else line for line, row in zip(lines, table, strict=True)]
    if border == "both":
        lines = ["| " + line for line in lines]
    assert grids(text("正文\n" + "\n".join(lines) + "\n正文")) == [table]


@given(TABLE)
def test_any_table_with_tabs_comes_back(table: list[list[str]]) -> None:
    table = [[cell.replace(".", "") for cell in row] for row in table]
    table[0] = [cell or "栏目" for cell in table[0]]  # tabs at the ends of lines alone make no table
    assert grids(text("正文\n" + "\n".join("\t".join(row) for row in table) + "\n正文")) == [table]


@given(TABLE)
def test_any_table_with_bars_between_the_lines_comes_back(table: list[list[str]]) -> None:
    table = [[*row[:-1], row[-1] or "0"] for row in table]  # a blank last cell leaves no trace in this layout
    rows = ["\n|\n".join(row) for row in table]
    assert grids(text("正文\n\n" + "\n".join(rows) + "\n正文")) == [table]


@given(
    st.lists(
        st.sampled_from(["|", " | ", "\t", "\n", "\r\n", " ", "\u3000", "一、", "总计", "0", "1."]),
        max_size=40,
    )
)
def test_every_character_is_in_its_place(pieces: list[str]) -> None:
    source = "".join(pieces) + "末"
    document = text(source)
    assert_sound(document)
    # nothing is lost and nothing is told twice
    told = "".join(paragraphs(document)) + "".join(cell.text.text for cell in cells(document))
    assert sorted("".join(told.split()).replace("|", "")) == sorted("".join(source.split()).replace("|", ""))


@given(st.text(max_size=200))
def test_any_text_is_survived(source: str) -> None:
    document = survive(source, "text")
    if document:
        assert_sound(document)


def test_paragraphs_of_one_long_line_are_told_apart_by_their_indent() -> None:
    parts = [f"{numeral}、第{numeral}个部分\u3000\u3000{'公开的情况正常。' * 12}" for numeral in "一二三四"]
    source = "云川市水务局年度报告\u3000\u3000" + "\u3000\u3000".join(parts) + "\u3000\u3000\n下一行"
    lines = [block.text for block in text(source).blocks if isinstance(block, Paragraph)]
    assert [line.text for line in lines[:2]] == ["云川市水务局年度报告", "一、第一个部分"]
    assert len(lines) == 10
    assert all(source[line.starts[0] : line.ends[-1]] == line.text for line in lines)


def test_a_long_line_without_headings_is_one_paragraph() -> None:
    assert len(paragraphs(text("全年工作如下\u3000\u3000" + "公开的情况正常。\u3000\u3000" * 60))) == 1


def test_strokes_between_commas_are_figures() -> None:
    document = read_as("text", "项目,甲,乙\n一,-,—\n二,-,-\n三,1,/\n")
    assert grids(document) == [[["项目", "甲", "乙"], ["一", "-", "—"], ["二", "-", "-"], ["三", "1", "/"]]]
