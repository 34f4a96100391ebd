"""What runs on behind the heading of a part in its line: the first heading below it, or text without a sign between."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from linter.model.report import Section
from tests.places import RULE_EXAMPLES

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("#", "")
LAST = "六、其他需要报告的事项"


def codes(source: str) -> list[str]:
    return [one.code for one in lint_source(source, path="a.md", format="markdown").diagnostics]


def last_part(behind: str) -> Section:
    source = CLEAN.replace(f" {LAST}\n\n", f"{LAST}{behind}")
    assert source != CLEAN
    return parse_source(source, "a.md", "markdown").sections[-1]


@pytest.mark.parametrize("between", ["", " ", "　　", "。", "："])
def test_the_first_heading_below_a_part_may_stand_in_its_line(between: str) -> None:
    source = CLEAN.replace(" 一、总体情况\n\n （一）主动公开\n\n", f"一、总体情况{between}（一）主动公开。")
    assert source != CLEAN
    assert codes(source) == []
    overview = parse_source(source, "a.md", "markdown").sections[0]
    assert overview.title == "总体情况"
    assert [child.number for child in overview.children] == list("一二三四五")


def test_an_article_that_a_title_names_is_no_heading() -> None:
    source = CLEAN.replace("（一）主动公开\n", "（一）条例第二十条第（一）项信息的主动公开\n")
    assert (
        parse_source(source, "a.md", "markdown").sections[0].children[0].title == "条例第二十条第（一）项信息的主动公开"
    )


def test_text_may_stand_right_behind_a_title() -> None:
    part = last_part("")
    assert part.title == "其他需要报告的事项"
    assert [block.text.text[:6] for block in part.blocks if hasattr(block, "text")] == ["2022年本"]
    assert codes(CLEAN.replace(f" {LAST}\n\n", LAST)) == []


@pytest.mark.threshold("parsing.line_tokens._FEWEST_BEHIND")
@pytest.mark.parametrize(
    ("behind", "title"), [("有关费用说明", ""), ("有关费说明", "有关费说明"), ("和收取费用说明", "和收取费用说明")]
)
def test_a_longer_title_is_one(behind: str, title: str) -> None:
    assert last_part(f"{behind}。").title == f"其他需要报告的事项{title}"
