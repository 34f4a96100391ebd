"""Pictures that a page holds in itself (`data:` addresses): what was recognised in them stands within their tags.

Nothing is fetched, and no file beside the page is opened: a page may come without a folder, and from anybody.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.model.document import Block, Chars, Grid, Paragraph, Picture, Recognised, Span, offsets
from linter.model.records import NamedTuple
from linter.readers.confidences import Confidences, Stretch
from linter.readers.html_tables import FlowCell, FlowTable, Node
from linter.readers.html_tags import hides
from linter.readers.html_tokens import tokens
from linter.readers.picture_heads import pixels
from linter.readers.scans.scan_limits import MAX_PAGES, MAX_PIXELS
from linter.readers.scans.table_pictures import SHEET, may_hold_table
from linter.readers.seen_pictures import SeenPicture, ShownPicture, are_read, read_pictures

_POINTS = 0.75  # of a pixel as pages count them
_ADDRESS = re.compile(r"data:[^,]{0,200};\s{0,9}base64\s{0,9},", re.IGNORECASE)
_SIDE = r"(?i)(?:^|;)\s{0,9}%s\s{0,9}:\s{0,9}(\d{1,5}(?:\.\d{1,9})?)\s{0,9}px"
_TOLD = re.compile(r"(\d{1,5}(?:\.\d{1,9})?)(?:px)?", re.IGNORECASE)


class PageSeen(NamedTuple):
    """What was recognised in the pictures of a page, by the places of their tags in order, and how surely."""

    flows: Mapping[Span, list[Node]]
    recognised: Recognised


def seen_in(source: str, blocks: Sequence[Block]) -> PageSeen | None:
    """What stands in the pictures of a page, in places within their tags; None where nothing is read in them.

    Parameters:
        source: the page.
        blocks: what it holds.
    """
    if not are_read():
        return None
    wanted: dict[Span, ShownPicture] = {}
    for picture in blocks:
        if isinstance(picture, Picture) and not picture.is_linked and (shown := _shown(source, picture.span)):
            wanted[picture.span] = shown
            if len(wanted) == MAX_PAGES:
                break
    once = {shown: shown for shown in wanted.values()}
    seen = read_pictures(once, sum(map(_letters, blocks)))
    placed = {tag: _placed(seen[wanted[tag]], tag) for tag in sorted(wanted) if wanted[tag] in seen}
    if not placed:
        return None
    stretches = [one for _, told in placed.values() for one in told]
    return PageSeen({tag: flow for tag, (flow, _) in placed.items()}, Confidences(stretches))


def _shown(source: str, tag: Span) -> ShownPicture | None:
    """A picture as it is shown, None where it is none that may hold a table."""
    found = next(tokens(source, *tag))[0].attributes()
    if hides(found):
        return None
    data = _decoded(found.get("src", ""))
    across, down = pixels(data)
    if not 0 < across * down <= MAX_PIXELS:
        return None
    width, height = (_told(found, side) for side in ("width", "height"))
    width = width or (height * across / down if height else across)
    height = height or width * down / across
    shrink = min(SHEET / (width * _POINTS), 1.0)  # what is wider was made for paper, and is shown as the page has room
    width, height = (side * _POINTS * shrink for side in (width, height))
    return ShownPicture(data, width, height) if may_hold_table(width, height, SHEET) else None


def _decoded(address: str) -> bytes:
    """The file that an address holds; empty where it holds none, or one that is damaged."""
    head = _ADDRESS.match(address.lstrip())
    if head is None:
        return b""
    content = address.lstrip()[head.end() :].encode("ascii", "replace")
    if b"%" in content:
        from urllib.parse import unquote_to_bytes

        content = unquote_to_bytes(content)
    try:
        return a2b_base64(content + b"==")  # what ends such an address may be left out
    except Error:
        return b""


def _told(found: Mapping[str, str], side: str) -> float:
    """A side in pixels, 0 where none is told."""
    styled = re.search(_SIDE % side, found.get("style", ""))
    told = styled or _TOLD.fullmatch(found.get(side, "").strip())
    return float(told[1]) if told else 0.0


def _letters(block: Block) -> int:
    """How many letters a block has, of what is content."""
    if isinstance(block, Paragraph):
        return 0 if block.aside else len("".join(block.text.text.split()))
    return sum(len(cell.text) for row in block.rows for cell in row) if isinstance(block, Grid) else 0


def _placed(seen: SeenPicture, tag: Span) -> tuple[list[Node], list[Stretch]]:
    """What was recognised with its places in the tag of its picture, and how surely each line of it."""
    room = _Room(tag, sum(len(line) + 1 for line in _lines(seen.flow)), seen)
    return [_moved(node, room) for node in seen.flow], room.stretches


class _Room:
    """A tag, which is shared out among the lines that were recognised in its picture, sign by sign and in their order.

    So each figure has a place of its own, by which it is told how surely it was recognised.

    Parameters:
        tag: its place.
        signs: how many there are in all, with one behind each line.
        seen: tells how surely they were recognised.
    """

    def __init__(self, tag: Span, signs: int, seen: SeenPicture) -> None:
        self.stretches: list[Stretch] = []
        self._tag = tag
        self._signs = signs
        self._seen = seen
        self._taken = 0

    def line(self, text: Chars) -> Chars:
        """The next line with its places; a blank cell, which may have been overlooked, is one too."""
        first, self._taken = self._taken, self._taken + len(text) + 1
        starts, ends = offsets(), offsets()
        for sign in range(first, self._taken):
            starts.append(self._at(sign))
            ends.append(max(self._at(sign + 1), starts[-1] + 1))
        confidence = self._seen.recognised.confidence(text.span()) if text.text else None
        self.stretches.append(Stretch(starts[0], ends[-1], confidence or 0.0))
        return Chars(text.text, (starts[:-1], ends[:-1]))

    def _at(self, sign: int) -> int:
        start, end = self._tag
        return start + sign * (end - start) // self._signs


def _lines(flow: Iterable[Node]) -> Iterator[Chars]:
    """What was recognised line by line, a blank cell being one with nothing in it."""
    for node in flow:
        if isinstance(node, FlowTable):
            yield from (cell.text() for group in node.groups for row in group for cell in row)
        elif isinstance(node, Paragraph):
            yield node.text


def _moved(node: Node, room: _Room) -> Node:
    if isinstance(node, FlowTable):
        table = FlowTable(node.aside)
        table.groups = [[[_moved_cell(cell, room) for cell in row] for row in group] for group in node.groups]
        return table
    return node._replace(text=room.line(node.text)) if isinstance(node, Paragraph) else node


def _moved_cell(cell: FlowCell, room: _Room) -> FlowCell:
    text = room.line(cell.text())
    moved = FlowCell(room.stretches[-1].start, cell.row_span, cell.column_span, cell.aside)
    if text.text:
        moved.flow.append(Paragraph(text))
    return moved
