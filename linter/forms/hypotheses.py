"""A table's cells laid over its form by the reading that explains them best.

A table is read as it comes. Where something of its columns is in doubt then, there are other readings: that some of its
columns are none of the form's, that its columns are in the form's order although the header's words are not. Each is
held against the evidence: labels, the number of figures in a row, and the sums that the form holds within itself. The
weights are such that no single wrong cell, which breaks three sums at most, outweighs a label that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from linter.forms.form import TableForm
from linter.forms.labels_as_laid_out import is_stream
from linter.forms.lanes import Removal, over_columns, places_behind_labels, unknown_columns, without
from linter.forms.reading import TableReading, read_table
from linter.forms.totals import failing_sums
from linter.model.document import Grid
from linter.model.records import NamedTuple
from linter.model.report import Deviation, Figure, State, Table

_OF_A_LABEL = 8  # what a label that a reading contradicts weighs, in sums that fail: two wrong cells and more
_LARGEST = 1_000  # cells: what is larger is no table of a report
_CLEARLY = 4  # one wrong cell and more
_COLONS = frozenset("：:")


class _Hypothesis(NamedTuple):
    """A reading, what was taken out of the table for it, and how much speaks against it."""

    reading: TableReading
    removal: Removal
    cost: int

    @property
    def explains_all(self) -> bool:
        """Whether nothing speaks against it but that it takes columns out, and these have names."""
        lanes = self.removal.lanes
        return all(lane.heading for lane in lanes) and self.cost == _OF_A_LABEL * len(lanes)


def likeliest(first: TableReading, grids: Sequence[Grid], form: TableForm) -> Table:
    """The table that grids make up, read by the hypothesis that explains it best.

    Figures whose place two readings tell differently, neither clearly better, are unknown, and one deviation says so.

    Args:
        first: the table read as it comes.
        grids: what it was read from.
        form: prescribes it.
    """
    best, table = _weighed(first, Removal(()), form), first.table
    if sum(grid.size for grid in grids) <= _LARGEST:
        known = [best, *_hypotheses(first, grids, form)]
        best = min(known, key=lambda hypothesis: hypothesis.cost)
        table = _agreed(
            best.reading.table,
            [other.reading.table for other in known if other is not best and other.cost < best.cost + _CLEARLY],
        )
    further = [Deviation("extra-column", "", lane.name, "", lane.span) for lane in best.removal.lanes]
    further += _without_cells(best.reading, form)
    if any(is_stream(grid, form) for grid in grids):
        further = further[: max(1, len(best.removal.lanes))]  # where lines are no rows a cell may look like a heading
    deviations = sorted((*table.deviations, *further, *_unclear(table, form)), key=lambda deviation: deviation.span)
    return table._replace(grids=tuple(grids), deviations=tuple(deviations))


def _hypotheses(first: TableReading, grids: Sequence[Grid], form: TableForm) -> Iterator[_Hypothesis]:
    """The other readings, up to the first that explains all; the header's place for a column counts as a label."""
    if any(deviation.kind == "moved-column" for deviation in first.table.deviations):
        yield _weighed(read_table(grids, form, in_form_order=True), Removal((), 1), form)
    if failing_sums(form, first.table.figures):
        yield _weighed(read_table(grids, form, late=True), Removal(()), form)
    for removal in chain(unknown_columns(grids, form), places_behind_labels(first, form)):
        left = without(grids, removal.lanes)
        if not left:
            continue
        hypothesis = _weighed(read_table(left, form), removal, form)
        yield hypothesis
        if hypothesis.explains_all:
            return


def _without_cells(reading: TableReading, form: TableForm) -> Iterator[Deviation]:
    """The columns of which nothing but the heading is there: blank cells may leave nothing behind.

    A piece of a label is none, nor is a note, such as 单位：件.
    """
    for heading in over_columns(reading, form):
        is_piece = any(heading.key in wanted.folded for wanted in form.labels)
        if heading.cell is not None and not is_piece and _COLONS.isdisjoint(heading.cell.text.text):
            yield Deviation("extra-column", "", heading.cell.text.text.strip(), "", heading.cell.span)


def _unclear(table: Table, form: TableForm) -> Iterator[Deviation]:
    """What says of all figures without a place that they are not read: their rows, at the first of them.

    Of a table whose cells came one by one `linter.forms.binding.unread_rows` says it.
    """
    lost = [figure for figure in table.figures.values() if figure.state is State.UNKNOWN]
    if lost and not any(is_stream(grid, form) for grid in table.grids):
        rows = dict.fromkeys(form.rows[figure.row].text for figure in lost)
        yield Deviation("unclear-figures", form.title, "", "", table.place_of(lost[0]), tuple(filter(None, rows)))


def _weighed(reading: TableReading, removal: Removal, form: TableForm) -> _Hypothesis:
    table = reading.table
    contradicted = (
        len(removal.lanes)
        + 2 * len(reading.headings)
        + reading.guessed
        + sum(len(deviation.others) or 1 for deviation in table.deviations)
    )
    unread = sum(figure.state in (State.TEXT, State.UNKNOWN) for figure in table.figures.values())
    unsure = unread + len(reading.captions)  # a reading in which these have cells is the better one of two equals
    # where lines are no rows a heading may have come before or behind its like: no reason to be sure against the sums
    one_by_one = any(is_stream(grid, form) for grid in table.grids)
    displaced = removal.misplaced * (_CLEARLY if one_by_one else _OF_A_LABEL)
    cost = _OF_A_LABEL * contradicted + displaced + unsure + failing_sums(form, table.figures)
    return _Hypothesis(reading, removal, cost)


def _agreed(table: Table, others: Sequence[Table]) -> Table:
    """The table with the figures on which no other reading that has them disagrees; the rest is unknown."""
    doubtful = {
        address
        for other in others
        for address, figure in other.figures.items()
        if figure.state is not State.UNKNOWN and other.values.get(address) != table.values.get(address)
    }
    if not doubtful:
        return table
    figures = {
        address: Figure(address, State.UNKNOWN, None, "", None) if address in doubtful else figure
        for address, figure in table.figures.items()
    }
    return table._replace(figures=figures)
