"""Pages of an OFD file (GB/T 33190-2016) to print on. Places are in points from the top left of the upright page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from benchmarks.pdf_pages import width_of

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72
_ABOVE = 0.88  # of a letter's height above its base line
_PLACES = 4  # decimals
_FIRST_MEDIUM = 1_000_000  # beyond all other numbers


@dataclass(frozen=True, slots=True)
class Hand:
    """How a program writes OFD.

    Attributes:
        letters: each letter is a text object of its own, not each piece of text.
        templates: rules lie in a template of each page, with the page's number and running head.
        composite: rules are a composite object of the resources.
        glyphs: text says which glyphs of its font stand for it.
    """

    letters: bool = False
    templates: bool = False
    composite: bool = False
    glyphs: bool = False


class _Frame(NamedTuple):
    """The page as it is: its size in points and whether what is drawn lies on its side."""

    width: float
    height: float
    is_turned: bool

    def box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the upright page on the page as it is: left, top, width, height in millimetres."""
        if self.is_turned:
            x0, top, x1, bottom = top, self.height - x1, bottom, self.height - x0
        return x0 * _MM, top * _MM, (x1 - x0) * _MM, (bottom - top) * _MM


@dataclass
class _Drawn:
    size: tuple[float, float]
    content: list[str] = field(default_factory=list)
    template: list[str] = field(default_factory=list)


