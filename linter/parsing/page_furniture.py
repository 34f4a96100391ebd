"""What of a document is the page's and not the report's: navigation, tables of contents, statistics in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from linter.model.document import Block, Chars, Paragraph
from linter.model.records import LeftToPython, kept
from linter.reference.lexicon import Lexicon
from linter.reference.vocabulary import Vocabulary
from linter.text.folding import fold, label_key
from linter.text.headings import Heading, heading
from linter.type_names import Literal

LONGEST_FURNITURE = 120  # characters of a line that may be the page's
_LONGEST_CAPTION = 30
_FEWEST_ENTRIES = 3
_LONGEST_ENTRY = 50  # characters
_DIGITS = "0123456789"  # of the page that an entry of a table of contents names


def without_furniture(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    """The blocks of a document that are the report's, in their order."""
    contents = _Contents(blocks)
    untitled = contents.untitled()
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block.aside:
                continue
            if len(block.text) <= LONGEST_FURNITURE:
                if index in untitled or contents.takes(index, block):
                    continue
                kind = _kind(block.text.text, lexicon)
                if kind == "furniture":
                    continue
                if kind == "contents":
                    contents.begin()
                    continue
            contents.end()
        yield block


@lru_cache(maxsize=2048)  # of lines that are no longer than furniture: most reports have the same headings
def _kind(text: str, lexicon: Lexicon) -> Literal["furniture", "contents", "text"]:
    """Whether a line is the page's, the title of a table of contents, or of the text."""
    folded = fold(text)
    if lexicon.furniture.match(folded) or lexicon.furniture_within.search(folded):
        return "furniture"
    return "contents" if lexicon.contents.match(folded) else "text"


class _Contents(metaclass=LeftToPython):
    """A table of contents: its entries come below its title, until the first of them comes again as a heading.

    If it never does, they are the headings themselves.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._entries: set[str] | None = None  # so far; None outside

    @kept
    def _last(self) -> dict[str, int]:
        """Where each heading of the document stands for the last time."""
        return {_entry(line): at for at, line in enumerate(self._blocks) if isinstance(line, Paragraph)}

    def untitled(self) -> set[int]:
        """The blocks that are entries without a title above them, as links are that lead to parts of the text.

        Several lines one below the other before the first heading, each of which comes again further down as one.
        """
        names = [_named(line) for line in self._blocks]
        headings = {name: at for at, (name, is_heading) in enumerate(names) if is_heading}
        if len(headings) < _FEWEST_ENTRIES:
            return set()
        first = next(at for at, (_, is_heading) in enumerate(names) if is_heading)
        run: dict[str, int] = {}
        for at, (name, _) in enumerate(names):
            if name and headings.get(name, -1) > at and name not in run and (run or at <= first):
                run[name] = at
            elif len(run) >= _FEWEST_ENTRIES:
                return set(run.values())
            elif at >= first:
                break
            else:
                run = {}
        return set()

    def begin(self) -> None:
        self._entries = set()

    def end(self) -> None:
        self._entries = None

    def takes(self, index: int, line: Paragraph) -> bool:
        """Whether the block at an index is the next entry."""
        if self._entries is None:
            return False
        entry = _entry(line)
        if not entry or entry in self._entries or not (self._entries or self._last[entry] > index):
            return False
        self._entries.add(entry)
        return True


def _named(line: Block) -> tuple[str, bool]:
    """By what an entry and a heading are one, "" of a line that is neither, and whether it is numbered as a heading."""
    if not isinstance(line, Paragraph) or len(line.text) > _LONGEST_ENTRY:
        return "", False
    entry = _entry(line)
    return (entry, True) if entry else (label_key(line.text.text).rstrip(_DIGITS), False)


def _entry(line: Paragraph) -> str:
    """By what a heading and its entry in a table of contents are one; "" of a line that is no heading."""
    return _usual_entry(line.text.text) if len(line.text) <= LONGEST_FURNITURE else _entry_of(line.text.text)


@lru_cache(maxsize=2048)
def _usual_entry(text: str) -> str:
    return _entry_of(text)


def _entry_of(text: str) -> str:
    found = heading(Chars.at(text, 0))
    return label_key(found.title).rstrip(_DIGITS) if found is not None else ""


def headings_of(lines: Sequence[Paragraph], lexicon: Lexicon, vocabulary: Vocabulary) -> dict[int, Heading]:
    """The headings of the lines, by their ids, without the rows of a table of statistics that stands in plain lines.

    Its rows are numbered like headings: 一、主动公开情况, （一）收到申请数, 1.当面申请数. It lasts until a part
    that is none of its rows. Nor is a line a heading that is the label of a row of a form (四、结转下年度继续办理).
    """
    found: dict[int, Heading] = {}
    in_statistics = False
    for line in lines:
        head = heading(_without_lost_indent(line.text))
        if head is not None and head.style == "part" and vocabulary.is_label(line.text.text):
            head = None
        if head is not None and head.style in ("part", "chapter"):
            in_statistics = in_statistics and lexicon.statistics_rows.match(fold(head.title)) is not None
        if head is not None and not in_statistics:
            found[id(line)] = head
        title = head.title if head is not None else line.text.text
        if len(title) <= _LONGEST_CAPTION and ("统计" in title or "統計" in title):
            in_statistics = in_statistics or lexicon.statistics.match(fold(title)) is not None
    return found


def _without_lost_indent(line: Chars) -> Chars:
    """A line without the question marks that its indent became where signs were lost: ????一、总体情况."""
    return line[len(line) - len(line.text.lstrip("?")) :] if line.text.startswith("??") else line


def front_of(lines: Sequence[Paragraph], headings: Mapping[int, Heading]) -> Sequence[Paragraph]:
    """The lines before the first heading of the first level (or of any, where there is none)."""
    for styles in (("part", "chapter"), ("clause", "item", "subitem")):
        for index, line in enumerate(lines):
            head = headings.get(id(line))
            if head is not None and head.style in styles:
                return lines[:index]
    return lines
