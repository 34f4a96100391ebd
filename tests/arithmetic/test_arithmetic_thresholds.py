"""How far the search for a wrong figure goes, and how much of it is shown."""

from __future__ import annotations

import pytest

from linter.arithmetic.equations import Balance, Instance, total
from linter.arithmetic.expression import Equation, ExpressionError, parse
from linter.arithmetic.localisation import System, minimal_sets
from linter.arithmetic.repairs import Repairs, localise
from linter.model.claimed_figures import Operand


def balance(values: dict[str, int], parts: str, result: str | int) -> Balance:
    """The equation by which cells, named apart by white space, add up to a cell or a number."""
    left = tuple(Operand(1, cell) for cell in parts.split())
    right = (Operand(1, result) if isinstance(result, str) else Operand(result, ""),)
    cells = tuple(operand.address for operand in (*left, *right) if operand.address)
    return Balance("X001", Instance("", False, cells[-1], left, right, cells), total(left, values, -1, right))


def system_of(values: dict[str, int], *equations: tuple[str, str | int]) -> System:
    return System([balance(values, *equation) for equation in equations], values, lambda cell, value: value >= 0)


def repairs_of(values: dict[str, int], *equations: tuple[str, str | int]) -> Repairs:
    return localise([balance(values, *equation) for equation in equations], values)


@pytest.mark.threshold("arithmetic.expression.LONGEST")
def test_an_equation_has_at_most_two_thousand_characters() -> None:
    def equation_of(length: int) -> Equation:
        return parse("甲 = 乙".replace("甲", "a" * (length - 4)).replace("乙", "b"))

    assert equation_of(2_000).right[0].name == "b"
    with pytest.raises(ExpressionError, match="2,000"):
        equation_of(2_001)


@pytest.mark.threshold("arithmetic.localisation._MOST_CELLS")
def test_up_to_four_cells_are_found_wrong() -> None:
    def sets_of(wrong: int) -> list[dict[str, int | float]]:
        """Those of cells each of which has an equation of its own that tells its figure."""
        cells = [f"t/row/{number}" for number in range(wrong)]
        return minimal_sets(system_of(dict.fromkeys(cells, 3), *((cell, 5) for cell in cells)))[0]

    assert sets_of(4) == [{f"t/row/{number}": 5 for number in range(4)}]
    assert sets_of(5) == []


@pytest.mark.whole
@pytest.mark.threshold("arithmetic.localisation._BUDGET")
def test_a_search_has_six_thousand_steps() -> None:
    def is_complete(cells: int) -> bool:
        """Of the search in a sum that any of so many cells may settle: a step for each, and one to begin with."""
        names = [f"t/row/{number}" for number in range(cells)]
        return minimal_sets(system_of(dict.fromkeys(names, 0), (" ".join(names), 1)))[1]

    assert is_complete(5_999)
    assert not is_complete(6_000)


@pytest.mark.threshold("arithmetic.repairs._MOST_CANDIDATES")
def test_twenty_candidates_are_shown() -> None:
    def candidates_of(cells: int) -> int:
        names = [f"t/row/{number}" for number in range(cells)]
        repairs = repairs_of(dict.fromkeys(names, 0), (" ".join(names), 1))
        assert len(repairs.components[0].candidates) == len(repairs.candidates)
        return len(repairs.candidates)

    assert candidates_of(20) == 20
    assert candidates_of(21) == 20


def explanations_of(repairs: Repairs) -> list[set[str | None]]:
    return [{change.explanation for change in candidate} for candidate in repairs.candidates]


@pytest.mark.threshold("arithmetic.repairs._FEWEST_FOR_A_SHIFT")
def test_a_row_slipped_only_where_fewer_than_three_cells_do_not_explain_it() -> None:
    true = [11, 24, 37, 45, 58]
    cells = [f"t/row/{number}" for number in range(5)]
    sums = {"t/p/x": true[0] + true[1], "t/q/x": true[2] + true[3], "t/r/x": true[4]}
    slipped = dict(zip(cells, [0, *true], strict=False)) | sums
    two = repairs_of(
        {**dict(zip(cells[:3], [0, *true], strict=False)), "t/p/x": true[0] + true[1], "t/q/x": true[2]},
        (" ".join(cells[:2]), "t/p/x"),
        (cells[2], "t/q/x"),
        (" ".join(["t/p/x", "t/q/x"]), true[0] + true[1] + true[2]),
    )
    three = repairs_of(
        slipped,
        (" ".join(cells[:2]), "t/p/x"),
        (" ".join(cells[2:4]), "t/q/x"),
        (cells[4], "t/r/x"),
        (" ".join(sums), sum(true)),
    )
    assert {len(candidate) for candidate in two.candidates} == {2}
    assert {"shifted"} not in explanations_of(two)
    assert explanations_of(three)[0] == {"shifted"}
    assert {change.cell: change.suggested for change in three.candidates[0]} == dict(zip(cells, true, strict=True))
