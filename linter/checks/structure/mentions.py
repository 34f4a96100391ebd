"""Check that a part speaks of what it is to speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile
from types import MappingProxyType

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.structure.parts import is_empty
from linter.forms.form import PARTS
from linter.model.document import Chars
from linter.model.report import Section
from linter.rules.kind import Aspects, Kind, Parameters, Written
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.pattern_lists import any_of
from linter.type_names import Annotated


class Params(Parameters):
    """What a part, or the report where no `part` is named, is to speak of; `governments` concerns them alone."""

    aspects: Aspects
    part: Annotated[str | None, Written("choice", PARTS)] = None
    governments: Aspects = MappingProxyType({})


def mentions(context: Context, rule: Rule) -> Iterable[Finding]:
    """Each aspect has words in the part, or in the whole report; one finding lists those that have none.

    An aspect is a list of patterns over folded text, of which one suffices. Governments speak of those in `governments`
    too, anywhere in the report. An empty part is not spoken of again. Where no parts are prescribed, what belongs to
    one may stand in a part of its own behind it (存在的问题, 改进措施).
    """
    params: Params = rule.params
    key = params.part
    part = context.report.part(key) if key else None
    if key and (part is None or is_empty(part)):
        return
    text = "\n".join(fold(chars.text) for chars in _told(context, part))
    title = context.report.title
    place = part.heading.span() if part else title.span if title else None
    absent = _absent(params.aspects, text)
    if fold(context.report.organization or "").endswith("人民政府"):
        absent += _absent(params.governments, "\n".join(fold(chars.text) for chars in context.prose()))
    if absent:
        values = {"aspect": "、".join(absent), "part": context.name_of(part)}
        yield Finding(place, values, expected="、".join(absent))


def _told(context: Context, part: Section | None) -> Iterator[Chars]:
    """What a part says, and what those behind it say that are the same one by their subject or none of the form's."""
    yield from context.prose(part)
    if part is None or context.form.ordered:
        return
    behind = dropwhile(lambda section: section is not part, context.report.sections)
    for section in behind:
        if section is not part and section.part in (None, part.part):
            yield section.heading
            yield from context.prose(section)


def _absent(aspects: Aspects, text: str) -> list[str]:
    return [aspect for aspect, patterns in aspects.items() if not any_of(patterns).search(text)]


CHECKS = (Check(Kind("mentions", ("aspect", "part"), params=Params), mentions),)
