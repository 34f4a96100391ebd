"""Checks of what sentences say about the tables' figures: against the tables, and against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from linter.arithmetic.equations import plain
from linter.arithmetic.evidence import Reading, Sums
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.checks.tables.cells import cell_name
from linter.model.claimed_figures import Evidence
from linter.model.document import Span
from linter.model.records import NamedTuple
from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureMention
from linter.prose.list_parts import may_begin_anew
from linter.prose.passages import Passage
from linter.rules.kind import Kind
from linter.rules.rule import Rule


def prose_table_mismatch(context: Context, rule: Rule) -> Iterator[Finding]:
    """A figure stated in prose is the table's, in one of the meanings that it may have.

    One that is right once wrong cells are corrected says nothing that the findings about these do not say.
    """
    told: set[tuple[int, Sequence[str]]] = set()  # of which a passage says that there was none, or that all were done
    for claim, meant in _unexplained(context):
        expected = plain(context.sums.value(meant))
        cells = tuple(dict.fromkeys(operand.address for operand in meant))
        if claim.stated_as != "figure":
            if (claim.passage, cells) in told:
                continue  # 均已办结，没有结转: the same, said twice
            told.add((claim.passage, cells))
        values = {
            "told": claim.text,
            "figure": claim.value,
            "place": _place(context, cells),
            "expected": expected,
        }
        variant = None if claim.stated_as == "figure" else claim.stated_as
        yield Finding(claim.span, values, variant, cells=cells, expected=expected, actual=claim.value)


def as_the_tables_have_it(context: Context) -> tuple[Passage, ...]:
    """What the report tells, with the tables' figures for those of which it is said that they are not the tables'.

    What else is wrong because of such a figure is right here, and has the same cause.
    """
    if not context.says(_KIND):
        return context.told
    figures = {
        claim.span: plain(context.sums.value(meant))
        for claim, meant in _unexplained(context)
        if claim.stated_as == "figure" and claim.key != _IN_ANOTHER_UNIT
    }

    def corrected(passage: Passage, mention: FigureMention) -> FigureMention:
        value = figures.get(passage.folded.span(mention.start, mention.end))
        return mention if value is None else mention._replace(value=value, step=1)

    return tuple(
        passage._replace(
            sentences=tuple(
                sentence._replace(mentions=tuple(corrected(passage, mention) for mention in sentence.mentions))
                for sentence in passage.sentences
            )
        )
        for passage in context.told
    )


class _Mismatch(NamedTuple):
    """A claim that no meaning makes right, and the sum of cells that is its likeliest one."""

    claim: Claim
    meant: Reading


def _unexplained(context: Context) -> list[_Mismatch]:
    """The claims that are wrong, and not only because cells are."""
    found = _mismatches(context, context.sums)
    if found and context.corrected_sums is not None:
        left = [mismatch.claim for mismatch in _mismatches(context, context.corrected_sums)]
        found = [mismatch for mismatch in found if mismatch.claim in left]
    return found


def _mismatches(context: Context, tables: Sums) -> list[_Mismatch]:
    agreeing: dict[int, list[Claim]] = {}  # by the number of their passage
    others: list[tuple[Claim, Evidence, list[int | float]]] = []
    for claim, entry in context.comparable:
        sums = [plain(tables.value(reading)) for reading in entry.readings]
        if claim.key in _FLOW and _balances(context, claim):
            sums = sums[:1]
        if any(map(claim.fits, sums)):
            agreeing.setdefault(claim.passage, []).append(claim)
        else:
            others.append((claim, entry, sums))
    return [
        _Mismatch(claim, _meant(context, claim, entry, agreeing.get(claim.passage, ())))
        for claim, entry, sums in others
        if not _is_borne_out(context, tables, claim, sums, agreeing.get(claim.passage, ()))
    ]


def _meant(context: Context, claim: Claim, entry: Evidence, agreeing: Sequence[Claim]) -> Reading:
    """The likeliest meaning of a figure: of applications that say to hold those carried over, both rows."""
    if claim.key in _RECEIVED and (_holds_old(context, claim, agreeing) or _is_behind_both(context, claim, agreeing)):
        return context.sums.reading((_RECEIVED_ONES, _CARRIED_OVER)) or entry.readings[0]
    return entry.readings[0]


def _is_behind_both(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether what was new and what was carried over are told before a figure of all: 新收12件，结转1件，共办理13件."""
    before = {c.key: c.value for c in agreeing if c.span < claim.span}
    old = context.sums.figure(_CARRIED_OVER)
    return claim.key == "received_in_all" and "received" in before and old in map(before.get, _CARRIED)


