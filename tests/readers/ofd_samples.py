"""OFD files put together by hand, object by object: what a printing program would not write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.ofd_pages import archive, page_part

A4 = (210.0, 297.0)
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def entry(*roots: str, info: str = "") -> str:
    """The part OFD.xml of a file with documents whose roots these are."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        for root in roots
    )
    return f"<ofd:OFD {_SPACE}>{bodies}</ofd:OFD>"


def root(pages: Sequence[str], common: str = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>", more: str = "") -> str:
    """The root of a document with pages in these parts."""
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="{page}"/>' for at, page in enumerate(pages))
    return (
        f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea>{common}</ofd:PageArea>{more}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def resources(units: Mapping[str, str]) -> str:
    """A part of resources with composite objects by their numbers."""
    drawn = "".join(
        f'<ofd:CompositeGraphicUnit ID="{number}" Width="9" Height="9"><ofd:Content>{content}</ofd:Content>'
        "</ofd:CompositeGraphicUnit>"
        for number, content in units.items()
    )
    return f"<ofd:Res {_SPACE}><ofd:CompositeGraphicUnits>{drawn}</ofd:CompositeGraphicUnits></ofd:Res>"


def parts(*pages: Sequence[str], more: str = "", before: str = "") -> dict[str, str | bytes]:
    """The parts of a file with a page of each of these rows of objects."""
    names = [f"Pages/Page_{at}/Content.xml" for at in range(len(pages))]
    return {
        "OFD.xml": entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": root(names, more=more),
        **{f"Doc_0/{name}": page_part(A4, page, before) for name, page in zip(names, pages, strict=True)},
    }


def ofd(*pages: Sequence[str]) -> bytes:
    """A file with a page of each of these rows of objects."""
    return archive(parts(*pages))


def text(
    words: str,
    x: float = 30.0,
    y: float = 50.0,
    *,
    size: float = 4.0,
    code: str = "",
    attributes: str = "",
    inner: str = "",
) -> str:
    """A text object whose base line begins at a place; `code` are attributes of its TextCode."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 100 10" Font="1" Size="{size}" {attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="{size}" {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, boundary: str = "0 0 210 297", attributes: str = "") -> str:
    return (
        f'<ofd:PathObject ID="9" Boundary="{boundary}" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def rules(xs: Sequence[float], ys: Sequence[float]) -> list[str]:
    """All lines of a grid."""
    across = [path(f"M {xs[0]} {y} L {xs[-1]} {y}") for y in ys]
    return across + [path(f"M {x} {ys[0]} L {x} {ys[-1]}") for x in xs]
