"""Check of the numbering of headings within their parent, and of points in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.diagnostics import Fix
from linter.model.document import Chars, Paragraph
from linter.model.report import Section
from linter.prose.passages import Passage
from linter.rules.kind import Kind, Parameters, Patterns
from linter.rules.rule import Rule
from linter.text.edits import rewritten
from linter.text.folding import fold
from linter.text.headings import heading
from linter.text.numbers import chinese_numeral
from linter.text.pattern_lists import any_of
from linter.text.points import SPOKEN, Break, breaks, points

_SEVERAL = 3
_SENTENCE_END = re.compile("[。；;]")
_PRINTED = {"chapter": "第{}部分", "part": "{}、", "clause": "（{}）", "item": "{}.", "subitem": "（{}）"}


class Params(Parameters):
    """`lead_in`: how lines end behind which a list may begin anew."""

    lead_in: Patterns = ()


def heading_numbering(context: Context, rule: Rule) -> Iterable[Finding]:
    """一、（一）1.（1） run without gap or repeat within their parent.

    A list may begin anew at 1 behind a line that leads in to it. A part of the first level whose number is the one
    that its form prescribes is not numbered wrong: that another part is missing or moved is another rule's matter.
    """
    params: Params = rule.params
    lead_in = any_of(params.lead_in) if params.lead_in else None
    prescribed = {part.key: number for number, part in enumerate(context.form.parts, start=1)}
    if not context.form.ordered:
        prescribed = {}
    unusual = _unusual(context, prescribed)
    if unusual:
        yield _of_parts(unusual, prescribed, "style")
    unnumbered = [part for part in context.report.sections if part.part in prescribed and part.value is None]
    told = {id(part) for part in unusual[:1]}
    if len(unnumbered) >= _SEVERAL:
        yield _of_parts(unnumbered, prescribed, "unnumbered")
        told.update(map(id, unnumbered))
    for section, expected, last, variant in _siblings(context.report.sections, prescribed, lead_in):
        if id(section) not in told:
            yield _finding(section, expected, last, variant, context.lang)
    yield from _marked_otherwise(context.report.sections)
    yield from _in_text(context)


def _unusual(context: Context, prescribed: Mapping[str, int]) -> Sequence[Section]:
    """The parts that are not numbered 一、: one who numbers them otherwise does so throughout.

    A few among others that are numbered （一） or 1. are not told: they were taken for points of the part before.
    """
    found = [
        section
        for section in context.report.sections
        if section.part in prescribed and section.value is not None and not _is_usual(section)
    ]
    return found if len(found) >= _SEVERAL else [section for section in found if heading(section.heading) is None]


def _of_parts(found: Sequence[Section], prescribed: Mapping[str, int], variant: str) -> Finding:
    """What holds of several parts, at the first of them."""
    first = found[0]
    written = _number_of(first)
    expected = _PRINTED["part"].format(chinese_numeral(prescribed[first.part or ""]))
    values = {"number": written, "expected": expected, "previous": "", "title": first.title, "count": len(found)}
    return Finding(first.heading.span(), values, variant, expected=expected, actual=written or None)


def _marked_otherwise(sections: Sequence[Section]) -> Iterator[Finding]:
    """Points among those of a part that have the number that is due, and alone are numbered in another way."""
    for section in sections:
        points = section.children
        odd = [at for at, point in enumerate(points) if point.style != "clause"]
        if len(points) < _SEVERAL or len(odd) != 1:
            continue
        at = odd[0]
        point, due = points[at], (points[at - 1].value or -1) + 1 if at else 1
        if point.value != due or point.number is None or (at == 0 and point.style != "part"):
            continue
        written = _number_of(point)
        expected = _PRINTED["clause"].format(chinese_numeral(due))
        values = {"number": written, "expected": expected, "previous": "", "title": point.title, "count": 1}
        yield Finding(point.heading.span(), values, "mark", expected=expected, actual=written)


def _number_of(section: Section) -> str:
    """What stands before the title of a heading."""
    return section.heading.text[: section.heading.text.find(section.title)].strip()


def _is_usual(section: Section) -> bool:
    """Whether a part is numbered 一、 or 第一部分."""
    head = heading(section.heading)
    return head is not None and head.style in ("part", "chapter")


_Break = tuple[Section, int, int, str]  # a heading, the number it should have, the one before, the variant


def _siblings(
    sections: Sequence[Section], prescribed: dict[str, int], lead_in: re.Pattern[str] | None
) -> Iterator[_Break]:
    for _, group in groupby(sections, key=lambda section: section.level):
        yield from _run(list(group), prescribed, lead_in)
    for section in sections:
        yield from _siblings(section.children, prescribed, lead_in)


def _run(run: Sequence[Section], prescribed: dict[str, int], lead_in: re.Pattern[str] | None) -> Iterator[_Break]:
    last = 0
    seen: set[int] = set()
    for index, section in enumerate(run):
        value, expected = section.value, last + 1
        if value is None:
            yield section, expected, last, "lost"
            last = expected
            continue
        known, repeated = prescribed.get(section.part or "") == value, value in seen
        seen.add(value)
        if value == expected or (known and not repeated) or (index and _run_on(run[index - 1], expected, value)):
            last = value
            continue
        if value == 1 and last > 1 and _leads_in(run[index - 1], lead_in):
            last, seen = 1, {1}
            continue
        yield section, expected, last, "repeated" if value <= last else "gap"
        following = run[index + 1].value if index + 1 < len(run) else None
        last = value if following == value + 1 and following != expected + 1 else expected


def _run_on(section: Section, expected: int, value: int) -> bool:
    """Whether the points before a number run on behind sentences of the one before them: 1.建立机构。2.完善制度。"""
    if value <= expected:
        return False
    lines = [block.text.text for block in section.blocks if isinstance(block, Paragraph)]
    lines[:1] = ["".join([section.heading.text, *lines[:1]])]  # what runs on behind a heading is its first paragraph
    begun = (heading(Chars.at(piece.strip(), 0)) for line in lines for piece in _SENTENCE_END.split(line)[1:])
    found = {head.value for head in begun if head and head.style == section.style}
    return found.issuperset(range(expected, value))


def _leads_in(section: Section, lead_in: re.Pattern[str] | None) -> bool:
    """Whether the last line under a heading announces a new list."""
    last = list(section.walk())[-1]
    line = last.heading.text
    for block in last.blocks:
        if isinstance(block, Paragraph):
            line = block.text.text
    return lead_in is not None and lead_in.search(fold(line)) is not None


def _finding(section: Section, expected: int, last: int, variant: str, lang: str) -> Finding:
    def printed(value: int) -> str:
        numeral = str(value) if section.style in ("item", "subitem") or value > 99 else chinese_numeral(value)
        return _PRINTED[section.style].format(numeral)

    def fix() -> Fix | None:
        """The expected numeral in the heading, as a suggestion: another heading may be the wrong one."""
        at = section.heading.text.find(section.number) if section.number else -1
        if section.number is None or at < 0:
            return None
        wanted = printed(expected)
        numeral = wanted.strip("第部分、（）.")
        edits = rewritten(section.heading[at : at + len(section.number)], numeral)
        if edits is None:
            return None
        return Fix("suggestion", f"改为“{wanted}”" if lang == "zh" else f"write “{wanted}”", edits)

    number = printed(section.value) if section.value is not None else ""
    return Finding(
        section.heading.span(),
        {
            "number": number,
            "expected": printed(expected),
            "previous": printed(last) if last else "",
            "title": section.title,
            "count": 1,
        },
        variant,
        expected=printed(expected),
        actual=number or None,
        fix=fix(),
    )


def _in_text(context: Context) -> Iterator[Finding]:
    """一是…；二是… run on, in a paragraph and from one that begins with such a mark to the next one that does."""
    for marks in SPOKEN:
        before: Passage | None = None  # where it begins with a mark
        lists: list[int] = []
        for passage in context.passages:
            text = passage.folded.text
            begins = text.startswith(marks)
            if not begins or before is None or before.section is not passage.section:
                lists = []
            before = passage if begins else None
            if found := points(text, marks):
                for broken in breaks(text, found, lists):
                    yield _of_point(passage, broken, marks, context.lang)


def _of_point(passage: Passage, broken: Break, marks: Sequence[str], lang: str) -> Finding:
    point, expected = broken.point, marks[broken.expected - 1] if broken.expected <= len(marks) else ""
    mark = passage.folded.slice(point.start, point.start + len(point.mark))
    edits = rewritten(mark, expected) if expected else None
    title = f"改为“{expected}”" if lang == "zh" else f"write “{expected}”"
    return Finding(
        mark.span(),
        {"number": point.mark, "expected": expected, "previous": marks[broken.expected - 2], "title": ""},
        "gap" if point.value > broken.expected else "repeated",
        expected=expected or None,
        actual=point.mark,
        fix=Fix("suggestion", title, edits) if edits else None,
    )


CHECKS = (
    Check(
        Kind(
            "heading-numbering",
            ("number", "expected", "previous", "title", "count"),
            ("repeated", "gap", "lost", "mark", "style", "unnumbered"),
            params=Params,
        ),
        heading_numbering,
    ),
)
