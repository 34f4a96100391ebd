"""Brackets whose numeral was lost, and a date below the title that lost its signs."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import found, report, told


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (["()完善制度，明确责任。", "（二）加强培训。"], ["()"]),
        (["（）平台建设", "网站已改版。", "（二）加强培训。"], ["（）"]),
        (["（一）完善制度（）。", "（二）加强培训。"], []),
        (["（）同意（）不同意", "（二）加强培训。"], []),
        (["（ ）5件", "（二）加强培训。"], []),
    ],
)
def test_a_line_begins_with_empty_brackets_beside_numbered_ones(body: list[str], lost: list[str]) -> None:
    assert told("X802", *body) == lost


def test_empty_brackets_are_no_numeral_where_nothing_is_numbered() -> None:
    source = report("（）完善制度，明确责任。").replace("（一）主动公开", "主动公开")
    assert found("X802", source) == []


@pytest.mark.parametrize("date", ["2017115", "201731", "201718", "2017123"])
def test_a_date_below_the_title_lost_its_signs(date: str) -> None:
    (diagnostic,) = found("X802", report("见网站。", front=f"（{date}）"))
    assert diagnostic.actual == f"（{date}）"


@pytest.mark.parametrize("line", ["（201712）", "（20170115）", "（2017）", "（2017年1月15日）", "（2017100）"])
def test_other_numbers_below_the_title_are_none(line: str) -> None:
    assert found("X802", report("见网站。", front=line)) == []


def test_the_same_number_in_the_text_is_no_date() -> None:
    assert found("X802", report("（2017115）")) == []
