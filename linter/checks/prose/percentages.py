"""Check of percentages against the figures that they follow from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.arithmetic.equations import total
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.breakdowns_add_up import KIND as SUMS
from linter.checks.prose.breakdowns_add_up import wrong_sums
from linter.checks.prose.statements import as_the_tables_have_it, wholes
from linter.model.document import Span
from linter.model.last_year import Prior, StatedGrowth
from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention
from linter.prose.passages import Passage
from linter.prose.quotients import StatedQuotient, quotients
from linter.prose.share_readings import ShareReading, StatedShare, fits
from linter.prose.sum_readings import SumReading
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.numbers import written_like

_OWN_DECIMALS = 1  # what is told wrong is worked out to one decimal at least


def prose_percentage(context: Context, rule: Rule) -> Iterator[Finding]:
    """A share, a rate or a growth follows from figures of the text or the tables, rounded or cut to its last place."""
    found = [judged for judged in _judged(context, context.told, context.shares) if not judged.is_right]
    if found:
        told = as_the_tables_have_it(context)
        right = {judged.span for judged in _judged(context, told, context.shares_of(told)) if judged.is_right}
        sums = _wrong_sums(context)
        for judged in found:
            if judged.span not in right and not _is_explained(judged, sums):
                yield _finding(judged)


class _Judged(NamedTuple):
    """A percentage or a quotient, what it follows from, and whether it is right."""

    passage: Passage
    told: FigureMention
    follows_from: ShareReading | StatedQuotient
    is_right: bool
    share: StatedShare | None = None

    @property
    def span(self) -> Span:
        return self.passage.folded.span(self.told.start, self.told.end)


def _judged(
    context: Context, told: Sequence[Passage], shares: Iterable[tuple[Passage, StatedShare]]
) -> Iterator[_Judged]:
    """The percentages and the quotients that follow from figures which are plain."""
    for passage, share in shares:
        in_tables = _of_the_tables(context, passage, share)
        is_right = any(map(share.follows_from, (*share.readings, *in_tables)))
        if share.is_bound or in_tables:
            of_a_part = (reading for reading in share.readings if reading.numerator <= reading.denominator)
            reading = share.readings[0] if share.is_bound else next(of_a_part, in_tables[0])
            yield _Judged(passage, share.percent, reading, is_right, share)
    for passage in told:
        for sentence in passage.sentences:
            for quotient in quotients(sentence, context.language.words):
                yield _Judged(passage, quotient.told, quotient, quotient.holds)


def _wrong_sums(context: Context) -> list[tuple[Passage, SumReading]]:
    """The lists of which it is said that they do not add up."""
    if not context.says(SUMS):
        return []
    found = ((context.told[number], stated) for number, stated in wrong_sums(context))
    return [(passage, stated) for passage, stated in found if isinstance(stated, SumReading)]


def _is_explained(judged: _Judged, sums: Sequence[tuple[Passage, SumReading]]) -> bool:
    """Whether a share is right of the one figure whose change makes its list add up: of the whole, or of the part."""
    share, reading = judged.share, judged.follows_from
    if share is None or share.kind == "growth" or not isinstance(reading, ShareReading):
        return False
    for passage, wrong in sums:
        if passage is not judged.passage or len(wrong.whole) > 1 or wrong.whole[0] != reading.whole:
            continue
        of_whole = reading._replace(denominator=wrong.total)
        of_part = reading._replace(numerator=reading.numerator + wrong.divided - wrong.total)
        if share.follows_from(of_whole) or (reading.part in wrong.parts and share.follows_from(of_part)):
            return True
    return False


def _of_the_tables(context: Context, passage: Passage, share: StatedShare) -> tuple[ShareReading, ...]:
    """The shares of table figures, where the text states the part and names the whole without a figure."""
    part = share.part
    if part is None:
        return ()
    if share.kind == "growth":
        growth = _growth(context, passage, share)
        if growth is None or not isinstance(context.prior, Prior):
            return ()
        return tuple(ShareReading(part, None, *pair) for pair in _since_last_year(growth, context.prior))
    span = passage.folded.span(part.start, part.end)
    is_of_requests = not share.readings and context.language.words.counts(part.unit, "applications")
    found = wholes(context, span, share.whole_words if share.kind == "share" else None, is_of_requests)
    return tuple(ShareReading(part, None, part.value, whole) for whole in found if whole and whole >= part.value)


def _growth(context: Context, passage: Passage, share: StatedShare) -> StatedGrowth | None:
    """A growth of a figure of the tables since last year, where the text does not tell what it is the growth from."""
    part, percent = share.part, share.percent
    if part is None or share.readings or not share.is_since_last_year:
        return None
    claim = context.claims_at.get(passage.folded.span(part.start, part.end))
    readings = tuple(filter(None, map(context.sums.reading, claim.sums))) if claim is not None else ()
    if not readings:
        return None
    return StatedGrowth(percent.value, percent.step, share.evens_out, share.sign, part.value, readings)


def _since_last_year(growth: StatedGrowth, prior: Prior) -> Iterator[tuple[float, float]]:
    """By how much a figure has grown, and from what, for each figure of last year's report that it may have been."""
    for reading in growth.readings:
        if all(operand.address in prior.values for operand in reading):
            before = total(reading, prior.values)
            if before:
                yield growth.sign * (growth.value - before), before


def growths(context: Context) -> Iterator[StatedGrowth]:
    """The growths of which only last year's report can tell whether they are right."""
    for passage, share in context.shares:
        growth = _growth(context, passage, share) if share.kind == "growth" else None
        if growth is not None:
            yield growth


def is_right(growth: StatedGrowth, prior: Prior) -> bool:
    """Whether last year's report bears a growth out, or does not tell."""
    exact = [100 * grown / before for grown, before in _since_last_year(growth, prior)]
    return not exact or any(fits(growth.percent, growth.step, value, growth.evens_out) for value in exact)


def _finding(judged: _Judged) -> Finding:
    told, follows_from = judged.told, judged.follows_from
    exact = follows_from.percentage if isinstance(follows_from, ShareReading) else follows_from.exact
    decimals = max(len(told.text.removesuffix(told.unit).partition(".")[2]), _OWN_DECIMALS)
    values = {
        "found": told.text,
        "part": written_like(follows_from.numerator, ""),
        "whole": written_like(follows_from.denominator, ""),
        "expected": f"{written_like(round(exact, decimals), '')}{told.unit}",
    }
    return Finding(judged.span, values, expected=values["expected"], actual=told.text)


CHECKS = (Check(Kind("prose-percentage", ("found", "part", "whole", "expected"), beside_prior=True), prose_percentage),)
