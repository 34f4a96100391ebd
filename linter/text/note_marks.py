"""Marks that lead to a note: raised digits and the like. They are no digits of the figure that they stand behind.

Readers write what a page raises (`<sup>`, a run of Word in superscript) with the signs that Unicode has for it, so that
it is told apart in every format alike, and keeps its place: one sign for one sign.
"""

from __future__ import annotations

import re

_PLAIN = "0123456789()[]（）［］〔〕【】+-,，、*①②③④⑤⑥⑦⑧⑨注abcde"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾⁺⁻˒˒˒⁎¹²³⁴⁵⁶⁷⁸⁹㊟ᵃᵇᶜᵈᵉ"
_TO_RAISED = str.maketrans(_PLAIN, _RAISED)
_MARK = re.compile(f"[{re.escape(_PLAIN)}†‡\\s]+")

SIGNS = "".join(dict.fromkeys(f"{_RAISED}†‡"))
"""All signs that are such a mark wherever they stand."""


def raised(text: str) -> str:
    """What is raised in a text, as raised signs where all of it can be the mark of a note; else as it is."""
    return text.translate(_TO_RAISED) if _MARK.fullmatch(text) else text
