"""Parts of a Word file without what nobody asks for in them: fonts, borders, indents, the grids of tables.

These are two thirds of the elements of a report, in a few dozen blocks that are written again and again. A block is
looked into once and cut out of the bytes wherever it stands; what is left takes a third of the time to parse. Bytes are
divided, looked up and joined as a whole: a step for each block would cost as much as the parser saves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

from linter.readers.word.names import Property
from linter.readers.xml_archive import UNPARSED

# what both tags of a block hold behind the prefix, in rounds, those that stand in others first; and what stands behind
# that in the closing tag
_ROUNDS = (
    ((b":rPr>",), b""),
    ((b":pPr>", b":tcPr>", b":trPr>", b":tblPrEx>", b":tblPr>", b":tblGrid>"), b""),
    ((b":latentStyles",), b">"),
)
_CUT = b"\0"  # where a block stood; XML holds none
# with the prefix that almost every program writes; what runs without properties hold may as well stand in one
_NO_RUN, _BETWEEN_RUNS = b"<w:r></w:r>", b"</w:r><w:r>"
_PLAIN_RUNS = re.compile(rb"<w:r><w:t>[^<]*</w:t>(?:</w:r><w:r><w:t>[^<]*</w:t>)+</w:r>")
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
    if head is None or _CUT in data or _has(data, b"<!", 0) or _has(data, b"<?", head.end()):
        return data
    prefix = head["prefix"]
    blocks = _blocks(head[0], head["root"], prefix[:-1])
    bared = data
    for names, end in _ROUNDS:
        for name in names:
            pieces = bared.split(name)
            if len(pieces) == 1:
                continue
            left = blocks.left(name, end, pieces[1::2])
            if left is None:
                pieces = blocks.outermost(name, pieces)
                left = blocks.left(name, end, pieces[1::2])
            if left is None:
                return data
            pieces[1::2] = map(left.__getitem__, pieces[1::2])
            bared = b"".join(pieces)
        if _CUT in bared:
            # Only what stands between tags, so that what is broken does not become whole.
            mark = b"".join((blocks.opening, _CUT, end, b"<"))
            while mark in bared:  # again where two stood beside each other
                bared = bared.replace(mark, b"<")
            if _CUT in bared:
                return data
    # White space is kept in any case, and an attribute with a prefix costs as much as an element.
    bared = bared.replace(b'<%st xml:space="preserve">' % prefix, b"<%st>" % prefix)
    bared = bared.replace(_NO_RUN * 2, _NO_RUN).replace(_NO_RUN + b"<", b"<")
    return _PLAIN_RUNS.sub(lambda runs: runs[0].replace(_BETWEEN_RUNS, b""), bared)


def _has(data: bytes, begin: bytes, at: int) -> bool:
    """Whether something begins so from a place on; its last sign, which is rare, is found at once."""
    return data.find(begin[-1:], at) >= 0 and data.find(begin, at) >= 0


class _Blocks:
    """What is left of blocks in parts with one head: the same bytes, with the same declarations before them."""

    def __init__(self, head: bytes, root: bytes, prefix: bytes) -> None:
        self.opening, self._closing = b"<" + prefix, b"</" + prefix
        self._head = head
        self._end = b"</%s>" % root
        self._left: dict[bytes, dict[bytes, bytes]] = {}
        self._size = 0

    def left(self, name: bytes, end: bytes, insides: Sequence[bytes]) -> Mapping[bytes, bytes] | None:
        """What is left of blocks, by what stands between their names; None where one is none or not well formed."""
        known = self._left.setdefault(name, {})
        new = set(insides).difference(known)
        if not new:
            return known
        if not all(inside.endswith(self._closing) for inside in new):
            return None
        elements = [b"".join((self.opening, name, inside, name, end)) for inside in new]
        try:
            ElementTree.fromstring(b"".join((self._head, *elements, self._end)))
        except UNPARSED:
            return None
        first, behind = len(self.opening), -len(end) or None
        learnt = {inside: _left(element)[first:behind] or _CUT for inside, element in zip(new, elements, strict=True)}
        self._size += sum(map(len, new))
        if self._size > _MOST_KEPT:
            self._left, self._size = {}, 0
            return known | learnt
        known.update(learnt)
        return known

    def outermost(self, name: bytes, pieces: Sequence[bytes]) -> list[bytes]:
        """Pieces that a name divides, in turn outside and inside of blocks, of which some stand within others."""
        grouped = [[pieces[0]]]
        depth = 0
        for before, piece in pairwise(pieces):
            closes = before.endswith(self._closing)
            is_ours = closes or before.endswith(self.opening)  # not an element of another namespace
            if is_ours and depth == closes:
                grouped.append([piece])
            else:
                grouped[-1].append(piece)
            if is_ours:
                depth += -1 if closes else 1
        return [name.join(group) for group in grouped]


@lru_cache(_MOST_HEADS)
def _blocks(head: bytes, root: bytes, prefix: bytes) -> _Blocks:
    return _Blocks(head, root, prefix)


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
