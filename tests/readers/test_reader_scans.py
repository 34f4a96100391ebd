"""Scanned pages and pictures: read where the extra is there, refused with the way to it where it is not."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from random import Random
from typing import Any

import pytest

from benchmarks.printed import print_report
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.scanned import HARD, WEARS, Wear, pages, picture, scan
from linter import reference
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document
from linter.model.diagnostics import ReadError
from linter.model.document import Document
from linter.parsing.parser import parse_document
from linter.readers import ocr_extra, read
from linter.readers import picture as pictures
from linter.readers.scans import page_pictures, scan_limits
from tests.readers.test_reader_pdf_hostile import scan as blank_scan

with_extra = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra `ocr` is not installed")
TABLES = ("disclosure", "applications", "disputes")
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def report() -> SyntheticReport:
    return make_report(Random("a"), "2021", busy=True)


@cache
def printed(layout: str = "ruled") -> bytes:
    return print_report(report(), layout).data


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: int) -> bytes:
    """A white picture that says it has some size, and holds so many rows of it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return PNG + head + chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * rows)) + chunk(b"IEND", b"")


def refused(name: str, data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    return caught.value


# --- without the extra ---


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ocr_extra, pictures, page_pictures):
        monkeypatch.setattr(module, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.pdf", blank_scan(2)),
        ("page.png", png(100, 100, 100)),
        ("page.JPG", b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x64\x00\x64\x03" + bytes(9)),
    ],
)
def test_the_way_to_the_extra_is_told(name: str, data: bytes) -> None:
    error = refused(name, data)
    assert error.code == "E003"
    assert "pip install 'nianbao-lint[ocr]'" in error.message
    assert "pip install 'nianbao-lint[ocr]'" in error.english


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_there_are_no_versions_of_it() -> None:
    assert ocr_extra.versions() == ""


@with_extra
def test_the_versions_of_the_extra_are_those_of_its_packages() -> None:
    from importlib.metadata import version

    assert ocr_extra.versions() == f"rapidocr {version('rapidocr')} onnxruntime {version('onnxruntime')}"


@pytest.mark.parametrize("head", [PNG + bytes(64), b"\xff\xd8\xff\xe0" + bytes(64)])
def test_what_only_begins_like_a_picture_is_none_that_is_read(head: bytes) -> None:
    assert refused("page.png", head).code == "E002"


_LOADED = """
import sys
from pathlib import Path
from linter.engine.lint import lint_bytes, Options
from linter.checks.registry import shipped
for name in sys.argv[1:]:
    assert lint_bytes(name, Path(name).read_bytes(), shipped(), Options()).error is None
print([name for name in ("numpy", "cv2", "PIL", "rapidocr", "onnxruntime") if name in sys.modules])
print([name for name in sys.modules if name.startswith("linter.readers.scans") or "ocr" in name or "doubts" in name])
"""


@pytest.mark.whole
def test_nothing_of_it_is_imported_where_there_is_no_picture(tmp_path: Any) -> None:
    page, text = tmp_path / "report.pdf", tmp_path / "report.txt"
    page.write_bytes(printed())
    text.write_text("一、总体情况\n没有图片。\n", "utf-8")
    script = [sys.executable, "-c", _LOADED]
    of_text = subprocess.run([*script, str(text)], stdout=subprocess.PIPE, check=True).stdout
    assert of_text.split(b"\n")[:2] == [b"[]", b"[]"]
    of_page = subprocess.run([*script, str(page)], stdout=subprocess.PIPE, check=True).stdout
    assert of_page.split(b"\n")[:2] == [b"[]", b"['linter.readers.ocr_extra']"]


# --- what is hostile ---


@pytest.mark.whole
@with_extra
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png(100_000, 100_000, 1), "E004"),
        (png(6_400, 6_400, 6_400), "E004"),
        (png(1000, 1000, 1000)[:-1000], "E001"),
        (png(1000, 1000, 10), "E003"),
        (png(0, 10, 10), "E001"),
        (png(300, 300, 300), "E003"),
        (png(1, 1, 1), "E003"),
    ],
    ids=["huge", "bomb", "truncated", "too few rows", "of no width", "white", "a dot"],
)
def test_hostile_pictures_get_one_sentence(data: bytes, code: str) -> None:
    error = refused("page.png", data)
    assert error.code == code
    assert error.message
    assert error.english


def test_scanned_pages_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "is_installed", lambda: True)
    error = refused("scan.pdf", blank_scan(scan_limits.MAX_PAGES + 1))
    assert error.code == "E004"
    assert f"{scan_limits.MAX_PAGES:,}" in error.message


@with_extra
def test_what_takes_too_long_costs_this_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.readers.scans import scan_process

    monkeypatch.setattr(scan_process, "MAX_SECONDS", 0.05)
    error = refused("page.png", png(1000, 1000, 1000))
    assert error.code == "E004"
    assert "秒" in error.message


