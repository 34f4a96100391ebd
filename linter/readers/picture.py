"""Pictures (.png, .jpg): one page of a scan, recognised by the extra `ocr`."""

from __future__ import annotations

from linter.model.document import Document
from linter.readers.fixed_layout import document
from linter.readers.fixed_layout.geometry import Box, Letter, Page, Turn
from linter.readers.ocr_extra import is_installed, not_installed, nothing_recognised


def read(path: str, data: bytes) -> Document:
    """Read a picture.

    Raises:
        ReadError: E001 damaged; E003 the extra is not installed, or no text is seen; E004 too large.
    """
    if not is_installed():
        raise not_installed()
    from linter.readers.scans import scan_process as apart

    width, height, (letters, lines) = apart.ask("picture", data, False)
    if not letters:
        raise nothing_recognised()
    turn = Turn(0, 0.0, 0.0, width, height)
    page = Page(turn, turn, [Letter(*letter) for letter in letters], [Box(*line) for line in lines], [])
    return document(path, "picture", [page])
