"""PDF: what its pages draw is taken out by PDFium, in a process of its own, and read as a fixed layout."""

from __future__ import annotations

from linter.model.document import Document
from linter.readers.fixed_layout import document
from linter.readers.fixed_layout.geometry import Page
from linter.readers.fixed_layout.leaves import Leaf, PageImage
from linter.readers.pdf import pdfium_process as apart


def read(path: str, data: bytes) -> Document:
    """Read a PDF.

    Raises:
        ReadError: E001 no PDF, damaged or protected by a password; E003 nothing but pictures, or letters that stand for
            nothing; E004 above a limit of `page_limits` or `pdf_limits`.
    """
    title, raw = apart.contents(data)
    pages = [Page.of(*page) for page in raw]
    if any(page.pictures for page in pages):
        from linter.readers.scans.page_pictures import with_pictures_read

        pages = with_pictures_read("PDF", pages, lambda wanted: ("pages", data, wanted))
    return document(path, "pdf", pages, title)


def page_image(data: bytes, number: int, leaf: Leaf) -> PageImage:
    """The picture of a page, from 1, in a process that can be spared and has read no PDF.

    Raises:
        ReadError: as `rendered_page.rendered`.
    """
    from linter.readers.pdf.rendered_page import rendered

    return rendered(data, number, leaf)
