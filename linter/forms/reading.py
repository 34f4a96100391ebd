"""One way to read a table: its labels found by their wording, its figures by their order within the row.

Rows and columns are found by their labels (see `linter.forms.alignment`), figures by their order within the row, never
by grid column alone. What does not fit is a `Deviation`; nothing is assumed in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile, zip_longest

from linter.forms.alignment import Alignment, Match, align
from linter.forms.cell_values import read_figure, read_with_unit
from linter.forms.columns import ColumnOrder, Row, assign, column_order, is_settled
from linter.forms.form import Block, Label, TableForm, unnumbered
from linter.forms.labels_as_laid_out import LaidOutLabel, is_stream, items_of
from linter.model.document import Chars, Grid, Span
from linter.model.records import NamedTuple
from linter.model.report import Deviation, Figure, State, Table
from linter.text.folding import label_key

_MANY_LOST = 3
_OF_ROWS = ("row", "row-group")
_ABOVE_COLUMNS = ("heading", "corner")


class _Bound(NamedTuple):
    """A block of a form with what was found of it: its labels, its rows in the form's order, its columns.

    `is_dealt` says that figures that stood elsewhere than behind their labels were dealt out over the rows.
    """

    block: Block
    found: Mapping[Label, Match]
    rows: Sequence[tuple[Label, Row]]
    order: ColumnOrder
    is_dealt: bool

    def missing(self) -> Iterator[Deviation]:
        """The rows without a label of which there are no figures, below the last label of its header."""
        if self.found:
            last = max(match.span for match in self.found.values())
            found = [label for label, _ in self.rows]
            yield from (
                Deviation("missing-row", "", "", label.key, last)
                for label in self.block.rows
                if not label.text and label not in found
            )

    def figures(self, table: str) -> Iterator[Figure]:
        """The figures of its rows."""
        for label, row in self.rows:
            for key, state, value, cell in assign(self.order, row):
                text = cell.text.text.strip() if cell else ""
                if state is State.TEXT:
                    column = next(column for column in self.block.columns if column.key == key)
                    value = read_with_unit(text, column.numeric, column.unit)
                    state = State.TEXT if value is None else State.UNIT
                yield Figure(f"{table}/{label.key}/{key}", state, value, text, cell)


class Taken(NamedTuple):
    """A label as laid out and the form's that it was taken for, None where it fits nowhere or is there again."""

    item: LaidOutLabel
    label: Label | None


class TableReading(NamedTuple):
    """A table as it is read, and what hypotheses about its columns start from.

    `labels` are all that are laid out, in reading order, `headings` those words in a header that are no label of the
    form, `captions` such words above all labels where lines are no rows: the table's title or its unit, unless cells
    show that a column begins there. `guessed` is how many labels nothing but their place tells. `is_settled` says that
    nothing of the table's columns is in doubt, `is_dealt` that figures that stood elsewhere were dealt out over rows.
    """

    table: Table
    labels: Sequence[Taken]
    headings: Sequence[LaidOutLabel]
    captions: Sequence[LaidOutLabel]
    guessed: int
    is_settled: bool
    is_dealt: bool


def read_table(
    grids: Sequence[Grid], form: TableForm, *, in_form_order: bool = False, late: bool = False
) -> TableReading:
    """The table that grids make up, by the labels of its form; its columns in the header's order or in the form's.

    `late` is for `ColumnOrder`.
    """
    stream = any(is_stream(grid, form) for grid in grids)
    items = items_of(grids, form)
    alignment = _without_torn_row(align(items, form), form.labels)
    blocks = list(_blocks(form, items, alignment, stream, in_form_order, late))
    figures = {figure.address: figure for block in blocks for figure in block.figures(form.name)}
    row_labels: dict[str, Chars] = {}
    column_labels: dict[str, Chars] = {}
    for label, match in chain.from_iterable(block.found.items() for block in blocks):
        if label.kind == "column":
            column_labels.setdefault(label.key, match.label)
        elif label.kind == "row" and (text := match.label).text:
            row_labels[label.key] = text
    deviations = [
        *_deviating_labels(blocks, alignment, form.labels),
        *_deviating_rows(alignment, form.labels, grids),
        *chain.from_iterable(block.missing() for block in blocks),
    ]
    is_dealt = any(block.is_dealt for block in blocks)
    if is_dealt:
        deviations = [deviation for deviation in deviations if deviation.kind != "moved-row"]
    table = Table(
        form.name,
        form.regime,
        tuple(grids),
        {address: figures[address] for address in form.addresses if address in figures},
        row_labels,
        column_labels,
        tuple(sorted(deviations, key=lambda deviation: deviation.span)),
    )
    if not alignment.spare and all(is_settled(block.order, [row for _, row in block.rows]) for block in blocks):
        return TableReading(table, (), (), (), 0, True, is_dealt)
    labels = {id(item): form.labels[at] for at, match in alignment.matches.items() for item in match.items}
    taken = [Taken(item, labels.get(id(item))) for item in items]
    guessed = sum(match.guessed for match in alignment.matches.values())
    headings = list(_headings(taken, alignment.spare))
    above = {id(item) for item, _ in takewhile(lambda one: one.label is None, taken)} if stream else ()
    return TableReading(
        table,
        taken,
        [heading for heading in headings if id(heading) not in above],
        [heading for heading in headings if id(heading) in above],
        guessed,
        False,
        is_dealt,
    )


