"""Word files whose tables are pictures, as they are pasted from a spreadsheet, a screen or a scanner."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from zipfile import ZipFile

from benchmarks.drawing import table_boxes
from benchmarks.printed import Press, Print
from benchmarks.reports import SyntheticReport
from benchmarks.scanned import Wear, pages
from benchmarks.word_xml import archive

_WIDTH, _HEIGHT = 415.0, 700.0  # points: the text of a page
_POINT = 12_700  # EMU
_EDGE = 6  # pixels of paper round a table
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_RELATIONS = "word/_rels/document.xml.rels"
_DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="图片" descr="{alt}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rIdPicture{number}"/>'
    "{cut}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


class Pasting(NamedTuple):
    """A picture as a Word file shows it: its file, width and height in points, what is cut off (l, t, r, b of one)."""

    data: bytes
    width: float
    height: float
    alt: str = ""
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def table_picture(report: SyntheticReport, table: str, wear: Wear, style: Print | None = None) -> Any:
    """A table alone as a picture of Pillow's, cut out along its edges."""
    from PIL import ImageChops

    press = Press(style or Print(furniture=False, height=1200.0))
    press.table(table, table_boxes(report, report.sheets[table]))
    page, *_ = pages(press.finish(), wear._replace(quarters=0))
    dark = ImageChops.invert(page.convert("L")).point(lambda ink: 255 * (ink > 90))
    x0, top, x1, bottom = dark.getbbox() or (0, 0, *page.size)
    found = page.crop((max(x0 - _EDGE, 0), max(top - _EDGE, 0), x1 + _EDGE, bottom + _EDGE))
    return found.rotate(-90 * wear.quarters, expand=True) if wear.quarters else found


def pasting(image: Any, kind: str = "PNG", width: float = _WIDTH, **told: Any) -> Pasting:
    """A picture as wide as the text of a page, or as high, as a word processor puts it in."""
    made = io.BytesIO()
    image.save(made, kind)
    width = min(width, _HEIGHT * image.width / image.height)
    return Pasting(made.getvalue(), width, width * image.height / image.width, **told)


def with_pictures(document: bytes, pictures: Mapping[int, Pasting]) -> bytes:
    """A Word file with pictures in place of some of its tables, counted from 0; others stand behind its text."""
    with ZipFile(io.BytesIO(document)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    parts = {name: part.split(b"?>\n", 1)[-1].decode() for name, part in parts.items() if isinstance(part, bytes)}
    relations, body = str(parts[_RELATIONS]), str(parts["word/document.xml"])
    spans = [found.span() for found in _TABLE.finditer(body)]
    end = body.index("<w:sectPr>")
    spans += [(end, end)] * (max(pictures) + 1 - len(spans))
    for at in sorted(pictures, reverse=True):
        one = pictures[at]
        start, behind = spans[at]
        body = body[:start] + _drawn(at, one) + body[behind:]
        parts[f"word/media/image{at}.png"] = one.data
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        relation = f'<Relationship Id="rIdPicture{at}" Type="{kind}" Target="media/image{at}.png"/>'
        relations = relations.replace("</Relationships>", relation + "</Relationships>")
    return archive({**parts, _RELATIONS: relations, "word/document.xml": body})


def _drawn(number: int, one: Pasting) -> str:
    cut = "".join(f' {side}="{share * 100_000:.0f}"' for side, share in zip("ltrb", one.cut, strict=True) if share)
    return _DRAWING.format(
        width=round(one.width * _POINT),
        height=round(one.height * _POINT),
        number=number,
        alt=one.alt,
        cut=f"<a:srcRect{cut}/>" if cut else "",
    )
