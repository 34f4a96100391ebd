"""The PDF reader on pages made by hand: letters, lines, paragraphs, frames of ruling lines, tables over pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Document, Grid, Paragraph, Picture, Place
from linter.readers import ReadError, read
from linter.readers.fixed_layout import document
from linter.readers.fixed_layout.geometry import Box, Letter, Page, Turn
from linter.readers.fixed_layout.rulings import frames, same_edges
from linter.readers.fixed_layout.signs import is_wide, sign
from linter.readers.fixed_layout.text_lines import text_lines
from linter.readers.pdf.square import square_font
from tests.readers.pdf_samples import FONT, ink, ink_font, meaning, one_page, pdf, stream, text

_WIDTH, _HEIGHT = 400.0, 600.0
_LEFT, _RIGHT, _EM = 40.0, 360.0, 10.0
_TURN = Turn(0, 0.0, 0.0, _WIDTH, _HEIGHT)


def written(words: str, x: float, top: float, em: float = _EM) -> list[Letter]:
    """A line of letters, Latin ones half as wide; a space is a gap of half a letter."""
    letters = []
    for letter in words:
        width = em if is_wide(letter) else em / 2
        if letter not in " 　":
            letters.append(Letter(x, top, x + width, top + em, letter))
        x += em if letter == "　" else width
    return letters


def page(*lines: Iterable[Letter], rules: Sequence[Box] = (), pictures: Sequence[Box] = ()) -> Page:
    return Page(_TURN, _TURN, [letter for line in lines for letter in line], rules, pictures)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """All lines of a grid."""
    return [Box(x, ys[0], x, ys[-1]) for x in xs] + [Box(xs[0], y, xs[-1], y) for y in ys]


def prose(document: Document) -> list[str]:
    return [block.text.text for block in document.blocks if isinstance(block, Paragraph) and not block.aside]


def aside(document: Document) -> list[str]:
    return [block.text.text for block in document.blocks if isinstance(block, Paragraph) and block.aside]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)
    ]


def set_lines(*lines: str, top: float = 100.0, step: float = 16.0) -> list[Letter]:
    """Lines one below the other; a full-width space at the beginning is an indent."""
    return [letter for at, line in enumerate(lines) for letter in written(line, _LEFT, top + at * step)]


# --- letters ---


@pytest.mark.parametrize(
    ("code", "character"),
    [
        (0x4E00, "一"),
        (0x2F00, "一"),
        (0x2EA0, "民"),
        (0xF900, "豈"),
        (0x41, "A"),
        (0xF0B7, "•"),
        (0xF0A7, "▪"),
        (0xF0B8, "\uf0b8"),
        (0x02, "-"),
        (0, "\ufffd"),
        (5, "\ufffd"),
    ],
)
def test_what_a_code_means(code: int, character: str) -> None:
    assert sign(code) == character


@given(st.integers(0, 0x110000))
def test_every_code_means_something(code: int) -> None:
    assert sign(code)
    assert sign(code).encode("utf-8")


def test_the_font_for_letters_without_one_is_whole() -> None:
    font = square_font()
    assert font[:4] == b"\x00\x01\x00\x00"
    count = int.from_bytes(font[4:6], "big")
    for at in range(12, 12 + 16 * count, 16):
        start, length = (int.from_bytes(font[at + of : at + of + 4], "big") for of in (8, 12))
        assert start % 4 == 0
        assert start + length <= len(font)


# --- lines ---


def test_letters_become_lines_from_top_to_bottom_and_left_to_right() -> None:
    letters = written("第二行", 40, 120) + written("一行", 50, 100) + written("第", 40, 101)
    assert [line.text for line in text_lines(letters)] == ["第一行", "第二行"]


def test_no_spaces_stand_between_chinese_letters() -> None:
    letters = [
        letter._replace(x0=letter.x0 + 3 * at, x1=letter.x1 + 3 * at)
        for at, letter in enumerate(written("年度报告", 0, 0))
    ]
    assert text_lines(letters)[0].text == "年度报告"


def test_small_digits_beside_large_letters_are_no_letter_drawn_twice() -> None:
    small = written("1100", 40, 108, em=4)
    assert text_lines([*written("甲乙", 0, 100, em=20), *small])[0].text == "甲乙1100"
    doubled = [letter._replace(x0=letter.x0 + 0.5, x1=letter.x1 + 0.5) for letter in small]
    assert text_lines([*small, *doubled])[0].text == "1100"


@pytest.mark.parametrize(
    ("width", "step", "read"), [(2.0, 1.15, "1"), (2.0, 1.25, "11"), (1.0, 0.95, "1"), (1.0, 1.05, "11")]
)
def test_digits_pressed_together_are_not_one_drawn_twice(width: float, step: float, read: str) -> None:
    """Of narrow fonts: the same digit comes again nearer than letters drawn twice may stand."""
    digits = [Letter(at * step, 0, at * step + width, 10, "1") for at in range(2)]
    assert text_lines([*written("甲", -20, 0), *digits])[0].text.replace(" ", "") == f"甲{read}"


def test_words_of_other_scripts_keep_their_spaces() -> None:
    assert text_lines(written("ab cd 12年3 月", 0, 0))[0].text == "ab cd 12年3月"


def test_letters_drawn_twice_to_look_bold_are_one() -> None:
    letters = written("标题一一", 0, 0)
    again = [letter._replace(x0=letter.x0 + 0.3, x1=letter.x1 + 0.3) for letter in letters]
    assert text_lines(letters + again)[0].text == "标题一一"


def test_columns_keep_their_places_in_the_text() -> None:
    first = written("规章", 40, 100) + written("0", 200, 100) + written("12", 300, 100)
    second = written("文件", 40, 116) + written("3", 200, 116) + written("4", 300, 116)
    lines = document("a.pdf", "pdf", [page(first, second)]).source.splitlines()
    assert lines[0].index("0") == lines[1].index("3")
    assert lines[0].index("12") == lines[1].index("4")
    assert prose(document("a.pdf", "pdf", [page(first, second)]))[0].split() == ["规章", "0", "12"]


# --- paragraphs ---


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = set_lines("　　" + "字" * 30, "字" * 32, "末。", "　　" + "下" * 30, "完。")
    assert prose(document("a.pdf", "pdf", [page(lines)])) == ["字" * 62 + "末。", "下" * 30 + "完。"]


def test_a_short_line_ends_a_paragraph() -> None:
    lines = set_lines("字" * 32, "短行", "字" * 32, "又短")
    assert prose(document("a.pdf", "pdf", [page(lines)])) == ["字" * 32 + "短行", "字" * 32 + "又短"]


def test_a_heading_stands_alone() -> None:
    lines = set_lines("字" * 31 + "。", "一、总体情况", "字" * 31 + "。", "（一）主动公开", "字" * 32, "字" * 32, "末")
    assert prose(document("a.pdf", "pdf", [page(lines)]))[1] == "一、总体情况"
    assert prose(document("a.pdf", "pdf", [page(lines)]))[3] == "（一）主动公开"


def test_a_wider_gap_parts_two_paragraphs() -> None:
    above = set_lines("字" * 32, "字" * 32, "字" * 32, "字" * 31 + "。")
    below = set_lines("字" * 32, "字" * 32, "末", top=100 + 4 * 16 + 14)
    assert len(prose(document("a.pdf", "pdf", [page(above, below)]))) == 2


def test_a_paragraph_runs_over_a_page() -> None:
    first = set_lines("　　" + "字" * 30, "字" * 32, "字" * 32, top=500)
    second = set_lines("下" * 32, "末。", "　　另一段。", top=60)
    found = document("a.pdf", "pdf", [page(first), page(second)])
    assert [len(text) for text in prose(found)] == [30 + 3 * 32 + 2, 4]
    (whole, _) = (block.text for block in found.blocks if isinstance(block, Paragraph))
    assert found.layout is not None
    assert found.layout.place(whole.span()).page == 1
    assert found.layout.place(whole.span(len(whole) - 1)).page == 2


def test_a_title_and_the_text_below_it_are_two() -> None:
    title = written("某某市某某局二〇二四年政府信息公开", 60, 60, 16.0)
    found = prose(document("a.pdf", "pdf", [page(title, set_lines("　　" + "字" * 30, "字" * 32, "末"))]))
    assert found[0] == "某某市某某局二〇二四年政府信息公开"


def test_the_right_margin_is_known_only_from_full_lines() -> None:
    """Three headings on a page of tables: the longest of them is not full."""
    lines = set_lines("　一、总体情况的一行标题", "　文字描述")
    assert len(prose(document("a.pdf", "pdf", [page(lines)]))) == 2


# --- page numbers and running lines ---


@pytest.mark.parametrize("number", ["- {} -", "{}", "— {} —", "第{}页", "第{}页 共3页", "{}/3", "· {} ·"])
def test_page_numbers_are_set_aside(number: str) -> None:
    pages = [page(set_lines("正文" + "字" * 30), written(number.format(at), 190, 560)) for at in (1, 2, 3)]
    found = document("a.pdf", "pdf", pages)
    assert all("正文" in text for text in prose(found))
    assert len(aside(found)) == 3


def test_running_heads_are_set_aside_and_a_title_is_not() -> None:
    title = written("某局年度报告", 120, 62, 16.0)
    pages = [page(written("某局　年报", 40, 30), title, set_lines("字" * 32))]
    pages += [page(written("某局　年报", 40, 30), set_lines("字" * 32))] * 2
    found = document("a.pdf", "pdf", pages)
    assert "某局年度报告" in prose(found)
    assert len(aside(found)) == 3


def test_a_figure_in_the_middle_of_a_page_is_no_page_number() -> None:
    assert prose(document("a.pdf", "pdf", [page(set_lines("字" * 32), written("17", 190, 300))]))[-1] == "17"


# --- frames ---


def test_a_grid_of_lines_is_a_frame_of_cells() -> None:
    (frame,) = frames(ruled([0, 50, 100], [0, 20, 40, 60]))
    assert len(frame.slots) == 6
    assert frame.slot_at(75, 30) == 3
    assert frame.slot_at(175, 30) is None


def test_a_missing_line_merges_cells() -> None:
    lines = [line for line in ruled([0, 50, 100], [0, 20, 40]) if line != Box(50, 0, 50, 40)]
    (frame,) = frames([*lines, Box(50, 20, 50, 40)])
    assert [slot[:4] for slot in frame.slots] == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize("gap", [0.0, 1.0, 4.0])
def test_dashes_are_one_line(gap: float) -> None:
    dashes = [Box(x, y, x + 5, y + 0.5) for y in (0.0, 20.0, 40.0) for x in _steps(0, 100, 5 + gap)]
    dashes += [Box(x, y, x + 0.5, y + 5) for x in (0.0, 50.0, 100.0) for y in _steps(0, 40, 5 + gap)]
    (frame,) = frames(dashes)
    assert len(frame.slots) == 4


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + step * at for at in range(int((end - start) / step))]


def test_double_lines_are_one() -> None:
    lines = [
        line
        for shift in (0.0, 1.5)
        for line in ruled([0 + shift, 50 + shift, 100 + shift], [shift, 20 + shift, 40 + shift])
    ]
    (frame,) = frames(lines)
    assert len(frame.slots) == 4


def test_cells_with_borders_of_their_own_are_one_table() -> None:
    lines = []
    for x in (0.0, 52.0):
        for y in (0.0, 22.0):
            lines += ruled([x, x + 50], [y, y + 20])
    (frame,) = frames(lines)
    assert len(frame.slots) == 4


def test_a_table_open_at_its_foot_has_its_last_row() -> None:
    lines = ruled([0, 50, 100], [0, 20, 40])[:-1]
    (frame,) = frames(lines)
    assert len(frame.slots) == 4


def test_two_tables_apart_are_two_frames() -> None:
    assert len(frames(ruled([0, 50, 100], [0, 20, 40]) + ruled([0, 50, 100], [100, 120, 140]))) == 2


def test_a_line_below_a_title_is_no_table() -> None:
    assert frames([Box(0, 50, 100, 51)]) == []
    assert frames(ruled([0, 100], [0, 200])) == []


@given(st.lists(st.tuples(*[st.floats(0, 600)] * 4), max_size=40))
def test_any_lines_give_frames_whose_cells_cover_them(sides: list[tuple[float, float, float, float]]) -> None:
    for frame in frames(Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in sides):
        assert {index for row in frame.places for index in row} == set(range(len(frame.slots)))


@pytest.mark.whole
def test_so_many_lines_that_they_are_a_drawing() -> None:
    assert frames(Box(x, y, x + 5, y) for x in range(0, 4000, 10) for y in range(0, 4000, 10)) == []


def test_pieces_of_one_table_have_the_same_edges() -> None:
    assert same_edges((10, 50, 90), (10, 50, 90))
    assert same_edges((10, 50, 90), (30, 70, 110))
    assert same_edges((10, 90), (10, 50, 90))
    assert not same_edges((10, 50, 90), (10, 60, 90))
    assert not same_edges((10, 50, 90), (10, 50, 120))


# --- tables ---

_XS = (40.0, 140.0, 220.0, 300.0)


def table_page(rows: Sequence[Sequence[str]], top: float = 60.0, step: float = 20.0) -> Page:
    """A page with a table of three columns; a cell of two lines has a stroke between them."""
    ys = [top + step * at for at in range(len(rows) + 1)]
    letters: list[Letter] = []
    for y, row in zip(ys, rows, strict=False):
        for x, cell in zip(_XS, row, strict=False):
            for at, line in enumerate(cell.split("/")):
                letters += written(line, x + 3, y + 2 + 9 * at, 8.0)
    return page(letters, rules=ruled(_XS, ys))


HEADER = ["信息内容", "件数", "总数"]


def test_a_table_has_its_cells_with_row_and_column() -> None:
    (grid,) = (block for block in document("a.pdf", "pdf", [table_page([HEADER, ["规章", "1", ""]])]).blocks)
    assert isinstance(grid, Grid)
    assert [(cell.text.text, cell.row, cell.column) for row in grid.rows for cell in row] == [
        ("信息内容", 1, 1),
        ("件数", 1, 2),
        ("总数", 1, 3),
        ("规章", 2, 1),
        ("1", 2, 2),
        ("", 2, 3),
    ]


def test_a_blank_cell_has_the_place_of_its_borders() -> None:
    found = document("a.pdf", "pdf", [table_page([HEADER, ["规章", "1", ""]])])
    (grid,) = (block for block in found.blocks if isinstance(block, Grid))
    assert found.layout is not None
    assert found.layout.place(grid.rows[1][2].span) == Place(1, (220.0, 80.0, 300.0, 100.0))


def test_a_table_over_two_pages_is_one() -> None:
    pages = [table_page([HEADER, ["规章", "1", "2"]]), table_page([["文件", "3", "4"]])]
    assert tables(document("a.pdf", "pdf", pages)) == [[HEADER, ["规章", "1", "2"], ["文件", "3", "4"]]]


def test_a_header_that_comes_again_is_dropped() -> None:
    pages = [table_page([HEADER, ["规章", "1", "2"]]), table_page([HEADER, ["文件", "3", "4"]])] * 2
    found = document("a.pdf", "pdf", pages[:2])
    assert tables(found) == [[HEADER, ["规章", "1", "2"], ["文件", "3", "4"]]]
    (grid,) = (block for block in found.blocks if isinstance(block, Grid))
    assert [row[0].row for row in grid.rows] == [1, 2, 3]


def test_a_row_of_figures_that_comes_again_is_not() -> None:
    pages = [table_page([["甲", "1", "2"], ["乙", "1", "2"]]), table_page([["甲", "1", "2"]])]
    assert len(tables(document("a.pdf", "pdf", pages))[0]) == 3


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["行政机关不再处理其申请", "1", "2"], ["的申请人", "", ""]),
        (["行政机关不再处理其申请", "", ""], ["的申请人", "1", "2"]),
    ],
)
def test_a_row_cut_by_a_page_is_one_row(above: list[str], below: list[str]) -> None:
    found = tables(document("a.pdf", "pdf", [table_page([HEADER, above]), table_page([below, ["文件", "3", "4"]])]))
    assert found == [[HEADER, ["行政机关不再处理其申请的申请人", "1", "2"], ["文件", "3", "4"]]]


@pytest.mark.parametrize("label", ["文件", "2.属于行政查询事项"])
def test_a_row_without_figures_is_not_taken_for_the_rest_of_one(label: str) -> None:
    pages = [
        table_page([HEADER, ["规章" if label == "文件" else "1.属于行政执法案卷的", "", ""]]),
        table_page([[label, "", ""]]),
    ]
    assert len(tables(document("a.pdf", "pdf", pages))[0]) == 3


def test_figures_below_a_full_header_are_a_row_of_their_own() -> None:
    pages = [
        table_page([["结果维持结果维持结果维", "结果纠正结果纠正", "总计总计总计总计"]]),
        table_page([["1", "2", "3"]]),
    ]
    assert len(tables(document("a.pdf", "pdf", pages))[0]) == 2


def test_a_table_below_another_page_s_text_is_another_table() -> None:
    second = table_page([["文件", "3", "4"]], top=120)
    second = second._replace(letters=[*second.letters, *set_lines("二、另一部分", top=60)])
    assert len(tables(document("a.pdf", "pdf", [table_page([HEADER, ["规章", "1", "2"]]), second]))) == 2


def test_a_cell_that_wraps_is_one_text() -> None:
    assert (
        tables(document("a.pdf", "pdf", [table_page([["行政规范/性文件", "1", "2"], HEADER], step=24)]))[0][0][0]
        == "行政规范性文件"
    )


def test_running_text_in_a_frame_is_text() -> None:
    lines = set_lines(*["字" * 30] * 9, top=110)
    found = document("a.pdf", "pdf", [page(lines, rules=ruled([30, 60, 370], [100, 280]))])
    assert tables(found) == []
    assert prose(found)


# --- tables without lines ---


def test_a_header_broken_over_lines_is_one_line_of_labels() -> None:
    """总计 stands beside the middle of labels of two lines, between them."""
    letters = [
        letter
        for at, label in enumerate(("结果/维持", "结果/纠正", "其他/结果"))
        for letter in stacked(label, 60 + 50 * at)
    ]
    found = document("a.pdf", "pdf", [page(letters, written("总计", 220, 106), figures(140))])
    assert prose(found)[0].split() == ["结果维持", "结果纠正", "其他结果", "总计"]


def stacked(label: str, x: float, top: float = 100.0) -> list[Letter]:
    return [letter for at, line in enumerate(label.split("/")) for letter in written(line, x, top + 12 * at)]


def figures(top: float) -> list[Letter]:
    return [letter for at in range(4) for letter in written(str(at), 60 + 50 * at, top)]


def test_figures_beside_the_middle_of_a_label_are_behind_it() -> None:
    label = stacked("1.申请人无正当理由逾期/不补正的申请", 40, 100)
    row = [letter for at in range(4) for letter in written(str(at), 200 + 30 * at, 106)]
    below = written("2.重复申请", 40, 140) + [letter for at in range(4) for letter in written("7", 200 + 30 * at, 140)]
    lines = [text.split() for text in prose(document("a.pdf", "pdf", [page(label, row, below)]))]
    assert lines == [
        ["1.申请人无正当理由逾期"],
        ["不补正的申请", "0", "1", "2", "3"],
        ["2.重复申请", "7", "7", "7", "7"],
    ]


def test_labels_of_two_rows_are_two() -> None:
    rows = [
        written(label, 40, top) + [letter for at in range(4) for letter in written("3", 200 + 30 * at, top)]
        for label, top in (("行政处罚", 100), ("行政强制", 113))
    ]
    assert [text.split()[0] for text in prose(document("a.pdf", "pdf", [page(*rows)]))] == ["行政处罚", "行政强制"]


# --- pictures, rotation ---


def test_a_picture_among_text_is_a_block() -> None:
    found = document("a.pdf", "pdf", [page(set_lines("字" * 32), pictures=[Box(40, 200, 360, 400)])])
    assert [type(block) for block in found.blocks] == [Paragraph, Picture]
    assert found.layout is not None
    assert found.layout.place(found.blocks[1].span) == Place(1, (40, 200, 360, 400))  # type: ignore[union-attr]


@given(st.integers(0, 3), st.tuples(*[st.floats(-50, 900)] * 4))
def test_a_turn_can_be_undone(quarters: int, sides: tuple[float, float, float, float]) -> None:
    a, b, c, d = sides
    box = min(a, c), min(b, d), max(a, c), max(b, d)
    turn = Turn(quarters, -10.0, 5.0, 585.0, 847.0)
    assert turn.back(turn.box(*box)) == pytest.approx(box)


@pytest.mark.parametrize("quarters", range(4))
def test_places_are_those_of_the_page_as_shown(quarters: int) -> None:
    """Text that stands upright on a page however the file turns it."""
    degrees = 90 * quarters
    turned = {
        0: (1, 0, 0, 1, 100, 742),
        1: (0, 1, -1, 0, 100, 100),
        2: (-1, 0, 0, -1, 495, 100),
        3: (0, -1, 1, 0, 495, 742),
    }
    content = b"%d %d %d %d %d %d cm BT /F1 12 Tf (some words) Tj ET" % turned[quarters]
    data = one_page(content).replace(b"/MediaBox", b"/Rotate %d/MediaBox" % degrees)
    found = read("a.pdf", data)
    assert prose(found) == ["some words"]
    assert found.layout is not None
    place = found.layout.place(found.blocks[0].text.span())  # type: ignore[union-attr]
    assert place.bbox is not None
    assert place.bbox[0] == pytest.approx(100, abs=2)
    assert place.bbox[3] == pytest.approx(100, abs=4)


def test_lines_inside_forms_and_strokes_and_rectangles_are_all_lines() -> None:
    across = b"50 700 m 250 700 l S 50 650 m 250 650 l S "  # strokes
    down = b"50 650 1 50 re f 150 650 1 50 re f "  # thin rectangles
    form = stream(b"0 0 m 0 50 l S ", b"/Type/XObject/Subtype/Form/BBox[-5 -5 60 60]")
    content = across + down + b"q 1 0 0 1 250 650 cm /F Do Q " + text(b"left", 60, 670) + text(b"7", 200, 670)
    data = one_page(content, FONT + b"/XObject<</F 5 0 R>>", [form])
    assert tables(read("a.pdf", data)) == [[["left", "7"]]]


def test_a_picture_behind_the_text_is_none() -> None:
    found = document("a.pdf", "pdf", [page(set_lines("字" * 32, "字" * 32), pictures=[Box(0, 0, 400, 600)])])
    assert [type(block) for block in found.blocks] == [Paragraph]


def test_scanned_pages_with_printed_numbers_are_no_text() -> None:
    pages = [page(written(f"- {at} -", 190, 560), pictures=[Box(0, 0, 400, 600)]) for at in (1, 2)]
    with pytest.raises(ReadError) as caught:
        document("a.pdf", "pdf", pages)
    assert caught.value.code == "E003"
    assert "第1页、第2页" in caught.value.message


def test_a_line_told_again_on_every_page_at_another_height_is_text() -> None:
    pages = [page(set_lines("字" * 32, top=100), written("信息内容", 40, 540 + 12 * at)) for at in range(3)]
    assert prose(document("a.pdf", "pdf", pages)).count("信息内容") == 3


def test_cells_filled_upon_a_ground_are_a_table() -> None:
    cells = b"".join(b"%d %d 98 18 re f " % (50 + 100 * x, 600 - 20 * y) for x in range(3) for y in range(3))
    words = b"".join(text(b"%d%d" % (x, y), 60 + 100 * x, 605 - 20 * y) for x in range(3) for y in range(3))
    found = read("a.pdf", one_page(b"1 g " + cells + b"0 g " + words))
    assert tables(found) == [[["00", "10", "20"], ["01", "11", "21"], ["02", "12", "22"]]]


@pytest.mark.parametrize(("left_out", "is_table"), [(2, True), (3, False)])
def test_areas_beside_which_figures_stand_only_shade(left_out: int, is_table: bool) -> None:
    """Such as every other row: of ten figures, eight within areas are those of cells."""
    places = [(50 + 100 * x, 600 - 20 * y) for y in range(5) for x in range(2)]
    shaded = [places[at] for at in range(10) if at not in range(1, 1 + left_out)]
    cells = b"".join(b"%d %d 98 18 re f " % place for place in shaded) + b"50 620 98 18 re f "
    words = b"".join(text(b"%d" % (at % 10), x + 10, y + 5) for at, (x, y) in enumerate(places))
    assert bool(tables(read("a.pdf", one_page(b"0.9 g " + cells + b"0 g " + words)))) == is_table


@pytest.mark.parametrize("squeezed", [1.0, 0.5, 0.35])
@pytest.mark.parametrize("enlarged", [1, 12, 120])
def test_letters_scaled_by_the_matrix_keep_their_places(squeezed: float, enlarged: int) -> None:
    """A font of one size is written large or small, wide or narrow, by the matrix of the text."""
    rules = b"".join(
        b"%d 600 m %d 660 l S 50 %d m 250 %d l S " % (x, x, y, y) for x in (50, 150, 250) for y in (600, 630, 660)
    )
    said = [[b"11", b"1711"], [b"110", b"11111"]]
    words = b"".join(
        b"BT /F1 %d Tf %.4f 0 0 %.4f %d %d Tm (%s) Tj ET "
        % (enlarged, squeezed * 12 / enlarged, 12 / enlarged, x, y, word)
        for y, row in zip((640, 610), said, strict=True)
        for x, word in zip((60, 160), row, strict=True)
    )
    assert tables(read("a.pdf", one_page(rules + words))) == [[[word.decode() for word in row] for row in said]]


@pytest.mark.parametrize("enlarged", [1, 9, 90])
def test_lines_that_run_downwards_stand_in_their_cell(enlarged: int) -> None:
    """However their font is scaled: PDFium measures the room of such letters without the matrix."""
    font = (
        b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 << /Type /Font /Subtype /Type0 "
        b"/BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 "
        b"/BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        b"/DW 1000 >> ] >> >>"
    )
    rules = b"".join(
        b"%d 550 m %d 650 l S 50 %d m 250 %d l S " % (x, x, y, y) for x in (50, 90, 250) for y in (550, 600, 650)
    )
    label = "办理结果".encode("utf-16-be").hex().encode()
    words = b"BT /F2 %d Tf %.4f 0 0 %.4f 70 645 Tm <%s> Tj ET " % (enlarged, 9 / enlarged, 9 / enlarged, label)
    words += text(b"12", 100, 620) + text(b"3", 60, 570) + text(b"45", 100, 570)
    assert tables(read("a.pdf", one_page(rules + words, font))) == [[["办理结果", "12"], ["3", "45"]]]


@pytest.mark.parametrize("size", [5, 10, 14, 60])
def test_a_watermark_across_the_page_is_no_text(size: int) -> None:
    mark = b"BT /F1 %d Tf 0.77 0.64 -0.64 0.77 %d 600 Tm (SECRET) Tj ET "
    marks = b"".join(mark % (size, x) for x in range(50, 500, 90))
    assert prose(read("a.pdf", one_page(marks + text(b"some words") + marks))) == ["some words"]


def test_letters_that_lean_are_no_watermark() -> None:
    leaning = b"BT /F1 12 Tf 1 0 0.3 1 100 700 Tm (some words) Tj ET "
    assert [line.replace(" ", "") for line in prose(read("a.pdf", one_page(leaning)))] == ["somewords"]


# --- forms ---


def form(*fields: bytes) -> bytes:
    """A page with a grid of two by two cells and fields in it, objects from 5 on."""
    grid = b"".join(b"%d 600 m %d 640 l S " % (x, x) for x in (100, 200, 300))
    grid += b"".join(b"100 %d m 300 %d l S " % (y, y) for y in (600, 620, 640))
    numbers = b" ".join(b"%d 0 R" % number for number in range(5, 5 + len(fields)))
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % numbers,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>/Annots[%s]>>"
            % (FONT, numbers),
            stream(grid + text(b"a", 110, 625) + text(b"b", 110, 605)),
            *fields,
        ]
    )


def typed(value: bytes, y: int, more: bytes = b"/FT/Tx", x: int = 210) -> bytes:
    return b"<</Type/Annot/Subtype/Widget/T(f%d)/Rect[%d %d %d %d]/V%s%s>>" % (y, x, y, x + 80, y + 16, value, more)


def test_what_is_typed_into_a_form_stands_in_its_cells() -> None:
    found = read("a.pdf", form(typed(b"(17)", 622), typed(b"<FEFF65E000311FFF>", 602, b"/FT/Ch/Ff 131072")))
    assert tables(found) == [[["a", "17"], ["b", "无1\u1fff"]]]


def test_a_long_text_in_a_field_is_whole() -> None:
    words = "".join(chr(0x4E00 + at) for at in range(60))
    found = read("a.pdf", form(typed(b"<FEFF%s>" % words.encode("utf-16-be").hex().encode(), 622)))
    assert tables(found)[0][0] == ["a", words]


@pytest.mark.parametrize("more", [b"/FT/Tx/F 2", b"/FT/Tx/F 32", b"/FT/Btn", b"/FT/Sig", b""])
def test_hidden_fields_and_those_of_other_kinds_hold_no_text(more: bytes) -> None:
    assert tables(read("a.pdf", form(typed(b"(17)", 622, more))))[0][0] == ["a", ""]


@pytest.mark.parametrize("value", [b"()", b"(  )", b"null", b"17", b"(" + b"x" * 200_000 + b")"])
def test_fields_without_a_value(value: bytes) -> None:
    assert read("a.pdf", form(typed(value, 622), typed(b"(2)", 602))).blocks


def test_nothing_but_pictures_is_no_text() -> None:
    with pytest.raises(ReadError) as caught:
        document("a.pdf", "pdf", [page(), page(pictures=[Box(0, 0, 400, 600)])])
    assert caught.value.code == "E003"
    assert "第2页" in caught.value.message


def test_letters_measured_by_their_ink_stand_in_their_lines() -> None:
    inks = {
        "中": (0, -120, 1000, 880),
        "一": (40, 400, 960, 480),
        "目": (180, -80, 820, 780),
        "、": (40, -60, 300, 180),
    }
    fonts = b"".join(b"/F%d %d 0 R" % (number, 5 + 3 * number) for number in range(len(inks)))
    more: list[bytes] = []
    for number, (letter, box) in enumerate(inks.items()):
        more += [ink_font(box, 6 + 3 * number, 7 + 3 * number), meaning(letter), ink(box)]
    shown = b"".join(b"/F%d 12 Tf (a) Tj " % number for number in range(len(inks)))
    lines = b"".join(b"BT 1 0 0 1 100 %d Tm %s ET " % (top, shown) for top in (700, 680))
    drawn = read("report.pdf", one_page(lines, b"/Font<<%s>>" % fonts, more))
    assert prose(drawn) == ["中一目、", "中一目、"]


@pytest.mark.parametrize("stroked", [True, False])
def test_what_a_page_hides_of_a_table_holds_no_foot(stroked: bool) -> None:
    def line(x0: int, y0: int, x1: int, y1: int) -> bytes:
        if stroked:
            return b"%d %d m %d %d l S " % (x0, y0, x1, y1)
        return b"%d %d %d %d re f " % (x0, y0, max(x1 - x0, 1), max(y1 - y0, 1))

    ruling = b"".join(line(x, 40, x, 700) for x in (50, 200, 350, 500))
    ruling += b"".join(line(50, y, 500, y) for y in (40, 600, 650, 700))
    cells = b"".join(
        text(b"%d%d" % (row, column), 60 + 150 * column, 670 - 50 * row) for row in (0, 1) for column in (0, 1, 2)
    )
    seen = b"q 0 100 595 742 re W n " + ruling + cells + b"Q " + text(b"report.html", 60, 60)
    whole = ruling + cells + text(b"1", 60, 60)
    assert tables(read("report.pdf", one_page(seen)))[0][:2] == [["00", "01", "02"], ["10", "11", "12"]]
    assert not any("report" in cell for row in tables(read("report.pdf", one_page(seen)))[0] for cell in row)
    assert tables(read("report.pdf", one_page(whole)))[0][2] == ["1", "", ""]
