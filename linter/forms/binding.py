"""The tables of a report matched to the forms of its regime.

A grid belongs to the table whose labels it bears, several grids (a table split at a page) to one table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from linter.forms.cell_values import is_number, read_figure
from linter.forms.form import NOTE_ENDS, Form, TableForm, unnumbered, without_note
from linter.forms.labels_as_laid_out import is_stream
from linter.forms.layouts import read_as_laid_out
from linter.forms.reading import read_table
from linter.forms.totals import failing_sums
from linter.model.document import Block, Cell, Grid
from linter.model.report import State, Table
from linter.text.folding import label_key

_LEAST_LABELS = 3
_FEWEST_TABLES = 2


def likeliest_regime(grids: Sequence[Grid], forms: Mapping[str, Form]) -> str | None:
    """The regime whose labels the grids bear most, for a report that does not tell its year; None without tables."""
    known = _labels(table for form in forms.values() for table in form.tables.values())
    keys = [_keys(grid, known) for grid in grids]
    counts = {
        regime: sum(len(found & table.keys) for found in keys for table in form.tables.values())
        for regime, form in forms.items()
    }
    best = max(counts, key=lambda regime: (counts[regime], regime))
    return best if counts[best] >= _LEAST_LABELS else None


def regime_of_tables(grids: Sequence[Grid], forms: Mapping[str, Form]) -> str | None:
    """The regime whose form the grids as a whole follow; None where they are other tables.

    A report of a year without prescribed tables may have tables with some of the same labels: two have to bear half of
    the labels of the form's.
    """
    regime = likeliest_regime(grids, forms)
    if regime is None:
        return None
    tables = forms[regime].tables.values()
    known = _labels(tables)
    keys = frozenset[str]().union(*(_keys(grid, known) for grid in grids))
    borne = [table for table in tables if 2 * len(keys & table.keys) >= len(table.keys)]
    return regime if len(borne) >= _FEWEST_TABLES else None


def parted(blocks: Sequence[Block], form: Form) -> list[Block]:
    """The blocks with a grid for each table of the form that run together in one, as sheets of a workbook do."""
    own = {
        name: table.keys.difference(*(other.keys for other in form.tables.values() if other is not table))
        for name, table in form.tables.items()
    }
    borne = {id(block): _borne(block, own) for block in blocks if isinstance(block, Grid)}
    if {max(counts, key=lambda name: counts[name]) for counts in borne.values() if counts} == own.keys():
        return list(blocks)  # each table has a grid of its own
    return [
        piece
        for block in blocks
        for piece in (_pieces(block, own, borne[id(block)]) if isinstance(block, Grid) else (block,))
    ]


def _borne(grid: Grid, own: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """How many labels of its own a grid bears of each table, where these are enough to tell it."""
    keys = _keys(grid, frozenset[str]().union(*own.values()))
    counts = {name: len(keys & of_table) for name, of_table in own.items()}
    return {name: count for name, count in counts.items() if count >= _LEAST_LABELS}


def _pieces(grid: Grid, own: Mapping[str, frozenset[str]], borne: Iterable[str]) -> Iterator[Grid]:
    """The grid cut before each row that is the first with a label of another table's own."""
    told = {name: own[name] for name in borne}
    rows: list[tuple[Cell, ...]] = []
    current: str | None = None
    for row in grid.rows if len(told) > 1 else ():
        of_row = {label_key(cell.text.text) for cell in row}
        name = next((name for name, of_table in told.items() if of_table & of_row), current)
        if current is not None and name != current:
            yield grid._replace(rows=tuple(rows))
            rows = []
        current = name
        rows.append(row)
    yield grid._replace(rows=tuple(rows)) if rows else grid


