"""Printed reports as scanners, telephones and fax machines give them: pages as pictures, tilted, bent and stamped."""

from __future__ import annotations

import ctypes
import io
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import pi, sin
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
_INK = 60, 60, 90  # of a ball pen
_STRIPS = 40  # of a bent sheet


class Wear(NamedTuple):
    """What copying does to a page.

    `dpi` are dots for each inch, `tilt` degrees, `grain` the strength of blur and grain; a stamp lies over figures;
    `quality` is that of JPEG; `paper` how bright it is; `quarters` how often the sheet was turned clockwise on the
    scanner; `bowed` by how many points its rows bend, `narrowed` by which share of it the upper edge is seen smaller
    than the lower; `scribbled`: notes of a hand beside and across rows; `fax`: black and white alone.
    """

    dpi: int = 200
    tilt: float = 0.0
    grain: float = 0.0
    stamped: bool = False
    quality: int = 70
    paper: int = 255
    quarters: int = 0
    bowed: float = 0.0
    narrowed: float = 0.0
    scribbled: bool = False
    fax: bool = False


WEARS = {
    "clean at 200 dpi": Wear(),
    "grainy at 200 dpi": Wear(grain=1.0),
    "grainy at 150 dpi": Wear(150, grain=1.0),
    "tilted by 2° at 200 dpi": Wear(tilt=2.0, grain=1.0),
    "tilted by 2° at 150 dpi": Wear(150, tilt=-2.0, grain=1.0),
    "stamped at 200 dpi": Wear(grain=1.0, stamped=True),
    "stamped and tilted at 150 dpi": Wear(150, 2.0, 1.0, True),
}
HARD = {
    "at 120 dpi": Wear(120, grain=0.5),
    "JPEG of quality 30 at 150 dpi": Wear(150, grain=0.5, quality=30),
    "on grey paper": Wear(150, 1.0, 1.0, paper=200),
    "bowed": Wear(grain=0.5, bowed=3.0),
    "from a telephone": Wear(grain=0.5, narrowed=0.02),
    "scribbled on": Wear(grain=0.5, scribbled=True),
    "a fax": Wear(grain=0.5, fax=True),
    "turned by 90°": Wear(150, grain=0.5, quarters=1),
    "turned by 180°": Wear(150, 1.0, 0.5, quarters=2),
    "turned by 270°": Wear(150, grain=0.5, quarters=3),
}


def pages(printed: bytes, wear: Wear) -> list[Any]:
    """The pages of a PDF as pictures of Pillow's."""
    import marshal

    from PIL import Image

    drawn = subprocess.run(
        [sys.executable, "-c", _DRAW, str(wear.dpi / 72)], input=printed, stdout=subprocess.PIPE, check=True
    )
    if sys.platform != "win32":
        ctypes.CDLL(None).srand(1)  # Pillow takes its grain from the C library's chance: the same pages always
    return [_worn(Image.open(io.BytesIO(one)), wear) for one in marshal.loads(drawn.stdout)]


def scan(printed: bytes, wear: Wear) -> bytes:
    """A PDF whose pages are pictures alone."""
    first, *others = pages(printed, wear)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=wear.dpi, quality=wear.quality)
    return made.getvalue()


def picture(page: Any, kind: str = "PNG") -> bytes:
    """A page as a file."""
    made = io.BytesIO()
    page.save(made, kind)
    return made.getvalue()


def _worn(page: Any, wear: Wear) -> Any:
    from PIL import Image, ImageChops, ImageFilter

    scale = wear.dpi / 72
    if wear.scribbled:
        page = _scribbled(page, scale)
    if wear.stamped:
        page = ImageChops.multiply(page, _stamp(page.size, scale))
    if wear.tilt:
        page = page.rotate(wear.tilt, Image.Resampling.BICUBIC, fillcolor="white")
    if wear.bowed or wear.narrowed:
        page = page.transform(page.size, Image.Transform.MESH, list(_bent(page.size, wear)), Image.Resampling.BICUBIC)
    if wear.paper < 255:
        page = ImageChops.multiply(page, Image.new("RGB", page.size, (wear.paper,) * 3))
    if wear.grain:
        page = page.filter(ImageFilter.GaussianBlur(wear.grain * wear.dpi / 200))
        grain = Image.effect_noise(page.size, 8 * wear.grain).convert("RGB")
        page = ImageChops.add(page, grain, offset=-128)
    if wear.fax:
        page = page.convert("L").point(lambda grey: 255 * (grey > 150)).convert("RGB")
    return page.rotate(-90 * wear.quarters, expand=True) if wear.quarters else page


def _bent(size: tuple[int, int], wear: Wear) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
    """Upright strips of a sheet, and from where each is taken: higher in the middle, and narrower above."""
    width, height = size
    edges = [round(at * width / _STRIPS) for at in range(_STRIPS + 1)]
    for x0, x1 in pairwise(edges):
        corners: list[float] = []
        for x, y in ((x0, 0), (x0, height), (x1, height), (x1, 0)):
            lifted = wear.bowed * wear.dpi / 72 * sin(pi * x / width)
            spread = (x - width / 2) * (wear.narrowed if y == 0 else 0.0)
            corners += (x + spread, y + lifted)
        yield (x0, 0, x1, height), tuple(corners)


def _scribbled(page: Any, scale: float) -> Any:
    """A sheet with ticks beside its rows, a figure ringed, and a line drawn through the margin."""
    from PIL import ImageDraw

    page = page.copy()
    draw = ImageDraw.Draw(page)
    width, height = page.size
    line = max(round(scale), 1)
    for at in range(3, 9):
        x, y = width * 0.9, height * at / 10
        draw.line([(x, y), (x + 5 * scale, y + 6 * scale), (x + 16 * scale, y - 9 * scale)], fill=_INK, width=line)
    x, y = width * 0.62, height * 0.42
    draw.ellipse((x - 15 * scale, y - 9 * scale, x + 15 * scale, y + 9 * scale), outline=_INK, width=line)
    wave = [(width * 0.06 + 6 * scale * sin(at / 4), height * (0.2 + at / 100)) for at in range(50)]
    draw.line(wave, fill=_INK, width=line)
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
