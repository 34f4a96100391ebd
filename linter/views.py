"""What `nianbao tree` and `nianbao extract` print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

from linter.diagnostics import Location
from linter.forms import Form
from linter.report import Figure, Report, Section, State, Table
from linter.reporters.objects import location_object

Number = int | float | str | None


def tree(report: Report) -> list[dict[str, Any]]:
    """The section tree as plain data, as the JSON format shows it."""
    return [_node(section, report) for section in report.sections]


def _node(section: Section, report: Report) -> dict[str, Any]:
    span = section.heading.span()
    line, column = report.document.position(span.start)
    end_line, end_column = report.document.position(span.end)
    return {
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "line": line,
        "location": location_object(Location(line, column, end_line, end_column)),
        "children": [_node(child, report) for child in section.children],
    }


def write_tree(report: Report, format: str, out: TextIO) -> None:
    """The section tree as JSON or indented for a reader."""
    if format == "json":
        _write_json(tree(report), out)
        return
    title = report.title.text if report.title else None
    out.write(f"{title or report.document.path}\n")
    for section in report.sections:
        for below in section.walk():
            line, _ = report.document.position(below.heading.starts[0])
            out.write(f"{'  ' * below.level}{' '.join(below.heading.text.split())}  [{line}]\n")


def tables(report: Report) -> dict[str, dict[str, dict[str, Number]]]:
    """The canonical tables as plain data: table, row, column, value."""
    extracted: dict[str, dict[str, dict[str, Number]]] = {}
    for name in ("disclosure", "applications", "disputes"):
        rows: dict[str, dict[str, Number]] = {}
        table = report.tables.get(name)
        for figure in table.figures.values() if table else ():
            rows.setdefault(figure.row, {})[figure.column] = _value(figure)
        extracted[name] = rows
    return extracted


def _value(figure: Figure) -> Number:
    if figure.state in (State.TEXT, State.NO_DATA):
        return figure.text
    return figure.value


def write_tables(report: Report, forms: Mapping[str, Form], format: str, out: TextIO) -> None:
    """The canonical tables as json, csv (table,row,column,value), yaml, or drawn for a reader."""
    if format == "json":
        _write_json(tables(report), out)
    elif format == "yaml":
        import yaml

        yaml.safe_dump(tables(report), out, allow_unicode=True, sort_keys=False)
    elif format == "csv":
        import csv

        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["table", "row", "column", "value"])
        for name, rows in tables(report).items():
            for row, columns in rows.items():
                writer.writerows([name, row, column, value] for column, value in columns.items())
    else:
        _draw(report, forms, out)


def _draw(report: Report, forms: Mapping[str, Form], out: TextIO) -> None:
    """Each block of each table with its printed labels, figures right-aligned."""
    for table in report.tables.values():
        form = forms[table.regime].tables[table.name]
        out.write(f"{form.printed['zh']} {form.title}\n")
        for block in form.blocks:
            header = ["", *(column.text for column in block.columns)]
            lines = [header]
            for row in block.rows:
                lines.append([row.text, *_texts(table, row.key, [column.key for column in block.columns])])
            _write_aligned(lines, out)
        out.write("\n")


def _texts(table: Table, row: str, columns: list[str]) -> list[str]:
    found = (table.figures.get(f"{table.name}/{row}/{column}") for column in columns)
    return [figure.text or "·" if figure else "?" for figure in found]


def _write_aligned(lines: list[list[str]], out: TextIO) -> None:
    widths = [max(min(_width(line[index]), 24) for line in lines) for index in range(len(lines[0]))]
    for line in lines:
        cells = [_cut(text, width) for text, width in zip(line, widths, strict=True)]
        padded = [
            cell + " " * (width - _width(cell)) if index == 0 else " " * (width - _width(cell)) + cell
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        out.write("  " + "  ".join(padded).rstrip() + "\n")


def _width(text: str) -> int:
    """Columns on a terminal: a wide character takes two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 2:
        text = text[:-1]
    return text + "…"


def _write_json(data: object, out: TextIO) -> None:
    import json

    json.dump(data, out, ensure_ascii=False, indent=2)
    out.write("\n")