def bind_all(
    grids: Sequence[Grid], forms: Mapping[str, Form], regime: str, homes: Mapping[int, str | None]
) -> dict[str, Table]:
    """Every table of the regime's form that is found among the grids.

    A table that fits the form of another regime clearly better is bound to that one (`Table.regime` tells).

    Args:
        grids: in document order.
        forms: by regime.
        regime: the one in force for the report.
        homes: the prescribed part that a grid stands in, by the grid's id.
    """
    expected = forms[regime].tables
    others = [form.tables for name, form in forms.items() if name != regime and form.tables]
    if not expected:
        return {}
    labels = _labels(table for tables in (expected, *others) for table in tables.values())
    keys = [_keys(grid, labels) for grid in grids]
    borne = {id(grid): of_grid for grid, of_grid in zip(grids, keys, strict=True)}
    bound: dict[str, Table] = {}
    for name, assigned in _assigned(grids, keys, expected, others).items():
        rivals = [tables[name] for tables in others]
        members = _of_one_table(assigned, [expected[name], *rivals])
        table = bind(members, expected[name])
        known = frozenset[str]().union(*(borne[id(grid)] for grid in members)) & _labels((expected[name], *rivals))
        fewest = _misfits(table, expected[name], known)
        for rival in rivals if fewest > 1 else ():
            read_so = bind(members, rival)
            misfits = _misfits(read_so, rival, known)
            if misfits + 1 < fewest:
                table, fewest = read_so, misfits
        bound[name] = table._replace(part=homes.get(id(members[0])))
    return {name: bound[name] for name in expected if name in bound}


def bind(grids: Sequence[Grid], form: TableForm) -> Table:
    """The table that grids make up. Nearly all are laid out as their form or read without a doubt."""
    table = read_as_laid_out(grids, form)
    if table is not None:
        return table
    first = read_table(grids, form)
    if first.is_settled:
        return first.table
    from linter.forms.hypotheses import likeliest

    return likeliest(first, grids, form)


def _of_one_table(grids: Sequence[Grid], forms: Sequence[TableForm]) -> Sequence[Grid]:
    """The grids without those of other tables: what has a few of the labels beside a grid that has these and others.

    A grid with half of the labels is the table once more; one with further labels or none goes on with it.
    """
    keys = [_bare_keys(grid) for grid in grids] if len(grids) > 1 else []
    for form in forms:
        found = [of_grid & form.bare_keys for of_grid in keys]
        whole = [those for those in found if 2 * len(those) >= len(form.bare_keys)]
        if whole:
            pairs = zip(grids, found, strict=True)
            return [grid for grid, those in pairs if not those or those in whole or not any(map(those.issubset, whole))]
    return grids


def unread_rows(table: Table, form: TableForm) -> list[str]:
    """The rows, by their keys, of a table whose cells came one by one, in which it cannot be told which is which."""
    rows = _rows_with_unknown(table)
    return rows if rows and _came_one_by_one(table, form) else []


def is_unread(table: Table, form: TableForm) -> bool:
    """Whether the cells of a table that came one by one cannot be told apart: in several rows, or in one and in labels.

    Of one row alone a cell may have got lost, of one without any all may have been left blank. A table that breaks off
    does so within its last row. Where columns are named only behind figures, these came in some other order, unless
    they add up.
    """
    if not _came_one_by_one(table, form):
        return False
    if _names_columns_behind_figures(table) and failing_sums(form, table.figures):
        return True
    unread = _rows_with_unknown(table)
    if table.figures and not unread and not table.deviations:
        return False
    doubtful = {*unread, *_rows_without_cells(table)}
    if any(deviation.kind == "missing-row" and deviation.others for deviation in table.deviations):
        doubtful.discard(next((row for row in reversed(tuple(form.rows)) if row in table.row_labels), ""))
    kinds = Counter(deviation.kind for deviation in table.deviations)
    is_torn = kinds["moved-column"] > 1 or (kinds["lost-header"] and kinds["missing-row"])
    return bool(not table.figures or is_torn or (unread and len(doubtful) > 1) or (doubtful and kinds))


def _rows_with_unknown(table: Table) -> list[str]:
    return list(dict.fromkeys([figure.row for figure in table.figures.values() if figure.state is State.UNKNOWN]))