def _balances(context: Context, claim: Claim) -> bool:
    """Whether a sentence tells just what was new, carried over, answered and carried forward, which must balance.

    Beside the other three, no outcome can be left out of what was answered, as some reports do else.
    """
    passage = context.told[claim.passage]
    for sentence in passage.sentences:
        told = [context.claims_at.get(passage.folded.span(m.start, m.end)) for m in sentence.mentions]
        if claim in told:
            return sorted(other.key for other in told if other) == sorted(_FLOW) and None not in told
    return False


def _is_borne_out(
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
        return sums[0] == claim.value + tables.figure(_CARRIED_OVER)
    if claim.key == "answered" and "received" in told and not of_all and _is_old_told_behind(context, claim, agreeing):
        return sums[0] == claim.value + tables.figure(_CARRIED_OVER)
    if claim.key == "answered" and _is_old_settled_before(context, claim, agreeing):
        return sums[0] == claim.value + tables.figure(_CARRIED_OVER)
    is_new_only = claim.wording in context.language.words.data["new_only"]
    if claim.key in _RECEIVED and not is_new_only and _holds_old(context, claim, agreeing):
        return claim.value == sums[0] + tables.figure(_CARRIED_OVER)
    if claim.key in _FLOW and _balances(context, claim):
        return False
    if claim.key == "denied" and claim.value == tables.figure(_ANSWERED) - sum(map(tables.figure, _GRANTED)):
        return True  # 公开53件、不公开31件: all that were not granted
    if claim.key == "received_and_answered":
        return claim.value + tables.figure(_CARRIED_OVER) == tables.figure(_ANSWERED)
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
        if _is_of_both(context, tables, claim, spans, wholes):
            return True
        if claim.key == "answered" and _is_of_the_answered(mentions, at, sums[0]):
            return True
        if claim.key in _RECEIVED and _is_registered_otherwise(mentions, at, claim.wording, sums[0]):
            return True
        holds_old = claim.key in _RECEIVED and not is_new_only and claim.value == sums[0] + tables.figure(_CARRIED_OVER)
        tells_old = any(c.key == "carried_over" and c.span in spans[at + 1 :] for c in agreeing)
        if holds_old and (tells_old or claim.value in accumulate(mention.value for mention in mentions[at + 1 :])):
            return True
    if claim.key not in _RECEIVED:
        return False
    is_beyond_all = context.language.words.meanings.get(claim.wording) == "handle" and claim.value > max(sums)
    if not is_beyond_all and any(
        c.key in _RECEIVED and c.wording and claim.wording and c.wording != claim.wording for c in agreeing
    ):
        return True
    if is_new_only:
        return False
    flows = ("answered" in told or "received_in_all" in told) and "carried_over" not in told
    return flows and claim.value == told.get("answered", told.get("received_in_all", 0)) + told.get(
        "carried_forward", -1
    )


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


def _holds_old(context: Context, claim: Claim, agreeing: Sequence[Claim]) -> bool:
    """Whether the figure behind one is what was carried over, as a part of it: 44件（含上年结转3件）."""
    passage = context.told[claim.passage]
    # 90件（含结转4件）: it is only said that they are carried
    either = [c for c in agreeing if c.key in _CARRIED and len(c.sums) > 1]
    value = context.sums.figure(_CARRIED_OVER)
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


def wholes(context: Context, part: Span, words: str | None, is_of_requests: bool = False) -> tuple[int | float, ...]:
    """The table figures that a share may be of, where a sentence states only its part and names the whole.

    Args:
        context: the report.
        part: the place of the part's figure.
        words: what names the whole: 占办结总数的; None where the sentence names one, which need not be the one meant.
        is_of_requests: whether the part counts what applications are counted by, and no figure before it may be the
            whole; it need be none of the tables' then if the words name all applications (征地类31件，占申请总数的36%).
    """
    claim = context.claims_at.get(part)
    if words is not None and context.reader.standpoint.names_another_area(words):
        return ()
    for entry in context.language.words.data["shares"]:
        names_all = words in entry["all"]
        if claim:
            is_meant = claim.sums[0][0].startswith(f"{entry['table']}/") and (
                words is None or any(word in words for word in entry["words"])
            )
        else:
            is_meant = is_of_requests and names_all
        if is_meant:
            sums = context.sums
            answered, *received = [sums.reading(cells) for cells in entry["sums"]]
            readings = [*received, answered] if names_all else [answered, *received]
            if all(reading and sums.is_known(reading) for reading in readings):
                return tuple(map(sums.value, readings))
    return ()


def _place(context: Context, cells: Sequence[str]) -> str:
    """The cells in a person's words: the one, or the first and last of several."""
    table = context.report.tables[cells[0].split("/")[0]]
    names = [cell_name(context, table, table.figures[cell]) for cell in cells]
    printed = context.printed(table.name)
    row = _organisations_of(cells)
    if row is not None:
        label = context.form_of(table).rows[row].text
        if context.lang == "zh":
            return f"{printed}“{label}”行五类法人之和"
        return f"{printed}, the five kinds of organisations in row “{label}” together"
    if len(names) == 1:
        return printed + names[0] if context.lang == "zh" else f"{printed}, {names[0]}"
    if len(names) in (2, 3):
        *others, last = names
        if context.lang == "zh":
            return f"{printed}{'、'.join(others)}与{last}之和"
        return f"{printed}, {' plus '.join(names)}"
    many = f"{printed}{names[0]}至{names[-1]}之和"
    return many if context.lang == "zh" else f"{printed}, the sum from {names[0]} to {names[-1]}"


def _organisations_of(cells: Sequence[str]) -> str | None:
    """The row of which these cells are the five columns for 法人或其他组织, None where they are others."""
    tables, rows, columns = map(set, zip(*(cell.split("/") for cell in cells), strict=True))
    return rows.pop() if tables == {"applications"} and len(rows) == 1 and columns == _ORGANISATIONS else None


_ORGANISATIONS = {"business", "research", "charity", "legal_service", "other_org"}

_KIND = "prose-table-mismatch"
_IN_ANOTHER_UNIT = "fees"  # the tables count it in 万元
_RECEIVED_ONES = "applications/received/total"
_CARRIED_OVER = "applications/carried_over/total"
_ANSWERED = "applications/total/total"
_GRANTED = ("applications/granted/total", "applications/partial/total")
# one year's applications: the first two together are the last two together
_FLOW = ("received", "carried_over", "answered", "carried_forward")
_RECEIVED = ("received", "received_in_all")
_CARRIED = ("carried", "carried_over", "carried_forward")
# figures that reports count as the tables do, whatever they add up to
_UNAMBIGUOUS = (
    *("partial", "person", "organisations", "review_corrected", "suit_corrected", "carried_over", "carried_forward"),
)
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
# figures that a report tells of one and the same thing
_ALL = 100  # per cent
_FROM_BEFORE = frozenset(("carry", "last_year", "cumulative", "including", "other_year", "unfinished"))
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
        is_either = one.key in _CARRIED and len(one.sums) > 1  # 年初结转4件, 年末结转6件: over or on
        return is_told_alike and one.value != other.value and one.sums == other.sums and not is_either
    return False


def _was_carried_over(context: Context) -> bool:
    """Whether applications of the year before may have been answered in a year without new ones."""
    if any(claim.key == "carried_over" and claim.value for claim in context.claims):
        return True
    return context.sums.figure(_CARRIED_OVER) > 0


CHECKS = (
    Check(Kind(_KIND, ("told", "figure", "place", "expected"), ("none", "all")), prose_table_mismatch),
    Check(Kind("prose-contradiction", ("later", "earlier")), prose_contradiction),
)
