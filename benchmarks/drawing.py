"""Draws a synthetic report as offices, web pages and converters hand it over: one function a layout.

Each layout turns tables into text in its own way; prose is common to all layouts of a format. The result is a
`Drawing`, which knows where every figure, label and heading stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks import page, paper
from benchmarks.figures import printed
from benchmarks.marks import Drawing, finish, mark, unmarked
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, Sheet, boxes, rows_of, width_of

DrawTable = Callable[[Sequence[Box]], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of file looks. `lossy`: words of header cells are lost, which may be reported."""

    name: str
    format: str
    draw: Callable[[SyntheticReport], str]
    encoding: str = "utf-8"
    lossy: bool = False


def table_boxes(report: SyntheticReport, table: Sheet) -> list[Box]:
    """A report's table with its figures printed."""
    return boxes(table, {address: printed(address, value) for address, value in report.tables.items()})


def _marked(box: Box) -> str:
    return mark(box.mark, box.text)


# --- text: explicit delimiters ---


def _merged_rows(drawn: Sequence[Box]) -> list[list[str]]:
    """Each row's own cells only: what a span covers is gone."""
    return [[_marked(box) for box in row] for row in rows_of(drawn)]


def _full_rows(drawn: Sequence[Box]) -> list[list[str]]:
    """Every place of the grid: what a span covers is blank."""
    rows = [[""] * width_of(drawn) for _ in rows_of(drawn)]
    for box in drawn:
        rows[box.row][box.column] = _marked(box)
    return rows


def _pipes(drawn: Sequence[Box]) -> str:
    width = width_of(drawn)
    return "\n".join(
        (" | ".join(row) + " | " + "|" * (width - len(row))).rstrip() for row in _merged_rows(drawn) if row
    )


def _leading_pipes(drawn: Sequence[Box]) -> str:
    return "\n".join(f"| {line}" for line in _pipes(drawn).splitlines())


def _cell_a_line(drawn: Sequence[Box]) -> str:
    width = width_of(drawn)
    lines: list[str] = []
    for row in _merged_rows(drawn):
        if row:
            lines += [f"{cell} |" if unmarked(cell) else "|" for cell in row]
            lines += ["|"] * (width - len(row))
    return "\n".join(lines)


def _alternating(drawn: Sequence[Box]) -> str:
    """Cells and bare pipes on alternating lines, the pipes between the cells of a row."""
    width = width_of(drawn)
    lines: list[str] = []
    for row in _merged_rows(drawn):
        if not row:
            continue
        for at, cell in enumerate(row):
            if at:
                lines.append("|")
            if unmarked(cell):
                lines.append(cell)
        lines += ["|"] * (width - len(row))
    return "\n".join(lines)


def _alternating_closed(drawn: Sequence[Box]) -> str:
    """The same with a bare pipe after every cell, the last of a row too: the ends of rows cannot be seen."""
    width = width_of(drawn)
    lines: list[str] = []
    for row in _merged_rows(drawn):
        for cell in row:
            lines += [cell, "|"] if unmarked(cell) else ["|"]
        lines += ["|"] * (width - len(row)) if row else []
    return "\n".join(lines)


def _tabs(drawn: Sequence[Box]) -> str:
    return "\n".join("\t".join(row).rstrip("\t") for row in _full_rows(drawn))


def _tabs_merged(drawn: Sequence[Box]) -> str:
    return "\n".join("\t".join(row) for row in _merged_rows(drawn) if row)


def _with_labels(change: Callable[[Box], str], draw: DrawTable) -> DrawTable:
    def drawn_with(drawn: Sequence[Box]) -> str:
        return draw([_retext(box, change(box)) for box in drawn])

    return drawn_with


def _retext(box: Box, text: str) -> Box:
    return Box(text, box.row, box.column, box.row_span, box.column_span, box.kind, box.mark)


def _break_after_two(separator: str) -> Callable[[Box], str]:
    def change(box: Box) -> str:
        if box.kind == "column" and len(box.text) == 4:
            return box.text[:2] + separator + box.text[2:]
        return box.text

    return change


def _lose_words(box: Box) -> str:
    """Keeps the first word of 结果纠正, 其他结果, 尚未审结, as some web pages do."""
    if box.kind == "column" and box.text[:2] in ("结果", "其他", "尚未") and not box.text.endswith("维持"):
        return box.text[:2]
    return box.text


