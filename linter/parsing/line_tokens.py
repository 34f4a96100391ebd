"""The lines of a report as tokens of its grammar: headings of four levels, prose, tables and pictures."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from linter.forms.form import Form, Part
from linter.model.document import Block, Chars, Grid, Paragraph
from linter.model.records import NamedTuple
from linter.text.folding import fold, label_key
from linter.text.headings import Heading, heading, otherwise_numbered

_LONGEST_TITLE = 40  # characters of a prescribed title, with signs around it
_FEWEST_BEHIND = 6  # signs behind a prescribed title that are text and no part of a longer title
_LENGTHENS = frozenset("和及与、的（(")  # a title: what begins with one of these is no text
_STOPS = frozenset("，。；：")
_FEWEST_TITLED = 3  # headings of one style with prescribed titles that make it the first level
_TERMINALS = {1: "PART", 2: "CLAUSE", 3: "ITEM", 4: "SUBITEM"}
_LEVELS = {"chapter": 1, "part": 1, "clause": 2, "item": 3, "subitem": 4}
_LEVELS_BELOW_CHAPTERS = {"chapter": 1, "part": 2, "clause": 3, "item": 4, "subitem": 4}


class Token(NamedTuple):
    """One line for the grammar: its kind (a terminal of report.lark), its block, and its heading if it is one."""

    kind: str
    block: Block
    heading: Heading | None = None


def tokens_of(blocks: Sequence[Block], headings: Mapping[int, Heading], form: Form) -> list[Token]:
    """The tokens of a report in its order.

    Args:
        blocks: the report's, without the page's.
        headings: those found among the blocks, by the blocks' ids.
        form: whose parts tell at what level a heading stands.
    """
    levels = _levels(headings, form)
    points = _points_of_first_style(list(headings.values()), levels, form)
    of_all = _parts_titled(headings.values(), form)
    of_first_level = _parts_titled((head for head in headings.values() if levels[head.style] == 1), form)
    unnumbered = [part for part in form.parts if form.ordered and part not in of_all]
    tokens: list[Token] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            tokens.append(Token("TABLE" if isinstance(block, Grid) else "PICTURE", block))
            continue
        head = _otherwise_numbered(block, unnumbered) or headings.get(id(block))
        if head is None:
            tokens.append(Token("PROSE", block))
            continue
        level = levels[head.style] + (id(head) in points)
        head = _cut_behind_title(block, head, form)
        if level > 1 and _is_part_in_place(head, form, of_first_level):
            level = 1
        tokens.append(Token(_TERMINALS[level], block, head))
        if head.body is not None:
            body: Chars | None = head.body
            first = heading(head.body) if level == 1 else None
            if first is not None and first.style == "clause" and first.value == 1 and levels["clause"] > 1:
                tokens.append(Token(_TERMINALS[levels["clause"]], block, first))
                body = first.body
            if body is not None:
                tokens.append(Token("PROSE", Paragraph(body)))
    return tokens


def _cut_behind_title(block: Paragraph, head: Heading, form: Form) -> Heading:
    """A heading with the text that runs on behind its prescribed title without a sign between."""
    if not form.ordered or (head.body is None and _STOPS.isdisjoint(head.chars.text)):
        return head
    part = next((part for part in form.parts if head.title.startswith(part.title)), None)
    behind = head.title[len(part.title) :] if part else ""
    if part is None or len(behind) < _FEWEST_BEHIND or behind[0] in _LENGTHENS:
        return head
    end = block.text.text.find(part.title) + len(part.title)
    return head._replace(title=part.title, chars=block.text[:end].strip(), body=block.text[end:].strip())


def _levels(headings: Mapping[int, Heading], form: Form) -> Mapping[str, int]:
    """The level of each style of numbering in this report.

    一、 is 1, （一） is 2, 1. is 3, （1） is 4. Where 第一部分 stands above 一、 each moves down by one; where
    nothing is numbered 一、 and another style bears the prescribed titles, or begins the report with the first of them,
    that one is the first level.
    """
    styles = {head.style for head in headings.values()}
    if "chapter" in styles:
        return _LEVELS_BELOW_CHAPTERS
    if "part" in styles:
        return _LEVELS
    titled = Counter(head.style for head in headings.values() if _bears_title(head, form))
    style, count = next(iter(titled.most_common(1)), ("part", 0))
    if count < _FEWEST_TITLED:
        first = next(iter(headings.values()), None)
        if first is None or not _begins_report(first, form):
            return _LEVELS
        style = first.style
    return {other: 1 if other == style else max(2, level) for other, level in _LEVELS.items()}


def _points_of_first_style(heads: Sequence[Heading], levels: Mapping[str, int], form: Form) -> set[int]:
    """The ids of headings that are numbered as the parts are and stand below them, where those are not numbered 一、.

    A heading without a prescribed title is a part only where its number is missing between those that have one, or
    where it goes on with the numbers of the parts behind the last of them.
    """
    first = [head for head in heads if levels[head.style] == 1 and head.style not in ("chapter", "part")]
    titled = [at for at, head in enumerate(first) if _bears_title(head, form)]
    points: set[int] = set()
    last: int | None = None  # the number of the part before
    for at, head in enumerate(first):
        if _bears_title(head, form) or head.value is None:
            last = head.value
            continue
        behind = bisect(titled, at)
        follows = behind > 0 and last == head.value - 1
        precedes = behind == len(titled) or first[titled[behind]].value == head.value + 1
        if titled and not (follows and precedes):
            points.add(id(head))
        else:
            last = head.value
    return points


def _begins_report(head: Heading, form: Form) -> bool:
    return form.ordered and head.value == 1 and form.part_with_title(label_key(head.title)) is form.parts[0]


def _bears_title(head: Heading, form: Form) -> bool:
    if form.part_with_title(label_key(head.title)) is not None:
        return True
    return not form.ordered and form.part_about(fold(head.title)) is not None


def _parts_titled(headings: Iterable[Heading], form: Form) -> set[Part | None]:
    """The parts whose titles headings bear (None for those that bear none)."""
    return {form.part_with_title(label_key(head.title)) for head in headings}


def _is_part_in_place(head: Heading, form: Form, of_first_level: Collection[Part | None]) -> bool:
    """Whether a heading numbered as if it stood lower bears a part's title and number, and no other one does."""
    part = form.part_with_title(label_key(head.title)) if form.ordered else None
    return part is not None and part not in of_first_level and form.parts.index(part) + 1 == head.value


def _otherwise_numbered(block: Paragraph, parts: Sequence[Part]) -> Heading | None:
    """A prescribed title without a number or with an unusual one: nothing but that, and of a part not yet seen."""
    if not parts or len(block.text) > _LONGEST_TITLE:
        return None
    for head in (Heading("part", "", None, block.text.text, block.text), otherwise_numbered(block.text)):
        if head is not None and any(part.has_title(label_key(head.title)) for part in parts):
            return head
    return None
