"""The check that two places of a text do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.checks.prose.borne_out import CARRIED, CARRIED_OVER
from linter.model.document import Span
from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureMention
from linter.rules.kind import Kind
from linter.rules.rule import Rule

# figures that cannot be above 0 where the sentence says that there was none, or that all were done
_DENIED_BY = {
    ("none", "received"): ("received", "received_in_all", "received_and_answered", "answered", "granted", "partial"),
    ("none", "carried_over"): ("carried_over",),
    ("none", "carried_forward"): ("carried_forward",),
    ("none", "review"): (
        "review",
        "review_closed",
        "review_upheld",
        "review_corrected",
        "review_other",
        "review_pending",
    ),
    ("none", "suit"): ("suit", "direct", "after_review", "suit_upheld", "suit_corrected", "suit_other", "suit_pending"),
    ("all", "review_pending"): ("review_pending",),
    ("all", "suit_pending"): ("suit_pending",),
    ("all", "carried_forward"): ("carried_forward",),
}
_UPHELD = {"review_pending": "review_corrected", "suit_pending": "suit_corrected"}
_ALL = 100  # per cent
_FROM_BEFORE = frozenset(("carry", "last_year", "cumulative", "including", "other_year", "unfinished"))
# figures that a report tells of one and the same thing
_SINGLE = ("carried_over", "carried_forward", "received", "review", "normative_issued", "regulations_issued")


def prose_contradiction(context: Context, rule: Rule) -> Iterator[Finding]:
    """Two places of the text do not contradict each other; the finding is at the later one and names both."""
    yield from _more_done_than_received(context)
    stated: dict[tuple[object, ...], list[Claim]] = {}
    carried_over = _was_carried_over(context)
    for later in sorted(context.claims, key=lambda claim: claim.span):
        before = sorted((claim for alike in stated.values() for claim in alike), key=lambda claim: claim.span)
        earlier = next((claim for claim in before if _contradict(claim, later, carried_over)), None)
        if earlier:
            values = {"later": later.text, "earlier": earlier.text}
            says = f"这里说“{earlier.text}”" if context.lang == "zh" else f"here it says “{earlier.text}”"
            related = (Mention(says, earlier.span),)
            yield Finding(later.span, values, expected=earlier.text, actual=later.text, related=related)
        # of claims that speak of the same in the same way, the first two different ones contradict all that any does
        manner = later.key, later.stated_as, later.wording, later.exact, later.of_any_kind, _tells_upheld(later)
        alike = stated.setdefault(manner, [])
        if len(alike) < 2 and later.value not in [claim.value for claim in alike]:
            alike.append(later)


def _more_done_than_received(context: Context) -> Iterator[Finding]:
    """More settled than received, where nothing was carried over: 收到248条，办结330条."""
    for passage in context.told:
        for sentence in passage.sentences:
            if not sentence.meanings.isdisjoint(_FROM_BEFORE):
                continue
            for index, (one, other) in enumerate(pairwise(sentence.mentions)):
                if not _is_done_of(one, other) or one.value >= other.value:
                    continue
                if not context.language.words.are_alike(one.unit, other.unit):
                    continue
                rate = sentence.mentions[index + 2] if index + 2 < len(sentence.mentions) else None
                is_all = rate is not None and rate.is_share and rate.value == _ALL and rate.speaks_of("rate")
                span, earlier = (passage.folded.span(m.start, m.end) for m in (other, one))
                if is_all or _tells_applications(context, earlier):
                    says = f"这里说“{one.text}”" if context.lang == "zh" else f"here it says “{one.text}”"
                    values = {"later": other.text, "earlier": one.text}
                    yield Finding(span, values, expected=one.text, actual=other.text, related=(Mention(says, earlier),))


def _is_done_of(one: FigureMention, other: FigureMention) -> bool:
    """Whether a figure counts what was received, and the next one what was done of it."""
    received = any(token.meaning == "receive" for token in one.before)
    words = {token.meaning for token in (*other.before, *other.after)}
    is_done = bool(words & {"answer", "settle"}) and "receive" not in words
    return received and is_done and one.is_exact and other.is_exact


def _tells_applications(context: Context, span: Span) -> bool:
    """Whether a figure is that of the applications, and the tables say that none was carried over."""
    table = context.report.tables.get("applications")
    claim = context.claims_at.get(span)
    is_none = table is not None and table.values.get("applications/carried_over/total") == 0
    return claim is not None and claim.key in ("received", "received_in_all") and is_none


def _tells_upheld(claim: Claim) -> bool:
    return "维持" in claim.text


def _contradict(one: Claim, other: Claim, carried_over: bool) -> bool:
    for general, figure in ((one, other), (other, one)):
        if general.stated_as == "figure" or figure.stated_as != "figure" or not figure.value:
            continue
        if figure.of_any_kind and not general.of_any_kind:
            continue  # none was about disclosure
        denied = _DENIED_BY.get((general.stated_as, general.key), ())
        if _tells_upheld(general) and figure.key == _UPHELD.get(general.key):
            return True
        if figure.key in denied:
            return not (figure.key in ("answered", "granted", "partial") and carried_over)
    if one.stated_as == other.stated_as == "figure" and one.key == other.key in _SINGLE and one.exact and other.exact:
        is_told_alike = one.wording == other.wording and one.of_any_kind == other.of_any_kind
        is_either = one.key in CARRIED and len(one.sums) > 1  # 年初结转4件, 年末结转6件: over or on
        return is_told_alike and one.value != other.value and one.sums == other.sums and not is_either
    return False


def _was_carried_over(context: Context) -> bool:
    """Whether applications of the year before may have been answered in a year without new ones."""
    if any(claim.key == "carried_over" and claim.value for claim in context.claims):
        return True
    return context.sums.figure(CARRIED_OVER) > 0


CHECKS = (Check(Kind("prose-contradiction", ("later", "earlier")), prose_contradiction),)
