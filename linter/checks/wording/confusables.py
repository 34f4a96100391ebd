"""Check for common wrong characters: those of the list in `rules/language/confusables.yaml`, and signs that only look
like Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.checks.structure.parts import misnamed_parts
from linter.model.diagnostics import Edit
from linter.model.document import Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.edits import rewritten
from linter.text.variant_signs import CHARACTERS, standard_sign


def confusable(context: Context, rule: Rule) -> Iterator[Finding]:
    """No word of the list is written with the wrong character.

    Folding makes traditional characters simplified ones; a word that is not written so in the source is no mistake.
    """
    yield from _variant_signs(context)
    titles = {section.heading.span().start for section, _ in misnamed_parts(context)}  # which have their own finding
    reported: set[int] = set()
    triggers = context.folded.those_of(context.wording.triggers)
    for entry in context.wording.confusables if triggers else ():
        if entry.trigger not in triggers:
            continue
        pattern = re.compile(entry.pattern)
        for line in context.lines:
            if entry.trigger not in line.text or (line.kind == "heading" and line.folded.chars.starts[0] in titles):
                continue
            for match in pattern.finditer(line.text):
                start, end = match.span(pattern.groups and 1)
                source = line.folded.slice(start, end)
                found = line.text[start:end]
                if "".join(source.text.split()) != found or source.starts[0] in reported:
                    continue
                if context.editable.is_name(source.span()):
                    continue
                reported.add(source.starts[0])
                title = f"改为“{entry.right}”" if context.lang == "zh" else f"write {entry.right}"
                fix = fix_of(context, title, rewritten(source, entry.right), entry.safety)
                values = {"found": found, "expected": entry.right, "sign": "", "count": 1}
                yield Finding(source.span(), values, expected=entry.right, actual=found, fix=fix)


def _variant_signs(context: Context) -> Iterator[Finding]:
    """Radicals and compatibility forms in the place of characters: one finding a document, about the first.

    Search does not find what is written so. It comes of copying from PDF, mostly with many at once.
    """
    source = context.report.document.source
    if "&#" not in source and not CHARACTERS.search(source):
        return
    found = [
        (Edit(*piece.chars.span(*match.span()), standard_sign(match[0])), match[0])
        for piece in context.content
        for match in CHARACTERS.finditer(piece.chars.text)
        if standard_sign(match[0]) != match[0]
    ]
    if not found:
        return
    first, sign = min(found)
    span = Span(first.start, first.end)
    title = f"把{len(found)}处换成汉字" if context.lang == "zh" else f"write the characters ({len(found)})"
    edits = sorted(edit for edit, _ in found if context.editable.allows(edit))
    values = {"found": sign, "expected": first.text, "sign": f"U+{ord(sign):04X}", "count": len(found)}
    fix = fix_of(context, title, edits, "safe")
    yield Finding(span, values, "sign", context.cell_at(span), expected=first.text, actual=sign, fix=fix)


CHECKS = (
    Check(Kind("confusable", ("found", "expected", "sign", "count"), ("sign",), when_recognised="dropped"), confusable),
)
