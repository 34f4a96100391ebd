"""What an equation that does not hold shows and lists, at its limits and one step beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.lint import lint_source
from tests.checks.reports_in_words import found, local_rule
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
DISPUTES = "| 9 | 2 | 3 | 1 | 15 | 4 | 2 | 2 | 1 | 9 | 3 | 2 | 3 | 2 | 10 |"
COLUMNS = [f"{of}.{result}" for of in ("review", "direct") for result in ("upheld", "corrected", "other", "pending")]


def equation(folder: Path, terms: int, *figures: int) -> list[object]:
    """The message and the number of changes that are listed, where so many columns should be the last one's total."""
    params = f"{{table: disputes, terms: columns, equations: [{' + '.join(COLUMNS[:terms])} = after_review.total]"
    rule = local_rule(folder, "equation", f"{params}, subject: after_review.total, localise: true}}", "{left}={right}")
    review, direct, last = figures[:4], figures[4:8], figures[8]
    cells = (*review, sum(review), *direct, sum(direct), 0, 0, 0, 0, last)
    source = REPORT.replace(DISPUTES, f"| {' | '.join(map(str, cells))} |")
    (diagnostic,) = found("P999", source, "markdown", ruleset=rule)
    return [diagnostic.message, len(diagnostic.related)]


@pytest.mark.whole
@pytest.mark.threshold("checks.arithmetic.equation._FEW_TERMS")
@pytest.mark.parametrize(("terms", "left"), [(4, "6+0+3+1"), (5, "6+3+1+5")])
def test_noughts_are_left_out_of_more_than_four_terms(terms: int, left: str, tmp_path: Path) -> None:
    message, _ = equation(tmp_path, terms, 6, 0, 3, 1, 5, 5, 5, 5, 30)
    assert message == f"{left}=30"


@pytest.mark.whole
@pytest.mark.threshold("checks.arithmetic.equation._MOST_LISTED")
@pytest.mark.parametrize(("terms", "listed"), [(6, 7), (7, 8), (8, 8)])
def test_eight_possible_changes_are_listed(terms: int, listed: int, tmp_path: Path) -> None:
    """Each term and the total may be wrong; a line before them says so."""
    _, related = equation(tmp_path, terms, 6, 7, 3, 4, 5, 6, 7, 8, 60)
    assert related == 1 + listed


@pytest.mark.threshold("checks.arithmetic.wrong_figure._LONGEST_WORDS")
@pytest.mark.parametrize("before", ["全年，新收", "全年新收", "，新收"])
def test_ten_characters_are_quoted_of_what_a_figure_counts(before: str) -> None:
    source = REPORT.replace("| 54 | 400 |", "| 54 | 490 |").replace("全年新收政府", f"{before}政府")
    (diagnostic,) = found("A300", source, "markdown")
    assert "正文“新收政府信息公开申请400件”与改正后的数字一致" in [one.message for one in diagnostic.related]


@pytest.mark.parametrize(("nothing", "is_told"), [("/", True), ("—", True), ("无", True), ("", False)])
def test_a_row_of_strokes_says_that_there_was_nothing_and_a_blank_one_says_nothing(nothing: str, is_told: bool) -> None:
    """A total that is wrong is held against the outcomes, were there strokes for all that did not happen."""
    lines = REPORT.splitlines()
    at = next(number for number, line in enumerate(lines) if "3.要求提供公开出版物" in line)
    label = lines[at].split("|")[:4]
    figures = [int(cell) for cell in lines[at].strip("| ").split("|")[-7:]]
    lines[at] = "|".join([*label, *([f" {nothing} "] * 7), ""])
    assert any(figures)
    assert bool(found("A302", "\n".join(lines) + "\n", "markdown")) == is_told


def emptied(*columns: int, kept: int = 0, by: str = "") -> str:
    """The report whose third table has nothing in some columns; its first `kept` rows keep their figures."""
    lines = REPORT.splitlines()
    first = next(number for number, line in enumerate(lines) if "一、本年新收" in line)
    for at in range(first + kept, first + 25):
        cells = lines[at].split("|")
        for column in columns:
            cells[column] = f" {by} "
        lines[at] = "|".join(cells)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("by", ["", "/"])
@pytest.mark.parametrize("columns", [(4,), (6,), (5, 8)])
def test_a_column_that_nearly_all_sums_lack_was_not_filled_in(columns: tuple[int, ...], by: str) -> None:
    source = emptied(*columns, by=by)
    assert [one.code for one in lint_source(source).diagnostics] == ["T205"]
    assert "A303" in {one.code for one in lint_source(source).not_evaluated}


def test_figures_that_a_column_lacks_here_and_there_are_wrong() -> None:
    assert found("A300", emptied(4, kept=1), "markdown")


@pytest.mark.parametrize(("beyond_half", "is_told"), [(0, True), (1, False)])
def test_wrong_sums_are_told_beside_blank_columns_up_to_half_of_them(beyond_half: int, is_told: bool) -> None:
    lines = emptied(5, 6, 7, 8, 9).splitlines()
    first = next(number for number, line in enumerate(lines) if "一、本年新收" in line)
    rows = {at: lines[at].split("|") for at in range(first, first + 25)}
    with_figures = [at for at, cells in rows.items() if int(cells[4])]
    wrong = with_figures[: len(with_figures) // 2 + beyond_half]
    for at, cells in rows.items():
        lines[at] = "|".join([*cells[:10], f" {int(cells[4]) + (at in wrong)} ", *cells[11:]])
    assert bool(found("A303", "\n".join(lines) + "\n", "markdown")) == is_told
