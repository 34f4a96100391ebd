"""Checks of the tables as wholes: there, in their part, complete, in the form in force, not a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Undecided
from linter.forms.form import Form
from linter.model.diagnostics import Fix
from linter.model.document import Picture, Span
from linter.model.report import DEVIATIONS, Deviation, Section, Table
from linter.readers.formats import FORMATS
from linter.rules.kind import Kind, Parameters, Written
from linter.rules.rule import Rule
from linter.text.edits import respelled
from linter.type_names import Annotated

_MOST_LISTED = 4
_SPELLED = ("changed-label", "lost-header")  # a label that was recognised is spelled by what recognised it
_OF_SEVERAL = {
    "missing-row": "broken-off",
    "lost-header": "lost-words",
    "changed-label": "lost-numbers",
    "unclear-figures": "unclear-rows",
}
_FEW_LETTERS, _LONG_LABEL = 2, 4


class Params(Parameters):
    """`kinds`: which deviations the rule is about."""

    kinds: Annotated[Sequence[str], Written("choices", DEVIATIONS)]


def required_tables(context: Context, rule: Rule) -> Iterable[Finding]:
    """The tables of the form are there, in their parts. A picture in a table's place is another rule's matter."""
    report = context.report
    if context.attachment is not None:
        return
    for name, form in context.form.tables.items():
        values = {"table": context.printed(name), "part": context.form.part(form.part).title}
        table = report.tables.get(name)
        section = report.part(form.part)
        if table is None and name not in report.unread:
            if section is None or _picture(section) is None:
                yield Finding(context.place_of(form.part), values, "absent", expected=form.title)
        elif table is not None and section is not None and table.part != section.part:
            yield Finding(table.span, values, "misplaced", cell=table.grids[0].rows[0][0])


def picture_for_table(context: Context, rule: Rule) -> Iterable[Finding]:
    """A table is text, not a picture: where it is missing, its part holds no image, and it was recognised in none."""
    report = context.report
    is_text = report.document.recognised is None
    for name, form in context.form.tables.items():
        section = report.part(form.part)
        if section is None:
            continue
        values = {"table": context.printed(name), "part": section.title}
        table = report.tables.get(name) or report.unread.get(name)
        if table is not None:
            if not is_text and context.is_recognised(table.span):
                yield Finding(table.span, values, cell=table.grids[0].rows[0][0])
        elif (picture := _picture(section)) is not None:
            from linter.readers import ocr_extra

            is_of_kind = FORMATS[report.document.format].reads_pictures and not picture.is_linked
            may_be_read = is_of_kind and not ocr_extra.is_installed()
            hint = ocr_extra.HINT[context.lang]
            yield Finding(picture.span, {**values, "hint": hint}, "unread" if may_be_read else None)


def _picture(section: Section) -> Picture | None:
    return next((block for block in section.all_blocks() if isinstance(block, Picture)), None)


def deviations(context: Context, rule: Rule) -> Iterator[Finding | Undecided]:
    """The rows, columns and labels are the form's; `kinds` says which deviations this rule is about."""
    params: Params = rule.params
    more = " 等" if context.lang == "zh" else " …"
    for table in context.report.tables.values():
        for deviation in table.deviations:
            is_misread = deviation.kind in _SPELLED and context.is_recognised(deviation.span)
            if deviation.kind not in params.kinds or is_misread:
                continue
            yield Finding(
                deviation.span,
                {
                    "table": context.printed(table.name),
                    "label": deviation.label,
                    "found": deviation.found,
                    "others": "、".join(deviation.others[:_MOST_LISTED])
                    + (more if deviation.others[_MOST_LISTED:] else ""),
                    "count": len(deviation.others),
                },
                _variant(deviation),
                cell=table.cell_at(deviation.span),
                expected=deviation.label or None,
                actual=deviation.found or None,
                fix=_label_fix(context, table, deviation),
            )


