"""The end of a report: signature, date, editors' lines and what of the page stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.model.document import Block, Paragraph
from linter.model.report import Title
from linter.parsing.line_tokens import Token
from linter.parsing.page_furniture import LONGEST_FURNITURE
from linter.reference.lexicon import Lexicon
from linter.text.folding import fold

_LONGEST_SIGNATURE = 30
_SENTENCE_END = "。"
_SENTENCE_MARKS = frozenset("。,;")


def signed_off(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Signature, date and editors' lines at the end made SIGN tokens, which are no section's content.

    So is what stands behind the date and is no sentence: links to other pages and the page's foot.
    """
    lines = [fold(token.block.text.text) if isinstance(token.block, Paragraph) else "" for token in tokens]
    foot = _start_of_foot(tokens, lines, lexicon)
    start = _start_of_signature(tokens, lines, foot, lexicon)
    return [*tokens[:start], *(token._replace(kind="SIGN") for token in tokens[start:])]


def _start_of_foot(tokens: Sequence[Token], lines: Sequence[str], lexicon: Lexicon) -> int:
    """The first line of a date or of editors below which there is no sentence; the end where there is none."""
    start = at = len(tokens)
    while at and tokens[at - 1].kind == "PROSE" and _may_be_foot(lines[at - 1]):
        at -= 1
        if lexicon.sign_off.search(lines[at]):
            start = at
    return start


def _start_of_signature(tokens: Sequence[Token], lines: Sequence[str], foot: int, lexicon: Lexicon) -> int:
    """The first of the lines above the foot that sign; one of any wording does so right above a date."""
    start = foot
    is_dated = start < len(tokens)
    while start and tokens[start - 1].kind == "PROSE" and _is_short(lines[start - 1]):
        line = lines[start - 1]
        has_date = lexicon.sign_off.search(line) is not None
        if not (has_date or lexicon.signature.search(line) or is_dated) or lexicon.statement.search(line):
            break
        is_dated = has_date
        start -= 1
    return start


def _may_be_foot(folded: str) -> bool:
    return len(folded) <= LONGEST_FURNITURE and _SENTENCE_END not in folded


def _is_short(folded: str) -> bool:
    return len(folded) <= _LONGEST_SIGNATURE and _SENTENCE_MARKS.isdisjoint(folded)


def signature(sign_off: Sequence[Block], lexicon: Lexicon) -> str | None:
    """The organ that signs, as it is written without white space; None where none does."""
    return next((name for block in sign_off if (name := _name(block, lexicon))), None)


def byline(front: Sequence[Block], title: Title | None, lexicon: Lexicon) -> str | None:
    """The organ that the line right below the report's title names behind a label; a name alone is the title's."""
    if title is None or title.span is None or not title.names_report:
        return None
    below = [block for block in front if isinstance(block, Paragraph) and block.text.starts[0] >= title.span.end]
    if not below:
        return None
    line = fold(below[0].text.text)
    return _name(below[0], lexicon) if _is_short(line) and not lexicon.title_subject.search(line) else None


def _name(block: Block, lexicon: Lexicon) -> str | None:
    """The organ that a line names, were it behind a label (编制单位：…)."""
    if not isinstance(block, Paragraph):
        return None
    name = fold(block.text.text)
    is_name = lexicon.signature.search(name) and not lexicon.sign_off.search(name)
    return re.sub(r"\s+", "", re.split("[:：]", block.text.text)[-1]) if is_name else None
