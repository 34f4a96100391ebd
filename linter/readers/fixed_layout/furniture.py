"""Page numbers and the lines that run along the head or foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Page
from linter.readers.fixed_layout.text_lines import TextLine

_MARGIN = 0.13  # of the page's height: where heads and feet stand
_EDGE = 26.0  # nearer to the edge of the paper than this is no text
_OUTERMOST = 3
_SAME_PLACE = 5.0
_PAGE_NUMBER = re.compile(
    r"(?:第|Page|P\.?)?[-—－–·•.\s~～]*(?:\d{1,4}|[ivxl]{1,6})[-—－–·•.\s~～]*(?:页|(?:/|页?[,，]?共|of)\s*\d{1,4}\s*页?)?",
    re.I,
)
_DIGITS = re.compile(r"\d+")


class Content(NamedTuple):
    """The lines of one page: those that are text, and those that are not."""

    lines: list[TextLine]
    furniture: list[TextLine]


def set_apart(pages: Sequence[Page], lines: Sequence[Sequence[TextLine]]) -> list[Content]:
    """For each page its text without page numbers and running heads and feet.

    Args:
        pages: the pages.
        lines: the lines of each outside tables, from top to bottom.
    """
    margins = [_in_margins(page, found) for page, found in zip(pages, lines, strict=True)]
    times = Counter(key for page, found in zip(pages, margins, strict=True) for key in {_key(page, x) for x in found})
    contents = []
    for page, found, marginal in zip(pages, lines, margins, strict=True):
        furniture = [
            line
            for line in marginal
            if _is_at_edge(page, line)
            or _PAGE_NUMBER.fullmatch("".join(line.text.split()))
            or _runs(times[_key(page, line)], len(pages))
        ]
        aside = set(map(id, furniture))
        contents.append(Content([line for line in found if id(line) not in aside], furniture))
    return contents


def _runs(times: int, pages: int) -> bool:
    """Whether a line that stands on so many pages is on enough of them: on most, or on those of one side."""
    return times > 1 and (2 * times > pages or (times > 2 and 3 * times > pages))


def _in_margins(page: Page, lines: Sequence[TextLine]) -> list[TextLine]:
    height = page.read.size[1]
    head = [line for line in lines[:_OUTERMOST] if line.box.bottom < _MARGIN * height]
    foot = [line for line in lines[-_OUTERMOST:] if line.box.top > (1 - _MARGIN) * height]
    return head + foot


def _is_at_edge(page: Page, line: TextLine) -> bool:
    return line.box.bottom < _EDGE or line.box.top > page.read.size[1] - _EDGE


def _key(page: Page, line: TextLine) -> tuple[str, int]:
    """What is the same of a running line on every page: its text but for numbers, and how far from the edge it is."""
    from_top, from_foot = line.box.top, page.read.size[1] - line.box.bottom
    place = from_top if from_top < from_foot else -from_foot
    return _DIGITS.sub("#", "".join(line.text.split())), round(place / _SAME_PLACE)