def _headings(labels: Sequence[Taken], spare: Sequence[LaidOutLabel]) -> Iterator[LaidOutLabel]:
    """The words in a header that are no label of the form: beside labels of columns, and not behind that of a row.

    Where lines are no rows, words before the label of a row stand in that row if others stand in a header further
    ahead.
    """
    of_rows = {item.line for item, label in labels if label and label.kind == "row"}
    of_header = {item.line for item, label in labels if label and label.kind not in _OF_ROWS}
    unknown = {id(item) for item in spare if item.cell is not None and not item.has_figures and item.line in of_header}
    before: Taken | None = None
    known: set[str] = set()
    parted = False  # by a label from the first of them
    for taken, behind in zip_longest(labels, labels[1:]):
        item, label = taken
        if label is not None:
            before, parted = taken, bool(known)
        elif id(item) in unknown and not _ends_row(before, item, of_rows) and not _ends_label(before, item):
            is_cell = parted and item.key not in known and behind is not None and _is_of_row(behind, item.line)
            if not is_cell:
                known.add(item.key)
                yield item


def _is_of_row(taken: Taken, line: tuple[int, int]) -> bool:
    return taken.item.line == line and taken.label is not None and taken.label.kind in _OF_ROWS


def _ends_row(before: Taken | None, item: LaidOutLabel, of_rows: set[tuple[int, int]]) -> bool:
    """Whether words stand behind the label or the figures of a row, where lines are no rows."""
    if before is None or before.label is None:
        return item.line in of_rows
    is_beside = before.item.line == item.line
    return is_beside and (before.label.kind == "row" or before.item.has_figures)


def _ends_label(before: Taken | None, item: LaidOutLabel) -> bool:
    """Whether words are the rest of a label that is one without them, too: 本年收费金额 and （单位：万元）."""
    if before is None or before.label is None:
        return False
    key = before.item.key + item.key
    return key == before.label.folded or before.label.accepts(key)


def _blocks(
    form: TableForm, items: Sequence[LaidOutLabel], alignment: Alignment, stream: bool, in_form_order: bool, late: bool
) -> Iterator[_Bound]:
    """The blocks of a form with the labels, rows and columns that were found of each."""
    doubled = [(form.labels[index], item) for index, item in alignment.doubled]
    at = 0
    for block in form.blocks:
        indexes = range(at, at + len(block.labels))
        at = indexes.stop
        found = {block.labels[index - indexes.start]: m for index, m in alignment.matches.items() if index in indexes}
        written = rows = _rows(block, found, items)
        if len(form.blocks) == 1:
            rows = _turned(rows, block, found)
            if rows is written and not any(label.kind == "row" for label, _ in doubled):
                rows = _dealt(rows, len(block.rows), len(block.columns), items, stream)
        order = column_order(
            block,
            found,
            [row for _, row in rows],
            doubled,
            in_order=(not alignment.moved and not doubled) or (stream and _is_torn(block, found, doubled)),
            stream=stream,
        )
        if in_form_order:
            order = order.as_in(block)
        yield _Bound(block, found, rows, order._replace(late=late), rows is not written)


