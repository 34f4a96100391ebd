"""The examples of rules as reports: base reports with their changes made, and what a rule says about them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache

from linter.files.shipped import rules_folder
from linter.model.report import Figure
from linter.readers.formats import FORMATS, TEXTS
from linter.rules.rule import Example, PriorExample, Rule
from linter.rules.selection import RuleSet

FILES = {name: f"example{FORMATS[name].suffixes[0]}" for name in TEXTS}


class ExampleError(Exception):
    """The base report of an example has no such cell, or does not hold the text to replace exactly once."""


def source_of(example: Example | PriorExample) -> str:
    """The text of an example: written out, or its base report with the changes made.

    Raises:
        ExampleError: a change does not fit the base report.
    """
    if isinstance(example, Example) and example.text is not None:
        return example.text
    base = str(example.base)
    source = _base(base)
    edits: list[tuple[int, int, str]] = []
    for address, value in example.set.items():
        figure = figures_of(base).get(address)
        if figure is None or figure.cell is None:
            raise ExampleError(f"no cell {address}")
        edits.append((figure.cell.span.start, figure.cell.span.end, value))
    for old, new in example.replace.items():
        if source.count(old) != 1:
            raise ExampleError(f"occurs {source.count(old)} times: {old}")
        edits.append((source.index(old), source.index(old) + len(old), new))
    for start, end, new in sorted(edits, reverse=True):
        source = source[:start] + new + source[end:]
    return source


@cache
def _base(name: str) -> str:
    with open(os.path.join(rules_folder(), "examples", f"{name}.md"), encoding="utf-8") as file:
        return file.read()


@cache
def figures_of(base: str) -> dict[str, Figure]:
    """The figures of a base report by their addresses."""
    from linter.engine.lint import parse_source

    tables = parse_source(_base(base)).tables.values()
    return {address: figure for table in tables for address, figure in table.figures.items()}


def messages(rule: Rule, example: Example, rules: Sequence[Rule], lang: str) -> Iterator[str]:
    """What a rule alone says about an example; `rules` are all that were loaded, on whose equations it may rest.

    Raises:
        ExampleError: a change does not fit the base report.
    """
    from linter import readers
    from linter.engine import lint
    from linter.parsing import comparable as prior

    data = source_of(example).encode("utf-8")
    document = readers.read(FILES[example.format], data, example.format)
    before = None
    if example.prior is not None:
        before = prior.prior_of(lint.parse_source(source_of(example.prior)), "prior.md")
    chosen = RuleSet(tuple(rules), frozenset([rule.code]))
    result = lint.lint_document(document, chosen, lint.Options(year=example.year, lang=lang), before)
    return (found.message for found in result.diagnostics)


def cell_label(base: str, address: str, lang: str) -> str:
    """A cell in the person's words: 表三“（七）总计”行“自然人”列; the address itself where it has none."""
    from linter.reference import load

    name, row, column = address.split("/")
    table = load().forms[base.partition("-")[0]].tables.get(name)
    if table is None or row not in table.rows or column not in table.columns:
        return address
    line, head = table.rows[row].text, table.columns[column].full
    if lang == "en":
        return f"{table.printed[lang]}, " + (f"row “{line}” column “{head}”" if line else f"column “{head}”")
    return table.printed[lang] + (f"“{line}”行“{head}”列" if line else f"“{head}”列")
