"""Headings and labels whose number stands on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.model.document import Block, Chars, Paragraph
from linter.text.headings import heading, is_number
from linter.type_names import TypeGuard

_LONGEST_NUMBER = 8
_LONGEST_TITLE = 60


def with_whole_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, each line that is nothing but a number together with the title below it."""
    number: Paragraph | None = None
    for block in blocks:
        if number is not None:
            if _is_title(block):
                block = Paragraph(Chars.join((number.text, block.text)), number.heading or block.heading)
            else:
                yield number
            number = None
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_NUMBER and is_number(block.text.text):
            number = block
        else:
            yield block
    if number is not None:
        yield number


def _is_title(block: Block) -> TypeGuard[Paragraph]:
    """Whether a line may be the title that belongs to a number: short, in words, without a number of its own."""
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_TITLE
        and block.text.text[0].isalpha()
        and heading(block.text) is None
    )