def _is_torn(block: Block, found: Mapping[Label, Match], left: Sequence[tuple[Label, LaidOutLabel]]) -> bool:
    """Whether labels of a block's columns come before what stands above them: their order tells nothing then."""
    above = [match.first.place for label, match in found.items() if label.kind in _ABOVE_COLUMNS]
    above += [item.place for label, item in left if label.kind in _ABOVE_COLUMNS and label in block.labels]
    columns = [match.first.place for label, match in found.items() if label.kind == "column"]
    return bool(above and columns) and min(columns) < max(above)


def _rows(block: Block, found: Mapping[Label, Match], items: Sequence[LaidOutLabel]) -> list[tuple[Label, Row]]:
    """The rows of a block that were found, with the cells that follow their labels."""
    rows = []
    for row in block.rows:
        if row.text:
            if row in found:
                rows.append((row, Row.of(found[row].values)))
            continue
        # a row without a label: the figures that stand under the header
        with_figures = [item.values for item in items if item.has_figures]
        blank = [item.values for item in items if not item.key and item.values]
        pieces = [cell for values in with_figures for cell in values]
        if len(with_figures) == len(block.columns):  # of a merged label blank cells may be left before its figure
            pieces = [cell for cell in pieces if read_figure(cell.text.text)[0] is not State.BLANK]
        if len(with_figures) > 1 and len(pieces) == len(block.columns):
            rows.append((row, Row.of(pieces)))  # each under a header of its own
        elif with_figures or blank:
            rows.append((row, Row.of((with_figures or blank)[0])))
    return rows


def _turned(rows: list[tuple[Label, Row]], block: Block, found: Mapping[Label, Match]) -> list[tuple[Label, Row]]:
    """The rows of a table turned by a quarter: each label of a column has a figure for each row behind it."""
    height = len(rows)
    if any(row.filled for _, row in rows) or height < len(block.rows) or not all(row.text for row in block.rows):
        return rows
    columns = [Row.of(found[column].values) for column in block.columns if column in found]
    if len(columns) < len(block.columns) or not all(
        row.filled and row.filled[0] >= len(row.cells) - height >= 0 for row in columns
    ):
        return rows
    ends = [column.cells[len(column.cells) - height :] for column in columns]
    return [(label, Row.of(cells)) for (label, _), *cells in zip(rows, *ends, strict=True)]


def _dealt(
    rows: list[tuple[Label, Row]], height: int, width: int, items: Sequence[LaidOutLabel], stream: bool
) -> list[tuple[Label, Row]]:
    """The rows of a block some of whose figures stand beside another label than theirs, as where cells come one a line.

    Where every label of the block is there and the table has as many figures as the block, and no others, they are the
    block's in their order, unless a row that has its own figures behind its label says otherwise. Where lines are rows,
    a blank in one that lacks figures does so, too.
    """
    lacking = [row for _, row in rows if len(row.filled) != width]
    if not lacking or (not stream and any(len(row.filled) < len(row.cells) for row in lacking)):
        return rows
    figures = [cell for item in items for cell in item.values if read_figure(cell.text.text)[0] is not State.BLANK]
    if len(rows) < height or len(figures) != height * width:
        return rows
    figures.sort(key=lambda cell: cell.span.start)
    dealt = [(label, Row.of(figures[at * width : (at + 1) * width])) for at, (label, _) in enumerate(rows)]
    for (_, own), (_, found) in zip(rows, dealt, strict=True):
        if len(own.filled) == width and _values(own) != _values(found):
            return rows
    return dealt


def _values(row: Row) -> list[int | float | None]:
    return [read_figure(row.cells[index].text.text)[1] for index in row.filled]


def _deviating_labels(blocks: Sequence[_Bound], alignment: Alignment, labels: Sequence[Label]) -> Iterator[Deviation]:
    """What does not fit of the columns, and of the wording of all labels.

    Of a block that is gone while others have figures its rows alone are missing, not the words of its header too.
    """
    has_figures = any(row.filled for block in blocks for _, row in block.rows)
    told = [block for block in blocks if block.rows or not has_figures]
    of_columns = [deviation for block in told for deviation in block.order.deviations]
    changed = [(labels[index], match) for index, match in alignment.matches.items() if not match.exact]
    yield from (deviation for deviation in of_columns if deviation.kind != "lost-header")
    lost = [deviation for deviation in of_columns if deviation.kind == "lost-header"]
    yield from _as_one(lost + [_changed(*pair) for pair in changed if pair[0].kind == "column"])
    of_rows = [pair for pair in changed if pair[0].kind != "column"]
    numbers = [pair for pair in of_rows if _has_lost_number(*pair)]
    if len(numbers) >= _MANY_LOST:
        of_rows = [pair for pair in of_rows if pair not in numbers]
        label, match = min(numbers, key=lambda pair: pair[1].span)
        yield _changed(label, match)._replace(others=tuple(match.label.text.strip() for _, match in numbers))
    yield from (_changed(*pair) for pair in of_rows)


