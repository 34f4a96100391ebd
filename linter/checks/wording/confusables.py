"""Check for common wrong characters, from the list in `rules/language/confusables.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.checks.structure.parts import misnamed_parts
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.edits import rewritten


def confusable(context: Context, rule: Rule) -> Iterator[Finding]:
    """No word of the list is written with the wrong character.

    Folding makes traditional characters simplified ones; a word that is not written so in the source is no mistake.
    """
    characters = context.characters
    titles = {section.heading.span().start for section, _ in misnamed_parts(context)}  # which have their own finding
    reported: set[int] = set()
    for entry in context.wording.confusables:
        if not characters.issuperset(entry.trigger):
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
                values = {"found": found, "expected": entry.right}
                yield Finding(source.span(), values, expected=entry.right, actual=found, fix=fix)


CHECKS = (Check(Kind("confusable", ("found", "expected")), confusable),)
