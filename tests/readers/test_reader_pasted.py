"""Pictures in Word files: tables that were pasted as pictures are read where the extra is there, all else is let be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pasted import Pasting, pasting, table_picture, with_pictures
from benchmarks.scanned import Wear
from benchmarks.scanned import pages as drawn_pages
from benchmarks.word import draw
from benchmarks.word_xml import package, paragraph, run
from linter import reference
from linter.checks.context import SURE
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document
from linter.model.diagnostics import Diagnostic, ReadError, Severity
from linter.model.document import Document, Grid, Picture, Span
from linter.parsing.parser import parse_document
from linter.readers import ocr_extra, read, seen_pictures
from linter.readers.confidences import Confidences, Stretch
from linter.readers.word import pasted_pictures
from tests.annotate.annotate_samples import comments, finding
from tests.readers.test_reader_scans import TABLES, png, printed, report, with_extra, wrong_figures

VERIFY = "（识别结果，请核对）"
CLEAN = Wear(150)


@cache
def word() -> bytes:
    return draw(report(), "docx").data


@cache
def table(name: str, wear: Wear = CLEAN) -> Any:
    return table_picture(report(), name, wear)


def with_table(at: int, pasted: Pasting) -> bytes:
    return with_pictures(word(), {at: pasted})


def findings(document: Document) -> tuple[Diagnostic, ...]:
    return lint_document(document, shipped(), Options()).diagnostics


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, bool]]:
    """The pictures that are sent to be recognised, each with whether tables alone count; nothing is seen in any."""
    from linter.readers.scans import scan_process

    sent: list[tuple[Any, bool]] = []

    def ask(function: str, wanted: list[Any], tables_alone: bool) -> list[None]:
        sent.extend((one, tables_alone) for one in wanted)
        return [None] * len(wanted)

    monkeypatch.setattr(scan_process, "ask", ask)
    monkeypatch.setattr(seen_pictures, "is_installed", lambda: True)
    return sent


# --- what is read ---


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_a_table_that_was_pasted_as_a_picture_is_read_to_the_last_figure(kind: str) -> None:
    document = read("report.docx", with_table(2, pasting(table("disputes"), kind)))
    assert wrong_figures(document) == {}
    assert not any(isinstance(block, Picture) for block in document.blocks)
    (found,) = findings(document)
    assert (found.code, found.location.table) == ("T209", 3)


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
def test_what_was_recognised_tells_how_surely_and_text_does_not() -> None:
    document = read("report.docx", with_table(2, pasting(table("disputes"))))
    assert document.recognised is not None
    tables = parse_document(document, reference.load()).tables
    for name in TABLES:
        for figure in tables[name].figures.values():
            assert figure.cell is not None
            confidence = document.recognised.confidence(figure.cell.span)
            assert (confidence is not None) is (name == "disputes")
            assert confidence is None or 0.5 < confidence <= 1.0
    paragraphs = [block.text.span() for block in document.blocks if not isinstance(block, Grid | Picture)]
    assert all(document.recognised.confidence(span) is None for span in paragraphs)


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("wear", [Wear(200), Wear(96), Wear(150, grain=1.0)])
def test_all_tables_as_pictures(wear: Wear) -> None:
    pictures = {at: pasting(table(name, wear)) for at, name in enumerate(TABLES)}
    document = read("report.docx", with_pictures(word(), pictures))
    assert wrong_figures(document) == {}
    assert [one.code for one in findings(document)] == ["T209"] * 3


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("wear", [Wear(120, quarters=1), Wear(quarters=2), Wear(quarters=3)])
def test_a_table_on_its_side(wear: Wear) -> None:
    document = read("report.docx", with_table(1, pasting(table("applications", wear))))
    assert wrong_figures(document) == {}
    assert [one.code for one in findings(document)] == ["T209"]


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
def test_what_is_cut_off_is_not_read() -> None:
    """A screenshot with another window below the table, which Word does not show."""
    from PIL import Image

    image = table("disputes")
    whole = Image.new("RGB", (image.width, 2 * image.height), "white")
    whole.paste(image, (0, 0))
    whole.paste(table("disclosure").resize(image.size), (0, image.height))
    shown = pasting(whole)._replace(height=pasting(image).height, cut=(0.0, 0.0, 0.0, 0.5))
    document = read("report.docx", with_table(2, shown))
    assert wrong_figures(document) == {}
    assert sum(isinstance(block, Grid) for block in document.blocks) == 3


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
def test_a_wrong_figure_in_a_picture_is_found_and_the_clerk_told_to_look() -> None:
    """A figure that is surely read accuses; one that is not is a warning."""
    from benchmarks.faults import with_value

    address = next(one for one in report().tables if one.startswith("disputes/"))
    faulty = with_value(report(), address, 987)
    image = table_picture(faulty, "disputes", CLEAN)
    found = findings(read("report.docx", with_table(2, pasting(image))))
    accused = [one for one in found if one.code.startswith("A")]
    assert accused
    assert all(one.confidence is not None for one in accused)
    for one in accused:
        is_doubted = (one.confidence or 0) < SURE
        assert (VERIFY in one.message) is is_doubted
        assert one.severity <= (Severity.WARNING if is_doubted else Severity.ERROR)


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
def test_a_word_file_of_scanned_pages_is_read_whole() -> None:
    pages = {at: pasting(page) for at, page in enumerate(drawn_pages(printed(), Wear(120)))}
    document = read("report.docx", with_pictures(package(paragraph("")), pages))
    assert document.recognised is not None
    found = parse_document(document, reference.load())
    assert found.title is not None
    assert len(found.sections) == 6
    assert wrong_figures(document) == {}


# --- what is not ---


def test_small_pictures_are_not_sent(asked: list[tuple[Any, bool]]) -> None:
    white = png(600, 300, 300)
    pictures = [Pasting(white, 40, 40), Pasting(white, 120, 120), Pasting(white, 415, 30), Pasting(white, 415, 80)]
    read("report.docx", with_pictures(word(), dict(enumerate(pictures, start=3))))
    assert [(width, height) for (_, width, height, _), _ in asked] == [(415, 80)]


def test_a_picture_that_is_shown_twice_is_read_once(asked: list[tuple[Any, bool]]) -> None:
    shown = with_pictures(word(), {3: Pasting(png(600, 300, 300), 415, 200)})
    read("report.docx", shown)
    assert len(asked) == 1


def test_no_more_pictures_are_sent_than_are_read(
    asked: list[tuple[Any, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasted_pictures, "MAX_PAGES", 2)
    many = {at: Pasting(png(600, 300 + at, 300 + at), 415, 200) for at in range(3, 8)}
    document = read("report.docx", with_pictures(word(), many))
    assert len(asked) == 2
    assert sum(isinstance(block, Picture) for block in document.blocks) == 5


def drawings() -> list[Any]:
    """Pictures as large as a table that are none: a photograph with shades and edges in it, a chart, a stamp."""
    from PIL import Image, ImageDraw

    photograph = Image.radial_gradient("L").resize((1200, 800)).convert("RGB")
    pen = ImageDraw.Draw(photograph)
    for at in range(40):
        pen.rectangle((30 * at, 11 * at, 30 * at + 90, 11 * at + 120), outline=(6 * at,) * 3, width=3)
    chart = Image.new("RGB", (1200, 700), "white")
    pen = ImageDraw.Draw(chart)
    for at in range(8):
        pen.line((100, 80 * at + 50, 1100, 80 * at + 50), fill="black", width=2)
        pen.line((140 * at + 100, 50, 140 * at + 100, 610), fill="black", width=2)
        pen.rectangle((140 * at + 110, 600 - 60 * at, 140 * at + 200, 608), fill=(90, 120, 200))
        pen.text((60, 80 * at + 45), str(100 * at), fill="black")
    stamp = Image.new("RGB", (500, 500), "white")
    ImageDraw.Draw(stamp).ellipse((20, 20, 480, 480), outline="red", width=12)
    return [photograph, chart, stamp]


@pytest.mark.whole
@with_extra
def test_photographs_charts_and_stamps_stay_pictures() -> None:
    pictures = {at: pasting(image) for at, image in enumerate(drawings(), start=3)}
    document = read("report.docx", with_pictures(word(), pictures))
    assert document.recognised is None
    assert sum(isinstance(block, Picture) for block in document.blocks) == 3
    assert findings(document) == ()


@pytest.mark.whole
@with_extra
@pytest.mark.parametrize(
    "data", [b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40), png(1000, 1000, 3), b"", b"\xd7\xcd\xc6\x9a"]
)
def test_a_damaged_picture_is_a_picture(data: bytes) -> None:
    document = read("report.docx", with_table(2, Pasting(data, 415, 200)))
    assert sum(isinstance(block, Picture) for block in document.blocks) == 1
    assert [one.code for one in findings(document)] == ["T209"]


def test_a_crash_of_what_recognises_hides_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.readers.scans import scan_process

    def crash(*arguments: Any) -> Any:
        raise ReadError("E001", "坏", "bad")

    monkeypatch.setattr(scan_process, "ask", crash)
    monkeypatch.setattr(seen_pictures, "is_installed", lambda: True)
    document = read("report.docx", with_table(2, Pasting(png(600, 300, 300), 415, 200)))
    assert [one.code for one in findings(document)] == ["T209"]


@pytest.mark.threshold("readers.scans.table_pictures._LABELS", "readers.scans.table_pictures._LETTERS")
@pytest.mark.parametrize(
    ("cells", "is_table"),
    [
        (["规章", "许可", "处罚", "3"], True),
        (["规章", "许可", "3", "3"], False),
        (["规", "许可", "处罚", "3"], False),
        (["规章a", "许可1", "3处罚", ""], True),
        (["100", "200", "300", "400"], False),
    ],
)
def test_a_table_has_labels_and_the_grid_of_a_chart_has_none(
    cells: list[str], is_table: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cells above two, as they come back from what recognises."""
    from linter.readers.scans import scan_process

    letters = [
        (x + 12.0 * at, y, x + 12.0 * at + 10, y + 10, sign, 0.95)
        for text, (x, y) in zip(cells, [(10.0, 5.0), (210.0, 5.0), (10.0, 35.0), (210.0, 35.0)], strict=True)
        for at, sign in enumerate(text)
    ]
    lines = [(0, y, 400, y + 1) for y in (0, 30, 60)] + [(x, 0, x + 1, 60) for x in (0, 200, 400)]
    monkeypatch.setattr(scan_process, "ask", lambda *asked: [(400.0, 100.0, 0, letters, lines)])
    monkeypatch.setattr(seen_pictures, "is_installed", lambda: True)
    document = read("report.docx", with_pictures(word(), {3: Pasting(png(600, 300, 300), 415, 200)}))
    assert (document.recognised is not None) is is_table
    assert sum(isinstance(block, Picture) for block in document.blocks) == (not is_table)


