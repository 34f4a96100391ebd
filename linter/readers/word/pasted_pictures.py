"""Pictures in a Word file that hold tables, or the whole text: read where the extra `ocr` is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from linter.model.diagnostics import ReadError
from linter.model.document import Block, Cell, Document, Grid, Paragraph
from linter.readers.html_tables import FlowCell, FlowTable, Node
from linter.readers.ocr_extra import is_installed
from linter.readers.picture import document_of
from linter.readers.scans.scan_limits import MAX_PAGES
from linter.readers.scans.table_pictures import may_hold_table
from linter.readers.word.body import SeenPicture
from linter.readers.word.graphics import Pasted
from linter.readers.word.package import Package
from linter.text.width import is_wide

_SHEET = 595.0  # points: the width of a sheet
_LABELS, _LETTERS = 3, 2  # a table has so many cells with so many Chinese letters; the grid of a chart has none
_FEW_LETTERS = 40  # for each picture, of a text whose pages were put in as pictures


def seen_in(package: Package, pictures: Sequence[Pasted], text: str) -> Mapping[Pasted, SeenPicture]:
    """What stands in the pictures of a file; nothing where the extra is not installed.

    A picture that cannot be read is a picture, with or without the extra.

    Parameters:
        package: the file.
        pictures: those that its body shows.
        text: that of the body: beside it tables alone count, as lettering in a photograph is no text of a report.
    """
    files = dict(_files(package, pictures))
    if not files or not is_installed():
        return {}
    from linter.readers.scans import scan_process as apart

    tables_alone = len("".join(text.split())) >= _FEW_LETTERS * len(files)
    wanted = [(data, one.width, one.height, one.cut) for one, data in files.items()]
    found: dict[Pasted, SeenPicture] = {}
    with suppress(ReadError):
        for picture, page in zip(files, apart.ask("pasted", wanted, tables_alone), strict=True):
            with suppress(ReadError):
                if page is not None and (seen := _seen(document_of("", page), tables_alone)) is not None:
                    found[picture] = seen
    return found


def _files(package: Package, pictures: Sequence[Pasted]) -> Iterator[tuple[Pasted, bytes]]:
    """The pictures that may hold a table, as many as are read, each with its file."""
    wanted = (one for one in dict.fromkeys(pictures) if may_hold_table(one.width, one.height, _SHEET))
    named = ((one, name) for one in wanted if (name := package.numbered.get(one.number)) in package.members)
    for (one, name), _ in zip(named, range(MAX_PAGES), strict=False):
        with suppress(ReadError):
            yield one, package.content(name)


def _seen(page: Document, tables_alone: bool) -> SeenPicture | None:
    kept = [_node(block) for block in page.blocks if not tables_alone or _is_table(block)]
    return SeenPicture(kept, page.recognised) if kept and page.recognised else None


def _is_table(block: Block) -> bool:
    if not isinstance(block, Grid):
        return False
    labels = (cell for row in block.rows for cell in row if sum(map(is_wide, cell.text.text)) >= _LETTERS)
    return sum(1 for _ in islice(labels, _LABELS)) == _LABELS


def _node(block: Block) -> Node:
    return _flowing(block) if isinstance(block, Grid) else block


def _flowing(grid: Grid) -> FlowTable:
    """A table that was drawn, as one that flows."""
    table = FlowTable(aside=False)
    table.groups = [[[_cell(cell) for cell in row] for row in grid.rows]]
    return table


def _cell(cell: Cell) -> FlowCell:
    made = FlowCell(cell.span.start, cell.row_span, cell.column_span, aside=False)
    if cell.text.text:
        made.flow.append(Paragraph(cell.text))
    return made
