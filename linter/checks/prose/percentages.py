"""Check of percentages against the figures that they follow from."""

from __future__ import annotations

from collections.abc import Iterator

from linter.arithmetic.equations import total
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.statements import wholes
from linter.model.document import Span
from linter.model.last_year import Prior
from linter.prose.figure_mentions import FigureMention
from linter.prose.passages import Passage
from linter.prose.shares import ShareReading, StatedShare, fits, stated_shares
from linter.rules.kind import Kind
from linter.rules.rule import Rule

_OWN_DECIMALS = 1  # a percentage is worked out to one decimal at least


def prose_percentage(context: Context, rule: Rule) -> Iterator[Finding]:
    """A share, a rate or a growth follows from figures of the text or the tables, rounded or cut to its last place."""
    before: Passage | None = None
    for passage in context.passages:
        earlier = before.sentences if before is not None else ()
        for share in stated_shares(passage.sentences, earlier, context.language.words):
            in_tables = _of_the_tables(context, passage, share)
            readings = (*share.readings, *in_tables)
            if any(fits(share.percent, reading.percentage, share.evens_out) for reading in readings):
                continue
            if share.is_bound or in_tables:
                yield _finding(passage, share.percent, share.readings[0] if share.is_bound else in_tables[0])
        before = passage


def _of_the_tables(context: Context, passage: Passage, share: StatedShare) -> tuple[ShareReading, ...]:
    """The shares of table figures, where the text states the part and names the whole without a figure."""
    part = share.part
    if part is None:
        return ()
    span = passage.folded.span(part.start, part.end)
    if share.kind == "growth":
        return tuple(_since_last_year(context, share, part, span)) if not share.readings else ()
    found = wholes(context, span, share.whole_words if share.kind == "share" else None)
    return tuple(ShareReading(part, None, part.value, whole) for whole in found if whole and whole >= part.value)


def _since_last_year(context: Context, share: StatedShare, part: FigureMention, span: Span) -> Iterator[ShareReading]:
    """The growth since last year's report of a figure that both tables hold."""
    claim = context.claims_at.get(span)
    prior = context.prior
    if claim is None or not isinstance(prior, Prior) or not share.is_since_last_year:
        return
    for cells in claim.sums:
        reading = context.sums.reading(cells)
        if reading and all(operand.address in prior.values for operand in reading):
            before = total(reading, prior.values)
            if before:
                yield ShareReading(part, None, share.sign * (part.value - before), before)


def _finding(passage: Passage, percent: FigureMention, reading: ShareReading) -> Finding:
    decimals = max(len(percent.text.partition(".")[2].rstrip("%")), _OWN_DECIMALS)
    expected = f"{round(reading.percentage, decimals):g}%"
    values = {
        "found": percent.text,
        "part": f"{reading.numerator:g}",
        "whole": f"{reading.denominator:g}",
        "expected": expected,
    }
    span = passage.folded.span(percent.start, percent.end)
    return Finding(span, values, expected=expected, actual=percent.text)


CHECKS = (Check(Kind("prose-percentage", ("found", "part", "whole", "expected")), prose_percentage),)
