"""Prints a synthetic report as PDF or OFD: prose set in lines on pages, tables ruled as programs rule them.

A table is set as one strip as high as it needs, which pages then cut: between rows or through them. So labels,
merged cells and figures fall to either side of a cut as they do in the files of word processors and browsers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from benchmarks.drawing import table_boxes
from benchmarks.ofd_pages import Hand, OfdPages
from benchmarks.pdf_pages import PdfPages
from benchmarks.pdf_pages import width_of as _wide
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, rows_of, width_of

Ruling = Literal["rectangles", "strokes", "cells", "dashes", "double", "form", "none"]
Place = tuple[int, tuple[float, float, float, float]]
Shown = tuple[bytes, float, float]  # a picture: its file, width and height in points

_SHORT, _LONG = 595.0, 842.0
_MARGIN = 80.0
_BODY, _TITLE, _CELL = 14.0, 20.0, 9.0
_LEADING = 1.7
_LABEL_WIDTHS = {"disclosure": (0.34,), "applications": (0.05, 0.1, 0.33), "disputes": ()}
_UNMERGED_WIDTHS = {**_LABEL_WIDTHS, "applications": (0.18, 0.1, 0.2)}
_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class Print:
    """How a report is printed, as PDF or as OFD written by a hand.

    `height` is where pages end; `cut` lets them cut through rows.
    """

    ruling: Ruling = "rectangles"
    merged: bool = True
    height: float = _LONG
    cut: bool = False
    closed: bool = True
    repeated: bool = False
    landscape: bool = False
    turn: Literal["", "page", "content"] = ""
    furniture: bool = True
    ofd: Hand | None = None


PRINTS: Mapping[str, Print] = {
    "ruled": Print(),
    "strokes": Print("strokes", height=700),
    "cells": Print("cells"),
    "dashes": Print("dashes"),
    "double": Print("double"),
    "form": Print("form"),
    "unmerged": Print(merged=False),
    "two-pages": Print(height=600, repeated=True),
    "three-pages": Print("strokes", height=420, repeated=True),
    "cut": Print(height=520, cut=True),
    "cut-open": Print(height=450, cut=True, closed=False),
    "cut-repeated": Print("strokes", height=480, cut=True, repeated=True),
    "landscape": Print(landscape=True),
    "rotated": Print(turn="page"),
    "turned": Print(turn="content"),
    "borderless": Print("none"),
}
OFD_PRINTS: Mapping[str, Print] = {
    "ofd-letters": Print(ofd=Hand(letters=True)),
    "ofd-strokes": Print("strokes", height=560, cut=True, repeated=True, ofd=Hand(glyphs=True)),
    "ofd-templates": Print("strokes", landscape=True, ofd=Hand(templates=True)),
    "ofd-composite": Print(merged=False, height=600, ofd=Hand(composite=True)),
    "ofd-turned": Print("cells", turn="content", ofd=Hand()),
    "ofd-borderless": Print("none", ofd=Hand()),
}


@dataclass(frozen=True)
class Printed:
    """A printed report; `places` has page and box (from the top left, as shown) of every figure that is not blank."""

    layout: str
    data: bytes
    places: Mapping[str, Place]
    name: str = "report.pdf"
    format: str = "pdf"


def print_report(report: SyntheticReport, layout: str, pictures: Mapping[str, Shown] | None = None) -> Printed:
    """The report in one of `PRINTS` or `OFD_PRINTS`; in OFD pictures may stand in place of tables.

    Raises:
        KeyError: there is no such layout.
    """
    style = PRINTS[layout] if layout in PRINTS else OFD_PRINTS[layout]
    press = Press(style)
    if report.title is not None:
        press.title(report.title)
    for paragraph in report.front:
        press.paragraph(paragraph)
    for part in report.parts:
        press.paragraph(part.heading)
        for passage in part.passages:
            press.paragraph(passage.text)
        if part.table is not None and pictures and part.table in pictures:
            press.picture(*pictures[part.table])
        elif part.table is not None and part.table in report.sheets:
            press.table(part.table, table_boxes(report, report.sheets[part.table]))
    for text in report.sign_off:
        press.signature(text)
    format = "pdf" if style.ofd is None else "ofd"
    return Printed(layout, press.finish(), press.places, f"report.{format}", format)


def _wrapped(text: str, size: float, room: float, first: float = 0.0) -> list[str]:
    """A text in lines no wider than `room`; the first lacks `first`. No line begins with a closing sign."""
    lines, line, width = [], "", first
    for letter in text:
        own = _wide(letter, size)
        if line and width + own > room + 0.01 and letter not in "，。、；：）》”":
            lines.append(line)
            line, width = "", 0.0
        line += letter
        width += own
    return [*lines, line]


@dataclass
class _Strip:
    """A table as one strip: the tops of its rows, its rules (x0, y0, x1, y1) and its texts, from its own top left."""

    tops: list[float]
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    texts: list[tuple[float, float, str, str | None]] = field(default_factory=list)


class Press:
    """Pages that fill from top to bottom; `y` is counted from the top. `finish` gives the file."""

    is_filled_from_top = False  # else cells hold their text in the middle of their height

    def __init__(self, style: Print) -> None:
        self.style = style
        self.places: dict[str, Place] = {}
        self._pages = PdfPages() if style.ofd is None else OfdPages(style.ofd)
        self._page = 0
        self._size = (_SHORT, style.height)
        self._begin(self._size)

    @property
    def left(self) -> float:
        return _MARGIN

    @property
    def width(self) -> float:
        return self._size[0] - 2 * _MARGIN

    @property
    def _floor(self) -> float:
        return self._size[1] - _MARGIN

    def finish(self) -> bytes:
        self._end()
        return self._pages.finish()

    def title(self, text: str) -> None:
        for line in _wrapped(text, _TITLE, self.width * 0.8):
            self._line(line, _TITLE, self.left + (self.width - _wide(line, _TITLE)) / 2)

    def signature(self, text: str) -> None:
        self._line(text, _BODY, self.left + self.width - _wide(text, _BODY) - _BODY)

    def paragraph(self, text: str) -> None:
        for index, line in enumerate(_wrapped(text, _BODY, self.width, 2 * _BODY)):
            self._line(line, _BODY, self.left + (0 if index else 2 * _BODY))

    def table(self, name: str, drawn: Sequence[Box]) -> None:
        wide = self.style.landscape and name == "applications"
        if wide:
            self._turn_page((_LONG, _SHORT))
        strip = self._strip(name, drawn)
        header = next((box.row for box in drawn if box.kind == "figure"), 0) if self.style.repeated else 0
        start, last = 0.0, strip.tops[-1]
        while start < last:
            head = strip.tops[header] if start > 0 and name != "disclosure" else 0.0
            end = self._end_of_piece(strip, start, self._floor - self.y - head)
            if end <= max(start, strip.tops[header]):
                if self.y > _MARGIN:
                    self._turn_page()
                    continue
                end = start + self._floor - self.y - head  # no page holds this row
            if head:
                self._piece(strip, 0.0, head)
            self._piece(strip, start, end)
            start = end
            if start < last:
                self._turn_page()
        self.y += _BODY
        if wide:
            self._turn_page((_SHORT, self.style.height))

    def picture(self, data: bytes, width: float, height: float) -> None:
        """A picture in the middle of the text, smaller where no page holds it."""
        assert isinstance(self._pages, OfdPages)
        shrink = min(self.width / width, (self._floor - _MARGIN) / height, 1.0)
        width, height = width * shrink, height * shrink
        if self.y + height > self._floor:
            self._turn_page()
        x = self.left + (self.width - width) / 2
        self._pages.picture(data, x, self.y, x + width, self.y + height)
        self.y += height + _BODY

    # Pages

    def _begin(self, size: tuple[float, float]) -> None:
        self._size = size
        self._page += 1
        self.y = _MARGIN
        width, height = size
        self._pages.begin(size, self.style.turn)
        if self.style.furniture:
            number = f"- {self._page} -"
            self._write(number, 10, (width - _wide(number, 10)) / 2, height - 40)
            self._write("政务公开资料汇编", 9, self.left, 45)

    def _end(self) -> None:
        self._pages.end()

    def _turn_page(self, size: tuple[float, float] | None = None) -> None:
        self._end()
        self._begin(size or self._size)

    def _write(self, text: str, size: float, x: float, baseline: float) -> None:
        self._pages.text(text, size, x, baseline)

    def _shown(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box as a viewer shows the page."""
        if self.style.turn != "content":
            return x0, top, x1, bottom
        width = self._size[0]
        return top, width - x1, bottom, width - x0

    def _line(self, text: str, size: float, x: float) -> None:
        if self.y + size * _LEADING > self._floor:
            self._turn_page()
        self._write(text, size, x, self.y + size)
        self.y += size * _LEADING

    # Tables

    def _strip(self, name: str, drawn: Sequence[Box]) -> _Strip:
        columns = width_of(drawn)
        merged = self.style.merged
        labels = (_LABEL_WIDTHS if merged else _UNMERGED_WIDTHS)[name]
        if not merged:
            drawn = [replace(box, row_span=1, column_span=1) for box in drawn]
            drawn += [Box("", row, column, 1, 1, "corner") for row, column in _left_free(drawn)]
        rest = (1 - sum(labels)) / (columns - len(labels))
        edges = [0.0]
        for share in [*labels, *[rest] * (columns - len(labels))]:
            edges.append(edges[-1] + share * self.width)
        lines = {
            id(box): _wrapped(box.text, _CELL, edges[box.column + box.column_span] - edges[box.column] - 2 * _PADDING)
            for box in drawn
        }
        leading = _CELL * 1.3
        tops = [0.0]
        for row in rows_of(drawn):
            deep = max((len(lines[id(box)]) for box in row if box.row_span == 1), default=1)
            tops.append(tops[-1] + deep * leading + 2 * _PADDING)
        strip = _Strip(tops)
        for box in drawn:
            x0, x1 = edges[box.column], edges[box.column + box.column_span]
            top, bottom = tops[box.row], tops[box.row + box.row_span]
            room = bottom - top - len(lines[id(box)]) * leading
            at = top + (_PADDING if self.is_filled_from_top else room / 2)
            for line in lines[id(box)]:
                x = x0 + (x1 - x0 - _wide(line, _CELL)) / 2
                strip.texts.append((x, at, line, box.mark if box.kind == "figure" else None))
                at += leading
        strip.rules.extend(_rules(drawn, edges, tops))
        return strip

    def _end_of_piece(self, strip: _Strip, start: float, room: float) -> float:
        """Where a page that has so much room left cuts the strip."""
        limit = start + room
        if strip.tops[-1] <= limit:
            return strip.tops[-1]
        if not self.style.cut:
            return max((top for top in strip.tops if top <= limit), default=start)
        end = limit
        for _, top, _, _ in sorted(strip.texts, key=lambda text: -text[1]):
            if top < end < top + _CELL * 1.3:
                end = top  # a line of text is not cut
        return end if end > start + _CELL else start

    def _piece(self, strip: _Strip, start: float, end: float) -> None:
        """The part of a strip between two heights, and the pen set below it."""
        shift = self.y - start
        for x, top, text, mark in strip.texts:
            if text and start <= top + _CELL / 2 < end:
                x += self.left
                self._write(text, _CELL, x, top + shift + _CELL)
                if mark is not None and text:
                    width = _wide(text, _CELL)
                    box = self._shown(x, top + shift, x + width, top + shift + _CELL)
                    self.places.setdefault(mark, (self._page, box))
        rules = [(x0, max(y0, start), x1, min(y1, end)) for x0, y0, x1, y1 in strip.rules if y0 <= end and y1 >= start]
        if self.style.closed:
            x1 = max(rule[2] for rule in strip.rules)
            rules += [(0.0, start, x1, start), (0.0, end, x1, end)]
        moved = [(x0 + self.left, y0 + shift, x1 + self.left, y1 + shift) for x0, y0, x1, y1 in rules if y1 >= y0]
        self._rule(moved)
        self.y += end - start

    def _rule(self, rules: Iterable[tuple[float, float, float, float]]) -> None:
        pages, style = self._pages, self.style.ruling
        name = f"rules{self._page}-{self.y:.0f}" if style == "form" else ""
        pages.begin_rules(dashed=style == "dashes", form=name)
        for x0, y0, x1, y1 in rules:
            if style in ("rectangles", "form"):
                pages.bar(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)
            elif style in ("strokes", "dashes"):
                pages.stroke(x0, y0, x1, y1)
            elif style == "double":
                for shift in (-0.8, 0.8):
                    across = shift if y0 == y1 else 0
                    down = 0 if y0 == y1 else shift
                    pages.stroke(x0 + down, y0 - across, x1 + down, y1 - across)
            elif style == "cells":
                self._in_pieces(x0, y0, x1, y1)
        pages.end_rules()

    def _in_pieces(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rule as many short bars that touch each other."""
        length, step = max(x1 - x0, y1 - y0), 14.0
        for at in range(int(length // step) + 1):
            begin, end = at * step, min((at + 1) * step, length)
            if x1 > x0:
                self._pages.bar(x0 + begin, y0 - 0.25, x0 + end, y0 + 0.25)
            else:
                self._pages.bar(x0 - 0.25, y1 - end, x0 + 0.25, y1 - begin)


def _left_free(drawn: Sequence[Box]) -> list[tuple[int, int]]:
    """The places of a grid in which no box begins."""
    taken = {(box.row, box.column) for box in drawn}
    places = ((row, column) for row in range(max(box.row for box in drawn) + 1) for column in range(width_of(drawn)))
    return [place for place in places if place not in taken]


def _rules(
    drawn: Sequence[Box], edges: Sequence[float], tops: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """The borders of every cell, each once for each row and column that it spans."""
    rules: set[tuple[float, float, float, float]] = set()
    for box in drawn:
        rows = range(box.row, box.row + box.row_span)
        columns = range(box.column, box.column + box.column_span)
        for row in rows:
            for column in columns:
                x0, x1, y0, y1 = edges[column], edges[column + 1], tops[row], tops[row + 1]
                if column == columns.start:
                    rules.add((x0, y0, x0, y1))
                if column == columns.stop - 1:
                    rules.add((x1, y0, x1, y1))
                if row == rows.start:
                    rules.add((x0, y0, x1, y0))
                if row == rows.stop - 1:
                    rules.add((x0, y1, x1, y1))
    return sorted(rules)
