"""A piece of a table drawn in columns: the figure that is meant underlined with ^, others involved with -."""

from __future__ import annotations

from collections.abc import Iterator

from linter.model.diagnostics import Figures
from linter.model.records import NamedTuple
from linter.reporters.printable import Printable

_GAP = "  "
_LABEL = 12  # columns by which a row label can be known
_FIGURE = 12  # and a figure
_CAPS = (40, 20, 16, 12, 10, 8)  # how wide a column label may be, tried in turn
_SHORTEST = 6  # and how wide when all else fails

Parts = list[tuple[str, str]]  # texts side by side, each with its role: label, meant, involved, other


class DrawnColumn(NamedTuple):
    """A drawn column: `at` is its number in the piece, None where columns are left out."""

    at: int | None
    width: int


class PieceLine(NamedTuple):
    """A drawn line. `meant` tells the row with the figure that is meant and the line of marks below it."""

    parts: Parts
    meant: bool = False
    marks: bool = False


def draw(figures: Figures, room: int, printable: Printable) -> Iterator[PieceLine]:
    """The piece as lines of at most `room` columns (at least 30).

    Where room is short, labels are shortened a little, then columns that are not involved are left out (far
    ones first), then labels are shortened as far as can be, last involved columns are left out (those with
    small figures first).
    """
    header = [printable.clean(label) for label in figures.header]
    rows = [[printable.clean(text) for text in row] for row in figures.rows]
    label_width, slots = _fit(figures, [header, *rows], room, printable)

    def left(text: str) -> str:
        text = printable.shorten(text, label_width)
        return text + " " * (label_width - printable.width(text))

    def right(text: str, slot: DrawnColumn) -> str:
        text = printable.shorten(text, slot.width)
        return " " * (slot.width - printable.width(text)) + text

    def line(row: list[str], roles: list[str], left_out: str) -> Parts:
        parts = [(left(row[0]), "label")]
        for slot, role in zip(slots, roles, strict=True):
            text = left_out if slot.at is None else row[slot.at]
            parts += [(_GAP, "other"), (right(text, slot), role)]
        return parts

    yield PieceLine(line(header, ["label"] * len(slots), "…"))
    for number, row in enumerate(rows):
        roles = [_role(figures, number, slot) for slot in slots]
        meant = number == figures.marked[0]
        yield PieceLine(line(row, roles, "…" if any(row[1:]) else ""), meant)
        if meant:
            signs = {"meant": "^", "involved": "-"}
            marks = [""] * len(row)
            for slot, role in zip(slots, roles, strict=True):
                if slot.at is not None and role in signs:
                    length = min(printable.width(row[slot.at]), slot.width)
                    marks[slot.at] = signs[role] * max(length, 1)
            yield PieceLine(line(marks, roles, ""), meant, marks=True)


def _role(figures: Figures, row: int, slot: DrawnColumn) -> str:
    if slot.at is None:
        return "other"
    if (row, slot.at) == figures.marked:
        return "meant"
    return "involved" if (row, slot.at) in figures.others else "other"


def _fit(figures: Figures, lines: list[list[str]], room: int, printable: Printable) -> tuple[int, list[DrawnColumn]]:
    """The width of the row labels and the columns to draw, as many and as wide as the room allows."""
    columns = range(1, len(lines[0]))
    heads = [printable.width(text) for text in lines[0]]
    bodies = [max((printable.width(line[at]) for line in lines[1:]), default=1) for at in range(len(lines[0]))]
    longest_label = max(heads[0], bodies[0])
    needed = min(longest_label, max(_LABEL, room // 3))
    meant = figures.marked[1]
    involved = {column for _, column in figures.others}
    figure_of = figures.rows[figures.marked[0]]

    def worth(at: int) -> tuple[bool, bool, int, int]:
        weight = len(figure_of[at].lstrip("0")) if at in involved else 0
        return at == meant, at in involved, weight, -abs(at - meant)

    by_worth = sorted(columns, key=worth, reverse=True)
    ellipsis = printable.width("…")
    slots: list[DrawnColumn] = []
    all_involved = len({meant} | involved)
    tries = [(count, cap) for count in range(len(by_worth), all_involved - 1, -1) for cap in _CAPS]
    tries += [(count, _SHORTEST) for count in range(all_involved, 0, -1)]
    for count, cap in tries:
        kept = sorted(by_worth[:count])
        slots = []
        for before, at in zip([0, *kept], kept, strict=False):
            if at != before + 1:
                slots.append(DrawnColumn(None, ellipsis))
            slots.append(DrawnColumn(at, max(min(heads[at], cap), min(bodies[at], _FIGURE), 1)))
        if kept[-1] != columns[-1]:
            slots.append(DrawnColumn(None, ellipsis))
        taken = sum(len(_GAP) + slot.width for slot in slots)
        if needed + taken <= room:
            return min(longest_label, room - taken), slots
    return max(room - sum(len(_GAP) + slot.width for slot in slots), 4), slots
