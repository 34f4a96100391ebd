"""A text without a title is a report where it says so itself, or where its overview speaks of disclosure."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source

OVERVIEW = "一、总体情况\n\n2023年，本局规范公开流程，健全审核制度。\n"


def is_report(source: str) -> bool:
    result = lint_source(source, path="a.txt", format="text", select=["S107"])
    return not result.diagnostics


@pytest.mark.parametrize(
    "front",
    [
        "本报告按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "本报告按照《政府信息公开条例》编制，统计数据的期限自2023年1月1日起，至2023年12月31日止。",
        "依照《中华人民共和国政府信息公开条例》，现公布青石市水利局2023年政府信息公开工作年度报告。",
        "本年度报告是按照《中华人民共和国政府信息公开条例》的要求，由青石市水利局编制而成。",
        "本局按照《政府信息公开条例》规范公开。现将青石市水利局2023年度政府信息公开工作报告如下：",
        "现将2023年青石市水利局政府信息公开年度工作情况汇报如下：",
    ],
)
def test_a_text_may_say_what_it_is(front: str) -> None:
    assert is_report(f"{front}\n\n{OVERVIEW}")
    assert not is_report(OVERVIEW)


@pytest.mark.parametrize(
    "front",
    [
        "为做好政府信息公开，制定本方案，工作时间为2023年3月1日至2023年11月30日。",
        "本年度报告按照《水法》编制，所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "现将政府信息公开指南公布如下。",
        "现将2023年政府信息公开自查情况报告如下：",
        "现将2023年供水工作报告如下：",
    ],
)
def test_other_texts_do_not(front: str) -> None:
    assert not is_report(f"{front}\n\n{OVERVIEW}")


def test_a_text_that_says_its_kind_and_its_period_is_one_whatever_became_of_its_headings() -> None:
    kind = "现将青石市水利局2023年度政府信息公开工作报告如下："
    period = "所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
    assert is_report(f"{kind}{period}\n\n主动公开政府信息20条。")
    assert not is_report(f"{kind}\n\n主动公开政府信息20条。")


def test_below_a_title_without_a_year_a_text_may_say_what_it_is() -> None:
    told = "本年度报告按照《中华人民共和国政府信息公开条例》编制。"
    assert is_report(f"水利局政府信息公开工作年度报告\n\n{told}\n\n{OVERVIEW}")
    assert not is_report(f"水利局政府信息公开工作年度报告\n\n{OVERVIEW}")


@pytest.mark.parametrize("told", ["围绕青石学院2021—2022学年度信息公开工作", "根据2021-2022学年学校信息公开情况"])
def test_what_a_school_reports_on_its_own_year_is_another_document_without_a_title_too(told: str) -> None:
    front = f"按照《高等学校信息公开办法》，{told}编制本年度报告，数据的统计时间为2021年9月1日至2022年8月31日。"
    result = lint_source(f"{front}\n\n一、概述\n\n公开12条。\n", path="a.txt", format="text")
    assert [found.code for found in result.diagnostics] == ["S107"]


def test_what_a_text_says_of_itself_may_stand_in_its_overview() -> None:
    told = "现向社会公开本局2023年政府信息公开工作年度报告，数据的统计期限自2023年1月1日起至2023年12月31日止。"
    assert is_report(f"一、总体情况\n\n{told}\n")


def test_an_overview_may_speak_of_disclosure_under_its_headings() -> None:
    assert is_report(f"{OVERVIEW}\n（一）主动公开情况\n\n公开12条。\n\n（二）依申请公开情况\n\n收到1件。\n")
    assert not is_report(f"{OVERVIEW}\n（一）供水情况\n\n供水12次。\n\n（二）主动公开情况\n\n公开1条。\n")


def codes_of_years(told: str, period: int) -> list[str]:
    source = (
        f"{told}报告按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{period}年1月1日起至{period}年12月31日止。\n\n"
        "一、总体情况\n\n2023年，本局规范公开流程。2023年公开信息12条。\n"
    )
    found = lint_source(source, path="a.txt", format="text", select=["D601", "D602"])
    return [diagnostic.code for diagnostic in found.diagnostics]


def test_last_year_s_report_published_in_the_year_does_not_name_it() -> None:
    told = (
        "本报告按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n\n一、总体情况\n\n（一）主动公开\n\n"
        "2023年公开信息12条。按时公开2022年度决算，发布2022年度政府信息公开年报。\n"
    )
    found = lint_source(told, path="a.txt", format="text", select=["D601", "D602"])
    assert (found.year, [diagnostic.code for diagnostic in found.diagnostics]) == (2023, [])


def test_a_text_without_a_title_names_its_year_in_spite_of_a_wrong_period() -> None:
    told = "现公布青石市水利局2023年政府信息公开工作年度报告。"
    assert codes_of_years(told, 2023) == []
    assert codes_of_years(told, 2021) == ["D601"]
    assert "D601" not in codes_of_years("", 2021)  # nothing says that the others are right


def test_a_year_that_the_introduction_names_alone_is_the_mistake() -> None:
    source = (
        "本镇编制了《青石镇2022年政府信息公开工作年度报告》。本报告所列数据的统计期限自2023年1月1日起至12月31日止。\n\n"
        "一、总体情况\n\n2023年度，本镇规范公开流程。截至2023年12月31日，公开信息12条。\n"
    )
    result = lint_source(source, path="a.txt", format="text", select=["D601", "D602"])
    assert (result.year, [found.code for found in result.diagnostics]) == (2023, ["D602"])


@pytest.mark.parametrize("label", ["标题：", "- 標題: ", "• 标题："])
def test_a_line_of_the_page_names_the_title(label: str) -> None:
    named = f"- 索引号: 000\n{label}青石市水利局2023年政府信息公开工作年度报告\n"
    result = lint_source(f"{named}{OVERVIEW}", path="a.txt", format="text", select=["S106", "S107"])
    assert result.diagnostics == ()


@pytest.mark.parametrize("row", ["标 题 | {} | | |", "发布机构 | 青石市 | 名称 | {} |", "标题： | {} | | |"])
def test_a_row_of_the_page_s_table_names_the_title(row: str) -> None:
    title = "青石市水利局2023年政府信息公开工作年度报告"
    named = f"索 引 号 | 0142-9 | 分 类 | 报告 |\n{row.format(title)}\n文 号 | 无 | 主 题 词 | |\n"
    result = lint_source(f"{named}{OVERVIEW}", path="a.txt", format="text", select=["S106", "S107"])
    assert (result.diagnostics, result.organization) == ((), "青石市水利局")


@pytest.mark.parametrize("below", ["（青石市水利局）", "(青石市水利局)", "青石市水利局"])
def test_the_organ_may_stand_alone_below_a_title_without_one(below: str) -> None:
    for title in ("2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告（2024-01-31）"):
        result = lint_source(f"{title}\n\n{below}\n\n{OVERVIEW}", path="a.txt", format="text", select=["S106"])
        assert (result.diagnostics, result.organization) == ((), "青石市水利局")


@pytest.mark.parametrize(
    "below", ["（2024年1月31日）", "（征求意见稿）", "政府信息公开办公室", "如有疑问请联系水利局。"]
)
def test_what_else_stands_below_a_title_is_no_organ(below: str) -> None:
    source = f"2023年政府信息公开工作年度报告\n\n{below}\n\n{OVERVIEW}"
    assert lint_source(source, path="a.txt", format="text").organization is None


def test_a_title_may_be_the_name_of_a_file() -> None:
    source = f"青石市水利局2023年政府信息公开工作年度报告.docx\n\n{OVERVIEW}"
    result = lint_source(source, path="a.txt", format="text", select=["S106", "S107"])
    assert result.diagnostics == ()
