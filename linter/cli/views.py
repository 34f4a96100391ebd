"""What `nianbao tree` and `nianbao extract` print."""

from __future__ import annotations

from collections.abc import Mapping

from linter.forms.form import Form
from linter.model.locations import locate
from linter.model.report import Report, Section, Table
from linter.notices import harmless
from linter.parsing.canonical_figures import tables
from linter.reporters.objects import location_object
from linter.reporters.places import position
from linter.reporters.printable import Printable, json_writer
from linter.type_names import Any, TextIO

_WIDEST = 24
_LONGEST = 1_000_000  # characters of a line of YAML: a text folded over lines could begin one with anything


def tree(report: Report) -> list[dict[str, Any]]:
    """The section tree as plain data, as the JSON format shows it."""
    return [_node(section, report) for section in report.sections]


def _node(section: Section, report: Report) -> dict[str, Any]:
    location = locate(report.document, section.heading.span())
    return {
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "line": location.line,
        "location": location_object(location),
        "children": [_node(child, report) for child in section.children],
    }


def write_tree(report: Report, format: str, out: TextIO) -> None:
    """The section tree as JSON or indented for a reader."""
    if format == "json":
        _write_json(tree(report), out)
        return
    printable = Printable(out)
    title = report.title.text if report.title else None
    out.write(printable.line(printable.clean(title) if title else printable.name(report.document.path)))
    for section in report.sections:
        for below in section.walk():
            location = locate(report.document, below.heading.span())
            where = location.line if location.line is not None else position(location, "zh")
            heading = printable.clean(" ".join(below.heading.text.split()))
            out.write(printable.line(f"{'  ' * below.level}{heading}  [{where}]"))


def write_tables(report: Report, forms: Mapping[str, Form], format: str, out: TextIO) -> None:
    """The canonical tables as json, csv (table,row,column,value), yaml, or drawn for a reader."""
    if format == "json":
        _write_json(tables(report), out)
    elif format == "yaml":
        _write_yaml(tables(report), out)
    elif format == "csv":
        import csv

        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["table", "row", "column", "value"])
        for name, rows in tables(report).items():
            for row, columns in rows.items():
                writer.writerows([name, row, column, harmless.cell(value)] for column, value in columns.items())
    else:
        _draw(report, forms, out)


def _draw(report: Report, forms: Mapping[str, Form], out: TextIO) -> None:
    """Each block of each table with its printed labels, figures right-aligned."""
    printable = Printable(out)
    for table in report.tables.values():
        form = forms[table.regime].tables[table.name]
        out.write(f"{form.printed['zh']} {form.title}\n")
        for block in form.blocks:
            header = ["", *(column.text for column in block.columns)]
            lines = [header]
            for row in block.rows:
                lines.append([row.text, *_texts(table, row.key, [column.key for column in block.columns])])
            _write_aligned(lines, printable, out)
        out.write("\n")


def _texts(table: Table, row: str, columns: list[str]) -> list[str]:
    found = (table.figures.get(f"{table.name}/{row}/{column}") for column in columns)
    return [figure.text or "·" if figure else "?" for figure in found]


def _write_aligned(lines: list[list[str]], printable: Printable, out: TextIO) -> None:
    lines = [[printable.clean(text) for text in line] for line in lines]
    widths = [max(min(printable.width(line[at]), _WIDEST) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        first, *figures = (printable.shorten(text, width) for text, width in zip(line, widths, strict=True))
        padded = [first + " " * (widths[0] - printable.width(first))]
        for text, width in zip(figures, widths[1:], strict=True):
            padded.append(" " * (width - printable.width(text)) + text)
        out.write(printable.line("  " + "  ".join(padded).rstrip()))


def _write_yaml(data: object, out: TextIO) -> None:
    """As YAML from which any reader has the same values back, whichever version of YAML it knows."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes what another reader might take for a number or a truth."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = '"' if harmless.needs_quotes(value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)

    Dumper.add_representer(str, text)
    out.write(harmless.yaml(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_LONGEST)))


def _write_json(data: object, out: TextIO) -> None:
    out.write(json_writer(out, indent=2)(data) + "\n")
