"""Pages whose pictures are read: scanned ones, and those of text with tables that were put in as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple
from linter.readers.fixed_layout.geometry import Box, Letter, Page, around
from linter.readers.fixed_layout.ground import is_ground
from linter.readers.fixed_layout.page_limits import too_many
from linter.readers.ocr_extra import is_installed
from linter.readers.scans.scan_limits import MAX_PAGES
from linter.readers.scans.table_pictures import may_hold_table, tables_alone
from linter.type_names import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.readers.scans.recognition import RawWanted

_FEW_LETTERS = 40  # of a scanned page: a page number, a line along its edge
_WHOLE_PAGE = 0.5  # of a page, which the pictures of a scanned one fill


class _Wanted(NamedTuple):
    """A part of a page (from 0) that is to be recognised; `tables_alone` on a page that has text."""

    page: int
    part: Box
    tables_alone: bool


def with_pictures_read(
    kind: str, pages: list[Page], asked: Callable[[Sequence[RawWanted]], tuple[Any, ...] | None]
) -> list[Page]:
    """The pages with what their pictures hold; unchanged where none is to be read, or nothing is there to read it.

    Parameters:
        kind: what messages call the format of the file.
        pages: what its pages draw.
        asked: what to ask of `scan_process` for parts of pages, None where there is nothing to read.

    Raises:
        ReadError: E004 beyond a limit; E001 where the recognition of scanned pages fails. Where that of pictures
            beside text does, they are pictures.
    """
    wanted = [one for number, page in enumerate(pages) if (one := _wanted(number, page)) is not None]
    if not wanted or not is_installed():
        return pages
    if len(wanted) > MAX_PAGES:
        raise too_many(kind, "页扫描图像", "scanned pages", MAX_PAGES, len(wanted))
    from linter.readers.scans import scan_process as apart

    parts = [(one.page, one.part[:4], list(_known(pages[one.page])), one.tables_alone) for one in wanted]
    try:
        arguments = asked(parts)
        recognised = apart.ask(*arguments) if arguments is not None else None
    except ReadError:
        if not all(one.tables_alone for one in wanted):
            raise
        recognised = None
    if recognised is None:
        return pages
    pages = list(pages)
    for one, (quarters, raw_letters, raw_lines) in zip(wanted, recognised, strict=True):
        letters, lines = [Letter(*letter) for letter in raw_letters], [Box(*line) for line in raw_lines]
        if one.tables_alone:
            letters, lines = tables_alone(letters, lines)
        page = _turned(pages[one.page], quarters)
        pages[one.page] = page._replace(
            letters=[*page.letters, *letters], lines=[*page.lines, *lines] if letters else page.lines
        )
    return pages


def _wanted(number: int, page: Page) -> _Wanted | None:
    """What is to be read of a page. A page whose text stands on its side has been turned, its picture not."""
    pictures = [picture for picture in page.pictures if not is_ground(picture, page)]
    if not pictures or page.shown != page.read:
        return None
    part = around(pictures)
    width, height = page.read.size
    is_scan = len(page.letters) < _FEW_LETTERS and _area(part) >= _WHOLE_PAGE * width * height
    if is_scan:
        return _Wanted(number, Box(0.0, 0.0, width, height), False)
    tables = [one for one in pictures if may_hold_table(one.x1 - one.x0, one.bottom - one.top, width)]
    return _Wanted(number, around(tables), True) if tables else None


def _turned(page: Page, quarters: int) -> Page:
    """A page that is read after so many quarter turns clockwise, with what it has already."""
    if not quarters:
        return page
    read = page.shown._replace(quarters=(page.shown.quarters + quarters) % 4)

    def moved(box: Box | Letter) -> Box:
        return read.box(*page.read.back(Box(*box[:4])))

    return page._replace(
        read=read,
        letters=[Letter(*moved(letter), letter.text, letter.confidence) for letter in page.letters],
        lines=list(map(moved, page.lines)),
        pictures=list(map(moved, page.pictures)),
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _known(page: Page) -> Iterator[tuple[float, float, float, float]]:
    for letter in page.letters:
        yield letter[:4]
