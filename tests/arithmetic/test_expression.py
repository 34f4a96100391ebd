"""Equations of rule files: reading, writing, and what a wrong one is answered with."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.arithmetic.expression import Equation, ExpressionError, Term, parse, stands_for

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9_]{1,6}){0,2}(\.\*)?", fullmatch=True)
TERMS = st.builds(
    Term,
    st.integers(-999_999_999, 999_999_999).filter(bool),
    NAMES | st.just(""),
)
SIDES = st.lists(TERMS, min_size=1, max_size=6).map(tuple)
EQUATIONS = st.builds(Equation, SIDES, SIDES)


@pytest.mark.whole
@given(EQUATIONS)
def test_what_is_written_is_read_back(equation: Equation) -> None:
    assert parse(str(equation)) == equation


@pytest.mark.whole
@given(EQUATIONS, st.sampled_from([" ", "  ", "\t", "\n"]))
def test_white_space_does_not_matter(equation: Equation, space: str) -> None:
    assert parse(space + str(equation).replace(" ", space) + space) == equation


@given(st.text(max_size=40))
def test_a_text_without_equals_is_refused_at_a_place_in_it(text: str) -> None:
    assume("=" not in text)
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert 1 <= caught.value.column <= len(text) + 1


def test_factors_and_constants() -> None:
    equation = parse("2 * a - b + 3 = a + 10")
    assert equation.left == (Term(2, "a"), Term(-1, "b"), Term(3, ""))
    assert equation.right == (Term(1, "a"), Term(10, ""))


def test_a_wildcard_stands_for_its_group() -> None:
    keys = ["granted", "other", "other.paid", "others", "another.other", "total"]
    expanded = parse("granted + other.* = total").expand(keys)
    assert expanded.left == (Term(1, "granted"), Term(1, "other"), Term(1, "other.paid"))
    assert parse("a - 2 * other.* = 0").expand(keys).left[1:] == (Term(-2, "other"), Term(-2, "other.paid"))
    assert stands_for("other", "other")
    assert not stands_for("other", "other.paid")


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 1, "名称"),
        ("a + b", 6, "“=”"),
        ("a +", 4, "名称"),
        ("a = ", 5, "名称"),
        ("a = b = c", 7, "结束"),
        ("a b = c", 3, "“+”"),
        ("a × 2 = b", 3, "“=”"),
        ("A = b", 1, "名称"),
        ("2 * 3 = b", 5, "名称"),
        ("a.*.b = c", 4, "“=”"),
        ("1234567890 = a", 10, "“=”"),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, column: int, expected: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.column == column
    assert expected in caught.value.message
