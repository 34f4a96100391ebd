"""Pictures (.png, .jpg): one page of a scan, recognised by the extra `ocr`."""

from __future__ import annotations

from linter.model.document import Document
from linter.readers.fixed_layout import document
from linter.readers.fixed_layout.geometry import Box, Letter, Page, Turn
from linter.readers.ocr_extra import is_installed, not_installed, nothing_recognised
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.readers.scans.recognition import RawPicture


def read(path: str, data: bytes) -> Document:
    """Read a picture.

    Raises:
        ReadError: E001 damaged; E003 the extra is not installed, or no text is seen; E004 too large.
    """
    if not is_installed():
        raise not_installed()
    from linter.readers.scans import scan_process as apart

    return document_of(path, apart.ask("picture", data))


def document_of(path: str, picture: RawPicture) -> Document:
    """What stands in a picture as a document.

    Raises:
        ReadError: E003 nothing was recognised in it.
    """
    width, height, quarters, letters, lines = picture
    if not letters:
        raise nothing_recognised()
    shown = Turn(0, 0.0, 0.0, width, height)
    read = shown._replace(quarters=quarters)
    page = Page(shown, read, [Letter(*letter) for letter in letters], [Box(*line) for line in lines], [])
    return document(path, "picture", [page])
