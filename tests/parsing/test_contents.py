"""Tables of contents, with and without a title."""

from __future__ import annotations

import pytest

from linter.engine.lint import parse_source
from linter.model.document import Paragraph

TITLE = "云川市水务局2022年政府信息公开工作年度报告"
PARTS = ["一、总体情况", "二、主动公开政府信息情况", "三、存在的主要问题及改进情况"]


def sections(*entries: str, parts: list[str] = PARTS) -> list[str]:
    text = "".join(f"{part}\n本年度按时更新各项内容。\n" for part in parts)
    report = parse_source("\n".join([TITLE, *entries, text]), "a.txt", "text")
    return [section.title for section in report.sections]


def test_lines_that_come_again_as_headings_are_contents() -> None:
    titles = [part[2:] for part in PARTS]
    assert sections() == titles
    assert sections(*PARTS) == titles
    assert sections(*(f"{part}　{page}" for page, part in enumerate(PARTS, 1))) == titles
    assert sections(*titles) == titles


@pytest.mark.threshold("parsing.page_furniture._FEWEST_ENTRIES")
def test_three_entries_are_contents() -> None:
    assert len(sections(*PARTS)) == 3
    assert len(sections(*PARTS[:2])) == 5


@pytest.mark.threshold("parsing.page_furniture._LONGEST_ENTRY")
def test_an_entry_has_up_to_fifty_characters() -> None:
    def doubled(length: int) -> bool:
        long = "四、" + "甲" * (length - 2)
        parts = [*PARTS[1:], long]
        return len(sections(*parts, parts=parts)) > 3

    assert (doubled(50), doubled(51)) == (False, True)


def test_points_that_come_twice_in_the_text_are_none() -> None:
    points = ["1.更新专栏", "2.规范办理", "3.加强培训"]
    text = "\n".join([TITLE, PARTS[0], *points, PARTS[2], "改进措施如下：", *points])
    found = parse_source(text, "a.txt", "text").sections
    assert [[child.title for child in section.children] for section in found] == [[point[2:] for point in points]] * 2


def test_the_label_of_a_row_is_no_heading() -> None:
    report = parse_source("\n".join([TITLE, *PARTS, "四、结转下年度继续办理"]), "a.txt", "text")
    assert [section.title for section in report.sections] == [part[2:] for part in PARTS]
    last = report.sections[-1].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text.text == "四、结转下年度继续办理"
