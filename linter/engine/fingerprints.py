"""Fingerprints: what a finding is known by in another run, wherever its lines have moved to.

A finding in a table is told by its code, the cells that were checked and what stands there; one in the text by its
code, the part of the report, the sentence that it stands in and what was found. Neither lines nor the file's name,
format or layout take part.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from zlib import crc32

from linter.model.diagnostics import Diagnostic
from linter.model.document import Chars, Document, Paragraph, Span
from linter.text.folding import fold
from linter.text.masks import NONE, Masks

_SENTENCE_ENDS = "。；！？;!?"
_FARTHEST = 60  # so much of a sentence is looked at on either side


def fingerprinted(
    found: Iterable[tuple[Diagnostic, Span | None]], document: Document, masks: Masks = NONE
) -> Iterator[Diagnostic]:
    """The diagnostics with their fingerprints, of which each occurs once.

    Args:
        found: each with its place where it stands in running text, None where it stands in a table or nowhere.
        document: what they were found in.
        masks: the numbers of persons in it, which a fingerprint must not let anyone try out.
    """
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    paragraphs.sort(key=lambda text: text.starts[0])
    starts = [text.starts[0] for text in paragraphs]
    seen: Counter[str] = Counter()
    for diagnostic, span in found:
        place = " ".join(diagnostic.cells) or f"{diagnostic.section}/{diagnostic.expected}"
        quoted = ""
        if span is not None and diagnostic.actual is not None:
            number = bisect_right(starts, span.start) - 1
            quoted = _sentence(paragraphs[number], span, masks) if number >= 0 else ""
        text = "|".join((diagnostic.code, place, "".join(str(diagnostic.actual).split()), quoted))
        seen[text] += 1
        if seen[text] > 1:
            text += f"|{seen[text]}"
        yield diagnostic._replace(fingerprint=f"{diagnostic.code}-{crc32(text.encode()):08x}")


def _sentence(chars: Chars, span: Span, masks: Masks) -> str:
    """The sentence at a place, folded; empty where the place is behind the paragraph."""
    at = bisect_left(chars.starts, span.start)
    if at >= len(chars):
        return ""
    start = max(0, at - _FARTHEST)
    text = masks.chars(chars[start : at + _FARTHEST])
    before, after = text[: at - start], text[at - start :]
    start = max(before.rfind(end) for end in _SENTENCE_ENDS) + 1
    stop = min((place for end in _SENTENCE_ENDS if (place := after.find(end)) >= 0), default=len(after))
    return fold(before[start:] + after[:stop])
