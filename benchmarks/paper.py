"""Text as it comes out of a PDF: white space between the cells, labels wrapped, page numbers between rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from benchmarks.marks import display_width, mark
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, Sheet, rows_of, width_of

Boxes = Callable[[SyntheticReport, Sheet], list[Box]]

# Where the figures of a row stand beside a label of several lines: beside its first line (the label runs on
# after them), beside its last (it begins before them), or beside the middle one.
ANCHORS = ("after", "before", "around")

_PROSE_WIDTH = 38
_LABEL_WIDTHS = {"disclosure": (30,), "applications": (4, 14, 26), "disputes": ()}
_FIGURE_WIDTHS = {"disclosure": 20, "applications": 8, "disputes": 6}
_ROWS_ON_FIRST_PAGE = 11


def _wrapped(text: str, columns: int) -> list[str]:
    """A label on as few lines as fit, about equally long."""
    if not text:
        return [""]
    per_line = max(1, columns // 2)
    lines = -(-len(text) // per_line)
    even = -(-len(text) // lines)
    return [text[at : at + even] for at in range(0, len(text), even)]


def _line(pieces: Iterable[tuple[int, str]]) -> str:
    """Pieces put at their columns; two that would touch keep a space between them."""
    line = ""
    for column, text in sorted(pieces, key=lambda piece: piece[0]):
        gap = column - display_width(line)
        line += " " * max(gap, 1 if line else 0) + text
    return line


class _Canvas:
    """Lines to which pieces are added in any order."""

    def __init__(self) -> None:
        self._lines: list[list[tuple[int, str]]] = []

    def put(self, line: int, column: int, text: str) -> None:
        while len(self._lines) <= line:
            self._lines.append([])
        self._lines[line].append((column, text))

    def lines(self) -> list[str]:
        return [_line(pieces) for pieces in self._lines if pieces]


def _edges(table: Sheet, width: int) -> list[int]:
    """Where the columns begin; one that the form does not have is as wide as what it holds."""
    labels = _LABEL_WIDTHS[table.name]
    widths = [*labels, *[_FIGURE_WIDTHS[table.name]] * (width - len(labels) - len(table.further))]
    for further in table.further:
        texts = (further.heading, *further.texts)
        widths.insert(further.at, max(_FIGURE_WIDTHS[table.name], *(display_width(text) + 2 for text in texts)))
    return list(accumulate(widths, initial=2))


def _header(rows: Sequence[Sequence[Box]], edges: Sequence[int]) -> list[str]:
    """Header rows: each two lines high; a label of two lines stands above itself."""
    canvas = _Canvas()
    top = rows[0][0].row
    for row in rows:
        for box in row:
            room = edges[box.column + box.column_span] - edges[box.column] - 2
            for at, text in enumerate(_wrapped(box.text, room)):
                piece = mark(box.mark, text) if at == 0 else text
                canvas.put(2 * (box.row - top) + at, edges[box.column], piece)
    return canvas.lines()


def _body_row(row: Sequence[Box], edges: Sequence[int], anchor: str, letter: str | None = None) -> list[str]:
    """One row of figures with its own labels; `letter` is one of a vertical label, beside it."""
    canvas = _Canvas()
    labels = [box for box in row if box.kind == "row" and box.row_span == 1]
    wrapped = [_wrapped(box.text, edges[box.column + box.column_span] - edges[box.column] - 2) for box in labels]
    height = max((len(lines) for lines in wrapped), default=1)
    at_line = {"after": 0, "before": height - 1, "around": height // 2 if height != 2 else 0}[anchor]
    for box, lines in zip(labels, wrapped, strict=True):
        offset = at_line if len(lines) == 1 else 0
        for at, text in enumerate(lines):
            canvas.put(offset + at, edges[box.column], mark(box.mark, text) if at == 0 else text)
    for box in row:
        if box.kind == "figure":
            canvas.put(at_line, edges[box.column] + 1, mark(box.mark, box.text))
    if letter is not None:
        canvas.put(at_line, edges[0], letter)
    for box in row:  # the label of a group stands beside the first row of the group
        if box.kind == "row" and box.row_span > 1 and box.column > 0:
            canvas.put(at_line, edges[box.column], box.text)
    return canvas.lines()


def _table(drawn: Sequence[Box], table: Sheet, anchor: str) -> list[str]:
    rows = rows_of(drawn)
    edges = _edges(table, width_of(drawn))
    down = next((box for box in drawn if box.kind == "row" and box.row_span > 12), None)
    letters = dict(_down_the_page(down)) if down else {}
    lines: list[str] = []
    header: list[Sequence[Box]] = []
    figures = 0
    for at, row in enumerate(rows):
        kinds = {box.kind for box in row}
        if "caption" in kinds:
            lines.append(_line([(edges[1], mark(row[0].mark, row[0].text))]))
        elif "figure" not in kinds:
            header.append(row)
        else:
            if header:
                lines += _header(header, edges)
                header = []
            letter = letters.get(at)
            if anchor == "around":
                lines += _body_row(row, edges, anchor, letter)
            else:
                lines += _body_row(row, edges, anchor)
                lines += [_line([(edges[0], letter)])] if letter else []
            figures += 1
            if figures == _ROWS_ON_FIRST_PAGE:
                lines.append(_line([(edges[-1] // 2, "- 4 -")]))
    return lines


def _down_the_page(box: Box) -> Iterable[tuple[int, str]]:
    """The letters of a vertical label, each below one of the rows in the middle of its cell."""
    first = box.row + (box.row_span - len(box.text)) // 2
    return ((first + at, letter) for at, letter in enumerate(box.text))


def _prose(text: str) -> Iterable[str]:
    text = "    " + text
    for at in range(0, len(text), _PROSE_WIDTH):
        yield text[at : at + _PROSE_WIDTH]


def drawn(anchor: str, boxes: Boxes) -> Callable[[SyntheticReport], str]:
    """The layout whose figures stand at `anchor` (one of `ANCHORS`)."""

    def draw(report: SyntheticReport) -> str:
        lines: list[str] = []
        if report.title is not None:
            lines += [" " * 8 + mark("title", report.title), ""]
        for paragraph in report.front:
            lines += _prose(paragraph)
        for number, part in enumerate(report.parts, start=1):
            lines.append("    " + mark(f"part:{part.key}", part.heading))
            for passage in part.passages:
                lines += _prose(passage.text)
            if part.table is not None and part.table in report.sheets:
                lines += _table(boxes(report, report.sheets[part.table]), report.sheets[part.table], anchor)
            if number in (2, 4):
                lines.append(" " * 36 + f"- {number + 1} -")
        lines += ["", *(" " * 40 + line for line in report.sign_off)]
        return "\n".join(lines) + "\n"

    return draw
