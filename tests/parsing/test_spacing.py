"""Blank figures in a table that only white space draws."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter import reference
from linter.model.report import State
from linter.parsing.parser import parse_document
from linter.readers import read


@pytest.mark.parametrize("layout", ["pdf-after", "pdf-before", "pdf-around"])
@pytest.mark.parametrize("seed", range(8))
def test_the_other_figures_of_a_row_keep_their_columns(layout: str, seed: int) -> None:
    rng = Random(f"{layout}{seed}")
    report = make_report(rng, "2021", busy=seed % 2 == 0)
    blank = rng.sample([address for address in report.tables if address.startswith("applications/")], 6)
    for address in blank:
        report = with_value(report, address, None)
    drawing = draw(report, layout)
    table = parse_document(read(drawing.name, drawing.data), reference.load()).tables["applications"]
    assert {address: figure.value for address, figure in table.figures.items()} == {
        address: value for address, value in report.tables.items() if address.startswith("applications/")
    }
    assert {address for address, figure in table.figures.items() if figure.state is State.BLANK} == set(blank)


def test_figures_that_stand_under_no_column_are_not_guessed() -> None:
    text = (
        "某县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"
        "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n"
        "二、上年结转政府信息公开申请数量 2 0 0 0 2\n"
        "（七）总计 3 0 0 0 0 0 3\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
    )
    table = parse_document(read("a.txt", text.encode()), reference.load()).tables["applications"]
    assert {figure.state for figure in table.figures.values() if figure.row == "carried_over"} == {State.UNKNOWN}
    assert table.figures["applications/total/person"].value == 3


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000"])
def test_a_heading_with_its_letters_apart_behind_a_table_is_no_header(blank: str) -> None:
    title = blank.join("政府信息公开行政复议、行政诉讼情况")
    text = (
        "某县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"
        "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n"
        f"四、结转下年度继续办理 0 0 0 0 0 0 0\n四、{title}\n行政复议 行政诉讼\n"
    )
    report = parse_document(read("a.txt", text.encode()), reference.load())
    assert report.part("disputes") is not None
