"""The pictures on pages of an OFD file: their files are found in the package, and what stands in them is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from posixpath import join

from linter.model.diagnostics import ReadError
from linter.readers.fixed_layout.geometry import Page
from linter.readers.ofd.drawn_page import DrawnPage, PlacedPicture
from linter.readers.ofd.ofd_package import KIND, OfdDocument, OfdPackage
from linter.readers.ofd.ofd_values import child, children, text_of
from linter.readers.scans import page_pictures
from linter.type_names import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.readers.scans.recognition import RawSheet, RawWanted


def with_pictures_read(drawn: Sequence[tuple[OfdDocument, DrawnPage]]) -> list[Page]:
    """The pages of a file with what their pictures hold, as `page_pictures` tells it.

    Parameters:
        drawn: each page with its document.

    Raises:
        ReadError: E004 beyond a limit; E001 where the recognition of scanned pages fails.
    """

    def asked(wanted: Sequence[RawWanted]) -> tuple[Any, ...] | None:
        files = _Files()
        shown = [files.shown(*drawn[number]) for number, *_ in wanted]
        return ("sheets", files.contents, shown, wanted) if files.contents else None

    return page_pictures.with_pictures_read(KIND, [one.page for _, one in drawn], asked)


class _Files:
    """The files of pictures, each once; `contents` in the order in which they were asked for."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self._numbers: dict[str, int | None] = {}
        self._media: dict[str, dict[str, str]] = {}

    def shown(self, document: OfdDocument, drawn: DrawnPage) -> RawSheet:
        """Width and height of a page, and which files are shown in which places of it."""
        placed = []
        for picture in drawn.pictures:
            number = self._number(document, picture)
            if number is not None:
                placed.append((number, picture.matrix, picture.seen[:4]))
        return (*drawn.page.shown.size, placed)

    def _number(self, document: OfdDocument, picture: PlacedPicture) -> int | None:
        """The number of a picture's file; None of one that is not there or damaged.

        Raises:
            ReadError: E004 beyond a limit: a page that is not read would be missed.
        """
        package = document.package
        named = (self._media_of(package, part).get(picture.resource) for part in (*picture.parts, *document.resources))
        name = next((one for one in named if one is not None), None)
        if name is None:
            return None
        if name not in self._numbers:
            self._numbers[name] = None
            try:
                self.contents.append(package.content(name))
                self._numbers[name] = len(self.contents) - 1
            except ReadError as error:
                if error.code != "E001":
                    raise
        return self._numbers[name]

    def _media_of(self, package: OfdPackage, part: str) -> dict[str, str]:
        if part not in self._media:
            self._media[part] = {}
            with suppress(ReadError):
                self._media[part] = dict(_media(package, part))
        return self._media[part]


def _media(package: OfdPackage, part: str) -> Iterator[tuple[str, str]]:
    """The numbers of the media of a part of resources, each with the name of its file's part."""
    tree = package.tree(part)
    for medium in children(child(tree, "MultiMedias"), "MultiMedia"):
        file = text_of(child(medium, "MediaFile"))
        name = package.located(join(tree.get("BaseLoc", ""), file), part)
        if name in package.members:
            yield medium.get("ID", ""), name
