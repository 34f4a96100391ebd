"""Lines put together to the paragraphs that they were wrapped from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Page
from linter.readers.fixed_layout.text_lines import TextLine

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章部条]")
_ENDS = "。！？；：:.!?;"
_FEW = 3
_LEAST_WIDTH = 0.7  # of a page, where text ends at the right
_SLACK = 2.4  # letters that a full line may lack: what may not be broken goes to the next
_INDENT = 1.0
_CENTRED = 0.6
_LEADING = 2.6  # from line to line, in widths of a letter, where a file does not show its own
_WIDER = 1.35
_SAME_SIZE = 0.12


class Margins(NamedTuple):
    """Where lines of text begin and end on a page, and how far lines of each size are apart."""

    left: float
    right: float
    leading: dict[int, float]


def margins(pages: Sequence[Page], lines: Sequence[Sequence[TextLine]]) -> list[Margins]:
    """The margins of each page, by all pages as wide as it."""
    by_width: dict[int, list[Sequence[TextLine]]] = {}
    for page, found in zip(pages, lines, strict=True):
        by_width.setdefault(round(page.read.size[0]), []).append(found)
    known = {width: _margins(found, width) for width, found in by_width.items()}
    return [known[round(page.read.size[0])] for page in pages]


def _margins(pages: Sequence[Sequence[TextLine]], width: int) -> Margins:
    lines = [line for page in pages for line in page]
    prose = [line for line in lines if not line.is_spaced] or lines
    if not prose:
        return Margins(0.0, 0.0, {})
    em = sorted(line.em for line in prose)[len(prose) // 2]
    ends = [line.box.x1 for line in prose]
    right = max(_agreed(ends, em))
    if right < _LEAST_WIDTH * width:
        right = max(ends)  # short lines alone happen to agree
    if right < _LEAST_WIDTH * width:
        right = float(width)  # there are short lines alone, and none of them is full
    full = [line.box.x0 for line in prose if line.box.x1 > right - _SLACK * line.em]
    left = min(_agreed(full or [line.box.x0 for line in prose], em))
    return Margins(left, right, _leading(pages))


def _agreed(values: Sequence[float], em: float) -> list[float]:
    """The values on which several lines agree within a letter; all where none do."""
    counts = Counter(round(value / em) for value in values)
    return [v for v in values if sum(counts[round(v / em) + step] for step in (-1, 0, 1)) >= _FEW] or list(values)


def _leading(pages: Sequence[Sequence[TextLine]]) -> dict[int, float]:
    """How far below each other lines of one size mostly stand, by the size."""
    steps: dict[int, Counter[int]] = {}
    for page in pages:
        for above, below in pairwise(page):
            if _same_size(above, below):
                steps.setdefault(round(above.em), Counter())[round(below.box.bottom - above.box.bottom)] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items() if max(counts.values()) >= _FEW}


def paragraphs(lines: Sequence[tuple[int, TextLine]], known: Sequence[Margins]) -> Iterator[list[tuple[int, TextLine]]]:
    """Lines that follow each other, each with its page (from 1), in groups of one paragraph each."""
    group: list[tuple[int, TextLine]] = []
    for page, line in lines:
        if group and not _goes_on(*group[-1], page, line, known):
            yield group
            group = []
        group.append((page, line))
    if group:
        yield group


def _goes_on(page: int, line: TextLine, next_page: int, following: TextLine, known: Sequence[Margins]) -> bool:
    """Whether the second line goes on with the sentence of the first: that is full, and this is not indented."""
    here, there = known[page - 1], known[next_page - 1]
    em = line.em
    if line.is_spaced or following.is_spaced or not _same_size(line, following):
        return False
    if line.box.x1 < here.right - _SLACK * em:
        return False
    if page == next_page:
        usual = here.leading.get(round(em), _LEADING * em)
        if following.box.bottom - line.box.bottom > _WIDER * usual:
            return False
    ended = line.text[-1] in _ENDS
    if _NUMBERED.match(following.text) and (ended or _NUMBERED.match(line.text)):
        return False
    if following.box.x0 <= there.left + _INDENT * em:
        return True
    if ended or _NUMBERED.match(line.text):
        return False
    aligned = abs(following.box.x0 - line.box.x0) < _CENTRED * em
    middles = [(box.x0 + box.x1) / 2 for box in (line.box, following.box)]
    return aligned or (page == next_page and abs(middles[0] - middles[1]) < _CENTRED * em)


def _same_size(first: TextLine, second: TextLine) -> bool:
    return abs(first.em - second.em) <= _SAME_SIZE * max(first.em, second.em)
