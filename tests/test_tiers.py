"""The quick tier: which cases of a test it keeps, and that a run which names what it wants has all of it."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, product

import pytest

from tests.places import TOP
from tests.tiers import CASES, Item, sample


def made(**values: int) -> list[Item]:
    """The cases of a test with parameters of so many values each."""
    every = product(*(range(number) for number in values.values()))
    return [Item("-".join(map(str, case)), dict(zip(values, case, strict=True))) for case in every]


def kept(items: list[Item]) -> list[Item]:
    names = sample(items)
    return [item for item in items if item.name in names]


@pytest.mark.parametrize("number", [CASES - 1, CASES])
def test_few_cases_are_all_kept(number: int) -> None:
    assert kept(made(case=number)) == made(case=number)


@pytest.mark.parametrize("number", [CASES + 1, 500])
def test_of_many_cases_a_few_are_kept(number: int) -> None:
    assert len(kept(made(case=number))) == CASES


def test_each_value_is_kept_where_there_are_two_parameters() -> None:
    chosen = kept(made(fault=CASES, format=3))
    assert {item.values["fault"] for item in chosen} == set(range(CASES))
    assert {item.values["format"] for item in chosen} == {0, 1, 2}
    assert len(chosen) <= CASES + 2


def test_each_pair_is_kept_where_there_are_three() -> None:
    items = made(fault=CASES, format=4, year=3, way=1)
    chosen = kept(items)
    for one, other in combinations(("fault", "format", "year"), 2):
        pairs, kept_pairs = ({(item.values[one], item.values[other]) for item in some} for some in (items, chosen))
        assert kept_pairs == pairs
    assert len(chosen) < len(items) / 2


def test_values_given_together_are_one_parameter() -> None:
    items = [Item(f"{case}", {"text": case, "expected": case, "code": case}) for case in range(40)]
    assert len(kept(items)) == CASES


def test_the_order_of_cases_is_of_no_account() -> None:
    items = made(fault=30, format=4)
    assert sample(items[::-1]) == sample(items)


@pytest.mark.slow
def test_a_run_that_names_what_it_wants_has_all_of_it() -> None:
    """The corpus has six reports of a rule, and a test that there are."""

    def found(*arguments: str) -> list[str]:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-q", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(command, cwd=TOP, capture_output=True, encoding="utf-8", check=False)
        return [line for line in done.stdout.split("\n") if line.startswith("tests/")]

    assert found("tests/rules/test_corpus.py", "-k", "N401") == ["tests/rules/test_corpus.py: 7"]
    of_a_rule = found("-k", "N401")
    assert "tests/rules/test_corpus.py: 7" in of_a_rule
    for name in ("rules/test_examples.py", "rules/test_examples_formats.py", "prose/test_sentences.py"):
        assert any(line.startswith(f"tests/{name}") for line in of_a_rule), name
