"""Which number is wrong: the smallest sets of cells whose change makes every equation hold again.

The method is the error localisation of Fellegi and Holt (1976), made exact for counts: all smallest sets are
enumerated rather than one of them optimised for, since an arbitrary one of several is often wrong. Blank cells are
solved first where the equations determine them, as in deductive imputation (de Waal, Pannekoek, Scholtus 2011).
What sentences and last year's report say about the figures decides between sets of equal size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product

from linter.arithmetic.equations import Balance, Number, plain
from linter.arithmetic.explanations import Cost, Explained, explained
from linter.arithmetic.localisation import System, minimal_sets
from linter.arithmetic.shifts import shifted_rows
from linter.model.claimed_figures import Evidence, Operand
from linter.model.records import NamedTuple
from linter.type_names import Literal

Confidence = Literal["certain", "likely", "open"]
Status = Literal["consistent", "unique", "ambiguous", "unresolved"]

_MOST_CANDIDATES = 20
_FEWEST_FOR_A_SHIFT = 3  # a change of one or two cells is simpler than a row that slipped
_ONE_PLAIN_SLIP = Cost(0, 1)


class Change(NamedTuple):
    """A cell with the figure that stands there (None: blank, a text: no number) and the one that should."""

    cell: str
    current: Number | str | None
    suggested: Number
    explanation: str | None = None


Candidate = tuple[Change, ...]


class Component(NamedTuple):
    """Broken equations that have to be explained together. `candidates` are in order, the best first.

    `confidence` is None where nothing was found. `settled` is the evidence that disagreed and no longer does. A cell
    that holds no number, and whose figure the equations tell, is a component without broken equations.
    """

    broken: tuple[Balance, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    confidence: Confidence | None = None
    settled: tuple[Evidence, ...] = ()

    @property
    def wrong(self) -> Candidate:
        """The cells that are wrong, where that can be said: the only candidate, or the one that is likely."""
        return self.candidates[0] if self.confidence in ("certain", "likely") else ()


class Repairs(NamedTuple):
    """What would make the arithmetic of a report hold again."""

    components: tuple[Component, ...] = ()

    @property
    def status(self) -> Status:
        if any(component.confidence is None for component in self.components):
            return "unresolved"
        if any(len(component.candidates) > 1 for component in self.components):
            return "ambiguous"
        return "unique" if self.components else "consistent"

    @property
    def confidence(self) -> Confidence | None:
        """That of the weakest component."""
        told = {component.confidence for component in self.components}
        if None in told:
            return None
        return next((level for level in _WEAKEST_FIRST if level in told), None)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every smallest set for the report as a whole, at most 20, the best first."""
        if self.status in ("consistent", "unresolved"):
            return ()
        combined = product(*(component.candidates for component in self.components))
        return tuple(tuple(change for part in parts for change in part) for parts in islice(combined, _MOST_CANDIDATES))

    def component_of(self, balance: Balance) -> Component | None:
        """The component that a broken equation belongs to."""
        return next((component for component in self.components if balance in component.broken), None)

    def figure_for(self, cell: str) -> Number | None:
        """The figure that the equations tell of a cell that holds no number."""
        told = (component.wrong[0] for component in self.components if not component.broken)
        return next((change.suggested for change in told if change.cell == cell), None)

    def as_object(self) -> dict[str, object]:
        """The `repairs` object of the JSON format."""
        return {
            "status": self.status,
            "confidence": self.confidence,
            "candidates": [[change._asdict() for change in candidate] for candidate in self.candidates],
        }


_WEAKEST_FIRST: tuple[Confidence, ...] = ("open", "likely", "certain")


def localise(
    balances: Sequence[Balance],
    values: Mapping[str, Number],
    *,
    blank: Callable[[str], bool] = lambda cell: False,
    allowed: Callable[[str, Number], bool] = lambda cell, value: value >= 0 and value == int(value),
    written: Callable[[str], Number | str | None] | None = None,
    evidence: Sequence[Evidence] = (),
    prior: Mapping[str, Number] | None = None,
    misread: Callable[[str, Number], bool] | None = None,
) -> Repairs:
    """Which cells to change so that every equation holds.

    Args:
        balances: every equation of the report and how it stands.
        values: the figures that can be reckoned with, blanks as 0, by address.
        blank: whether a cell is blank.
        allowed: whether a figure may stand in a cell.
        written: what stands in a cell that has no value.
        evidence: figures told outside the tables.
        prior: the figures of last year's report.
        misread: whether a figure may have been recognised in place of another; None where none was recognised.
    """
    components = list(_unreadable(balances, values, allowed, written or values.get))
    known = [balance for balance in balances if balance.residual is not None]
    for part in _connected(known):
        failing = tuple(balance for balance in part if balance.residual)
        if failing:
            system = System(part, values, allowed)
            components.append(_component(system, failing, blank, evidence, prior or {}, misread))
    return Repairs(tuple(components))


