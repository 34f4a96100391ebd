"""A column that the form does not have, at any place of any table in any format: figures, errors, and one T204."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks import flattened, printed, typed, word
from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_further, with_lines_above, with_value
from benchmarks.figures import APPLICANTS, BLOCKS, OUTCOMES_OF_A_CASE, broken
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import Further, boxes, sheet, width_of
from tests.outside.program import findings, run
from tests.outside.test_outside_flattened import as_text
from tests.outside.test_outside_flattened import figures as cells_of

TABLES = ("disclosure", "applications", "disputes")
LABEL_COLUMNS = {"disclosure": 1, "applications": 3, "disputes": 0}
DRAWN = ["html", "html-empties", "html-split", "markdown", "tabs", "docx", "docx-unmerged", "docx-split"]
MERGED_LOST = ["pipes", "leading-pipes", "tabs-merged", "markdown-merged", "label-with-newline", "html-uneven"]
WHITE_SPACE = ["pdf-after", "pdf-before", "pdf-around"]
FLATTENED = [name for name, layout in flattened.LAYOUTS.items() if not layout.lossy and name != "pieces"]
PRINTED = ["ruled", "three-pages"]
PUNCTUATED = ["semicolons", "wide-commas", "enumeration-commas"]
WITHOUT_BLANKS = ["two-tabs", "wide-blanks", "label-in-two", "wide-commas", "enumeration-commas"]
CONTENTS = {
    "words": ("备注", ("见附件", "", "部分为上年件")),
    "long words": ("说明", ("含当面申请和网上申请两种渠道收到的件数", "")),
    "unit": ("单位", ("件",)),
    "share": ("占比", ("12.5%", "0%", "100%")),
    "numbers": ("序号", tuple(map(str, range(1, 40)))),
    "figures": ("上年数", ("3", "17", "0", "250")),
    "subtotal": ("小计", ("0", "1", "2")),
    "nothing": ("备注", ("",)),
}


def drawn(report: SyntheticReport, layout: str) -> tuple[str, bytes]:
    """The name and content of a file."""
    if layout in word.LAYOUTS:
        document = word.draw(report, layout)
        return document.name, document.data
    if layout in printed.PRINTS:
        page = printed.print_report(report, layout)
        return page.name, page.data
    of = flattened.draw if layout in flattened.LAYOUTS else typed.draw if layout in typed.LAYOUTS else draw
    drawing = of(report, layout)
    return drawing.name, drawing.data


def found(report: SyntheticReport, layout: str) -> list[tuple[str, frozenset[str], str]]:
    """Code, cells and message of each finding at error or warning level."""
    name, data = drawn(report, layout)
    done = run("check", "-f", "json", "--ignore", "A300,N401", "--stdin-filename", name, "-", data=data)
    (entry,) = json.loads(done.stdout)["files"]
    assert entry["error"] is None
    return [
        (one["code"], frozenset(one["cells"]), one["message"])
        for one in entry["diagnostics"]
        if one["severity"] != "info"
    ]


def figures(report: SyntheticReport, layout: str, folder: Path) -> dict[str, object]:
    name, data = drawn(report, layout)
    path = folder / name
    path.write_bytes(data)
    tables = json.loads(run("extract", "-f", "json", str(path)).stdout)
    return {
        f"{table}/{row}/{column}": value
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def places(regime: str, table: str) -> list[int]:
    """The drawn columns that a further one may come before: not between labels of a row."""
    width = width_of(boxes(sheet(regime, table), {}))
    return [at for at in range(width + 1) if at == 0 or at >= LABEL_COLUMNS[table]]


def further(at: int, content: str, *, repeated: bool = False) -> Further:
    heading, texts = CONTENTS[content]
    return Further(at, heading, texts, repeated)


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", [*DRAWN, *MERGED_LOST])
def test_a_further_column_is_one_finding_and_hides_nothing(layout: str, table: str, tmp_path: Path) -> None:
    rng = Random(f"{layout} {table}")
    for content in rng.sample(list(CONTENTS), 3):
        regime = rng.choice(["2019", "2021"])
        at = rng.choice(places(regime, table))
        report = make_report(rng, regime)
        wider = with_further(report, table, further(at, content, repeated=rng.random() < 0.5))
        assert figures(wider, layout, tmp_path) == dict(report.tables), (content, at)
        ((code, _, message),) = found(wider, layout)
        assert code == "T204"
        assert CONTENTS[content][0] in message


@pytest.mark.parametrize("content", ["words", "unit", "subtotal"])
@pytest.mark.parametrize("table", ["applications", "disputes"])
@pytest.mark.parametrize("layout", ["cell-a-line", "alternating"])
def test_a_further_column_in_lines_of_one_cell(layout: str, table: str, content: str, tmp_path: Path) -> None:
    """Where lines are no rows, a column behind the labels of the rows is found by its place."""
    rng = Random(f"{layout} {table} {content}")
    report = make_report(rng, "2021", busy=True)
    wider = with_further(report, table, further(rng.choice(places("2021", table)[2:]), content))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    assert [code for code, _, _ in found(wider, layout)] == ["T204"]


@pytest.mark.whole
@pytest.mark.parametrize("table", ["disclosure", "applications"])
@pytest.mark.parametrize(
    "layout", ["cell-a-line", "bare", "bars-around", "numbers-split", "line-of-spaces", "line-of-bars"]
)
def test_a_further_column_before_the_labels_in_lines_of_one_cell(layout: str, table: str, tmp_path: Path) -> None:
    """Its cells follow the figures of the row above, which has one too many then, and the last row none."""
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021", busy=True)
    for content in ("numbers", "unit", rng.choice(["share", "figures", "subtotal"])):
        wider = with_further(report, table, further(0, content))
        assert figures(wider, layout, tmp_path) == dict(report.tables), content
        assert [code for code, _, _ in found(wider, layout)] == ["T204"], content


@pytest.mark.parametrize("table", ["disclosure", "disputes"])
@pytest.mark.parametrize("layout", ["cell-a-line", "bar-behind", "bars-between", "double-bars-between"])
def test_words_before_the_cells_of_a_row_are_no_heading_and_no_row(layout: str, table: str, tmp_path: Path) -> None:
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021")
    for repeated in (False, True):
        wider = with_further(report, table, further(0, "long words", repeated=repeated))
        assert figures(wider, layout, tmp_path) == dict(report.tables)
        assert [code for code, _, _ in found(wider, layout)] == ["T204"]


def told_of_further(layout: str, table: str, count: int, first: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """What is said of so many further columns, each at one of the places from the `first` on.

    Where one finding tells of the column, all figures are right; else none is guessed.
    """
    rng = Random(f"{layout} {table}")
    for content in rng.sample(list(CONTENTS), count):
        report = make_report(rng, "2021", busy=True)
        wider = with_further(report, table, further(rng.choice(places("2021", table)[first:]), content))
        codes = sorted(code for code, _, _ in found(wider, layout))
        read = figures(wider, layout, folder)
        if codes == ["T204"]:
            assert read == dict(report.tables), content
        else:
            assert_not_guessed(read, report)
        yield content, codes


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", WHITE_SPACE)
def test_a_further_column_in_white_space(layout: str, table: str, tmp_path: Path) -> None:
    for content, codes in told_of_further(layout, table, 3, 1, tmp_path):
        assert codes in (["T204"], ["T203", "T204"]), content


@pytest.mark.whole
@pytest.mark.parametrize("layout", WHITE_SPACE)
def test_words_between_a_label_and_its_one_figure(layout: str, tmp_path: Path) -> None:
    report = make_report(Random(layout), "2021", busy=True)
    for at in (1, 4):
        wider = with_further(report, "disclosure", Further(at, "备注", ("见附件",)))
        assert figures(wider, layout, tmp_path) == dict(report.tables), at
        assert [code for code, _, _ in found(wider, layout)] == ["T204"], at


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", FLATTENED)
def test_a_further_column_where_lines_are_no_rows(layout: str, table: str, tmp_path: Path) -> None:
    """Read and told, or told as a table that cannot be read: no figure is guessed, no sum is said to be wrong."""
    for content, codes in told_of_further(layout, table, 2, 2, tmp_path):
        assert codes in (["T204"], ["T211"]), content


ABOVE = (("单位：件",), ("表3",), ("统计表", "（单位：件）"), ("有关情况统计表",), ("（续表）",))


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", [*FLATTENED, "cell-a-line", "alternating", "alternating-closed", "pipes", "html"])
def test_lines_above_a_header_are_no_column(layout: str, table: str, tmp_path: Path) -> None:
    """Nothing is said of them, and of a further column what is said without them."""
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021", busy=True)
    above = with_lines_above(report, table, *rng.choice(ABOVE))
    assert found(above, layout) == []
    assert figures(above, layout, tmp_path) == dict(report.tables)
    further_one = further(rng.choice(places("2021", table)[2:]), rng.choice(["words", "unit", "figures"]))
    wider = with_further(report, table, further_one)
    both = with_lines_above(wider, table, *rng.choice(ABOVE))
    assert [one[::2] for one in found(both, layout)] == [one[::2] for one in found(wider, layout)]
    assert figures(both, layout, tmp_path) == figures(wider, layout, tmp_path)


@pytest.mark.parametrize("layout", ["cell-a-line", "bar-behind", "bars-between", "alternating"])
def test_words_above_a_header_with_a_cell_are_a_column(layout: str) -> None:
    report = make_report(Random(layout), "2021", busy=True)
    wider = with_further(report, "disputes", Further(0, "备注", ("见附件",)))
    ((code, _, message),) = found(wider, layout)
    assert code == "T204"
    assert "备注" in message


def assert_not_guessed(read: dict[str, object], report: SyntheticReport) -> None:
    told = {cell: value for cell, value in read.items() if value is not None}
    assert told == {cell: report.tables[cell] for cell in told}


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", PRINTED)
def test_a_further_column_on_paper(layout: str, table: str, tmp_path: Path) -> None:
    rng = Random(f"{layout} {table}")
    for content in ("unit", "numbers"):
        report = make_report(rng, "2021")
        wider = with_further(report, table, further(rng.choice(places("2021", table)), content))
        assert figures(wider, layout, tmp_path) == dict(report.tables), content
        assert [code for code, _, _ in found(wider, layout)] == ["T204"]


@pytest.mark.whole
@pytest.mark.parametrize("at", places("2021", "applications"))
@pytest.mark.parametrize("layout", ["html", "pipes"])
def test_every_place_of_table_three(layout: str, at: int, tmp_path: Path) -> None:
    rng = Random(f"{layout} {at}")
    for content in CONTENTS:
        report = make_report(rng, "2021")
        wider = with_further(report, "applications", further(at, content))
        assert figures(wider, layout, tmp_path) == dict(report.tables), content


@pytest.mark.whole
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("layout", PUNCTUATED)
def test_a_further_column_between_signs_of_sentences(layout: str, table: str, tmp_path: Path) -> None:
    rng = Random(f"{layout} {table}")
    for content in rng.sample(list(CONTENTS), 3):
        regime = rng.choice(["2019", "2021"])
        report = make_report(rng, regime, busy=True)
        at = rng.choice(places(regime, table))
        wider = with_further(report, table, further(at, content, repeated=True))
        assert figures(wider, layout, tmp_path) == dict(report.tables), (content, at)
        assert [code for code, _, _ in found(wider, layout)] == ["T204"], (content, at)


@pytest.mark.whole
@pytest.mark.parametrize("table", ["applications", "disputes"])
@pytest.mark.parametrize("layout", WITHOUT_BLANKS)
def test_a_blank_of_a_further_column_leaves_nothing_behind(layout: str, table: str, tmp_path: Path) -> None:
    """A row with as many cells as the form has columns has none of it: all its figures are the form's."""
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021", busy=True)
    first, *_, last = places("2021", table)
    for at in (first + LABEL_COLUMNS[table] + 2, last):
        wider = with_further(report, table, Further(at, "备注", ("", "见附件", "", "", "部分为上年件")))
        assert figures(wider, layout, tmp_path) == dict(report.tables), at
        assert [code for code, _, _ in found(wider, layout)] == ["T204"], at


