"""Unified diffs of texts whose lines were changed one by one, none added and none removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.notices.harmless import quoted_name

_CONTEXT = 3
_NO_LINE_END = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff, each with a line end; none where nothing differs.

    Linear in the length of the texts: that the lines correspond needs no search.
    """
    newline = "\n" if "\n" in before or "\r" not in before else "\r"
    old, new = before.split(newline), after.split(newline)
    changed = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return
    named = quoted_name(path)
    yield f"--- {named}\n"
    yield f"+++ {named}\n"
    last = len(old) - 1
    length = last if not old[last] else last + 1  # behind the last line end stands no line
    for group in _groups(changed):
        start, stop = max(0, group[0] - _CONTEXT), min(length, group[-1] + 1 + _CONTEXT)
        place = f"{start + 1},{stop - start}"
        yield f"@@ -{place} +{place} @@\n"
        at = start
        while at < stop:
            end = at
            while end < stop and old[end] != new[end]:
                end += 1
            if end == at:
                yield from _line(" ", old, at)
                at += 1
                continue
            for number in range(at, end):
                yield from _line("-", old, number)
            for number in range(at, end):
                yield from _line("+", new, number)
            at = end


def _groups(changed: Sequence[int]) -> Iterator[list[int]]:
    """Line numbers in groups whose contexts do not touch."""
    group = [changed[0]]
    for number in changed[1:]:
        if number - group[-1] - 1 > 2 * _CONTEXT:
            yield group
            group = []
        group.append(number)
    yield group


def _line(sign: str, lines: Sequence[str], number: int) -> Iterator[str]:
    yield f"{sign}{lines[number]}\n"
    if number == len(lines) - 1:
        yield _NO_LINE_END
