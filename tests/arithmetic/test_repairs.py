"""Which number is wrong: against exhaustive search on small tables, and on generated reports."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.faults import with_value
from benchmarks.reports import make_report
from benchmarks.seeded import repairs_of
from benchmarks.slips import ONE_CELL, several, value_of
from linter.arithmetic.equations import Balance, Instance, total
from linter.arithmetic.localisation import System, minimal_sets
from linter.model.claimed_figures import Operand
from tests.tiers import examples

SIZE = 2  # rows and columns of figures, with a total for each and one for all


def address(row: int, column: int) -> str:
    return f"t/{row}/{column}"


CELLS = [address(row, column) for row in range(SIZE + 1) for column in range(SIZE + 1)]


def balances(values: dict[str, int]) -> list[Balance]:
    found = []
    for line in range(SIZE + 1):
        for cells in ([address(line, at) for at in range(SIZE + 1)], [address(at, line) for at in range(SIZE + 1)]):
            left, right = tuple(Operand(1, cell) for cell in cells[:-1]), (Operand(1, cells[-1]),)
            residual = total(left, values, -1, right)
            found.append(Balance("X001", Instance(str(line), False, cells[-1], left, right, tuple(cells)), residual))
    return found


def system_of(values: dict[str, int]) -> System:
    return System(balances(values), values, lambda cell, value: value >= 0)


def balanced(figures: tuple[int, ...]) -> dict[str, int]:
    values = {address(row, column): figures[row * SIZE + column] for row in range(SIZE) for column in range(SIZE)}
    for row in range(SIZE):
        values[address(row, SIZE)] = sum(values[address(row, column)] for column in range(SIZE))
    for column in range(SIZE + 1):
        values[address(SIZE, column)] = sum(values[address(row, column)] for row in range(SIZE))
    return {cell: values[cell] for cell in CELLS}


def exhaustive(values: dict[str, int], size: int, highest: int) -> set[frozenset[tuple[str, int]]]:
    """Every set of `size` cells with figures up to `highest` that makes all equations hold."""
    found = set()
    for cells in combinations(CELLS, size):
        for figures in product(range(highest + 1), repeat=size):
            changed = dict(zip(cells, figures, strict=True))
            if all(values[cell] != figure for cell, figure in changed.items()) and not any(
                balance.residual for balance in balances({**values, **changed})
            ):
                found.add(frozenset(changed.items()))
    return found


@pytest.mark.whole
@given(
    figures=st.tuples(*[st.integers(0, 2)] * SIZE**2),
    wrong=st.dictionaries(st.sampled_from(CELLS), st.integers(0, 4), min_size=1, max_size=2),
)
@settings(max_examples=examples(25))
def test_the_smallest_sets_are_those_of_exhaustive_search(figures: tuple[int, ...], wrong: dict[str, int]) -> None:
    values = {**balanced(figures), **wrong}
    if not any(balance.residual for balance in balances(values)):
        return
    found, complete = minimal_sets(system_of(values))
    assert complete
    size = len(found[0])
    assert size <= 2
    highest = 12  # no sum of these figures is larger
    assert {frozenset(changes.items()) for changes in found} == exhaustive(values, size, highest)
    assert size == 1 or not exhaustive(values, 1, highest)


@pytest.mark.whole
@given(seed=st.integers(0, 2**32), count=st.integers(1, 3))
@settings(max_examples=examples(40))
def test_every_candidate_settles_a_report_and_the_truth_is_among_them(seed: int, count: int) -> None:
    rng = Random(seed)
    report = make_report(rng, rng.choice(("2019", "2021")))
    wrong = several(rng, report, count)
    truth = {cell: value_of(report, cell) for cell in wrong}
    for cell, value in wrong.items():
        report = with_value(report, cell, value)
    repairs, _ = repairs_of(report, "pipes")
    candidates = [{change["cell"]: change["suggested"] for change in found} for found in repairs["candidates"]]
    assert truth in candidates or min(map(len, candidates)) < count
    for candidate in candidates:
        mended = report
        for cell, value in candidate.items():
            assert value >= 0
            mended = with_value(mended, cell, value)
        assert repairs_of(mended, "pipes")[0]["status"] == "consistent"


@pytest.mark.parametrize("slip", ONE_CELL)
def test_one_wrong_cell_is_certain(slip: str) -> None:
    for seed in range(5):
        rng = Random(f"{slip} {seed}")
        report = make_report(rng, "2021", busy=True)
        wrong = ONE_CELL[slip](rng, report)
        for cell, value in wrong.items():
            repairs, _ = repairs_of(with_value(report, cell, value), "markdown")
            assert (repairs["status"], repairs["confidence"]) == ("unique", "certain")
            ((change,),) = repairs["candidates"]
            assert (change["cell"], change["current"], change["suggested"]) == (cell, value, value_of(report, cell))


@pytest.mark.whole
def test_a_single_sum_never_decides() -> None:
    for seed in range(10):
        report = make_report(Random(seed), "2021", busy=True)
        cell = "disputes/cases/direct.total"
        repairs, _ = repairs_of(with_value(report, cell, value_of(report, cell) + 9), "html")
        assert (repairs["status"], repairs["confidence"]) == ("ambiguous", "open")
        assert any(found[0]["cell"] == cell for found in repairs["candidates"])


def test_too_many_wrong_cells_are_left_unresolved() -> None:
    rng = Random(1)
    report = make_report(rng, "2021", busy=True)
    for cell, value in several(rng, report, 12).items():
        report = with_value(report, cell, value)
    assert repairs_of(report, "pipes")[0]["status"] == "unresolved"