@pytest.mark.parametrize("layout", ["commas", "commas-in-figures"])
def test_words_may_end_the_rows_of_a_table_with_commas(layout: str, tmp_path: Path) -> None:
    report = make_report(Random(layout), "2021", busy=True)
    wider = with_further(report, "applications", Further(10, "备注", ("按时办结", "电话答复")))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    assert [code for code, _, _ in found(wider, layout)] == ["T204"]


@pytest.mark.parametrize("layout", ["line-of-tabs", "tabs-merged", "semicolons"])
def test_a_blank_column_is_no_column_of_noughts(layout: str, tmp_path: Path) -> None:
    """Where every figure is 0 and blanks are kept, the column without anything in it is the further one."""
    report = make_report(Random(layout), "2021")
    report = replace(report, tables={cell: 0 if "disclosure" not in cell else n for cell, n in report.tables.items()})
    wider = with_further(report, "applications", further(10, "nothing"))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    assert [code for code, _, _ in found(wider, layout) if code != "N402"] == ["T204"]


ROWS = [row.key for row in sheet("2021", "applications").blocks[0].rows]
CASES = [f"{block}.{end}" for block in BLOCKS for end in (*OUTCOMES_OF_A_CASE, "total")]
CELLS = [
    *(f"applications/{row}/{column}" for row in ROWS for column in (*APPLICANTS, "total")),
    *(f"disputes/cases/{column}" for column in CASES),
]


