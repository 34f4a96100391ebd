"""Which pictures beside a text are looked at: those as large as a table, and not seals, marks and photographs."""

from __future__ import annotations

SHEET = 595.0  # points: the width of a sheet
_OF_WIDTH = 0.4  # of a page's: what is narrower is a seal or a mark
_LOWEST = 60.0  # points: a table has a header and a row


def may_hold_table(width: float, height: float, page_width: float) -> bool:
    """Whether a picture is as large as a table is, in points; one whose size is not told may be."""
    return (not width or width >= _OF_WIDTH * page_width) and (not height or height >= _LOWEST)
