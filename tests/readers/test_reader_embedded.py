"""Pictures in web pages and OFD files: what holds of those in Word files holds of them, in places of their own."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks.drawing import draw as draw_page
from benchmarks.embedded import ofd_with_pictures, page_with_pictures, tag
from benchmarks.faults import with_value
from benchmarks.ofd_pages import Hand, OfdPages, archive
from benchmarks.pasted import Pasting, pasting, table_picture, with_pictures
from benchmarks.reports import SyntheticReport
from benchmarks.scanned import Wear
from benchmarks.scanned import pages as drawn_pages
from benchmarks.word import draw as draw_word
from linter import reference
from linter.checks.context import SURE
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document
from linter.model.diagnostics import Edit, ReadError, Severity
from linter.model.document import Document, Grid, Paragraph, Picture, Span
from linter.model.locations import locate
from linter.parsing.parser import parse_document
from linter.readers import embedded_pictures, ocr_extra, picture_heads, read, seen_pictures
from linter.readers.editable import Editable
from linter.readers.html_tokens import tokens
from linter.readers.ofd import ofd_package, ofd_pictures
from linter.readers.scans import page_pictures, scan_limits
from linter.readers.word import pasted_pictures
from tests.readers.ofd_samples import entry, ofd, parts, root
from tests.readers.ofd_samples import text as ofd_text
from tests.readers.test_reader_pasted import CLEAN, VERIFY, drawings, findings, table
from tests.readers.test_reader_scans import TABLES, png, printed, report, with_extra, wrong_figures

WHITE = png(600, 300, 300)
FORMATS = ("docx", "html", "ofd")


@cache
def page() -> bytes:
    return draw_page(report(), "html").data


def pictured(format: str, pictures: Mapping[int, Pasting], drawn: SyntheticReport | None = None) -> Document:
    """A report with pictures in place of some of its tables."""
    drawn = drawn or report()
    if format == "docx":
        data = with_pictures(draw_word(drawn, "docx").data, pictures)
    elif format == "html":
        data = page_with_pictures(draw_page(drawn, "html").data, pictures)
    else:
        data = ofd_with_pictures(drawn, pictures)
    return read(f"report.{format}", data)


def with_white(attributes: str = "", data: bytes = WHITE) -> bytes:
    """A page with a white picture in place of its last table."""
    return page_with_pictures(page(), {2: Pasting(data, 0, 0)}, attributes)


def codes(document: Document) -> list[str]:
    return [one.code for one in findings(document)]


def pictures_of(document: Document) -> list[Picture]:
    return [block for block in document.blocks if isinstance(block, Picture)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is sent to be recognised; nothing is seen in any picture."""
    from linter.readers.scans import scan_process

    sent: list[tuple[Any, ...]] = []

    def ask(function: str, *arguments: Any) -> list[Any]:
        sent.append((function, *arguments))
        return [None] * len(arguments[0]) if function == "pasted" else [(0, [], [])] * len(arguments[-1])

    monkeypatch.setattr(scan_process, "ask", ask)
    for module in (seen_pictures, page_pictures):
        monkeypatch.setattr(module, "is_installed", lambda: True)
    return sent


def asked_sizes(asked: Sequence[tuple[Any, ...]]) -> list[tuple[float, float]]:
    return [(width, height) for _, pictures, _ in asked for _, width, height, _ in pictures]


