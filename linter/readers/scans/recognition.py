"""From the bytes of a file to the letters and lines of its pictures; runs in the process of `scan_process`."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from linter.model.diagnostics import ReadError
from linter.readers.scans.ink import without_stamps
from linter.readers.scans.scan_limits import MAX_PIXELS, too_many_pixels
from linter.readers.scans.scanned_page import RawBox, ScannedPage, read_page

_PIXELS_READ = 9_000_000  # bounds the work; a larger bitmap is made smaller before it is read
_SCALE = 200 / 72  # pixels for each point at which pages are drawn
_WIDTH = 595.0, 842.0  # points of a sheet upright and on its side
_KINDS = ("PNG", "JPEG")

RawWanted = tuple[int, RawBox, list[RawBox], bool]
RawScanned = tuple[list[Any], list[RawBox]]


def picture(data: bytes, tables_alone: bool) -> tuple[float, float, RawScanned]:
    """A picture as one page: width and height in points, letters and lines.

    Parameters:
        data: a file.
        tables_alone: what stands outside tables does not count.

    Raises:
        ReadError: E001 damaged, E004 with more pixels than a page has.
    """
    grey = _decoded(data)
    height, width = grey.shape
    points = _WIDTH[width > height]
    scale = width / points
    page = read_page(grey, scale, tables_alone=tables_alone)
    return points, height / scale, (page.letters, page.lines)


def pages(data: bytes, wanted: Sequence[RawWanted]) -> list[RawScanned]:
    """Letters and lines of pictures on pages of a PDF, in points of the page as it is shown.

    Parameters:
        data: the file.
        wanted: for each the page, from 0, the part of it, what on it is read already, and whether tables alone count.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    found = []
    for number, part, known, tables_alone in wanted:
        page = document[number]
        width, height = page.get_size()
        scale = min(_SCALE, (_PIXELS_READ / max(width * height, 1.0)) ** 0.5)
        colours = page.render(scale=scale, may_draw_forms=False).to_numpy()[:, :, :3]
        grey = without_stamps(colours)
        for box in known:
            grey[_within(box, scale)] = 255
        x0, top = max(part[0], 0.0), max(part[1], 0.0)
        read = read_page(grey[_within(part, scale)], scale, tables_alone=tables_alone)
        found.append(_moved(read, x0, top))
    return found


def _decoded(data: bytes) -> Any:
    """The grey bitmap of a picture file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_KINDS)
        if image.width * image.height > MAX_PIXELS:
            raise too_many_pixels()
        image = ImageOps.exif_transpose(image)
        image = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    except Image.DecompressionBombError:
        raise too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ReadError("E001", "图片不完整或已损坏，无法打开", "the picture is incomplete or damaged") from None
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    shrink = (_PIXELS_READ / (image.width * image.height)) ** 0.5
    if shrink < 1:
        image = image.resize((round(image.width * shrink), round(image.height * shrink)))
    return without_stamps(np.asarray(image))


def _within(box: RawBox, scale: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (max(round(side * scale), 0) for side in box)
    return slice(top, bottom), slice(x0, x1)


def _moved(page: ScannedPage, x: float, y: float) -> RawScanned:
    letters = [
        (x0 + x, top + y, x1 + x, bottom + y, text, confidence)
        for x0, top, x1, bottom, text, confidence in page.letters
    ]
    return letters, [(x0 + x, top + y, x1 + x, bottom + y) for x0, top, x1, bottom in page.lines]