def _variant(deviation: Deviation) -> str:
    if deviation.others:
        return _OF_SEVERAL[deviation.kind]
    if deviation.kind == "missing-row" and not deviation.label:
        return "missing-figures"
    return "nameless-column" if deviation.kind == "extra-column" and not deviation.found else deviation.kind


def _label_fix(context: Context, table: Table, deviation: Deviation) -> Fix | None:
    """The form's wording for a label; safe where only a letter or two are wrong."""
    if deviation.kind != "changed-label" or deviation.others or table.regime != context.form.regime:
        return None
    label = table.row_labels.get(deviation.key) or table.column_labels.get(deviation.key)
    if label is None or label.span() != deviation.span:
        return None
    respelling = respelled(label, deviation.label)
    if respelling is None:
        return None
    is_safe = respelling.letters <= _FEW_LETTERS and len(label) >= _LONG_LABEL
    title = f"改为“{deviation.label}”" if context.lang == "zh" else f"write “{deviation.label}”"
    return Fix("safe" if is_safe else "suggestion", title, respelling.edits)


def form_in_force(context: Context, rule: Rule) -> Iterator[Finding]:
    """The form is the one in force for the report's year; tables of one wrong form have one cause and one finding.

    Where no tables were prescribed for the year, the form tells that the year is wrong, or that another year's report
    was taken for this one.
    """
    report = context.report
    if report.tables and report.year is not None and context.form.since is not None and report.year < _first(context):
        title = report.title.span if report.title and report.title.year == report.year else None
        table = next(iter(report.tables.values()))
        yield Finding(
            title or table.span,
            {
                "table": "、".join(context.printed(name) for name in report.tables),
                "found": _years(context.form, context.lang),
                "year": report.year,
            },
            "wrong-year",
            cell=None if title else table.grids[0].rows[0][0],
            actual=report.year,
        )
    foreign = [table for table in context.report.tables.values() if table.regime != context.form.regime]
    if not foreign:
        return
    table = foreign[0]
    span = _first_foreign_label(context, table)
    yield Finding(
        span,
        {
            "table": "、".join(context.printed(other.name) for other in foreign),
            "found": _years(context.forms[table.regime], context.lang),
            "expected": _years(context.form, context.lang),
        },
        cell=table.cell_at(span),
        expected=context.form.regime,
        actual=table.regime,
    )


def _first(context: Context) -> int:
    """The first year for which tables were prescribed."""
    return min(form.since for form in context.forms.values() if form.tables and form.since is not None)


def _first_foreign_label(context: Context, table: Table) -> Span:
    """The first label found that the form in force does not have; the table where every label is known to it."""
    blocks = context.form.tables[table.name].blocks
    rows = {row.key for block in blocks for row in block.rows}
    columns = {column.key for block in blocks for column in block.columns}
    foreign = [label for key, label in table.row_labels.items() if key not in rows]
    foreign += [label for key, label in table.column_labels.items() if key not in columns]
    return min((label.span() for label in foreign), default=table.span)


def _years(form: Form, lang: str) -> str:
    """The years of a form in words: 2019—2020 or 2021 and later."""
    if form.until is None:
        return f"{form.since}年起" if lang == "zh" else f"{form.since} and later"
    return f"{form.since}—{form.until}年" if lang == "zh" else f"{form.since}–{form.until}"


CHECKS = (
    Check(Kind("required-tables", ("table", "part"), ("absent", "misplaced")), required_tables),
    Check(
        Kind(
            "misfits",
            ("table", "label", "found", "others", "count"),
            (
                *DEVIATIONS,
                "lost-words",
                "lost-numbers",
                "missing-figures",
                "broken-off",
                "nameless-column",
                "unclear-rows",
            ),
            params=Params,
        ),
        deviations,
    ),
    Check(Kind("form-in-force", ("table", "found", "expected", "year"), ("wrong-year",)), form_in_force),
    Check(Kind("picture-for-table", ("table", "part", "hint"), ("unread",), when_recognised="kept"), picture_for_table),
)
