"""Watermarks that stand upright: pale letters upon the text are none of it, pale letters beside it are."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ofd_pages import Hand, OfdPages
from benchmarks.pdf_pages import PdfPages, width_of
from linter.model.document import Grid, Paragraph
from linter.readers import read
from linter.readers.fixed_layout.geometry import Letter, Page, Turn
from linter.readers.fixed_layout.text_lines import text_lines
from linter.readers.fixed_layout.watermarks import is_faint, without_watermarks
from tests.readers.ofd_samples import ofd
from tests.readers.ofd_samples import text as ofd_text
from tests.readers.pdf_samples import one_page, text

_TURN = Turn(0, 0.0, 0.0, 400.0, 600.0)


def line(words: str, x: float, top: float, em: float = 10.0) -> list[Letter]:
    return [Letter(x + at * em, top, x + (at + 1) * em, top + em, letter) for at, letter in enumerate(words)]


def page(dark: Iterable[Letter], pale: Iterable[Letter]) -> Page:
    dark, pale = list(dark), list(pale)
    return Page(_TURN, _TURN, [*dark, *pale], [], [], 0, range(len(dark), len(dark) + len(pale)))


def kept(*pages: Page) -> list[list[str]]:
    return [[line.text for line in text_lines(page.letters)] for page in without_watermarks(pages)]


def test_pale_letters_upon_others_are_a_watermark() -> None:
    assert kept(page(line("主动公开", 100, 200), line("内部资料", 60, 190, em=40))) == [["主动公开"]]


def test_the_same_letters_elsewhere_are_too_and_others_are_not() -> None:
    first = page(line("主动公开", 100, 200), [*line("样稿", 100, 195, em=20), *line("样稿", 100, 400, em=20)])
    second = page(line("依申请公开", 100, 200), [*line("样稿", 100, 300, em=20), *line("附表", 100, 400, em=20)])
    third = page([], line("样稿", 100, 300))  # of another size
    assert kept(first, second, third) == [["主动公开"], ["依申请公开", "附表"], ["样稿"]]


def test_pale_letters_beside_others_are_text() -> None:
    """A heading on a coloured ground, a note below a table."""
    assert kept(page(line("公开", 100, 200), [*line("类别", 120, 200), *line("注", 100, 212)])) == [["公开类别", "注"]]


def test_where_everything_is_pale_it_is_text() -> None:
    assert kept(page([], [*line("主动公开", 100, 200), *line("主动公开", 102, 203)]))[0]


@pytest.mark.parametrize(("gap", "text"), [(5.9, "公开"), (6.1, "样公开")])
def test_pale_letters_apart_do_not_belong_together(gap: float, text: str) -> None:
    """The second lies upon text; the first is one with it as long as it stands beside it."""
    pale = [*line("样", 180 - gap, 195, em=20), *line("稿", 200, 195, em=20)]
    assert "".join(kept(page(line("公开", 202, 200), pale))[0]).replace(" ", "") == text


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((0, 0, 0, 255), False),
        ((0, 0, 0, 105), False),  # as light as 0.588
        ((0, 0, 0, 100), True),  # 0.608
        ((150, 150, 150, 255), False),
        ((155, 155, 155, 255), True),
        ((249, 249, 249, 255), True),
        ((251, 251, 251, 255), False),
        ((255, 255, 255, 255), False),
        ((255, 0, 0, 255), False),
        ((255, 190, 190, 255), True),
    ],
)
def test_what_is_pale(colour: tuple[int, int, int, int], expected: bool) -> None:
    assert is_faint(*colour) is expected


@given(st.lists(st.tuples(st.floats(-50, 450), st.floats(-50, 650), st.floats(0.1, 700)), max_size=12), st.data())
def test_dark_letters_are_never_lost(boxes: list[tuple[float, float, float]], data: st.DataObject) -> None:
    letters = [Letter(x, top, x + em, top + em, "甲") for x, top, em in boxes]
    faint = sorted(data.draw(st.sets(st.integers(0, len(letters) - 1)))) if letters else []
    before = Page(_TURN, _TURN, letters, [], [], 0, faint)
    (after,) = without_watermarks([before])
    dark = [letter for index, letter in enumerate(letters) if index not in faint]
    remaining = iter(after.letters)
    assert all(letter in remaining for letter in dark)  # and in their order
    assert len(dark) <= len(after.letters) <= len(letters)


@pytest.mark.parametrize("colour", [b"0.85 g", b"1 0.8 0.8 rg", b"0 0 0 0.2 k"])
def test_of_a_pdf(colour: bytes) -> None:
    marks = b"".join(
        b"q %s BT /F1 30 Tf %d %d Td (SECRET) Tj ET Q " % (colour, x, y) for x in (60, 220) for y in (300, 695)
    )
    document = read("a.pdf", one_page(marks + text(b"some words") + text(b"more of them", y=400)))
    assert [block.text.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "some words",
        "more of them",
    ]


@pytest.mark.parametrize(
    "colour",
    [
        '<ofd:FillColor Value="217 217 217"/>',
        '<ofd:FillColor Value="255 200 200" Alpha="200"/>',
        '<ofd:FillColor Value="220"/>',
        '<ofd:FillColor Value="0 0 0 40"/>',
        '<ofd:FillColor Value="0 0 0" Alpha="50"/>',
    ],
)
def test_of_an_ofd(colour: str) -> None:
    steps = 'DeltaX="g 3 4"'
    mark = ofd_text("样稿样稿", 28, 52, size=4, code=steps, inner=colour)
    document = read("a.ofd", ofd([mark, ofd_text("政务公开", code=steps)]))
    assert [block.text.text for block in document.blocks if isinstance(block, Paragraph)] == ["政务公开"]
    dark = mark.replace(colour, '<ofd:FillColor Value="90 90 90"/>')
    assert "样" in read("a.ofd", ofd([dark, ofd_text("政务公开", code=steps)])).source


class _Pressed:
    """A table of figures under a watermark, on pages of either format."""

    def __init__(self, pages: PdfPages | OfdPages) -> None:
        self.pages = pages
        self.pages.begin((595.0, 842.0), "")

    def table(self, rows: list[list[str]]) -> None:
        self.pages.begin_rules(dashed=False, form="")
        for at in range(len(rows) + 1):
            self.pages.stroke(100, 200 + 20 * at, 100 + 60 * len(rows[0]), 200 + 20 * at)
        for at in range(len(rows[0]) + 1):
            self.pages.stroke(100 + 60 * at, 200, 100 + 60 * at, 200 + 20 * len(rows))
        self.pages.end_rules()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self.pages.text(cell, 9, 110 + 60 * column, 214 + 20 * row)


@pytest.mark.parametrize("size", [9, 14, 40, 70])
def test_a_table_under_a_watermark_is_as_without_it(size: int) -> None:
    rng = Random(size)
    rows = [[str(rng.randrange(300)) for _ in range(5)] for _ in range(8)]
    pressed = _Pressed(PdfPages())
    canvas = pressed.pages._canvas  # type: ignore[union-attr]
    canvas.saveState()
    canvas.setFillGray(0.82)
    for top in range(60, 800, 3 * size):
        pressed.pages.text("内部资料", size, 90 + top % 50, top)
        pressed.pages.text("内部资料", size, 150 + width_of("内部资料", size) + size, top)
    canvas.restoreState()
    pressed.table(rows)
    pressed.pages.end()
    document = read("a.pdf", pressed.pages.finish())
    assert [[cell.text.text for cell in row] for grid in document.blocks for row in grid.rows] == rows  # type: ignore[union-attr]
    assert all(isinstance(block, Grid) for block in document.blocks)


def test_a_hand_without_a_watermark_changes_nothing() -> None:
    pressed = _Pressed(OfdPages(Hand()))
    pressed.table([["1", "2"], ["3", "4"]])
    pressed.pages.end()
    document = read("a.ofd", pressed.pages.finish())
    cells = [[cell.text.text for cell in row] for grid in document.blocks for row in grid.rows]  # type: ignore[union-attr]
    assert cells == [["1", "2"], ["3", "4"]]
