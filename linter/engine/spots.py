"""Where paragraphs stand as a person counts them: by the headings above, and those with text below the last of these.

The number that a paragraph has in a Word file counts empty ones and what stands for tables, so nobody finds it by that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

from linter.model.diagnostics import Spot
from linter.model.document import Block, Grid, Paragraph, Span
from linter.model.report import Report, Section

_PRINTED = {"chapter": "{}", "part": "{}", "clause": "（{}）", "item": "{}.", "subitem": "（{}）"}


class Spots:
    """The spots of one report."""

    def __init__(self, report: Report) -> None:
        known = sorted(_spots(report), key=lambda entry: entry[0])
        self._starts = [start for start, _ in known]
        self._spots = [spot for _, spot in known]

    def spot(self, span: Span) -> Spot | None:
        """That of a place; None before everything that is said."""
        index = bisect_right(self._starts, span.start) - 1
        return self._spots[index] if index >= 0 else None


def _spots(report: Report) -> Iterator[tuple[int, Spot]]:
    """Each paragraph and table with where it begins. What signs a report stands under its last heading, as it looks."""
    yield from _below((), report.front)
    last = report.sections[-1] if report.sections else None
    while last is not None and last.children:
        last = last.children[-1]
    for section in report.sections:
        yield from _of_section(section, (), last, report.sign_off)
    if last is None:
        yield from _below((), report.sign_off)


def _of_section(
    section: Section, above: tuple[str, ...], last: Section | None, sign_off: tuple[Block, ...]
) -> Iterator[tuple[int, Spot]]:
    number = _PRINTED[section.style].format(section.number) if section.number else f"“{section.title}”"
    above = (*above, number)
    yield section.heading.starts[0], Spot(above)
    yield from _below(above, chain(section.blocks, sign_off if section is last else ()))
    for child in section.children:
        yield from _of_section(child, above, last, sign_off)


def _below(above: tuple[str, ...], blocks: Iterable[Block]) -> Iterator[tuple[int, Spot]]:
    ordinal = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.text.strip():
            ordinal += 1
            yield block.text.starts[0], Spot(above, ordinal)
        elif isinstance(block, Grid) and block.size:
            yield block.span.start, Spot(above, ordinal, block.number)
