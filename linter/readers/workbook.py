"""Workbooks (.xlsx, .xlsm): the cells of their sheets as they are shown, sheet by sheet (ECMA-376-1, 18).

Rows with several filled cells are a table, with a row of one between them that is no heading; other rows of one are
paragraphs. A table's rows and columns are counted as the sheet counts them. What is hidden is no part of what is
published.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from linter.model.document import Block, Cell, Chars, Document, Grid, Paragraph, Place, Span, sound
from linter.model.records import NamedTuple
from linter.readers.limits import refuse_many_blocks, refuse_many_cells, refuse_many_characters
from linter.readers.numbered_blocks import NumberedBlocks
from linter.readers.office_package import OfficePackage
from linter.readers.shown_numbers import NumberFormats
from linter.text.headings import heading
from linter.text.note_marks import raised

_KIND = "Excel"
_MAIN = "xl/workbook.xml"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_COLUMNS = 16_384
_LONGEST_CAPTION = 40
_PARTS = ("chapter", "part")


def read(path: str, data: bytes) -> Document:
    """Read a workbook.

    Parameters:
        path: only a name.
        data: its content.

    Raises:
        ReadError: E001 damaged, no workbook or under a password; E004 beyond a limit.
    """
    package = OfficePackage(data, _KIND, _MAIN)
    book = package.tree(package.main)
    values = _Values(package, book)
    writer = _Writer()
    starts: list[int] = []
    names: list[str] = []
    for name, part in _sheets(package, book):
        sheet = package.tree(part)
        starts.append(writer.length)
        names.append(name)
        writer.sheet(_rows(sheet, values), _merged(sheet))
    blocks = tuple(writer.blocks)
    return Document(path, "xlsx", "".join(writer.source), blocks, None, _Sheets(blocks, starts, names))


class _Sheets(NumberedBlocks):
    """The places of a workbook: by its blocks, and by the sheets, which begin in the source at `starts`."""

    def __init__(self, blocks: Sequence[Block], starts: Sequence[int], names: Sequence[str]) -> None:
        super().__init__(blocks)
        self._sheet_starts, self._names = starts, names

    def place(self, span: Span) -> Place:
        """The number of the block, as a paragraph, and the name of the sheet."""
        at = bisect_right(self._sheet_starts, span.start) - 1
        return super().place(span)._replace(sheet=self._names[at] or None)


def _sheets(package: OfficePackage, book: Element) -> Iterator[tuple[str, str]]:
    """The names and parts of the sheets that are shown, in their order."""
    for sheet in _named(book, "sheet"):
        number = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        part = package.numbered.get(number)
        if sheet.get("state", "visible") == "visible" and part in package.members:
            yield sound(sheet.get("name", "")).strip(), part


# --- what cells hold ---


class _Filled(NamedTuple):
    """A cell with something in it: its row and column in the sheet, from 1, and its text."""

    row: int
    column: int
    text: str


class _SheetRow(NamedTuple):
    """The cells of a row with something in them, and the last column of which the sheet has a cell, were it blank."""

    cells: list[_Filled]
    last: int


class _Values:
    """The texts that cells call by number, and the formats of the numbers."""

    def __init__(self, package: OfficePackage, book: Element) -> None:
        strings, styles = package.related("sharedStrings"), package.related("styles")
        items = _children(package.tree(strings), "si") if strings else ()
        self._shared = [_rich_text(item) for item in items]
        since_1904 = any(_is_true(one, "date1904") for one in _named(book, "workbookPr"))
        self._formats = NumberFormats(package.tree(styles) if styles else None, since_1904=since_1904)

    def shown(self, cell: Element) -> str:
        """The text of a cell as it is shown."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_rich_text(item) for item in _children(cell, "is"))
        value = "".join(item.text or "" for item in _children(cell, "v"))
        if kind == "s":
            return self._shared[int(value)] if value.isdecimal() and int(value) < len(self._shared) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._formats.shown(value, cell.get("s", "")) if kind == "n" else value


def _rich_text(item: Element) -> str:
    """The text of an item; what is raised in it as the mark of a note is written with raised signs."""
    written = [text.text or "" for text in _children(item, "t")]
    for run in _children(item, "r"):
        text = "".join(part.text or "" for part in _children(run, "t"))
        is_raised = any(align.get("val") == "superscript" for align in _named(run, "vertAlign"))
        written.append(raised(text) if is_raised else text)
    return "".join(written)


def _rows(sheet: Element, values: _Values) -> Iterator[_SheetRow]:
    """The rows of a sheet that have something in them."""
    hidden = bytearray(_MOST_COLUMNS + 1)
    for one in _named(sheet, "col"):
        if _is_true(one, "hidden"):
            columns = slice(max(int(one.get("min", "0")), 0), min(int(one.get("max", "0")), _MOST_COLUMNS) + 1)
            hidden[columns] = b"\1" * len(hidden[columns])
    number = 0
    for row in _named(sheet, "row"):
        number = int(row.get("r", number + 1))
        if _is_true(row, "hidden"):
            continue
        column = last = 0
        filled: list[_Filled] = []
        for cell in _children(row, "c"):
            address = _ADDRESS.fullmatch(cell.get("r", ""))
            column = _column(address[1]) if address else min(column + 1, _MOST_COLUMNS)
            text = sound(values.shown(cell)).strip()
            if hidden[column]:
                continue
            last = column
            if text:
                filled.append(_Filled(number, column, text))
        if filled:
            yield _SheetRow(filled, last)


