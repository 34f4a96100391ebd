"""A report as understood: title, section tree, and the tables matched to the forms of its regime."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum

from linter.model.document import Block, Cell, Chars, Document, Grid, Span
from linter.model.records import Frozen, NamedTuple, kept


class Title(NamedTuple):
    """The report's title: what it says, the organ and the year it names, and where (None: page's head only)."""

    text: str
    organization: str | None
    year: int | None
    span: Span | None
    names_report: bool


class Section(Frozen):
    """A numbered part of the text and what stands in it.

    `style` is how it is numbered (chapter 第一部分, part 一、, clause （一）, item 1., subitem （1）), `level` 1 to 4
    from the outside in; `number` the numeral without its punctuation, None where it was lost; `value` the same
    as a number. `part` is the key of the prescribed part that a level-1 section was recognised as, `merged` are those
    of the parts behind it that stand under the same heading. `blocks` come before the first child.
    """

    level: int
    style: str
    number: str | None
    value: int | None
    title: str
    heading: Chars
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    part: str | None = None
    merged: tuple[str, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_blocks(self) -> Iterator[Block]:
        """Every block below this heading, in document order."""
        for section in self.walk():
            yield from section.blocks


class State(Enum):
    """What stands in a cell of a bound table."""

    NUMBER = "number"
    UNIT = "unit"  # a number with its unit
    BLANK = "blank"  # nothing at all
    NO_DATA = "no-data"  # a stroke or 无
    TEXT = "text"  # something that is not a number
    UNKNOWN = "unknown"  # the row is there, but which figure belongs to this column cannot be told


_WITHOUT_FIGURE = (State.BLANK, State.NO_DATA)


class Figure(NamedTuple):
    """One canonical cell: its address `table/row/column`, the cell it stands in and its value."""

    address: str
    state: State
    value: int | float | None
    text: str
    cell: Cell | None

    @property
    def is_blank(self) -> bool:
        """Whether no figure was written: nothing at all, or a stroke."""
        return self.state in _WITHOUT_FIGURE

    @property
    def row(self) -> str:
        return self.address.split("/")[1]

    @property
    def column(self) -> str:
        return self.address.split("/")[2]


DEVIATIONS = (
    "missing-row",
    "missing-column",
    "changed-label",
    "lost-header",
    "extra-row",
    "extra-column",
    "moved-row",
    "moved-column",
    "doubled-row",
    "doubled-column",
    "doubled-table",
    "unclear-figures",
)


class Deviation(NamedTuple):
    """A way in which a table as laid out differs from its form.

    `kind` is one of `DEVIATIONS`. `label` is the printed label of the form (or the found
    one when the form has none), `found` what stands there, `key` the row or column key, `span` where to look,
    `others` what it is about beside that, where it is about several labels.
    """

    kind: str
    label: str
    found: str
    key: str
    span: Span
    others: tuple[str, ...] = ()


class Table(Frozen):
    """A table bound to a form: `figures` by address, in form order; `labels` the found label cells by key."""

    name: str
    regime: str
    grids: tuple[Grid, ...]
    figures: Mapping[str, Figure]
    row_labels: Mapping[str, Chars] = {}
    column_labels: Mapping[str, Chars] = {}
    deviations: tuple[Deviation, ...] = ()
    part: str | None = None

    @property
    def span(self) -> Span:
        return self.grids[0].span

    @kept
    def _cells(self) -> list[Cell]:
        cells = [cell for grid in self.grids for row in grid.rows for cell in row]
        return sorted(cells, key=lambda cell: cell.span.start)

    @kept
    def _starts(self) -> list[int]:
        return [cell.span.start for cell in self._cells]

    @kept
    def values(self) -> Mapping[str, int | float]:
        """The figures that can be reckoned with, by address: numbers, and 0 for what is blank or a stroke."""
        return {
            address: figure.value or 0
            for address, figure in self.figures.items()
            if figure.value is not None or figure.is_blank
        }

    @kept
    def blank_columns(self) -> frozenset[str]:
        """The columns of several rows in none of which there is a figure."""
        return _without_figures(self.figures.values(), lambda figure: figure.column)

    @kept
    def blank_rows(self) -> frozenset[str]:
        """The rows of several columns in none of which there is a figure."""
        return _without_figures(self.figures.values(), lambda figure: figure.row)

    def place_of(self, figure: Figure) -> Span:
        """Where a figure stands; the label of its row where it has no cell, else the table."""
        if figure.cell is not None:
            return figure.cell.span
        label = self.row_labels.get(figure.row)
        return label.span() if label is not None else self.span

    def cell_at(self, span: Span) -> Cell | None:
        """The cell in which a place lies, None if it is in none."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or self._cells[index].span.end <= span.start:
            return None
        return self._cells[index]


def _without_figures(figures: Collection[Figure], line: Callable[[Figure], str]) -> frozenset[str]:
    """Of lines of figures, those with several cells and no figure in any."""
    blank = Counter(line(figure) for figure in figures if figure.is_blank)
    cells = Counter(map(line, figures)) if blank else blank
    return frozenset(key for key, count in blank.items() if 1 < count == cells[key])


class Report(NamedTuple):
    """One annual report. `front` is what comes before the first section, `sign_off` signature and date.

    `unread` are tables that are there and whose figures cannot be told apart; they are not among `tables`. `further` is
    the title of another report behind this one, in the same file; nothing from there on belongs to this one.
    """

    document: Document
    regime: str | None
    year: int | None
    organization: str | None
    title: Title | None
    front: tuple[Block, ...]
    sections: tuple[Section, ...]
    sign_off: tuple[Block, ...] = ()
    tables: Mapping[str, Table] = {}
    unread: Mapping[str, Table] = {}
    further: Title | None = None

    def part(self, key: str) -> Section | None:
        """The section that was recognised as a prescribed part."""
        for section in self.sections:
            if section.part == key or key in section.merged:
                return section
        return None
