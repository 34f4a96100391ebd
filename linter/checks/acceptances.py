"""Checks of the comments that accept findings: they can be read, and there is something that they accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from linter.accept.accepted import is_decided
from linter.accept.comments import directives
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Document, Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule

if TYPE_CHECKING:
    from linter.rules.selection import RuleSet

_NOWHERE = Span(0, 0)


def broken_acceptance(context: Context, rule: Rule) -> Iterator[Finding]:
    """A comment has a known order, codes and a reason; one that lacks any accepts nothing."""
    for comment in directives(context.report.document):
        if comment.problem is not None:
            yield Finding(comment.span, _named(comment.codes), comment.problem, actual=" ".join(comment.codes))


def unused_acceptance(context: Context, rule: Rule) -> Iterator[Finding]:
    """A comment names codes that there are. Those that accept nothing are known when every rule has run."""
    for comment in directives(context.report.document):
        strange = [code for code in comment.codes if not any(one.code.startswith(code) for one in context.rules)]
        if strange and comment.problem is None:
            yield _unused(comment.span, strange, "unknown")


def not_accepted(
    found: Sequence[tuple[Rule, Finding]], document: Document, rules: RuleSet, undecided: Collection[str]
) -> list[tuple[Rule, Finding]]:
    """The findings without those that a comment accepts, and with one for each comment that accepts nothing."""
    comments = directives(document)
    used: set[tuple[Span, str]] = set()
    kept: list[tuple[Rule, Finding]] = []
    for rule, finding in found:
        explained = [mention.code for mention in finding.related if mention.code]
        place = finding.span or _NOWHERE
        accepting = {
            (comment.span, code) for comment in comments for code in comment.accepted_by(place, rule.code, explained)
        }
        used |= accepting
        if not accepting:
            kept.append((rule, finding))
    rule_of_unused = next((rule for rule in rules.rules if rule.check == "unused-acceptance"), None)
    if rule_of_unused is not None and rule_of_unused.code in rules.selected:
        for comment in comments:
            unused = [code for code in comment.codes if (comment.span, code) not in used]
            unused = [code for code in unused if is_decided(code, rules, undecided)]
            if unused and comment.problem is None:
                kept.append((rule_of_unused, _unused(comment.span, unused)))
    return kept


def _unused(span: Span, codes: Sequence[str], variant: str | None = None) -> Finding:
    """The finding about a comment some of whose codes accept nothing."""
    return Finding(span, _named(codes), variant, actual=" ".join(codes))


def _named(codes: Iterable[str]) -> dict[str, object]:
    return {"codes": "、".join(codes), "path": "", "until": ""}


CHECKS = (
    Check(Kind("unused-acceptance", ("codes", "path", "until"), ("unknown", "entry", "expired")), unused_acceptance),
    Check(Kind("broken-acceptance", ("codes",), ("order", "codes", "reason", "many")), broken_acceptance),
)
