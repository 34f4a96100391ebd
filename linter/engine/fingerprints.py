"""Fingerprints: what a finding is known by in another run, wherever its lines have moved to.

A finding in a table is told by its code, the cells that were checked and what stands there; one in the text by its
code, the part of the report, what was found and what should stand there. Neither lines nor the file's name, format or
layout take part, nor the rest of the sentence, of which another word may be put right, nor the number that the part
bears, which may be wrong itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

from linter.model.diagnostics import Diagnostic
from linter.model.document import Span


def fingerprinted(found: Iterable[Diagnostic], part: Callable[[Span | None], str | None]) -> Iterator[Diagnostic]:
    """The diagnostics, in order, with their fingerprints, of which each occurs once.

    Args:
        found: as they are told, with numbers of persons masked, which a fingerprint must not let anyone try out.
        part: names the part of the report that a place stands in.
    """
    seen: Counter[str] = Counter()
    for diagnostic in found:
        place = " ".join(diagnostic.cells) or f"{part(diagnostic.span)}/{diagnostic.expected}"
        text = "|".join((diagnostic.code, place, "".join(str(diagnostic.actual).split())))
        seen[text] += 1
        if seen[text] > 1:
            text += f"|{seen[text]}"
        yield diagnostic._replace(fingerprint=f"{diagnostic.code}-{crc32(text.encode()):08x}")
