"""Pictures in a text that hold tables, or the whole text: what is read in them where the extra `ocr` is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from linter.model.diagnostics import ReadError
from linter.model.document import Block, Cell, Document, Grid, Paragraph, Recognised
from linter.model.records import NamedTuple
from linter.readers.html_tables import FlowCell, FlowTable, Node
from linter.readers.ocr_extra import is_installed
from linter.readers.scans.table_pictures import has_labels
from linter.type_names import Any, TypeVar

_FEW_LETTERS = 40  # for each picture, of a text whose pages were put in as pictures

Key = TypeVar("Key")


class ShownPicture(NamedTuple):
    """A picture as a text shows it.

    Attributes:
        data: its file.
        width, height: in points, 0 where they are not told.
        cut: which share of its width and height is left out at the left, above, at the right and below.
    """

    data: bytes
    width: float
    height: float
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class SeenPicture(NamedTuple):
    """What was recognised in a picture, and what tells how surely; its places are those of another text."""

    flow: list[Node]
    recognised: Recognised


def are_read() -> bool:
    """Whether pictures are read at all: else nobody need unpack one."""
    return is_installed()


def read_pictures(pictures: Mapping[Key, ShownPicture], letters: int) -> Mapping[Key, SeenPicture]:
    """What stands in pictures, where they `are_read`. One that cannot be read is a picture, as without the extra.

    Parameters:
        pictures: those that may hold a table.
        letters: how many the text has: beside it tables alone count, as lettering in a photograph is no text of a
            report.
    """
    if not pictures:
        return {}
    from linter.readers.picture import document_of

    tables_alone = letters >= _FEW_LETTERS * len(pictures)
    found: dict[Key, SeenPicture] = {}
    with suppress(ReadError):
        for key, page in zip(pictures, _pages(tuple(pictures.values()), tables_alone), strict=True):
            with suppress(ReadError):
                if page is not None and (seen := _seen(document_of("", page), tables_alone)) is not None:
                    found[key] = seen
    return found


@lru_cache(maxsize=1)
def _pages(pictures: tuple[ShownPicture, ...], tables_alone: bool) -> Sequence[Any]:
    """Each picture as a page; those of the text that was read last are kept, for it is read again after each change."""
    from linter.readers.scans import scan_process as apart

    return apart.ask("pasted", list(map(tuple, pictures)), tables_alone)  # type: ignore[no-any-return]


def _seen(page: Document, tables_alone: bool) -> SeenPicture | None:
    kept = [_node(block) for block in page.blocks if not tables_alone or _is_table(block)]
    return SeenPicture(kept, page.recognised) if kept and page.recognised else None


def _is_table(block: Block) -> bool:
    return isinstance(block, Grid) and has_labels(cell.text.text for row in block.rows for cell in row)


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
