"""Tables drawn without lines: stretches of text that lay a form out in white space become grids.

A text taken from a PDF has a table's cells apart by white space only, its labels wrapped to a second line
before or after their figures, and 三、本年度办理结果 down the page one character a line. Such lines are known by the
labels of the forms. The same step takes in the pieces of a label that a line break cut off a drawn grid.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Span
from linter.parsing.barred_rows import with_barred_rows
from linter.parsing.punctuated_rows import with_rows
from linter.parsing.spacing import PlacedCell, placed, with_blanks
from linter.parsing.split_headings import with_whole_headings
from linter.parsing.table_pieces import with_labels
from linter.parsing.written_figures import is_figure
from linter.reference.vocabulary import Vocabulary
from linter.text.folding import label_key
from linter.text.headings import PART_BEGINNINGS
from linter.text.width import columns
from linter.type_names import Literal

_WORD = re.compile(r"\S+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\s\d{3}")
_SENTENCE_MARKS = frozenset("。；;")
_PAGE_NUMBER = re.compile(r"[-—－]\s*\d{1,3}\s*[-—－]$|第\s*\d+\s*页")
_LINE_END = re.compile("[\n\f]")
_PAGE_END = re.compile(r"[\r\n]\f")
_WIDEST = 300
_SENTENCE_ENDS = "。；：:;！？"
_COLONS = "：:"
_LONGEST = 90
_LONGEST_STRAY = 40
_LONGEST_FIGURE = 12
_MANY_FIGURES = 5
_FEWEST_FIGURES = 3
_MOST_WORDS = 2  # in a line of labels or of many figures, that are neither
_MOST_STRAYS = 2
_DEEPEST_INDENT = 4  # characters
_FEWEST_STEPS = 8  # from line to line, that tell how far the cells of a table are apart
_LEAST_USUAL = 0.8  # of them, that are alike
_BLANK = " \t\r\n\u3000"  # what may stand between; no end of a page
_FEWEST_CELLS = 3  # labels and figures on lines of their own, that are a table
_FEWEST_COLUMNS = 2  # among them; 其他 stands in any list
_FEWEST_LABELS = 8  # on lines of their own, that are a table whose figures are lost; table four has nine

Kind = Literal["figures", "figure", "labels", "page", "stray", "grid", "other"]
"""What a line may be: a row of figures, one or two figures, labels, a page number, something short, none of these."""


def gather(blocks: Sequence[Block], vocabulary: Vocabulary, source: str) -> tuple[Block, ...]:
    """The blocks with every table in white space as a `Grid`; grids are numbered anew in document order."""
    whole = with_labels(
        list(with_whole_headings(with_rows(with_barred_rows(blocks, vocabulary), vocabulary), vocabulary.part_titles)),
        vocabulary,
    )
    blocks = [piece for block in whole for piece in _freed(block, vocabulary)]
    kinds = [_kind(block, vocabulary) for block in blocks]
    if "labels" not in kinds and "figures" not in kinds:
        return _numbered(blocks)
    gathered: list[Block] = []
    at = 0
    for start, end in _regions(kinds, blocks, source):
        if not _is_table(blocks[start:end], kinds[start:end], vocabulary):
            continue
        gathered.extend(blocks[at:start])
        gathered.append(_grid(blocks[start:end], kinds[start:end], vocabulary, source))
        at = end
    gathered.extend(blocks[at:])
    return _numbered(gathered)


def _numbered(blocks: list[Block]) -> tuple[Block, ...]:
    number = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            number += 1
            if block.number != number:
                blocks[index] = block._replace(number=number)
    return tuple(blocks)


def _freed(block: Block, vocabulary: Vocabulary) -> Iterator[Block]:
    """A grid without the headings of parts that a reader took for cells: the grid is cut there."""
    if not isinstance(block, Grid) or vocabulary.is_statistics(block):
        yield block
        return
    titles = {
        id(cell)
        for row in block.rows
        for cell in row
        if cell.text.text[:1] in PART_BEGINNINGS and vocabulary.is_part_title_not_label(cell.text)
    }
    if not titles and block.rows and all(block.rows):
        yield block
        return
    rows: list[tuple[Cell, ...]] = []
    for row in block.rows:
        start = 0
        for index, cell in enumerate(row):
            if id(cell) in titles:
                rows.append(row[start:index])
                if any(rows):
                    yield Grid(tuple(filter(None, rows)), block.number)
                yield Paragraph(cell.text)
                rows, start = [], index + 1
        rows.append(row[start:] if start else row)
    if any(rows):
        yield (block if len(rows) == len(block.rows) and all(rows) else Grid(tuple(filter(None, rows)), block.number))


def _kind(block: Block, vocabulary: Vocabulary) -> Kind:
    if isinstance(block, Grid):
        return "grid"
    if not isinstance(block, Paragraph) or block.aside or block.heading:
        return "other"
    text = block.text.text
    if text[-1] in _SENTENCE_ENDS and len(text) > _LONGEST_FIGURE:
        return "other"
    if text[-1] in _COLONS and not vocabulary.knows(text):
        return "other"  # it leads to what comes next
    words = text.split()
    if len(text) > _WIDEST and not _is_long_header(words, vocabulary) and sum(map(is_figure, words)) < _MANY_FIGURES:
        return "other"
    length = sum(map(len, words))
    if length > _LONGEST:
        return "labels" if _is_long_header(words, vocabulary) else "other"
    if _PAGE_NUMBER.match(text):
        return "page"
    numbers = [is_figure(word) for word in words]
    if any(numbers):
        if _is_row(words, numbers, vocabulary):
            return "figures"
        if all(numbers):
            return "figure"
    if label_key(text) and _is_header(words, vocabulary) and not vocabulary.is_part_title_not_label(block.text):
        return "labels"
    if not _SENTENCE_MARKS.isdisjoint(text) or length > _LONGEST_STRAY or vocabulary.is_part_title(block.text):
        return "other"
    return "stray"


def _is_long_header(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but labels, as of the rows in a table of which rows and columns are exchanged."""
    return len(words) > 1 and all(map(vocabulary.is_label, words))


