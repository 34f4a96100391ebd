"""Tables written with delimiters in plain lines: which lines form one, and where its cells are.

Only explicit delimiters count: bars, with frames of ┌─┬─┐ or +---+ around the cells or without, tabs, and commas.
Tables whose cells are told apart by white space or by their labels alone are left as lines, for a stage that knows the
labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from linter.model.document import LINE_ENDS
from linter.model.records import NamedTuple


class SourceLine(NamedTuple):
    """One line, or what block marks leave of it: `text` stands in the source from `start` on."""

    start: int
    text: str


# As a line, without the name: there is one for each cell.
LinePiece = tuple[int, str]
# A cell within a frame may go on on the next line.
CellPieces = LinePiece | list[LinePiece]


class Rows(NamedTuple):
    """The rows of one table, to be read once: each cell is what stands between its delimiters, white space included.

    A row is cut in pieces when its turn comes, for there are hundreds of thousands of them in a large table.
    """

    rows: Iterable[Sequence[CellPieces]]


# What a line can be part of. A bar is a line of nothing but delimiters; prose is too long to be a cell.
_PLAIN, _PROSE, _PIPES, _BAR, _TABS, _FRAME = range(6)
_LONGEST_CELL = 200
_NUMBERING = r"\s*(?:[(（]\s*\w{1,4}\s*[)）]|\w{1,4}\s*[、.．])\s*\t[^\t]*"  # a list item, not a row
_BARS = re.compile("[\u2500-\u257f｜]")
_PLAIN_BARS = str.maketrans({**dict.fromkeys("│┃║｜├┤┼┣┫╋┠┨╂╠╣╬╟╢╫", "|"), **dict.fromkeys("─━═", " ")})
_FRAME_RULE = re.compile(
    r"\+[-=:]+(?:\+[-=:]+)*\+|(?=[\u2500-\u257f])(?=.*[─━═])(?![─━═\s]*$)[\u2500-\u257f\s]+"
)  # a line of a frame: no line of dashes alone, no row of blank cells
_FIGURE = re.compile(r"(?=[.,+%-]*\d)[\d.,+%-]+")
_FIGURE_OR_STROKE = re.compile(rf"{_FIGURE.pattern}|[-－—–―/／]+")
_QUOTED = re.compile('"[^"]*"')
_FEWEST_GROUPS = 3  # of lines within a frame: what has fewer has lines under its header alone, not between rows
_BETWEEN_FIGURES = re.compile(r"\d\s+\d")  # where the commas are those of thousands
_FEWEST_CELLS = 3  # between two bars that part rows: where bars part cells there are two where a row ends
_FEWEST_COMMAS = 2
_FEWEST_ROWS = 3  # with as many commas
_RULE = r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?"


def split_lines(source: str) -> Iterator[SourceLine]:
    """Every line that is not blank, without its line end."""
    start = 0
    for text in source.splitlines(keepends=True):
        if not text.isspace():
            yield SourceLine(start, text.rstrip(LINE_ENDS))
        start += len(text)


def is_rule(text: str) -> bool:
    """Whether a line is the rule under the header of a Markdown table."""
    return re.fullmatch(_RULE, text.strip()) is not None


def arrange(lines: Sequence[SourceLine], markdown: bool = False) -> Iterator[SourceLine | Rows]:
    """Group lines into tables, in order; a line that belongs to none comes as it is.

    Parameters:
        lines: lines that follow each other, blank ones left out.
        markdown: a bar at the left is always a border, `\\|` is no delimiter, rule lines are dropped.
    """
    written = lines
    every = "\n".join(line.text for line in lines)
    if _BARS.search(every):
        lines = [_with_plain_bars(line) for line in lines]
    elif "||" in every and "|" not in every.replace("||", ""):  # all bars are twofold: each two are one
        lines = [line._replace(text=line.text.replace("||", " |")) for line in lines]
    kinds = [_kind(line.text) for line in lines]
    if _BAR in kinds and _part_rows(kinds):
        lines = written = [line for line, kind in zip(lines, kinds, strict=True) if kind != _BAR]
        kinds = [kind for kind in kinds if kind != _BAR]
    if _BAR in kinds and any(_begins_row(lines, kinds, at) for at, kind in enumerate(kinds) if kind == _PIPES):
        lines = list(_with_bars_apart(lines, kinds))
        kinds = [_kind(line.text) for line in lines]
        written = lines
    _mark_shared_bars(kinds)
    at = 0
    while at < len(lines):
        kind = kinds[at]
        end = at + 1
        rows: Iterator[Sequence[CellPieces]] = iter(())
        if kind == _FRAME:
            end = _framed_run(kinds, at)
            rows = _framed_rows(lines[at:end], kinds[at:end])
        elif kind == _PIPES:
            end = _run(kinds, at, _PIPES)
            if end - at > 1:
                rows = _pipe_rows(lines[at:end], markdown)
        elif kind == _TABS:
            end = _run(kinds, at, _TABS)
            if end - at > 1 and any("\t" in line.text.strip() for line in lines[at:end]):
                tabs = _between_cells(lines[at:end])
                rows = (_split(line, line.text, tabs) for line in lines[at:end])
        elif kind == _BAR or (kind == _PLAIN and kinds[at + 1 : at + 2] == [_BAR]):
            end = _alternating_run(kinds, at)
            if kinds[at:end].count(_BAR) > 1:
                rows = iter(_alternating_rows(lines[at:end], kinds[at:end]))
        elif lines[at].text.count(",") >= _FEWEST_COMMAS and not _BETWEEN_FIGURES.search(lines[at].text):
            end = _comma_run(lines, kinds, at)
            rows = iter(_comma_rows(lines[at:end]))
        first = next(rows, None)
        if first is not None:
            yield Rows(chain([first], rows))
        else:
            yield from written[at:end]
        at = end


def _with_plain_bars(line: SourceLine) -> SourceLine:
    """A line with plain bars for those of other widths and of frames; a line of a frame alone stays as it is."""
    if _BARS.search(line.text) is None or _FRAME_RULE.fullmatch(line.text.strip()):
        return line
    return line._replace(text=line.text.translate(_PLAIN_BARS))


def _kind(text: str) -> int:
    first = text.lstrip()[:1]
    if (first == "+" or (first > "~" and _BARS.match(first))) and _FRAME_RULE.fullmatch(text.strip()):
        return _FRAME
    if "|" in text:
        return _BAR if not text.replace("|", "").strip() else _PIPES
    if "\t" in text.lstrip() and not re.fullmatch(_NUMBERING, text.rstrip()):
        return _TABS
    return _PLAIN if len(text) <= _LONGEST_CELL else _PROSE


def _part_rows(kinds: Sequence[int]) -> bool:
    """Whether bars stand between rows of which each cell has its line: mostly several cells are between two."""
    bars = [at for at, kind in enumerate(kinds) if kind == _BAR]
    between = [kinds[before + 1 : at] for before, at in pairwise(bars)]
    cells = [len(gap) for gap in between if gap and not any(kind != _PLAIN for kind in gap)]
    return 2 * sum(count >= _FEWEST_CELLS for count in cells) > len(cells)


def _begins_row(lines: Sequence[SourceLine], kinds: Sequence[int], at: int) -> bool:
    """Whether a line has the bar before the first cell of a row, and the next cell is one without a bar before it.

    Where each cell has a bar before it, a line of nothing but that is a blank cell.
    """
    text = lines[at].text.strip()
    if kinds[at + 1 : at + 2] != [_BAR] or not text.startswith("|") or "|" in text[1:]:
        return False
    is_plain = kinds[at + 2 : at + 4] == [_PLAIN, _BAR]
    return is_plain or (kinds[at + 2 : at + 3] == [_PIPES] and not lines[at + 2].text.lstrip().startswith("|"))


def _with_bars_apart(lines: Sequence[SourceLine], kinds: Sequence[int]) -> Iterator[SourceLine]:
    """The lines without the bars before rows, and with those behind cells on lines of their own, as the others are."""
    for at, line in enumerate(lines):
        if kinds[at] != _PIPES:
            yield line
        elif _begins_row(lines, kinds, at):
            bar = line.text.index("|") + 1
            yield SourceLine(line.start + bar, line.text[bar:])
        elif line.text.count("|") == 1 and line.text.rstrip().endswith("|"):
            bar = line.text.index("|")
            yield SourceLine(line.start, line.text[:bar])
            yield SourceLine(line.start + bar, line.text[bar:])
        else:
            yield line


def _mark_shared_bars(kinds: list[int]) -> None:
    """Bars beside a line with cells of its own are blank cells of that table: they count as its rows."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = order.step
        for at in order:
            if kinds[at] == _BAR and kinds[at - step] == _PIPES:
                kinds[at] = _PIPES


