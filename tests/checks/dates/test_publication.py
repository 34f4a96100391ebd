"""When a report was published: where its date is found, and which one counts."""

from __future__ import annotations

import pytest

from linter.checks.registry import rules as load
from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic
from linter.rules.selection import RuleSet, select

_BODY = """
一、概述
2016年，我局认真做好信息公开工作。
二、主动公开政府信息的情况
公开信息20条。
三、依申请公开政府信息的情况
没有收到申请。
"""


def found(
    text: str, organ: str = "云川市水务局", year: int = 2022, format: str = "text", rules: RuleSet | None = None
) -> list[tuple[str, str]]:
    """Codes and dates of what is reported about the publication of a report."""
    title = f"{organ}{year}年政府信息公开工作年度报告"
    source = text.replace("TITLE", title).replace("BODY", _BODY.replace("2016", str(year)))
    return [
        (d.code, str(d.actual))
        for d in lint_source(source, path=f"a.{format}", format=format, ruleset=rules).diagnostics
        if d.code in ("D603", "D605")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2023-02-24 11:38　浏览次数：12",
        "发布时间:2023-02-24 11:38浏览次数:字体:[ ]",
        "时间：2023-02-24 来源：云川市水务局",
        "发布日期：2023年2月24日 来源：办公室",
        "公开日期： 2023/2/24",
        "索引号：XX-01 发布日期：2023.02.24",
        "来源：云川市水务局　发布时间：2023-02-24 16:22　浏览次数：132次",
        "作者：办公室 时间：2023-02-24",
        "〔2023年2月24日〕",
        "2023-02-24",
    ],
)
def test_the_page_tells_the_date(line: str) -> None:
    assert found(f"TITLE\n{line}\nBODY") == [("D603", "2023-02-24")]


@pytest.mark.parametrize(
    "signed",
    [
        "云川市水务局\n2023年2月24日",
        "云川市水务局\n\n二〇二三年二月二十四日",
        "云川市水务局　2023年2月24日",
        "云川市水务局办公室　2023年2月24日印发",
        "2023年2月24日\n（此件公开发布）",
        "２０２３年２月２４日",
    ],
)
def test_the_date_under_the_text(signed: str) -> None:
    assert found(f"TITLE\nBODY\n{signed}\n") == [("D603", "2023-02-24")]


def test_the_date_signed_counts_before_the_page_s() -> None:
    assert found("TITLE\n发布时间：2022-06-01\nBODY\n云川市水务局\n2023年1月12日\n") == []
    assert found("TITLE\n发布时间：2023-01-12\nBODY\n云川市水务局\n2023年2月12日\n") == [("D603", "2023-02-12")]


def test_the_surest_label_counts() -> None:
    assert found("TITLE\n生成日期：2022-12-20 发布日期：2023-01-12\nBODY") == []


def test_a_date_in_the_text_is_none_of_publication() -> None:
    assert (
        found(
            "TITLE\nBODY\n会议公开时间为2023年5月1日，更新日期为2022年3月1日，我局及时公布。\n没有其他需要报告的事项。"
        )
        == []
    )


def test_the_head_of_a_page() -> None:
    page = (
        '<html><head><meta name="PubDate" content="2023-02-24 10:00"></head><body><h1>TITLE</h1><p>{}</p></body></html>'
    )
    body = _BODY.replace("\n", "</p><p>").replace("2016", "2022")
    assert found(page.format(body), format="html") == [("D603", "2023-02-24")]


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_table_of_facts_about_the_page(wrapped: bool) -> None:
    cells = "<td>发布日期</td><td>2023-02-24</td>" if not wrapped else "<td>发布日期： 2023-02-24</td>"
    body = _BODY.replace("\n", "</p><p>").replace("2016", "2022")
    page = f"<table><tr><td>索引号</td><td>0123-22</td>{cells}</tr></table><h1>TITLE</h1><p>{body}</p>"
    assert found(page, format="html") == [("D603", "2023-02-24")]


@pytest.mark.parametrize(
    ("organ", "year", "last"),
    [
        ("云川市水务局", 2022, "2023-01-31"),
        ("云川市发展和改革委员会", 2020, "2021-01-31"),
        ("国家林业和草原局", 2019, "2020-01-31"),
        ("镇江市财政局", 2022, "2023-01-31"),
        ("清河区柳溪镇人民政府", 2022, "2023-01-31"),
        ("双塔区前进街道", 2022, "2023-01-31"),
        ("清河区前进街道办事处", 2022, "2023-01-31"),
        ("云川市人民政府", 2022, "2023-03-31"),
        ("镇安县人民政府", 2022, "2023-03-31"),
        ("云川市人民政府办公室", 2022, "2023-03-31"),
        ("云川高新技术产业开发区管理委员会", 2022, "2023-03-31"),
        ("定西市公共资源交易中心", 2022, "2023-03-31"),
        ("云川市水务局", 2018, "2019-03-31"),
        ("云川市水务局", 2012, "2013-03-31"),
        ("清河区柳溪镇人民政府", 2015, "2016-03-31"),
    ],
)
def test_the_limit_of_each_kind_of_organ(organ: str, year: int, last: str) -> None:
    month, day = (int(part) for part in last.split("-")[1:])
    late = f"{year + 1}-{month + 1:02}-01"
    assert found(f"TITLE\n发布时间：{last}\nBODY", organ, year) == []
    assert found(f"TITLE\n发布时间：{late}\nBODY", organ, year) == [("D603", late)]
    assert day == 31


@pytest.mark.parametrize(
    ("signed", "date"),
    [("2022年1月20日", "2022-01-20"), ("2022年12月31日", "2022-12-31"), ("二〇二一年一月五日", "2021-01-05")],
)
def test_before_the_year_has_ended(signed: str, date: str) -> None:
    assert found(f"TITLE\nBODY\n云川市水务局\n{signed}\n") == [("D605", date)]


def test_a_moved_page_is_not_late_but_a_late_signature_is() -> None:
    assert found("TITLE\n发布时间：2025-06-01\nBODY") == []
    assert found("TITLE\nBODY\n云川市水务局\n2025年6月1日\n") == [("D603", "2025-06-01")]


@pytest.mark.whole
def test_a_province_may_set_earlier_days(tmp_path: object) -> None:
    path = f"{tmp_path}/local.yaml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            "rules:\n  - code: D603\n    with:\n      deadlines: {until_2018: 03-31, township: 01-20, "
            "government: 03-10, department: 01-20, other: 03-31}\n"
        )
    rules = select(load([path]))
    assert found("TITLE\n发布时间：2023-01-25\nBODY") == []
    assert found("TITLE\n发布时间：2023-01-25\nBODY", rules=rules) == [("D603", "2023-01-25")]


def test_messages_name_the_limit() -> None:
    (diagnostic,) = [
        d
        for d in lint_source(
            f"云川市水务局2022年政府信息公开工作年度报告\n发布时间：2023-02-24\n{_BODY}", path="a.txt", format="text"
        ).diagnostics
        if d.code == "D603"
    ]
    assert isinstance(diagnostic, Diagnostic)
    assert "2023年2月24日" in diagnostic.message
    assert "2023年1月31日" in diagnostic.message
    assert diagnostic.basis is not None
    assert "第四十九条" in diagnostic.basis
