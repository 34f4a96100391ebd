"""Check of figures against those that a text breaks them down into."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.prose.breakdowns import SumReading, breakdowns
from linter.prose.figure_mentions import FigureMention
from linter.prose.passages import Passage
from linter.prose.stated_changes import StatedChange, wrong_changes
from linter.rules.kind import Kind
from linter.rules.rule import Rule


def prose_sum(context: Context, rule: Rule) -> Iterator[Finding]:
    """A figure that a text breaks down is the sum of its parts in some reading, unless the list names examples only."""
    before: Passage | None = None
    for passage in context.told:
        earlier = before.sentences if before is not None else ()
        for breakdown in breakdowns(passage.sentences, earlier, context.language.words):
            reading = breakdown.reading
            if not breakdown.closed or reading is None or _divides_a_lost_figure(context, passage, reading):
                continue
            if not _is_borne_out(context, passage, reading):
                yield _finding(passage, before, reading)
        yield from (
            _wrong_change(passage, stated) for stated in wrong_changes(passage.sentences, context.language.words)
        )
        before = passage


def _finding(passage: Passage, before: Passage | None, reading: SumReading) -> Finding:
    whole, first, last = reading.whole[0], reading.parts[0], reading.parts[-1]
    stands_before = before is not None and whole.start > first.start and whole.text in before.folded.text
    folded = before.folded if stands_before and before is not None else passage.folded
    values = {
        "head": whole.text,
        "parts": "+".join(part.text.removesuffix(part.unit) for part in reading.parts),
        "first": _named(passage, first),
        "last": _named(passage, last),
        "sum": _number(reading.total),
        "difference": _number(round(abs(reading.total - reading.divided), 6)),
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
        "sum": _number(stated.difference),
        "difference": _number(round(abs(stated.expected - change.value), 6)),
    }
    span = passage.folded.span(change.start, change.end)
    return Finding(span, values, "change", expected=_number(stated.expected), actual=change.value)


def _named(passage: Passage, part: FigureMention) -> str:
    """A part with its label, as it stands in the text."""
    start = part.before[0].start if part.before else part.start
    return passage.folded.slice(start, part.end).text


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _divides_a_lost_figure(context: Context, passage: Passage, reading: SumReading) -> bool:
    """Whether a number was lost between a figure and its parts: these divide what it counted (信息条(其中网站40条))."""
    between = range(reading.whole[0].end, reading.parts[0].start)
    return any(start in between for start, _ in context.uncounted_in(passage.folded.text))


def _is_borne_out(context: Context, passage: Passage, reading: SumReading) -> bool:
    """Whether the tables say the same of the whole and of all its parts."""
    for figure in (*reading.whole, *reading.parts):
        claim = context.claims_at.get(passage.folded.span(figure.start, figure.end))
        if claim is None:
            return False
        readings = [r for cells in claim.sums if (r := context.sums.reading(cells))]
        if not any(context.sums.is_known(r) and claim.fits(context.sums.value(r)) for r in readings):
            return False
    return True


CHECKS = (
    Check(Kind("prose-sum", ("head", "parts", "first", "last", "sum", "difference"), ("single", "change")), prose_sum),
)
