"""Where a stretch of a document stands, in the terms of its format: line and column, page and box, or paragraph."""

from __future__ import annotations

from linter.model.diagnostics import Location
from linter.model.document import Document, Span


def locate(document: Document, span: Span) -> Location:
    """The location of a stretch of `Document.source`."""
    if document.layout is not None:
        place = document.layout.place(span)
        return Location(page=place.page, bbox=place.bbox, paragraph=place.paragraph, sheet=place.sheet)
    start, end = document.shown(span)
    return Location(*document.position(start), *document.position(end))
