"""Fixes: edits of a source that a check offers, and what a source becomes by them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from linter.model.diagnostics import Edit, Fix
from linter.model.document import Chars
from linter.model.records import NamedTuple
from linter.text.folding import label_key

# Longer texts are no label and no heading; comparing two takes time in the product of their lengths.
_LONGEST = 120
_LINE_ENDS = ("\n", "\r")


class Respelling(NamedTuple):
    """Edits that give a text another wording, and how many letters they change."""

    edits: tuple[Edit, ...]
    letters: int


def rewritten(chars: Chars, text: str) -> tuple[Edit, ...] | None:
    """Edits that put `text` in the place of `chars` (not empty), letter for letter, and leave all between them alone.

    What stands in one stretch of the source is one edit. None where the letters cannot be spread over several.
    """
    starts, ends = chars.starts, chars.ends
    letters = [at for at, sign in enumerate(chars.text) if not sign.isspace()]
    if _is_whole(chars) and (len(letters) == len(chars) or not letters):
        return (Edit(starts[0], ends[-1], text),)
    if len(letters) == len(text):
        pairs = ((at, letter) for at, letter in zip(letters, text, strict=True) if chars.text[at] != letter)
        return tuple(Edit(starts[at], ends[at], letter) for at, letter in pairs) or None
    shorter = min(len(letters), len(text))
    first = next((at for at in range(shorter) if chars.text[letters[at]] != text[at]), shorter)
    same = (at for at in range(shorter - first) if chars.text[letters[-1 - at]] != text[-1 - at])
    last = next(same, shorter - first)
    differing, by = letters[first : len(letters) - last], text[first : len(text) - last]
    if not differing:
        place = ends[letters[first - 1]] if first else starts[letters[0]]
        return (Edit(place, place, by),)
    middle = chars[differing[0] : differing[-1] + 1]
    return (Edit(middle.starts[0], middle.ends[-1], by),) if _is_whole(middle) else None


def _is_whole(chars: Chars) -> bool:
    """Whether a text stands in the source as it is read, with nothing between its signs."""
    start, end = chars.span()
    return end - start == len(chars) and chars.starts[-1] - start == len(chars) - 1


def respelled(chars: Chars, wanted: str) -> Respelling | None:
    """The fewest edits that give a label or heading the letters of `wanted`.

    Numbering marks, brackets and white space stay as they are written. None where the two have other digits, as a
    figure is never changed, for long texts, and where markup would have to change.
    """
    if max(len(chars), len(wanted)) > _LONGEST:
        return None
    found, target = _letters(chars.text), _letters(wanted)
    if _digits(found) != _digits(target):
        return None
    from difflib import SequenceMatcher

    edits: list[Edit] = []
    letters = 0
    matcher = SequenceMatcher(None, [one for one, _ in found], [one for one, _ in target], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        letters += max(end - start, last - first)
        text = wanted[target[first][1] : target[last - 1][1] + 1] if last > first else ""
        if end > start:
            changed = rewritten(chars[found[start][1] : found[end - 1][1] + 1], text)
            if changed is None:
                return None
            edits.extend(changed)
        elif found:
            at = chars.starts[found[start][1]] if start < len(found) else chars.ends[found[-1][1]]
            edits.append(Edit(at, at, text))
    return Respelling(tuple(edits), letters) if edits else None


def _letters(text: str) -> list[tuple[str, int]]:
    """The letters that are compared of a text, each with its position."""
    return [(letter, at) for at, sign in enumerate(text) for letter in label_key(sign)]


def _digits(letters: list[tuple[str, int]]) -> list[str]:
    return [letter for letter, _ in letters if letter.isdigit()]


def applied(source: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The source with fixes applied, and how many were.

    A fix is applied whole or not at all: one that touches what an earlier one edits is left for another pass, one
    that reaches over a line is no safe fix.

    Raises:
        ValueError: an edit lies outside the source.
    """
    taken: list[Edit] = []
    count = 0
    for fix in fixes:
        if fix.edits and all(_is_free(edit, taken) and _is_in_a_line(edit, source) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken, edit)
            count += 1
    parts: list[str] = []
    at = 0
    for edit in taken:
        parts += source[at : edit.start], edit.text
        at = edit.end
    return "".join([*parts, source[at:]]), count


def _is_free(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit touches none of those taken, which are in order and touch each other nowhere."""
    index = bisect_left(taken, edit)
    beside = taken[max(0, index - 1) : index + 1]
    return all(edit.start != other.start and (edit.end <= other.start or other.end <= edit.start) for other in beside)


def _is_in_a_line(edit: Edit, source: str) -> bool:
    if not 0 <= edit.start <= edit.end <= len(source):
        raise ValueError(f"an edit outside the source: {edit}")
    removed = source[edit.start : edit.end]
    return not any(sign in removed or sign in edit.text for sign in _LINE_ENDS)
