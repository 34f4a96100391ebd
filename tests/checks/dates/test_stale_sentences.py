"""Sentences about the organ's own year, with the report's year and with another; sentences about another year."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import ORGAN, found, report

SENTENCES = [
    f"{{year}}年，{ORGAN}深入落实各项公开要求，按照“应公开尽公开”的原则健全制度。",
    f"{{year}}年，{ORGAN}办公室始终坚持公开为先。",
    f"{{year}}年，{ORGAN}在县委、县政府的领导下，公开信息12条。",
    "{year}年全年，我局公开信息12条。",
    "{year}年全年公开信息12条。",
    "{year}年新增主动公开信息12条，含通知公告8条。",
    "{year}年1月1日至12月31日，我局没有收到申请。",
    f"现发布《{ORGAN}{{year}}年政府信息公开工作年度报告》。",
    f"特向社会公布{ORGAN}{{year}}年度信息公开年度报告。",
    "截至{year}年12月31日，门户网站公开信息12条。",
    "截至{year}年底，收到公开申请12件。",
]
OF_ANOTHER_YEAR = [
    "原水利局2021年公开信息12条，今年并入后一并统计。",
    f"{ORGAN}2021年立项的水库在2022年建成。",
    "2021年全年公开信息9条，今年公开12条。",
    "网站设有专栏，其中《云川市水务局2021年政府信息公开工作年度报告》阅读量最高。",
    "2021年，水务大厦项目在县委、县政府领导下动工。",
    "现公布《云川市2021—2025年水利规划》。",
    f"年初编制了《{ORGAN}2021年政府信息公开工作年度报告》，按时公布。",
    "截至2021年底，网站改版一期工程完工。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_year_of_the_report_belongs_there(sentence: str) -> None:
    assert found("D602", report(sentence.format(year=2022))) == []
    assert [one.actual for one in found("D602", report(sentence.format(year=2021)))] == [2021]


@pytest.mark.parametrize("sentence", OF_ANOTHER_YEAR)
def test_what_is_of_another_year_names_it(sentence: str) -> None:
    assert found("D602", report(sentence)) == []


@pytest.mark.parametrize("behind", ["。本报告由六部分组成。", "，本年度报告由六部分组成。"])
def test_an_introduction_names_the_report_that_it_begins(behind: str) -> None:
    said = f"我局认真编制了《{ORGAN}{{year}}年政府信息公开工作年度报告》"
    assert found("D602", report(front=said.format(year=2022) + behind)) == []
    assert [one.actual for one in found("D602", report(front=said.format(year=2021) + behind))] == [2021]
    assert found("D602", report(front=said.format(year=2021) + "，受到好评。")) == []
    assert found("D602", report(said.format(year=2021) + behind)) == []