@pytest.mark.whole
@pytest.mark.parametrize("cell", CELLS)
def test_a_wrong_figure_is_found_beside_a_further_column(cell: str) -> None:
    """In the table of the figure: the sums that it breaks, each once, whatever the other column says."""
    rng = Random(cell)
    table = cell.partition("/")[0]
    report = make_report(rng, "2021")
    value = int(str(report.tables[cell]))
    report = with_value(report, cell, rng.choice([value + rng.randint(1, 9), value * 10 + rng.randint(1, 9)]))
    wanted = broken(report.tables, report.sheets["applications"])
    assert wanted
    wider = with_further(report, table, further(rng.choice(places("2021", table)), rng.choice(list(CONTENTS))))
    told = found(wider, rng.choice([*DRAWN, *MERGED_LOST]))
    assert sorted(code for code, _, _ in told) == sorted(["T204", *(code for code, _ in wanted)])
    assert {(code, cells) for code, cells, _ in told if code != "T204"} == wanted


@pytest.mark.parametrize("table", ["applications", "disputes"])
@pytest.mark.parametrize("layout", [*WHITE_SPACE, "label-in-three", *PUNCTUATED])
def test_a_wrong_figure_is_found_where_headers_and_labels_wrap(layout: str, table: str) -> None:
    """The heading tells the column's place by those beside it, however many lines each of them has."""
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021", busy=True)
    wrong = with_value(report, cell := rng.choice([cell for cell in CELLS if cell.startswith(table)]), 7)
    wanted = broken(wrong.tables, wrong.sheets["applications"])
    assert wanted, cell
    for content in ("unit", "figures"):
        at = rng.choice(places("2021", table)[1:])
        told = found(with_further(wrong, table, further(at, content)), layout)
        assert {(code, cells) for code, cells, _ in told} == {("T204", frozenset()), *wanted}, (content, at)


