"""Why a figure may have come to be wrong: the slips that people make, each with a name and a cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from linter.arithmetic.equations import Number
from linter.arithmetic.localisation import Changes, System
from linter.model.records import NamedTuple
from linter.text.slips import slip

_COSTS = {
    "look-alike": 1,
    "swapped-with": 1,
    "shifted": 1,
    "digits-transposed": 1,
    "digit-missing": 1,
    "digit-extra": 1,
    "times-ten": 1,
    "last-years-figure": 1,
    "digit-changed": 2,
    "total-not-updated": 2,
}


class Cost(NamedTuple):
    """How odd a set of mistakes is: figures that no slip explains count before all slips that explain others."""

    unexplained: int
    slips: int


class Explained(NamedTuple):
    """A set of changes with a name for each, where there is one: how many mistakes it takes, how odd they are."""

    changes: Changes
    explanations: Mapping[str, str]
    causes: int
    cost: Cost
    is_complete: bool


def explained(
    changes: Changes,
    system: System,
    blank: Callable[[str], bool],
    prior: Mapping[str, Number],
    misread: Callable[[str, Number], bool] | None = None,
) -> Explained:
    """How a set of wrong figures may have come about. Two cells exchanged or a row that slipped are one mistake."""
    values = system.values
    cells = list(changes)
    if len(cells) == 2 and _are_exchanged(changes, system):
        first, second = cells
        names = {first: f"swapped-with:{second}", second: f"swapped-with:{first}"}
        return Explained(changes, names, 1, Cost(0, _COSTS["swapped-with"]), True)
    if len(cells) > 2 and _is_shift(changes, system):
        return Explained(changes, dict.fromkeys(cells, "shifted"), 1, Cost(0, _COSTS["shifted"]), True)
    found: dict[str, str] = {}
    unexplained = slips = 0
    for cell, suggested in changes.items():
        if blank(cell):
            continue  # nothing was written: nothing needs to be explained
        name = slip(values[cell], suggested)
        if misread is not None and misread(cell, suggested):
            name = "look-alike"
        elif prior.get(cell) == values[cell] and values[cell] > 9:
            name = "last-years-figure"
        elif name is None and _left_out(cell, suggested - values[cell], system):
            name = "total-not-updated"
        if name is not None:
            found[cell] = name
        if name is None or (name == "digit-changed" and values[cell] < 10):
            unexplained += 1  # any one-digit figure is one digit away from any other
        else:
            slips += _COSTS[name]
    causes = len(cells) - _is_misplaced(changes, system)
    return Explained(changes, found, causes, Cost(unexplained, slips), unexplained == 0)


def _left_out(cell: str, difference: Number, system: System) -> bool:
    """Whether a total differs by just one of the figures that it adds up: it was made before that one was entered."""
    for number, factor in system.of[cell]:
        factors = system.equations[number]
        others = [other for other, of_other in factors.items() if of_other == -factor]
        if len(others) == len(factors) - 1 and any(
            system.values[other] == abs(difference) for other in others if system.values[other]
        ):
            return True
    return False


def _are_exchanged(changes: Changes, system: System) -> bool:
    """Whether each of two cells of one row or column holds the other's figure."""
    (first, new_first), (second, new_second) = changes.items()
    values = system.values
    same_line = first.rpartition("/")[0] == second.rpartition("/")[0] or first.split("/")[2] == second.split("/")[2]
    return same_line and values[first] == new_second and values[second] == new_first


def _is_shift(changes: Changes, system: System) -> bool:
    """Whether the cells are of one row and all but one get the figure of the cell beside them."""
    if len({cell.rpartition("/")[0] for cell in changes}) != 1:
        return False
    row = next(iter(changes)).rpartition("/")[0]
    line = [cell for cell in system.values if cell in system.known and cell.rpartition("/")[0] == row]
    after = [changes.get(cell, system.values[cell]) for cell in line]
    before = [system.values[cell] for cell in line]
    ends = (len(line), len(line) - 1)  # the total may have stayed in its place
    return any(after[: end - 1] == before[1:end] or after[1:end] == before[: end - 1] for end in ends)


def _is_misplaced(changes: Changes, system: System) -> bool:
    """Whether an amount stands in the row above or below its own: two wrong cells, one mistake."""
    if len(changes) != 2:
        return False
    (first, new_first), (second, new_second) = changes.items()
    if first.split("/")[2] != second.split("/")[2]:
        return False
    if new_first - system.values[first] != system.values[second] - new_second:
        return False
    column = [cell for cell in system.values if cell in system.known and cell.split("/")[2] == first.split("/")[2]]
    return abs(column.index(first) - column.index(second)) == 1
