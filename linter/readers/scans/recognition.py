"""From the bytes of a file to the letters and lines of its pictures; runs in the process of `scan_process`."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from contextlib import suppress
from math import hypot, sqrt

import cv2
import numpy as np
from PIL import Image, ImageOps

from linter.model.diagnostics import ReadError
from linter.readers.scans.ink import without_stamps
from linter.readers.scans.scan_limits import MAX_PIXELS, too_many_pixels
from linter.readers.scans.scanned_page import RawBox, ScannedPage, read_page
from linter.type_names import Any

_PIXELS_READ = 9_000_000  # bounds the work; a larger bitmap is made smaller before it is read
_SCALE = 200 / 72  # pixels for each point at which pages are drawn
_WIDTH = 595.0, 842.0  # points of a sheet upright and on its side
_SMALLEST = 60  # pixels of a side of a picture in which letters can be told apart
_LEAST_SCALE = 2.0  # pixels for each point: a picture of fewer, as a screen has them, is enlarged
_PAPER = 255
_KINDS = ("PNG", "JPEG", "GIF", "BMP")

RawWanted = tuple[int, RawBox, list[RawBox], bool]
RawMatrix = tuple[float, float, float, float, float, float]
RawSheet = tuple[float, float, list[tuple[int, RawMatrix, RawBox]]]
RawScanned = tuple[int, list[Any], list[RawBox]]
RawPicture = tuple[float, float, int, list[Any], list[RawBox]]
RawPasted = tuple[bytes, float, float, tuple[float, float, float, float]]


def picture(data: bytes) -> RawPicture:
    """A picture as one page: width and height in points, the quarter turns that set it upright, letters and lines.

    Parameters:
        data: a file.

    Raises:
        ReadError: E001 damaged, E004 with more pixels than a page has.
    """
    grey = _decoded(data)
    height, width = grey.shape
    return _as_page(grey, _WIDTH[width > height], tables_alone=False)


def pasted(wanted: Sequence[RawPasted], tables_alone: bool) -> list[RawPicture | None]:
    """The same of pictures in a text; None of those that cannot be opened, or in which nothing is to be read.

    Parameters:
        wanted: for each its file, width and height in points as it is shown, 0 where that is not told, and which share
            of it is left out at the left, above, at the right and below.
        tables_alone: what stands outside tables does not count.
    """
    found: list[RawPicture | None] = []
    for data, width, height, cut in wanted:
        read = None
        with suppress(ReadError):
            grey = _within_cut(_decoded(data), cut)
            if min(grey.shape) >= _SMALLEST:
                is_wide = grey.shape[1] > grey.shape[0]
                shown = max(width, height) if is_wide else min(width, height)
                read = _as_page(grey, shown or _WIDTH[0], tables_alone=tables_alone)
        found.append(read if read is not None and read[3] else None)
    return found


def _as_page(grey: Any, points: float, *, tables_alone: bool) -> RawPicture:
    """A bitmap that is so many points wide."""
    height, width = grey.shape
    if (enlarge := _LEAST_SCALE * points / width) > 1:
        grey = cv2.resize(grey, None, fx=enlarge, fy=enlarge, interpolation=cv2.INTER_CUBIC)
    scale = grey.shape[1] / points
    page = read_page(grey, scale, tables_alone=tables_alone, is_whole=True)
    return points, height * points / width, page.quarters, page.letters, page.lines


def pages(data: bytes, wanted: Sequence[RawWanted]) -> list[RawScanned]:
    """Letters and lines of pictures on pages of a PDF, in points of the page as it is shown.

    Parameters:
        data: the file.
        wanted: for each the page, from 0, the part of it, what on it is read already, and whether tables alone count.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    found = []
    for one in wanted:
        page = document[one[0]]
        scale = _scale(*page.get_size())
        colours = page.render(scale=scale, may_draw_forms=False).to_numpy()[:, :, :3]
        found.append(_read_part(without_stamps(colours), scale, one))
    return found


def sheets(files: Sequence[bytes], shown: Sequence[RawSheet], wanted: Sequence[RawWanted]) -> list[RawScanned]:
    """The same of pages of an OFD file, whose pictures are put together here.

    Parameters:
        files: of the pictures; one that cannot be opened is not seen.
        shown: for each page that is wanted its width and height, and which pictures it shows: the number of the file,
            the matrix from a square of the length 1 to the page, and what of the page the picture is seen in.
        wanted: as of `pages`.
    """
    found = []
    for (width, height, placed), one in zip(shown, wanted, strict=True):
        scale = _scale(width, height)
        sheet: Any = np.full((max(round(height * scale), 1), max(round(width * scale), 1)), _PAPER, np.uint8)
        for number, matrix, seen in placed:
            with suppress(ReadError):
                _show(sheet, _decoded(files[number]), matrix, seen, scale)
        found.append(_read_part(sheet, scale, one))
    return found


def _show(sheet: Any, grey: Any, matrix: RawMatrix, seen: RawBox, scale: float) -> None:
    """Put a picture on a sheet where it belongs; one that would be much larger than the sheet is left out."""
    a, b, c, d, e, f = (value * scale for value in matrix)
    across, down = max(round(hypot(a, b)), 1), max(round(hypot(c, d)), 1)
    if across * down > _PIXELS_READ:
        return
    is_smaller = across * down < grey.size
    grey = cv2.resize(grey, (across, down), interpolation=cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC)
    to_sheet = np.array([[a / across, c / down, e], [b / across, d / down, f]])
    height, width = sheet.shape
    drawn = cv2.warpAffine(grey, to_sheet, (width, height), flags=cv2.INTER_LINEAR, borderValue=_PAPER)
    within = _within(seen, scale)
    sheet[within] = np.minimum(sheet[within], drawn[within])


def _scale(width: float, height: float) -> float:
    """The pixels for each point at which a page is drawn."""
    return min(_SCALE, sqrt(_PIXELS_READ / max(width * height, 1.0)))


def _read_part(grey: Any, scale: float, wanted: RawWanted) -> RawScanned:
    """A part of a page that is drawn."""
    _, part, known, tables_alone = wanted
    for box in known:
        grey[_within(box, scale)] = _PAPER
    read = read_page(grey[_within(part, scale)], scale, tables_alone=tables_alone, is_whole=not tables_alone)
    return _moved(read, max(part[0], 0.0), max(part[1], 0.0))


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


def _within_cut(grey: Any, cut: tuple[float, float, float, float]) -> Any:
    """What is left of a bitmap of which shares are left out at the left, above, at the right and below."""
    height, width = grey.shape
    left, top, right, bottom = cut
    return grey[round(top * height) : round((1 - bottom) * height), round(left * width) : round((1 - right) * width)]


def _within(box: RawBox, scale: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (max(round(side * scale), 0) for side in box)
    return slice(top, bottom), slice(x0, x1)


def _moved(page: ScannedPage, x: float, y: float) -> RawScanned:
    letters = [
        (x0 + x, top + y, x1 + x, bottom + y, text, confidence)
        for x0, top, x1, bottom, text, confidence in page.letters
    ]
    return page.quarters, letters, [(x0 + x, top + y, x1 + x, bottom + y) for x0, top, x1, bottom in page.lines]
