"""Writes the Word examples: the reports of the text examples in the layout in which offices send them.

`python -m benchmarks.word_examples` writes `examples/*.docx` anew, the same bytes each time. Headings are numbered by
themselves in the clean reports and typed in the faulty ones, as both are met with; tables are merged as in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import word_xml as xml
from benchmarks.sheets import Box, boxes, rows_of, sheet, width_of
from linter.engine.lint import parse_source
from linter.model.document import Block, Grid, Paragraph
from linter.model.report import Report, Section, Table

_EXAMPLES = Path(__file__).parents[1] / "examples"
_TITLE, _PART, _CLAUSE, _TEXT, _CELL = (
    xml.font("方正小标宋简体", 44),
    xml.font("黑体", 32),
    xml.font("楷体_GB2312", 32),
    xml.font("仿宋_GB2312", 32),
    xml.font("仿宋_GB2312", 21),
)
_LINES = '<w:spacing w:line="560" w:lineRule="exact"/>'
_INDENTED = f'{_LINES}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRED = '<w:jc w:val="center"/>'
_LEVELS = {"part": 1, "clause": 2, "item": 3}
_NUMBER = re.compile(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*")
# a line that a page broke goes on at the edge of the next
_BROKEN_LINE = re.compile(r"\n(?=[^\s])")


def word_example(path: Path) -> bytes:
    """A text example as a Word file."""
    text = path.read_text(encoding="utf-8")
    report = parse_source(_BROKEN_LINE.sub("", text) if text.startswith(" ") else text, path.name, "text")
    is_numbered = "clean" in path.name
    assert report.title is not None
    body = [xml.paragraph(xml.run(report.title.text, _TITLE), _CENTRED), xml.paragraph("", _LINES)]
    body += [drawn for block in report.front for drawn in _block(block, report) if drawn]
    for section in report.sections:
        for part in section.walk():
            body += _section(part, report, is_numbered)
    signed = [block.text.text for block in report.sign_off if isinstance(block, Paragraph)]
    body += [xml.paragraph(xml.run(line, _TEXT), f'{_LINES}<w:jc w:val="right"/>') for line in signed]
    return xml.package("".join(body), title=report.title.text)


def _section(section: Section, report: Report, is_numbered: bool) -> Iterator[str]:
    level = _LEVELS[section.style]
    look = _PART if level == 1 else _CLAUSE
    heading, properties = section.heading.text, _INDENTED
    if is_numbered:
        heading, properties = _NUMBER.sub("", heading, count=1), xml.numbered(level) + _INDENTED
    runs = xml.run(heading, look)
    blocks = list(section.blocks)
    if blocks and isinstance(first := blocks[0], Paragraph) and _stands_beside(section, first):
        runs += xml.run(first.text.text, _TEXT)
        del blocks[0]
    yield xml.paragraph(runs, f'<w:pStyle w:val="1"/>{properties}' if level == 1 else properties)
    for block in blocks:
        yield from _block(block, report)


def _stands_beside(section: Section, paragraph: Paragraph) -> bool:
    """Whether a heading runs on into its text on one line."""
    return paragraph.text.starts[0] - section.heading.ends[-1] < 1


def _block(block: Block, report: Report) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if report.title is None or block.text.span() != report.title.span:
            yield xml.paragraph(xml.run(block.text.text, _TEXT), _INDENTED)
    elif isinstance(block, Grid):
        (table,) = (table for table in report.tables.values() if block in table.grids)
        if block is table.grids[0]:  # of one in pieces
            yield _table(table)


def _table(table: Table) -> str:
    """A table as the form has it, with the figures of the report."""
    drawn = boxes(sheet(table.regime, table.name), {address: f.text for address, f in table.figures.items()})
    width = width_of(drawn)
    covered = {
        (box.row + down, box.column + across): box
        for box in drawn
        for down in range(box.row_span)
        for across in range(box.column_span)
    }
    rows = [
        "".join(_cell(covered[row, column], row) for column in range(width) if covered[row, column].column == column)
        for row in range(len(rows_of(drawn)))
    ]
    return xml.table(rows, width)


def _cell(box: Box, row: int) -> str:
    content = xml.paragraph(xml.run(box.text, _CELL) if box.row == row and box.text else "", _CENTRED)
    down = None if box.row_span == 1 else "restart" if box.row == row else "continue"
    return xml.cell(content, across=box.column_span, down=down)


def main() -> None:
    """Write all of them."""
    for path in sorted(_EXAMPLES.glob("*.txt")):
        path.with_suffix(".docx").write_bytes(word_example(path))


if __name__ == "__main__":
    main()