def _run(kinds: list[int], start: int, kind: int) -> int:
    end = start
    while end < len(kinds) and kinds[end] == kind:
        end += 1
    return end


def _between_cells(lines: Sequence[SourceLine]) -> str:
    """The tabs between two cells: as many as everywhere stand together."""
    return "\t" * min(map(len, re.findall("\t+", "\n".join(line.text.strip() for line in lines))))


def _comma_run(lines: Sequence[SourceLine], kinds: Sequence[int], start: int) -> int:
    """The end of a run of lines with as many commas as the first."""
    count = _with_hidden_commas(lines[start].text).count(",")
    end = start + 1
    while (
        end < len(lines) and kinds[end] in (_PLAIN, _PROSE) and _with_hidden_commas(lines[end].text).count(",") == count
    ):
        end += 1
    return end


def _comma_rows(lines: Sequence[SourceLine]) -> list[list[LinePiece]]:
    """The rows of a table with commas between its cells: most lines end with a figure, a stroke or a blank cell, or do
    so before a last cell of words."""
    rows = [list(_between_commas(line)) for line in lines]
    endings = [[text.strip() for _, text in row[-2:]] for row in rows]
    figures = sum(any(not end or _FIGURE_OR_STROKE.fullmatch(end) is not None for end in ending) for ending in endings)
    return rows if len(rows) >= _FEWEST_ROWS and 2 * figures > len(rows) and len(rows[0]) > _FEWEST_COMMAS else []