def _connected(balances: Sequence[Balance]) -> Iterator[list[Balance]]:
    """The equations in groups that share no cell."""
    group_of: dict[str, int] = {}
    members: dict[int, list[int]] = {}
    for number, balance in enumerate(balances):
        merged = sorted({group_of[cell] for cell in balance.instance.cells if cell in group_of})
        home = merged[0] if merged else number
        members.setdefault(home, []).append(number)
        for other in merged[1:]:
            members[home] += members.pop(other)
        for member in members[home] if len(merged) > 1 else (number,):
            group_of.update(dict.fromkeys(balances[member].instance.cells, home))
    for numbers in members.values():
        yield [balances[number] for number in sorted(numbers)]


def _component(
    system: System,
    broken: tuple[Balance, ...],
    blank: Callable[[str], bool],
    evidence: Sequence[Evidence],
    prior: Mapping[str, Number],
    misread: Callable[[str, Number], bool] | None,
) -> Component:
    filled = system.determined([cell for cell in system.cells if blank(cell)])
    if filled:
        sets, complete = [filled], True
    else:
        sets, complete = minimal_sets(system)
    if not sets or len(sets[0]) >= _FEWEST_FOR_A_SHIFT:
        shifts = [shift for shift in shifted_rows(system) if shift not in sets]
        sets = [*shifts[:1], *sets] if len(shifts) == 1 else sets
    if not sets:
        return Component(broken)

    touching = [entry for entry in evidence if _touches(entry, system)]
    ranked = []
    for number, found in enumerate(sets):
        figures = {**system.values, **found}
        misses = [entry for entry in touching if not _agrees(entry, figures)]
        doubtful = sum(_sum(entry.readings[0], figures) != entry.value for entry in touching)
        told = explained(found, system, blank, prior, misread)
        ranked.append(((len(misses), doubtful, told.causes, told.cost), number, told, misses))
    ranked.sort(key=lambda entry: entry[:2])
    fewest = ranked[0][0][0]
    kept = [entry for entry in ranked if entry[0][0] == fewest]
    best = kept[0]
    candidates = tuple(_candidate(entry[2], system, blank) for entry in kept[:_MOST_CANDIDATES])
    chosen = sets[best[1]]
    missed = frozenset(best[3])
    settled = tuple(entry for entry in touching if entry not in missed and not _agrees(entry, system.values))
    supported = any(_states(entry, chosen) for entry in touching if entry not in missed)
    confidence: Confidence
    if len(kept) == 1:
        agreeing = system.is_overdetermined(chosen) or supported
        confidence = "open" if not complete else "certain" if agreeing and not best[3] else "likely"
    else:
        stands_out = best[0] < kept[1][0] and best[2].is_complete and not _is_rivalled(best[2], kept[1][2])
        confidence = "likely" if stands_out and len(broken) > 1 and complete else "open"
    return Component(broken, candidates, confidence, settled)


def _is_rivalled(best: Explained, other: Explained) -> bool:
    """Whether another explanation of several wrong cells takes as few mistakes, and only its slips are odder.

    An amount written in the next row moves between any two columns, so that one of the pairs nearly always happens to
    look like slips of the keyboard.
    """
    return len(best.changes) > 1 and other.causes == best.causes and best.cost > _ONE_PLAIN_SLIP


def _candidate(told: Explained, system: System, blank: Callable[[str], bool]) -> Candidate:
    return tuple(
        Change(
            cell,
            None if blank(cell) else system.values[cell],
            plain(suggested),
            told.explanations.get(cell),
        )
        for cell, suggested in told.changes.items()
    )


def _touches(entry: Evidence, system: System) -> bool:
    """Whether every cell that a told figure may mean is one of the system's."""
    return all(operand.address in system.known for reading in entry.readings for operand in reading)


def _agrees(entry: Evidence, figures: Mapping[str, Number]) -> bool:
    return any(_sum(reading, figures) == entry.value for reading in entry.readings)


def _states(entry: Evidence, change: Mapping[str, Number]) -> bool:
    """Whether the figure is told of a changed cell itself, without another meaning that the table would have."""
    return any(
        len(reading) == 1 and reading[0].factor == 1 and change.get(reading[0].address) == entry.value
        for reading in entry.readings[:1]
    )


def _sum(reading: Sequence[Operand], figures: Mapping[str, Number]) -> Number:
    return sum(factor * figures[address] for factor, address in reading)


def _unreadable(
    balances: Sequence[Balance],
    values: Mapping[str, Number],
    allowed: Callable[[str, Number], bool],
    written: Callable[[str], Number | str | None],
) -> Iterator[Component]:
    """The cells without a number whose figure the equations determine, when all that determine it agree."""
    proposals: dict[str, list[Number]] = {}
    for balance in balances:
        if balance.residual is not None or not balance.obstacle:
            continue
        factors = balance.instance.factors()
        missing = [cell for cell in factors if cell not in values]
        if len(missing) != 1 or written(missing[0]) is None:
            continue
        constant = sum(
            sign * factor
            for side, sign in ((balance.instance.left, 1), (balance.instance.right, -1))
            for factor, address in side
            if not address
        )
        rest = constant + sum(factor * values[cell] for cell, factor in factors.items() if cell != missing[0])
        proposals.setdefault(missing[0], []).append(plain(-rest / factors[missing[0]]))
    for cell, proposed in proposals.items():
        value = proposed[0]
        if len(set(proposed)) == 1 and allowed(cell, value):
            yield Component((), ((Change(cell, written(cell), value),),), "certain" if len(proposed) > 1 else "likely")
