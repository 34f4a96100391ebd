"""Files of a fixed layout: letters and ruling lines of pages put together to paragraphs and tables, with their places.

PDF and OFD say where each letter stands and each line is drawn, and not what is a paragraph or a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from linter.model.diagnostics import ReadError
from linter.model.document import Block, Chars, Document, Paragraph, Picture
from linter.readers import ocr_extra
from linter.readers.fixed_layout.furniture import set_apart
from linter.readers.fixed_layout.geometry import Box, Letter, Page
from linter.readers.fixed_layout.ground import is_ground
from linter.readers.fixed_layout.paragraphs import margins, paragraphs
from linter.readers.fixed_layout.ruled_tables import RuledTable, grid, joined, piece
from linter.readers.fixed_layout.rulings import frames
from linter.readers.fixed_layout.source_text import Writer
from linter.readers.fixed_layout.text_lines import TextLine, text_lines
from linter.readers.fixed_layout.unruled_labels import with_whole_labels
from linter.readers.fixed_layout.watermarks import without_watermarks
from linter.readers.formats import FORMATS

_SHOWN = 5  # pages named in a message

Item = TextLine | RuledTable | Box  # a line, a table, a picture
Placed = tuple[int, Item]  # with its page, from 1


def document(path: str, format: str, pages: Sequence[Page], title: str = "") -> Document:
    """The document that pages make up.

    Parameters:
        path: only a name.
        format: of the file, as `Document.format` says it; messages write it in capitals.
        pages: what each page draws, in order.
        title: what the file's properties call it, "" if nothing.

    Raises:
        ReadError: E003 nothing but pictures, or letters that stand for nothing.
    """
    name = format.upper()
    _refuse_without_text(pages, name)
    pages = without_watermarks(pages)
    tables, lines = zip(*(_parted(page, number) for number, page in enumerate(pages, start=1)), strict=True)
    contents = set_apart(pages, lines)
    known = margins(pages, [content.lines for content in contents])
    items: list[Placed] = []
    for number, (page, content) in enumerate(zip(pages, contents, strict=True), start=1):
        pictures = [picture for picture in page.pictures if not is_ground(picture, page)]
        shown = sorted([*tables[number - 1], *content.lines, *pictures], key=_top)
        items.extend((number, item) for item in shown)
    writer = Writer(pages)
    blocks: list[Block] = []
    grids = 0
    for is_text, group in groupby(_joined(items), key=lambda placed: isinstance(placed[1], TextLine)):
        if is_text:
            text = [(number, line) for number, line in group if isinstance(line, TextLine)]
            blocks.extend(Paragraph(writer.paragraph(lines)) for lines in paragraphs(text, known))
            continue
        for number, item in group:
            if isinstance(item, RuledTable):
                grids += 1
                blocks.append(grid(item, grids, writer))
            elif isinstance(item, Box):
                blocks.append(Picture(writer.picture(number, item)))
    if all(isinstance(block, Picture) for block in blocks):
        raise _no_text(pages, name)  # scanned pages with printed numbers
    for number, content in enumerate(contents, start=1):
        blocks.extend(Paragraph(writer.paragraph([(number, line)]), aside=True) for line in content.furniture)
    head = Chars.at(title, 0) if title else None
    layout = writer.layout()
    recognised = layout if any(page.is_recognised for page in pages) else None
    return Document(path, format, writer.source, tuple(blocks), head, layout, recognised=recognised)


def _parted(page: Page, number: int) -> tuple[list[RuledTable], list[TextLine]]:
    """The tables of a page that are drawn with lines, and the lines of text outside them."""
    letters = list(page.letters)
    found: list[RuledTable] = []
    for frame in frames(page.lines):
        x0, top, x1, bottom = frame.box
        inside: list[Letter] = []
        outside: list[Letter] = []
        for letter in letters:
            middle = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
            (inside if x0 <= middle[0] <= x1 and top <= middle[1] <= bottom else outside).append(letter)
        table = piece(frame, inside, number)
        if table is not None:
            found.append(table)
            letters = outside
    return found, with_whole_labels(text_lines(letters))


def _top(item: Item) -> float:
    if isinstance(item, RuledTable):
        return min(cell.box.top for row in item.rows for cell in row)
    return item.box.top if isinstance(item, TextLine) else item.top


def _joined(items: Sequence[Placed]) -> Iterator[Placed]:
    """The items with each table that runs over pages as one."""
    waiting: Placed | None = None
    end = 0
    for number, item in items:
        if (
            waiting is not None
            and isinstance(item, RuledTable)
            and isinstance(waiting[1], RuledTable)
            and number == end + 1
        ):
            table = joined(waiting[1], item)
            if table is not None:
                waiting, end = (waiting[0], table), number
                continue
        if waiting is not None:
            yield waiting
        waiting, end = (number, item), number
    if waiting is not None:
        yield waiting


def _refuse_without_text(pages: Sequence[Page], name: str) -> None:
    letters = sum(len(page.letters) for page in pages)
    unreadable = sum(page.unreadable for page in pages)
    if letters and 2 * unreadable < letters:
        return
    if letters:
        raise ReadError(
            "E003",
            f"{name} 的文字读不出来：{letters:,} 个字中有 {unreadable:,} 个没有编码（字体没有给出对应的文字）",
            f"the text of the {name} cannot be read: {unreadable:,} of {letters:,} letters stand for nothing",
        )
    raise _no_text(pages, name)


def _no_text(pages: Sequence[Page], name: str) -> ReadError:
    scanned = [number for number, page in enumerate(pages, start=1) if page.pictures]
    if scanned:
        is_lacking = FORMATS[name.lower()].reads_pictures and not ocr_extra.is_installed()
        hint, english = ocr_extra.HINT.values() if is_lacking else ("", "")
        return ReadError(
            "E003",
            f"{name} 里没有文字，只有扫描图像（{_numbers(scanned, '第{}页', '、', ' 等')}）；请用原始文档另存为 {name}"
            + (hint and f"；{hint}"),
            f"there is no text in this {name}, only scanned pages ({_numbers(scanned, 'page {}', ', ', ' and more')})"
            + (english and f"; {english}"),
        )
    return ReadError("E003", f"{name} 里没有文字", f"there is no text in this {name}")


def _numbers(numbers: Sequence[int], word: str, comma: str, more: str) -> str:
    shown = comma.join(word.format(number) for number in numbers[:_SHOWN])
    return shown + (more if len(numbers) > _SHOWN else "")