@pytest.mark.whole
@pytest.mark.parametrize(("table", "at"), [("applications", 10), ("disputes", 3)])
@pytest.mark.parametrize("layout", ["ruled", "three-pages"])
def test_long_words_that_wrap_in_the_text_of_a_printed_report(layout: str, table: str, at: int, tmp_path: Path) -> None:
    report = make_report(Random(f"{layout} {table}"), "2021", busy=True)
    wider = with_further(report, table, further(at, "long words"))
    drawn = as_text(wider, layout, tmp_path, "-layout")
    assert [one.code for one in findings(drawn)] == ["T204"]
    assert cells_of(drawn, tmp_path) == dict(report.tables)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("regime", "at", "content"), [("2019", 8, "words"), ("2021", 9, "words"), ("2021", 10, "share")]
)
@pytest.mark.parametrize("layout", ["ruled", "two-pages", "landscape"])
def test_words_above_and_below_the_figures_of_their_row(
    layout: str, regime: str, at: int, content: str, tmp_path: Path
) -> None:
    """Above and below are words of other rows, too, and rows without any between them."""
    report = make_report(Random(f"{layout} {at}"), regime, busy=True)
    cell = "applications/denied.third_party/charity"
    wrong = with_value(report, cell, int(str(report.tables[cell])) + 7)
    for each, wanted in ((report, ["T204"]), (wrong, ["A300", "T204"])):
        wider = with_further(each, "applications", further(at, content, repeated=True))
        drawn = as_text(wider, layout, tmp_path, "-layout")
        told = findings(drawn)
        assert sorted(one.code for one in told) == wanted
        assert all(cell in one.cells for one in told if one.code == "A300")
        assert cells_of(drawn, tmp_path) == dict(each.tables)