def _odd_spaces(box: Box) -> str:
    """Half-width brackets and spaces after 第二十条, as in tables that were typed anew."""
    text = box.text.replace("（", "(").replace("）", ")") if box.kind != "figure" else box.text
    return text.replace("第二十条", "第二十条  ")


def _text(draw_table: DrawTable, *, indent: str = "　　", gap: str = "\n") -> Callable[[SyntheticReport], str]:
    def draw(report: SyntheticReport) -> str:
        return gap.join(_text_blocks(report, draw_table, indent)) + "\n"

    return draw


def _text_blocks(report: SyntheticReport, draw_table: DrawTable, indent: str) -> Iterable[str]:
    if report.title is not None:
        yield mark("title", report.title)
    for paragraph in report.front:
        yield indent + paragraph
    for part in report.parts:
        yield mark(f"part:{part.key}", part.heading)
        for passage in part.passages:
            yield indent + passage.text
        if part.table is not None and part.table in report.sheets:
            yield draw_table(table_boxes(report, report.sheets[part.table]))
    for line in report.sign_off:
        yield " " * 24 + line


# --- Markdown ---


def _markdown_table(drawn: Sequence[Box]) -> str:
    rows = ["| " + " | ".join(cell or " " for cell in row) + " |" for row in _full_rows(drawn)]
    rule = "|" + " --- |" * width_of(drawn)
    return "\n".join([rows[0], rule, *rows[1:]])


def _markdown_merged(drawn: Sequence[Box]) -> str:
    """Short rows, as converters write them that know no spans."""
    rows = ["| " + " | ".join(row) + " |" for row in _merged_rows(drawn) if row]
    rule = "|" + ":---:|" * width_of(drawn)
    return "\n".join([rows[0], rule, *rows[1:]])


def _markdown(draw_table: DrawTable, *, hashes: bool) -> Callable[[SyntheticReport], str]:
    def heading(text: str, level: int) -> str:
        return f"{'#' * level} {text}" if hashes else f"**{text}**" if level < 3 else text

    def blocks(report: SyntheticReport) -> Iterable[str]:
        if report.title is not None:
            yield heading(mark("title", report.title), 1)
        yield from report.front
        for part in report.parts:
            yield heading(mark(f"part:{part.key}", part.heading), 2)
            for passage in part.passages:
                yield heading(passage.text, passage.level + 1) if passage.level else passage.text
            if part.table is not None and part.table in report.sheets:
                yield draw_table(table_boxes(report, report.sheets[part.table]))
        yield from report.sign_off

    return lambda report: "\n\n".join(blocks(report)) + "\n"


# --- the list ---


def _layouts() -> Iterable[Layout]:
    def text(name: str, draw_table: DrawTable, lossy: bool = False) -> Layout:
        return Layout(name, "text", _text(draw_table), lossy=lossy)

    yield text("pipes", _pipes)
    yield text("leading-pipes", _with_labels(_odd_spaces, _leading_pipes))
    yield text("cell-a-line", _cell_a_line)
    yield text("alternating", _alternating)
    yield text("alternating-closed", _alternating_closed)
    yield text("tabs", _tabs)
    yield text("tabs-merged", _tabs_merged)
    yield text("label-with-space", _with_labels(_break_after_two(" "), _pipes))
    yield text("label-with-newline", _with_labels(_break_after_two("\n"), _pipes))
    yield text("words-lost", _with_labels(_lose_words, _pipes), lossy=True)
    yield Layout("blank-lines", "text", _text(_pipes, indent="  ", gap="\n\n"))
    for anchor in paper.ANCHORS:
        yield Layout(f"pdf-{anchor}", "text", paper.drawn(anchor, table_boxes))
    yield Layout("markdown", "markdown", _markdown(_markdown_table, hashes=True))
    yield Layout("markdown-merged", "markdown", _markdown(_markdown_merged, hashes=False))
    for name, draw_page in page.PAGES.items():
        encoding = "gb18030" if name == "gbk" else "utf-8"
        yield Layout("html" if name == "spans" else f"html-{name}", "html", draw_page(table_boxes), encoding)


LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in _layouts()}


def draw(report: SyntheticReport, layout: str) -> Drawing:
    """The report in one of `LAYOUTS`.

    Raises:
        KeyError: there is no such layout.
    """
    chosen = LAYOUTS[layout]
    return finish(layout, chosen.format, chosen.encoding, chosen.draw(report))


def layouts_of(*formats: str) -> list[str]:
    """The names of the layouts of some formats, all when none is given."""
    return [name for name, layout in LAYOUTS.items() if not formats or layout.format in formats]
