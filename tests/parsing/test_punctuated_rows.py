"""Lines with ；, 、 or ， between cells are a table where labels and figures say so, and sentences stay as they are."""

from __future__ import annotations

import pytest

from linter import reference
from linter.parsing.punctuated_rows import with_rows
from tests.parsing.lines_found import found_by

VOCABULARY = reference.load().vocabulary
HEADER = "信息内容；本年制发件数；本年废止件数；现行有效件数"
ROWS = ["规章；0；0；0", "行政规范性文件；1；0；12"]


def found(*lines: str) -> list[str | list[list[str]]]:
    return found_by(with_rows, VOCABULARY, lines)


@pytest.mark.parametrize("sign", ["；", "; ", "，", " 、 "])
def test_rows_are_cut_at_the_sign_and_labels_that_hold_it_are_whole(sign: str) -> None:
    table = [
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        ["一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"],
        [
            "三、本年度办理结果",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "1",
            "0",
            "0",
            "0",
            "0",
            "0",
            "1",
        ],
    ]
    before, behind = "本年度的申请由专人登记，按时答复。", "四、政府信息公开行政复议、行政诉讼情况"
    assert found(before, *map(sign.join, table), behind) == [before, table, behind]


def test_blank_cells_stay_blank() -> None:
    assert found(
        "第二十条第（一）项；；；；", f"{HEADER}；备注", "规章；0；；0；", "行政规范性文件；1；0；12；见附件"
    ) == [
        [
            ["第二十条第（一）项", "", "", "", ""],
            [*HEADER.split("；"), "备注"],
            ["规章", "0", "", "0", ""],
            ["行政规范性文件", "1", "0", "12", "见附件"],
        ]
    ]


def test_a_caption_between_rows_is_of_the_table() -> None:
    (table,) = found(
        "第二十条第（一）项", HEADER, *ROWS, "第二十条第（五）项", "信息内容；本年处理决定数量", "行政许可；3"
    )
    assert len(table) == 7


@pytest.mark.parametrize(
    "lines",
    [
        ["2021、2022、2023，三年的数据", "规章、行政规范性文件、行政许可、行政处罚"],
        ["规章，行政规范性文件，行政许可，行政处罚均已公开，其中规章，0，行政规范性文件，1。"],
        ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况，0，0，0"],
        ["自然人、法人、其他组织提出的申请，1、2、3季度各有一些", "总计、其他、结果维持"],
    ],
)
def test_sentences_and_lists_are_no_rows(lines: list[str]) -> None:
    assert found(*lines) == lines


@pytest.mark.threshold("parsing.punctuated_rows._FEWEST_CELLS")
def test_labels_and_figures_make_a_table() -> None:
    assert found("规章；0；0", "行政许可；0；行政处罚") == [[["规章", "0", "0"], ["行政许可", "0", "行政处罚"]]]
    few_labels = ["规章；0；0", "行政许可；0；0"]
    assert found(*few_labels) == few_labels
    few_figures = ["规章；0；行政许可", "行政处罚；0"]
    assert found(*few_figures) == few_figures


def test_thousands_parted_by_wide_commas_are_no_row() -> None:
    lines = ["规章", "１，２３４", "行政许可", "２，３４５", "行政处罚", "３，４５６，７８９"]
    assert found(*lines) == lines


@pytest.mark.threshold("parsing.punctuated_rows._MOST_UNKNOWN")
def test_a_row_has_few_cells_that_are_neither_label_nor_figure() -> None:
    rows = [HEADER, *ROWS]
    assert found(*rows, "行政许可；3；0；0；见附件；按时办结") == [
        [row.split("；") for row in (*rows, "行政许可；3；0；0；见附件；按时办结")]
    ]
    other = "行政许可；3；0；0；0；见附件；按时办结；电话答复"
    assert found(*rows, other) == [[row.split("；") for row in rows], other]
    mostly = "行政许可；见附件"
    assert found(*rows, mostly) == [[row.split("；") for row in rows], mostly]


@pytest.mark.threshold("parsing.punctuated_rows._SHORTEST_PIECE")
def test_a_single_numeral_is_no_piece_of_a_label() -> None:
    rows = [HEADER, *ROWS]
    table = [row.split("；") for row in rows]
    assert found(*rows, "三；四；五") == [table, "三；四；五"]
    assert found(*rows, "规章；公开；公开") == [[*table, ["规章", "公开", "公开"]]]
