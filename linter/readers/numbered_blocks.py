"""Places in a file whose text has no lines that anybody sees: by the number of the block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from linter.model.document import Block, Grid, Picture, Place, Span


class NumberedBlocks:
    """The places of a document by its blocks, in their order."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._starts = [
            block.span.start if isinstance(block, Grid | Picture) else block.text.starts[0] for block in blocks
        ]

    def place(self, span: Span) -> Place:
        """The number of the block, as a paragraph."""
        return Place(paragraph=max(bisect_right(self._starts, span.start), 1))
