"""Tables written with delimiters in plain lines: which lines form one, and where its cells are.

Only explicit delimiters count, the vertical bar and the tab. Tables whose cells are told apart by white
space or by their labels alone are left as lines, for a stage that knows the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from linter.model.document import LINE_ENDS


class SourceLine(NamedTuple):
    """One line, or what block marks leave of it: `text` stands in the source from `start` on."""

    start: int
    text: str


# As a line, without the name: there is one for each cell.
LinePiece = tuple[int, str]


class Rows(NamedTuple):
    """The rows of one table, to be read once: each cell is what stands between its delimiters, white space included.

    A row is cut in pieces when its turn comes, for there are hundreds of thousands of them in a large table.
    """

    rows: Iterable[list[LinePiece]]


# What a line can be part of. A bar is a line of nothing but delimiters; prose is too long to be a cell.
_PLAIN, _PROSE, _PIPES, _BAR, _TABS = range(5)
_LONGEST_CELL = 200
_NUMBERING = r"\s*(?:[(（]\s*\w{1,4}\s*[)）]|\w{1,4}\s*[、.．])\s*\t[^\t]*"  # a list item, not a row
_RULE = r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?"


def split_lines(source: str) -> Iterator[SourceLine]:
    """Every line that is not blank, without its line end."""
    start = 0
    for text in source.splitlines(keepends=True):
        if not text.isspace():
            yield SourceLine(start, text.rstrip(LINE_ENDS))
        start += len(text)


def is_rule(text: str) -> bool:
    """Whether a line is the rule under the header of a Markdown table."""
    return re.fullmatch(_RULE, text.strip()) is not None


def arrange(lines: Sequence[SourceLine], markdown: bool = False) -> Iterator[SourceLine | Rows]:
    """Group lines into tables, in order; a line that belongs to none comes as it is.

    Parameters:
        lines: lines that follow each other, blank ones left out.
        markdown: a bar at the left is always a border, `\\|` is no delimiter, rule lines are dropped.
    """
    kinds = [_kind(line.text) for line in lines]
    _mark_shared_bars(kinds)
    at = 0
    while at < len(lines):
        kind = kinds[at]
        end = at + 1
        rows: Iterator[list[LinePiece]] = iter(())
        if kind == _PIPES:
            end = _run(kinds, at, _PIPES)
            if end - at > 1:
                rows = _pipe_rows(lines[at:end], markdown)
        elif kind == _TABS:
            end = _run(kinds, at, _TABS)
            if end - at > 1 and any("\t" in line.text.strip() for line in lines[at:end]):
                rows = (_split(line, line.text, "\t") for line in lines[at:end])
        elif kind == _BAR or (kind == _PLAIN and kinds[at + 1 : at + 2] == [_BAR]):
            end = _alternating_run(kinds, at)
            if kinds[at:end].count(_BAR) > 1:
                rows = iter(_alternating_rows(lines[at:end], kinds[at:end]))
        first = next(rows, None)
        if first is not None:
            yield Rows(chain([first], rows))
        else:
            yield from lines[at:end]
        at = end


def _kind(text: str) -> int:
    if "|" in text:
        return _BAR if not text.replace("|", "").strip() else _PIPES
    if "\t" in text.lstrip() and not re.fullmatch(_NUMBERING, text.rstrip()):
        return _TABS
    return _PLAIN if len(text) <= _LONGEST_CELL else _PROSE


def _mark_shared_bars(kinds: list[int]) -> None:
    """Bars beside a line with cells of its own are blank cells of that table: they count as its rows."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = order.step
        for at in order:
            if kinds[at] == _BAR and kinds[at - step] == _PIPES:
                kinds[at] = _PIPES


def _run(kinds: list[int], start: int, kind: int) -> int:
    end = start
    while end < len(kinds) and kinds[end] == kind:
        end += 1
    return end


def _alternating_run(kinds: list[int], start: int) -> int:
    """The end of a run of bars and of plain lines each of which stands beside a bar."""
    end = start
    while end < len(kinds):
        beside = kinds[max(end - 1, start) : end + 2]
        if kinds[end] != _BAR and not (kinds[end] == _PLAIN and _BAR in beside):
            break
        end += 1
    return end


def _alternating_rows(lines: Sequence[SourceLine], kinds: list[int]) -> list[list[LinePiece]]:
    """Cells and bars on lines of their own: bars enclose a blank cell, two cells part two rows."""
    rows: list[list[LinePiece]] = [[]]
    before = _BAR
    for line, kind in zip(lines, kinds, strict=True):
        if kind == _BAR:
            for offset, character in enumerate(line.text, line.start):
                if character == "|":
                    if before == _BAR:
                        rows[-1].append((offset, ""))
                    before = _BAR
        else:
            if before != _BAR:
                rows.append([])
            rows[-1].append(line)
            before = kind
    return rows


def _pipe_rows(lines: Sequence[SourceLine], markdown: bool) -> Iterator[list[LinePiece]]:
    # A bar at the left is a border where most rows have one; where few have, it follows a blank cell.
    full = [line.text.lstrip() for line in lines if line.text.replace("|", "").strip()]
    bordered = markdown or 2 * sum(text.startswith("|") for text in full) > len(full)
    single = 2 * sum("|" not in text.strip().strip("|") for text in full) > len(full)
    for index, line in enumerate(lines):
        text = line.text
        if single and "||" in text and not text.replace("|", "").strip():
            continue  # one cell a line: so many bars are what a merged cell covers
        if markdown:
            # A row of single strokes says "no data", unless it stands where a rule does.
            if (index == 1 or "--" in text) and is_rule(text):
                continue
            text = text.replace("\\|", "  ")
        row = _split(line, text, "|")
        if len(row) > 1 and text.rstrip().endswith("|"):
            row.pop()
        if bordered and len(row) > 1 and text.lstrip().startswith("|"):
            del row[0]
        yield row


def _split(line: SourceLine, text: str, delimiter: str) -> list[LinePiece]:
    pieces: list[LinePiece] = []
    start = line.start
    for piece in text.split(delimiter):
        pieces.append((start, piece))
        start += len(piece) + 1
    return pieces
