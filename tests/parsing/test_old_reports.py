"""Reports for 2008 to 2018 as they stand on pages of all kinds: with tables of statistics, page feet, own orders."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from linter.model.diagnostics import Diagnostic

TITLE = "云川市水务局2016年政府信息公开工作年度报告"
PARTS = {
    "概述": "2016年，本局健全了公开制度。",
    "主动公开政府信息的情况": "主动公开政府信息312条。",
    "依申请公开政府信息的情况": "收到申请6件，答复6件。",
    "政府信息公开的收费及减免情况": "没有收取费用。",
    "行政复议和行政诉讼情况": "没有行政复议和行政诉讼。",
    "存在的主要问题及改进措施": "主要问题是解读偏少，下一步将增加图表解读。",
}
NUMERALS = "一二三四五六七八九十"
ROWS = [
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数", "条", "312"),
    ("二、回应解读情况", "——", ""),
    ("（一）回应公众关注热点或重大舆情数", "次", "4"),
    ("1.参加或举办新闻发布会总次数", "次", "1"),
    ("三、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "6"),
    ("1.当面申请数", "件", "2"),
    ("四、行政复议数量", "件", "0"),
    ("（一）维持具体行政行为数", "件", "0"),
    ("七、依申请公开信息收取的费用", "万元", "0"),
]
HEAD = ("统计指标", "单位", "统计数")


def report(parts: dict[str, str] = PARTS, behind: str = "") -> str:
    text = "\n".join(f"{NUMERALS[index]}、{title}\n{told}" for index, (title, told) in enumerate(parts.items()))
    return f"{TITLE}\n\n{text}\n{behind}"


def codes(source: str, format: str = "text") -> list[str]:
    return [finding.code for finding in found(source, format) if finding.code != "W703"]


def found(source: str, format: str = "text") -> list[Diagnostic]:
    return list(lint_source(source, format=format).diagnostics)


def drawn(separator: str) -> str:
    return "\n".join(separator.join(row) for row in (HEAD, *ROWS))


TABLES = {
    "bars": drawn(" | "),
    "tabs": drawn("\t"),
    "white space": drawn("      "),
    "a blank": drawn(" "),
    "a wide blank": drawn("\u3000"),
    "one cell a line": "\n".join(cell for row in (HEAD, *ROWS) for cell in row if cell),
}


@pytest.mark.parametrize("layout", TABLES)
def test_rows_of_the_table_of_statistics_are_no_headings(layout: str) -> None:
    text = report(behind=f"附件：\n政府信息公开情况统计表\n（2016年度）\n{TABLES[layout]}\n")
    assert len(parse_source(text, "a.txt", "text").sections) == len(PARTS)
    assert codes(text) == []


@pytest.mark.threshold("parsing.page_furniture._LONGEST_CAPTION")
@pytest.mark.parametrize(("length", "is_caption"), [(30, True), (31, False)])
def test_the_caption_of_a_table_of_statistics_is_a_short_line(length: int, is_caption: bool) -> None:
    caption = "附件：政府信息公开工作情况统计报表（）"
    caption = caption.replace("（", "（" + "年" * (length - len(caption)))
    rows = "\n".join(" | ".join(row) for row in ROWS)
    text = report(behind=f"{caption}\n{rows}\n")
    assert len(caption) == length
    assert (len(parse_source(text, "a.txt", "text").sections) == len(PARTS)) is is_caption


@pytest.mark.parametrize("layout", TABLES)
def test_parts_behind_the_table_of_statistics_are_parts(layout: str) -> None:
    text = report(behind=f"政府信息公开情况统计表\n{TABLES[layout]}\n八、其他需要报告的事项\n没有。\n")
    sections = parse_source(text, "a.txt", "text").sections
    assert [section.value for section in sections] == [1, 2, 3, 4, 5, 6, 8]
    assert codes(text) == ["S104"]


def test_rows_of_the_table_of_statistics_are_no_headings_in_a_page() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEAD, *ROWS))
    text = "".join(f"<p>{line}</p>" for line in report().splitlines() if line)
    assert codes(f"<html><body>{text}<table>{rows}</table></body></html>", "html") == []


def test_a_table_of_statistics_alone_is_no_report() -> None:
    assert codes(f"政府信息公开情况统计表\n（2016年度）\n{TABLES['bars']}\n") == ["S107"]


FOOT = """
分享到：微信 微博
相关链接
云川市水务局2015年政府信息公开工作年度报告 2016-03-02
云川市水务局2014年政府信息公开工作年度报告
2015-03-02
联系电话：0515-87650000　传真：0515-87650001　地址：云川市人民路1号，云川大厦
建议使用1024×768分辨率，IE8.0以上浏览器
"""


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("云川市水务局\n2017年3月1日", []),
        ("云川市水务局\n2016年12月24日", ["D605"]),
        ("云川市水务局\n2017年5月24日", ["D603"]),
        ("", []),
    ],
)
def test_the_date_signed_counts_not_those_of_links_below_it(signed: str, expected: list[str]) -> None:
    assert codes(report(behind=f"\n{signed}\n{FOOT}")) == expected


@pytest.mark.parametrize(
    "parts",
    [
        {"存在的主要问题": "一是公开意识不强。二是更新不及时。", "改进措施": "一是加强学习。二是及时更新。"},
        {"存在的不足": "图表解读偏少。", "下一步工作打算": "多写问答。"},
        {"主要困难": "一是人员少；二是设备旧。", "努力方向": "今后加大投入。"},
    ],
)
def test_problems_and_improvement_may_be_parts_of_their_own(parts: dict[str, str]) -> None:
    rest = {title: told for title, told in PARTS.items() if not title.startswith("存在")}
    assert codes(report({**rest, **parts})) == []


def test_problems_without_improvement_are_found_when_other_matters_follow() -> None:
    rest = {title: told for title, told in PARTS.items() if not title.startswith("存在")}
    assert codes(report({**rest, "存在的主要问题": "解读偏少。", "其他需要报告的事项": "没有。"})) == ["S110"]


@pytest.mark.parametrize("mark", ["", "壹、", "★", "3 "])
def test_subjects_count_whatever_their_headings_are_marked_with(mark: str) -> None:
    text = "\n".join(f"{mark}{title}\n{told}" for title, told in PARTS.items())
    assert codes(f"{TITLE}\n\n{text}\n") == []
    without = "\n".join(f"{mark}{title}\n{told}" for title, told in PARTS.items() if "收费" not in title)
    assert codes(f"{TITLE}\n\n{without}\n") == ["S101"]


def test_a_report_of_one_paragraph_may_hold_all_subjects() -> None:
    told = (
        "2016年，本局主动公开政府信息89条，没有收到公开申请，没有因信息公开收取费用，"
        "没有因信息公开被提起行政复议、行政诉讼。存在的主要问题是更新不及时，下一步将及时更新。"
    )
    assert codes(f"{TITLE}\n\n{told}\n") == []
    silent = told.replace("没有收到公开申请，", "")
    assert codes(f"{TITLE}\n\n{silent}\n") == ["S101"]


def test_public_affairs_count_as_disclosure() -> None:
    parts = {("政务公开的主要内容" if "主动" in title else title): told for title, told in PARTS.items()}
    parts["政务公开的主要内容"] = "通过公开栏公开惠农补贴、低保等信息156条。"
    assert codes(report(parts)) == []


@pytest.mark.parametrize("kind", ["指南", "管理办法", "工作要点", "考核方案", "保密审查制度"])
def test_other_documents_about_disclosure_are_not_measured_as_reports(kind: str) -> None:
    parts = "一、主动公开\n公开的范围见目录。\n二、依申请公开\n向办公室提出。\n三、监督\n可以投诉。\n"
    assert codes(f"云川市水务局政府信息公开{kind}\n\n{parts}") == ["S107"]


def test_a_summary_is_measured_as_the_report_that_it_stands_for() -> None:
    text = "云川市水务局2016年政府信息公开工作总结\n\n一、主要做法\n健全制度。\n二、存在问题\n解读偏少，今后改进。\n"
    assert {"S101", "S107"} <= set(codes(text))


def test_schools_report_on_their_own_year() -> None:
    title = "云川学院2015-2016学年度信息公开工作年度报告"
    text = report().replace(TITLE, title).replace("2016年", "") + "云川学院\n2016年10月28日\n"
    assert "D603" not in codes(text)


def test_what_a_school_reports_on_its_own_year_follows_no_form() -> None:
    title = "云川学院2021-2022学年信息公开工作年度报告"
    text = f"{title}\n\n一、概述\n机构健全。\n二、主动公开情况\n公开12条。\n三、依申请公开情况\n没有。\n"
    assert codes(text) == ["S107"]
    assert len(codes(text.replace("2021-2022学年", "2022年"))) > 1


@pytest.mark.parametrize("years", ["2021-2022学年", "2021—2022学年度", "2021至2022年度"])
def test_the_two_years_of_a_title_are_no_part_of_an_organ(years: str) -> None:
    title = parse_source(f"{years}信息公开工作年度报告\n\n一、概述\n机构健全。\n", "a.txt", "text").title
    assert title is not None
    assert (title.year, title.organization) == (2021, None)
    named = parse_source(f"云川学院{years}信息公开工作年度报告\n\n一、概述\n机构健全。\n", "a.txt", "text").title
    assert named is not None
    assert (named.year, named.organization) == (2021, "云川学院")


def test_a_short_date_run_together_in_the_signature_is_damage() -> None:
    findings = found(report(behind="\n云川市水务局\n201732\n"))
    assert [finding.actual for finding in findings if finding.code == "X802"] == ["201732"]


def test_the_year_is_that_of_the_page_head_where_the_title_has_none() -> None:
    head = "<meta name='ArticleTitle' content='云川市水务局2016年政府信息公开工作年度报告'>"
    today = "<table><tr><td>2017年3月20日 星期一</td><td>2017年3月21日</td></tr></table>"
    lines = report(behind="云川市水务局\n2017年3月10日").replace(TITLE, "政府信息公开年报").splitlines()
    page = f"<html><head>{head}</head><body>{today}{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    assert parse_source(page, "a.html", "html").year == 2016
    assert codes(page, "html") == ["S106"]


def test_years_of_dates_do_not_tell_the_year_of_the_report() -> None:
    text = report(behind="云川市水务局\n2017年3月10日").replace(TITLE, "2017年3月20日 星期一\n政府信息公开年报")
    assert parse_source(text, "a.txt", "text").year == 2016


def test_a_document_number_of_the_year_does_not_excuse_a_stale_one() -> None:
    told = "2015年，本局按照《2016年政务公开工作要点》（国办发〔2016〕19号）健全了公开制度。"
    findings = found(report({**PARTS, "概述": told}))
    assert [finding.actual for finding in findings if finding.code == "D602"] == [2015]


@pytest.mark.parametrize("line", ["【发布日期：2017-03-15】【来源：市水务局】", "（2017年3月）", "[2017-03-15]"])
def test_a_line_with_a_date_is_no_part_of_the_title(line: str) -> None:
    read = parse_source(report().replace(TITLE, f"政府信息公开年报\n{line}"), "a.txt", "text")
    assert read.title is not None
    assert (read.title.text, read.year) == ("政府信息公开年报", 2016)


@pytest.mark.parametrize("layout", TABLES)
def test_the_table_of_statistics_tells_what_the_text_does_not(layout: str) -> None:
    parts = {title: told for title, told in PARTS.items() if "收费" not in title and "复议" not in title}
    assert codes(report(parts)) == ["S101", "S101"]
    assert codes(report(parts, behind=f"政府信息公开情况统计表\n{TABLES[layout]}\n")) == []


@pytest.mark.parametrize(
    "line", ["云川市人民政府主办　云川市信息中心维护", "【发布时间：2017-03-10】", "云川市水务局承办"]
)
def test_lines_of_the_page_are_no_part_of_the_report(line: str) -> None:
    assert not any(line in str(block) for block in parse_source(f"{line}\n{report()}", "a.txt", "text").front)


@pytest.mark.parametrize("line", ["（三）网站的运行维护", "1.活动的主办、承办", "2.大厅窗口由办公室承办"])
def test_headings_on_upkeep_are_no_lines_of_the_page(line: str) -> None:
    text = report().replace("二、主动", f"{line}\n常年更新。\n二、主动")
    assert any(
        line in section.heading.text for part in parse_source(text, "a.txt", "text").sections for section in part.walk()
    )


@pytest.mark.parametrize(("date", "expected"), [("2017-03-18", []), ("2017-04-18", ["D603"]), ("2016-03-18", ["D605"])])
def test_a_line_below_the_title_tells_when_the_page_was_put_up(date: str, expected: list[str]) -> None:
    line = f"{date} 09:15:00　来源： 云川市水务局　作者：办公室　点击: 89　【字体：大 中 小】【打印】"
    assert codes(report().replace(TITLE, f"{TITLE}\n{line}")) == expected


def test_a_year_before_cases_of_disclosure_is_the_report_s() -> None:
    told = "2015年，因政府信息公开被申请行政复议0件、提起行政诉讼0件。"
    findings = found(report({**PARTS, "行政复议和行政诉讼情况": told}))
    assert [finding.actual for finding in findings if finding.code == "D602"] == [2015]


TOLD = {
    "行政复议和行政诉讼情况": [
        "没有因此引起的复议和诉讼。",
        "全年未发生复议、诉讼。",
    ],
    "存在的主要问题及改进措施": [
        "公开的及时性还不够，今后将加强培训。",
        "2017年，我局将加强公开，改进工作中的不足。",
        "工作中还有薄弱环节。",
    ],
}


@pytest.mark.parametrize(("title", "told"), [(title, told) for title, texts in TOLD.items() for told in texts])
def test_a_subject_may_be_told_in_a_part_on_another(title: str, told: str) -> None:
    parts = {other: text for other, text in PARTS.items() if other != title}
    assert codes(report(parts)) == ["S101"]
    assert codes(report({**parts, "概述": f"{PARTS['概述']}{told}"})) == []
