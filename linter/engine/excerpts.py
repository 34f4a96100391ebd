"""Excerpts: what a person is shown of the source beside a finding, one line of it or a piece of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from linter.model.diagnostics import Diagnostic, Excerpt, Figures, Location
from linter.model.document import Chars, Span
from linter.model.report import Figure, Report, Table
from linter.text.masks import NONE, Masks

_LONGEST = 200  # characters of a line that an excerpt holds
_MANY = 8  # up to so many rows of a column are shown as they are
_MOST = 10  # and so many of a longer one


def excerpt(report: Report, diagnostic: Diagnostic, span: Span | None = None, masks: Masks = NONE) -> Excerpt | None:
    """What to show of the source for a finding, None where there is nothing to show.

    The line at the finding's location with its stretch marked, cut to 200 characters; and where the finding
    is about cells of a bound table and located in it, the row or column of that table that matters. In a file without
    lines `span`, the finding's place, tells the line of the text that was taken from it. `masks` are the numbers of
    persons in the report.
    """
    figures = _figures(report, diagnostic)
    if figures is not None and masks:
        rows = tuple(tuple(map(masks.text, row)) for row in figures.rows)
        figures = figures._replace(header=tuple(map(masks.text, figures.header)), rows=rows)
    document, location = report.document, diagnostic.location
    if location.line is None and span is not None:
        location = Location(*document.position(span.start), *document.position(span.end))
    if location.line is None:
        return None if figures is None else Excerpt("", 0, 0, figures)
    line = document.line(location.line)
    text = masks.source(document.source, line.start, line.end)
    start = min((location.column or 1) - 1, len(text))
    if location.end_line is not None and location.end_line > location.line:
        end = len(text)
    else:
        end = min((location.end_column or start + 1) - 1, len(text))
    return Excerpt(*around(text, start, max(start, end), _LONGEST), figures)


def around(text: str, start: int, end: int, room: int, width: Callable[[str], int] = len) -> tuple[str, int, int]:
    """The part of a line that fits into `room` round the stretch `start:end`, … where it was cut.

    A third of the room that the stretch leaves goes to what stands before it. A stretch that does not fit is
    cut at its end.

    Args:
        room: in the unit of `width`, which measures a text (characters by default).

    Returns:
        The text, and the offsets of the stretch in it.
    """
    low, high = max(start - room, 0), start + room  # no more than this can be shown: lines may be megabytes
    if low == 0 and len(text) <= high and width(text) <= room:
        return text, start, end
    room -= 2 * width("…")
    left = right = start

    def extend(to: int, room: int) -> int:
        nonlocal right
        while right < to and (cost := width(text[right])) <= room:
            room -= cost
            right += 1
        return room

    def extend_back(room: int) -> int:
        nonlocal left
        while left > low and (cost := width(text[left - 1])) <= room:
            room -= cost
            left -= 1
        return room

    room = extend(min(end, high), room)
    third = room // 3
    room = extend_back(third) + room - third
    room = extend(min(len(text), high), room)
    extend_back(room)
    head = "…" if left > 0 else ""
    tail = "…" if right < len(text) else ""
    shift = len(head) - left
    return head + text[left:right] + tail, start + shift, min(end, right) + shift


def _figures(report: Report, diagnostic: Diagnostic) -> Figures | None:
    """The piece of the table that the finding's cells stand in; the first of them is the one meant."""
    if not diagnostic.cells:
        return None
    table = report.tables.get(diagnostic.cells[0].partition("/")[0])
    if table is None or not _inside(report, table, diagnostic.location):
        return None
    involved = {address: table.figures[address] for address in diagnostic.cells if address in table.figures}
    if not involved:
        return None
    meant = next(iter(involved.values()))
    rows = [row for row in _keys(table, "row") if any(figure.row == row for figure in involved.values())]
    if len(rows) == 1:
        columns = [figure.column for figure in table.figures.values() if figure.row == meant.row]
    else:
        used = {figure.column for figure in involved.values()}
        columns = [column for column in _keys(table, "column") if column in used]
    shown = _worth_showing(table, rows, columns, meant)
    left_out = [at for at, row in enumerate(rows) if row not in shown]
    lines: list[str | None] = [row for row in rows if row in shown]
    if left_out:
        lines.insert(left_out[0], None)

    places = {
        f"{table.name}/{row}/{column}": (y, x) for y, row in enumerate(lines) for x, column in enumerate(columns, 1)
    }
    return Figures(
        header=("", *(_label(table.column_labels, column) for column in columns)),
        rows=tuple(_line(table, row, columns) for row in lines),
        marked=places[meant.address],
        others=tuple(places[a] for a in involved if a != meant.address and a in places),
    )


def _inside(report: Report, table: Table, location: Location) -> bool:
    """Whether a place is in a table: a sentence that contradicts a cell is shown as the sentence."""
    if location.table is not None:
        return True
    if location.line is None:
        return False
    place, position = (location.line, location.column or 1), report.document.position
    return any(position(grid.span.start) <= place <= position(grid.span.end) for grid in table.grids)


def _keys(table: Table, axis: str) -> list[str]:
    """The row or column keys of a table in the form's order."""
    return list(dict.fromkeys(getattr(figure, axis) for figure in table.figures.values()))


def _worth_showing(table: Table, rows: list[str], columns: list[str], meant: Figure) -> set[str]:
    """Of many rows those that are not all 0, of more than ten those that weigh most; the row meant always."""
    if len(rows) <= _MANY:
        return set(rows)

    def weights(row: str) -> list[float | None]:
        found = (table.figures.get(f"{table.name}/{row}/{column}") for column in columns)
        return [figure.value for figure in found if figure is not None]

    worth = [row for row in rows if row == meant.row or any(value != 0 for value in weights(row))]
    worth.sort(key=lambda row: (row != meant.row, -max((abs(value or 0) for value in weights(row)), default=0)))
    return set(worth[:_MOST])


def _line(table: Table, row: str | None, columns: list[str]) -> tuple[str, ...]:
    if row is None:
        return ("…", *("" for _ in columns))
    figures = (table.figures.get(f"{table.name}/{row}/{column}") for column in columns)
    label = _label(table.row_labels, row) if table.row_labels else ""  # table 四 has no label beside its row
    return (label, *("" if figure is None else figure.text.strip() for figure in figures))


def _label(labels: Mapping[str, Chars], key: str) -> str:
    """The label as it stands in the file, without the breaks in it; the key where none was found."""
    return "".join(labels[key].text.split()) if key in labels else key
