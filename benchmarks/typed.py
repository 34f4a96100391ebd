"""Tables typed or pasted as text: frames of signs, commas, ； or 、, wide bars, several tabs, labels that wrap."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from benchmarks.drawing import DrawTable, Layout, table_boxes
from benchmarks.marks import Drawing, display_width, finish
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, rows_of, width_of

_NARROW = 16  # columns of a cell whose label wraps


def _rows(drawn: Sequence[Box]) -> list[list[str]]:
    """Every place of the grid: what a span covers is blank."""
    rows = [[""] * width_of(drawn) for _ in rows_of(drawn)]
    for box in drawn:
        rows[box.row][box.column] = box.text
    return rows


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _framed(across: str, down: str, corners: str, *, narrow: bool = False, ruled: bool = True) -> DrawTable:
    """A frame of signs: nine `corners`, row by row; `ruled` between all rows, `narrow` with labels that wrap."""
    wide = display_width(across)

    def draw(drawn: Sequence[Box]) -> str:
        each = _NARROW // 2 if narrow else 99
        rows = [[[text[at : at + each] for at in range(0, len(text), each)] for text in row] for row in _rows(drawn)]
        widths = [max(display_width(line) for row in rows for line in (row[at] or [""])) for at in range(len(rows[0]))]
        widths = [width + width % wide for width in widths]
        top, between, bottom = (
            signs[0] + signs[1].join(across * (width // wide) for width in widths) + signs[2]
            for signs in (corners[:3], corners[3:6], corners[6:])
        )
        lines = [top]
        for number, row in enumerate(rows):
            if number and ruled:
                lines.append(between)
            for at in range(max(1, *map(len, row))):
                cells = [cell[at] if at < len(cell) else "" for cell in row]
                lines.append(down + down.join(map(_padded, cells, widths)) + down)
        return "\n".join([*lines, bottom])

    return draw


def _joined(separator: str, *, blanks: bool = True) -> DrawTable:
    return lambda drawn: "\n".join(
        separator.join(row) for row in ([text for text in row if text or blanks] for row in _rows(drawn)) if any(row)
    )


def _commas(drawn: Sequence[Box]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(_rows(drawn))
    return text.getvalue().strip()


def _in_thousands(draw: DrawTable) -> DrawTable:
    def of_figures(drawn: Sequence[Box]) -> str:
        return draw([replace(box, text=f"{int(box.text):,}") if box.text.isdecimal() else box for box in drawn])

    return of_figures


def _beside_the_middle(lines: int) -> DrawTable:
    """Labels of rows broken over some lines, with the figures on the middle one."""

    def draw(drawn: Sequence[Box]) -> str:
        found: list[str] = []
        for row in rows_of(drawn):
            labels = [box.text for box in row if box.kind != "figure"]
            figures = [box.text for box in row if box.kind == "figure"]
            if not labels or not figures:
                found.append("    ".join(filter(None, [*labels, *figures])))
                continue
            *outer, label = labels
            each = -(-len(label) // lines)
            pieces = [label[at : at + each] for at in range(0, len(label), each)]
            pieces[len(pieces) // 2] = "    ".join([*outer, pieces[len(pieces) // 2], *figures])
            found += [f"        {piece}" for piece in pieces]
        return "\n".join(found)

    return draw


_THIN, _HEAVY, _PLUS = "┌┬┐├┼┤└┴┘", "┏┳┓┣╋┫┗┻┛", "+++++++++"
TABLES: Mapping[str, DrawTable] = {
    "frame": _framed("─", "│", _THIN),
    "frame-narrow": _framed("─", "│", _THIN, narrow=True),
    "frame-unruled": _framed("─", "│", _THIN, ruled=False),
    "frame-heavy": _framed("━", "┃", _HEAVY),
    "plus": _in_thousands(_framed("-", "|", _PLUS)),
    "plus-narrow": _framed("-", "|", _PLUS, narrow=True),
    "plus-unruled": _framed("-", "|", _PLUS, ruled=False),
    "wide-bars": lambda drawn: "\n".join(f"｜{'｜'.join(row)}｜" for row in _rows(drawn)),
    "commas": _commas,
    "commas-in-figures": _in_thousands(_commas),
    "semicolons": _joined("；"),
    "wide-commas": _joined("，", blanks=False),
    "enumeration-commas": _joined("、", blanks=False),
    "two-tabs": _joined("\t\t", blanks=False),
    "wide-blanks": _joined("\u3000\u3000", blanks=False),
    "no-break-spaces": _joined("\u00a0\u00a0", blanks=False),
    "thousands": _in_thousands(_joined("\t")),
    "label-in-two": _beside_the_middle(2),
    "label-in-three": _beside_the_middle(3),
}


def _text(draw_table: DrawTable) -> Callable[[SyntheticReport], str]:
    def draw(report: SyntheticReport) -> str:
        lines = [report.title or "", *report.front]
        for part in report.parts:
            lines += [part.heading, *(f"\u3000\u3000{passage.text}" for passage in part.passages)]
            if part.table is not None and part.table in report.sheets:
                lines.append(draw_table(table_boxes(report, report.sheets[part.table])))
        return "\n".join([*lines, *report.sign_off]) + "\n"

    return draw


LAYOUTS: Mapping[str, Layout] = {name: Layout(name, "text", _text(table)) for name, table in TABLES.items()}


def draw(report: SyntheticReport, layout: str) -> Drawing:
    """The report in one of `LAYOUTS`.

    Raises:
        KeyError: there is no such layout.
    """
    return finish(layout, "text", "utf-8", LAYOUTS[layout].draw(report))
