"""Pages of a PDF to print on. Places are in points from the top left of the page as it is shown upright."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

FONT = "STSong-Light"
_FORM = 2000.0  # a side of what a form may draw on


@cache
def _library() -> tuple[Any, Any]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return canvas.Canvas, pdfmetrics.stringWidth


def width_of(text: str, size: float) -> float:
    """How wide a text is printed."""
    return float(_library()[1](text, FONT, size))


class PdfPages:
    """Pages one after the other; each is begun, drawn on and ended."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._canvas = _library()[0](self._buffer, pageCompression=1, invariant=1)
        self._height = 0.0
        self._form = ""

    def begin(self, size: tuple[float, float], turn: str) -> None:
        """A page of a width and height; `turn` as in `printed.Print`."""
        width, self._height = size
        # the library itself exchanges the sides of a page that is to be rotated
        self._canvas.setPageSize((self._height, width) if turn == "content" else size)
        self._canvas.setPageRotation(90 if turn == "page" else 0)
        if turn:
            self._canvas.transform(0, 1, -1, 0, self._height, 0)

    def end(self) -> None:
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def text(self, text: str, size: float, x: float, baseline: float) -> None:
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, self._height - baseline, text)

    def begin_rules(self, *, dashed: bool, form: str) -> None:
        """What is drawn until `end_rules` are rules; they are drawn in a form of this name, if it has one."""
        self._form = form
        if form:
            self._canvas.beginForm(form, 0, 0, _FORM, _FORM)
        self._canvas.setLineWidth(0.5)
        self._canvas.setDash(3, 2) if dashed else self._canvas.setDash()

    def end_rules(self) -> None:
        if self._form:
            self._canvas.endForm()
            self._canvas.doForm(self._form)

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A filled rectangle."""
        self._canvas.rect(x0, self._height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._canvas.line(x0, self._height - y0, x1, self._height - y1)
