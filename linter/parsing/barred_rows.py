"""Tables with bars between their cells, a row a line, in pages and Word files: such lines become grids.

Readers of text know these tables. In a page they stand in `<pre>`, or were pasted a line to a paragraph. There bars
also part links and what is said of an article, so that only what holds a label of a form is a table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from linter.model.document import Block, Chars, Grid, Paragraph, Span
from linter.readers.delimited_lines import CellPieces, LinePiece, SourceLine, arrange
from linter.readers.grids import grid_of
from linter.reference.vocabulary import Vocabulary
from linter.type_names import TypeGuard

_BARRED = re.compile("[|｜\u2500-\u257f]|\\+-")
_LONGEST = 1_000  # bounds the work: characters of a row


def with_barred_rows(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    """The blocks, each run of lines with bars that is a table as one grid."""
    found: list[Block] = []
    for barred, run in groupby(blocks, _is_barred):
        lines = list(run)
        tables = list(_tables(lines)) if barred and len(lines) > 1 else lines
        found.extend(tables if tables is lines or _has_label(tables, vocabulary) else lines)
    return found


def _has_label(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    cells = (cell for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row)
    return any(vocabulary.is_label(cell.text.text) for cell in cells if cell.text.text)


def _is_barred(block: Block) -> TypeGuard[Paragraph]:
    return (
        isinstance(block, Paragraph)
        and not block.aside
        and _BARRED.search(block.text.text) is not None
        and len(block.text) <= _LONGEST
    )


def _tables(blocks: Sequence[Block]) -> Iterator[Block]:
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]  # as if they stood below each other in one text

    def line_of(start: int) -> tuple[Chars, int]:
        """The line in which something stands that begins at an offset of all, and its offset there."""
        at = bisect_right(starts, start) - 1
        return lines[at].text, start - starts[at]

    def read(piece: LinePiece) -> Chars:
        line, start = line_of(piece[0])
        return line[start : start + len(piece[1])].strip()

    def place(pieces: CellPieces) -> Span:
        line, start = line_of(pieces[-1][0] if isinstance(pieces, list) else pieces[0])
        behind = line.span(max(start - 1, 0), max(start, 1)).end  # of what stands before it
        return Span(behind, behind)

    cells = 0
    written = [SourceLine(start, line.text.text) for start, line in zip(starts, lines, strict=False)]
    for item in arrange(written):
        if isinstance(item, SourceLine):
            yield lines[bisect_right(starts, item.start) - 1]
            continue
        grid = grid_of(item, 1, read, cells, place)
        cells += grid.size
        yield grid
