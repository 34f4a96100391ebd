"""Checks of the comments that accept findings: they can be read, and there is something that they accept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from linter.accept.accepted import is_decided
from linter.accept.comments import Directive, directives
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Document, Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.rules.selection import RuleSet

_NOWHERE = Span(0, 0)


def broken_acceptance(context: Context, rule: Rule) -> Iterator[Finding]:
    """A comment has a known order, codes and a reason; one that lacks any accepts nothing. Too many are told once."""
    for comment in directives(context.report.document):
        if comment.problem is not None:
            yield Finding(comment.span, _named(comment.codes), comment.problem, actual=" ".join(comment.codes))
        if comment.problem == "many":
            return


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
    reaching = _Reaching(comments)
    kept = [
        (rule, finding)
        for rule, finding in found
        if not reaching.accepting(
            finding.span or _NOWHERE, rule.code, tuple(mention.code for mention in finding.related if mention.code)
        )
    ]
    used = reaching.used()
    rule_of_unused = next((rule for rule in rules.rules if rule.check == "unused-acceptance"), None)
    if rule_of_unused is not None and rule_of_unused.code in rules.selected:
        for comment in comments:
            unused = [code for code in comment.codes if (comment.span, code) not in used]
            unused = [code for code in unused if is_decided(code, rules, undecided)]
            if unused and comment.problem is None:
                kept.append((rule_of_unused, _unused(comment.span, unused)))
    return kept


class _Reaching:
    """Comments by the places that they speak for.

    Where none begins or ends to speak, the same ones accept the same: many findings there ask but once.
    """

    def __init__(self, comments: Iterable[Directive]) -> None:
        self._comments = sorted((one for one in comments if one.problem is None), key=_begins)
        # of each comment and those before it, how far one of them reaches
        self._farthest = list(accumulate((comment.reach.end for comment in self._comments), max))
        reaches = [comment.reach for comment in self._comments]
        self._bounds = sorted({*(reach.start for reach in reaches), *(reach.end + 1 for reach in reaches)})
        self._known: dict[tuple[int, str, tuple[str, ...]], frozenset[tuple[Span, str]]] = {}

    def accepting(self, place: Span, code: str, explained: tuple[str, ...]) -> frozenset[tuple[Span, str]]:
        """The comments that accept a finding at a place, each with those of its codes that do."""
        key = bisect_right(self._bounds, place.start), code, explained
        if key not in self._known:
            self._known[key] = frozenset(
                (comment.span, accepted)
                for comment in self._at(place)
                for accepted in comment.accepted_by(place, code, explained)
            )
        return self._known[key]

    def used(self) -> set[tuple[Span, str]]:
        """The comments that accepted something so far, with the codes by which they did."""
        return set().union(*self._known.values())

    def _at(self, place: Span) -> Iterator[Directive]:
        """Those that speak for a place."""
        at = bisect_right(self._comments, place.start, key=_begins) - 1
        while at >= 0 and self._farthest[at] >= place.start:
            if self._comments[at].reach.end >= place.start:
                yield self._comments[at]
            at -= 1


def _begins(comment: Directive) -> int:
    return comment.reach.start


def _unused(span: Span, codes: Sequence[str], variant: str | None = None) -> Finding:
    """The finding about a comment some of whose codes accept nothing."""
    return Finding(span, _named(codes), variant, actual=" ".join(codes))


def _named(codes: Iterable[str]) -> dict[str, object]:
    return {"codes": "、".join(codes), "path": "", "until": ""}


CHECKS = (
    Check(Kind("unused-acceptance", ("codes", "path", "until"), ("unknown", "entry", "expired")), unused_acceptance),
    Check(Kind("broken-acceptance", ("codes",), ("order", "codes", "reason", "many")), broken_acceptance),
)
