"""Cells and labels of tables at the limits of what is listed or safe, and one step beyond them."""

from __future__ import annotations

import pytest

from linter.model.diagnostics import Diagnostic
from tests.checks.reports_in_words import found
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
DISPUTES = "| 9 | 2 | 3 | 1 | 15 | 4 | 2 | 2 | 1 | 9 | 3 | 2 | 3 | 2 | 10 |"


def with_(*changes: tuple[str, str]) -> str:
    source = REPORT
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return source


def one(code: str, source: str) -> Diagnostic:
    (diagnostic,) = found(code, source, "markdown")
    return diagnostic


@pytest.mark.threshold("checks.tables.cells._MOST_LISTED")
@pytest.mark.parametrize(("blank", "listed", "more"), [(4, 4, False), (5, 5, False), (6, 5, True)])
def test_five_blank_cells_are_listed(blank: int, listed: int, more: bool) -> None:
    figures = DISPUTES.strip("| ").split(" | ")
    row = f"| {' | '.join([*[''] * blank, *figures[blank:]])} |"
    message = one("T205", with_((DISPUTES, row))).message
    assert (message.count("列"), " 等" in message) == (listed, more)


HEADERS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "自然人")


@pytest.mark.threshold("checks.tables.form_fit._MOST_LISTED")
@pytest.mark.parametrize(("wrong", "listed", "more"), [(3, 3, False), (4, 4, False), (5, 4, True)])
def test_four_wrong_headers_are_listed(wrong: int, listed: int, more: bool) -> None:
    message = one("T204", with_(*((f"{name} |", "甲乙丙 |") for name in HEADERS[:wrong]))).message
    assert (message.count("甲乙丙"), " 等" in message) == (listed, more)


def safety(right: str, wrong: str) -> str:
    fix = one("T204", with_((right, wrong))).fix
    assert fix is not None
    return fix.safety


@pytest.mark.threshold("checks.tables.form_fit._FEW_LETTERS")
@pytest.mark.parametrize(("wrong", "expected"), [("行政甲乙", "safe"), ("行甲乙丙", "suggestion")])
def test_two_letters_of_a_label_are_made_right_by_themselves(wrong: str, expected: str) -> None:
    assert safety("行政强制", wrong) == expected


@pytest.mark.threshold("checks.tables.form_fit._LONG_LABEL")
@pytest.mark.parametrize(
    ("right", "wrong", "expected"), [("行政强制", "行政强甲", "safe"), ("自然人", "自然甲", "suggestion")]
)
def test_a_label_of_four_letters_is_made_right_by_itself(right: str, wrong: str, expected: str) -> None:
    assert safety(right, wrong) == expected


@pytest.mark.threshold("checks.tables.cells._MANY_UNITS")
@pytest.mark.parametrize(("units", "findings"), [(2, 2), (3, 1), (6, 1)])
def test_the_unit_in_three_cells_of_a_table_is_one_mistake(units: int, findings: int) -> None:
    figures = DISPUTES.strip("| ").split(" | ")
    row = f"| {' | '.join([*(f'{figure}件' for figure in figures[:units]), *figures[units:]])} |"
    told = found("T206", with_((DISPUTES, row)), "markdown")
    assert [diagnostic.severity.name for diagnostic in told] == ["WARNING"] * findings
    assert sum(len(diagnostic.cells) for diagnostic in told) == units
    assert ("等" in told[0].message) == (units > 5)


def test_the_unit_of_another_cell_is_told_beside_those_of_many() -> None:
    row = DISPUTES.replace("| 9 | 2 | 3 |", "| 9件 | 2件 | 3件 |")
    source = with_((DISPUTES, row), ("| 行政事业性收费 | 21.5 |", "| 行政事业性收费 | 215000元 |"))
    assert len(found("T206", source, "markdown")) == 2


def test_a_table_of_which_only_labels_are_left_is_not_a_table_that_is_missing() -> None:
    head = "行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n未经复议直接起诉\n复议后起诉\n"
    at, end = REPORT.index("| 行政复议 |"), REPORT.index("\n\n", REPORT.index("| 行政复议 |"))
    plain = REPORT[:at] + head.replace("\n", "\n\n") + REPORT[end:]
    assert not found("T201", plain, "markdown")
    (told,) = found("T211", plain, "markdown")
    assert told.message == "表四只剩行名和列名，没有数字，没有核对"


def test_a_column_that_several_groups_have_is_named_with_its_group() -> None:
    lines = REPORT.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("| 行政复议"))
    for at in range(first, first + 5):
        lines[at] = "|".join(["", *lines[at].split("|")[6:]])
    lacking = [one.expected for one in found("T203", "\n".join(lines), "markdown")]
    assert lacking == [f"行政复议 {result}" for result in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
