"""Error localisation in a system of sums over whole numbers: all smallest sets of cells to change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from linter.arithmetic.equations import Balance, Number

_MOST_CELLS = 4
_BUDGET = 6_000  # steps of one search: some 40 ms; counted, so that the same report gives the same answer anywhere

Changes = dict[str, Number]  # the figure that each changed cell should have


class System:
    """Equations over cells as factors and residuals, with the figures that stand in the cells.

    `cells` are in the order in which the equations name them, `equations[i]` maps cells to factors, `residuals[i]` is
    what its two sides differ by, `of[cell]` lists the equations with the cell.
    """

    def __init__(
        self,
        balances: Sequence[Balance],
        values: Mapping[str, Number],
        allowed: Callable[[str, Number], bool],
    ) -> None:
        self.balances = balances
        self.values = values
        self.allowed = allowed
        self.equations = [balance.instance.factors() for balance in balances]
        self.residuals = [balance.residual or 0 for balance in balances]
        self.of: dict[str, list[tuple[int, int]]] = {}
        for number, factors in enumerate(self.equations):
            for cell, factor in factors.items():
                if factor:
                    self.of.setdefault(cell, []).append((number, factor))
        self.cells = tuple(self.of)
        self.known = frozenset(self.of)
        self.degree = max((len(equations) for equations in self.of.values()), default=0)

    def holds_with(self, changes: Mapping[str, Number]) -> bool:
        """Whether every equation holds once these cells have these figures."""
        residuals = dict(self._residuals_with(changes))
        return all(residuals.get(number, residual) == 0 for number, residual in enumerate(self.residuals))

    def _residuals_with(self, changes: Mapping[str, Number]) -> Iterable[tuple[int, Number]]:
        moved: dict[int, Number] = {}
        for cell, value in changes.items():
            delta = value - self.values[cell]
            for number, factor in self.of[cell]:
                moved[number] = moved.get(number, self.residuals[number]) + factor * delta
        return moved.items()

    def is_overdetermined(self, changes: Mapping[str, Number]) -> bool:
        """Whether more equations failed than cells are wrong, and each of these cells is in two that failed or more.

        Then at least two equations that do not depend on each other agree on the change.
        """
        broken = sum(residual != 0 for residual in self.residuals)
        return broken > len(changes) and all(len(self.of[cell]) > 1 for cell in changes)

    def determined(self, unknown: Sequence[str]) -> Changes:
        """The figures of unknown cells that the equations determine one after the other, if then all of them hold.

        Cells that stay undetermined count as they stand; without a solution the result is empty.
        """
        open_cells = set(unknown)
        if not open_cells:
            return {}
        residuals = list(self.residuals)
        waiting = list(range(len(self.equations)))
        changes: Changes = {}
        while waiting:
            number = waiting.pop()
            missing = [cell for cell in self.equations[number] if cell in open_cells]
            if len(missing) != 1:
                continue
            (cell,) = missing
            delta = _quotient(-residuals[number], self.equations[number][cell])
            if delta is None or not self.allowed(cell, self.values[cell] + delta):
                return {}
            open_cells.remove(cell)
            for other, factor in self.of[cell]:
                residuals[other] += factor * delta
                waiting.append(other)
            if delta:
                changes[cell] = self.values[cell] + delta
        return changes if not any(residuals) else {}


def minimal_sets(system: System) -> tuple[list[Changes], bool]:
    """All smallest sets of at most four cells, with the figures that make every equation hold.

    Some cell of a failing equation is wrong; the search takes the failing equation with the fewest cells and tries for
    each of them every change that settles one of the cell's own failing equations. In a table with sums over rows
    and columns that finds every set of up to three cells: one of them is always alone in one of its equations.

    Returns:
        The sets, and whether the search came to its end: if not, there may be more.
    """
    search = _Search(system)
    for size in range(1, _MOST_CELLS + 1):
        if search.smallest > size:
            continue
        found = list(search.sets(size))
        if found or search.steps > _BUDGET:
            return found, search.steps <= _BUDGET
    return [], True


class _Search:
    def __init__(self, system: System) -> None:
        self.system = system
        self.residuals = list(system.residuals)
        self.broken = {number for number, residual in enumerate(self.residuals) if residual}
        self.deltas: dict[str, Number] = {}
        self.seen: set[frozenset[tuple[str, Number]]] = set()
        self.steps = 0

    @property
    def smallest(self) -> int:
        """No fewer cells can settle what is broken, since each is in at most so many equations."""
        return -(-len(self.broken) // max(self.system.degree, 1))

    def sets(self, size: int) -> Iterator[Changes]:
        self.steps += 1
        if self.steps > _BUDGET:
            return
        if not self.broken:
            found = frozenset(self.deltas.items())
            if size == 0 and found not in self.seen:
                self.seen.add(found)
                values = self.system.values
                yield {cell: values[cell] + delta for cell, delta in self.deltas.items()}
            return
        if self.smallest > size:
            return
        system = self.system
        equation = min(self.broken, key=lambda number: (len(system.equations[number]), number))
        for cell in system.equations[equation]:
            if cell in self.deltas or cell not in system.of:
                continue
            for delta in self._settling(cell, size):
                self._change(cell, delta)
                self.deltas[cell] = delta
                yield from self.sets(size - 1)
                del self.deltas[cell]
                self._change(cell, -delta)

    def _settling(self, cell: str, size: int) -> list[Number]:
        """The changes of a cell that settle one of its failing equations; with the last cell, all that fail."""
        system, residuals = self.system, self.residuals
        touched = system.of[cell]
        if size == 1 and any(residuals[number] == 0 for number, _ in touched):
            return []
        if sum(number in self.broken for number, _ in touched) + (size - 1) * system.degree < len(self.broken):
            return []
        found: list[Number] = []
        for number, factor in touched:
            if residuals[number]:
                delta = _quotient(-residuals[number], factor)
                if delta is not None and delta not in found and system.allowed(cell, system.values[cell] + delta):
                    found.append(delta)
        if size == 1 and len(found) > 1:
            return []
        return found

    def _change(self, cell: str, delta: Number) -> None:
        for number, factor in self.system.of[cell]:
            self.residuals[number] += factor * delta
            if self.residuals[number]:
                self.broken.add(number)
            else:
                self.broken.discard(number)


def _quotient(number: Number, factor: int) -> Number | None:
    """The exact quotient of whole numbers, None where there is none; amounts are divided as they are."""
    if factor in (1, -1):
        return number * factor
    if isinstance(number, int):
        return number // factor if number % factor == 0 else None
    return number / factor
