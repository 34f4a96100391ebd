"""Excerpts: the line with its stretch, and the piece of the table that matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.engine.excerpts import around, excerpt
from linter.model.diagnostics import Diagnostic, Excerpt, Location, Severity
from linter.model.document import Cell, Chars, Document, Grid, Span
from linter.model.report import Figure, Report, State, Table
from tests.reporters.reporter_samples import TABLE, TITLE

COLUMNS = ("person", "business", "total")
LABELS = {"person": "自然\n人", "business": "商业企业"}


def report(figures: dict[str, tuple[str, ...]], prose: str = "共收到申请3件。") -> Report:
    """A report of one line of prose and a table drawn a row a line, `key | figure | figure | …`."""
    source = prose + "\n"
    grid: list[tuple[Cell, ...]] = []
    found: dict[str, Figure] = {}
    for y, (row, texts) in enumerate(figures.items(), 1):
        cells: list[Cell] = []
        for x, text in enumerate((row, *texts), 1):
            start = len(source)
            cells.append(Cell(Chars.at(text, start), Span(start, start + len(text)), y, x))
            source += text + "|"
            if x > 1:
                address = f"applications/{row}/{COLUMNS[x - 2]}"
                number = int(text) if text.isdigit() else None
                state = State.BLANK if not text else State.TEXT if number is None else State.NUMBER
                found[address] = Figure(address, state, number, text, cells[-1])
        source += "\n"
        grid.append(tuple(cells))
    table = Table(
        "applications",
        "2021",
        (Grid(tuple(grid), 1),),
        found,
        {"total": Chars.at("（七）总计", 0)},
        {key: Chars.at(text, 0) for key, text in LABELS.items()},
    )
    document = Document("a.txt", "text", source, ())
    return Report(document, "2021", 2024, None, None, (), (), tables={"applications": table})


def finding(line: int | None, *cells: str, **place: int) -> Diagnostic:
    location = Location(line, 1 if line else None, line, 2 if line else None, **place)
    return Diagnostic("A301", "n", Severity.ERROR, "m", None, location, cells=tuple(f"applications/{c}" for c in cells))


def test_the_line_and_its_stretch() -> None:
    document = Document("a.txt", "text", "一\r\n五、存在问题情况\r\n", ())
    shown = excerpt(Report(document, None, None, None, None, (), ()), TITLE._replace(location=Location(2, 3, 2, 7)))
    assert shown == Excerpt("五、存在问题情况", 2, 6)


def test_a_stretch_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    document = Document("a.txt", "text", "一二三\n四五六\n", ())
    shown = excerpt(Report(document, None, None, None, None, (), ()), TITLE._replace(location=Location(1, 2, 2, 3)))
    assert shown == Excerpt("一二三", 1, 3)


def test_an_empty_place() -> None:
    document = Document("a.txt", "text", "一二\n", ())
    shown = excerpt(Report(document, None, None, None, None, (), ()), TITLE._replace(location=Location(1, 3, 1, 3)))
    assert shown == Excerpt("一二", 2, 2)


def test_no_line_and_no_table_is_nothing_to_show() -> None:
    document = Document("a.docx", "docx", "", ())
    blank = Report(document, None, None, None, None, (), ())
    assert excerpt(blank, TABLE._replace(location=Location(paragraph=3))) is None


def test_the_text_of_a_file_without_lines() -> None:
    """A paragraph's number says little in Word, which shows none: its text is shown."""
    document = Document("a.docx", "docx", "第一段\n五、存在问题情况\n", ())
    made = Report(document, None, None, None, None, (), ())
    shown = excerpt(made, TITLE._replace(location=Location(paragraph=2)), Span(6, 10))
    assert shown == Excerpt("五、存在问题情况", 2, 6)


def test_a_long_line_is_cut_on_both_sides() -> None:
    source = "前" * 1000 + "错" + "后" * 1000
    document = Document("a.txt", "text", source, ())
    shown = excerpt(
        Report(document, None, None, None, None, (), ()), TITLE._replace(location=Location(1, 1001, 1, 1002))
    )
    assert shown is not None
    assert len(shown.text) == 200
    assert shown.text[shown.start : shown.end] == "错"
    assert shown.text[0] == shown.text[-1] == "…"
    assert 40 < shown.start < 100


@given(st.data())
def test_what_is_cut_keeps_the_stretch_and_fits(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="…"), max_size=300))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    room = data.draw(st.integers(10, 100))
    shown, left, right = around(text, start, end, room)
    assert len(shown) <= room
    assert text[start:end].startswith(shown[left:right])
    if end - start <= room - 2:
        assert shown[left:right] == text[start:end]
    inner = shown.removeprefix("…").removesuffix("…")
    offset = left - shown.startswith("…")
    assert text[start - offset :].startswith(inner)
    assert shown.startswith("…") == (start - offset > 0)
    assert shown.endswith("…") == (start - offset + len(inner) < len(text))


