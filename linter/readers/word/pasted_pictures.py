"""Pictures in a Word file that hold tables, or the whole text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from linter.model.diagnostics import ReadError
from linter.readers.scans.scan_limits import MAX_PAGES
from linter.readers.scans.table_pictures import SHEET, may_hold_table
from linter.readers.seen_pictures import SeenPicture, ShownPicture, are_read, read_pictures
from linter.readers.word.graphics import Pasted
from linter.readers.word.package import Package


def seen_in(package: Package, pictures: Sequence[Pasted], text: str) -> Mapping[Pasted, SeenPicture]:
    """What stands in the pictures of a file, as `seen_pictures` tells it.

    Parameters:
        package: the file.
        pictures: those that its body shows.
        text: that of the body.
    """
    if not are_read():
        return {}
    return read_pictures(dict(_files(package, pictures)), len("".join(text.split())))


def _files(package: Package, pictures: Sequence[Pasted]) -> Iterator[tuple[Pasted, ShownPicture]]:
    """The pictures that may hold a table, as many as are read, each with its file."""
    wanted = (one for one in dict.fromkeys(pictures) if may_hold_table(one.width, one.height, SHEET))
    named = ((one, name) for one in wanted if (name := package.numbered.get(one.number)) in package.members)
    for (one, name), _ in zip(named, range(MAX_PAGES), strict=False):
        with suppress(ReadError):
            yield one, ShownPicture(package.content(name), one.width, one.height, one.cut)