class OfdPages:
    """Pages one after the other; each is begun, drawn on and ended."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._pages: list[_Drawn] = []
        self._units: list[str] = []
        self._rules: list[str] = []
        self._media: list[bytes] = []
        self._frame = _Frame(0.0, 0.0, False)
        self._number = 100

    def begin(self, size: tuple[float, float], turn: str) -> None:
        """A page of a width and height; turned ones lie on their side, as OFD knows no rotation of pages."""
        width, height = size
        self._frame = _Frame(height, width, True) if turn else _Frame(width, height, False)
        self._pages.append(_Drawn((self._frame.width * _MM, self._frame.height * _MM)))

    def end(self) -> None:
        """Nothing is left to do for a page."""

    def text(self, text: str, size: float, x: float, baseline: float) -> None:
        pieces = list(text) if self._hand.letters else [text]
        for piece in pieces:
            width = width_of(piece, size)
            if piece.strip():
                self._pages[-1].content.append(self._text_object(piece, size, x, baseline, width))
            x += width

    def begin_rules(self, *, dashed: bool, form: str) -> None:
        """What is drawn until `end_rules` are rules."""
        self._rules = []

    def end_rules(self) -> None:
        page = self._pages[-1]
        if not self._hand.composite:
            (page.template if self._hand.templates else page.content).extend(self._rules)
            return
        width, height = page.size
        unit, number = self._next(), self._next()
        self._units.append(
            f'<ofd:CompositeGraphicUnit ID="{unit}" Width="{width:.4f}" Height="{height:.4f}"><ofd:Content>'
            f"{''.join(self._rules)}</ofd:Content></ofd:CompositeGraphicUnit>"
        )
        page.content.append(
            f'<ofd:CompositeObject ID="{number}" ResourceID="{unit}" Boundary="0 0 {width:.4f} {height:.4f}"/>'
        )

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A filled rectangle."""
        x, y, width, height = self._frame.box(x0, top, x1, bottom)
        self._rules.append(
            f'<ofd:PathObject ID="{self._next()}" Boundary="{_row(x, y, width, height)}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>M 0 0 L {_row(width, 0)} L {_row(width, height)} L {_row(0, height)} C"
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        x, y, width, height = self._frame.box(x0, y0, x1, y1)
        self._rules.append(
            f'<ofd:PathObject ID="{self._next()}" Boundary="{_row(x, y - 0.2, width, height + 0.4)}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0.2 L {_row(width, height + 0.2)}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self, data: bytes, x0: float, top: float, x1: float, bottom: float) -> None:
        """A picture that fills a box."""
        x, y, width, height = self._frame.box(x0, top, x1, bottom)
        self._media.append(data)
        self._pages[-1].content.append(
            f'<ofd:ImageObject ID="{self._next()}" ResourceID="{_FIRST_MEDIUM + len(self._media)}"'
            f' Boundary="{_row(x, y, width, height)}" CTM="{_row(width, 0, 0, height, 0, 0)}"/>'
        )

    def finish(self) -> bytes:
        """The file."""
        return archive(dict(self._parts()))

    def _parts(self) -> Iterator[tuple[str, str | bytes]]:
        yield (
            "OFD.xml",
            f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>'
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        templates = [at for at, page in enumerate(self._pages) if page.template]
        listed = "".join(f'<ofd:TemplatePage ID="{at + 1}" BaseLoc="Tpls/Tpl_{at}/Content.xml"/>' for at in templates)
        pages = "".join(
            f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(self._pages))
        )
        width, height = self._pages[0].size
        yield (
            "Doc_0/Document.xml",
            f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>{self._number}</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>{_row(0, 0, width, height)}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{listed}</ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        )
        media = "".join(
            f'<ofd:MultiMedia ID="{_FIRST_MEDIUM + at}" Type="Image"><ofd:MediaFile>image_{at}</ofd:MediaFile>'
            "</ofd:MultiMedia>"
            for at in range(1, len(self._media) + 1)
        )
        yield (
            "Doc_0/DocumentRes.xml",
            f'<ofd:Res {_SPACE} BaseLoc="Res"><ofd:CompositeGraphicUnits>{"".join(self._units)}'
            f"</ofd:CompositeGraphicUnits><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>",
        )
        for at, data in enumerate(self._media, start=1):
            yield f"Doc_0/Res/image_{at}", data
        for at, page in enumerate(self._pages):
            behind = f'<ofd:Template TemplateID="{at + 1}" ZOrder="Background"/>' if page.template else ""
            yield f"Doc_0/Pages/Page_{at}/Content.xml", page_part(page.size, page.content, behind)
            if page.template:
                yield f"Doc_0/Tpls/Tpl_{at}/Content.xml", page_part(page.size, page.template)

    def _text_object(self, text: str, size: float, x: float, baseline: float, width: float) -> str:
        top = baseline - _ABOVE * size
        left, above, across, down = self._frame.box(x, top, x + width, top + size)
        turned = f' CTM="0 -1 1 0 0 {down:.4f}"' if self._frame.is_turned else ""
        widths = [width_of(letter, size) * _MM for letter in text[:-1]]
        apart = f' DeltaX="{steps(widths)}"' if widths else ""
        count, glyphs = len(text), " ".join(str(ord(letter)) for letter in text)
        said = (
            f'<ofd:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}">'
            f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
        )
        return (
            f'<ofd:TextObject ID="{self._next()}" Boundary="{_row(left, above, across, down)}"{turned} Font="1"'
            f' Size="{size * _MM:.4f}">{said if self._hand.glyphs else ""}'
            f'<ofd:TextCode X="0" Y="{_ABOVE * size * _MM:.4f}"{apart}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def _next(self) -> int:
        self._number += 1
        return self._number


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts, the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def page_part(size: tuple[float, float], objects: Sequence[str], before: str = "") -> str:
    """The part of one page with these objects in one layer."""
    return (
        f"<ofd:Page {_SPACE}><ofd:Area><ofd:PhysicalBox>{_row(0, 0, *size)}</ofd:PhysicalBox></ofd:Area>{before}"
        f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def steps(widths: Sequence[float]) -> str:
    """Distances from letter to letter, those that repeat in the short form."""
    runs = ((step, len(list(run))) for step, run in groupby(f"{width:.4f}" for width in widths))
    return " ".join(step if times == 1 else f"g {times} {step}" for step, times in runs)


def _row(*numbers: float) -> str:
    return " ".join(f"{number:.{_PLACES}f}" for number in numbers)
