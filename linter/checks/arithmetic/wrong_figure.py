"""Check for the one figure that makes several equations fail: the cause instead of its symptoms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.arithmetic.repairs import Change, Component
from linter.checks.arithmetic.equation import told
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.checks.tables.cells import cell_name
from linter.model.claimed_figures import Evidence
from linter.model.diagnostics import Fix
from linter.model.report import Figure
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.edits import rewritten
from linter.text.folding import Folded


def wrong_figure(context: Context, rule: Rule) -> Iterator[Finding]:
    """Each cell that is wrong where the equations decide which one it is, with the equations that it breaks.

    It is as grave as the gravest of these: an equation of a user's own makes no error that its rule would not make.
    """
    severities = {rule.code: rule.severity for rule in context.rules}
    for component in context.repairs.components:
        if component.broken:
            gravest = max(severities[balance.code] for balance in component.broken)
            for change in component.wrong:
                yield _finding(context, component, change)._replace(severity=gravest)


def _finding(context: Context, component: Component, change: Change) -> Finding:
    table = context.report.tables[change.cell.partition("/")[0]]
    figure = table.figures[change.cell]
    variant = "certain" if component.confidence == "certain" else "likely"
    fix = _fix(figure, change, context.lang) if variant == "certain" else None
    return Finding(
        table.place_of(figure),
        {
            "table": context.printed(table.name),
            "cell": cell_name(context, table, figure),
            "found": figure.text,
            "expected": change.suggested,
            "reason": reason(context, change),
        },
        f"{variant}-blank" if change.current is None else variant,
        cell=figure.cell,
        cells=(change.cell,),
        expected=change.suggested,
        actual=figure.value,
        related=(*_broken(context, component, change), *_alternatives(context, component)),
        fix=fix,
        is_certain=component.confidence == "certain",
    )


def _fix(figure: Figure, change: Change, lang: str) -> Fix | None:
    """The right figure in its cell, for a person to take over: a figure is never changed without one."""
    written = None if figure.cell is None else Folded(figure.cell.text).slice(0)  # without the mark of a note
    if written is None or not written.text:
        return None
    title = f"改为{change.suggested}" if lang == "zh" else f"write {change.suggested}"
    edits = rewritten(written, str(change.suggested))
    return Fix("suggestion", title, edits) if edits else None


def _broken(context: Context, component: Component, change: Change) -> Iterator[Mention]:
    """The equations that the cell breaks and the evidence that it disagrees with."""
    for balance in component.broken:
        if change.cell in _first_of(balance.instance.cells, component):
            table = context.report.tables[balance.instance.subject.partition("/")[0]]
            subject = table.figures[balance.instance.subject]
            yield Mention(
                told(context, table, balance),
                table.place_of(subject),
                subject.cell,
                balance.instance.cells,
                balance.code,
            )
    for entry in component.settled:
        cells = tuple(dict.fromkeys(operand.address for reading in entry.readings for operand in reading))
        if change.cell in cells:
            agrees = "与改正后的数字一致" if context.lang == "zh" else ", as the corrected figure does"
            yield Mention(f"{_statement(context, entry)}{agrees}", entry.span, None, cells, entry.code)


def _statement(context: Context, entry: Evidence) -> str:
    """How a figure is stated elsewhere; of one in the text with the words before it that say what it counts."""
    claim = context.claims_at.get(entry.span) if entry.span is not None else None
    if claim is None or not claim.text[:1].isdecimal():
        return entry.statement
    start = claim.span.start
    source = context.report.document.source
    words = re.split(_NO_WORD, source[max(start - _LONGEST_WORDS, 0) : start])[-1] + claim.text
    return f"正文“{words}”" if context.lang == "zh" else f"the text says “{words}”"


_LONGEST_WORDS = 10
_NO_WORD = "[^一-鿿]"


def _first_of(cells: tuple[str, ...], component: Component) -> tuple[str, ...]:
    """The wrong cells among an equation's; all of the set where it has none of them."""
    wrong = tuple(change.cell for change in component.wrong)
    return tuple(cell for cell in wrong if cell in cells) or wrong


def _alternatives(context: Context, component: Component) -> Iterator[Mention]:
    """What else would make the equations hold, where this is only the likeliest."""
    for candidate in component.candidates[1:]:
        told_changes = []
        for change in candidate:
            table = context.report.tables[change.cell.partition("/")[0]]
            place = cell_name(context, table, table.figures[change.cell])
            if context.lang == "en":
                told_changes.append(f"{place}: {_current(change, 'blank')} → {change.suggested}")
            else:
                told_changes.append(f"{place}由{_current(change, '空白')}改为{change.suggested}")
        if context.lang == "en":
            yield Mention("also possible: " + "; ".join(told_changes))
        else:
            yield Mention("也可能是：" + "，".join(told_changes))


def _current(change: Change, blank: str) -> object:
    return blank if change.current is None else change.current


_REASONS = {
    "look-alike": ("形近数字认错", "a look-alike digit was recognised"),
    "digits-transposed": ("数字颠倒", "digits transposed"),
    "digit-changed": ("一位数字有误", "one digit wrong"),
    "digit-missing": ("少写一位数字", "a digit is missing"),
    "digit-extra": ("多写一位数字", "a digit too many"),
    "times-ten": ("多写或少写一个0", "a nought too many or too few"),
    "swapped-with": ("与{place}互换", "exchanged with {place}"),
    "shifted": ("整行错位一列", "the row slipped by one column"),
    "last-years-figure": ("与上年数字相同", "last year's figure"),
    "total-not-updated": ("总计没有随着修改", "the total was not updated"),
}


def reason(context: Context, change: Change) -> str:
    """How the mistake came about, in brackets behind the figure; empty where nothing is known."""
    name, _, other = (change.explanation or "").partition(":")
    if name not in _REASONS:
        return ""
    place = ""
    if other:
        table = context.report.tables[other.partition("/")[0]]
        place = cell_name(context, table, table.figures[other])
    zh, en = _REASONS[name]
    return f"（{zh.format(place=place)}）" if context.lang == "zh" else f" ({en.format(place=place)})"


CHECKS = (
    Check(
        Kind(
            "wrong-figure",
            ("table", "cell", "found", "expected", "reason"),
            ("certain", "likely", "certain-blank", "likely-blank"),
            beside_prior=True,
        ),
        wrong_figure,
    ),
)