def _has_lost_number(label: Label, match: Match) -> bool:
    """Whether a label is written to the letter but for the number that it begins with."""
    bare = unnumbered(label.folded)
    return bare != label.folded and unnumbered(label_key(match.label.text)) == bare


def _changed(label: Label, match: Match) -> Deviation:
    return Deviation("changed-label", label.text, match.label.text, label.key, match.span)


def _as_one(deviations: Sequence[Deviation]) -> list[Deviation]:
    """Many wrong words in one header have one cause, and become one deviation at the first of them."""
    if len(deviations) < _MANY_LOST:
        return list(deviations)
    first, *_ = ordered = sorted(deviations, key=lambda deviation: deviation.span)
    others = tuple(
        f"{deviation.found}（{deviation.label}）" if deviation.found else deviation.label for deviation in ordered
    )
    return [Deviation("lost-header", first.label, first.found, first.key, first.span, others)]


def _without_torn_row(alignment: Alignment, labels: Sequence[Label]) -> Alignment:
    """An alignment without the row within whose label a table breaks off: that one is missing with those behind it."""
    rows = [index for index, label in enumerate(labels) if label.kind == "row"]
    last = max((index for index in rows if index in alignment.matches), default=-1)
    torn = alignment.matches.get(last)
    if torn is None or torn.exact or torn.values or sum(index > last for index in rows) < _MANY_LOST:
        return alignment
    key = label_key(torn.label.text)
    if not labels[last].folded.startswith(key):
        return alignment
    return alignment._replace(matches={index: match for index, match in alignment.matches.items() if index != last})


def _deviating_rows(alignment: Alignment, labels: Sequence[Label], grids: Sequence[Grid]) -> Iterator[Deviation]:
    """Rows that are missing, moved, there twice, or unknown to the form; those behind the last of all as one."""
    rows = [index for index, label in enumerate(labels) if label.kind == "row"]
    last = max((index for index in rows if index in alignment.matches), default=-1)
    missing = [index for index in rows if index not in alignment.matches]
    behind = [index for index in missing if index > last]
    is_broken_off = len(behind) >= _MANY_LOST  # which is one cause
    for index in missing if not is_broken_off else missing[: -len(behind)]:
        label = labels[index]
        yield Deviation("missing-row", label.text, "", label.key, _neighbour(alignment, index, grids))
    if is_broken_off:
        first, names = labels[behind[0]], tuple(labels[index].text for index in behind)
        yield Deviation("missing-row", first.text, "", first.key, _neighbour(alignment, behind[0], grids), names)
    for index in rows:
        if index in alignment.moved:
            match = alignment.matches[index]
            yield Deviation("moved-row", labels[index].text, match.label.text, labels[index].key, match.span)
    yield from _doubled_rows(alignment, labels)
    for item in alignment.spare:
        if item.cell is not None and item.has_figures:
            yield Deviation("extra-row", "", item.cell.text.text, "", item.cell.span)


def _doubled_rows(alignment: Alignment, labels: Sequence[Label]) -> list[Deviation]:
    """The rows that are there twice; one deviation where all of them are."""
    doubled = [
        Deviation("doubled-row", labels[index].text, item.cell.text.text, labels[index].key, item.cell.span)
        for index, item in alignment.doubled
        if labels[index].kind == "row" and item.cell is not None and item.has_figures
    ]
    if len(doubled) > 1 and len(doubled) >= sum(label.kind == "row" for label in labels):
        return [doubled[0]._replace(kind="doubled-table")]
    return doubled


def _neighbour(alignment: Alignment, index: int, grids: Sequence[Grid]) -> Span:
    """Where a missing label should stand: the label before it, else the one after it, else the table's first cell."""
    before = [match for found, match in alignment.matches.items() if found < index and found not in alignment.moved]
    after = [match for found, match in alignment.matches.items() if found > index and found not in alignment.moved]
    for match in (*before[-1:], *after[:1]):
        return match.span
    return grids[0].rows[0][0].span
