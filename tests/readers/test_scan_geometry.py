"""What on a bitmap is a ruling line, a line of text, a picture of a table: each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from linter.readers.fixed_layout.geometry import Box, Letter, Page, Turn

np: Any = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from linter.readers.scans import page_pictures, quarter_turns, scan_process, scanned_page  # noqa: E402
from linter.readers.scans.drawn_rulings import rulings, without  # noqa: E402
from linter.readers.scans.faint_rulings import faint_runs  # noqa: E402
from linter.readers.scans.recogniser import Sign  # noqa: E402
from linter.readers.scans.table_pictures import may_hold_table, tables_alone  # noqa: E402
from linter.readers.scans.text_strips import strips, without_drawings  # noqa: E402
from tests.readers.test_reader_scans import png  # noqa: E402

SCALE = 10  # pixels for each point, so that a limit lies between two whole numbers of them
Rectangle = tuple[int, int, int, int]


def ink(*dark: Rectangle, size: tuple[int, int] = (900, 1200)) -> Any:
    """A bitmap with some dark rectangles (left, top, right, bottom)."""
    bitmap = np.zeros(size, np.uint8)
    for x0, top, x1, bottom in dark:
        bitmap[top:bottom, x0:x1] = 1
    return bitmap


def lines(*dark: Rectangle) -> list[Box]:
    bitmap = ink(*dark)
    return rulings(255 - 255 * bitmap, bitmap, SCALE)


# --- ruling lines ---


@pytest.mark.threshold("readers.scans.drawn_rulings._LONG")
@pytest.mark.parametrize(("length", "is_line"), [(235, False), (265, True)])
@pytest.mark.parametrize("upright", [False, True])
def test_a_line_is_longer_than_a_stroke(length: int, is_line: bool, upright: bool) -> None:
    dark = (300, 100, 306, 100 + length) if upright else (300, 100, 300 + length, 106)
    assert bool(lines(dark)) is is_line


@pytest.mark.whole
@pytest.mark.threshold("readers.scans.drawn_rulings._SHORT")
@pytest.mark.parametrize(("length", "is_line"), [(85, False), (95, True)])
def test_a_short_line_goes_from_one_line_to_another(length: int, is_line: bool) -> None:
    walls = [(300, 100, 304, 700), (300 + length - 4, 100, 300 + length, 700)]
    assert len(lines(*walls, (300, 400, 300 + length, 405))) == 2 + is_line
    assert len(lines((300, 400, 300 + length, 405))) == 0


@pytest.mark.threshold("readers.scans.drawn_rulings._TOUCHES")
@pytest.mark.parametrize(("gap", "is_line"), [(28, True), (32, False)])
def test_a_short_line_may_end_before_the_other(gap: int, is_line: bool) -> None:
    walls = [(300, 100, 304, 700), (500, 100, 504, 700)]
    assert len(lines(*walls, (304 + gap, 400, 504, 405))) == 2 + is_line


@pytest.mark.threshold("readers.scans.drawn_rulings._THICKEST")
@pytest.mark.parametrize(("thickness", "is_line"), [(38, True), (42, False)])
def test_a_bar_is_no_line(thickness: int, is_line: bool) -> None:
    assert bool(lines((100, 100, 800, 100 + thickness))) is is_line


@pytest.mark.threshold("readers.scans.drawn_rulings._BROKEN")
@pytest.mark.parametrize(("gap", "is_line"), [(8, True), (9, False)])
def test_a_line_may_be_broken_by_a_speck(gap: int, is_line: bool) -> None:
    assert bool(lines((100, 100, 300, 106), (300 + gap, 100, 500 + gap, 106))) is is_line


@pytest.mark.threshold("readers.scans.drawn_rulings._MARGIN")
def test_with_a_line_goes_what_is_grey_beside_it() -> None:
    rest = without(ink((100, 80, 200, 120)), [Box(90, 100, 210, 104)], SCALE)
    assert rest[93:95, 150].tolist() == [1, 0]
    assert rest[109:111, 150].tolist() == [0, 1]


# --- pale, dashed and broken lines ---


def faint(grey: Any, dark: Any = None, *, upright: bool = False) -> list[Box]:
    return faint_runs(grey, ink() if dark is None else dark, SCALE, 25.0, upright=upright)


def pale(level: int = 200, top: int = 400, bottom: int = 406) -> Any:
    grey = np.full((900, 1200), 255, np.uint8)
    grey[top:bottom, 300:900] = level
    return grey


@pytest.mark.threshold("readers.scans.faint_rulings._DARKER")
@pytest.mark.parametrize(("level", "is_line"), [(243, True), (244, False)])
def test_a_pale_line_is_darker_than_the_paper(level: int, is_line: bool) -> None:
    assert bool(faint(pale(level))) is is_line


@pytest.mark.threshold("readers.scans.faint_rulings._SMEARED")
@pytest.mark.parametrize(("gap", "is_line"), [(36, True), (40, False)])
@pytest.mark.parametrize("upright", [False, True])
def test_dashes_are_a_line_and_rows_of_text_are_none(gap: int, is_line: bool, upright: bool) -> None:
    grey = np.full((900, 1200), 255, np.uint8)
    for start in range(100, 800, 30 + gap):
        grey[400:406, start : start + 30] = 0
    grey = np.ascontiguousarray(grey.T) if upright else grey
    found = faint_runs(grey, np.zeros_like(grey), SCALE, 25.0, upright=upright)
    assert bool(found) is is_line


@pytest.mark.threshold("readers.scans.faint_rulings._REACHES")
def test_a_smeared_line_ends_where_it_ends() -> None:
    (line,) = faint(pale(0))
    assert (line.x0 - 300, line.x1 - 900) == (-2, 5)


@pytest.mark.threshold("readers.scans.faint_rulings._THICKEST")
@pytest.mark.parametrize(("thickness", "is_line"), [(19, True), (21, False)])
def test_a_pale_bar_is_no_line(thickness: int, is_line: bool) -> None:
    assert bool(faint(pale(bottom=400 + thickness))) is is_line


@pytest.mark.threshold(
    "readers.scans.faint_rulings._NEXT", "readers.scans.faint_rulings._BESIDE", "readers.scans.faint_rulings._ALONE"
)
@pytest.mark.parametrize(
    ("beside", "is_line"),
    [
        ((300, 406, 900, 417), True),  # its own blur
        ((300, 406, 900, 418), False),
        ((300, 428, 900, 500), True),  # the text below
        ((300, 426, 900, 500), False),
        ((300, 406, 411, 500), True),  # a letter that touches it
        ((300, 406, 429, 500), False),
        ((300, 360, 411, 400), True),
        ((300, 360, 429, 400), False),
    ],
)
def test_a_line_has_paper_on_both_sides_and_a_stroke_has_strokes(beside: Rectangle, is_line: bool) -> None:
    assert bool(faint(pale(), ink(beside))) is is_line


# --- lines of text ---


def found(*dark: Rectangle) -> list[Box]:
    return list(strips(ink(*dark), Box(0, 0, 1200, 900), SCALE))


@pytest.mark.threshold("readers.scans.text_strips._LEAST_INK")
@pytest.mark.parametrize(("side", "is_sign"), [(5, False), (6, True)])
def test_dust_is_no_sign(side: int, is_sign: bool) -> None:
    assert bool(found((300, 300, 300 + side, 300 + side))) is is_sign


@pytest.mark.threshold("readers.scans.text_strips._TALLEST")
@pytest.mark.parametrize(("height", "is_text"), [(390, True), (410, False)])
def test_what_is_tall_is_a_drawing(height: int, is_text: bool) -> None:
    dark = (300, 100, 500, 100 + height)
    assert bool(found(dark)) is is_text
    assert bool(without_drawings(ink(dark), SCALE).any()) is is_text


@pytest.mark.threshold("readers.scans.text_strips._WORDS_APART", "readers.scans.text_strips._USUAL")
@pytest.mark.parametrize(("height", "gap", "count"), [(100, 115, 1), (100, 125, 2), (60, 104, 1), (60, 112, 2)])
def test_white_space_parts_columns(height: int, gap: int, count: int) -> None:
    assert len(found((100, 300, 200, 300 + height), (200 + gap, 300, 400, 300 + height))) == count


@pytest.mark.threshold(
    "readers.scans.text_strips._STROKE", "readers.scans.text_strips._LETTER", "readers.scans.text_strips._PARTED"
)
@pytest.mark.parametrize(
    ("upper", "gap", "lower", "count"),
    [(48, 10, 60, 1), (52, 10, 60, 2), (40, 20, 68, 1), (40, 20, 72, 2), (20, 48, 20, 1), (20, 52, 20, 2)],
)
def test_strokes_above_each_other_are_one_letter(upper: int, gap: int, lower: int, count: int) -> None:
    first = (300, 300, 400, 300 + upper)
    second = (300, first[3] + gap, 400, first[3] + gap + lower)
    assert len(found(first, second)) == count


@pytest.mark.threshold("readers.scans.text_strips._ONE_LINE")
@pytest.mark.parametrize(("height", "count"), [(155, 2), (165, 3)])
def test_columns_whose_lines_do_not_stand_beside_each_other_are_read_for_themselves(height: int, count: int) -> None:
    """A letter as high as the two lines in the next column."""
    lower = (700, 300 + height - 70, 900, 300 + height)
    assert len(found((100, 300, 200, 300 + height), (700, 300, 900, 370), lower)) == count


def test_the_widest_white_space_is_where_columns_are_parted() -> None:
    """Lines with gaps in them, beside a mark of a pen that reaches over both of them."""
    upper = [(100, 300, 300, 380), (420, 300, 700, 380)]
    lower = [(100, 400, 300, 480), (420, 400, 700, 480)]
    assert [strip.top for strip in found(*upper, *lower, (900, 340, 950, 460))] == [300, 300, 400, 400, 340]


# --- letters ---


def letters(*signs: Sign, width: int = 1000) -> list[Any]:
    return list(scanned_page._letters(Box(0, 100, width, 200), signs, SCALE))


@pytest.mark.threshold("readers.scans.scanned_page._UNREADABLE")
@pytest.mark.parametrize(("confidence", "is_read"), [(0.47, False), (0.53, True)])
def test_a_line_that_cannot_be_read_is_none(confidence: float, is_read: bool) -> None:
    assert bool(letters(Sign("一", confidence, 0.5))) is is_read


@pytest.mark.threshold("readers.scans.scanned_page._WIDE", "readers.scans.scanned_page._NARROW")
@pytest.mark.parametrize(("sign", "width"), [("一", 15.0), ("1", 10.0)])
def test_a_letter_alone_has_the_room_of_a_letter(sign: str, width: float) -> None:
    ((x0, _, x1, _, _, _),) = letters(Sign(sign, 0.99, 0.5))
    assert x1 - x0 == pytest.approx(width)


def test_letters_beside_each_other_touch() -> None:
    """Where the network sees them is no matter; else white space would stand in a word."""
    first, second = letters(Sign("公", 0.99, 0.2), Sign("开", 0.99, 0.6), width=200)
    assert first[2] == second[0]


@pytest.mark.threshold("readers.scans.scanned_page._DOUBTFUL")
def test_what_was_taken_for_a_digit_is_doubtful() -> None:
    one, other = scanned_page._as_figure([Sign("1", 0.99, 0.2), Sign("O", 0.99, 0.6)])
    assert (one.text, one.confidence) == ("1", 0.99)
    assert (other.text, other.confidence) == ("0", 0.5)


# --- sheets on their side ---


@pytest.mark.threshold(
    "readers.scans.quarter_turns._LEGIBLE", "readers.scans.quarter_turns._SURE", "readers.scans.quarter_turns._PER_LINE"
)
@pytest.mark.parametrize(
    ("upright", "turned", "letters", "quarters"),
    [
        (0.84, 0.99, 10, 1),
        (0.87, 0.99, 10, 0),
        (0.7, 0.78, 10, 0),
        (0.7, 0.82, 10, 1),
        (0.9, 0.9, 7, 1),
        (0.9, 0.9, 8, 0),
    ],
)
def test_a_sheet_is_turned_where_it_is_legible_then(
    upright: float, turned: float, letters: int, quarters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([[[upright] * letters], [[turned] * 20], [[0.3] * 10], [[0.3] * 10]])
    monkeypatch.setattr(quarter_turns, "_confidences", lambda grey, scale: next(answers))
    assert quarter_turns.quarters_to_upright(ink(), SCALE) == quarters


def test_a_bitmap_is_turned_clockwise() -> None:
    bitmap = np.array([[1, 2], [3, 4]])
    assert quarter_turns.turned(bitmap, 0).tolist() == [[1, 2], [3, 4]]
    assert quarter_turns.turned(bitmap, 1).tolist() == [[3, 1], [4, 2]]
    assert quarter_turns.turned(bitmap, 3).tolist() == [[2, 4], [1, 3]]


# --- which pictures are looked at ---


@pytest.mark.threshold("readers.scans.table_pictures._OF_WIDTH", "readers.scans.table_pictures._LOWEST")
@pytest.mark.parametrize(
    ("width", "height", "may"),
    [(390, 200, False), (410, 200, True), (600, 58, False), (600, 62, True), (0, 0, True)],
)
def test_a_table_is_wider_and_higher_than_a_seal(width: float, height: float, may: bool) -> None:
    assert may_hold_table(width, height, 1000) is may


def asked_of(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is asked of the process that recognises."""
    sent: list[Any] = []

    def ask(function: str, data: bytes, asked: list[Any]) -> list[Any]:
        sent.extend(asked)
        return [(0, [], [])] * len(asked)

    monkeypatch.setattr(scan_process, "ask", ask)
    monkeypatch.setattr(page_pictures, "is_installed", lambda: True)
    page_pictures.with_pictures_read("PDF", [page], lambda wanted: ("pages", b"", wanted))
    return sent