def _rows_without_cells(table: Table) -> set[str]:
    """The rows behind whose labels nothing stands."""
    figures = table.figures.values()
    return {figure.row for figure in figures} - {
        figure.row for figure in figures if figure.cell is not None or figure.state is State.UNKNOWN
    }


def _names_columns_behind_figures(table: Table) -> bool:
    last = max((label.starts[0] for label in table.column_labels.values() if label.text), default=0)
    return any(figure.cell is not None and figure.cell.span.start < last for figure in table.figures.values())


def _came_one_by_one(table: Table, form: TableForm) -> bool:
    return any(is_stream(grid, form) for grid in table.grids)


def _labels(forms: Iterable[TableForm]) -> frozenset[str]:
    """The labels of any of these forms."""
    return frozenset[str]().union(*(form.keys for form in forms))


def _misfits(table: Table, form: TableForm, known: frozenset[str]) -> int:
    """How much of a table speaks against a form: rows that are missing, and labels that only another form has.

    Rows behind the last one that is there do not: of a table that breaks off they are missing whatever its form.
    """
    broken_off = set(takewhile(lambda row: row not in table.row_labels, reversed(tuple(form.rows))))
    missing = (deviation.key for deviation in table.deviations if deviation.kind == "missing-row")
    return sum(row not in broken_off for row in missing) + len(known - form.keys)


def _keys(grid: Grid, labels: frozenset[str]) -> frozenset[str]:
    """Those of some labels that stand in a grid, were it with a note in brackets behind them.

    Nothing is made of all the others, of which there may be many. Where each line is a cell and next to none is a
    label, labels go over several.
    """
    texts = [cell.text.text for row in grid.rows for cell in row]
    noted = [label_key(without_note(text)) for text in texts if text[-1:] in NOTE_ENDS]
    keys = list(map(label_key, texts))
    found = labels.intersection([*keys, *noted])
    if len(found) >= _LEAST_LABELS or len(keys) > len(grid.rows):
        return found
    return frozenset(_within("".join(keys), labels))


def _within(text: str, labels: Iterable[str]) -> Iterator[str]:
    """The labels that stand in a text, but for those that are a part of another there."""
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        rest = text.replace(label, " ")
        if rest != text:
            yield label
        text = rest


def _assigned(
    grids: Sequence[Grid],
    keys: Sequence[frozenset[str]],
    expected: Mapping[str, TableForm],
    others: Sequence[Mapping[str, TableForm]],
) -> dict[str, list[Grid]]:
    """The grids of each table, in document order, by their `keys`; grids that bear no form's labels belong to none."""
    members: dict[str, list[Grid]] = {}
    last: tuple[str, int] | None = None
    for grid, borne in zip(grids, keys, strict=True):
        scores = {name: max(len(borne & tables[name].keys) for tables in (expected, *others)) for name in expected}
        best = max(scores, key=lambda name: scores[name])
        if scores[best] < _LEAST_LABELS:
            labels = _label_count(grid)
            if scores[best] < max(1, labels):
                if last is None or last[1] != grid.number - 1:
                    continue
                tables = [tables[last[0]] for tables in (expected, *others)]
                if labels and not any(borne & table.row_keys or _bears_bare_rows(grid, table) for table in tables):
                    continue
                best = last[0]  # rows or figures cut off their header, directly behind it
        members.setdefault(best, []).append(grid)
        last = best, grid.number
    return members


def _bears_bare_rows(grid: Grid, form: TableForm) -> bool:
    """Whether a grid bears labels of a table's rows, were they without their numbers."""
    return len(_bare_keys(grid) & form.bare_row_keys) >= _LEAST_LABELS


def _bare_keys(grid: Grid) -> frozenset[str]:
    """The texts of a grid as labels without the numbers that they begin with."""
    texts = {cell.text.text for row in grid.rows for cell in row}
    return frozenset([unnumbered(label_key(text)) for text in texts if not text.isdecimal()])


def _label_count(grid: Grid) -> int:
    texts = [cell.text.text for row in grid.rows for cell in row]
    return sum(read_figure(text)[0] is State.TEXT and not is_number(text) for text in texts)