def _between_commas(line: SourceLine) -> Iterator[LinePiece]:
    for start, masked in _split(line, _with_hidden_commas(line.text), ","):
        piece = line.text[start - line.start : start - line.start + len(masked)]
        is_quoted = len(piece) > 1 and piece[0] == piece[-1] == '"'
        yield (start + 1, piece[1:-1]) if is_quoted else (start, piece)


def _with_hidden_commas(text: str) -> str:
    """A line in which no comma stands within quotes; it has its length."""
    return _QUOTED.sub(lambda quoted: quoted[0].replace(",", " "), text) if '"' in text else text


def _framed_run(kinds: list[int], start: int) -> int:
    """The end of a run of rows and of lines of their frame, which ends with such a line."""
    end = start
    while end < len(kinds) and kinds[end] in (_FRAME, _PIPES, _BAR):
        end += 1
    while kinds[end - 1] != _FRAME:
        end -= 1
    return end


def _framed_rows(lines: Sequence[SourceLine], kinds: Sequence[int]) -> Iterator[Sequence[CellPieces]]:
    """The rows within a frame that has lines between them: what stands between two of these is one, where it can be."""
    groups: list[list[list[LinePiece]]] = [[]]
    for line, kind in zip(lines, kinds, strict=True):
        if kind == _FRAME:
            groups.append([])
        else:
            row = _split(line, line.text, "|")
            groups[-1].append(row[1:-1] if len(row) > 2 else row)
    groups = list(filter(None, groups))
    for group in groups:
        cells = list(zip(*group, strict=False))
        if len(groups) < _FEWEST_GROUPS or len(set(map(len, group))) > 1 or not all(map(_is_one_cell, cells)):
            yield from group
        else:
            yield [[piece for piece in cell if piece[1].strip()] or cell[0] for cell in cells]


def _is_one_cell(cell: Sequence[LinePiece]) -> bool:
    """Whether lines below each other may be a cell: a figure stands alone."""
    filled = list(filter(None, (text.strip() for _, text in cell)))
    return len(filled) < 2 or not any(map(_FIGURE.fullmatch, filled))


def _alternating_run(kinds: list[int], start: int) -> int:
    """The end of a run of bars and of plain lines each of which stands beside a bar."""
    end = start
    while end < len(kinds):
        beside = kinds[max(end - 1, start) : end + 2]
        if kinds[end] != _BAR and not (kinds[end] == _PLAIN and _BAR in beside):
            break
        end += 1
    return end


def _alternating_rows(lines: Sequence[SourceLine], kinds: list[int]) -> list[list[LinePiece]]:
    """Cells and bars on lines of their own: bars enclose a blank cell, two cells part two rows."""
    rows: list[list[LinePiece]] = [[]]
    before = _BAR
    for line, kind in zip(lines, kinds, strict=True):
        if kind == _BAR:
            for offset, character in enumerate(line.text, line.start):
                if character == "|":
                    if before == _BAR:
                        rows[-1].append((offset, ""))
                    before = _BAR
        else:
            if before != _BAR:
                rows.append([])
            rows[-1].append(line)
            before = kind
    return rows


def _pipe_rows(lines: Sequence[SourceLine], markdown: bool) -> Iterator[list[LinePiece]]:
    # A bar at the left is a border where most rows have one; where few have, it follows a blank cell. At either end it
    # is none where rows without it are as wide as those with it: there it stands beside a blank cell.
    full = [line.text.strip() for line in lines if line.text.replace("|", "").strip()]
    begun = [text.startswith("|") for text in full]
    bordered = markdown or (2 * sum(begun) > len(full) and _is_border(full, begun))
    single = 2 * sum(["|" not in text.strip("|") for text in full]) > len(full)
    closed = single or markdown or _is_border(full, [text.endswith("|") for text in full])
    for index, line in enumerate(lines):
        text = line.text
        if single and "||" in text and not text.replace("|", "").strip():
            continue  # one cell a line: so many bars are what a merged cell covers
        if markdown:
            # A row of single strokes says "no data", unless it stands where a rule does.
            if (index == 1 or "--" in text) and is_rule(text):
                continue
            text = text.replace("\\|", "  ")
        row = _split(line, text, "|")
        if closed and len(row) > 1 and text.rstrip().endswith("|"):
            row.pop()
        if bordered and len(row) > 1 and text.lstrip().startswith("|"):
            del row[0]
        yield row


def _is_border(rows: Sequence[str], barred: Sequence[bool]) -> bool:
    """Whether the rows with a bar at one end have more bars than those without: what else is beside it is a cell."""
    most = {False: 0, True: 0}
    for text, has_bar in zip(rows, barred, strict=True):
        most[has_bar] = max(most[has_bar], text.count("|"))
    return most[True] > most[False]


def _split(line: SourceLine, text: str, delimiter: str) -> list[LinePiece]:
    pieces: list[LinePiece] = []
    start = line.start
    for piece in text.split(delimiter):
        pieces.append((start, piece))
        start += len(piece) + 1
    return pieces
