"""Pictures of pages: what they show lies where findings are said to be, and what must not be shown is not in them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from struct import unpack
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from linter.model.diagnostics import ReadError
from linter.model.document import Document, Paragraph, Span
from linter.readers import page_image, read
from linter.readers.fixed_layout.leaves import COVER, Leaf, leaves
from linter.readers.pdf import rendered_page
from linter.readers.pdf.png import png
from tests.readers.ofd_samples import ofd, rules
from tests.readers.ofd_samples import text as ofd_text
from tests.readers.pdf_samples import one_page, pdf, stream, text

GREY = bytes.fromhex(COVER)
DARK = 128
SVG = "{http://www.w3.org/2000/svg}"


class Pixels(NamedTuple):
    """A decoded picture."""

    width: int
    height: int
    rows: list[bytes]

    def at(self, x: float, y: float) -> tuple[int, ...]:
        return tuple(self.rows[int(y)][3 * int(x) : 3 * int(x) + 3])

    def ink(self) -> tuple[int, int, int, int]:
        """The smallest rectangle around all dark pixels."""
        inked = [y for y, row in enumerate(self.rows) if min(row) < DARK]  # most rows are white
        found = [(x, y) for y in inked for x in range(self.width) if max(self.at(x, y)) < DARK]
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return min(xs), min(ys), max(xs), max(ys)


def decoded(content: bytes) -> Pixels:
    """A PNG as this program writes it: without filters."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    parts = dict(_parts(content[8:]))
    width, height, bits, colours = unpack(">IIBB", parts[b"IHDR"][:10])
    assert (bits, colours) == (8, 2)
    data = zlib.decompress(parts[b"IDAT"])
    size = 3 * width + 1
    rows = [data[at : at + size] for at in range(0, len(data), size)]
    assert {row[0] for row in rows} == {0}
    assert len(rows) == height
    return Pixels(width, height, [row[1:] for row in rows])


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    while content:
        length = unpack(">I", content[:4])[0]
        kind, data = content[4:8], content[8 : 8 + length]
        assert unpack(">I", content[8 + length : 12 + length])[0] == zlib.crc32(kind + data)
        yield kind, data
        content = content[12 + length :]


def place_of(document: Document, word: str) -> tuple[float, float, float, float]:
    (found,) = [block.text for block in document.blocks if isinstance(block, Paragraph) and word in block.text.text]
    assert document.layout is not None
    bbox = document.layout.place(found.span()).bbox
    assert bbox is not None
    return bbox


# --- PDF ---


@pytest.mark.whole
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [b"", b"/CropBox[50 100 500 800]"])
def test_text_is_drawn_where_it_is_said_to_stand(rotate: int, crop: bytes) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Rotate %d/Contents 4 0 R/Resources<<%s>>>>"
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    words = text(b"HHHH", 100, 700)
    data = pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (crop, rotate, font),
            stream(words),
        ]
    )
    document = read("a.pdf", data)
    (leaf,) = leaves(document, ())
    assert (leaf.width > leaf.height) is (rotate in (90, 270))
    drawn = decoded(page_image("pdf", data, 1, leaf).content)
    assert (drawn.width, drawn.height) == (round(2 * leaf.width), round(2 * leaf.height))
    x0, top, x1, bottom = (2 * side for side in place_of(document, "HHHH"))
    left, upper, right, lower = drawn.ink()
    assert x0 - 3 <= left <= right <= x1 + 3
    assert top - 3 <= upper <= lower <= bottom + 3
    assert (right - left) * (lower - upper) > 0.3 * (x1 - x0) * (bottom - top)


@pytest.mark.whole
def test_what_is_covered_is_not_in_the_picture() -> None:
    data = one_page(text(b"13912345678"))
    document = read("a.pdf", data)
    start = document.source.index("1391")
    (leaf,) = leaves(document, [Span(start + 3, start + 7)])
    (bounds,) = leaf.covered
    drawn = decoded(page_image("pdf", data, 1, leaf).content)
    x0, top, x1, bottom = (2 * side for side in bounds)
    assert {drawn.at(x, y) for x in range(int(x0), int(x1)) for y in range(int(top), int(bottom))} == {tuple(GREY)}
    assert drawn.ink()[0] < x0  # the first digits are there
    assert drawn.ink()[2] > x1


def test_what_is_typed_into_a_form_is_drawn() -> None:
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(HHHH)/Rect[100 600 300 630]/P 3 0 R/F 4/AP<</N 6 0 R>>>>"
    look = stream(b"0 0 200 30 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]")
    data = one_page(b"", more=[field, look], catalog=b"/AcroForm<</Fields[5 0 R]>>").replace(
        b"/Contents 4 0 R", b"/Annots[5 0 R]/Contents 4 0 R"
    )
    drawn = decoded(page_image("pdf", data, 1, Leaf(595, 842)).content)
    assert drawn.at(400, 2 * (842 - 615))[0] < 255


