"""Sketches of texts, by which texts that are nearly the same are found among many.

The sketch of a text are the smallest hashes of its shingles (Broder, 1997: bottom-k sketches). The share of hashes that
two sketches have in common is about the share of shingles that both texts have. One hash for each shingle is enough, so
no library for numbers is needed: the usual one for MinHash brings numpy and scipy into every process that checks.
"""

from __future__ import annotations

import re
from heapq import nsmallest
from zlib import crc32

from linter.model.facts import SketchedText
from linter.text.folding import fold

SIZE = 16  # bounds the work: hashes of a sketch
_SHINGLE = 6  # bounds the work: signs; two of one wording share most of these, two of one subject hardly any
_SHORTEST = 40  # signs; shorter paragraphs are set phrases


def sketched(text: str, organ: str) -> SketchedText | None:
    """The sketch of a paragraph without figures, punctuation and the organ's own name; None of a short one."""
    folded = fold(text)
    signs = re.sub(r"[\d\W_]+", "", folded.replace(fold(organ), "") if organ else folded)
    if len(signs) < _SHORTEST:
        return None
    data = signs.encode("utf-32-le", "replace")
    step = len(data) // len(signs)
    hashes = {crc32(data[at : at + _SHINGLE * step]) for at in range(0, len(data) - _SHINGLE * step + 1, step)}
    return SketchedText(len(signs), tuple(nsmallest(SIZE, hashes)))