# --- the same in each format ---


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("format", FORMATS)
def test_a_table_that_is_a_picture_is_read_to_the_last_figure(format: str) -> None:
    document = pictured(format, {2: pasting(table("disputes"))})
    assert wrong_figures(document) == {}
    assert codes(document) == ["T209"]


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(("at", "figure"), [(2, 987), (0, 654)])
def test_a_picture_has_the_same_findings_in_each_format(at: int, figure: int) -> None:
    """A figure that is surely read accuses; one that is not is a warning that says so."""
    address = next(one for one in report().tables if one.startswith(f"{TABLES[at]}/"))
    faulty = with_value(report(), address, figure)
    image = pasting(table_picture(faulty, TABLES[at], CLEAN))
    told = []
    for format in FORMATS:
        found = findings(pictured(format, {at: image}, faulty))
        told.append([(one.code, one.cells, one.expected, one.actual) for one in found])
        for one in found:
            if one.code.startswith("A"):
                assert one.confidence is not None
                is_doubted = one.confidence < SURE
                assert (VERIFY in one.message) is is_doubted
                assert one.severity <= (Severity.WARNING if is_doubted else Severity.ERROR)
    assert told[0] == told[1] == told[2]
    assert {code for code, *_ in told[0]} >= {"T209"}


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("wear", [Wear(200), Wear(96), Wear(150, grain=1.0)])
def test_all_tables_as_pictures(format: str, wear: Wear) -> None:
    document = pictured(format, {at: pasting(table(name, wear)) for at, name in enumerate(TABLES)})
    assert wrong_figures(document) == {}
    assert codes(document) == ["T209"] * 3


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("format", ["html", "ofd"])
def test_what_was_recognised_tells_how_surely_and_text_does_not(format: str) -> None:
    document = pictured(format, {2: pasting(table("disputes"))})
    assert document.recognised is not None
    tables = parse_document(document, reference.load()).tables
    for name in TABLES:
        for figure in tables[name].figures.values():
            assert figure.cell is not None
            confidence = document.recognised.confidence(figure.cell.span)
            if figure.text.strip() or name == "disputes":  # in OFD a blank cell beside a picture is one of its page
                assert (confidence is not None) is (name == "disputes")
            assert confidence is None or confidence <= 1.0


