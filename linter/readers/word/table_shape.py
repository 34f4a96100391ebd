"""The shape of a table in a Word file: which cells its rows have, and over how many rows and columns each reaches."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from linter.readers.html_tags import MAX_SPAN
from linter.readers.word.names import ElementKind, Property, asked, kinds
from linter.readers.word.styles import whole

_DEEPEST = 8  # content controls and the like around a row or cell


class ShapedCell:
    """A cell as drawn: `element` is None for the room that a row leaves free at its left."""

    __slots__ = ("column_span", "element", "row_span")

    def __init__(self, element: Element | None, column_span: int) -> None:
        self.element = element
        self.row_span = 1
        self.column_span = column_span


def shape(table: Element, namespace: str) -> list[list[ShapedCell]]:
    """The rows of a table with the cells that begin in each; deleted rows and cells are gone.

    A cell that goes on from above stands under one with the same left edge and width; else it is a cell of its own.
    """
    w = namespace
    rows: list[list[ShapedCell]] = []
    above: dict[int, ShapedCell] = {}  # the cells of the last row that may go on below, by their columns
    for element in _inside(table, ElementKind.ROW, w, _DEEPEST):
        properties = element.find(w + "trPr")
        column = 0
        row: list[ShapedCell] = []
        if properties is not None:
            told = asked(properties, w)
            if Property.DELETED in told or Property.HIDDEN in told:
                continue
            column = min(_number(told.get(Property.BEFORE), w, 0), MAX_SPAN)
            if column > 0:
                row.append(ShapedCell(None, column))
        below: dict[int, ShapedCell] = {}
        for cell in _inside(element, ElementKind.CELL, w, _DEEPEST):
            column += _put(cell, column, row, above, below, w)
        rows.append(row)
        above = below
    return rows


def _put(
    element: Element,
    column: int,
    row: list[ShapedCell],
    above: dict[int, ShapedCell],
    below: dict[int, ShapedCell],
    w: str,
) -> int:
    """Put a cell into its row, or add it to the one above or to the left; the columns that it takes."""
    properties = element[0] if len(element) else None  # they come first
    if properties is None or properties.tag != w + "tcPr":
        row.append(ShapedCell(element, 1))
        return 1
    told = asked(properties, w)
    if Property.CELL_DELETED in told:
        return 0
    width = min(max(_number(told.get(Property.ACROSS), w, 1), 1), MAX_SPAN)
    across, down = told.get(Property.MERGED_ACROSS), told.get(Property.MERGED_DOWN)
    if across is not None and across.get(w + "val") != "restart" and row:
        row[-1].column_span = min(row[-1].column_span + width, MAX_SPAN)
        return width
    box = ShapedCell(element, width)
    if down is not None:
        upper = above.get(column)
        if upper is not None and upper.column_span == width and down.get(w + "val") != "restart":
            upper.row_span += 1
            below[column] = upper
            return width
        below[column] = box
    row.append(box)
    return width


def _inside(parent: Element, wanted: ElementKind, w: str, depth: int) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    known = kinds(w)
    for child in parent:
        kind = known.get(child.tag)
        if kind is wanted:
            yield child
        elif depth and kind is ElementKind.CONTROL:
            for content in child.findall(w + "sdtContent"):
                yield from _inside(content, wanted, w, depth - 1)
        elif depth and kind is ElementKind.THROUGH:
            yield from _inside(child, wanted, w, depth - 1)


def _number(told: Element | None, w: str, default: int) -> int:
    return default if told is None else whole(told.get(w + "val"), default)