@pytest.mark.threshold("readers.scans.page_pictures._FEW_LETTERS", "readers.scans.page_pictures._WHOLE_PAGE")
@pytest.mark.parametrize(
    ("letters", "share", "tables_alone"),
    [(0, 0.52, False), (0, 0.48, True), (39, 0.9, False), (40, 0.9, True)],
)
def test_a_page_that_is_a_picture_is_read_whole(
    letters: int, share: float, tables_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = Turn(0, 0.0, 0.0, 600.0, 800.0)
    above = [Letter(10.0 * at, 780.0, 10.0 * at + 8, 790.0, "字") for at in range(letters)]
    page = Page(turn, turn, above, [], [Box(0.0, 0.0, 600.0, 800.0 * share)])
    ((_, _, _, alone),) = asked_of(page, monkeypatch)
    assert alone is tables_alone


def test_a_page_that_is_turned_has_its_own_letters_turned_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = Turn(0, 0.0, 0.0, 600.0, 800.0)
    page = Page(turn, turn, [Letter(100.0, 20.0, 110.0, 30.0, "1")], [], [Box(0.0, 0.0, 600.0, 800.0)])
    monkeypatch.setattr(scan_process, "ask", lambda *asked: [(1, [(5.0, 6.0, 7.0, 8.0, "二", 0.9)], [])])
    monkeypatch.setattr(page_pictures, "is_installed", lambda: True)
    (read,) = page_pictures.with_pictures_read("PDF", [page], lambda wanted: ("pages", b"", wanted))
    assert read.read.size == (800.0, 600.0)
    own, recognised = read.letters
    assert own[:4] == (770.0, 100.0, 780.0, 110.0)
    assert read.bbox(Box(*own[:4])) == (100.0, 20.0, 110.0, 30.0)
    assert recognised[:5] == (5.0, 6.0, 7.0, 8.0, "二")


@pytest.mark.parametrize(
    ("pixels", "shown", "points"),
    [
        ((600, 300), (415.0, 200.0), 415.0),
        ((300, 600), (200.0, 415.0), 200.0),
        ((600, 300), (200.0, 415.0), 415.0),
        ((300, 600), (415.0, 200.0), 200.0),
        ((300, 600), (0.0, 0.0), 595.0),
    ],
)
def test_a_picture_is_as_wide_as_it_is_shown(
    pixels: tuple[int, int], shown: tuple[float, float], points: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that a program shows on its side is as wide as that is high."""
    from linter.readers.scans import recognition

    seen: list[float] = []

    def as_page(grey: Any, points: float, *, tables_alone: bool) -> Any:
        seen.append(points)
        return points, 1.0, 0, [], []

    monkeypatch.setattr(recognition, "_as_page", as_page)
    recognition.pasted([(png(*pixels, pixels[1]), *shown, (0.0, 0.0, 0.0, 0.0))], True)
    assert seen == [points]


@pytest.mark.parametrize(
    ("cells", "is_table"),
    [
        (["规章", "许可", "处罚", "3"], True),
        (["规章", "许可", "3", "3"], False),
        (["规", "许可", "处罚", "3"], False),
        (["100", "200", "300", "400"], False),
    ],
)
def test_beside_text_the_grid_of_a_chart_is_not_read(cells: list[str], is_table: bool) -> None:
    """It stands below a table, which is."""

    def grid(texts: list[str], top: float) -> tuple[list[Letter], list[Box]]:
        places = zip(texts, [(10.0, 5.0), (210.0, 5.0), (10.0, 35.0), (210.0, 35.0)], strict=True)
        letters = [
            Letter(x + 12.0 * at, top + y, x + 12.0 * at + 10, top + y + 10, sign, 0.95)
            for text, (x, y) in places
            for at, sign in enumerate(text)
        ]
        across = [Box(0.0, top + y, 400.0, top + y + 1) for y in (0, 30, 60)]
        return letters, across + [Box(x, top, x + 1, top + 60) for x in (0.0, 200.0, 400.0)]

    letters, lines = grid(["行政许可", "行政处罚", "行政强制", "7"], 0.0)
    below, others = grid(cells, 100.0)
    expected = (letters + below, lines + others) if is_table else (letters, lines)
    assert tables_alone(letters + below, lines + others) == expected
