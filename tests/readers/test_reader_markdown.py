"""Markdown: its marks are taken away and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Document, Paragraph, Picture
from tests.readers.reader_samples import assert_sound, at, cells, grids, paragraphs, read_as, survive


def markdown(source: str) -> Document:
    return read_as("markdown", source)


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.heading, block.text.text) for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        ("# 某局2021年报告", (1, "某局2021年报告")),
        ("### 一、总体情况 ###", (3, "一、总体情况")),
        ("##一、总体情况", (2, "一、总体情况")),
        ("  ## **一、** 总体情况\r\n", (2, "一、 总体情况")),
        ("## C#", (2, "C#")),
        ("####### 七", (0, "####### 七")),
        ("某局报告\n====\n", (1, "某局报告")),
        ("一、总体情况\n---\n", (2, "一、总体情况")),
    ],
)
def test_headings(source: str, heading: tuple[int, str]) -> None:
    assert headings(markdown(source)) == [heading]


@pytest.mark.parametrize("source", ["正文\n\n---\n", "- 条目\n---\n", "1. 条目\n---", "***\n正文\n\n* * *\n___"])
def test_a_rule_across_the_page_is_no_heading(source: str) -> None:
    assert [level for level, _ in headings(markdown(source))] == [0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**加粗**与*斜体*、***两者***", "加粗与斜体、两者"),
        ("**“引号”**后", "“引号”后"),
        ("__加粗__，_斜体_", "加粗，斜体"),
        ("**外*内*外**", "外内外"),
        ("`代码 *x*`", "代码 *x*"),
        (r"1\. 转义 \*号\| \\", "1. 转义 *号| \\"),
        ('[全文](http://a.b/c "题")见**[链接](x)**', "全文见链接"),
        ("见<https://a.b/c_d_e>", "见https://a.b/c_d_e"),
        ("<span style='x'>标</span>签<!-- 注 -->", "标签"),
        ("收费&lt;10&nbsp;元&#8212;完 AT&T", "收费<10\u00a0元—完 AT&T"),
        ("- 条目", "条目"),
        ("* 条目", "条目"),
        ("> > 引文", "引文"),
        ("1. 编号", "1. 编号"),
        ("换行\\", "换行"),
        # marks that are none
        ("主动公开____条，____年", "主动公开____条，____年"),
        ("______年", "______年"),
        ("3 * 5 * 7", "3 * 5 * 7"),
        ("号*没有结束", "号*没有结束"),
        ("a_b_c与甲_乙_丙", "a_b_c与甲_乙_丙"),
        ("〔2021〕30号[注]", "〔2021〕30号[注]"),
        ("<通知>与 1<2，3>2", "<通知>与 1<2，3>2"),
        ("`没有结束", "`没有结束"),
    ],
)
def test_inline_marks(source: str, text: str) -> None:
    document = markdown(source)
    assert paragraphs(document) == [text]
    assert_sound(document)


def test_places_behind_marks() -> None:
    document = markdown("正**文**[链](u)接\\*&lt;尾")
    (paragraph,) = (block for block in document.blocks if isinstance(block, Paragraph))
    text = paragraph.text
    assert text.text == "正文链接*<尾"
    assert [at(document, text[i : i + 1]) for i in range(len(text))] == [
        "正",
        "文",
        "链",
        "接",
        "\\*",
        "&lt;",
        "尾",
    ]


def test_br_parts_paragraphs() -> None:
    assert paragraphs(markdown("甲<br>乙<BR />丙")) == ["甲", "乙", "丙"]


def test_pictures() -> None:
    document = markdown('前![表三](a.png "题")后\n<img src="b.png" alt="表四">')
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [picture.alt for picture in pictures] == ["表三", "表四"]
    assert document.source[pictures[0].span.start : pictures[0].span.end] == '![表三](a.png "题")'
    assert paragraphs(document) == ["前后"]


def test_pipe_table() -> None:
    document = markdown(
        "正文\n\n| 信息内容 | 制发 | 废止 |\n|:---|:-:|--:|\n"
        "| 规章 | **1** | |\n| | a\\|b | 3<br>件 |\n| - | - | - |\n\n正文"
    )
    assert grids(document) == [[["信息内容", "制发", "废止"], ["规章", "1", ""], ["", "a|b", "3件"], ["-", "-", "-"]]]
    found = cells(document)
    assert document.position(found[4].span.start) == (5, 10)
    assert [cell.column for cell in found[6:9]] == [1, 2, 3]
    assert document.source[found[7].span.start : found[7].span.end] == "a\\|b"
    assert_sound(document)


def test_pipe_table_without_rule_and_without_borders() -> None:
    assert grids(markdown("甲 | 1\n乙 | 2\n")) == [[["甲", "1"], ["乙", "2"]]]


def test_a_header_and_a_rule_begin_another_table() -> None:
    source = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 |\n|---|---|\n| 3 | 4 |\n"
    assert grids(markdown(source)) == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]]


def test_dashes_for_no_data_are_no_bullets() -> None:
    assert grids(markdown("甲 | 乙\n--- | ---\n- | 1\n- | 2\n")) == [[["甲", "乙"], ["-", "1"], ["-", "2"]]]


def test_text_layouts_occur_in_markdown_too() -> None:
    assert grids(markdown("自然人 |\n|\n0 |\n")) == [[["自然人"], [""], ["0"]]]
    assert grids(markdown("甲\n|\n1\n乙\n|\n2\n")) == [[["甲", "1"], ["乙", "2"]]]
    assert grids(markdown("甲\t1\n乙\t2\n")) == [[["甲", "1"], ["乙", "2"]]]


def test_a_heading_ends_a_table() -> None:
    document = markdown("| 甲 | 1 |\n| 乙 | 2 |\n# 一 | 二\n| 丙 | 3 |\n| 丁 | 4 |\n")
    assert grids(document) == [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"]]]
    assert headings(document) == [(1, "一 | 二")]


def test_html_table() -> None:
    source = (
        "前<div>\n<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n\n<tr><td>**2**</td></tr>\n"
        "</table></div>\n# 后\n| 乙 | 3 |\n| 丙 | 4 |\n"
    )
    document = markdown(source)
    assert grids(document) == [[["甲", "1"], ["**2**"]], [["乙", "3"], ["丙", "4"]]]
    assert headings(document) == [(0, "前"), (1, "后")]
    assert cells(document)[2].column == 2
    assert document.position(cells(document)[2].span.start) == (5, 9)
    assert_sound(document)


def test_a_comment_that_begins_behind_an_html_table() -> None:
    document = markdown("<table><tr><td>1<td>2</table> 中 <!-- 注\n释 --> 后\n")
    assert grids(document) == [[["1", "2"]]]
    assert paragraphs(document) == ["中", "后"]


@pytest.mark.whole
def test_html_tables_in_one_line() -> None:
    source = "甲" + "<table><tr><td>1<td>2</table>" * 2000 + "乙"
    document = markdown(source)
    assert grids(document) == [[["1", "2"]]] * 2000
    assert paragraphs(document) == ["甲", "乙"]


def test_an_html_table_without_end_leaves_the_text() -> None:
    assert paragraphs(markdown("<table><tr><td>甲\n\n# 一、总体情况\n")) == ["甲", "一、总体情况"]


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: 不是正文\n---\n正文",
        "```\n| 代码 | 1 |\n# 代码\n```\n正文",
        "~~~~ python\n代码\n~~~\n~~~~\n正文",
        "<!-- 注释\n| 甲 | 1 |\n更多 -->正文",
        "正文 <!-- 注释\n注释",
        "正文\n```\n没有结束\n",
    ],
)
def test_what_is_no_text(source: str) -> None:
    assert paragraphs(markdown(source)) == ["正文"]
    assert grids(markdown(source)) == []


FRAGMENT = st.sampled_from(
    [
        *("*", "**", "_", "__", "`", "```", "~~~", "\\", "[", "](", ")", "!", "<", ">", "<b>", "<!--"),
        *("-->", "&amp;", "&", "|", "\\|", "---", "===", "# ", "- ", "> ", "1. ", "\n", "\n\n", "\r\n"),
        *(" ", "\t", "甲", "总计", "12", "<br>", "<img>", "<table>", "</table>", "<tr>", "<td>"),
        *("|---|---|\n", "\u3000"),
    ]
)


@given(st.lists(FRAGMENT, max_size=40))
def test_every_character_is_in_its_place(pieces: list[str]) -> None:
    document = survive("".join(pieces), "markdown")
    if document:
        assert_sound(document)


@given(st.text(max_size=200))
def test_any_text_is_survived(source: str) -> None:
    document = survive(source, "markdown")
    if document:
        assert_sound(document)
