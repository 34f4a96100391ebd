"""Where advertising hides, what a contact line may say, which paragraphs break off."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.content.personal import has_luhn_digit, is_identity_number
from linter.engine.lint import lint_source
from linter.model.diagnostics import FileResult, Severity
from tests.places import RULE_EXAMPLES
from tests.tiers import examples

BASE = (RULE_EXAMPLES / "2008.md").read_text("utf-8").replace("## ", "").replace("# ", "")
PAGE = """<html><head><title>{title}</title><meta name="keywords" content="{meta}"></head><body>
<nav>{nav}</nav><h1>云川市水务局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>全年主动公开信息20条，见<a href="{link}" title="{tip}">门户网站</a>。</p>
<img src="a.png" alt="{alt}"><div style="display:none">{hidden}</div><footer>{foot}</footer></body></html>"""
EMPTY = dict.fromkeys(("title", "meta", "nav", "tip", "alt", "hidden", "foot"), "云川市水务局")


def codes(result: FileResult, code: str) -> list[str]:
    return [str(found.actual) for found in result.diagnostics if found.code == code]


def page(**parts: str) -> FileResult:
    source = PAGE.format(**{**EMPTY, "link": "http://www.yunchuan.gov.cn/", **parts})
    return lint_source(source, path="a.html", format="html")


def after(text: str, code: str) -> FileResult:
    source = BASE.replace("没有其他需要报告的事项。", f"没有其他需要报告的事项。\n{text}")
    return lint_source(source, path="a.txt", format="text", select=[code])


@pytest.mark.parametrize("place", sorted(EMPTY))
def test_advertising_is_found_wherever_a_page_holds_it(place: str) -> None:
    assert codes(page(), "X801") == []
    assert codes(page(**{place: "太阳城官网开户送彩金"}), "X801") == ["太阳城官网开户送彩金"]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.bet3658.com/",
        "https://vns8888.cc",
        "http://www.88casino.example/a",
        "//www.7163.com",
        "http://yabo777.vip/",
    ],
)
def test_a_link_to_a_gambling_site_is_found(address: str) -> None:
    assert codes(page(link=address), "X801") == [address]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.gov.cn/zhengce/2016-01/01/content_5032567.htm",
        "https://mp.weixin.qq.com/s/365bet",
        "http://www.12345.gov.cn/",
        "http://www.12371.cn/",
        "http://www.12388.gov.cn/",
        "https://www.people.com.cn/n1/2016/0101/c1001-28000000.html",
        "/art/2016/1/1/art_365_12345.html",
        "javascript:void(0)",
        "mailto:office@yunchuan.gov.cn",
        "http://alphabet.example/better",
        "https://www.163.com/",
        "https://www.51job.com/",
    ],
)
def test_an_ordinary_link_is_none(address: str) -> None:
    assert codes(page(link=address), "X801") == []


def test_markdown_is_searched_in_texts_links_and_pictures() -> None:
    source = "# 云川市水务局2016年政府信息公开工作年度报告\n\n一、概述\n\n见[时时彩平台](http://www.bet3658.com/a)。\n\n![真人百家乐](b.png)\n"
    found = lint_source(source, select=["X801"])
    assert codes(found, "X801") == ["时时彩平台", "http://www.bet3658.com/a", "真人百家乐"]


def test_a_page_that_is_no_report_any_more_is_still_called_injected() -> None:
    result = lint_source("澳门新葡京娱乐城\n\n真人百家乐开户送彩金\n", path="a.txt", format="text")
    assert {found.code for found in result.diagnostics} == {"S107", "X801"}


def test_every_occurrence_in_a_line_has_its_place() -> None:
    result = after("制订《28365365打不开信息公开办法》和《28365365打不开保密办法》。", "X801")
    assert [found.location.column for found in result.diagnostics] == [4, 24]


@pytest.mark.parametrize("gap", [" ", "\u3000\u3000", "\t"])
def test_figures_of_a_row_with_words_behind_them_are_no_name(gap: str) -> None:
    """The rest of a row whose label stands on the line above, again and again."""
    row = gap.join("0000000")
    lines = "\n".join(f"公开申请数量\n{row}{gap}见附件" for _ in range(5))
    assert codes(after(lines, "X801"), "X801") == []
    assert codes(after(lines.replace(row, row.replace(gap, "")), "X801"), "X801") == ["0000000 见附"] * 5
    assert codes(after(f"{lines}\n" + "《28365365打不开办法》\n" * 3, "X801"), "X801") == ["28365365打不开"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "联系人：张某某，联系电话：13800138000",
        "如对本报告有疑问，请与云川市水务局办公室联系（电话：13800138000）。",
        "咨询电话：0731-28580689 13800138000",
        "监督电话：138 0013 8000",
    ],
)
def test_a_mobile_number_in_the_contact_line_is_a_warning(text: str) -> None:
    (found,) = after(text.replace("张某某", "张伟"), "X803").diagnostics
    assert found.severity is Severity.WARNING
    assert found.actual == "138****8000"


@pytest.mark.parametrize(
    "text",
    [
        "申请人张某，联系电话：13800138000，申请公开征地批文。",
        "联系电话：0731-28580689。本年度村民李四（13800138000）申请公开征地批文。",
        "李四13800138000反映水质问题。",
    ],
)
def test_another_person_s_mobile_number_is_an_error(text: str) -> None:
    (found,) = after(text, "X803").diagnostics
    assert found.severity is Severity.ERROR


def test_numbers_in_table_cells_are_found_in_their_row() -> None:
    source = BASE + "\n| 申请人 | 电话 |\n|---|---|\n| 李四 | 13800138000 |\n"
    (found,) = lint_source(source, select=["X803"]).diagnostics
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "ending",
    [
        "我局加强组织领导，健全工作制度，明确责任分工，同时完善公开目录、",
        "我局按照上级部署，健全工作制度，明确责任分工，编制公开指南和",
    ],
)
def test_a_paragraph_that_breaks_off_is_found(ending: str) -> None:
    source = BASE.replace("群众仍需多次来电询问。下一步", f"群众仍需多次来电询问。\n{ending}\n下一步")
    assert len(codes(lint_source(source, path="a.txt", format="text"), "X802")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "2016年，我局围绕中心工作推进政府信息公开，重点做了以下几个方面的工作，\n1.加强组织领导。\n2.健全制度。",
        "2016年，我局围绕中心工作推进政府信息公开，取得了比较明显的成效",
        "2016年，我局围绕中心工作推进政府信息公开，具体情况如下：",
    ],
)
def test_a_paragraph_that_only_lacks_its_full_stop_is_left_alone(text: str) -> None:
    assert codes(after(text, "X802"), "X802") == []


def test_a_text_in_short_lines_is_not_broken_off() -> None:
    lines = [line[at : at + 36] for line in BASE.splitlines() for at in range(0, len(line) or 1, 36)]
    assert codes(lint_source("\n".join(lines), path="a.txt", format="text"), "X802") == []


def identity_number(region: str, date: str, order: int) -> str:
    """An ID number with its check sign, reckoned as ISO 7064 defines it: the weighted sum is 1 modulo 11."""
    digits = f"{region}{date}{order:03d}"
    for sign in "0123456789X":
        values = [10 if character == "X" else int(character) for character in digits + sign]
        if sum(value * pow(2, 17 - place, 11) for place, value in enumerate(values)) % 11 == 1:
            return digits + sign
    raise AssertionError


@given(
    st.sampled_from(["110101", "430202", "620102", "810000", "659001"]),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 1, 1)),
    st.integers(0, 999),
)
@settings(max_examples=examples(60))
def test_an_id_number_is_known_by_its_check_sign(region: str, born: object, order: int) -> None:
    number = identity_number(region, f"{born:%Y%m%d}", order)
    assert is_identity_number(number)
    assert is_identity_number(number.lower())
    for sign in set("0123456789X") - {number[-1]}:
        assert not is_identity_number(number[:-1] + sign)


@given(st.integers(10**14, 10**17))
def test_exactly_one_last_digit_makes_a_card_number(number: int) -> None:
    assert sum(has_luhn_digit(f"{number}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    "row",
    [
        "1 3 0 0 4 0 0 0 0 0 1 0 0 0 1",
        "1 3 8 0 0 1 3 8 0 0 0 0",
        "4 3 0 2 0 2 6 0 0 1 2 3 1 2 3",
        "13 8 0 0 13 8 0 0 0 4",
        "138 0 0 1 3 8 0 0 0",
        "62 2 20 20 200 11 22 33 44 6",
    ],
)
def test_a_row_of_figures_in_white_space_is_no_number(row: str) -> None:
    assert after(row, "X803").diagnostics == ()


@pytest.mark.whole
def test_a_very_long_row_of_digits_takes_no_time() -> None:
    assert after("1 3 8 0 " * 50_000, "X803").diagnostics == ()
    assert after("1380013800" * 20_000, "X803").diagnostics == ()


def test_a_number_that_stands_for_a_name_is_told_each_time() -> None:
    result = after("《770077彩云保密办法》已印发。\n770077彩云召开会议，770077彩云办公室负责落实。", "X801")
    assert [found.actual for found in result.diagnostics] == ["770077彩云"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "123456万元投入水利。\n123456万元全部到位，123456万元已经支出。",
        "20160101期简报印发。\n20160101期简报上网，20160101期简报归档。",
        "电话28201612转接办公室，28201612转接值班室，28201612转接信访室。",
        "12345热线办结20件。\n12345热线满意率95%，12345热线全年畅通。",
    ],
)
def test_numbers_that_come_again_are_no_names(text: str) -> None:
    assert after(text, "X801").diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "欢迎广大群众拨打监督电话13800138000。",
        "如对本报告有疑问，请与云川市水务局政府信息公开工作领导小组办公室联系，手机13800138000。",
    ],
)
def test_a_line_to_the_public_is_a_contact_line(text: str) -> None:
    (found,) = after(text, "X803").diagnostics
    assert found.severity is Severity.WARNING


HOSTILE = {
    "question marks": "?" * 200_000,
    "mobile numbers": "13800138000，" * 15_000,
    "names": "\n".join(f"{100000 + number}甲乙好" for number in range(20_000)),
    "braces": ("{" + "font" * 49) * 1_000,
    "brackets": "[bookmark:《" * 20_000,
    "brands": "《28365365打不开办法》。" * 10_000,
    "digits": "1" * 200_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_takes_long(text: str) -> None:
    start = perf_counter()
    after(text, "X")
    assert perf_counter() - start < 20  # a step that is not linear takes minutes
