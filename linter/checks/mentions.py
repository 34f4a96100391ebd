"""Check that a part speaks of what it is to speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from linter.checks.context import Context, Finding, text_of
from linter.checks.parts import is_empty
from linter.rules import Rule
from linter.text import fold


def mentions(context: Context, rule: Rule) -> Iterable[Finding]:
    """Each aspect has words in the part; one finding lists those that have none.

    An aspect is a list of patterns over folded text, of which one suffices. Governments speak of those in `governments`
    too, anywhere in the report. An empty part is not spoken of again.
    """
    section = context.report.part(cast(str, rule.params["part"]))
    if section is None or is_empty(section):
        return
    text = text_of(section)
    absent = _absent(rule, "aspects", text)
    if fold(context.report.organization or "").endswith("人民政府"):
        absent += _absent(rule, "governments", "\n".join(map(text_of, context.report.sections)))
    if absent:
        values = {"aspect": "、".join(absent), "part": section.title}
        yield Finding(section.heading.span(), values, expected="、".join(absent))


def _absent(rule: Rule, name: str, text: str) -> list[str]:
    aspects = cast(Mapping[str, list[str]], rule.params.get(name, {}))
    return [aspect for aspect, patterns in aspects.items() if not re.search("|".join(patterns), text)]
