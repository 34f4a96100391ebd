"""The examples of the rules drawn in other formats: what a rule says of one does not depend on the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest

from linter.engine.lint import lint_source
from linter.engine.rule_examples import source_of
from linter.model.document import Block, Cell, Grid, Paragraph, Picture
from linter.readers import read
from linter.text.folding import fold
from tests.rules.test_examples import CASES, Case


def _page(blocks: Sequence[Block]) -> str:
    lines = ["<!DOCTYPE html>", '<html><head><meta charset="utf-8"></head><body>']
    for block in blocks:
        if isinstance(block, Paragraph):
            tag = f"h{block.heading}" if block.heading else "p"
            lines.append(f"<{tag}>{escape(block.text.text, quote=False)}</{tag}>")
        elif isinstance(block, Picture):
            lines.append(f'<p><img src="1.png" alt="{escape(block.alt)}"></p>')
        else:
            rows = ("".join(map(_data, row)) for row in block.rows)
            lines += ["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]
    return "\n".join([*lines, "</body></html>", ""])


def _data(cell: Cell) -> str:
    spans = f' rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    return f"<td{spans}>{escape(cell.text.text, quote=False)}</td>"


def _text(delimiter: str) -> Callable[[Sequence[Block]], str]:
    def drawn(blocks: Sequence[Block]) -> str:
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text.text)
            elif isinstance(block, Grid):
                lines += [delimiter.join(cell.text.text for cell in row) for row in block.rows]
        return "\n".join(lines) + "\n"

    return drawn


DRAWN = {
    "page": ("html", _page),
    "bars": ("text", _text(" | ")),
    "tabs": ("text", _text("\t")),
}


def told(source: str, format: str, case: Case) -> Counter[tuple[Any, ...]]:
    prior = None if case.example.prior is None else source_of(case.example.prior)
    result = lint_source(
        source, path=f"example.{format}", format=format, year=case.example.year, select=[case.code], prior=prior
    )
    return Counter((d.code, frozenset(d.cells), _folded(d.expected), _folded(d.actual)) for d in result.diagnostics)


def _folded(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


# comments are no blocks, and are not drawn
IN_MARKDOWN = [case for case in CASES if case.example.format == "markdown" and not case.code.startswith("C")]


@pytest.mark.parametrize("drawing", DRAWN)
@pytest.mark.parametrize("case", IN_MARKDOWN, ids=str)
def test_an_example_says_the_same_in_another_format(case: Case, drawing: str) -> None:
    source = source_of(case.example)
    format, draw = DRAWN[drawing]
    blocks = read("example.md", source.encode(), "markdown").blocks
    if format == "text" and any(isinstance(block, Picture) for block in blocks):
        pytest.skip("a text has no pictures")
    assert told(draw(blocks), format, case) == told(source, "markdown", case)
