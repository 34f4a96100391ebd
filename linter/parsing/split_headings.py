"""Headings and labels whose number stands on a line of its own, headings of parts that go on in a second line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from linter.model.document import Block, Chars, Paragraph
from linter.text.folding import label_key
from linter.text.headings import PART_BEGINNINGS, heading, is_number

_LONGEST_NUMBER = 8
_LONGEST_TITLE = 60


def with_whole_headings(blocks: Sequence[Block], titles: Collection[str] = ()) -> Iterator[Block]:
    """The blocks, each line that is nothing but a number together with the title below it; `titles` are those of parts,
    each of which may be broken over two lines."""
    keys = {label_key(title) for title in titles}
    begun: Paragraph | None = None
    for block in blocks:
        if begun is not None:
            if isinstance(block, Paragraph) and _goes_on(begun, block, keys):
                block = Paragraph(Chars.join((begun.text, block.text)), begun.heading or block.heading)
            else:
                yield begun
            begun = None
        if isinstance(block, Paragraph) and (
            (len(block.text) <= _LONGEST_NUMBER and is_number(block.text.text)) or _begins_title(block, keys)
        ):
            begun = block
        else:
            yield block
    if begun is not None:
        yield begun


def _begins_title(block: Paragraph, keys: Collection[str]) -> bool:
    """Whether a line is the heading of a part with a piece of its title."""
    if block.text.text[:1] not in PART_BEGINNINGS or len(block.text) > _LONGEST_TITLE:
        return False
    head = heading(block.text)
    if head is None or head.style != "part" or head.body is not None:
        return False
    key = label_key(head.title)
    return key not in keys and any(whole.startswith(key) for whole in keys)


def _goes_on(begun: Paragraph, line: Paragraph, keys: Collection[str]) -> bool:
    """Whether a line is the title that belongs to a number, or what the title of a part in the line before it lacks."""
    if is_number(begun.text.text):
        return _is_title(line)
    head = heading(begun.text)
    return head is not None and len(line.text) <= _LONGEST_TITLE and label_key(head.title + line.text.text) in keys


def _is_title(line: Paragraph) -> bool:
    """Whether a line may be the title that belongs to a number: short, in words, without a number of its own."""
    return len(line.text) <= _LONGEST_TITLE and line.text.text[0].isalpha() and heading(line.text) is None
