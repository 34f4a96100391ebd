"""OFD (GB/T 33190-2016): what its pages draw is read as a fixed layout, as that of a PDF is.

Only pages and their templates are looked at: annotations, seals, signatures, attachments and actions are never opened.
"""

from __future__ import annotations

from linter.model.document import Document
from linter.readers.fixed_layout import document
from linter.readers.fixed_layout.leaves import Leaf, PageImage
from linter.readers.fixed_layout.page_limits import Budget, refuse_many_pages
from linter.readers.ofd.drawn_page import Sheet
from linter.readers.ofd.ofd_package import KIND, OfdPackage


def read(path: str, data: bytes) -> Document:
    """Read an OFD file; the pages of several documents in it follow each other.

    Raises:
        ReadError: E001 no OFD file, damaged or encrypted; E003 nothing but pictures, or letters that stand for
            nothing; E004 above a limit of `page_limits`, `xml_archive` or `ofd_package`.
    """
    package = OfdPackage(data)
    documents = package.documents()
    refuse_many_pages(KIND, sum(len(found.pages) for found in documents))
    budget = Budget(KIND)
    sheets = [Sheet(found, budget) for found in documents]
    drawn = [(found, sheet.page(part)) for found, sheet in zip(documents, sheets, strict=True) for part in found.pages]
    pages = [one.page for _, one in drawn]
    if any(page.pictures for page in pages):
        from linter.readers.ofd.ofd_pictures import with_pictures_read

        pages = with_pictures_read(drawn)
    return document(path, "ofd", pages, package.title)


def page_image(data: bytes, number: int, leaf: Leaf) -> PageImage:
    """The drawing of a page, from 1: its letters and lines where they stand.

    Raises:
        ReadError: as `read`.
    """
    from linter.readers.fixed_layout.page_drawing import svg

    parts = [(found, part) for found in OfdPackage(data).documents() for part in found.pages]
    found, part = parts[number - 1]
    return PageImage(svg(Sheet(found, Budget(KIND)).page(part).page, leaf), "image/svg+xml")
