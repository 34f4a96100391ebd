"""PDF files as browsers and word processors write them, where such programs are installed: real fonts, real pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw, table_boxes
from benchmarks.faults import with_value
from benchmarks.printed import Printed
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import Box, rows_of, width_of
from tests.outside.program import all_findings, extracted, findings

pytestmark = pytest.mark.slow

_PATIENCE = 120
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OFFICE = shutil.which("soffice")
needs_browser = pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium here")
needs_office = pytest.mark.skipif(_OFFICE is None, reason="no LibreOffice here")

_STYLES = {
    "plain": "table{border-collapse:collapse;width:100%} td{border:1px solid #000} p{text-indent:2em}",
    "small pages": "@page{size:A5;margin:15mm} body{font-size:9pt} h1{font-size:14pt}"
    "table{border-collapse:collapse;width:100%;font-size:7pt} td{border:1px solid #000}",
    "own borders": "td{border:1px solid #444;padding:2px} table{font-size:9pt;border-spacing:2px} p{text-indent:2em}",
    "lines across": "table{border-collapse:collapse;width:100%;font-size:9pt} td{border-top:1px solid #000}",
    "letters by their ink": "*{font-family:'Noto Serif CJK SC','Source Han Serif SC',serif} td{border:1px solid #000}"
    "table{border-collapse:collapse;width:100%;font-size:10pt} p{text-indent:2em}",
    "no lines": "table{width:100%;font-size:9pt} p{text-indent:2em}",
    "filled cells": "*{-webkit-print-color-adjust:exact} td{background:#fff} p{text-indent:2em}"
    "table{width:100%;background:#000;border-spacing:1px;font-size:9pt}",
    "watermark": "table{border-collapse:collapse;font-size:9pt} td{border:1px solid #000} body::after{position:fixed;"
    'content:"内部资料注意保存";top:40%;left:10%;font-size:60pt;color:#ddd;transform:rotate(-40deg)}',
    "landscape": "@page{size:A4 landscape} table{border-collapse:collapse} td{border:1px dashed #000} p{margin:8px 0}",
}


def by_browser(report: SyntheticReport, style: str, folder: Path) -> Printed:
    page = folder / "report.html"
    text = draw(report, "html").text.replace("</head>", f"<style>{_STYLES[style]}</style></head>")
    page.write_text(text, encoding="utf-8")
    target = folder / "browser.pdf"
    assert _CHROMIUM is not None
    subprocess.run(
        [
            *(_CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"),
            *(f"--print-to-pdf={target}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=_PATIENCE,
    )
    return Printed(style, target.read_bytes(), {})


def by_office(report: SyntheticReport, folder: Path, *, landscape: bool = False, size: float = 10.5) -> Printed:
    source = folder / "report.docx"
    source.write_bytes(as_docx(report, landscape=landscape, size=size))
    assert _OFFICE is not None
    subprocess.run(
        [
            *(_OFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=_PATIENCE,
    )
    return Printed("office", (folder / "report.pdf").read_bytes(), {})


def as_docx(report: SyntheticReport, *, landscape: bool, size: float) -> bytes:
    docx = pytest.importorskip("docx")
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(size)

    def add(text: str, indent: int = 2) -> None:
        document.add_paragraph(text).paragraph_format.first_line_indent = Pt(indent * size)

    if report.title is not None:
        title = document.add_paragraph(report.title)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.runs[0].font.size = Pt(18)
    for text in report.front:
        add(text)
    for part in report.parts:
        wide = landscape and part.table == "applications"
        if wide:
            section = document.add_section()
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        add(part.heading)
        for passage in part.passages:
            add(passage.text)
        if part.table is not None:
            add_table(document, table_boxes(report, report.sheets[part.table]))
        if wide:
            section = document.add_section()
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = section.page_height, section.page_width
    for text in report.sign_off:
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_table(document: object, drawn: Sequence[Box]) -> None:
    table = document.add_table(len(rows_of(drawn)), width_of(drawn), style="Table Grid")  # type: ignore[attr-defined]
    cells = [row.cells for row in table.rows]  # `table.cell` makes all of them anew each time
    for box in drawn:
        cell = cells[box.row][box.column]
        if (box.row_span, box.column_span) != (1, 1):
            cell = cell.merge(cells[box.row + box.row_span - 1][box.column + box.column_span - 1])
        cell.text = box.text


def assert_read(report: SyntheticReport, printed: Printed, folder: Path) -> None:
    tables = extracted(printed, folder)
    for address, value in report.tables.items():
        table, row, column = address.split("/")
        assert tables[table][row][column] == value, address
    assert findings(printed) == []


Make = Callable[[SyntheticReport, Path], Printed]


@needs_browser
@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("regime", ["2019", "2021"])
def test_a_page_printed_by_a_browser(style: str, regime: str, tmp_path: Path) -> None:
    report = make_report(Random(f"{style} {regime}"), regime, busy=True)
    assert_read(report, by_browser(report, style, tmp_path), tmp_path)


@needs_office
@pytest.mark.parametrize("regime", ["2019", "2021"])
@pytest.mark.parametrize(("landscape", "size"), [(False, 10.5), (True, 10.5), (False, 14), (False, 7.5)])
def test_a_document_printed_by_a_word_processor(regime: str, landscape: bool, size: float, tmp_path: Path) -> None:
    report = make_report(Random(f"{landscape} {regime} {size}"), regime, busy=True)
    assert_read(report, by_office(report, tmp_path, landscape=landscape, size=size), tmp_path)


@needs_browser
def test_a_fault_printed_by_a_browser_is_found_where_it_is_drawn(tmp_path: Path) -> None:
    report = with_value(make_report(Random(5), "2021", busy=True), "disputes/cases/after_review.total", 98765)
    printed = by_browser(report, "plain", tmp_path)
    (found,) = findings(printed)
    where = found.raw["location"]
    assert (found.code, where["table"], where["row"], where["col"]) == ("A304", 3, 4, 15)
    expected = {(one.code, one.cells) for one in all_findings(draw(report, "html"))}
    assert {(one.code, one.cells) for one in all_findings(printed)} == expected
    assert re.fullmatch(r"9876\d", str(found.raw["actual"]))