# --- without the extra ---


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ocr_extra, seen_pictures):
        monkeypatch.setattr(module, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_the_extra_the_finding_tells_the_way_to_it(lang: str) -> None:
    document = read("report.docx", with_table(2, Pasting(png(600, 300, 300), 415, 200)))
    (found,) = lint_document(document, shipped(), Options(lang=lang)).diagnostics
    assert found.code == "T209"
    assert "pip install 'nianbao-lint[ocr]'" in found.message


@pytest.mark.usefixtures("without_extra")
def test_in_a_page_whose_pictures_are_not_read_no_way_is_told() -> None:
    page = (Path(__file__).parents[2] / "rules" / "examples" / "2021.md").read_text("utf-8")
    start = page.index("| 行政复议 |")
    behind = page.index("\n\n", start)
    (found,) = findings(read("a.md", (page[:start] + "![表](a.png)" + page[behind:]).encode()))
    assert found.code == "T209"
    assert "pip" not in found.message


@pytest.mark.usefixtures("without_extra")
def test_a_word_file_of_pictures_alone_tells_the_way_to_the_extra() -> None:
    pages = with_pictures(package(paragraph("")), {0: Pasting(png(600, 800, 800), 415, 600)})
    with pytest.raises(ReadError) as caught:
        read("report.docx", pages)
    assert caught.value.code == "E003"
    assert "pip install 'nianbao-lint[ocr]'" in caught.value.message
    assert "pip install 'nianbao-lint[ocr]'" in caught.value.english


def test_a_word_file_without_anything_tells_of_no_extra() -> None:
    with pytest.raises(ReadError) as caught:
        read("report.docx", package(paragraph(run(" "))))
    assert caught.value.code == "E003"
    assert "pip" not in caught.value.message


# --- how surely ---


@pytest.mark.parametrize(
    ("span", "confidence"),
    [
        (Span(0, 10), None),
        (Span(9, 11), 0.9),
        (Span(10, 14), 0.9),
        (Span(14, 15), 0.9),
        (Span(15, 15), 0.0),
        (Span(16, 20), 0.7),
        (Span(12, 18), 0.0),
        (Span(21, 30), None),
        (Span(20, 20), 0.7),
    ],
)
def test_the_confidence_of_a_stretch_is_the_least_in_it(span: Span, confidence: float | None) -> None:
    told = Confidences([Stretch(10, 15, 0.9), Stretch(15, 16, 0.0), Stretch(16, 21, 0.7)])
    assert told.confidence(span) == confidence


@pytest.mark.threshold("readers.scans.table_pictures.SHEET")
@pytest.mark.parametrize(("width", "is_sent"), [(230, False), (246, True)])
def test_a_picture_is_as_wide_as_a_table(width: float, is_sent: bool, asked: list[tuple[Any, bool]]) -> None:
    read("report.docx", with_pictures(word(), {3: Pasting(png(600, 300, 300), width, 200)}))
    assert bool(asked) is is_sent


@pytest.mark.threshold("readers.seen_pictures._FEW_LETTERS")
@pytest.mark.parametrize(("letters", "tables_alone"), [(39, False), (40, True)])
def test_of_pictures_beside_a_text_tables_alone_count(
    letters: int, tables_alone: bool, asked: list[tuple[Any, bool]]
) -> None:
    text = package(paragraph(run("字" * letters)))
    read("report.docx", with_pictures(text, {0: Pasting(png(600, 300, 300), 415, 200)}))
    assert [alone for _, alone in asked] == [tables_alone]


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture holds the same small table, whose last cell is blank."""
    from linter.readers.scans import scan_process

    words = [("行政许可", 10.0, 5.0), ("行政处罚", 210.0, 5.0), ("行政强制", 10.0, 35.0)]
    letters = [
        (x + 12.0 * at, y, x + 12.0 * at + 10, y + 10, s, 0.95) for text, x, y in words for at, s in enumerate(text)
    ]
    lines = [(0, y, 400, y + 1) for y in (0, 30, 60)] + [(x, 0, x + 1, 60) for x in (0, 200, 400)]
    monkeypatch.setattr(scan_process, "ask", lambda *asked: [(400.0, 100.0, 0, letters, lines)] * len(asked[1]))
    monkeypatch.setattr(seen_pictures, "is_installed", lambda: True)


@pytest.mark.usefixtures("recognised")
def test_a_comment_about_a_picture_stands_at_its_paragraph() -> None:
    """A copy with comments can be made of what rests on a recognised figure, a blank one too, and is read alike."""
    from linter.annotate import annotated

    data = with_table(2, Pasting(png(600, 300, 300), 415, 200))
    document = read("report.docx", data)
    grid = [block for block in document.blocks if isinstance(block, Grid)][-1]
    cells = [cell for row in grid.rows for cell in row]
    assert [cell.text.text for cell in cells] == ["行政许可", "行政处罚", "行政强制", ""]
    assert document.recognised is not None
    assert [document.recognised.confidence(cell.span) for cell in cells] == [0.95, 0.95, 0.95, 0.0]
    copy = annotated(data, [finding(cell.span, f"第{at}格") for at, cell in enumerate(cells)], "zh")
    assert len(comments(copy)) == 4
    assert read("report.docx", copy).source == document.source
