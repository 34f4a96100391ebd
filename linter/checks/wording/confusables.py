"""Check for common wrong characters, from the list in `rules/language/confusables.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.model.diagnostics import Edit
from linter.rules.kind import Kind
from linter.rules.rule import Rule


def confusable(context: Context, rule: Rule) -> Iterator[Finding]:
    """No word of the list is written with the wrong character.

    Folding makes traditional characters simplified ones; a word that is not written so in the source is no mistake.
    """
    characters = context.characters
    reported: set[int] = set()
    for entry in context.wording.confusables:
        if not characters.issuperset(entry.trigger):
            continue
        pattern = re.compile(entry.pattern)
        for line in context.lines:
            if entry.trigger not in line.text:
                continue
            for match in pattern.finditer(line.text):
                start, end = match.span(pattern.groups and 1)
                source = line.folded.slice(start, end)
                found = line.text[start:end]
                if "".join(source.text.split()) != found or source.starts[0] in reported:
                    continue
                reported.add(source.starts[0])
                title = f"改为“{entry.right}”" if context.lang == "zh" else f"write {entry.right}"
                fix = fix_of(context, title, [Edit(*source.span(), entry.right)], entry.safety)
                values = {"found": found, "expected": entry.right}
                yield Finding(source.span(), values, expected=entry.right, actual=found, fix=fix)


CHECKS = (Check(Kind("confusable", ("found", "expected")), confusable),)
