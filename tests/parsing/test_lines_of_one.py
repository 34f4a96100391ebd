"""A title with the introduction behind it in its line, a part's title over two lines."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("#", "").replace("\n ", "\n").lstrip()
TITLE = "云川市人民政府2022年政府信息公开工作年度报告"


def codes(source: str) -> list[str]:
    return [one.code for one in lint_source(source).diagnostics]


@pytest.mark.parametrize("between", ["", " ", "　　"])
def test_a_title_with_the_introduction_behind_it(between: str) -> None:
    source = REPORT.replace(f"{TITLE}\n\n", f"{TITLE}{between}")
    assert codes(source) == []
    title = parse_source(source).title
    assert title is not None
    assert (title.text, title.organization, title.year) == (TITLE, "云川市人民政府", 2022)


def test_a_sentence_about_a_report_is_no_title() -> None:
    lead = f"现将{TITLE}公布如下，所列数据的统计期限为2022年1月1日至2022年12月31日，电子版可在门户网站下载。"
    title = parse_source(REPORT.replace(f"{TITLE}\n\n", f"{lead}\n\n")).title
    assert title is None or title.text != TITLE


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息\n公开申请情况"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议、\n\n行政诉讼情况"),
    ],
)
def test_a_title_of_a_part_over_two_lines(title: str, broken: str) -> None:
    assert title in REPORT
    assert codes(REPORT.replace(title, broken)) == []


def test_a_title_that_lacks_its_end_takes_no_other_line() -> None:
    assert codes(REPORT.replace("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息\n\n情况如下表。")) == [
        "S103"
    ]
