"""Checks of the prescribed parts: there, in order, under their titles, not empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from linter.checks.check import Check
from linter.checks.context import Context, text_of
from linter.checks.finding import Finding, Undecided
from linter.forms.form import Part
from linter.forms.ordering import longest_rising
from linter.model.diagnostics import Fix
from linter.model.document import Block, Chars, Grid, Paragraph
from linter.model.report import Section
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.edits import rewritten
from linter.text.folding import fold, label_key
from linter.text.numbers import chinese_numeral

_LONGEST_TITLE = 32
_BEGINNING = 80  # bounds the work: signs of a paragraph in which it mostly shows that it says more than a heading
_NO_TITLE = re.compile(r"[。,;?!|]|\D\d|(年报|报告)$")
_CLAUSE = re.compile(r"[^。,;]+")
TABLES_ALONE = Undecided(
    {"zh": "工作簿里只有表格，没有报告的文字", "en": "the workbook holds the tables without the text of the report"}
)


def required_parts(context: Context, rule: Rule) -> Iterable[Finding | Undecided]:
    """Every required part is there: as a part of its own where the form prescribes them, else as a subject."""
    if context.attachment is not None:
        return
    if context.has_tables_alone:
        yield TABLES_ALONE
        return
    title = context.report.title
    title_span = title.span if title else None
    for index, part in enumerate(context.form.parts):
        if not part.required or _is_there(context, part):
            continue
        span = context.place_of(part.key) if context.form.ordered else title_span
        values = {"part": part.title, "number": chinese_numeral(index + 1)}
        yield Finding(span, values, "numbered" if context.form.ordered else None, expected=part.title)


def _is_there(context: Context, part: Part) -> bool:
    report = context.report
    if report.part(part.key) is not None:
        return True
    if context.form.ordered:
        return False
    headings = (fold(child.title) for section in report.sections for child in section.walk())
    if any(re.search(part.subject, heading) for heading in headings):
        return True
    blocks = [block for section in report.sections for block in section.all_blocks()] or report.front
    texts = [fold(chars.text) for block in blocks for chars in _texts(block)]
    if any(_is_title(text) and re.search(part.subject, text) for text in texts):
        return True
    if part.text is None:
        return False
    return any(re.search(part.text, piece) for text in texts for piece in (text, *_CLAUSE.findall(text)))


def _texts(block: Block) -> Iterator[Chars]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Grid):
        yield from (cell.text for row in block.rows for cell in row)


def _is_title(folded: str) -> bool:
    """Whether a line that is not numbered may be the heading of a part."""
    return len(folded) <= _LONGEST_TITLE and _NO_TITLE.search(folded) is None


def part_order(context: Context, rule: Rule) -> Iterable[Finding]:
    """The parts come in the prescribed order, each once, and no other report stands behind them."""
    if (further := context.report.further) is not None:
        yield Finding(further.span, {"part": further.text, "after": ""}, "further", actual=further.text)
    if not context.form.ordered:
        return
    order = [part.key for part in context.form.parts]
    sections = [section for section in context.report.sections if section.part is not None]
    ranks = [order.index(section.part) for section in sections if section.part]
    kept = longest_rising(ranks)
    first: dict[int, Section] = {}
    for index, section in enumerate(sections):
        earlier = first.get(ranks[index])
        first.setdefault(ranks[index], section)
        if index in kept:
            continue
        if earlier is not None and earlier.value == section.value:
            continue  # the same number twice: heading-numbering speaks of it
        before = order[ranks[index] - 1] if ranks[index] else None
        yield Finding(
            section.heading.span(),
            {"part": section.title, "after": context.numbered(before) if before else "标题"},
            "doubled" if earlier is not None else None,
            actual=section.title,
        )


def part_title(context: Context, rule: Rule) -> Iterable[Finding]:
    """A part's title is the prescribed one or an accepted variant, and that of one part."""
    for section, part in misnamed_parts(context):
        if section.merged:
            titles = [context.form.part(key).title for key in (part.key, *section.merged)]
            values = {"title": section.title, "expected": "”“".join(titles)}
            yield Finding(section.heading.span(), values, "merged", expected="；".join(titles), actual=section.title)
            continue
        values = {"title": section.title, "expected": part.title}
        yield Finding(
            section.heading.span(),
            values,
            expected=part.title,
            actual=section.title,
            fix=_title_fix(section, part.title, context.lang),
        )


def misnamed_parts(context: Context) -> Iterator[tuple[Section, Part]]:
    """The parts whose title is neither the prescribed one nor an accepted variant."""
    if not context.form.ordered:
        return
    for section in context.report.sections:
        if section.part is not None and not (part := context.form.part(section.part)).has_title(
            label_key(section.title)
        ):
            yield section, part


def _title_fix(section: Section, title: str, lang: str) -> Fix | None:
    """The prescribed title in the heading, as a suggestion: whether the text below fits it a person must say."""
    at = section.heading.text.rfind(section.title)
    if at < 0 or not section.title:
        return None
    edits = rewritten(section.heading[at : at + len(section.title)], title)
    if edits is None:
        return None
    return Fix("suggestion", f"改为“{title}”" if lang == "zh" else f"write “{title}”", edits)


def empty_part(context: Context, rule: Rule) -> Iterable[Finding]:
    """No prescribed part is empty or says nothing but its own title, unless its heading stands there twice."""
    sections = context.report.sections
    for section, following in zip_longest(sections, sections[1:]):
        is_again = following is not None and following.part == section.part
        if section.part is not None and is_empty(section) and not is_again:
            yield Finding(section.heading.span(), {"part": section.title})


def is_empty(section: Section) -> bool:
    """Whether nothing stands below a heading but, at most, the heading's own words again."""
    paragraphs = [block for block in section.all_blocks() if isinstance(block, Paragraph)]
    if any(not isinstance(block, Paragraph) for block in section.all_blocks()):
        return False
    own = ("", label_key(section.title), label_key(section.heading.text))
    longest = max(map(len, own))
    if any(len(label_key(block.text.text[:_BEGINNING])) > longest for block in paragraphs):
        return False
    return label_key(text_of(section)) in own


CHECKS = (
    Check(Kind("required-parts", ("part", "number"), ("numbered",)), required_parts),
    Check(Kind("part-order", ("part", "after"), ("doubled", "further")), part_order),
    Check(Kind("part-title", ("title", "expected"), ("merged",)), part_title),
    Check(Kind("empty-part", ("part",)), empty_part),
)
