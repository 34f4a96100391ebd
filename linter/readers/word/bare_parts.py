"""Parts of a Word file without what nobody asks for in them: fonts, borders, indents, the grids of tables.

These are two thirds of the elements of a report, in a few dozen blocks that are written again and again. A block is
looked into once and cut out of the bytes wherever it stands; what is left takes a third of the time to parse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from xml.etree import ElementTree

from linter.readers.word.names import Property
from linter.readers.xml_archive import UNPARSED

_BLOCKS = ("pPr>", "rPr>", "tcPr>", "trPr>", "tblPrEx>", "tblPr>", "tblGrid>", "latentStyles ")
_ASKED = frozenset(name.value.encode() for name in Property)
_ATTRIBUTES = rb"(?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*"
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<(?P<root>(?P<prefix>[A-Za-z]\w*:)\w+)%s>" % _ATTRIBUTES)
_TAG = re.compile(rb"<(?P<closes>/?)(?:[^\s:=<>\"'/]+:)?(?P<name>[^\s:=<>\"'/]+)%s(?P<ends>/?)>" % _ATTRIBUTES)
_MOST_HEADS = 32  # bounds the work: as many heads of parts are kept with their blocks, each program writes its own
_MOST_KEPT = 256 * 1024  # bounds the work: bytes of the blocks that are kept with one head


def bare(data: bytes) -> bytes:
    """A part in which whatever is asked for still stands; it is well formed if and only if the whole one is.

    What looks like a block may stand in comments and sections of characters: a part with one is left as it is. So is
    one without a prefix, in which the elements of a drawing may have the names of ours.
    """
    head = _HEAD.match(data)
    if head is None or data.find(b"<!") >= 0 or data.find(b"<?", head.end()) >= 0:
        return data
    blocks = _blocks(head[0], head["root"])
    for name in _BLOCKS:
        opening = b"<%s%s" % (head["prefix"], name.encode())
        # Only what stands between tags, so that what is broken does not become whole.
        closing = b"</%s%s><" % (head["prefix"], name[:-1].encode())
        before, *pieces = data.split(opening)
        if not pieces:
            continue
        parted = [piece.partition(closing) for piece in pieces]
        left = blocks.left(opening, closing, {inside for inside, end, _ in parted if end})
        if left is None:
            return data
        written = [before]
        for inside, end, rest in parted:
            # without an end, a block of the same name begins within it
            written += (left[inside], rest) if end else (opening, inside)
        data = b"".join(written)
    # White space is kept in any case, and an attribute with a prefix costs as much as an element.
    text = b"<%st" % head["prefix"]
    return data.replace(text + b' xml:space="preserve">', text + b">")


class _Blocks:
    """What is left of blocks in parts with one head: the same bytes, with the same declarations before them."""

    def __init__(self, head: bytes, root: bytes) -> None:
        self._head = head
        self._end = b"</%s>" % root
        self._left: dict[bytes, dict[bytes, bytes]] = {}
        self._size = 0

    def left(self, opening: bytes, closing: bytes, insides: Set[bytes]) -> Mapping[bytes, bytes] | None:
        """What is left of blocks, by what stands between their tags; None where one is not well formed."""
        known = self._left.setdefault(opening, {})
        new = insides - known.keys()
        if not new:
            return known
        elements = [b"".join((opening, inside, closing[:-1])) for inside in new]
        try:
            ElementTree.fromstring(b"".join((self._head, *elements, self._end)))
        except UNPARSED:
            return None
        learnt = {inside: _left(element) + closing[-1:] for inside, element in zip(new, elements, strict=True)}
        self._size += sum(map(len, new))
        if self._size > _MOST_KEPT:
            self._left, self._size = {}, 0
            return known | learnt
        known.update(learnt)
        return known


@lru_cache(_MOST_HEADS)
def _blocks(head: bytes, root: bytes) -> _Blocks:
    return _Blocks(head, root)


def _left(block: bytes) -> bytes:
    """A block with those of its elements alone that are, or hold, what is asked for; nothing where none is."""
    kept: list[bytes] = []
    depth = begin = 0
    is_asked = False
    for tag in _TAG.finditer(block):
        if tag["closes"]:
            depth -= 1
        else:
            if depth == 0:
                kept.append(tag[0])
            elif depth == 1:
                begin, is_asked = tag.start(), False
            is_asked = is_asked or tag["name"] in _ASKED
            depth += not tag["ends"]
        if depth == 0:
            return b"".join((*kept, tag[0])) if len(kept) > 1 else b""
        if depth == 1 and is_asked:
            kept.append(block[begin : tag.end()])
    return block