@pytest.mark.whole
@with_extra
def test_blank_scans_are_no_text() -> None:
    error = refused("scan.pdf", blank_scan(2))
    assert error.code == "E003"
    assert "pip" not in error.message


# --- what is read ---


def wrong_figures(document: Document, tables: Sequence[str] = TABLES) -> dict[str, object]:
    """The figures of these tables of the report that were read as others or not at all."""
    found = parse_document(document, reference.load()).tables
    figures = {address: figure for table in found.values() for address, figure in table.figures.items()}
    return {
        address: address in figures and figures[address].text
        for address, value in report().tables.items()
        if address.split("/")[0] in tables and (address not in figures or figures[address].value != value)
    }


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_a_page_is_read_to_the_last_figure(kind: str) -> None:
    """The third page has the end of a table above a whole one, with digits alone in their cells."""
    document = read(f"page.{kind.lower()}", picture(pages(printed(), Wear(150, 1.5))[2], kind))
    assert document.format == "picture"
    assert wrong_figures(document, ("disputes",)) == {}
    assert document.recognised is not None
    assert document.layout is not None


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("wear", WEARS)
def test_a_worn_scan_is_read(wear: str) -> None:
    """Hardly a figure is wrong, none of which the reader is sure; and no error is found in a report without any."""
    document = read("scan.pdf", scan(printed("strokes"), WEARS[wear]))
    wrong = wrong_figures(document)
    assert len(wrong) <= 2, wrong
    found = lint_document(document, shipped(), Options()).diagnostics
    assert {one.code for one in found if one.severity.word == "error"} == {"T209"}


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
def test_a_scanned_page_among_pages_of_text_is_read_and_told() -> None:
    """It holds the end of one table, which goes on from a page of text, and all of another."""
    document = read("mixed.pdf", _mixed())
    assert wrong_figures(document) == {}
    found = lint_document(document, shipped(), Options())
    assert [one.code for one in found.diagnostics] == ["T209", "T209"]


def _mixed() -> bytes:
    """The printed report with a picture in place of its third page."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    whole = PdfReader(BytesIO(printed()))
    scanned = PdfReader(BytesIO(scan(printed(), Wear())))
    for number, page in enumerate(whole.pages):
        writer.add_page(scanned.pages[number] if number == 2 else page)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


# --- sheets on their side ---


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_sheet_on_its_side_or_upside_down_is_read(quarters: int) -> None:
    """Places are told as the sheet is shown."""
    page = pages(printed(), Wear(150, grain=0.5, quarters=quarters))[2]
    document = read("page.png", picture(page))
    assert wrong_figures(document, ("disputes",)) == {}
    assert document.layout is not None
    tables = parse_document(document, reference.load()).tables
    row = [figure.cell.span for figure in tables["disputes"].figures.values() if figure.cell is not None]
    boxes = [box for span in row if (box := document.layout.place(span).bbox)]
    along = 1 if quarters % 2 else 0
    assert len({round(box[1 - along] / 10) for box in boxes}) <= 2  # one row, as it lies
    assert len({round(box[along]) for box in boxes}) == len(row)


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
def test_a_page_that_a_viewer_turns_is_read_as_it_is_shown() -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    scanned = PdfReader(BytesIO(scan(printed(), Wear(150, grain=0.5, quarters=1))))
    writer.add_page(scanned.pages[2]).rotate(270)
    made = BytesIO()
    writer.write(made)
    assert wrong_figures(read("scan.pdf", made.getvalue()), ("disputes",)) == {}


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
def test_a_photograph_is_turned_as_its_camera_says() -> None:
    from io import BytesIO

    from PIL import Image

    orientation, turned_right = 0x0112, 6
    told = Image.Exif()
    told[orientation] = turned_right
    made = BytesIO()
    pages(printed(), Wear(150, grain=0.5, quarters=3))[2].save(made, "JPEG", exif=told)
    document = read("page.jpg", made.getvalue())
    assert wrong_figures(document, ("disputes",)) == {}


# --- what is hard ---


_FIGURES = 200  # of the three tables


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("wear", HARD)
def test_of_a_clean_report_no_hard_scan_makes_an_error(wear: str) -> None:
    """Whatever is read wrong is told with doubt; hardly anything is."""
    document = read("scan.pdf", scan(printed("strokes"), HARD[wear]))
    assert len(wrong_figures(document)) <= _FIGURES // 20
    found = lint_document(document, shipped(), Options()).diagnostics
    assert {one.code for one in found if one.severity.word == "error"} <= {"T209"}


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("layout", ["dashes", "borderless"])
def test_tables_with_dashed_lines_and_with_none_are_read(layout: str) -> None:
    document = read("scan.pdf", scan(printed(layout), Wear(150, grain=1.0)))
    assert wrong_figures(document) == {}
    assert {one.code for one in lint_document(document, shipped(), Options()).diagnostics} == {"T209"}
