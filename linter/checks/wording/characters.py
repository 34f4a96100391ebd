"""Checks of punctuation and script over the whole text: one finding a document, with the count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.model.diagnostics import Edit
from linter.model.document import Chars, Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.traditional import TRADITIONAL

_FULL_WIDTH = dict(zip(",;:?!()", "，；：？！（）", strict=True))
# Behind a Chinese character, a closing mark or a per cent sign. One behind a digit is a number's, a time's or a list's;
# one behind the numeral of a heading wants another mark than a full-width comma.
_STOP = r"(?<=[一-鿿》”’）】〕％%])\s?[,;:?!]|(?<=[)\"])[,;:?!](?=[一-鿿《“])"
_HEADING = r"\s*[一二三四五六七八九十]{1,3}\s*[,]"
_LONGEST_LOOK = 200  # characters behind a bracket among which a Chinese one is looked for
_NUMERAL = r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s*"

# characters that simplified texts use too, in names and a few words
_IN_BOTH = frozenset("乾於徵昇瞭甦祕傢倖佔裏著")
_TRADITIONAL = frozenset(TRADITIONAL) - _IN_BOTH
_FEWEST = 5  # of different ones: fewer may be names


def halfwidth_punctuation(context: Context, rule: Rule) -> Iterator[Finding]:
    """Chinese prose has full-width punctuation. What stands in an address or a file name is no punctuation."""
    if context.characters.isdisjoint(_FULL_WIDTH):
        return
    editable = context.editable
    marks = sorted(
        edit for line in context.lines for edit in _halfwidth(line.folded.chars, lambda one: not editable.is_name(one))
    )
    if marks:
        edits = sorted(edit for line in context.lines for edit in _halfwidth(line.folded.chars, editable.allows))
        title = f"把{len(edits)}处半角标点改为全角" if context.lang == "zh" else f"make {len(edits)} marks full-width"
        values = {"count": len(marks)}
        fix = fix_of(context, title, edits, "safe")
        yield Finding(Span(marks[0].start, marks[0].end), values, actual=len(marks), fix=fix)


def _halfwidth(chars: Chars, counts: Callable[[Edit], bool] = lambda edit: True) -> Iterator[Edit]:
    """The half-width marks in one line that count, as the edits that make them full-width.

    Two brackets that are a pair count both or not at all.
    """
    text = chars.text
    heading = re.match(_HEADING, text)
    for match in re.compile(_STOP).finditer(text, heading.end() if heading else 0):
        if counts(mark := _widened(chars, match.end() - 1)):
            yield mark
    open_at: list[int] = []
    chinese, numeral = re.compile("[一-鿿]"), re.compile(_NUMERAL)
    for match in re.finditer("[()（）]", text):
        at = match.start()
        if match[0] in "(（":
            open_at.append(at)
        elif open_at:
            begin = open_at.pop()
            inside = chinese.search(text, begin + 1, min(at, begin + 1 + _LONGEST_LOOK))
            if inside and not numeral.fullmatch(text, begin + 1, at):
                pair = [_widened(chars, place) for place in (begin, at) if text[place] in "()"]
                if all(map(counts, pair)):
                    yield from pair


def _widened(chars: Chars, at: int) -> Edit:
    return Edit(chars.starts[at], chars.ends[at], _FULL_WIDTH[chars.text[at]])


def traditional_script(context: Context, rule: Rule) -> Iterator[Finding]:
    """The text is in simplified characters."""
    different = context.characters & _TRADITIONAL
    if len(different) < _FEWEST:
        return
    texts = [line.folded.chars for line in context.lines]
    count = sum(character in different for chars in texts for character in chars.text)
    chars, at = next((chars, at) for chars in texts for at, sign in enumerate(chars.text) if sign in different)
    yield Finding(chars.span(at, at + 1), {"count": count, "first": chars.text[at]}, actual=count)


CHECKS = (
    Check(Kind("halfwidth-punctuation", ("count",)), halfwidth_punctuation),
    Check(Kind("traditional-script", ("count", "first")), traditional_script),
)
