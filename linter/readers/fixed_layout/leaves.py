"""The pages of a file as its viewer shows them: their sizes, pictures of them, and what such pictures must not show."""

from __future__ import annotations

from collections.abc import Iterable

from linter.model.document import Document, Span
from linter.model.records import NamedTuple
from linter.readers.fixed_layout.source_text import PageLayout

COVER = "999999"  # the grey of what is covered
Bounds = tuple[float, float, float, float]  # left, top, right and bottom in points from the top left


class Leaf(NamedTuple):
    """A page: width and height in points, and the places that a picture of it covers."""

    width: float
    height: float
    covered: tuple[Bounds, ...] = ()


class PageImage(NamedTuple):
    """A picture of a page, and its media type."""

    content: bytes
    kind: str


def leaves(document: Document, hidden: Iterable[Span]) -> tuple[Leaf, ...]:
    """The pages of a document in order, none of one in a format without pages.

    Args:
        document: what a reader made of the file.
        hidden: the stretches of its source that are not shown.
    """
    if not isinstance(document.layout, PageLayout):
        return ()
    covered: dict[int, list[Bounds]] = {}
    for place in map(document.layout.place, hidden):
        if place.page is not None and place.bbox is not None:
            covered.setdefault(place.page, []).append(place.bbox)
    sizes = enumerate(document.layout.sizes, start=1)
    return tuple(Leaf(width, height, tuple(covered.get(number, ()))) for number, (width, height) in sizes)
