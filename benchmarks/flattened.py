"""Text that has lost its tables: one cell a line, a table or the whole report in one line, tables in pieces.

So reports come out of web pages that were copied, of converters and of crawlers. Nothing but the order of the cells
is left of a table, and where a cell was covered or blank not even that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.drawing import DrawTable, Layout, table_boxes
from benchmarks.marks import Drawing, finish, mark, unmarked
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, rows_of, width_of

_NUMBER = re.compile(r"(（[一二三四五六七八九十]）|[一二三四五六七八九十]、|(?<!\d)\d\.(?=\D))(?=.)")
_INDENT = "　　"


def _cells(drawn: Sequence[Box], *, blanks: bool = True) -> Iterator[list[str]]:
    """The rows of a table: the texts of the cells that begin in each."""
    for row in rows_of(drawn):
        cells = [mark(box.mark, box.text) if box.text else "" for box in row]
        cells = [cell for cell in cells if blanks or unmarked(cell)]
        if cells:
            yield cells


def _one_a_line(
    line: Callable[[str], str], *, between: str = "\n", blanks: bool = True, covered: str | None = None
) -> DrawTable:
    """A cell a line; `covered` is the line of a place that a merged cell covers, where there is one."""

    def draw(drawn: Sequence[Box]) -> str:
        lines: list[str] = []
        for row in _cells(drawn, blanks=blanks):
            lines += map(line, row)
            if covered is not None and len(row) < width_of(drawn):
                lines.append(covered)
        return between.join(lines)

    return draw


def _bars(cell: str) -> str:
    return f"{cell}\n|" if unmarked(cell) else "|"


def _split_at_number(cell: str) -> str:
    return _NUMBER.sub("\\1\n", cell, count=1) if len(unmarked(cell)) > 5 else cell


def _split_in_two(cell: str) -> str:
    """A label of four letters on two lines, as a narrow column of a header has it."""
    return (
        re.sub(r"([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2}(?:\ue002|$))", "\\1\n", cell)
        if len(unmarked(cell)) == 4
        else cell
    )


def _in_one_line(separator: str, *, blanks: bool) -> DrawTable:
    return lambda drawn: separator.join(cell for row in _cells(drawn, blanks=blanks) for cell in row)


ONE_CELL_A_LINE: Mapping[str, DrawTable] = {
    "bare": _one_a_line(str, blanks=False),
    "bare-spaced": _one_a_line(str, between="\n\n", blanks=False),
    "bare-blanks": _one_a_line(str),
    "bar-before": _one_a_line(lambda cell: f"| {cell}"),
    "bar-behind": _one_a_line(lambda cell: f"{cell} |"),
    "bars-around": _one_a_line(lambda cell: f"| {cell} |"),
    "bars-between": _one_a_line(_bars),
    "bars-between-spaced": _one_a_line(_bars, between="\n\n"),
    "double-bars": _one_a_line(lambda cell: f"{cell} |", covered="||"),
    "double-bars-between": _one_a_line(_bars, covered="||"),
    "numbers-split": _one_a_line(_split_at_number, blanks=False),
    "labels-split": _one_a_line(_split_in_two, blanks=False),
}
IN_ONE_LINE: Mapping[str, DrawTable] = {
    "line-of-spaces": _in_one_line(" ", blanks=False),
    "line-of-wide-spaces": _in_one_line("   ", blanks=False),
    "line-of-tabs": _in_one_line("\t", blanks=True),
    "line-of-bars": _in_one_line(" | ", blanks=True),
}
GLUED: DrawTable = _in_one_line("", blanks=False)
"""A table of which nothing but its letters is left: figures cannot be told apart."""


def _blocks(report: SyntheticReport, draw_table: DrawTable, indent: str = _INDENT) -> Iterator[str]:
    if report.title is not None:
        yield mark("title", report.title)
    for paragraph in report.front:
        yield indent + paragraph
    for part in report.parts:
        yield mark(f"part:{part.key}", part.heading)
        for passage in part.passages:
            yield indent + passage.text
        if part.table is not None and part.table in report.sheets:
            yield draw_table(table_boxes(report, report.sheets[part.table]))
    yield from report.sign_off


def _joined(draw_table: DrawTable, between: str, indent: str) -> Callable[[SyntheticReport], str]:
    return lambda report: between.join(_blocks(report, draw_table, indent)) + "\n"


# --- tables in pieces ---


def _pieces(drawn: Sequence[Box]) -> str:
    """A table as pieces under headings: table two by its captions, table three by its numbered rows, table four by who
    decided; each piece has the labels of its columns anew."""
    columns = [box for box in drawn if box.kind == "column" and box.mark]
    if any(box.kind == "caption" for box in drawn):
        return "\n\n".join(_captioned(drawn))
    rows = [row for row in rows_of(drawn) if any(box.kind == "figure" for box in row)]
    if not any(box.kind == "row" for box in drawn):
        groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
        width = len(columns) // len(groups)
        figures = [mark(box.mark, box.text) for box in rows[0]]
        ordered = sorted(columns, key=lambda box: box.column)
        return "\n\n".join(
            f"### {group}\n\n" + _piped([[box.text for box in ordered[at : at + width]], figures[at : at + width]])
            for group, at in zip(groups, range(0, len(columns), width), strict=True)
        )
    header = [mark(box.mark, box.text) for box in sorted(columns, key=lambda box: box.column)]
    pieces: list[str] = []
    waiting: list[list[str]] = []
    for row in rows:
        label = next((box for box in row if box.kind == "row" and box.column == 0), None)
        cells = [mark(box.mark, box.text) for box in row if box.kind == "figure"]
        labels = [mark(box.mark, box.text) for box in row if box.kind == "row" and box.mark]
        if label is not None and label.row_span == 1:
            if waiting:
                pieces.append("### 三、本年度办理结果\n\n" + _piped([["情形", *header], *waiting]))
                waiting = []
            pieces.append(f"### {labels[0]}\n\n" + _piped([header, cells]))
        else:
            waiting.append([*labels, *cells])
    return "\n\n".join(pieces)


def _captioned(drawn: Sequence[Box]) -> Iterator[str]:
    lines: list[list[str]] = []
    for row in rows_of(drawn):
        cells = [mark(box.mark, box.text) for box in row]
        if row[0].kind == "caption":
            if lines:
                yield _piped(lines)
            yield f"### {cells[0]}"
            lines = []
        else:
            lines.append(cells)
    yield _piped(lines)


def _piped(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _with_headings(report: SyntheticReport) -> str:
    def blocks() -> Iterator[str]:
        for block in _blocks(report, _pieces, ""):
            heading = next((part for part in report.parts if unmarked(block) == part.heading), None)
            yield (
                f"# {block}"
                if report.title and unmarked(block) == report.title
                else f"## {block}"
                if heading
                else block
            )

    return "\n\n".join(blocks()) + "\n"


def _layouts() -> Iterator[Layout]:
    yield Layout("pieces", "markdown", _with_headings)
    for name, draw_table in {**ONE_CELL_A_LINE, **IN_ONE_LINE}.items():
        gap = "\n\n" if "spaced" in name else "\n"
        yield Layout(name, "text", _joined(draw_table, gap, _INDENT))
    yield Layout("glued", "text", _joined(GLUED, "\n", _INDENT), lossy=True)
    yield Layout("report-glued", "text", _joined(GLUED, "", ""), lossy=True)
    yield Layout("report-in-one-line", "text", _joined(_in_one_line(" ", blanks=False), " ", ""))
    yield Layout("report-in-one-line-wide", "text", _joined(_in_one_line("  ", blanks=False), _INDENT, ""))
    yield Layout("report-in-one-line-bars", "text", _joined(_in_one_line(" | ", blanks=True), " ", ""))


LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _layouts()}


def draw(report: SyntheticReport, layout: str) -> Drawing:
    """The report in one of `LAYOUTS`.

    Raises:
        KeyError: there is no such layout.
    """
    chosen = LAYOUTS[layout]
    return finish(layout, chosen.format, chosen.encoding, chosen.draw(report))
