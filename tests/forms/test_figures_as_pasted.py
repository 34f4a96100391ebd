"""Tables as they come from pages and office programs: units in cells, merged cells written out, one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from linter import reference
from linter.engine.lint import lint_source
from linter.forms.binding import bind, bind_all, likeliest_regime
from linter.forms.cell_values import is_number
from linter.forms.form import TableForm
from linter.forms.labels_as_laid_out import is_stream
from linter.model.document import Grid
from linter.model.report import State, Table
from linter.text.folding import label_key
from tests.forms.test_form_thresholds import grid, table_of
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
OLD_REPORT = (RULE_EXAMPLES / "2019.md").read_text("utf-8")
FORM = reference.load().forms["2021"]


def read(table: Table) -> dict[str, object]:
    return {
        address.partition("/")[2]: figure.value if figure.state is not State.UNKNOWN else "?"
        for address, figure in table.figures.items()
    }


def rows_of(source: str, start: str) -> list[list[str]]:
    """The rows of the Markdown table that begins so, without its rule line."""
    lines = source[source.index(start) :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|--")]


DISCLOSURE = rows_of(REPORT, "| 第二十条第（一）项")
APPLICATIONS = rows_of(REPORT, "| （本列数据")
DISPUTES = rows_of(REPORT, "| 行政复议 |")
OLD_DISCLOSURE = rows_of(OLD_REPORT, "| 第二十条第（一）项")


def values(rows: Sequence[Sequence[str]], name: str, regime: str = "2021") -> dict[str, object]:
    return read(bind([grid(*rows)], reference.load().forms[regime].tables[name]))


@pytest.mark.parametrize("text", ["3", "3件", "１２项", "减少2项", "160.5万元", "152790元", "¥12.5"])
def test_a_number_may_carry_its_unit(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "-", "无", "规章", "1.属于国家秘密", "约20", "2019年", "第3项"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize("name", ["disclosure", "applications", "disputes"])
@pytest.mark.parametrize("one_by_one", [False, True])
def test_figures_with_their_unit_stand_where_they_stand_without(name: str, one_by_one: bool) -> None:
    rows = {"disclosure": DISCLOSURE, "applications": APPLICATIONS, "disputes": DISPUTES}[name]
    with_unit = [[f"{cell}件" if cell.isdecimal() else cell for cell in row] for row in rows]
    if one_by_one:
        rows, with_unit = ([[cell] for row in table for cell in row if cell] for table in (rows, with_unit))
    assert values(with_unit, name) == values(rows, name)


def test_an_amount_with_its_unit_on_a_line_of_its_own_is_no_label() -> None:
    rows = [[cell] for row in OLD_DISCLOSURE for cell in row if cell]
    at = [cell for (cell,) in rows].index("政府集中采购")
    rows[at + 2] = ["160.5964万元"]
    table = bind([grid(*rows)], reference.load().forms["2019"].tables["disclosure"])
    assert not table.deviations
    assert table.figures["disclosure/procurement/projects"].value == int(rows[at + 1][0])
    assert table.figures["disclosure/procurement/amount"].text == "160.5964万元"


@pytest.mark.parametrize("number", ["1.", "1、", "（1）", "①", "⑴", "１．"])
def test_labels_are_known_by_any_sign_of_their_number(number: str) -> None:
    assert label_key(f"{number}属于国家秘密") == "1属于国家秘密"


def test_other_is_written_in_two_ways() -> None:
    source = REPORT
    assert source.count("其他") > 6
    head, _, rest = source.partition("## 二、")
    assert messages(f"{head}## 二、{rest.replace('其他', '其它')}") == []


def test_a_short_label_with_a_mistake_begins_a_row_behind_a_full_one() -> None:
    rows = [[cell] for row in APPLICATIONS for cell in row if cell]
    at = [cell for (cell,) in rows].index("3.其他")
    rows[at] = ["3.其地"]
    table = bind([grid(*rows)], FORM.tables["applications"])
    assert [(found.kind, found.found) for found in table.deviations] == [("changed-label", "3.其地")]
    assert read(table) == values(APPLICATIONS, "applications")


def written_out(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of part two with the text of each merged cell in every column that it spans."""
    filled = []
    for row in rows:
        filled.append([])
        for cell in row:
            filled[-1].append(cell or filled[-1][-1])
    return filled


