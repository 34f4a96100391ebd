"""Lines of a text as paragraphs, and what a step of parsing makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from linter.model.document import Block, Chars, Grid, Paragraph
from linter.reference.vocabulary import Vocabulary


def found_by(
    step: Callable[[Sequence[Block], Vocabulary], Iterable[Block]], vocabulary: Vocabulary, lines: Sequence[str]
) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts; every cell stands where it says."""
    source = "\n".join(lines)
    blocks: list[Block] = []
    at = 0
    for line in lines:
        blocks.append(Paragraph(Chars.at(line, at)))
        at += len(line) + 1
    shown: list[str | list[list[str]]] = []
    for block in step(blocks, vocabulary):
        if isinstance(block, Grid):
            cells = [cell for row in block.rows for cell in row]
            assert all(source[slice(*cell.span)].strip() == cell.text.text for cell in cells)
            shown.append([[cell.text.text for cell in row] for row in block.rows])
        else:
            assert isinstance(block, Paragraph)
            shown.append(block.text.text)
    return shown
