"""A sentence that names what a wrong cell should hold is no second finding; one that names a third figure is."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from tests.prose.reports_with_facts import report_with

FACTS = {"received": 48, "carried_over": 3, "granted": 30, "not_held": 16, "total": 46, "carried_forward": 5}
ALL_FOUR = "全年新收申请48件，上年结转3件，办结46件，结转下年度5件。"


def found(sentence: str, row: str, figure: int) -> list[tuple[str, object]]:
    """What is said of a report whose sentence tells of applications, one total of table three put wrong."""
    lines = report_with(sentence, FACTS).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("|") and row in line and "自然人" not in line)
    cells = lines[at].split("|")
    cells[-2] = f" {figure} "
    lines[at] = "|".join(cells)
    return [(d.code, d.expected) for d in lint_source("\n".join(lines)).diagnostics if d.code in ("A300", "N401")]


@pytest.mark.parametrize(
    ("sentence", "row", "figure", "right"),
    [
        (ALL_FOUR, "（七）总计", 64, 46),
        (ALL_FOUR, "二、上年结转", 8, 3),
        (ALL_FOUR, "四、结转下年度", 6, 5),
        ("新收申请48件，当年办结43件；上年结转3件，已办结。", "二、上年结转", 8, 3),
        ("新收申请48件，办结43件，结转下年度5件。", "一、本年新收", 84, 48),
    ],
)
def test_what_corrected_tables_bear_out_is_told_once(sentence: str, row: str, figure: int, right: int) -> None:
    assert found(sentence, row, figure) == [("A300", right)]


def test_a_figure_that_corrected_tables_do_not_have_either_is_told() -> None:
    assert found(ALL_FOUR.replace("办结46件", "办结41件"), "四、结转下年度", 6) == [("N401", 46), ("A300", 5)]
