"""The prescribed tables as shapes: rows and columns with their label paths, laid out as boxes that span.

Nothing here knows the program: a table that is drawn from these shapes is what an office would type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, groupby
from pathlib import Path
from typing import Any, Literal

import yaml

TABLES = ("disclosure", "applications", "disputes")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its key in cell addresses and its labels from the outermost merged cell inwards."""

    key: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns under one header; `caption` stands over the whole width, `corner` at top left."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    caption: str | None = None
    corner: str | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """A column that the form does not have: what stands over it and, row by row and then over again, in it.

    `at` is the drawn column that it comes before. The heading stands over the first block with cells of its own there,
    or over all of them (`repeated`).
    """

    at: int
    heading: str
    texts: tuple[str, ...] = ("",)
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One prescribed table; its blocks share the width of the widest. `above` stands over the whole of it: 单位：件."""

    name: str
    blocks: tuple[Block, ...]
    further: tuple[Further, ...] = ()
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as drawn, `row` and `column` from 0; `mark` names it (an address, or `row:…`)."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    kind: Literal["caption", "corner", "column", "row", "figure"]
    mark: str | None = None


@cache
def _forms() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "data" / "forms.yaml").read_text(encoding="utf-8")
    forms: Mapping[str, Any] = yaml.safe_load(text)
    return forms


def part_titles(regime: str) -> Mapping[str, str]:
    """The titles of a regime's parts by key, in the prescribed order."""
    titles: Mapping[str, str] = _forms()[regime]["parts"]
    return titles


def _lines(entries: Mapping[str, Sequence[str] | str]) -> tuple[Line, ...]:
    return tuple(Line(key, (labels,) if isinstance(labels, str) else tuple(labels)) for key, labels in entries.items())


@cache
def sheet(regime: str, name: str) -> Sheet:
    """The prescribed table `name` of a regime (2019 or 2021)."""
    blocks = [
        Block(_lines(entry["columns"]), _lines(entry["rows"]), entry.get("caption"), entry.get("corner"))
        for entry in _forms()[regime][name]
    ]
    return Sheet(name, tuple(blocks))


def addresses(table: Sheet) -> list[str]:
    """Every cell address of a table, in reading order."""
    return [
        f"{table.name}/{row.key}/{column.key}"
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    ]


def _merged(lines: Sequence[Line], depth: int) -> list[tuple[str, int, int, int, int, str | None]]:
    """Label cells as (text, first line, level, lines, levels, key); equal outer labels become one."""
    boxes: list[tuple[str, int, int, int, int, str | None]] = []
    for level in range(depth):
        at = 0
        while at < len(lines):
            labels = lines[at].labels
            last = level == len(labels) - 1
            end = at + 1
            if level < len(labels) - 1:
                prefix = labels[: level + 1]
                while end < len(lines) and len(lines[end].labels) > level + 1:
                    if lines[end].labels[: level + 1] != prefix:
                        break
                    end += 1
            if level < len(labels):
                deep = depth - level if last else 1
                boxes.append((labels[level], at, level, end - at, deep, lines[at].key if last else None))
            at = end
    return boxes


def boxes(table: Sheet, values: Mapping[str, str]) -> list[Box]:
    """The cells of a table as drawn, row by row; `values` gives the text of each address ("" if absent)."""
    label_width = [max((len(row.labels) for row in block.rows), default=0) for block in table.blocks]
    width = max(labels + len(block.columns) for labels, block in zip(label_width, table.blocks, strict=True))
    drawn: list[Box] = []
    top = 0
    for block, left in zip(table.blocks, label_width, strict=True):
        if block.caption is not None:
            drawn.append(Box(block.caption, top, 0, 1, width, "caption", f"caption:{table.name}"))
            top += 1
        spare = width - left - len(block.columns)
        depth = max(len(column.labels) for column in block.columns)
        final = len(block.columns)
        if block.corner is not None and left:
            drawn.append(Box(block.corner, top, 0, depth, left, "corner", f"corner:{table.name}"))
        for text, at, level, wide, deep, key in _merged(block.columns, depth):
            extra = spare if at + wide == final else 0
            mark = f"column:{table.name}/{key}" if key else None
            drawn.append(Box(text, top + level, left + at, deep, wide + extra, "column", mark))
        top += depth
        for text, at, level, wide, deep, key in _merged(block.rows, left):
            mark = f"row:{table.name}/{key}" if key else None
            drawn.append(Box(text, top + at, level, wide, deep, "row", mark))
        for offset, row in enumerate(block.rows):
            for at, column in enumerate(block.columns):
                address = f"{table.name}/{row.key}/{column.key}"
                wide = 1 + (spare if at + 1 == final else 0)
                text = values.get(address, "")
                drawn.append(Box(text, top + offset, left + at, 1, wide, "figure", address))
        top += len(block.rows)
    for further in table.further:
        drawn = _widened(drawn, further)
    if table.above:
        width, height = width_of(drawn), len(table.above)
        lines = [Box(text, row, 0, 1, width, "caption") for row, text in enumerate(table.above)]
        drawn = [*lines, *(replace(box, row=box.row + height) for box in drawn)]
    return sorted(drawn, key=lambda box: (box.row, box.column))


def _widened(drawn: Sequence[Box], further: Further) -> list[Box]:
    """The same with a further column: boxes that span its place are a column wider, the rows between get a cell."""
    width = width_of(drawn)
    wider: list[Box] = []
    covered: set[int] = set()
    for box in drawn:
        end = box.column + box.column_span
        if box.column < further.at < end or (box.kind == "caption" and further.at in (0, width)):
            wider.append(replace(box, column_span=box.column_span + 1))
            covered.update(range(box.row, box.row + box.row_span))
        else:
            wider.append(replace(box, column=box.column + 1) if box.column >= further.at else box)
    figures = {box.row for box in drawn if box.kind == "figure"}
    texts = cycle(further.texts)
    free = [row for row in range(len(rows_of(drawn))) if row not in covered]
    headings = 0
    for is_figures, group in groupby(free, key=figures.__contains__):
        rows = list(group)
        if is_figures:
            wider += [Box(next(texts), row, further.at, 1, 1, "figure") for row in rows]
        else:
            text = further.heading if further.repeated or not headings else ""
            wider.append(Box(text, rows[0], further.at, len(rows), 1, "column"))
            headings += 1
    return wider


def rows_of(drawn: Sequence[Box]) -> list[list[Box]]:
    """The boxes that begin in each row, left to right."""
    rows: list[list[Box]] = [[] for _ in range(max(box.row + box.row_span for box in drawn))]
    for box in drawn:
        rows[box.row].append(box)
    return rows


def width_of(drawn: Sequence[Box]) -> int:
    """How many grid columns a drawn table has."""
    return max(box.column + box.column_span for box in drawn)