def test_cells_of_one_row_show_the_row() -> None:
    made = report({"received": ("1", "2", "3"), "total": ("9", "2", "10")})
    shown = excerpt(made, finding(3, "total/total", "total/person"))
    assert shown is not None
    assert shown.text.startswith("total|9|2|10")
    assert shown.figures is not None
    assert shown.figures.header == ("", "自然人", "商业企业", "total")
    assert shown.figures.rows == (("（七）总计", "9", "2", "10"),)
    assert shown.figures.marked == (0, 3)
    assert shown.figures.others == ((0, 1),)


def test_cells_of_one_column_show_the_rows_involved() -> None:
    made = report({"received": ("1", "2", "3"), "granted": ("5", "5", "5"), "total": ("9", "2", "10")})
    shown = excerpt(made, finding(4, "total/person", "received/person"))
    assert shown is not None
    assert shown.figures is not None
    assert shown.figures.header == ("", "自然人")
    assert shown.figures.rows == (("received", "1"), ("（七）总计", "9"))
    assert (shown.figures.marked, shown.figures.others) == ((1, 1), ((0, 1),))


def test_of_a_long_column_what_is_not_0() -> None:
    rows = {f"r{n}": (str(n % 2), "0", "0") for n in range(12)} | {"total": ("0", "0", "0")}
    shown = excerpt(report(rows), finding(14, "total/person", *(f"r{n}/person" for n in range(12))))
    assert shown is not None
    assert shown.figures is not None
    assert [row[0] for row in shown.figures.rows] == ["…", "r1", "r3", "r5", "r7", "r9", "r11", "（七）总计"]
    assert shown.figures.rows[shown.figures.marked[0]] == ("（七）总计", "0")
    assert {shown.figures.rows[y][0] for y, _ in shown.figures.others} == {f"r{n}" for n in range(1, 12, 2)}


def test_of_a_longer_column_what_weighs_most() -> None:
    rows = {f"r{n}": (str(n), "0", "0") for n in range(1, 21)} | {"total": ("1", "0", "0")}
    shown = excerpt(report(rows), finding(22, "total/person", *(f"r{n}/person" for n in range(1, 21))))
    assert shown is not None
    assert shown.figures is not None
    assert [row[0] for row in shown.figures.rows] == ["…", *(f"r{n}" for n in range(12, 21)), "（七）总计"]


def test_a_row_and_a_column_show_both() -> None:
    made = report({"received": ("1", "2", "3"), "granted": ("5", "5", "5"), "total": ("9", "2", "10")})
    shown = excerpt(made, finding(4, "total/person", "total/total", "received/person"))
    assert shown is not None
    assert shown.figures is not None
    assert shown.figures.header == ("", "自然人", "total")
    assert shown.figures.rows == (("received", "1", "3"), ("（七）总计", "9", "10"))
    assert shown.figures.marked == (1, 1)
    assert set(shown.figures.others) == {(1, 2), (0, 1)}


def test_a_sentence_that_contradicts_a_cell_is_shown_as_the_sentence() -> None:
    shown = excerpt(report({"received": ("1", "2", "3")}), finding(1, "received/total"))
    assert shown == Excerpt("共收到申请3件。", 0, 1)


def test_a_sentence_in_the_line_of_the_table_is_shown_as_the_sentence() -> None:
    page = report({"total": ("9", "3", "12")}, "共收到申请3件。")
    grid = page.tables["applications"].grids[0]
    page = page._replace(document=page.document._replace(source=page.document.source.replace("\n", " ")))
    beside = excerpt(page, finding(1, "total/total"))
    assert beside is not None
    assert beside.figures is None
    inside = finding(1, "total/total")
    inside = inside._replace(location=Location(1, grid.span.start + 1, 1, grid.span.start + 2))
    shown = excerpt(page, inside)
    assert shown is not None
    assert shown.figures is not None


def test_a_format_without_lines_shows_the_table_alone() -> None:
    shown = excerpt(report({"received": ("1", "2", "3")}), finding(None, "received/total", table=1, row=1, col=4))
    assert shown is not None
    assert (shown.text, shown.start, shown.end) == ("", 0, 0)
    assert shown.figures is not None
    assert shown.figures.rows == (("received", "1", "2", "3"),)


def test_a_table_without_row_labels_shows_none() -> None:
    made = report({"cases": ("1", "2", "3")})
    bare = made.tables["applications"]._replace(row_labels={})
    shown = excerpt(made._replace(tables={"applications": bare}), finding(2, "cases/total"))
    assert shown is not None
    assert shown.figures is not None
    assert shown.figures.rows == (("", "1", "2", "3"),)


@pytest.mark.parametrize("cell", ["received/nobody", "nothing/person"])
def test_a_cell_that_is_not_there_shows_the_line(cell: str) -> None:
    shown = excerpt(report({"received": ("1", "2", "3")}), finding(2, cell))
    assert shown is not None
    assert shown.figures is None


def test_a_table_that_is_not_bound_shows_the_line() -> None:
    made = report({"received": ("1", "2", "3")})._replace(tables={})
    shown = excerpt(made, finding(2, "received/total"))
    assert shown is not None
    assert shown.figures is None
