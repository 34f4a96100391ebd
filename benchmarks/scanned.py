"""Printed reports as a scanner gives them: pages that are pictures, tilted, faint, with a stamp over their figures."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any, NamedTuple

# A process of its own: where PDFium was once given the font of squares that reports are read with, it draws squares.
_DRAW = """
import io, marshal, sys, pypdfium2
pages = []
for page in pypdfium2.PdfDocument(sys.stdin.buffer.read()):
    picture = io.BytesIO()
    page.render(scale=float(sys.argv[1])).to_pil().convert("RGB").save(picture, "PNG", compress_level=1)
    pages.append(picture.getvalue())
sys.stdout.buffer.write(marshal.dumps(pages))
"""
_RED = (215, 45, 40)
_RADIUS, _LINE = 42.0, 3.5  # points of a stamp
_JPEG_QUALITY = 70


class Wear(NamedTuple):
    """What copying does to a page: dots for each inch, degrees of tilt, strength of blur and grain, a stamp."""

    dpi: int = 200
    tilt: float = 0.0
    grain: float = 0.0
    stamped: bool = False


WEARS = {
    "clean at 200 dpi": Wear(),
    "grainy at 200 dpi": Wear(grain=1.0),
    "grainy at 150 dpi": Wear(150, grain=1.0),
    "tilted by 2° at 200 dpi": Wear(tilt=2.0, grain=1.0),
    "tilted by 2° at 150 dpi": Wear(150, tilt=-2.0, grain=1.0),
    "stamped at 200 dpi": Wear(grain=1.0, stamped=True),
    "stamped and tilted at 150 dpi": Wear(150, 2.0, 1.0, True),
}


def pages(printed: bytes, wear: Wear) -> list[Any]:
    """The pages of a PDF as pictures of Pillow's."""
    import marshal

    from PIL import Image

    drawn = subprocess.run(
        [sys.executable, "-c", _DRAW, str(wear.dpi / 72)], input=printed, stdout=subprocess.PIPE, check=True
    )
    return [_worn(Image.open(io.BytesIO(one)), wear) for one in marshal.loads(drawn.stdout)]


def scan(printed: bytes, wear: Wear) -> bytes:
    """A PDF whose pages are pictures alone."""
    first, *others = pages(printed, wear)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=wear.dpi, quality=_JPEG_QUALITY)
    return made.getvalue()


def picture(page: Any, kind: str = "PNG") -> bytes:
    """A page as a file."""
    made = io.BytesIO()
    page.save(made, kind)
    return made.getvalue()


def _worn(page: Any, wear: Wear) -> Any:
    from PIL import Image, ImageChops, ImageFilter

    if wear.stamped:
        page = ImageChops.multiply(page, _stamp(page.size, wear.dpi / 72))
    if wear.tilt:
        page = page.rotate(wear.tilt, Image.Resampling.BICUBIC, fillcolor="white")
    if wear.grain:
        page = page.filter(ImageFilter.GaussianBlur(wear.grain * wear.dpi / 200))
        grain = Image.effect_noise(page.size, 8 * wear.grain).convert("RGB")
        page = ImageChops.add(page, grain, offset=-128)
    return page


def _stamp(size: tuple[int, int], scale: float) -> Any:
    """A sheet with a stamp, a ring with a bar through it, where tables have figures."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", size, "white")
    x, y, radius, line = 0.68 * size[0], 0.3 * size[1], _RADIUS * scale, round(_LINE * scale)
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_RED, width=line)
    draw.line((x - radius, y, x + radius, y), fill=_RED, width=line)
    return sheet