@pytest.mark.parametrize("format", ["html", "ofd"])
def test_a_crash_of_what_recognises_hides_no_finding(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.readers.scans import scan_process

    def crash(*arguments: Any) -> Any:
        raise ReadError("E001", "坏", "bad")

    monkeypatch.setattr(scan_process, "ask", crash)
    for module in (seen_pictures, page_pictures):
        monkeypatch.setattr(module, "is_installed", lambda: True)
    assert codes(pictured(format, {2: Pasting(WHITE, 415, 200)})) == ["T209"]


def test_the_pictures_of_a_text_that_is_read_again_are_not_recognised_again(asked: list[tuple[Any, ...]]) -> None:
    """A fix is tried, and an editor asks at each key, by reading the text once more."""
    text = with_white()
    for _ in range(2):
        read("report.html", text)
        assert len(asked) == 1
    read("report.html", text.replace(b"</html>", b" </html>"))
    assert len(asked) == 1
    read("report.html", with_white(data=png(600, 301, 300)))
    assert len(asked) == 2


@pytest.mark.whole
@with_extra
@pytest.mark.parametrize("format", ["html", "ofd"])
def test_photographs_charts_and_stamps_stay_pictures(format: str) -> None:
    shown = [pasting(image, width=300) for image in drawings()]
    if format == "html":
        document = read("report.html", page_with_pictures(page(), dict(enumerate(shown, start=3))))
    else:
        press = OfdPages(Hand())
        press.begin((595, 842), "")
        for at in range(8):
            press.text("政务公开工作稳步推进。", 14, 80, 60 + 20 * at)
        for at, one in enumerate(shown):
            press.picture(one.data, 100, 240 + 200 * at, 100 + one.width, 420 + 200 * at)
        document = read("report.ofd", press.finish())
    assert document.recognised is None
    assert len(pictures_of(document)) == 3
    assert not any(one.confidence is not None for one in findings(document))


HOSTILE = {
    "a head alone": b"GIF89a",
    "nothing behind the magic": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "huge": png(100_000, 100_000, 1),
    "a bomb": png(6_400, 6_400, 6_400),
    "too few rows": png(1000, 1000, 3),
    "of no width": png(0, 10, 10),
    "nothing": b"",
    "a metafile": b"\xd7\xcd\xc6\x9a",
}


@pytest.mark.whole
@with_extra
@pytest.mark.parametrize("format", ["html", "ofd"])
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_picture_is_a_picture(format: str, data: bytes) -> None:
    document = pictured(format, {2: Pasting(data, 415, 200)})
    assert len(pictures_of(document)) == 1
    assert codes(document) == ["T209"]


_LOADED = """
import sys
from pathlib import Path
from linter.engine.lint import lint_bytes, Options
from linter.checks.registry import shipped
for name in sys.argv[1:]:
    assert lint_bytes(name, Path(name).read_bytes(), shipped(), Options()).error is None
print([name for name in sys.modules if "pictures" in name or "scans" in name or name in ("numpy", "cv2", "PIL")])
"""


@pytest.mark.whole
def test_nothing_of_it_is_imported_where_there_is_no_picture(tmp_path: Path) -> None:
    site, sheets = tmp_path / "report.html", tmp_path / "report.ofd"
    site.write_bytes(page().replace(b"</body>", b"<img src='logo.png'></body>"))
    sheets.write_bytes(ofd([ofd_text("一、总体情况")]))
    script = [sys.executable, "-c", _LOADED, str(site), str(sheets)]
    assert subprocess.run(script, stdout=subprocess.PIPE, check=True).stdout.strip() == b"[]"


# --- without the extra ---


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ocr_extra, seen_pictures, page_pictures):
        monkeypatch.setattr(module, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("format", FORMATS)
def test_without_the_extra_no_picture_is_unpacked(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(embedded_pictures, "_decoded", unpacked)
    monkeypatch.setattr(pasted_pictures, "_files", unpacked)
    monkeypatch.setattr(ofd_pictures, "_Files", unpacked)
    assert pictures_of(pictured(format, {2: Pasting(WHITE, 415, 200)}))


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_the_extra_the_finding_tells_the_way_to_it(format: str, lang: str) -> None:
    document = pictured(format, {2: Pasting(WHITE, 415, 200)})
    assert document.recognised is None
    (found,) = lint_document(document, shipped(), Options(lang=lang)).diagnostics
    assert found.code == "T209"
    assert "pip install 'nianbao-lint[ocr]'" in found.message


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("address", ["table.png", "https://gov.invalid/table.png", "", "//gov.invalid/data:image/png"])
def test_of_a_picture_that_lies_elsewhere_no_way_is_told(address: str) -> None:
    linked = page_with_pictures(page(), {2: Pasting(b"", 0, 0)}).replace(b"data:image/png;base64,", address.encode())
    (found,) = findings(read("report.html", linked))
    assert found.code == "T209"
    assert "pip" not in found.message


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize(
    ("name", "data", "is_told"),
    [
        ("a.html", f"<html><body>{tag(Pasting(WHITE, 0, 0))}</body></html>".encode(), True),
        ("a.html", b"<html><body><img src='a.png'></body></html>", False),
        ("a.ofd", ofd(['<ofd:ImageObject ID="3" ResourceID="4" Boundary="0 0 210 297"/>']), True),
    ],
)
def test_a_file_of_pictures_alone_tells_the_way_to_the_extra(name: str, data: bytes, is_told: bool) -> None:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert caught.value.code == "E003"
    assert ("pip install 'nianbao-lint[ocr]'" in caught.value.message) is is_told
    assert ("pip install 'nianbao-lint[ocr]'" in caught.value.english) is is_told


# --- pages: which pictures are sent ---


@pytest.mark.threshold("readers.embedded_pictures._POINTS")
@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", (450, 225)),
        (' width="400"', (300, 150)),
        (' width="400px" height="120"', (300, 90)),
        (' height="200"', (300, 150)),
        (' style="border:0; width: 400px"', (300, 150)),
        (' style="max-width:10px" width="100%"', (450, 225)),
        (' width="4000"', (595, 297.5)),
        (' style="width: 0px; height: auto"', (450, 225)),
        (' width="330"', (247.5, 123.75)),
        (' width="310"', None),
        (' width="400" height="70"', None),
        (' style="display: none"', None),
        (" hidden", None),
        (' width="18" height="18"', None),
    ],
)
def test_pictures_are_sent_as_large_as_they_are_shown(
    attributes: str, size: tuple[float, float] | None, asked: list[tuple[Any, ...]]
) -> None:
    read("report.html", with_white(attributes))
    assert asked_sizes(asked) == ([size] if size else [])