@pytest.mark.whole
def test_a_column_that_comes_elsewhere_than_its_heading_is_not_guessed(tmp_path: Path) -> None:
    """In the order of a page's text its cell comes between others than its heading does."""
    for seed in ("z18", "a", "b", "c"):
        report = make_report(Random(seed), "2019", busy=True)
        drawn = as_text(with_further(report, "disputes", further(1, "share")), "landscape", tmp_path)
        assert {one.code for one in findings(drawn)} <= {"T204", "T211"}
        assert_not_guessed(cells_of(drawn, tmp_path), report)


@pytest.mark.parametrize("layout", ["html", "pipes", "docx", "tabs"])
def test_the_sums_of_a_further_column_are_nobody_s_figures(layout: str, tmp_path: Path) -> None:
    """小计 of the organisations before the first of them: rows of noughts add up in more than one reading."""
    report = make_report(Random(layout), "2021", busy=False)
    sums = [
        str(sum(int(str(report.tables[f"applications/{row}/{column}"])) for column in APPLICANTS[1:])) for row in ROWS
    ]
    wider = with_further(report, "applications", Further(4, "小计", tuple(sums)))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    assert [code for code, _, _ in found(wider, layout)] == ["T204"]


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["html", "markdown", "pipes", "tabs", "docx"])
@pytest.mark.parametrize("table", TABLES)
def test_two_further_columns_are_two_findings(layout: str, table: str, tmp_path: Path) -> None:
    rng = Random(f"{layout} {table}")
    report = make_report(rng, "2021")
    last = places("2021", table)[-1]
    wider = with_further(report, table, further(last, "words", repeated=True), further(LABEL_COLUMNS[table], "unit"))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    assert [code for code, _, _ in found(wider, layout)] == ["T204", "T204"]


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["html", "markdown", "pipes", "tabs", "docx"])
@pytest.mark.parametrize("at", [3, 5, 9, 10])
def test_a_column_without_a_name(layout: str, at: int, tmp_path: Path) -> None:
    """Nothing but the sums tells which of the figures are none of the form's."""
    report = make_report(Random(f"{layout} {at}"), "2021", busy=True)
    wider = with_further(report, "applications", Further(at, "", ("3", "17", "0", "250")))
    assert figures(wider, layout, tmp_path) == dict(report.tables)
    ((code, _, message),) = found(wider, layout)
    assert code == "T204"
    assert "没有列名" in message


def test_lossless_layouts_are_known() -> None:
    assert {*DRAWN, *MERGED_LOST} <= {*LAYOUTS, *word.LAYOUTS}
