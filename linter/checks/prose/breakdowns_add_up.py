"""Check of figures against those that a text breaks them down into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.statements import as_the_tables_have_it
from linter.prose.figure_mentions import FigureMention
from linter.prose.figure_roles import ANSWERS, outcome
from linter.prose.passages import Passage
from linter.prose.stated_changes import StatedChange, wrong_changes
from linter.prose.sum_readings import SumReading
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.numbers import written_like


def prose_sum(context: Context, rule: Rule) -> Iterator[Finding]:
    """A figure that a text breaks down is the sum of its parts in some reading, unless the list names examples only."""
    for number, stated in wrong_sums(context):
        passage, before = context.told[number], context.told[number - 1] if number else None
        if isinstance(stated, StatedChange):
            yield _wrong_change(passage, stated)
        else:
            yield _finding(passage, before, stated)


def wrong_sums(context: Context) -> Iterator[tuple[int, SumReading | StatedChange]]:
    """What does not add up, and not only because a figure is not the tables', each with the number of its passage."""
    found = list(_wrong(context))
    told = as_the_tables_have_it(context) if found else ()
    for number, stated in found:
        corrected = {m.start: m for sentence in told[number].sentences for m in sentence.mentions}
        if isinstance(stated, StatedChange):
            is_right = _corrected_change(stated, corrected).holds
        else:
            right = _corrected_sum(stated, corrected)
            is_right = _is_right(context, context.told[number], right, right != stated, corrected.values())
        if not is_right:
            yield number, stated


def _wrong(context: Context) -> Iterator[tuple[int, SumReading | StatedChange]]:
    """What does not add up, each with the number of its passage."""
    for number, passage in enumerate(context.told):
        for reading in context.broken_sums[number]:
            if not _divides_a_lost_figure(context, passage, reading):
                yield number, reading
        for change in wrong_changes(passage.sentences, context.language.words):
            yield number, change


def _corrected_sum(reading: SumReading, corrected: Mapping[int, FigureMention]) -> SumReading:
    return SumReading(
        tuple(_corrected(figure, corrected) for figure in reading.whole),
        tuple(_corrected(figure, corrected) for figure in reading.parts),
    )


def _corrected_change(stated: StatedChange, corrected: Mapping[int, FigureMention]) -> StatedChange:
    new, old, change = (_corrected(figure, corrected) for figure in (stated.new, stated.old, stated.change))
    return stated._replace(new=new, old=old, change=change)


def _corrected(figure: FigureMention, corrected: Mapping[int, FigureMention]) -> FigureMention:
    """The figure with the tables' value; itself where it stands in the passage before."""
    found = corrected.get(figure.start)
    return found if found is not None and found.text == figure.text else figure


def _is_right(
    context: Context, passage: Passage, reading: SumReading, is_corrected: bool, told: Iterable[FigureMention]
) -> bool:
    """Whether a list is right, or the tables say the same of it, once its figures are the tables'.

    It may then be what another figure before it counts: 收到41件，办结40件，其中公开20件、….
    """
    before = [figure.value for figure in told if figure.start < reading.parts[0].start and not figure.is_share]
    is_of_another = is_corrected and reading.total in before
    if reading.holds or is_of_another:
        return True
    if reading.whole[0].start > reading.parts[-1].start:  # 予以公开5件、…、其他处理2件，合计9件: of these alone
        return False
    return _divides_the_answered(context, reading) or _is_borne_out(context, passage, reading)


def _divides_the_answered(context: Context, reading: SumReading) -> bool:
    """Whether outcomes told behind what was received are those of all that was answered: 收到41件，其中公开20件、…."""
    tells_outcomes = any(outcome(part) in ANSWERS for part in reading.parts)
    is_of_received = reading.divided == context.sums.figure("applications/received/total")
    return tells_outcomes and is_of_received and reading.total == context.sums.figure("applications/total/total")


def _finding(passage: Passage, before: Passage | None, reading: SumReading) -> Finding:
    whole, first, last = reading.whole[0], reading.parts[0], reading.parts[-1]
    stands_before = before is not None and whole.start > first.start and whole.text in before.folded.text
    folded = before.folded if stands_before and before is not None else passage.folded
    values = {
        "head": whole.text,
        "parts": "+".join(part.text.removesuffix(part.unit) for part in reading.parts),
        "first": _named(passage, first),
        "last": _named(passage, last),
        "sum": _written(reading.total, whole),
        "difference": _written(abs(reading.total - reading.divided), whole),
    }
    variant = "single" if len(reading.parts) == 1 else None
    span = folded.span(whole.start, whole.end)
    return Finding(span, values, variant, expected=_number(reading.total), actual=whole.value)


def _wrong_change(passage: Passage, stated: StatedChange) -> Finding:
    new, old, change = stated.new, stated.old, stated.change
    values = {
        "head": _named(passage, change),
        "parts": f"{new.text.removesuffix(new.unit)}-{old.text.removesuffix(old.unit)}",
        "first": _named(passage, new),
        "last": _named(passage, old),
        "sum": _written(stated.difference, change),
        "difference": _written(abs(stated.expected - change.value), change),
    }
    span = passage.folded.span(change.start, change.end)
    return Finding(span, values, "change", expected=_number(stated.expected), actual=change.value)


def _named(passage: Passage, part: FigureMention) -> str:
    """A part with its label, as it stands in the text."""
    start = part.before[0].start if part.before else part.start
    return passage.folded.slice(start, part.end).text


def _written(value: float, figure: FigureMention) -> str:
    """A value as a figure is written: 38万 beside 40万元."""
    return written_like(value, figure.text.removesuffix(figure.unit))


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _divides_a_lost_figure(context: Context, passage: Passage, reading: SumReading) -> bool:
    """Whether a number was lost between a figure and its parts: these divide what it counted (信息条(其中网站40条))."""
    between = range(reading.whole[0].end, reading.parts[0].start)
    return any(start in between for start, _ in context.uncounted_in(passage.folded.text))


def _is_borne_out(context: Context, passage: Passage, reading: SumReading) -> bool:
    """Whether the tables say the same of the whole and of all its parts.

    What is pending is no part of what is closed.
    """
    tells_pending = any(figure.speaks_of("pending") for figure in reading.parts)
    for figure in (*reading.whole, *reading.parts):
        claim = context.claims_at.get(passage.folded.span(figure.start, figure.end))
        if claim is None:
            return False
        meant = claim.sums[:1] if tells_pending and figure in reading.whole else claim.sums
        readings = [r for cells in meant if (r := context.sums.reading(cells))]
        sums = [context.sums.value(r) for r in readings if context.sums.is_known(r)]
        if figure.value not in sums and not any(map(claim.fits, sums)):
            return False
    return True


KIND = "prose-sum"
CHECKS = (Check(Kind(KIND, ("head", "parts", "first", "last", "sum", "difference"), ("single", "change")), prose_sum),)
