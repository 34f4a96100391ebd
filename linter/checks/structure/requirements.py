"""Checks for the requirements of a province, a city or an organ of its own: headings to have, words not to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.forms.form import PARTS
from linter.model.document import Paragraph
from linter.model.report import Section
from linter.rules.kind import Aspects, Kind, Parameters, Replacements, Written
from linter.rules.rule import Rule
from linter.text.folding import Folded, fold
from linter.text.pattern_lists import any_of, compiled
from linter.type_names import Annotated

_LONGEST_HEADING = 30  # characters of a line without a full stop that may be a heading without a number
_MOST_PLACES = 100  # places of one word that are listed


class Headings(Parameters):
    """What must be a heading, below that of a `part` where one is named."""

    headings: Aspects
    part: Annotated[str | None, Written("choice", PARTS)] = None


class Words(Parameters):
    """What must not be written, with what to write instead."""

    words: Replacements
    part: Annotated[str | None, Written("choice", PARTS)] = None


def required_headings(context: Context, rule: Rule) -> Iterable[Finding]:
    """Each heading is there, below the part where one is named, else anywhere.

    A heading is a list of patterns over folded text, of which one suffices. A short line without a full stop counts
    as a heading too: an annex is seldom numbered.
    """
    params: Headings = rule.params
    key = params.part
    part = context.report.part(key) if key else None
    if key and part is None:
        return  # that the part is missing is another rule's to say
    lines = list(_headings(part.walk() if part else context.every_section()))[1 if part else 0 :]
    if part is None:
        around = (*context.report.front, *context.report.sign_off)
        lines += [line for block in around if (line := _heading_in(block))]
    title = context.report.title
    span = part.heading.span() if part else title.span if title else None
    for heading, patterns in params.headings.items():
        wanted = any_of(patterns)
        if not any(wanted.search(line) for line in lines):
            yield Finding(span, {"heading": heading, "part": context.name_of(part)}, expected=heading)


def _headings(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield fold(section.title)
        yield from filter(None, map(_heading_in, section.blocks))


def _heading_in(block: object) -> str | None:
    line = fold(block.text.text) if isinstance(block, Paragraph) else ""
    return line if len(line) <= _LONGEST_HEADING and "。" not in line else None


def forbidden_words(context: Context, rule: Rule) -> Iterable[Finding]:
    """None of the words is used; one finding a word, at its first place, with the others beside it.

    A word is a pattern over folded text, in the part that is named, else in the whole prose of the report.
    """
    params: Words = rule.params
    key = params.part
    part = context.report.part(key) if key else None
    if key and part is None:
        return
    texts = [Folded(chars) for chars in context.prose(part)]
    for pattern, suggestion in params.words.items():
        word = compiled(pattern)
        found = [(text, match) for text in texts for match in word.finditer(text.text) if match[0]]
        if not found:
            continue
        places = [text.span(*match.span()) for text, match in found]
        shown = found[0][0].slice(*found[0][1].span()).text
        related = tuple(
            Mention(text.slice(*match.span()).text, place)
            for (text, match), place in list(zip(found, places, strict=True))[1:_MOST_PLACES]
        )
        values = {"word": shown, "suggestion": suggestion, "count": len(found)}
        variant = None if suggestion else "no-suggestion"
        yield Finding(places[0], values, variant, expected=suggestion or None, actual=shown, related=related)


CHECKS = (
    Check(Kind("required-headings", ("heading", "part"), params=Headings), required_headings),
    Check(Kind("forbidden-words", ("word", "suggestion", "count"), ("no-suggestion",), params=Words), forbidden_words),
)
