"""Lines with bars between cells in pages and Word files are a table where labels of a form stand in them."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter import reference
from linter.engine.lint import lint_source
from linter.parsing.barred_rows import with_barred_rows
from linter.parsing.canonical_figures import cell_value, figures
from linter.parsing.parser import parse_document
from linter.readers import read
from tests.parsing.lines_found import found_by

KNOWN = reference.load()
VOCABULARY = KNOWN.vocabulary
REPORT = make_report(Random(5), "2021", busy=True)


def found(*lines: str) -> list[str | list[list[str]]]:
    return found_by(with_barred_rows, VOCABULARY, lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["规章 | 0 | | 3", "行政规范性文件 | 1 | 0 | 12"],
        [
            "+----+---+---+---+",
            "| 规章 | 0 |  | 3 |",
            "+----+---+---+---+",
            "| 行政规范性文件 | 1 | 0 | 12 |",
            "+---+--+--+--+",
        ],
        ["│ 规章 │ 0 │  │ 3 │", "│ 行政规范性文件 │ 1 │ 0 │ 12 │"],
    ],
)
def test_bars_part_cells(lines: list[str]) -> None:
    rows = [["规章", "0", "", "3"], ["行政规范性文件", "1", "0", "12"]]
    assert found("前文。", *lines, "后文。") == ["前文。", rows, "后文。"]


@pytest.mark.parametrize("lines", [["首页 | 公开", "来源：甲 | 日期：乙"], ["规章 | 0 | 0 | 3"]])
def test_links_and_a_single_line_stay_lines(lines: list[str]) -> None:
    assert found(*lines) == lines


@pytest.mark.parametrize(("begin", "end", "line_end"), [("<pre>", "</pre>", "\n"), ("<div>", "</div>", "<br>")])
@pytest.mark.parametrize("layout", ["pipes", "leading-pipes"])
def test_tables_with_bars_in_a_page_are_read(layout: str, begin: str, end: str, line_end: str) -> None:
    text = draw(REPORT, layout).text.rstrip().replace("\n", line_end)
    source = f"<html><body>{begin}{text}{end}</body></html>"
    assert lint_source(source, path="a.html", format="html").diagnostics == ()
    values = {
        figure.address: cell_value(figure) for figure in figures(parse_document(read("a.html", source.encode()), KNOWN))
    }
    assert values == dict(REPORT.tables)
