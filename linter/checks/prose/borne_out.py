"""Whether the tables bear out a figure of a sentence after all: what else it may count, by what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from linter.arithmetic.evidence import Sums
from linter.checks.context import Context
from linter.model.document import Span
from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureMention
from linter.prose.list_parts import may_begin_anew

CARRIED_OVER = "applications/carried_over/total"
_ANSWERED = "applications/total/total"
_GRANTED = ("applications/granted/total", "applications/partial/total")
# one year's applications: the first two together are the last two together
FLOW = ("received", "carried_over", "answered", "carried_forward")
RECEIVED = ("received", "received_in_all")
_DEEDS = ("receive", "handle", "issue", "repeal", "decide")
CARRIED = ("carried", "carried_over", "carried_forward")
# figures that reports count as the tables do, whatever they add up to
_UNAMBIGUOUS = (
    *("partial", "person", "organisations", "review_corrected", "suit_corrected", "carried_over", "carried_forward"),
)


def is_borne_out(
    context: Context, tables: Sums, claim: Claim, sums: Sequence[int | float], agreeing: Sequence[Claim]
) -> bool:
    """Whether the sentences around a figure prove that it is counted in another way than the tables count.

    Either it is one of the parts of a figure that agrees with the tables and is their sum (受理12件，答复7件，不予受理
    5件); or what was answered is of the year's own alone (新收12件，答复10件，结转下年2件); or what was received counts
    what was carried over, being all that was answered or carried forward; or another verb states what the table holds
    (接收92件，受理86件); or it says that it holds what was carried over (15件（含上年结转3件）); or it is an area's,
    and the tables hold the organ's own part. `agreeing` are the claims of the passage that agree with the tables.
    """
    if claim.stated_as != "figure":
        return False
    told = {c.key: c.value for c in agreeing}
    of_all = any(c.key in ("received_in_all", "carried_over") and c.span < claim.span for c in agreeing)
    is_of_new = told.get("received") == claim.value + told.get("carried_forward", -1)
    if claim.key == "answered" and is_of_new and not of_all:
        return sums[0] == claim.value + tables.figure(CARRIED_OVER)
    if claim.key == "answered" and "received" in told and not of_all and _is_old_told_behind(context, claim, agreeing):
        return sums[0] == claim.value + tables.figure(CARRIED_OVER)
    if claim.key == "answered" and _is_old_settled_before(context, claim, agreeing):
        return sums[0] == claim.value + tables.figure(CARRIED_OVER)
    is_new_only = claim.wording in context.language.words.data["new_only"]
    if claim.key in RECEIVED and not is_new_only and holds_old(context, claim, agreeing):
        return claim.value == sums[0] + tables.figure(CARRIED_OVER)
    if claim.key in FLOW and balances(context, claim):
        return False
    if claim.key == "denied" and claim.value == tables.figure(_ANSWERED) - sum(map(tables.figure, _GRANTED)):
        return True  # 公开53件、不公开31件: all that were not granted
    if claim.key == "received_and_answered":
        return claim.value + tables.figure(CARRIED_OVER) == tables.figure(_ANSWERED)
    passage = context.told[claim.passage]
    wholes = {c.span for c in agreeing if c.key not in context.language.words.undivided}
    for sentence in passage.sentences:
        mentions = [m for m in sentence.mentions if not m.is_share]
        spans = [passage.folded.span(m.start, m.end) for m in mentions]
        if claim.span not in spans:
            continue
        at = spans.index(claim.span)
        if _is_of_an_area(mentions, at, sums):
            return True
        if claim.key not in _UNAMBIGUOUS and _is_of_a_sum(mentions, spans, at, wholes, sums):
            return True
        if claim.key not in _UNAMBIGUOUS and _is_done_in_pieces(mentions, at, sums[0]):
            return True
        if _is_of_both(context, tables, claim, spans, wholes):
            return True
        if claim.key == "answered" and _is_of_the_answered(mentions, at, sums[0]):
            return True
        if claim.key in RECEIVED and _is_registered_otherwise(mentions, at, claim.wording, sums[0]):
            return True
        is_of_all = claim.key in RECEIVED and not is_new_only and claim.value == sums[0] + tables.figure(CARRIED_OVER)
        tells_old = any(c.key == "carried_over" and c.span in spans[at + 1 :] for c in agreeing)
        if is_of_all and (tells_old or claim.value in accumulate(mention.value for mention in mentions[at + 1 :])):
            return True
    if claim.key not in RECEIVED:
        return False
    is_beyond_all = context.language.words.meanings.get(claim.wording) == "handle" and claim.value > max(sums)
    if not is_beyond_all and any(
        c.key in RECEIVED and c.wording and claim.wording and c.wording != claim.wording and c.value in sums
        for c in agreeing
    ):
        return True
    if is_new_only:
        return False
    flows = ("answered" in told or "received_in_all" in told) and "carried_over" not in told
    return flows and claim.value == told.get("answered", told.get("received_in_all", 0)) + told.get(
        "carried_forward", -1
    )


def balances(context: Context, claim: Claim) -> bool:
    """Whether a sentence tells just what was new, carried over, answered and carried forward, which must balance.

    Beside the other three, no outcome can be left out of what was answered, as some reports do else.
    """
    passage = context.told[claim.passage]
    for sentence in passage.sentences:
        told = [context.claims_at.get(passage.folded.span(m.start, m.end)) for m in sentence.mentions]
        if claim in told:
            return sorted(other.key for other in told if other) == sorted(FLOW) and None not in told
    return False


def is_behind_both(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether what was new and what was carried over are told before a figure of all: 新收12件，结转1件，共办理13件."""
    before = {c.key: c.value for c in agreeing if c.span < claim.span}
    old = context.sums.figure(CARRIED_OVER)
    return claim.key == "received_in_all" and "received" in before and old in map(before.get, CARRIED)


