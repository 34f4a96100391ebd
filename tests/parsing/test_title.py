"""Titles as they are met, and what is none."""

from __future__ import annotations

import pytest

from linter import reference
from linter.model.document import Chars, Paragraph
from linter.parsing.title import find_title, read_title

LEXICON = reference.load().lexicon


@pytest.mark.parametrize(
    ("text", "organization", "year"),
    [
        ("云岫县市场监督管理局2016年政务信息公开年度报告", "云岫县市场监督管理局", 2016),
        ("2012年望汀市政府信息公开工作年度报告", "望汀市", 2012),
        ("2012年望汀市人民政府信息公开工作年度报告", "望汀市人民政府", 2012),
        ("望汀市公共资源交易中心2020年政府信息公开工作的年度报告", "望汀市公共资源交易中心", 2020),
        ("双桥区前进街道2020年政府信息公开工作年度报告", "双桥区前进街道", 2020),
        ("关于2022年度政府信息公开情况的报告", None, 2022),
        ("望汀市青桐区人民政府2022年政府信息公开工作年度报告（超链版）", "望汀市青桐区人民政府", 2022),
        ("2023年下河镇政府信息公开工作年度报告", "下河镇", 2023),
        ("政府信息公开工作年报", None, None),
        ("望汀市水利局关于2023年政府信息公开工作年度报告的报告", "望汀市水利局", 2023),
        ("关于报送望汀市水利局2023年政府信息公开工作年度报告的报告", "望汀市水利局", 2023),
        ("关于报送2023年政府信息公开工作年度报告的报告", None, 2023),
        ("望汀市水利局 2024 年政府信息公开工作年度报告", "望汀市水利局", 2024),
        ("望汀市水利局二〇二三年政府信息公开工作年度报告", "望汀市水利局", 2023),
        ("望汀市水利局２０２３年度政府信息公开年度报告", "望汀市水利局", 2023),
        ("望汀市水利局2023政府信息公开工作年度报告", "望汀市水利局", 2023),
        ("望汀市水利局2013年政府信息公開年度報告", "望汀市水利局", 2013),
        ("望汀市水利局2023年政府信息公工作年度报告", "望汀市水利局", 2023),
        ("望汀市水利局20XX年政府信息公开工作年度报告", "望汀市水利局", None),
        ("202_年度望汀市水利局政府信息公开工作年度报告", "望汀市水利局", None),
        ("××年望汀市水利局政府信息公开工作年度报告", "望汀市水利局", None),
        ("××市水利局2023年政府信息公开工作年度报告", None, 2023),
        ("望汀市__局2023年政府信息公开工作年度报告", None, 2023),
        ("望汀市水利局 年政府信息公开工作年度报告", "望汀市水利局", None),
        ("  年度望汀市水利局政府信息公开工作年度报告", "望汀市水利局", None),
        ("望汀市水利局（  ）年政府信息公开工作年度报告", "望汀市水利局", None),
        ("望汀市水利局____年政府信息公开工作年度报告", "望汀市水利局", None),
        ("望汀市水利局20233年政府信息公开工作年度报告", "望汀市水利局", None),
        ("望汀市水利局203年政府信息公开工作年度报告", "望汀市水利局", None),
        ("望汀市第203小学2023年政府信息公开工作年度报告", "望汀市第203小学", 2023),
        ("望汀市青年宫政府信息公开工作年度报告", "望汀市青年宫", None),
    ],
)
def test_titles(text: str, organization: str | None, year: int | None) -> None:
    title = read_title(Chars.at(text, 7), LEXICON)
    assert title is not None
    assert title.names_report
    assert (title.organization, title.year) == (organization, year)
    assert title.span == (7, 7 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况",
        "现将我局2023年政府信息公开工作年度报告公布如下。",
        "本报告依照《中华人民共和国政府信息公开条例》编制",
        "2023年，我局主动公开政府信息100条",
    ],
)
def test_no_titles(text: str) -> None:
    title = read_title(Chars.at(text, 0), LEXICON)
    assert title is None or not title.names_report


def test_another_kind_of_document_is_told_from_a_report() -> None:
    title = read_title(Chars.at("望汀市水利局2017年政务公开工作总结", 0), LEXICON)
    assert title is not None
    assert not title.names_report
    assert title.year == 2017


@pytest.mark.parametrize(
    "lines",
    [
        ["云岫县文广新局2013年度信息公开工作", "年度报告"],
        ["云岫县文广新局", "2013年度政府信息公开工作年度报告"],
        ["云岫县文广新局", "2013年度", "政府信息公开工作年度报告"],
        ["政府信息公开年报", "云岫县文广新局2013年度政府信息公开工作年度报告"],
        ["云岫县文广新局", "云岫县文广新局", "云岫县文广新局2013年度", "信息公开年度报告"],
        ["云岫县", "云岫县文广新局2013年度信息公开", "年度报告"],
        ["名称 云岫县文广新局2013年度政府信息公开工作年度报告"],
        ["标 题　云岫县文广新局2013年度政府信息公开", "工作年度报告"],
    ],
)
def test_a_title_over_several_lines(lines: list[str]) -> None:
    title = find_title([Paragraph(Chars.at(line, 100 * n)) for n, line in enumerate(lines)], None, LEXICON)
    assert title is not None
    assert (title.organization, title.year) == ("云岫县文广新局", 2013)


@pytest.mark.parametrize("cut", ["政府", "政府信", "政府信息", "政府信息公", "政府信息公开", "政府信息公开工作"])
def test_a_title_cut_anywhere_by_the_end_of_a_line(cut: str) -> None:
    whole = "云岫县南坪镇人民政府政府信息公开工作年度报告"
    at = whole.index("政府政府") + 2 + len(cut)
    title = find_title([Paragraph(Chars.at(whole[:at], 0)), Paragraph(Chars.at(whole[at:], 100))], None, LEXICON)
    assert title is not None
    assert (title.text, title.organization, title.year) == (whole, "云岫县南坪镇人民政府", None)


def test_the_head_of_a_page_is_a_title_without_a_place() -> None:
    head = Chars.at("望汀市水利局2023年政府信息公开工作年度报告_望汀市人民政府", 50)
    title = find_title([], head, LEXICON)
    assert title is not None
    assert (title.organization, title.year, title.span) == ("望汀市水利局", 2023, None)
