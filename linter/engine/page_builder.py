"""Draws a report for a page: text and tables as they stand, with the places of the findings marked in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from linter.checks.arithmetic.wrong_figure import reason
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.tables.cells import cell_name
from linter.model.diagnostics import Diagnostic
from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Picture, Span
from linter.model.page import DrawnBlock, DrawnCell, DrawnLine, DrawnPicture, DrawnTable, Mark, Proof
from linter.model.records import NamedTuple
from linter.model.report import Report, Section, Table
from linter.text.masks import NONE, Masks
from linter.type_names import Literal

_LONGEST = 400_000  # characters of text that are drawn
_MOST_CELLS = 20_000  # and cells of tables
_WIDEST_MARK = 40  # blocks or cells that one place may touch
_WHOLE_TABLE = 6  # a place that touches more cells is the table


def proof(context: Context, found: Sequence[tuple[Diagnostic, Finding]], masks: Masks = NONE) -> Proof:
    """Draw a report.

    Args:
        context: the report in its surroundings.
        found: what is reported of it, with what the checks said.
        masks: the numbers of persons in it.
    """
    parts, cut = _within_limits(_parts(context.report))
    marked = _Marked(context.report, parts, masks)
    homes = {}
    for diagnostic, finding in found:
        if finding.span is not None:
            home = marked.place(finding.span, finding.cell, diagnostic.fingerprint, "place")
            if home is not None:
                homes[diagnostic.fingerprint] = home
        for mention in finding.related:
            if mention.span is not None:
                marked.place(mention.span, mention.cell, diagnostic.fingerprint, "related")
        for address in finding.cells:
            marked.figure(address, diagnostic.fingerprint)
    repairs = tuple(tuple(map(masks.text, candidate)) for candidate in _repairs(context))
    return Proof(tuple(marked.drawn()), homes, repairs, cut)


class _Part(NamedTuple):
    """A block as the report has it, with the kind and level of a line."""

    block: Block
    kind: Literal["title", "heading", "text", "signature"] = "text"
    level: int = 0

    @property
    def span(self) -> Span:
        return self.block.text.span() if isinstance(self.block, Paragraph) else self.block.span


def _parts(report: Report) -> Iterator[_Part]:
    """Everything that a report says, in its order."""
    title = report.title.span if report.title is not None else None
    for block in report.front:
        is_title = title is not None and isinstance(block, Paragraph) and _overlap(block.text, title)
        yield _Part(block, "title" if is_title else "text")
    for section in report.sections:
        yield from _of_section(section)
    for block in report.sign_off:
        yield _Part(block, "signature")


def _of_section(top: Section) -> Iterator[_Part]:
    for section in top.walk():
        yield _Part(Paragraph(section.heading), "heading", section.level)
        for block in section.blocks:
            yield _Part(block)


def _overlap(text: Chars, span: Span) -> bool:
    return bool(text.text) and text.starts[0] < span.end and span.start < text.ends[-1]


def _within_limits(parts: Iterable[_Part]) -> tuple[list[_Part], bool]:
    """The parts that hold something, as many as are drawn, and whether that is not all."""
    kept: list[_Part] = []
    characters, cells = _LONGEST, _MOST_CELLS
    for part in parts:
        match part.block:
            case Paragraph(text=text):
                if not text.text.strip():
                    continue
                characters -= len(text)
            case Grid(rows=rows):
                if not any(rows):
                    continue
                cells -= sum(map(len, rows))
                characters -= sum(len(cell.text) for row in rows for cell in row)
        if characters < 0 or cells < 0:
            return kept, True
        kept.append(part)
    return kept, False


class _Marked:
    """The blocks of a report, in which places are marked one after the other."""

    def __init__(self, report: Report, parts: Sequence[_Part], masks: Masks = NONE) -> None:
        self._parts = parts
        self._masks = masks
        self._spans = [part.span for part in parts]
        self._starts = [span.start for span in self._spans]
        tables = report.tables.values()
        self._figures = {
            address: figure.cell
            for table in tables
            for address, figure in table.figures.items()
            if figure.cell is not None
        }
        self._figure_cells = {id(cell) for cell in self._figures.values()}
        self._bound = {id(grid) for table in tables for grid in table.grids}
        self._over = {start: at for table in tables for start, at in _column_labels(table)}
        self._in_blocks: dict[int, list[Mark]] = {}
        self._in_cells: dict[int, list[Mark]] = {}
        self._indexes: dict[int, list[Cell]] = {}

    def place(self, span: Span, cell: Cell | None, finding: str, role: Literal["place", "related"]) -> int | None:
        """Mark a place; gives the number of the block in which it begins, or before which nothing else stands."""
        if not self._parts:
            return None
        home = max(bisect_right(self._starts, span.start) - 1, 0)
        if cell is not None:
            self._mark_cell(cell, finding, role)
            return home
        last = min(bisect_left(self._starts, span.end), home + _WIDEST_MARK)
        for number in range(home, max(last, home + 1)):
            block = self._parts[number].block
            if isinstance(block, Paragraph):
                self._mark_text(number, block.text, span, finding, role)
            elif isinstance(block, Grid):
                self._mark_grid(number, block, span, finding, role)
            elif block.span.start < span.end and span.start < block.span.end:
                self._in_blocks.setdefault(number, []).append(Mark(0, 0, finding, role))
        return home

    def figure(self, address: str, finding: str) -> None:
        """Mark the cell that a canonical address stands for, unless it bears a stronger mark of the finding."""
        cell = self._figures.get(address)
        if cell is not None and all(mark.finding != finding for mark in self._in_cells.get(id(cell), ())):
            self._mark_cell(cell, finding, "cell")

    def _mark_cell(self, cell: Cell, finding: str, role: Literal["place", "related", "cell"]) -> None:
        self._in_cells.setdefault(id(cell), []).append(Mark(0, len(cell.text), finding, role))

    def _mark_text(self, number: int, text: Chars, span: Span, finding: str, role: Literal["place", "related"]) -> None:
        start = bisect_right(text.ends, span.start)
        end = bisect_left(text.starts, span.end)
        if start <= end and span.start <= text.ends[-1]:
            self._in_blocks.setdefault(number, []).append(Mark(start, end, finding, role))

    def _mark_grid(self, number: int, grid: Grid, span: Span, finding: str, role: Literal["place", "related"]) -> None:
        cells = self._indexes.get(number)
        if cells is None:
            cells = sorted((cell for row in grid.rows for cell in row), key=lambda cell: cell.span.start)
            self._indexes[number] = cells
        first = max(bisect_right(cells, span.start, key=lambda cell: cell.span.start) - 1, 0)
        touched = []
        for cell in cells[first : first + _WIDEST_MARK]:
            if cell.span.start < max(span.end, span.start + 1) and span.start < max(cell.span.end, cell.span.start + 1):
                touched.append(cell)
        if len(touched) > _WHOLE_TABLE:
            self._in_blocks.setdefault(number, []).append(Mark(0, 0, finding, role))
            return
        for cell in touched:
            self._mark_cell(cell, finding, role)

    def drawn(self) -> Iterator[DrawnBlock]:
        """The blocks with their marks."""
        for number, part in enumerate(self._parts):
            marks = tuple(self._in_blocks.get(number, ()))
            match part.block:
                case Paragraph(text=text):
                    yield DrawnLine(self._masks.chars(text), part.kind, part.level, marks)
                case Picture(alt=alt):
                    yield DrawnPicture(self._masks.text(alt), marks)
                case Grid() as grid:
                    is_bound = id(grid) in self._bound
                    rows = (tuple(self._box(cell, is_bound) for cell in row) for row in grid.rows)
                    yield DrawnTable(grid.number, tuple(rows), marks)

    def _box(self, cell: Cell, is_bound: bool) -> DrawnCell:
        text = self._masks.chars(cell.text)
        is_figure = id(cell) in self._figure_cells
        return DrawnCell(
            text,
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            "figure" if is_figure else "label" if is_bound and text.strip() else "other",
            self._over.get(cell.text.starts[0]) if is_bound and text else None,
            tuple(self._in_cells.get(id(cell), ())),
        )


def _column_labels(table: Table) -> Iterator[tuple[int, int]]:
    """Where the label of each column begins, with the number of its figures in their rows from 0."""
    at: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for figure in table.figures.values():
        if figure.cell is not None:
            at.setdefault(figure.column, counts[figure.row])
            counts[figure.row] += 1
    for column, label in table.column_labels.items():
        if column in at and label.text:
            yield label.starts[0], at[column]


def _repairs(context: Context) -> Iterator[tuple[str, ...]]:
    """The candidates in words: the cell, what stands there, what should, and how the mistake came about."""
    blank = "空白" if context.lang == "zh" else "blank"
    colon = "：" if context.lang == "zh" else ": "
    for candidate in context.repairs.candidates:
        told = []
        for change in candidate:
            table = context.report.tables[change.cell.partition("/")[0]]
            place = cell_name(context, table, table.figures[change.cell])
            current = blank if change.current is None else change.current
            name = f"{context.printed(table.name)}{'' if context.lang == 'zh' else ', '}{place}"
            told.append(f"{name}{colon}{current} → {change.suggested}{reason(context, change)}")
        yield tuple(told)