def jpeg(width: int, height: int) -> bytes:
    frame = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11" + frame + b"\x03" + bytes(9)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (WHITE, (600, 300)),
        (jpeg(600, 300), (600, 300)),
        (b"GIF89a\x58\x02\x2c\x01", (600, 300)),
        (b"BM" + bytes(16) + (600).to_bytes(4, "little") + (-300 & 0xFFFFFFFF).to_bytes(4, "little"), (600, 300)),
        (WHITE[:20], (0, 0)),
        (b"GIF89a\x58", (0, 0)),
        (b"\xff\xd8\xff\xe0", (0, 0)),
        (b"<svg xmlns='a'/>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_a_file_says_how_large_it_is(data: bytes, size: tuple[int, int]) -> None:
    assert picture_heads.pixels(data) == size


ENCODED = b64encode(WHITE).decode()
ADDRESSES = {
    "as ever": f"data:image/png;base64,{ENCODED}",
    "in capitals": f" DATA:IMAGE/PNG;BASE64,{ENCODED}",
    "with parameters": f"data:image/png;charset=utf-8;base64,{ENCODED}",
    "of no kind": f"data:;base64,{ENCODED}",
    "in lines": "data:image/png;base64,\n" + "\r\n".join(ENCODED[at : at + 76] for at in range(0, len(ENCODED), 76)),
    "as addresses are written": "data:image/png;base64," + ENCODED.replace("+", "%2B").replace("/", "%2F"),
    "without its end": f"data:image/png;base64,{ENCODED.rstrip('=')}",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_that_hold_a_picture(address: str, asked: list[tuple[Any, ...]]) -> None:
    read("report.html", f"<html><body><p>正文</p><img src='{address}'></body></html>".encode())
    assert [data for _, pictures, _ in asked for data, *_ in pictures] == [WHITE]


BROKEN = {
    "no base64": "data:image/png,abc",
    "one sign too many": "data:image/png;base64,iVBOR",
    "other signs": "data:image/png;base64,表三！！",
    "no comma": f"data:image/png;base64{'A' * 5000}",
    "a drawing": "data:image/svg+xml;base64," + b64encode(b"<svg/>").decode(),
    "nothing": "data:",
    "a page": "data:text/html;base64," + b64encode(b"<p>" * 3000).decode(),
    "much of it": "data:" + ";base64" * 100_000,
}


@pytest.mark.parametrize("address", BROKEN.values(), ids=BROKEN)
def test_addresses_that_hold_none(address: str, asked: list[tuple[Any, ...]]) -> None:
    document = read("report.html", f"<html><body><p>正文</p><img src='{address}'></body></html>".encode())
    assert len(pictures_of(document)) == 1
    assert asked == []


def test_files_beside_a_page_are_not_opened(tmp_path: Path, asked: list[tuple[Any, ...]]) -> None:
    (tmp_path / "a.png").write_bytes(WHITE)
    for address in ("a.png", (tmp_path / "a.png").as_uri(), str(tmp_path / "a.png")):
        read(str(tmp_path / "a.html"), f"<html><p>正文</p><img src='{address}'></html>".encode())
    assert asked == []


def test_a_picture_that_is_shown_twice_is_read_once(asked: list[tuple[Any, ...]]) -> None:
    one = Pasting(WHITE, 0, 0)
    document = read("report.html", page_with_pictures(page(), {2: one, 3: one}))
    assert len(asked_sizes(asked)) == 1
    assert len(pictures_of(document)) == 2


def test_no_more_pictures_are_sent_than_are_read(asked: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_pictures, "MAX_PAGES", 2)
    many = {at: Pasting(png(600, 300 + at, 300 + at), 0, 0) for at in range(3, 8)}
    document = read("report.html", page_with_pictures(page(), many))
    assert len(asked_sizes(asked)) == 2
    assert len(pictures_of(document)) == 5


@pytest.mark.parametrize(
    ("text", "tables_alone"), [("<p>" + "字" * 39, False), ("<p>" + "字" * 40, True), ("<nav>" + "字" * 400, False)]
)
def test_of_pictures_beside_a_text_tables_alone_count(
    text: str, tables_alone: bool, asked: list[tuple[Any, ...]]
) -> None:
    source = f"<html><body>{text}</p></nav>{tag(Pasting(WHITE, 0, 0))}</body></html>"
    read("report.html", source.encode())
    assert [alone for *_, alone in asked] == [tables_alone]


# --- pages: where what was read stands ---


WORDS = [("行政许可", 10.0, 5.0), ("行政处罚", 210.0, 5.0), ("行政强制", 10.0, 35.0)]


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture holds the same small table, whose last cell is blank."""
    from linter.readers.scans import scan_process

    letters = [
        (x + 12.0 * at, y, x + 12.0 * at + 10, y + 10, sign, 0.95 if y < 30 else 0.6)
        for text, x, y in WORDS
        for at, sign in enumerate(text)
    ]
    lines = [(0, y, 400, y + 1) for y in (0, 30, 60)] + [(x, 0, x + 1, 60) for x in (0, 200, 400)]
    monkeypatch.setattr(scan_process, "ask", lambda *asked: [(400.0, 100.0, 0, letters, lines)] * len(asked[1]))
    monkeypatch.setattr(seen_pictures, "is_installed", lambda: True)


def image(data: bytes = WHITE) -> str:
    return tag(Pasting(data, 0, 0))


def html(body: str) -> Document:
    return read("report.html", f"<html><body>{body}</body></html>".encode())


@pytest.mark.usefixtures("recognised")
def test_each_figure_has_a_place_of_its_own_within_the_tag_and_is_told_at_the_tag() -> None:
    document = html(f"<p>{'前' * 50}</p>\n  {image()}\n<p>后</p>")
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    cells = [cell for row in grid.rows for cell in row]
    assert [cell.text.text for cell in cells] == ["行政许可", "行政处罚", "行政强制", ""]
    start, end = document.source.index("<img"), document.source.index(">\n<p>后") + 1
    assert document.pictures == (Span(start, end),)
    spans = [cell.span for cell in cells]
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(start <= span.start <= span.end <= end for span in spans)
    assert document.recognised is not None
    assert [document.recognised.confidence(span) for span in spans] == [0.95, 0.95, 0.6, 0.0]
    assert {document.shown(span) for span in [*spans, grid.span]} == {Span(start, end)}
    texts = [block.text.span() for block in document.blocks if isinstance(block, Paragraph)]
    assert [document.shown(span) for span in texts] == texts
    assert [document.recognised.confidence(span) for span in texts] == [None, None]


@pytest.mark.usefixtures("recognised")
def test_findings_about_a_picture_are_told_at_its_tag() -> None:
    document = read("report.html", with_white())
    (place,) = document.pictures
    (grid,) = (block for block in document.blocks if isinstance(block, Grid) and block.span.start >= place.start)
    told = locate(document, grid.rows[1][0].span)
    assert (told.line, told.column) == document.position(place.start)
    assert (told.end_line, told.end_column) == document.position(place.end)


@pytest.mark.usefixtures("recognised")
def test_a_tag_shorter_than_what_was_recognised_in_its_picture_holds_it_with_the_least_confidence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(embedded_pictures, "_decoded", lambda address: WHITE)
    document = html("<p>字<img src=data:></p>")
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert document.recognised is not None
    spans = [cell.span for row in grid.rows for cell in row]
    assert spans == sorted(spans)
    told = [document.recognised.confidence(span) for span in spans]
    assert all(one is not None and one <= 0.95 for one in told)
    assert told[-1] == 0.0


@pytest.mark.usefixtures("recognised")
def test_a_picture_behind_words_of_its_paragraph_stands_behind_them() -> None:
    document = html(f"<p>{'字' * 50}：{image()}见上</p>")
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Paragraph]


@pytest.mark.usefixtures("recognised")
def test_a_picture_in_a_table_that_lays_out_the_page() -> None:
    document = html(f"<table><tr><td>{'字' * 50}</td><td>{image()}</td></tr></table>")
    assert [type(block) for block in document.blocks] == [Paragraph, Grid]


@pytest.mark.usefixtures("recognised")
def test_no_fix_touches_a_tag() -> None:
    document = html(f"<p>{'字' * 50}</p>{image()}")
    editable = Editable(document)
    start, end = document.pictures[0]
    assert not any(editable.allows(Edit(at, at + 1, "乙")) for at in range(start, end))
    assert editable.allows(Edit(document.source.index("字"), document.source.index("字") + 1, "乙"))


@pytest.mark.usefixtures("recognised")
@pytest.mark.parametrize("between", ["", "\n", "<p>", "\n<p>\n"])
def test_a_comment_before_a_picture_speaks_for_all_of_it(between: str) -> None:
    from linter.accept.comments import directives

    document = html(f"<p>{'字' * 50}</p><!-- nianbao: ignore T209 -- 已说明 -->{between}{image()}\n<p>后</p>")
    (directive,) = directives(document)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert all(directive.accepted_by(cell.span, "T209", ()) for row in grid.rows for cell in row)
    assert not directive.accepted_by(Span(document.source.index("后"), document.source.index("后") + 1), "T209", ())


def test_what_is_long_in_a_tag_is_not_kept() -> None:
    from linter.readers import html_tokens

    html_tokens._kept.cache_clear()
    ((tag, *_),) = tokens(f"<img src='data:{'A' * 100_000}' alt=a>")
    assert tag.attributes()["alt"] == "a"
    assert html_tokens._kept.cache_info().currsize == 0


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
def test_a_page_of_scanned_sheets_is_read_whole() -> None:
    sheets = [tag(pasting(sheet)) for sheet in drawn_pages(printed(), Wear(120))]
    document = html("\n".join(sheets))
    found = parse_document(document, reference.load())
    assert found.title is not None
    assert len(found.sections) == 6
    assert wrong_figures(document) == {}


# --- OFD ---


def resources(media: Mapping[str, str], base: str = "Res") -> str:
    listed = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>'
        for number, file in media.items()
    )
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return f'<ofd:Res {space} BaseLoc="{base}"><ofd:MultiMedias>{listed}</ofd:MultiMedias></ofd:Res>'


def object_of(number: str = "4", boundary: str = "20 60 150 80", attributes: str = "") -> str:
    return f'<ofd:ImageObject ID="3" ResourceID="{number}" Boundary="{boundary}" {attributes}/>'


def package(picture: str, more: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """A page of text with a picture, and its file in the resources of the document."""
    made = parts([*(ofd_text("政务公开工作", 30, 20 + 6 * at) for at in range(4)), ofd_text("字" * 20), picture])
    made["Doc_0/Document.xml"] = root(
        ["Pages/Page_0/Content.xml"],
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>",
        more="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    )
    made["Doc_0/DocumentRes.xml"] = resources({"4": "image.png", "5": "none.png"})
    made["Doc_0/Res/image.png"] = WHITE
    made["OFD.xml"] = entry("Doc_0/Document.xml")
    return {**made, **(more or {})}


def sheets_asked(asked: Sequence[tuple[Any, ...]]) -> list[tuple[Any, Any]]:
    """The files that were sent, and what is shown on which pages."""
    return [(files, shown) for function, files, shown, _ in asked if function == "sheets"]


MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize(
    ("attributes", "matrix"),
    [
        ("", (150, 0, 0, 80, 20, 60)),
        ('CTM="150 0 0 80 0 0"', (150, 0, 0, 80, 20, 60)),
        ('CTM="0 80 -150 0 150 0"', (0, 80, -150, 0, 170, 60)),
    ],
)
def test_a_picture_lies_where_its_matrix_puts_it(
    attributes: str, matrix: Sequence[float], asked: list[tuple[Any, ...]]
) -> None:
    read("a.ofd", archive(package(object_of(attributes=attributes))))
    ((files, ((width, height, ((number, found, seen),)),)),) = sheets_asked(asked)
    assert files == [WHITE]
    assert number == 0
    assert (width, height) == (210 * MILLIMETRE, 297 * MILLIMETRE)
    assert found == pytest.approx([value * MILLIMETRE for value in matrix])
    assert seen == pytest.approx([value * MILLIMETRE for value in (20, 60, 170, 140)])


@pytest.mark.parametrize("base", ["Res", "/Doc_0/Res", "./Res/"])
def test_the_files_of_pictures_are_found(base: str, asked: list[tuple[Any, ...]]) -> None:
    read("a.ofd", archive(package(object_of(), {"Doc_0/DocumentRes.xml": resources({"4": "Image.png"}, base)})))
    assert [files for files, _ in sheets_asked(asked)] == [[WHITE]]


def test_resources_of_a_page(asked: list[tuple[Any, ...]]) -> None:
    made = package(object_of("9"), {"Doc_0/Pages/Page_0/Res.xml": resources({"9": "/Doc_0/Res/image.png"}, "")})
    content = str(made["Doc_0/Pages/Page_0/Content.xml"])
    made["Doc_0/Pages/Page_0/Content.xml"] = content.replace(
        "<ofd:Content>", "<ofd:PageRes>Res.xml</ofd:PageRes><ofd:Content>", 1
    )
    read("a.ofd", archive(made))
    assert [files for files, _ in sheets_asked(asked)] == [[WHITE]]


LACKING: dict[str, tuple[str, Mapping[str, str | bytes]]] = {
    "no such number": (object_of("77"), {}),
    "no such file": (object_of("5"), {}),
    "a file beyond the package": (object_of(), {"Doc_0/DocumentRes.xml": resources({"4": "../../../etc/passwd"})}),
    "no such resources": (object_of(), {"Doc_0/DocumentRes.xml": ""}),
    "small": (object_of(boundary="20 60 50 80"), {}),
    "low": (object_of(boundary="20 60 150 18"), {}),
}


@pytest.mark.parametrize(("picture", "more"), LACKING.values(), ids=LACKING)
def test_pictures_that_are_not_sent(
    picture: str, more: Mapping[str, str | bytes], asked: list[tuple[Any, ...]]
) -> None:
    document = read("a.ofd", archive(package(picture, more)))
    assert len(pictures_of(document)) == 1
    assert asked == []


@pytest.mark.usefixtures("drawn")
@pytest.mark.slow
@pytest.mark.parametrize("quarters", [0, 1])
def test_scanned_sheets_in_an_ofd_file_are_read_whole(quarters: int) -> None:
    made = OfdPages(Hand())
    for sheet in drawn_pages(printed(), Wear(120, quarters=quarters)):
        width, height = (842.0, 595.0) if quarters else (595.0, 842.0)
        made.begin((width, height), "")
        made.picture(pasting(sheet).data, 0, 0, width, height)
        made.end()
    document = read("report.ofd", made.finish())
    found = parse_document(document, reference.load())
    assert found.title is not None
    assert len(found.sections) == 6
    assert wrong_figures(document) == {}


@pytest.mark.whole
@pytest.mark.usefixtures("drawn")
def test_a_picture_that_lies_on_its_side_in_its_file_is_read_as_it_is_shown() -> None:
    """Its matrix sets it upright."""
    image = table("disputes")
    shown = pasting(image)
    made = OfdPages(Hand())
    made.begin((595, 842), "")
    for at in range(8):
        made.text("行政复议、行政诉讼情况见下表。", 14, 80, 100 + 20 * at)
    made.picture(pasting(image.rotate(90, expand=True)).data, 80, 300, 80 + shown.width, 300 + shown.height)
    width, height = (f"{side / MILLIMETRE:.4f}" for side in (shown.width, shown.height))
    data = _with_part(
        made.finish(),
        "Doc_0/Pages/Page_0/Content.xml",
        f"{width} 0.0000 0.0000 {height} 0.0000 0.0000",
        f"0 {height} -{width} 0 {width} 0",
    )
    document = read("report.ofd", data)
    upright = read("report.html", page_with_pictures(page(), {2: shown}))
    assert [_texts(grid) for grid in _grids(document)] == [_texts(_grids(upright)[-1])]


def _with_part(data: bytes, name: str, old: str, new: str) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as opened:
        made = {part: opened.read(part) for part in opened.namelist()}
    assert old.encode() in made[name]
    return archive({**made, name: made[name].replace(old.encode(), new.encode())})


def _grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def _texts(grid: Grid) -> list[list[str]]:
    return [[cell.text.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(("boundary", "is_told"), [("20 60 150 80", False), ("0 0 210 297", True)])
def test_a_file_too_large_is_a_picture_beside_text_and_told_of_a_scan(
    boundary: str, is_told: bool, asked: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ofd_package, "MAX_EXPANDED", 500_000)
    made = package(object_of(boundary=boundary), {"Doc_0/Res/image.png": WHITE + bytes(600_000)})
    if is_told:
        alone = parts([object_of(boundary=boundary)])
        made["Doc_0/Pages/Page_0/Content.xml"] = alone["Doc_0/Pages/Page_0/Content.xml"]
        with pytest.raises(ReadError) as caught:
            read("a.ofd", archive(made))
        assert caught.value.code == "E004"
    else:
        assert len(pictures_of(read("a.ofd", archive(made)))) == 1
    assert asked == []


def test_scanned_sheets_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "is_installed", lambda: True)
    with pytest.raises(ReadError) as caught:
        read("a.ofd", ofd(*([object_of(boundary="0 0 210 297")] for _ in range(scan_limits.MAX_PAGES + 1))))
    assert caught.value.code == "E004"
    assert "OFD" in caught.value.message


def test_a_scan_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.readers.scans import scan_process

    def late(*arguments: Any) -> Any:
        raise scan_limits.took_too_long()

    monkeypatch.setattr(scan_process, "ask", late)
    monkeypatch.setattr(page_pictures, "is_installed", lambda: True)
    made = package(object_of())
    made["Doc_0/Pages/Page_0/Content.xml"] = str(
        parts([object_of(boundary="0 0 210 297")])["Doc_0/Pages/Page_0/Content.xml"]
    )
    with pytest.raises(ReadError) as caught:
        read("a.ofd", archive(made))
    assert caught.value.code == "E004"