def _is_old_told_behind(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether what was carried over is told behind what was answered, for itself: 当年办结21件；上年结转1件，已办结."""
    passage = context.told[claim.passage]
    behind = [c.span for c in agreeing if c.key == "carried_over" and c.span > claim.span]
    return any(
        mention.depth == 0
        and not mention.speaks_of("including")
        and passage.folded.span(mention.start, mention.end) in behind
        for sentence in passage.sentences
        for mention in sentence.mentions
    )


def _is_old_settled_before(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether what was carried over is settled before the new ones are told: 结转的3件已办结，新收9件，办结8件."""
    passage = context.told[claim.passage]
    new = [c.span for c in agreeing if c.key == "received" and c.span < claim.span]
    old = [c.span for c in agreeing if c.key == "carried_over" and any(c.span < span for span in new)]
    return any(
        passage.folded.span(mention.start, mention.end) in old
        and any(token.meaning in ("settle", "answer", "handle") for token in mention.after)
        for sentence in passage.sentences
        for mention in sentence.mentions
    )


def holds_old(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether the figure behind one is what was carried over, as a part of it: 44件（含上年结转3件）."""
    passage = context.told[claim.passage]
    # 90件（含结转4件）: it is only said that they are carried
    either = [c for c in agreeing if c.key in CARRIED and len(c.sums) > 1]
    value = context.sums.figure(CARRIED_OVER)
    old = [c.span for c in agreeing if c.key == "carried_over" or (c in either and c.value == value)]
    return any(
        passage.folded.span(whole.start, whole.end) == claim.span
        and passage.folded.span(part.start, part.end) in old
        and any(token.meaning in ("including", "of_which") for token in part.gap)
        for sentence in passage.sentences
        for whole, part in pairwise(sentence.mentions)
    )


def _is_of_an_area(mentions: Sequence[FigureMention], at: int, sums: Sequence[int | float]) -> bool:
    """Whether the parts behind a figure make it, and the tables hold one alone: 1260件，其中市本级400件、区县860件.

    So they hold those that were valid: 43件，其中有效申请41件、无效申请2件.
    """
    whole, parts = mentions[at], mentions[at + 1 :]
    made = list(accumulate(part.value for part in parts))
    if whole.value not in made[1:]:
        return False
    return any(
        part.value in sums and part.speaks_of("own", "others", "in_force")
        for part in parts[: made.index(whole.value) + 1]
    )


def _is_of_a_sum(
    mentions: Sequence[FigureMention],
    spans: Sequence[Span],
    at: int,
    agrees: Collection[Span],
    sums: Sequence[int | float],
) -> bool:
    """Whether a figure is one of several that make the figure before them, or the one behind that is called their sum.

    The one before must agree with the tables (`agrees`), the one behind be what the tables hold (`sums`).
    """
    for behind, total in enumerate(mentions[at + 1 :], at + 1):
        if total.value in sums and any(token.meaning == "sum" for token in total.before):
            values = [mention.value for mention in mentions[:behind]]
            if any(sum(values[start:]) == total.value for start in range(at + 1)):
                return True
    for start in range(at):
        made = 0.0
        for end in range(start + 1, len(mentions)):
            made += mentions[end].value
            is_end = end + 1 == len(mentions) or may_begin_anew(mentions[end + 1])
            is_sum = is_end and end >= at and end > start + 1 and made == mentions[start].value
            if is_sum and spans[start] in agrees:
                return True
    return False


def _is_of_the_answered(mentions: Sequence[FigureMention], at: int, answered: int | float) -> bool:
    """Whether a figure and those right beside it that tell of answers too are all: 按期答复30件，延期答复9件."""
    first = last = at
    while first and mentions[first - 1].tells_answers:
        first -= 1
    while last + 1 < len(mentions) and mentions[last + 1].tells_answers:
        last += 1
    values = [mention.value for mention in mentions[first : last + 1]]
    return len(values) > 1 and sum(values) == answered


def _is_done_in_pieces(mentions: Sequence[FigureMention], at: int, sum_of_all: int | float) -> bool:
    """Whether a figure and those right beside it of which the same is said are all: 市政府制定4件，各部门制定5件."""
    said = _deeds(mentions[at])
    first = last = at
    while first and said & _deeds(mentions[first - 1]):
        first -= 1
    while last + 1 < len(mentions) and said & _deeds(mentions[last + 1]):
        last += 1
    pieces = mentions[first : last + 1]
    total = sum(piece.value for piece in pieces)
    return len({piece.unit for piece in pieces}) == 1 and len(pieces) > 1 and total == sum_of_all


def _deeds(mention: FigureMention) -> set[str]:
    return {token.meaning for token in mention.before if token.meaning in _DEEDS}


def _is_registered_otherwise(mentions: Sequence[FigureMention], at: int, wording: str, received: int | float) -> bool:
    """Whether a figure behind one tells with another verb what the table holds: 接收52件次，补正后登记41件."""
    return any(
        mention.value == received
        and any(token.meaning == "receive" and token.text != wording for token in mention.before)
        for mention in mentions[at + 1 :]
    )


def _is_of_both(context: Context, tables: Sums, claim: Claim, spans: Sequence[Span], agrees: Collection[Span]) -> bool:
    """Whether a figure is what became of the reviews and the suits before it together: 复议5件、诉讼3件，已办结6件."""
    kind, _, outcome = claim.key.partition("_")
    both = f"disputes_{outcome}"
    if kind not in ("review", "suit") or both not in context.language.words.keys:
        return False
    before = [context.claims_at[span].key for span in spans if span < claim.span and span in agrees]
    if not {"review", "suit"} <= set(before):
        return False
    readings = map(tables.reading, context.language.words.sums_of(both))
    return any(tables.is_known(reading) and claim.fits(tables.value(reading)) for reading in readings)
