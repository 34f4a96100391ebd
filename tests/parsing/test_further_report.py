"""Two reports in one file: the first is checked, and one finding tells where the second begins."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

FIRST = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
SECOND = FIRST.replace("云川市人民政府", "云川市水利局")
HEADINGS = "\n\n".join(line for line in FIRST.splitlines() if line.startswith("## "))


@pytest.mark.parametrize("behind", [SECOND, FIRST, "云川市水利局\n\n" + SECOND])
def test_a_second_report_is_told_once_and_belongs_not_to_the_first(behind: str) -> None:
    source = f"{FIRST}\n云川市人民政府\n\n2023年1月20日\n\n{behind}"
    report = parse_source(source)
    assert [section.value for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.organization == "云川市人民政府"
    assert all(len(table.grids) == 1 for table in report.tables.values())
    (found,) = lint_source(source).diagnostics
    assert found.code == "S102"
    assert found.location.line == source.count("\n", 0, source.rindex("# 云川市")) + 1


@pytest.mark.parametrize("base", ["2008", "2019", "2021-before"])
def test_reports_of_every_form_are_told_apart(base: str) -> None:
    first = (RULE_EXAMPLES / f"{base}.md").read_text("utf-8")
    assert [one.code for one in lint_source(first + "\n" + first).diagnostics] == ["S102"]


@pytest.mark.threshold("parsing.further_report._FEWEST_PARTS")
@pytest.mark.parametrize(("parts", "is_another"), [(2, False), (3, True)])
def test_three_parts_are_a_report(parts: int, is_another: bool) -> None:
    title, *sections = SECOND.split("\n## ")
    source = FIRST + "\n" + "\n## ".join([title, *sections[:parts]])
    assert (parse_source(source).further is not None) is is_another


def test_contents_above_the_title_are_no_report() -> None:
    title, text = FIRST.split("\n", 1)
    for source in (f"{title}\n\n{HEADINGS}\n\n{title}\n{text}", f"{HEADINGS}\n\n{title}\n{text}"):
        assert parse_source(source).further is None


def test_parts_that_come_twice_without_a_title_are_doubled_in_one_report() -> None:
    assert parse_source(FIRST + FIRST.split("\n", 1)[1]).further is None
