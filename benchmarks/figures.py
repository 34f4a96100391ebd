"""Random table figures that keep every identity of the official format."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from benchmarks.sheets import Sheet, addresses

Value = int | float | str | None

APPLICANTS = ("person", "business", "research", "charity", "legal_service", "other_org")
FLOW = ("received", "carried_over", "total", "carried_forward")
OUTCOMES_OF_A_CASE = ("upheld", "corrected", "other", "pending")
BLOCKS = ("review", "direct", "after_review")


# How often an outcome occurs at all among one kind of applicant; the others are rare.
_LIKELY = {"granted": 0.7, "partial": 0.3, "unavailable.not_held": 0.5, "not_processed.petition": 0.3}
_RARE = 0.05


def outcome_rows(applications: Sheet) -> list[str]:
    """The keys of the rows that add up to the total, in form order."""
    return [row.key for block in applications.blocks for row in block.rows if row.key not in FLOW]


def _count(rng: Random, busy: bool) -> int:
    """A figure as offices have them: mostly 0 or small, now and then in the hundreds."""
    if busy:
        return rng.choice((rng.randint(1, 9), rng.randint(1, 9), rng.randint(10, 40), rng.randint(100, 300)))
    return rng.choice((0, 0, 0, 0, 1, 2, rng.randint(3, 15)))


def _applications(rng: Random, form: Sheet, busy: bool) -> dict[str, Value]:
    outcomes = outcome_rows(form)
    rows = [row.key for block in form.blocks for row in block.rows]
    counts: dict[tuple[str, str], int] = {(row, column): 0 for row in rows for column in APPLICANTS}
    for column in APPLICANTS:
        carried_forward = _count(rng, busy)
        for row in outcomes:
            counts[row, column] = _count(rng, busy) if busy or rng.random() < _LIKELY.get(row, _RARE) else 0
        total = sum(counts[row, column] for row in outcomes)
        carried_over = min(_count(rng, busy), total + carried_forward)
        counts["total", column] = total
        counts["carried_forward", column] = carried_forward
        counts["carried_over", column] = carried_over
        counts["received", column] = total + carried_forward - carried_over
    values: dict[str, Value] = {f"applications/{row}/{column}": n for (row, column), n in counts.items()}
    for row in rows:
        values[f"applications/{row}/total"] = sum(counts[row, column] for column in APPLICANTS)
    return values


def _disputes(rng: Random, busy: bool) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for block in BLOCKS:
        counts = [_count(rng, busy) for _ in OUTCOMES_OF_A_CASE]
        for column, count in zip(OUTCOMES_OF_A_CASE, counts, strict=True):
            values[f"disputes/cases/{block}.{column}"] = count
        values[f"disputes/cases/{block}.total"] = sum(counts)
    return values


def _disclosure(rng: Random, form: Sheet, busy: bool) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for address in addresses(form):
        _, row, column = address.split("/")
        if row == "regulations":
            values[address] = 0  # the organs of these reports may not make any
        elif column == "change":
            values[address] = rng.choice((0, 0, 1, 3, -2))
        elif column == "amount":
            values[address] = rng.choice((0, 0, 3, 12.5, 0.86, 160.5964))
        else:
            values[address] = _count(rng, busy)
    if "disclosure/normative/in_force" in values:
        values["disclosure/normative/in_force"] = rng.randint(0, 40) + int(str(values["disclosure/normative/issued"]))
    for address in values:
        if address.endswith("/items_last_year"):
            change = values[address.replace("items_last_year", "change")]
            values[address] = _count(rng, busy) + max(0, -int(str(change)))
    return values


def tables_of(rng: Random, sheets: Mapping[str, Sheet], *, busy: bool | None = None) -> dict[str, Value]:
    """The value of every cell of the tables of one report, balanced."""
    if not sheets:
        return {}
    if busy is None:
        busy = rng.random() < 0.15
    quiet = not busy and rng.random() < 0.35
    values = {
        **_disclosure(rng, sheets["disclosure"], busy),
        **_applications(rng, sheets["applications"], busy),
        **_disputes(rng, busy),
    }
    if quiet:
        values = {address: 0 if not address.startswith("disclosure/") else value for address, value in values.items()}
    return values


def printed(address: str, value: Value) -> str:
    """A value as it stands in the printed cell; changes carry their sign."""
    if value is None:
        return ""
    if address.endswith("/change") and isinstance(value, int) and value > 0:
        return f"+{value}"
    return str(value)


def equations(applications: Sheet) -> list[tuple[str, tuple[str, ...]]]:
    """Every identity of tables three and four as (code, the cells it uses)."""
    found: list[tuple[str, tuple[str, ...]]] = []
    columns = (*APPLICANTS, "total")
    outcomes = outcome_rows(applications)
    for column in columns:
        found.append(("A301", tuple(f"applications/{row}/{column}" for row in FLOW)))
        found.append(("A302", tuple(f"applications/{row}/{column}" for row in (*outcomes, "total"))))
    for row in (*outcomes, *FLOW):
        found.append(("A303", tuple(f"applications/{row}/{column}" for column in columns)))
    for block in BLOCKS:
        ends = (*OUTCOMES_OF_A_CASE, "total")
        found.append(("A304", tuple(f"disputes/cases/{block}.{end}" for end in ends)))
    return found


def broken(values: Mapping[str, Value], applications: Sheet) -> set[tuple[str, frozenset[str]]]:
    """The identities that do not hold, blanks read as 0; judged here, independently of the program."""

    def number(address: str) -> int:
        value = values[address]
        return 0 if value is None else int(str(value))

    failing: set[tuple[str, frozenset[str]]] = set()
    for code, cells in equations(applications):
        if code == "A301":
            received, carried_over, total, carried_forward = map(number, cells)
            holds = received + carried_over == total + carried_forward
        else:
            *parts, whole = map(number, cells)
            holds = sum(parts) == whole
        if not holds:
            failing.add((code, frozenset(cells)))
    return failing
