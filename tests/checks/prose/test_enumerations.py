"""Announced points and parts: what is counted, and what leaves the count open."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import told

OVERVIEW = "概述、主动公开政府信息的情况、依申请公开政府信息和不予公开政府信息的情况"
FEES = "政府信息公开的收费及减免情况、政府信息公开行政复议和行政诉讼情况"
REST = "存在的主要问题及改进情况、其他需要报告的事项"
LATE = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况"
QUOTED = "“总体情况”“主动公开政府信息情况”“收到和处理政府信息公开申请情况”“行政复议、行政诉讼情况”"
TITLES = "《总体情况》、《主动公开政府信息情况》和《收到和处理政府信息公开申请情况》"
NUMBERED = "一、总体情况；二、主动公开政府信息情况；三、行政复议、行政诉讼情况"


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        (f"本报告由{OVERVIEW}、{FEES}、{REST}%s组成。", "七部分", "八部分"),
        (f"本报告由区水务局编制，包括{LATE}、{REST}%s。", "六部分", "五部分"),
        (f"本报告包括{LATE}，存在的主要问题和改进措施，其他需要报告的事项和附表，共%s。", "七个部分", "五个部分"),
        (f"全文分为{LATE}以及其他需要报告的事项%s内容。", "五大部分", "六大部分"),
        (f"本报告共分%s：{LATE}、存在的主要问题及改进情况和其他需要报告的事项。", "6个部分", "7个部分"),
        (f"本报告由%s组成，分别是{LATE}、{REST}。", "六部分", "五部分"),
        (f"本报告包括{QUOTED}%s。", "四部分", "六部分"),
        (f"本报告包括{TITLES}%s。", "三个部分", "四个部分"),
        (f"本报告共分%s：{NUMBERED}。", "三个部分", "四个部分"),
        (f"本报告包括{NUMBERED}等%s。", "三个部分", "两个部分"),
        ("由概述、主动公开、依申请公开、收费、减免情况、复议、诉讼情况%s组成。", "五部分", "七部分"),
    ],
)
def test_parts_are_counted(sentence: str, right: str, wrong: str) -> None:
    assert told("A307", sentence % right) == []
    assert told("A307", sentence % wrong) == [wrong]


@pytest.mark.parametrize(
    ("listed", "silent", "wrong"),
    [
        (f"{LATE}、{REST}与附表", ["六部分", "七部分"], ["五部分", "八部分"]),
        (f"{LATE}、{REST}以及附件等", ["六部分", "七部分", "九部分"], ["五部分"]),
        (f"{LATE}、存在的主要问题及改进情况和其他需要报告的事项", ["五部分", "六部分"], ["四部分", "七部分"]),
        (f"{LATE}以及存在的主要问题及改进情况和其他事项", ["四部分", "五部分", "六部分"], ["三部分", "七部分"]),
    ],
)
def test_a_word_may_part_two_titles_or_join_them(listed: str, silent: list[str], wrong: list[str]) -> None:
    for number in silent:
        assert told("A307", f"本报告由{listed}{number}组成。") == []
    for number in wrong:
        assert told("A307", f"本报告由{listed}{number}组成。") == [number]


@pytest.mark.parametrize(
    "sentence",
    [
        f"本报告包括{LATE}等六部分。",
        "本报告包括总体情况、收费情况、减免情况、存在的问题六部分。",
        "本报告包括总体情况、主动公开情况、存在的问题、改进措施六部分。",
        "本报告包括总体情况、主要做法、主动公开、工作亮点六部分。",
        "本报告包括总体情况和工作情况、主动公开情况六部分。",
        "工作包括组织领导、制度建设、平台建设、监督保障五个方面。",
        "目录包括机构职能、政策法规、规划计划六部分。",
        "本报告由区水务局编制，共六部分。",
        f"本报告共六部分：{LATE}，可在网站下载。",
        f"本报告共六部分，{LATE}的数据经过核对。",
    ],
)
def test_an_uncertain_list_is_not_counted(sentence: str) -> None:
    assert told("A307", sentence) == []


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (["存在三个方面问题：一是水；三是水；三是水。"], ["三个方面"]),
        (["存在以下两个问题：一是水；三是水。"], ["两个问题"]),
        (["突出三个方面，一要水，三要水，三要水。"], ["三个方面"]),
        (["存在三个方面的不足：", "一是水。", "三是水。", "三是水。"], ["三个方面"]),
        (["主要有以下3条。", "一是水。", "二是水。"], ["3条"]),
        (["主要措施有四条：一是水；二是水；三是水。"], ["四条"]),
        (["存在问题3条：一是水；二是水。"], ["3条"]),
    ],
)
def test_points_are_fewer_or_numbered_wrongly(body: list[str], wrong: list[str]) -> None:
    assert told("A307", *body) == wrong


@pytest.mark.parametrize(
    "body",
    [
        ["全年公布办事指南8条。", "一是水。", "二是水。"],
        ["全年公布办事指南8条：一是水；二是水。"],
        ["办理建议提案5项，一是水；二是水。"],
        ["发布信息三类。", "一是水。", "二是水。"],
        ["坚持两个方面：一是水，一是水。"],
        ["存在三个问题：一是水，即一是水，二是水；二是水；三是水。"],
        ["均在收到后十个工作日内答复。", "（一）登记及时。", "（二）答复规范。"],
        ["在五个工作日内办结：一是登记，二是答复。"],
    ],
)
def test_a_figure_is_no_announcement(body: list[str]) -> None:
    assert told("A307", *body) == []


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (["一是水。", "三是水。", "三是水。"], ["三是"]),
        (["存在三个问题：一是水；三是水；三是水。"], ["三是"]),
        (["一是水。", "水。", "二是水；三是水；三是水。"], ["三是"]),
        (["一是水。", "具体做法：一是水，二是水，三是水。", "二是水。"], []),
        (["一是水，包括：一是水，二是水。", "二是水。", "三是水。"], []),
        (["水：一是水。", "四是水。"], []),
    ],
)
def test_numbers_in_running_text_run_on(body: list[str], wrong: list[str]) -> None:
    assert told("S104", *body) == wrong