@pytest.mark.parametrize(("pixels", "width"), [(4 * 595 * 842, 1190), (4 * 595 * 842 // 2, 841)])
def test_a_page_has_so_many_pixels(pixels: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered_page, "_MOST_PIXELS", pixels)
    drawn = decoded(page_image("pdf", one_page(text(b"a")), 1, Leaf(595, 842)).content)
    assert drawn.width == width
    assert drawn.width * drawn.height <= pixels + drawn.width + drawn.height


@pytest.mark.whole
@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (1, 14400), (14400, 1), (0.01, 0.01), (200_000, 0.1)])
def test_a_page_of_any_size_is_drawn(width: float, height: float) -> None:
    data = one_page(text(b"a")).replace(b"0 0 595 842", b"0 0 %g %g" % (width, height))
    drawn = decoded(page_image("pdf", data, 1, Leaf(width, height)).content)
    assert 1 <= drawn.width * drawn.height <= 6_100_000


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", one_page(b"")[:200]])
def test_what_cannot_be_opened_is_an_error(data: bytes) -> None:
    with pytest.raises(ReadError):
        page_image("pdf", data, 1, Leaf(595, 842))


def test_a_page_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ReadError):
        page_image("pdf", one_page(b""), 2, Leaf(595, 842))


def test_rows_may_have_a_margin() -> None:
    pixels = b"\x01\x02\x03\x04\x05\x06--" * 2
    assert decoded(png(2, 2, pixels, 8)).rows == [b"\x01\x02\x03\x04\x05\x06"] * 2


# --- OFD ---


def drawing(data: bytes, leaf: Leaf | None = None, number: int = 1) -> ElementTree.Element:
    document = read("a.ofd", data)
    made = page_image("ofd", data, number, leaf or leaves(document, ())[number - 1])
    assert made.kind == "image/svg+xml"
    return ElementTree.fromstring(made.content)


def letters(drawn: ElementTree.Element) -> str:
    return "".join(element.text or "" for element in drawn.iter(f"{SVG}text"))


def test_letters_and_lines_are_drawn_where_they_stand() -> None:
    data = ofd([*rules((25, 90), (40, 60)), ofd_text("信息公开", 30, 50)])
    document = read("a.ofd", data)
    drawn = drawing(data)
    assert letters(drawn) == "信息公开"
    words = next(drawn.iter(f"{SVG}text"))
    first = [float(place) for place in words.get("x", "").split()]
    x0, top, x1, bottom = document.layout.place(Span(0, 4)).bbox  # type: ignore[union-attr, misc]
    assert first[0] == pytest.approx(x0, abs=0.1)
    assert first == sorted(first)
    assert len(first) == 4
    assert top < float(words.get("y", "")) < bottom
    assert x1 - first[-1] == pytest.approx(float(words.get("font-size", "")), abs=1)
    assert len(list(drawn.iter(f"{SVG}rect"))) == 1 + 4  # the paper and the rules


def test_the_page_asked_for_is_drawn() -> None:
    data = ofd([ofd_text("第一")], [ofd_text("第二")])
    assert [letters(drawing(data, number=number)) for number in (1, 2)] == ["第一", "第二"]


def test_a_page_that_is_read_turned_is_drawn_as_a_viewer_shows_it() -> None:
    words = ofd_text("总体情况", attributes='CTM="0 1 -1 0 0 0"')
    data = ofd([words])
    document = read("a.ofd", data)
    drawn = drawing(data)
    (group,) = drawn.iter(f"{SVG}g")
    a, b, c, d, e, f = map(float, re.findall(r"-?[\d.]+", group.get("transform", "")))
    assert (a, b, c, d) != (1, 0, 0, 1)
    element = next(group.iter(f"{SVG}text"))
    x, y = float(element.get("x", "").split()[0]), float(element.get("y", ""))
    x0, top, x1, bottom = document.layout.place(Span(0, 4)).bbox  # type: ignore[union-attr, misc]
    assert x0 - 1 <= a * x + c * y + e <= x1 + 1
    assert top - 1 <= b * x + d * y + f <= bottom + 1


def test_what_is_covered_is_not_in_the_drawing() -> None:
    data = ofd([ofd_text("13912345678")])
    document = read("a.ofd", data)
    start = document.source.index("1391")
    (leaf,) = leaves(document, [Span(at, at + 1) for at in range(start + 3, start + 7)])
    assert letters(drawing(data, leaf)) == "1395678"
    assert letters(drawing(data)) == "13912345678"


def test_letters_are_no_markup() -> None:
    data = ofd([ofd_text("<script>&甲\u202e\u200b")])
    drawn = drawing(data)
    assert letters(drawn) == "<script>&甲"
    assert not list(drawn.iter(f"{SVG}script"))


# --- what has no pages ---


def test_other_formats_have_no_pages() -> None:
    assert leaves(read("a.md", "# 甲\n".encode()), ()) == ()