def _merged(sheet: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that reach over others: by row and column the last row and column."""
    found = {}
    for merge in _named(sheet, "mergeCell"):
        corners = [_ADDRESS.fullmatch(corner) for corner in merge.get("ref", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            first, last = corners[0], corners[1]
            found[int(first[2]), _column(first[1])] = int(last[2]), _column(last[1])
    return found


def _may_be_of_table(text: str) -> bool:
    """Whether a cell alone in its row may be a caption within a table: short, no sentence, no heading of a part."""
    found = heading(Chars.at(text, 0))
    return len(text) <= _LONGEST_CAPTION and "。" not in text and (found is None or found.style not in _PARTS)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return min(number, _MOST_COLUMNS)


def _is_true(element: Element, key: str) -> bool:
    return element.get(key) in ("1", "true")


def _named(element: Element, name: str) -> Iterator[Element]:
    """The elements of this name within another, in whatever namespace the program writes."""
    return (one for one in element.iter() if str(one.tag).rpartition("}")[2] == name)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if str(one.tag).rpartition("}")[2] == name)


# --- blocks ---


class _Writer:
    """The blocks of a document and the source in which their texts stand: a line a row, with tabs between cells."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.source: list[str] = []
        self.length = 0
        self._grids = self._cells = 0

    def sheet(self, rows: Iterable[_SheetRow], merged: dict[tuple[int, int], tuple[int, int]]) -> None:
        """Add the rows of a sheet."""
        table: list[list[_Filled]] = []
        between: list[list[_Filled]] = []  # rows of one below the table, which are of it if more of it follows
        for row, last in rows:
            above = (between or table or [row])[-1]
            follows = row[0].row <= above[0].row + 1
            if len(row) == 1:
                cell = row[0]
                _, reach = merged.get((cell.row, cell.column), (cell.row, cell.column))
                is_label = last > reach and len(cell.text) <= _LONGEST_CAPTION  # of a row with blank cells
                if table and follows and (is_label or (not between and _may_be_of_table(cell.text))):
                    between.append(row)
                    continue
            elif follows:
                table += [*between, row]
                between = []
                continue
            self._table(table, merged)
            self._lines(between)
            table, between = [], []
            if len(row) > 1:
                table.append(row)
            else:
                self._lines([row])
        self._table(table, merged)
        self._lines(between)

    def _lines(self, rows: Iterable[Sequence[_Filled]]) -> None:
        for row in rows:
            for cell in row:
                for line in cell.text.splitlines():
                    self._paragraph(line.strip())

    def _write(self, text: str, behind: str) -> Chars:
        chars = Chars.at(text, self.length)
        self.source += (text, behind)
        self.length += len(text) + len(behind)
        refuse_many_characters(self.length)
        return chars

    def _paragraph(self, text: str) -> None:
        if text:
            self.blocks.append(Paragraph(self._write(text, "\n")))
            refuse_many_blocks(len(self.blocks))

    def _table(self, rows: Sequence[list[_Filled]], merged: dict[tuple[int, int], tuple[int, int]]) -> None:
        """A table of the rows, with all columns in which any of them has something."""
        if not rows:
            return
        columns = sorted({cell.column for row in rows for cell in row})
        numbers = [row[0].row for row in rows]
        covered: dict[int, set[int]] = {}  # by row the columns that cells above or beside reach over
        grid: list[tuple[Cell, ...]] = []
        self._grids += 1
        for row, number in zip(rows, numbers, strict=True):
            self._cells += len(columns)
            refuse_many_cells(self._cells)
            texts = {cell.column: cell.text for cell in row}
            cells: list[Cell] = []
            for column in columns:
                if column in covered.get(number, ()):
                    continue
                below, end = merged.get((number, column), (number, column))
                reached = columns[bisect_left(columns, column) : bisect_right(columns, end)]
                lines = numbers[bisect_left(numbers, number) : bisect_right(numbers, below)]
                if len(reached) > 1 or len(lines) > 1:
                    for line in lines:
                        covered.setdefault(line, set()).update(reached)
                text = self._write("".join(texts.get(column, "").split("\n")), "\t")
                place = None if text.text else Span(self.length - 1, self.length)
                cells.append(Cell(text, place, number, column, lines[-1] - number + 1, len(reached)))
            self.source.append("\n")
            self.length += 1
            if cells:
                grid.append(tuple(cells))
        self.blocks.append(Grid(tuple(grid), self._grids))
