"""How a draft looks, whatever file it is: the page and the letters of official documents (GB/T 9704-2012, 5 and 7)."""

from __future__ import annotations

from collections.abc import Mapping

from linter.cli.drafts.layout import TEXT_WIDTH
from linter.model.records import NamedTuple

PAGE = (210, 297)
"""A4, in millimetres, as are the margins."""
TOP, LEFT, TEXT_HEIGHT = 37, 28, 225
RIGHT, BOTTOM = PAGE[0] - LEFT - TEXT_WIDTH, PAGE[1] - TOP - TEXT_HEIGHT


class Look(NamedTuple):
    """The letters of a kind of line: typeface, size and distance of lines in points, and how it is set.

    `indent` is that of the first line, in letters; `level` the one that a heading has in the outline.
    """

    face: str
    size: float
    leading: float
    is_centred: bool = False
    indent: int = 0
    level: int = 0


LOOKS: Mapping[str, Look] = {
    "title": Look("方正小标宋简体", 22, 35, is_centred=True),
    "heading": Look("黑体", 16, 28, indent=2, level=1),
    "subheading": Look("楷体_GB2312", 16, 28, indent=2, level=2),
    "text": Look("仿宋_GB2312", 16, 28, indent=2),
    "cell": Look("仿宋_GB2312", 9, 12, is_centred=True),
    "number": Look("宋体", 14, 14, is_centred=True),
}
"""By the kind of a line; `cell` is a line in a table, `number` that of a page."""

CELL_MARGIN, ROW_HEIGHT = 0.5, 6
"""In millimetres: to the left and the right of what stands in a cell; the least height of a row."""
