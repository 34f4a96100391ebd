"""How unlike its form a drawn table may be: pieces of labels, mistakes in them, figures that are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from linter.forms import form as forms
from linter.forms.alignment import Alignment, align
from linter.forms.binding import bind_all, likeliest_regime
from linter.forms.cell_values import read_figure
from linter.forms.form import Form, TableForm
from linter.forms.labels_as_laid_out import is_stream, items_of
from linter.model.document import Cell, Chars, Grid, Span
from linter.model.report import State

LONG = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"  # twenty different characters
WRONG = "春夏秋冬东西南北上下左右前后里外大小多少"


def grid(*rows: Sequence[str]) -> Grid:
    drawn, at = [], 0
    for row, texts in enumerate(rows, 1):
        cells = []
        for column, text in enumerate(texts, 1):
            cells.append(Cell(Chars.at(text, at), Span(at, at + len(text)), row, column))
            at += len(text) + 1
        drawn.append(tuple(cells))
    return Grid(tuple(drawn), 1)


def form_of(columns: Sequence[str], rows: Sequence[str]) -> Form:
    block: dict[str, Any] = {
        "columns": [{"key": f"c{number}", "label": label} for number, label in enumerate(columns)],
        "rows": [{"key": f"r{number}", "label": label} for number, label in enumerate(rows)],
    }
    table = {"name": "table", "printed": {"zh": "表", "en": "table"}, "title": "表", "part": "other", "blocks": [block]}
    part = {"key": "other", "title": "其他", "subject": "其他"}
    entry = {"regime": "2021", "notice": "", "since": 2021, "until": None, "ordered": True}
    return forms.build({**entry, "parts": [part], "tables": [table]})


def table_of(columns: Sequence[str], rows: Sequence[str]) -> TableForm:
    return form_of(columns, rows).tables["table"]


def aligned(form: TableForm, *rows: Sequence[str]) -> Alignment:
    return align(items_of([grid(*rows)], form), form)


def found_as(alignment: Alignment, form: TableForm, label: str) -> tuple[int, bool] | None:
    """Of how many pieces a label was put together, and whether they are it to the letter; None where it is missing."""
    index = next(index for index, one in enumerate(form.labels) if one.text == label)
    match = alignment.matches.get(index)
    return None if match is None else (len(match.items), match.exact)


def columns_of(*rows: Sequence[str]) -> tuple[list[int | float | None], list[str]]:
    """The figures of the first row in the order of the form 甲子 乙丑 丙寅, and the kinds of what does not fit."""
    form = form_of(["甲子", "乙丑", "丙寅"], ["一行名称", "二行名称"])
    bound = bind_all(
        [grid(*rows, ["一行名称", "1", "2", "3"], ["二行名称", "4", "5", "6"])], {"2021": form}, "2021", {}
    )
    table = bound["table"]
    values = [figure.value for address, figure in table.figures.items() if "/r0/" in address]
    return values, [deviation.kind for deviation in table.deviations]


def test_labels_of_a_header_that_wrap_on_lines_of_their_own_keep_the_order_of_the_form() -> None:
    """As in text out of a PDF, where short labels stand beside the middle of long ones."""
    assert columns_of(["乙"], ["甲子", "丙寅"], ["丑"]) == ([1, 2, 3], [])
    assert columns_of(["乙", "丙"], ["甲子"], ["丑", "寅"]) == ([1, 2, 3], [])


def test_labels_of_a_header_that_wrap_show_on_a_common_line_that_they_are_moved() -> None:
    assert columns_of(["丙", "乙"], ["甲子"], ["寅", "丑"]) == ([1, 3, 2], ["moved-column"])


def put_together(label: str, *ends: int) -> tuple[int, bool] | None:
    """How the long label is found that stands in pieces which end at these letters."""
    form = table_of([LONG, "件数"], ["项目"])
    pieces = ([label[start:end]] for start, end in pairwise((0, *ends)))
    return found_as(aligned(form, *pieces, ["件数"], ["项目", "1", "2"]), form, LONG)


def test_a_label_is_put_together_of_any_number_of_pieces() -> None:
    assert put_together(LONG, 5, 10, 15, 20) == (4, True)
    assert put_together(LONG, *range(2, 21, 2)) == (10, True)


@pytest.mark.threshold("forms.alignment._MOST_PIECES")
def test_a_label_with_a_mistake_is_put_together_of_up_to_four_pieces() -> None:
    wrong = LONG[:19] + WRONG[0]
    assert put_together(wrong, 5, 10, 15, 20) == (4, False)
    assert put_together(wrong, 4, 8, 12, 16, 20) != (5, False)


@pytest.mark.threshold("forms.alignment._LEAST_SIMILAR")
def test_a_label_with_mistakes_is_half_right() -> None:
    form = table_of(["件数"], ["项目", LONG, "又一个项目"])

    def written(right: int, length: int) -> tuple[int, bool] | None:
        label = LONG[:right] + WRONG[: length - right]
        return found_as(aligned(form, ["", "件数"], ["项目", "1"], [label, "2"]), form, LONG)

    assert written(10, 20) == (1, False)
    assert written(10, 21) is None


@pytest.mark.threshold("forms.alignment._LEAST_SIMILAR_PIECES")
def test_a_label_in_pieces_with_mistakes_is_right_but_for_a_fifth() -> None:
    form = table_of(["件数"], ["项目", LONG, "又一个项目"])

    def written(wrong_before: int, wrong_behind: int) -> tuple[int, bool] | None:
        first = WRONG[:wrong_before] + LONG[wrong_before:10]
        second = LONG[10 : 20 - wrong_behind] + WRONG[10 : 10 + wrong_behind]
        return found_as(aligned(form, ["", "件数"], ["项目", "1"], [first], [second, "2"]), form, LONG)

    assert written(2, 2) == (2, False)
    assert written(2, 3) is None


@pytest.mark.threshold("forms.alignment._NEAR")
def test_the_pieces_of_a_label_stand_within_24_labels() -> None:
    form = table_of([LONG, "件数"], ["项目"])

    def apart(labels: int) -> tuple[int, bool] | None:
        between = [[f"{WRONG[number // 5]}{WRONG[number % 5 + 10]}"] for number in range(labels)]
        drawn = [[LONG[:10]], *between, [LONG[10:]], ["件数"], ["项目", "1", "2"]]
        return found_as(aligned(form, *drawn), form, LONG)

    assert apart(23) == (2, True)
    assert apart(24) != (2, True)


@pytest.mark.whole
@pytest.mark.threshold("forms.alignment._LARGEST_GAP")
def test_mistakes_are_looked_for_among_four_thousand_labels() -> None:
    form = table_of(["件数"], ["项目", LONG])

    def found(labels: int) -> tuple[int, bool] | None:
        """Whether a label with a mistake is found among so many that the form does not have."""
        others = [[f"{WRONG[number % 20]}{WRONG[number // 20 % 20]}", "1"] for number in range(labels - 1)]
        return found_as(aligned(form, ["", "件数"], ["项目", "1"], [LONG[:19] + "误", "2"], *others), form, LONG)

    assert found(4_000) == (1, False)
    assert found(4_001) is None


@pytest.mark.threshold("forms.binding._LEAST_LABELS")
def test_three_labels_tell_a_form() -> None:
    regimes = {"2021": form_of(["件数", "金额"], ["项目"])}
    assert likeliest_regime([grid(["事项", "件数", "金额"], ["项目", "1", "2"])], regimes) == "2021"
    assert likeliest_regime([grid(["事项", "件数", "价钱"], ["项目", "1", "2"])], regimes) is None


@pytest.mark.threshold("forms.binding._LEAST_LABELS")
def test_a_table_bears_three_labels_of_its_form_or_little_else() -> None:
    regimes = {"2021": form_of(["件数", "金额", "余额"], ["项目"])}

    def is_bound(*header: str) -> bool:
        return bool(bind_all([grid(["事", "物", "人", *header], ["项目", "1", "2", "3"])], regimes, "2021", {}))

    assert is_bound("件数", "金额")
    assert not is_bound("件数", "价钱")


@pytest.mark.threshold("forms.reading._MANY_LOST")
def test_three_wrong_words_in_a_header_are_one_mistake() -> None:
    columns = ["自然人申请", "企业类申请", "科研类申请", "公益类申请", "其他类申请"]
    regimes = {"2021": form_of(columns, ["第一项目", "第二项目"])}

    def deviations(wrong: int) -> list[tuple[str, int]]:
        header = [f"{label[:-1]}误" if number < wrong else label for number, label in enumerate(columns)]
        drawn = grid(["", *header], ["第一项目", *"12345"], ["第二项目", *"12345"])
        (table,) = bind_all([drawn], regimes, "2021", {}).values()
        return [(found.kind, len(found.others)) for found in table.deviations]

    assert deviations(2) == [("changed-label", 0)] * 2
    assert deviations(3) == [("lost-header", 3)]


@pytest.mark.threshold("forms.cell_values._LONGEST_INTEGER", "forms.cell_values._LONGEST_DECIMAL")
def test_a_figure_has_fifteen_digits_or_twenty_three_signs_with_decimals() -> None:
    assert read_figure("9" * 15) == (State.NUMBER, 10**15 - 1)
    assert read_figure("9" * 16) == (State.TEXT, None)
    assert read_figure("5.".ljust(23, "0")) == (State.NUMBER, 5.0)
    assert read_figure("5.".ljust(24, "0")) == (State.TEXT, None)


@pytest.mark.threshold("forms.labels_as_laid_out._LONGEST_FIGURE")
def test_what_stands_for_a_figure_has_up_to_twelve_characters() -> None:
    form = table_of(["件数"], ["项目"])
    assert [item.key for item in items_of([grid(["项目", LONG[:12]])], form)] == ["项目"]
    assert [item.key for item in items_of([grid(["项目", LONG[:13]])], form)] == ["项目", LONG[:13]]


@pytest.mark.threshold("forms.labels_as_laid_out._LONGEST_BAD_FIGURE")
def test_among_lines_of_one_cell_a_figure_written_badly_has_up_to_six_characters() -> None:
    form = table_of(["件数"], ["项目"])

    def keys(text: str) -> list[str]:
        return [item.key for item in items_of([grid(["项目"], [text], *[["1"]] * 8)], form)]

    assert keys("约12345") == ["项目"]
    assert keys("约123456") == ["项目", "约123456"]


@pytest.mark.threshold("forms.labels_as_laid_out._LONGEST_BAD_WORD")
def test_behind_a_full_row_a_figure_written_badly_has_up_to_two_characters() -> None:
    form = table_of(["件数"], ["项目"])

    def keys(text: str, *before: str) -> list[str]:
        return [
            item.key for item in items_of([grid(["项目"], *[[word] for word in before], [text], *[["1"]] * 8)], form)
        ]

    assert keys("十二", "5") == ["项目"]
    assert keys("十二三", "5") == ["项目", "十二三"]
    assert keys("约12") == ["项目"]
    assert keys("约12", "5") == ["项目", "约12"]


@pytest.mark.threshold("forms.labels_as_laid_out._LONGEST_ROW")
def test_rows_that_run_together_have_more_than_ten_cells() -> None:
    form = table_of(["件数"], ["项目", "又一个项目"])
    assert not is_stream(grid(["项目", *"12345678", "又一个项目"]), form)
    assert is_stream(grid(["项目", *"123456789", "又一个项目"]), form)


@pytest.mark.threshold("forms.form._MOST_OF_ANOTHER")
def test_two_characters_of_a_label_down_the_page_may_stand_beside_another() -> None:
    form = table_of(["件数"], ["本年新收数量"])

    def is_found(text: str) -> bool:
        return bool(form.find(text, text.replace(" ", "")))

    assert is_found("三本 本年新收数量")
    assert not is_found("三本年 本年新收数量")


def test_a_column_outweighs_the_groups_above_it() -> None:
    """Of labels that come several times, those behind a group that stands too early are not given to another column."""
    columns = [{"key": "k", "label": "甲子"}, {"key": "m", "label": "丙寅"}]
    groups = [{"label": f"{name}组", "prefix": name, "columns": columns} for name in "东西南北"]
    block: dict[str, Any] = {
        "columns": [{"key": "first", "label": "乙丑"}, {"label": "上组", "columns": groups}],
        "rows": [{"key": "r0", "label": "一行名称"}, {"key": "r1", "label": "二行名称"}],
    }
    table = {"name": "table", "printed": {"zh": "表", "en": "table"}, "title": "表", "part": "other", "blocks": [block]}
    part = {"key": "other", "title": "其他", "subject": "其他"}
    entry = {"regime": "2021", "notice": "", "since": 2021, "until": None, "ordered": True}
    form = forms.build({**entry, "parts": [part], "tables": [table]}).tables["table"]
    header = ["上组", "东组", "西组", "南组", "北组"], ["乙丑", *["甲子", "丙寅"] * 4]
    found = aligned(form, *header, ["一行名称", *"123456789"])
    wanted = {index for index, label in enumerate(form.labels) if label.kind == "column"}
    assert sorted(wanted - set(found.matches)) == []
    assert sorted(wanted & found.moved) == []