@pytest.mark.parametrize(("rows", "regime"), [(DISCLOSURE, "2021"), (OLD_DISCLOSURE, "2019")])
def test_merged_cells_may_be_written_out_in_every_column(rows: list[list[str]], regime: str) -> None:
    form = reference.load().forms[regime].tables["disclosure"]
    table = bind([grid(*written_out(rows))], form)
    assert not table.deviations
    assert read(table) == values(rows, "disclosure", regime)


def test_figures_that_differ_are_not_one_cell_written_out() -> None:
    rows = written_out(DISCLOSURE)
    at = [row[0] for row in rows].index("行政许可")
    rows[at] = ["行政许可", "1", "1", "2"]
    table = bind([grid(*rows)], FORM.tables["disclosure"])
    assert read(table)["permits/decisions"] == "?"


def test_equal_figures_under_columns_of_their_own_are_several() -> None:
    form = table_of(["自然人", "企业", "总计"], ["新收申请", "结转申请"])
    drawn = grid(["", "自然人", "企业", "总计"], ["新收申请", "0", "0", "0"], ["结转申请", "1", "1", "2"])
    assert list(read(bind([drawn], form)).values()) == [0, 0, 0, 1, 1, 2]


# --- one cell a line ---


def begun_with_a_bar(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """One cell a line, a blank one before each row, the blanks of a merged cell behind the last one of its row."""
    lines = []
    for row in rows:
        filled = [cell for cell in row if cell]
        lines += [[""], *([cell] for cell in filled[:-1]), [filled[-1], *[""] * (len(row) - len(filled))]]
    return lines


@pytest.mark.parametrize("name", ["disclosure", "applications", "disputes"])
def test_lines_of_one_cell_with_blanks_behind_it_are_no_rows(name: str) -> None:
    rows = {"disclosure": DISCLOSURE, "applications": APPLICATIONS, "disputes": DISPUTES}[name]
    table = bind([grid(*begun_with_a_bar(rows))], FORM.tables[name])
    assert not table.deviations
    assert read(table) == values(rows, name)


@pytest.mark.threshold("forms.labels_as_laid_out._FEWEST_LINES")
def test_eight_lines_of_one_cell_are_no_rows() -> None:
    form = table_of(["件数"], ["项目"])
    assert not is_stream(grid(*[["项目", ""]] * 7), form)
    assert is_stream(grid(*[["项目", ""]] * 8), form)
    assert not is_stream(grid(*[["项目", ""]] * 8, ["项目", "1"]), form)


def disputes_row(cells: Sequence[str]) -> Grid:
    """Part four one cell a line, a blank one before each row."""
    return grid(*begun_with_a_bar(DISPUTES[:-1]), [""], *([cell] for cell in cells))


def test_figures_that_sums_show_further_on_are_not_read_too_early() -> None:
    """With a blank before the row and blank cells in it, it has one cell too many; which one, only sums tell."""
    cells = ["", "", "", "4", "4", "", "2", "", "", "2", *[""] * 5]
    figures = read(bind([disputes_row(cells)], FORM.tables["disputes"]))
    expected = {f"cases/{column.key}": int(cell or 0) for column, cell in zip(COLUMNS, cells, strict=True)}
    assert all(value in ("?", expected[key]) for key, value in figures.items() if value is not None)
    assert all(figures[key] in ("?", value) for key, value in expected.items() if value)


COLUMNS = FORM.tables["disputes"].blocks[0].columns


# --- what is said of rows ---


def form_and_rows(count: int) -> tuple[TableForm, list[str]]:
    labels = [f"{number}.甲乙丙丁{letter}" for number, letter in enumerate("子丑寅卯辰"[:count], 1)]
    return table_of(["件数"], labels), labels


def deviations(form: TableForm, *labels: str) -> list[tuple[str, int]]:
    table = bind([grid(["", "件数"], *([label, "1"] for label in labels))], form)
    return [(found.kind, len(found.others)) for found in table.deviations]


@pytest.mark.threshold("forms.reading._MANY_LOST")
def test_three_rows_without_their_numbers_are_one_mistake() -> None:
    form, labels = form_and_rows(5)

    def without_numbers(count: int) -> list[str]:
        return [label[2:] if at < count else label for at, label in enumerate(labels)]

    assert deviations(form, *without_numbers(2)) == [("changed-label", 0)] * 2
    assert deviations(form, *without_numbers(3)) == [("changed-label", 3)]
    assert deviations(form, *without_numbers(3)[:4], labels[4].replace("甲", "申")) == [
        ("changed-label", 3),
        ("changed-label", 0),
    ]


@pytest.mark.threshold("forms.reading._MANY_LOST")
def test_three_rows_missing_behind_all_others_are_one_mistake() -> None:
    form, labels = form_and_rows(5)
    assert deviations(form, *labels[:3]) == [("missing-row", 0)] * 2
    assert deviations(form, *labels[:2]) == [("missing-row", 3)]
    assert deviations(form, *labels[:1]) == [("missing-row", 4)]
    assert deviations(form, labels[0], labels[4]) == [("missing-row", 0)] * 3


def messages(source: str, format: str = "markdown") -> list[tuple[str, str]]:
    result = lint_source(source, path="a", format=format)
    return [(found.code, found.message) for found in result.diagnostics if found.code[0] in "TAS"]


def test_a_table_that_breaks_off_is_told_in_one_sentence() -> None:
    start = REPORT.index("|  |  | 2.重复申请")
    end = REPORT.index("\n\n", start)
    ((code, message),) = messages(REPORT[: start - 1] + REPORT[end:])[:1]
    assert code == "T202"
    assert message.startswith("表三不完整，到这里为止，后面缺少9行：2.重复申请、3.要求提供公开出版物、")
    assert len(messages(REPORT[: start - 1] + REPORT[end:])) == 1


def test_numbers_left_out_of_many_rows_are_told_in_one_sentence() -> None:
    source = REPORT
    for label in ("属于国家秘密", "保护第三方合法权益", "信访举报投诉类申请"):
        source = source.replace(next(f"{n}.{label}" for n in range(1, 9) if f"{n}.{label}" in source), label)
    assert messages(source) == [
        ("T204", "表三有3行的行名缺少规定的序号：属于国家秘密、保护第三方合法权益、信访举报投诉类申请")
    ]


def bound(*grids: Grid) -> Table:
    """Table three, which several grids make up."""
    numbered = [one._replace(number=number) for number, one in enumerate(grids, 1)]
    return bind_all(numbered, reference.load().forms, "2021", {})["applications"]


def unnumbered(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[re.sub(r"^([一二三四]、|（[一二三四五六七]）|\d\.)", "", cell) for cell in row] for row in rows]


def test_rows_without_their_numbers_are_the_table_whose_header_is_a_grid_of_its_own() -> None:
    whole = values(APPLICATIONS, "applications")
    assert read(bound(grid(*APPLICATIONS[:3]), grid(*unnumbered(APPLICATIONS[3:])))) == whole
    assert read(bound(grid(*unnumbered(APPLICATIONS[:15])), grid(*unnumbered(APPLICATIONS[15:])))) == whole


@pytest.mark.threshold("forms.binding._LEAST_LABELS")
@pytest.mark.parametrize(("rows", "is_read"), [(2, False), (3, True)])
def test_three_rows_without_their_numbers_are_enough(rows: int, is_read: bool) -> None:
    last = unnumbered(APPLICATIONS[-rows:])
    figures = bound(grid(*APPLICATIONS[:-rows]), grid(*last)).figures
    assert ("applications/carried_forward/total" in figures) is is_read


def test_figures_with_their_units_are_the_row_of_a_header_in_a_grid_of_its_own() -> None:
    row = [cell + "件" if cell else "" for cell in DISPUTES[-1]]
    grids = [grid(*DISPUTES[:-1]), grid(row)._replace(number=2)]
    table = bind_all(grids, reference.load().forms, "2021", {})["disputes"]
    assert read(table) == values(DISPUTES, "disputes")


OTHER = [["申请方式", "自然人", "法人或其他组织", "总计"], ["网络", "3", "1", "4"], ["信函", "2", "0", "2"]]


@pytest.mark.parametrize("first", [True, False])
def test_a_table_with_a_few_of_the_labels_is_another_one(first: bool) -> None:
    grids = [grid(*OTHER), grid(*APPLICATIONS)] if first else [grid(*APPLICATIONS), grid(*OTHER)]
    table = bound(*grids)
    assert read(table) == values(APPLICATIONS, "applications")
    assert not table.deviations


def test_a_table_with_labels_of_another_years_form_is_another_one() -> None:
    other = [
        ["指标名称", "单位", "数量"],
        ["规范性文件", "件", "3"],
        ["行政许可", "件", "77"],
        ["行政处罚", "件", "12"],
    ]
    grids = [grid(*other), grid(*DISCLOSURE)._replace(number=2)]
    table = bind_all(grids, reference.load().forms, "2021", {})["disclosure"]
    assert read(table) == values(DISCLOSURE, "disclosure")
    assert not table.deviations


@pytest.mark.parametrize(("labels", "is_once_more"), [(18, False), (19, True)])
def test_half_the_labels_are_the_table_once_more(labels: int, is_once_more: bool) -> None:
    """其他 and 总计 are labels of columns, and of rows but for their numbers."""
    assert len(FORM.tables["applications"].bare_keys) == 38
    copy = [[row[2], *row[3:]] for row in APPLICATIONS[6:23] if row[2]][: labels - 4]
    header = [["", "自然人", "商业企业", "科研机构", "社会公益组织", "", "", ""]]
    told = bound(grid(*APPLICATIONS), grid(*header, *copy)).deviations
    assert ("doubled-row" in {deviation.kind for deviation in told}) is is_once_more


def test_a_row_right_behind_its_table_goes_on_with_it_were_the_labels_over_it_wrong() -> None:
    fees = [["信息内容", "本年收费的金额"], ["行政事业性收费", "8.4"]]
    grids = [grid(*DISCLOSURE[:-2]), grid(*fees)._replace(number=2)]
    table = bind_all(grids, reference.load().forms, "2021", {})["disclosure"]
    assert table.values["disclosure/fees/amount"] == 8.4


def test_labels_with_notes_behind_them_tell_their_table() -> None:
    rows = [[f"{cell}（件）" if cell and not cell.isdecimal() else cell for cell in row] for row in DISCLOSURE[:5]]
    table = bind_all([grid(*rows)], reference.load().forms, "2021", {})["disclosure"]
    assert not [deviation for deviation in table.deviations if deviation.kind == "changed-label"]


def test_what_goes_on_with_a_table_is_no_other_one() -> None:
    whole = values(APPLICATIONS, "applications")
    assert read(bound(grid(*APPLICATIONS[:24]), grid(*APPLICATIONS[:3], *APPLICATIONS[24:]))) == whole


def turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def test_a_table_turned_by_a_quarter_is_read() -> None:
    whole = values(APPLICATIONS, "applications")
    assert values(turned(APPLICATIONS), "applications") == whole
    assert values([[cell for cell in row if cell] for row in turned(APPLICATIONS)], "applications") == whole
    lines = [[cell] for row in turned(APPLICATIONS) for cell in row if cell]
    table = bind([grid(*lines)], FORM.tables["applications"])
    assert read(table) == whole
    assert not table.deviations


def test_a_turned_table_that_lacks_a_figure_is_not_read_askew() -> None:
    """Nothing of it stands in another place than it would if the figure were there."""
    rows = [[cell for cell in row if cell] for row in turned(APPLICATIONS)]
    rows[-1].pop()
    whole, found = values(APPLICATIONS, "applications"), values(rows, "applications")
    assert all(found[address] in (None, "?", figure) for address, figure in whole.items())


def test_letters_of_a_label_down_the_page_are_no_figures_where_lines_are_no_rows() -> None:
    cells = [cell for row in APPLICATIONS for cell in row if cell]
    at = cells.index("三、本年度办理结果")
    lines = [[cell] for cell in (*cells[:at], *cells[at], *cells[at + 1 :])]
    assert values(lines, "applications") == values(APPLICATIONS, "applications")


def one_a_line(rows: Sequence[Sequence[str]], width: int) -> Grid:
    """The cells one a line, the labels broken at a width."""
    cells = [cell for row in rows for cell in row if cell]
    steps = [(cell, len(cell) if is_number(cell) else width) for cell in cells]
    return grid(*[[cell[at : at + step]] for cell, step in steps for at in range(0, len(cell), step)])


@pytest.mark.parametrize("width", [3, 4, 7])
@pytest.mark.parametrize("name", ["disclosure", "applications", "disputes"])
def test_labels_broken_over_lines_of_one_cell_each_tell_their_table(name: str, width: int) -> None:
    rows = {"disclosure": DISCLOSURE, "applications": APPLICATIONS, "disputes": DISPUTES}[name]
    table = bind_all([one_a_line(rows, width)], reference.load().forms, "2021", {})[name]
    assert read(table) == values(rows, name)
    assert not table.deviations


@pytest.mark.parametrize("label", ["行政强制", "2.重复申请", "行政规范性文件"])
def test_two_letters_of_a_label_behind_a_full_row_are_no_figure(label: str) -> None:
    name, rows = ("applications", APPLICATIONS) if "." in label else ("disclosure", DISCLOSURE)
    at = 3 if "." in label else 2
    cells = [cell for row in rows for cell in row if cell]
    begin = cells.index(label)
    lines = [[cell] for cell in (*cells[:begin], label[:at], label[at:], *cells[begin + 1 :])]
    assert values(lines, name) == values(rows, name)


@pytest.mark.parametrize("end", [6, 9, 10])
def test_the_unit_on_a_line_below_its_label_is_no_column(end: int) -> None:
    cells = [cell for row in DISCLOSURE for cell in row if cell]
    label = "本年收费金额（单位：万元）"
    begin = cells.index(label)
    lines = [[cell] for cell in (*cells[:begin], label[:end], label[end:], *cells[begin + 1 :])]
    assert not bind([grid(*lines)], FORM.tables["disclosure"]).deviations


def exchanged(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The last column of the figures before the others."""
    return [[*row[:3], row[-1], *row[3:-1]] for row in rows]


@pytest.mark.parametrize("heads", [1, 2])
def test_the_order_of_columns_is_told_by_merged_cells_written_out_and_by_a_header_that_is_there_twice(
    heads: int,
) -> None:
    """The label of a column that its header has at the first and at the last of its lines."""
    header = [
        ["", "", "", "申请人情况", "", "", "", "", "", ""],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ]
    rows = [*exchanged(header) * heads, *exchanged(APPLICATIONS[3:])]
    assert values(rows, "applications") == values(APPLICATIONS, "applications")


def test_a_label_within_another_tells_no_other_form() -> None:
    """规范性文件 is a row of the earlier form, 行政规范性文件 of the later one."""
    assert likeliest_regime([one_a_line(DISCLOSURE, 3)], reference.load().forms) == "2021"
    assert likeliest_regime([one_a_line(OLD_DISCLOSURE, 3)], reference.load().forms) == "2019"
