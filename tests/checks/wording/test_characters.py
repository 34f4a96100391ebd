"""Punctuation and script: counted once a document; what the fixes make of the source."""

from __future__ import annotations

import pytest

from linter.checks.wording.characters import _halfwidth
from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic
from linter.model.document import Chars

_TITLE = "云川市水务局2022年政府信息公开工作年度报告"


def checked(source: str, code: str, format: str = "text") -> list[Diagnostic]:
    return [d for d in lint_source(source, path=f"a.{format}", format=format).diagnostics if d.code == code]


def fixed(source: str, code: str, format: str = "text") -> str:
    """The source with the safe fixes of a code applied."""
    edits = [edit for d in checked(source, code, format) if d.fix and d.fix.safety == "safe" for edit in d.fix.edits]
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def full_width(text: str) -> str:
    for start, end, new in sorted((edit for edits in _halfwidth(Chars.at(text, 0)) for edit in edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016年,我局公开信息50条,其中政策4条;解读3条.", "2016年，我局公开信息50条，其中政策4条；解读3条。"),
        ("公开信息??条,解读???件", "公开信息??条，解读???件"),
        ("目录错误!未定义书签,见下页!", "目录错误!未定义书签，见下页！"),
        ("存在的问题:一是不够及时?二是不够全面!", "存在的问题：一是不够及时？二是不够全面！"),
        ("《条例》(以下简称《条例》)", "《条例》（以下简称《条例》）"),
        ("办结率100%,满意", "办结率100%，满意"),
        ("“先审后发”,“谁审谁负责”", "“先审后发”，“谁审谁负责”"),
        ("（以下简称《条例》)", "（以下简称《条例》）"),
        ("信息(其中解读(图文)3篇)20条", "信息（其中解读（图文）3篇）20条"),
        ("电话:0731-28580689", "电话：0731-28580689"),
        ("工作 ,我局", "工作 ，我局"),
        ('推进"一网通办"改革,成效明显. 健全制度（试行）.完善', "推进“一网通办”改革，成效明显。 健全制度（试行）。完善"),
        ('做到"应公开.尽公开",落实"放管服2.0"任务.', "做到“应公开。尽公开”，落实“放管服2.0”任务。"),
        ("推进'最多跑一次'改革;共计十,其中", "推进‘最多跑一次’改革；共计十，其中"),
        ('他说:"好."', "他说：“好。”"),
        ('"外“内”外"内', "“外“内”外”内"),
        ("完成率98%.其余", "完成率98%。其余"),
    ],
)
def test_what_is_made_full_width(text: str, expected: str) -> None:
    assert full_width(text) == expected
    assert full_width(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全年点击1,234,567次，9:30开放，比例3:2。",
        "(一)强化领导。(1)及时。第二十条第(一)项、第(20)项",
        "http://a.example.gov.cn/x?y=1;z=2,3",
        "邮箱a@example.com, Tel: 12345 (PDF)",
        "一,概述",
        "云政发(2022)5号",
        "Open data (CSV, JSON)",
        '“一网通办"改革和"放管服”',
        '配备5"屏幕和6"屏幕',
        'class="公开" title="目录"',
        '推进"一网通办改革',
        '见"VIP"和"12345"栏',
        "APEC's公开's",
        "一.总体情况",
        "第一.加强领导。二.健全制度",
        "（一）.强化，(2).细化",
        "局长阿不都.热合曼、扎西.次仁",
        "数据来源......等",
        "门户网站www.a.cn.建设",
        "公开1.5万条，版本为政务2.0",
        "附件.docx",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert full_width(text) == text


def test_one_finding_a_document_with_the_count_and_the_first_place() -> None:
    body = "一、概述\n2022年,我局公开信息(含解读)20条,群众满意。\n二、主动公开政府信息情况\n公开20条;无其他。\n"
    source = f"{_TITLE}\n\n{body}"
    (diagnostic,) = checked(source, "W703")
    assert diagnostic.actual == 5
    assert (diagnostic.location.line, diagnostic.location.column) == (4, 6)
    assert fixed(source, "W703").count(",") == 0
    assert checked(fixed(source, "W703"), "W703") == []


def test_the_edits_of_a_page_are_at_the_characters_of_its_source() -> None:
    source = f"<h1>{_TITLE}</h1><p>一、概述</p><p>2022年&#44;我局<b>公开</b>&nbsp;信息&#x28;含解读),群众满意。</p>"
    assert "年，我局<b>公开</b>&nbsp;信息（含解读），群众" in fixed(source, "W703", "html")


def test_tables_do_not_count() -> None:
    table = "| 信息内容 | 本年收费金额(单位:万元) |\n|---|---|\n| 行政事业性收费 | 0 |\n"
    source = f"# {_TITLE}\n\n## 一、总体情况\n\n很好。\n\n{table}"
    assert checked(source, "W703", "markdown") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云政办发[2022]5号", "云政办发〔2022〕5号"),
        ("云政办发（2022）5号", "云政办发〔2022〕5号"),
        ("云政办发【2022】5号", "云政办发〔2022〕5号"),
        ("云政办发〔2022)5号", "云政办发〔2022〕5号"),
        ("云政办发[2022]第05号", "云政办发〔2022〕第05号"),
        ("云政办发〔2022〕第5号", "云政办发〔2022〕第5号"),
    ],
)
def test_only_brackets_of_a_document_number_are_made_right_by_themselves(text: str, expected: str) -> None:
    source = f"{_TITLE}\n一、概述\n根据{text}文件，2022年我局公开信息20条。\n"
    assert expected in fixed(source, "W701")
    (diagnostic,) = checked(source, "W701")
    assert diagnostic.expected == "〔2022〕5号"


def test_traditional_characters_are_counted_once() -> None:
    source = f"{_TITLE}\n一、概述\n2022年，我局發布信息20條，優化辦事流程，處理諮詢。\n二、公开情况\n沒有其他。\n"
    (diagnostic,) = checked(source, "W704")
    assert diagnostic.actual == 8
    assert (diagnostic.location.line, diagnostic.location.column) == (3, 9)


@pytest.mark.parametrize(
    ("sentence", "column"),
    [("今年公佈信息20条，去年公布10条。", 4), ("按時公布，按时答复。", 2), ("答複及时，逐件答复。", 2)],
)
def test_a_word_that_is_written_in_simplified_characters_too_is_no_name(sentence: str, column: int) -> None:
    (diagnostic,) = checked(f"{_TITLE}\n一、概述\n{sentence}\n", "W704")
    assert (diagnostic.actual, diagnostic.location.column) == (1, column)


def test_a_few_names_are_no_traditional_text() -> None:
    assert checked(f"{_TITLE}\n一、概述\n联系人：刘鎔，地址：乾县於家村瞭望路。\n", "W704") == []