def _is_header(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a line is labels and pieces of labels, with a few words over columns that no form has among them."""
    unknown = sum(not vocabulary.knows(word) for word in words)
    if unknown == 0:
        return True
    return unknown <= _MOST_WORDS and 2 * unknown < len(words) and any(map(vocabulary.is_label, words))


def _is_row(words: Sequence[str], numbers: Sequence[bool], vocabulary: Vocabulary) -> bool:
    """Whether a line is figures behind a label, or many figures.

    One of the figures may be written badly; a few words may be of a column that no form has.
    """
    first = _first_figure(words, numbers, vocabulary)
    labels, figures = words[:first], words[first:]
    unknown = sum(not (vocabulary.knows(word) or is_figure(word)) for word in labels)
    bad = len(figures) - sum(numbers[first:])
    if len(figures) - bad >= _MANY_FIGURES and (bad == 0 or unknown + bad <= _MOST_WORDS):
        return True
    if unknown:
        return bad == 0 and unknown == 1 and any(map(vocabulary.is_label, labels))
    if labels:
        return bad == 0 or (bad == 1 and len(figures) > 1 and max(map(len, figures)) <= _LONGEST_FIGURE)
    return bad == 0 and len(figures) >= _FEWEST_FIGURES


def _first_figure(words: Sequence[str], numbers: Sequence[bool], vocabulary: Vocabulary) -> int:
    """Where the figures of a line begin: with its first number, unless that stands before the label of a row."""
    first = numbers.index(True)
    is_before_label = first + 1 < len(words) and vocabulary.is_label(words[first + 1])
    return numbers.index(True, first + 1) if is_before_label and any(numbers[first + 1 :]) else first


def _regions(kinds: Sequence[Kind], blocks: Sequence[Block], source: str) -> Iterator[tuple[int, int]]:
    """Stretches that are one table: lines of figures and labels, with a few strays and page numbers between.

    Strays below each other are one: a cell whose words wrap.
    """
    index = 0
    while index < len(kinds):
        if kinds[index] not in ("figures", "labels", "grid"):
            index += 1
            continue
        end, strays, look = index + 1, 0, index + 1
        while look < len(kinds) and kinds[look] != "other":
            if kinds[look] == "stray":
                strays += not (kinds[look - 1] == "stray" and _is_below(blocks[look - 1], blocks[look], source))
                if strays > _MOST_STRAYS:
                    break
            elif kinds[look] != "page":
                if kinds[look] == "grid" and strays:
                    break
                strays, end = 0, look + 1
            elif "grid" in (kinds[look - 1], kinds[min(look + 1, len(kinds) - 1)]):
                break
            look += 1
        yield index, end
        index = end


def _is_below(above: Block, block: Block, source: str) -> bool:
    """Whether two lines are words that stand below each other, further right than any indent."""
    (left, right), (other_left, other_right) = _place(above, source), _place(block, source)
    return min(left, other_left) > _DEEPEST_INDENT and max(left, other_left) < min(right, other_right)


def _place(block: Block, source: str) -> tuple[int, int]:
    """Where a line begins and ends, in columns behind a margin of nothing but white space; (0, 0) without one."""
    if not isinstance(block, Paragraph):
        return 0, 0
    start = block.text.starts[0]
    *_, margin = _LINE_END.split(source[max(0, start - _WIDEST) : start])
    return (len(margin), len(margin) + columns(block.text.text)) if margin.isspace() else (0, 0)


def _is_table(blocks: Sequence[Block], kinds: Sequence[Kind], vocabulary: Vocabulary) -> bool:
    """Whether a stretch has rows, or is a table one cell a line: whole labels of forms, and figures."""
    if "figures" in kinds or ("grid" in kinds and "labels" in kinds):
        return True
    lines = [
        label_key(block.text.text)
        for block, kind in zip(blocks, kinds, strict=True)
        if isinstance(block, Paragraph) and kind == "labels"
    ]
    if kinds.count("figure") < _FEWEST_CELLS:
        # Of one without figures nothing can be read: who looks at the tables has to say so. A site's list of what is
        # published (规章, 行政许可, …) has the labels of rows alone.
        columns = {column.folded for block in vocabulary.blocks for column in block.columns}
        found = set(filter(vocabulary.is_label, lines))
        return len(found) >= _FEWEST_LABELS and len(found & columns) >= _FEWEST_COLUMNS
    whole = sum(map(vocabulary.is_label, lines))
    # labels that wrap have a line for each piece
    return max(whole, len(re.findall(vocabulary.any_label, "".join(lines)))) >= _FEWEST_CELLS


def _grid(blocks: Sequence[Block], kinds: Sequence[Kind], vocabulary: Vocabulary, source: str) -> Grid:
    from linter.parsing.wrapped_cells import with_whole_cells
    from linter.parsing.wrapped_headers import unwrapped

    rows: list[tuple[Cell, ...]] = []
    lines: list[list[PlacedCell]] = []
    page_ends = [end.start() for end in _PAGE_END.finditer(source)] if "\f" in source else []

    def pages(lines: Sequence[list[PlacedCell]]) -> Iterator[list[list[PlacedCell]]]:
        for _, page in groupby(lines, lambda line: bisect(page_ends, line[-1].cell.span.start)):
            yield list(page)  # on another page columns may stand elsewhere

    def flush() -> None:
        whole = [line for page in pages(lines) for line in with_whole_cells(page, vocabulary) if line]
        for page in pages(unwrapped(whole, vocabulary.blocks)):
            rows.extend(with_blanks(page))
        lines.clear()

    blanks = _blank_lines(blocks, kinds, source)
    is_apart = _has_one_figure_a_line(blocks, kinds)
    for index, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if isinstance(block, Grid):
            flush()
            above = len(rows)
            rows.extend(tuple(cell._replace(row=above + cell.row) for cell in row) for row in block.rows)
        elif isinstance(block, Paragraph) and kind != "page":
            start = block.text.starts[0]
            for _ in range(blanks.get(index, 0)):
                lines.append(placed(source, [_blank(start, len(rows) + len(lines) + 1)], [False]))
            row = len(rows) + len(lines) + 1
            if is_apart and kind == "figure":
                lines.append(placed(source, [Cell(block.text, None, row, 1)], [True]))
            else:
                lines.append(_words(block.text, row, kind, vocabulary, source))
    flush()
    return Grid(tuple(rows), 1)


def _has_one_figure_a_line(blocks: Sequence[Block], kinds: Sequence[Kind]) -> bool:
    """Whether each line of figures is one, were its thousands set apart by white space."""
    return "figures" not in kinds and all(
        len(block.text.text.split()) == 1 or _THOUSANDS.fullmatch(block.text.text)
        for block, kind in zip(blocks, kinds, strict=True)
        if kind == "figure" and isinstance(block, Paragraph)
    )


def _blank_lines(blocks: Sequence[Block], kinds: Sequence[Kind], source: str) -> dict[int, int]:
    """Of a table one cell a line, how many blank cells stand before a line: blank lines beside figures, where most
    figures have none."""
    ends: dict[int, int] = {}
    for index in range(1, len(blocks)):
        above, below = blocks[index - 1], blocks[index]
        if (
            not (isinstance(above, Paragraph) and isinstance(below, Paragraph))
            or "figure" not in kinds[index - 1 : index + 1]
        ):
            continue
        between = source[above.text.ends[-1] : below.text.starts[0]]
        if not between.strip(_BLANK):
            ends[index] = between.count("\n")
    if len(ends) < _FEWEST_STEPS:
        return {}
    usual, count = Counter(ends.values()).most_common(1)[0]
    if not usual or count < _LEAST_USUAL * len(ends):
        return {}
    return {index: found // usual - 1 for index, found in ends.items() if found % usual == 0}


def _blank(at: int, row: int) -> Cell:
    return Cell(Chars.at("", at), Span(at, at), row, 1)


def _words(chars: Chars, row: int, kind: Kind, vocabulary: Vocabulary, source: str) -> list[PlacedCell]:
    """The cells of a line: the words of its label, and its figures, which stand together at its end."""
    found = list(_WORD.finditer(chars.text))
    if kind == "labels" and len(found) > 1 and vocabulary.is_label(chars.text):
        return placed(source, [Cell(chars, None, row, 1)], [False])  # with white space between its letters
    spans = [word.span() for word in found]
    cells = [Cell(chars[start:end], None, row, column) for column, (start, end) in enumerate(spans, start=1)]
    first = len(found)
    if kind == "figures":
        words = [word[0] for word in found]
        first = _first_figure(words, list(map(is_figure, words)), vocabulary)
    # what stands behind a figure is one, were it written badly
    return placed(source, cells, [at >= first for at in range(len(found))])
