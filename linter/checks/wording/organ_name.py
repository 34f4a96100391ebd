"""Check that title, text and signature call the publishing organ by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.model.document import Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.organs import may_be_the_same

_NEAR = 8  # bounds the work: no words right before a name that tell whose it is have more signs


class Named(NamedTuple):
    """A name by which the report calls its own organ, and where."""

    name: str
    span: Span


def organ_name(context: Context, rule: Rule) -> Iterator[Finding]:
    """The organ has one name where the report speaks of itself; abbreviations are names of the same organ.

    Other organs are named everywhere: only places count where the organ writes, reports, signs or gives its address.
    A report that says that the organ was renamed may use both names. One finding for each wrong name.
    """
    title = context.report.title
    own = context.report.organization
    if own is None:
        return
    government = context.wording.pattern("organ", "government")
    is_government = government.search(fold(own)) is not None
    seen: set[str] = set()
    for named in (*_in_text(context), *_signed(context)):
        if named.name in seen or is_government != (government.search(named.name) is not None):
            continue
        seen.add(named.name)
        if not may_be_the_same(named.name, own) and not _is_renamed(context):
            says = f"标题里是“{own}”" if context.lang == "zh" else f"the title says “{own}”"
            related = (Mention(says, title.span),) if title and title.span and title.organization else ()
            values = {"found": named.name, "expected": own}
            yield Finding(named.span, values, expected=own, actual=named.name, related=related)


def _is_renamed(context: Context) -> bool:
    renamed, reformed = context.wording.words["organ"]["renamed"], context.wording.words["organ"]["reformed"]
    return any(
        any(word in line.text for word in ((*renamed, *reformed) if line.kind == "front" else renamed))
        for line in context.lines
    )


def _in_text(context: Context) -> Iterator[Named]:
    wording = context.wording
    no_name = wording.pattern("organ", "no_name")
    for line in context.lines:
        if line.kind == "sign":
            continue
        for position in wording.positions:
            if (position.in_front and line.kind != "front") or not any(word in line.text for word in position.words):
                continue
            for match in re.finditer(position.pattern, line.text):
                name = _own_part(match["name"])
                begin = match.end("name") - len(name)
                if wording.pattern("organ", "not_own").search(
                    line.text, max(0, begin - _NEAR), begin
                ) or no_name.search(name):
                    continue
                if position.is_contact and wording.pattern("organ", "elsewhere").search(name):
                    continue
                yield Named(name, line.folded.span(begin, match.end("name")))
                break


def _own_part(name: str) -> str:
    """The name without what a lazy pattern took along before it: 按照要求由区水务局."""
    return re.split(r"[由向与]|(?<=的)", name)[-1]


def _signed(context: Context) -> Iterator[Named]:
    """The name under the text: the first line there that is the name of an organ and nothing else."""
    signed = context.wording.pattern("organ", "signed")
    for line in context.lines:
        if line.kind == "sign" and signed.search(line.text):
            yield Named(line.text, line.folded.span(0))
            return


CHECKS = (Check(Kind("organ-name", ("found", "expected")), organ_name),)
