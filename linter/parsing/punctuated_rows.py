"""Tables with ；, 、 or ， between their cells, a row a line: such lines become grids.

The same signs stand in labels and in sentences. So what is a row is known by the labels of the forms, which are put
together again, and by figures that stand alone between two signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.forms.cell_values import read_figure
from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Span
from linter.model.records import NamedTuple
from linter.model.report import State
from linter.parsing.written_figures import is_figure
from linter.reference.vocabulary import Vocabulary
from linter.type_names import TypeGuard

_SIGNS = ("；", ";", "，", "、")
_FIGURE_ALONE = re.compile(r"[；;，、]\s*\d+\s*(?=[；;，、]|\Z)")
_LONGEST = 1_000  # bounds the work: characters of a row
_FEWEST_CELLS = 3  # labels, and figures, of a table
_MOST_UNKNOWN = 2  # cells of a row that are neither; most of those that are not blank are one or the other
_SHORTEST_PIECE = 2  # characters that are known as a piece of a label
_MOST_PIECES = 4  # bounds the work: of a label that holds the sign itself


class _Row(NamedTuple):
    """The cells of a line, as stretches of its text, and how many of them are whole labels and figures."""

    cells: list[tuple[int, int]]
    labels: int
    figures: int


def with_rows(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    """The blocks, each run of lines that are the rows of such a table as one grid."""
    found = list(blocks)
    alone = (len(_FIGURE_ALONE.findall(block.text.text)) for block in found if _is_line(block))
    if sum(alone) >= _FEWEST_CELLS:
        for sign in _SIGNS:
            found = list(_joined(found, sign, vocabulary))
    return found


def _is_line(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and not block.aside and len(block.text) <= _LONGEST


def _joined(blocks: Sequence[Block], sign: str, vocabulary: Vocabulary) -> Iterator[Block]:
    run: list[tuple[Paragraph, _Row]] = []
    for block in blocks:
        if _is_line(block) and (row := _row(block.text.text, sign, vocabulary)) is not None:
            run.append((block, row))
            continue
        yield from _table(run)
        run = []
        yield block
    yield from _table(run)


def _table(run: Sequence[tuple[Paragraph, _Row]]) -> Iterator[Block]:
    """The grid of such lines, or they themselves where they are too little for one."""
    labels, figures = sum(row.labels for _, row in run), sum(row.figures for _, row in run)
    if labels < _FEWEST_CELLS or figures < _FEWEST_CELLS:
        yield from (line for line, _ in run)
        return
    yield Grid(
        tuple(
            tuple(_cell(line.text, *place, number, column) for column, place in enumerate(row.cells, start=1))
            for number, (line, row) in enumerate(run, start=1)
        ),
        1,
    )


def _row(text: str, sign: str, vocabulary: Vocabulary) -> _Row | None:
    """A line as a row; None where it is none."""
    if sign not in text:
        return _Row([(0, len(text))], 1, 0) if vocabulary.is_label(text) else None
    if read_figure(text)[0] is State.NUMBER:
        return None  # with thousands separators
    cells = list(_cells(text, sign, vocabulary))
    words = [word for start, end in cells if (word := text[start:end].strip())]
    figures = sum(map(is_figure, words))
    unknown = sum(not (is_figure(word) or _is_known(word, vocabulary)) for word in words)
    if unknown > _MOST_UNKNOWN or 2 * unknown >= len(words):
        return None
    return _Row(cells, sum(map(vocabulary.is_label, words)), figures)


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    return len(word) >= _SHORTEST_PIECE and vocabulary.knows(word)


def _cells(text: str, sign: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """What stands between the signs of a line, the pieces of a label that holds such signs as one."""
    ends = [*(found.start() for found in re.finditer(sign, text)), len(text)]
    pieces = [(start + 1, end) for start, end in pairwise([-1, *ends])]
    at = 0
    while at < len(pieces):
        start, end = pieces[at]
        behind = range(min(at + _MOST_PIECES, len(pieces)) - 1, at, -1) if text[start:end].strip() else ()
        last = next((other for other in behind if _is_label(text, start, pieces[other], vocabulary)), at)
        yield start, pieces[last][1]
        at = last + 1


def _is_label(text: str, start: int, last: tuple[int, int], vocabulary: Vocabulary) -> bool:
    """Whether a text from `start` up to the end of a piece, which is not blank, is a label."""
    return bool(text[slice(*last)].strip()) and vocabulary.is_label(text[start : last[1]])


def _cell(chars: Chars, start: int, end: int, row: int, column: int) -> Cell:
    text = chars[start:end].strip()
    if text.text:
        return Cell(text, None, row, column)
    at = chars.span(max(start - 1, 0), max(start, 1)).end
    return Cell(Chars.at("", at), Span(at, at), row, column)
