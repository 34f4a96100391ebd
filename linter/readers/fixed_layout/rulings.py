"""Ruling lines as drawn become the frames of tables: which lines belong together, and the cells between them.

A line may come as a stroke, as a thin rectangle, as many dashes, or twice; a cell may have borders of its own beside
its neighbour's. So positions within a tolerance are one, and stretches with small gaps between them are one line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box

_NEAR = 4.0  # points within which two positions are one, less than any row is high
_GAP = 6.0  # the widest gap inside a dashed line
_MOST_RULINGS = 1000
_MOST_CELLS = 10_000
_MOST_FRAMES = 50
_COVERED = 0.6


class Ruling(NamedTuple):
    """A line: where it lies across its direction, where it begins and ends along it."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """A cell of a frame: first row and column from 0, how many of each, and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Frame(NamedTuple):
    """The lines of one table on one page: edges of its columns and rows, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    places: tuple[tuple[int, ...], ...]  # for each row and column the index of the slot there

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def slot_at(self, x: float, y: float) -> int | None:
        """The index of the slot at a point, None outside the frame."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.places[row][column]
        return None


def frames(lines: Iterable[Box]) -> list[Frame]:
    """The tables of a page that are drawn with lines, of at least two cells each, the smallest first."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for x0, top, x1, bottom in lines:
        if x1 - x0 >= bottom - top:
            horizontal.append(Ruling((top + bottom) / 2, x0, x1))
        else:
            vertical.append(Ruling((x0 + x1) / 2, top, bottom))
    across, down = _merged(horizontal), _merged(vertical)
    if len(across) + len(down) > _MOST_RULINGS:
        return []
    found = [frame for group in _connected(across, down) if (frame := _frame(*group)) is not None]
    found.sort(key=lambda frame: (frame.box.bottom - frame.box.top) * (frame.box.x1 - frame.box.x0))
    return found[-_MOST_FRAMES:]


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Each line once, whole."""
    positions = _positions([ruling.at for ruling in rulings])
    by_position: dict[int, list[Ruling]] = {}
    for ruling in rulings:
        by_position.setdefault(_nearest(positions, ruling.at), []).append(ruling)
    merged: list[Ruling] = []
    for index, members in sorted(by_position.items()):
        members.sort(key=lambda ruling: ruling.start)
        start, end = members[0].start, members[0].end
        for ruling in members[1:]:
            if ruling.start > end + _GAP:
                merged.append(Ruling(positions[index], start, end))
                start, end = ruling.start, ruling.end
            else:
                end = max(end, ruling.end)
        merged.append(Ruling(positions[index], start, end))
    return merged


def _positions(values: Iterable[float]) -> list[float]:
    """The different ones among near-equal values, each as the middle of its group."""
    groups: list[tuple[float, float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _NEAR:
            groups[-1] = groups[-1][0], value
        else:
            groups.append((value, value))
    return [(first + last) / 2 for first, last in groups]


def _nearest(positions: Sequence[float], value: float) -> int:
    index = bisect_right(positions, value)
    if index and (index == len(positions) or value - positions[index - 1] <= positions[index] - value):
        return index - 1
    return index


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch or cross, directly or through others, as one group each."""
    roots = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while roots[index] != index:
            roots[index] = roots[roots[index]]
            index = roots[index]
        return index

    heights = [ruling.at for ruling in across]
    for number, line in enumerate(down, start=len(across)):
        first = bisect_right(heights, line.start - _NEAR)
        last = bisect_right(heights, line.end + _NEAR)
        for index in range(first, last):
            if across[index].start - _NEAR <= line.at <= across[index].end + _NEAR:
                roots[root(index)] = root(number)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, line in enumerate((*across, *down)):
        groups.setdefault(root(number), ([], []))[number >= len(across)].append(line)
    return list(groups.values())


def _frame(across: Sequence[Ruling], down: Sequence[Ruling]) -> Frame | None:
    if not across or not down:
        return None
    # A table cut by a page may lack its last line, an open one its outer ones: the ends of the others are edges too.
    xs = _edges([line.at for line in down], [line.start for line in across], [line.end for line in across])
    ys = _edges([line.at for line in across], [line.start for line in down], [line.end for line in down])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MOST_CELLS:
        return None
    beside = _borders(down, xs, ys)
    below = _borders(across, ys, xs)
    places = [[-1] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        for column in range(columns):
            if places[row][column] >= 0:
                continue
            members = _region(row, column, rows, columns, beside, below)
            for y, x in members:
                places[y][x] = len(slots)
            last_row, last_column = max(y for y, _ in members), max(x for _, x in members)
            slots.append(
                Slot(
                    row,
                    column,
                    last_row - row + 1,
                    last_column - column + 1,
                    Box(xs[column], ys[row], xs[last_column + 1], ys[last_row + 1]),
                )
            )
    return Frame(tuple(xs), tuple(ys), tuple(slots), tuple(map(tuple, places))) if len(slots) > 1 else None


def _edges(inner: Iterable[float], starts: Iterable[float], ends: Iterable[float]) -> list[float]:
    edges = _positions(inner)
    first, last = min(starts), max(ends)
    if first < edges[0] - _NEAR:
        edges.insert(0, first)
    if last > edges[-1] + _NEAR:
        edges.append(last)
    return edges


def _borders(lines: Iterable[Ruling], positions: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Where a line stands: (index of its position, index of the step along it), for each step that it covers."""
    found: set[tuple[int, int]] = set()
    for line in lines:
        position = _nearest(positions, line.at)
        first = max(bisect_right(steps, line.start) - 1, 0)
        for step in range(first, len(steps) - 1):
            low, high = steps[step], steps[step + 1]
            if low >= line.end:
                break
            if min(high, line.end) - max(low, line.start) >= _COVERED * (high - low):
                found.add((position, step))
    return found


def _region(
    row: int, column: int, rows: int, columns: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The elementary cells that no line parts from the one at `row` and `column`."""
    members = [(row, column)]
    seen = {(row, column)}
    for y, x in members:
        for neighbour, wall in (
            ((y, x + 1), (x + 1, y) in beside),
            ((y, x - 1), (x, y) in beside),
            ((y + 1, x), (y + 1, x) in below),
            ((y - 1, x), (y, x) in below),
        ):
            inside = 0 <= neighbour[0] < rows and 0 <= neighbour[1] < columns
            if inside and not wall and neighbour not in seen:
                seen.add(neighbour)
                members.append(neighbour)
    return members


def same_edges(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether the column edges of two pieces are one table's: of equal width, all edges of one among the other's."""
    few, many = sorted((first, second), key=len)
    shift = many[0] - few[0]
    if abs((many[-1] - many[0]) - (few[-1] - few[0])) > _NEAR:
        return False
    return all(any(abs(edge + shift - other) <= _NEAR for other in many) for edge in few)
