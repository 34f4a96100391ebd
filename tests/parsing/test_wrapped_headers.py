"""Labels of columns that wrap in a table of white space, put together by where their pieces stand."""

from __future__ import annotations

import re

import pytest

from linter import reference
from linter.model.document import Cell, Chars, Span
from linter.parsing.spacing import placed
from linter.parsing.wrapped_headers import unwrapped

BLOCKS = reference.load().vocabulary.blocks


def header(*lines: str, figures: str = "1 2 3 4 5 6 7") -> list[list[str]]:
    """The lines of a table, the last of which has figures, with the labels of its columns put together."""
    source = "".join(f"{line}\n" for line in (*lines, figures))
    rows, at = [], 0
    for number, line in enumerate((*lines, figures), 1):
        words = list(re.finditer(r"\S+", line))
        cells = [
            Cell(Chars.at(word[0], at + word.start()), Span(at + word.start(), at + word.end()), number, column)
            for column, word in enumerate(words, 1)
        ]
        rows.append(placed(source, cells, [word[0].isdigit() for word in words]))
        at += len(line) + 1
    return [[word.cell.text.text for word in row] for row in unwrapped(rows, BLOCKS)][:-1]


WHOLE = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def test_pieces_below_each_other_are_one_label() -> None:
    found = header(
        "                     申请人情况",
        "               法人或其他组织",
        "自然              社会 法律",
        "     商业 科研                总计",
        "人               公益 服务  其他",
        "     企业 机构",
        "                组织 机构",
    )
    assert found == [["申请人情况"], ["法人或其他组织"], WHOLE]


def test_a_label_of_a_row_above_the_first_figures_is_left_alone() -> None:
    lines = ["自然 商业 科研 社会公益组织 法律服务机构 其他 总计", "人  企业 机构"]
    assert header(*lines, "1.申请人无正当理由逾期不补正、") == [WHOLE, ["1.申请人无正当理由逾期不补正、"]]


def test_two_pieces_that_a_page_put_out_of_line_are_one_where_only_so_they_are_a_label() -> None:
    lines = ["自然 商业   科研 社会公益组织 法律服务机构 其他 总计", "人    企业 机构"]
    assert header(*lines) == [WHOLE]


def test_labels_that_stand_over_two_others_are_no_header_by_place() -> None:
    lines = ["自然人 商业企业科研机构 社会公益组织 法律服务机构 其他 总计", "      机构  组织"]
    assert header(*lines) == [line.split() for line in lines]


def test_a_whole_label_alone_at_the_edge_may_stand_anywhere() -> None:
    lines = ["  自然 商业 科研 社会公益组织 法律服务机构 总计", "其他", "  人  企业 机构"]
    assert header(*lines) == [WHOLE]
    lines = ["自然 商业 科研 社会公益组织 法律服务机构 其他 总计", "   企业 机构", "人"]
    assert header(*lines) == [WHOLE]


def test_whole_labels_that_only_stand_below_each_other_stay_apart() -> None:
    """Where white space does not line cells up, a further column pushes labels over others."""
    lines = ["自然人　　法人或其他组织　　总计", "商业企业　　备注　　科研机构　　社会公益组织　　法律服务机构　　其他"]
    assert header(*lines) == [line.split() for line in lines]


@pytest.mark.threshold("parsing.wrapped_headers._LEAST_KNOWN")
def test_most_labels_must_be_the_forms() -> None:
    def is_whole(*wrong: str) -> bool:
        lines = ["自然 商业 科研 社会公益组织 法律服务机构 其他 总计", "人  企业 机构"]
        for label in wrong:
            lines[0] = lines[0].replace(label, "某" * len(label))
        return len(header(*lines)) == 1

    assert is_whole("社会公益组织", "法律服务机构")
    assert not is_whole("社会公益组织", "法律服务机构", "其他")
    two_of_three = ["本年制发 本年废止 某年某某", "件数   件数   件数"]
    assert header(*two_of_three, figures="1 2 3") == [line.split() for line in two_of_three]


@pytest.mark.threshold("parsing.wrapped_headers._FEWEST_COLUMNS")
def test_a_header_of_three_columns_can_be_put_together() -> None:
    assert header("本年制发 本年废止 现行有效", "件数   件数   件数", figures="1 2 3") == [
        ["本年制发件数", "本年废止件数", "现行有效件数"]
    ]
    assert header("上一年项 本年增/减", "目数量", figures="1 2") == [["上一年项", "本年增/减"], ["目数量"]]


@pytest.mark.threshold("parsing.wrapped_headers._MOST_WORDS")
def test_a_header_has_up_to_eighty_words() -> None:
    lines = ["自然 商业 科研 社会公益组织 法律服务机构 其他 总计", "人  企业 机构"]
    assert header(" ".join(["申请人情况"] * 70), *lines)[1:] == [WHOLE]
    assert header(" ".join(["申请人情况"] * 71), *lines)[1:] == [line.split() for line in lines]


def test_words_of_one_line_may_stand_alike_where_the_source_breaks_it() -> None:
    """As in a paragraph of a page, whose source has line ends that are white space there."""
    lines = ["自然人 商业企业\n科研机构 社会公益\n法律服务机构 其他 总计", "组织"]
    assert header(*lines) == [WHOLE]


TOUCHING = [
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）      自然 商业企 科研机法人或其他组织",
    "                                                                     社会公益组 法律服务机 其  总",
    "                                                            人 业 构       织     构 他 计",
]


def test_pieces_that_touch_are_the_forms_labels_where_all_have_the_very_signs_of_these() -> None:
    found = header("            申请人情况", *TOUCHING)
    assert found[-1] == WHOLE
    assert found[0][1:] == ["申请人情况", "法人或其他组织"]
    assert header(*TOUCHING)[-1] == WHOLE
    assert header(*TOUCHING, "一、本年新收政府信息", "公开申请数")[-3:] == [
        WHOLE,
        ["一、本年新收政府信息"],
        ["公开申请数"],
    ]


@pytest.mark.parametrize(("sign", "other"), [("益", "盖"), ("计", ""), ("总", "总数"), ("人 业", "人 业 注")])
def test_with_a_sign_more_or_less_or_another_they_are_not(sign: str, other: str) -> None:
    lines = [line.replace(sign, other) for line in TOUCHING]
    assert header(*lines) == [line.split() for line in lines]


def test_labels_whole_on_one_line_tell_their_order() -> None:
    lines = ["自然人 科研机构 商业企业 社会公益 法律服务机构 其他 总计", "                组织"]
    assert ["科研机构", "商业企业"] in [line[1:3] for line in header(*lines)]


def test_pieces_of_labels_on_one_line_tell_their_order_too() -> None:
    lines = ["自然人 科研 商业 社会公益组法律服务 其他 总计", "      机构 企业      织机构"]
    assert header(*lines)[0][1:3] == ["科研机构", "商业企业"]


def test_labels_that_can_be_read_along_the_lines_are_in_their_order() -> None:
    lines = ["自然人", "科研", "机构", "商业", "企业", *WHOLE[3:]]
    assert header(*lines) == [[line] for line in lines]


def test_labels_on_lines_of_their_own_may_have_slipped() -> None:
    lines = [
        "自然人 法人或其他组织                总计",
        "      商业 科研 社会公益组织 法律服务机构       其他",
        "      企业 机构",
    ]
    assert header(*lines)[-1] == WHOLE
    lines[1:] = ["      科研 商业 社会公益组织 法律服务机构       其他", "      机构 企业"]
    assert header(*lines)[-1][1:3] == ["科研机构", "商业企业"]
