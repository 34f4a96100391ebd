"""PDF files put together by hand, object by object: what a printing library would not write."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def one_page(content: bytes, resources: bytes = FONT, more: Sequence[bytes] = (), catalog: bytes = b"") -> bytes:
    """A file of one page: object 4 is its content, `more` are the objects from 5 on."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            stream(content),
            *more,
        ]
    )


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *[page] * count]
    )


def nested_forms(levels: int, width: int, innermost: bytes = b"0 0 m 100 0 l S ") -> bytes:
    """A page with a form object that draws `width` forms, each of which does the same, so many levels deep."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        inner = b"" if last else b"/XObject<</F %d 0 R>>" % (6 + level)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s%s>>" % (inner, FONT)
        forms.append(stream(innermost if last else b"/F Do " * width, entries))
    return one_page(b"/F Do ", b"/XObject<</F 5 0 R>>", forms)


def text(words: bytes, x: int = 100, y: int = 700) -> bytes:
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET " % (x, y, words)


def ink_font(box: tuple[int, int, int, int], characters: int, glyph: int) -> bytes:
    """A Type 3 font of one letter (its code is `a`) that says of its height only what its ink takes up.

    Parameters:
        box: the ink about the base line, in thousandths of the font size.
        characters: the number of the object that says what the code means: `meaning(letter)`.
        glyph: the number of the object that draws it: `ink(box)`.
    """
    x0, y0, x1, y1 = box
    return (
        b"<</Type/Font/Subtype/Type3/FontBBox[%d %d %d %d]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97"
        b"/Widths[1000]/Encoding<</Type/Encoding/Differences[97/g]>>/CharProcs<</g %d 0 R>>/ToUnicode %d 0 R>>"
        % (x0, y0, x1, y1, glyph, characters)
    )


def ink(box: tuple[int, int, int, int]) -> bytes:
    x0, y0, x1, y1 = box
    return stream(b"1000 0 %d %d %d %d d1 %d %d %d %d re f" % (*box, x0, y0, x1 - x0, y1 - y0))


def meaning(letter: str) -> bytes:
    return stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <%04x> endbfchar endcmap"
        % ord(letter)
    )
