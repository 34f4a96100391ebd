"""Text whose line breaks are lost: what was lines, headings and tables and stands in one line is cut apart again.

The headings of a report are known by the titles of its parts, its tables by the labels of the forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from linter.model.document import Block, Cell, Chars, Grid, Paragraph, Span
from linter.model.records import NamedTuple
from linter.parsing.title import read_title
from linter.parsing.written_figures import is_figure
from linter.reference.lexicon import Lexicon
from linter.reference.vocabulary import Vocabulary
from linter.text.folding import Folded, fold
from linter.text.numbers import NUMERALS, chinese_number

_SHORTEST = 60  # characters of a line that may be several
_FEWEST_PARTS = 3  # headings of parts in one line, that show that it was several
_FEWEST_WITH_TEXT = 2  # where a text stands between them
_LONGEST_HEADING = 36
_LONGEST_TITLE = 70  # bounds the work: no longer line is read as a title
_LONGEST_WORD, _LONGEST_LABEL = 40, 60
_LONGEST_SIGNATURE = 40
_MOST_STRAYS = 2  # words of a table in a row that are neither labels nor figures
_FEWEST_CELLS = 3  # labels, and figures, of a table
_FEWEST_GLUED = 6  # labels of a table without white space
_FEWEST_BARS = 6  # that tell cells apart, in place of white space
_NEAR = 3  # letters between entries of a table of contents
_ENDS = "。！？；"
_OPENING, _CLOSING = frozenset("（(“"), frozenset("）)”")  # signs of a label that are no letters of it
_MARKS = frozenset("。，；！？,;")
_PARAGRAPH_END = re.compile(rf"(?<=[{_ENDS}])[\s\u3000]+|(?<=[{_ENDS}])(?=[（(][{NUMERALS}]{{1,3}}[）)])")
_BEGINS = re.compile(rf"(?:[{_ENDS}：:\s]|报告)$")
_NUMBERED_WORD = re.compile(rf"(?<!\S)([{NUMERALS}]{{1,3}})[、.．][^\s。，；|]{{2,{_LONGEST_HEADING}}}(?!\S)")
_REPORT = re.compile("报告|年报")
_INTRODUCES = re.compile(r"[\s\u3000]*(?:本(?:报告|年报)|根据|按照|依照|依据)")  # how the text behind a title begins
_WORD = re.compile(r"[^\s|]+")
_GLUED_ROW = re.compile(r"(?:[^\d\s|][^\s|]{0,56})?[^\W\d_)）]\d{1,57}")
_APART = re.compile(r"[；;，、]\s*[+-]?\d")  # a sign between a figure and what stands before it
_DELIMITED = re.compile(r"[^|\t]*")


class _Heading(NamedTuple):
    """Where the heading of a part stands in a text; `value` is its numeral."""

    start: int
    end: int
    value: int | None


def with_lines(blocks: Sequence[Block], vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[Block]:
    """The blocks, those cut apart that hold several lines: title, headings of parts, paragraphs, tables."""
    is_first = True
    for block in _with_glued_rows(blocks, vocabulary):
        if isinstance(block, Paragraph) and len(block.text) >= _SHORTEST and not block.aside:
            if is_first and (end := _title_end(block.text, lexicon)) and _INTRODUCES.match(block.text.text, end):
                yield Paragraph(block.text[:end].strip())
                block = Paragraph(block.text[end:].strip())
            is_first = False
            yield from _lines(block, vocabulary, lexicon)
        else:
            yield block


def _with_glued_rows(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """The blocks, lines that are the rows of a table with nothing between their cells as a grid."""
    if sum(map(_ends_with_figures, blocks)) < _FEWEST_CELLS:
        yield from blocks
        return
    run: list[Paragraph] = []
    stray: list[Paragraph] = []  # between two rows, at most one
    rows = re.compile(rf"(?:{vocabulary.any_label})+\d*|\d+")
    for block in blocks:
        if isinstance(block, Paragraph) and not block.aside and len(block.text) <= _LONGEST_LABEL:
            text = block.text.text
            if not _APART.search(text) and rows.fullmatch("".join(filter(str.isalnum, fold(text)))):
                run += [*stray, block]
                stray = []
                continue
            if run and not stray and not vocabulary.is_part_title(block.text):
                stray = [block]
                continue
        yield from (*_table(run, vocabulary), *stray, block)
        run, stray = [], []
    yield from (*_table(run, vocabulary), *stray)


def _ends_with_figures(block: Block) -> bool:
    """Whether a short line is words with digits right behind them."""
    if not isinstance(block, Paragraph) or not block.text.text[-1:].isdecimal():
        return False
    return _GLUED_ROW.fullmatch(block.text.text) is not None


def _table(lines: Sequence[Paragraph], vocabulary: Vocabulary) -> Sequence[Block]:
    """Lines as a grid of one cell a row, unless they are too few labels, or no figures."""
    words = [(line.text, word) for line in lines for word in _glued_words(line.text, vocabulary)]
    kinds = Counter(word.kind for _, word in words)
    if kinds["label"] < _FEWEST_GLUED or not kinds["figure"]:
        return lines
    return (Grid(tuple((_cell(chars, word, row),) for row, (chars, word) in enumerate(words, start=1)), 1),)


def _lines(block: Paragraph, vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[Block]:
    chars = block.text
    every = _headings(chars, vocabulary)
    headings = _without_contents(chars.text, every)
    if len(every) >= _FEWEST_PARTS and not headings and not chars.text[: every[0].start].strip():
        yield block._replace(aside=True)
        return
    if len(headings) < _FEWEST_PARTS and not _have_text(chars.text, headings):
        found = list(_tables(chars, vocabulary))
        yield from found if len(found) > 1 or isinstance(found[0], Grid) else [block]
        return
    at = 0
    for heading in headings:
        yield from _texts(chars[at : heading.start], vocabulary, lexicon if not at else None)
        yield Paragraph(chars[heading.start : heading.end].strip())
        at = heading.end
    yield from _texts(chars[at:], vocabulary, None)


def _headings(chars: Chars, vocabulary: Vocabulary) -> list[_Heading]:
    """The headings of parts in a text."""
    if sum(title in chars.text for title in vocabulary.part_titles) < _FEWEST_WITH_TEXT:
        return []
    folded = Folded(chars)
    found = {
        match.start(): _Heading(
            folded.index[match.start()], folded.index[match.end() - 1] + 1, chinese_number(match["number"])
        )
        for match in re.finditer(vocabulary.part_heading, folded.text)
    }
    headings = sorted(found.values())
    titled = {at for heading in headings for at in range(heading.start, heading.end)}
    for match in _NUMBERED_WORD.finditer(chars.text):
        if match.start() not in titled and not vocabulary.knows(match[0]):
            headings.append(_Heading(*match.span(), chinese_number(match[1])))
    return sorted(headings)


def _have_text(text: str, headings: Sequence[_Heading]) -> bool:
    """Whether headings that follow each other begin where a sentence may, and have sentences between them."""
    if len(headings) < _FEWEST_WITH_TEXT or not all(map(_is_next, headings, headings[1:])):
        return False
    between = [text[one.end : following.start].strip() for one, following in pairwise(headings)]
    begin = all(not text[: one.start].strip() or _BEGINS.search(text, 0, one.start) for one in headings)
    return begin and all("。" in sentences[_NEAR:] for sentences in between)


def _without_contents(text: str, headings: Sequence[_Heading]) -> list[_Heading]:
    """The headings without those that follow each other with nothing between: a table of contents."""
    kept: list[_Heading] = []
    run: list[_Heading] = []
    for heading in headings:
        if run and not (_is_next(run[-1], heading) and len(text[run[-1].end : heading.start].strip()) <= _NEAR):
            kept += run if len(run) < _FEWEST_PARTS else []
            run = []
        run.append(heading)
    return kept + (run if len(run) < _FEWEST_PARTS else [])


def _is_next(first: _Heading, second: _Heading) -> bool:
    return first.value is not None and second.value == first.value + 1


def _texts(chars: Chars, vocabulary: Vocabulary, front: Lexicon | None) -> Iterator[Block]:
    """What stands between two headings as paragraphs and tables; before the first (`front`) a title comes first."""
    if front is not None and (end := _title_end(chars, front)):
        yield Paragraph(chars[:end].strip())
        chars = chars[end:]
    for block in _tables(chars, vocabulary):
        if isinstance(block, Paragraph):
            yield from _paragraphs(block.text)
        else:
            yield block


def _title_end(chars: Chars, lexicon: Lexicon) -> int:
    """Where the title with which a text begins ends, 0 if it begins with none."""
    for match in _REPORT.finditer(chars.text, 0, _LONGEST_TITLE):
        title = read_title(chars[: match.end()].strip(), lexicon)
        following = chars.text[match.end() : match.end() + 1]
        if title is not None and title.names_report and following not in _MARKS and following not in "》”":
            return match.end()
    return 0


def _paragraphs(chars: Chars) -> Iterator[Paragraph]:
    at = 0
    text = chars.text
    for match in _PARAGRAPH_END.finditer(text):
        if text[at : match.start()].strip():
            yield Paragraph(chars[at : match.start()].strip())
        at = match.end()
    rest = chars[at:].strip()
    if len(rest) <= _LONGEST_SIGNATURE and _MARKS.isdisjoint(rest.text):
        yield from (Paragraph(rest[word.start() : word.end()]) for word in _WORD.finditer(rest.text))
    elif rest.text:
        yield Paragraph(rest)


# --- tables ---


class _Word(NamedTuple):
    """A word of a text, or a blank between two delimiters."""

    start: int
    end: int
    kind: str  # label, figure, blank, stray or other


def _tables(chars: Chars, vocabulary: Vocabulary) -> Iterator[Paragraph | Grid]:
    """A text with its tables as grids of one cell a row."""
    at = 0
    words = [piece for word in _words(chars.text, vocabulary) for piece in _apart(word, chars, vocabulary)]
    runs = _table_runs(words, chars.text, vocabulary, _FEWEST_CELLS, _FEWEST_CELLS)
    if not runs and any(label in chars.text for label in vocabulary.last_columns):
        words = list(_glued_words(chars, vocabulary))
        runs = _table_runs(words, chars.text, vocabulary, _FEWEST_GLUED, 1)
    for run in runs:
        if chars.text[at : run[0].start].strip(" |\t\u3000"):
            yield Paragraph(chars[at : run[0].start].strip())
        yield Grid(tuple((_cell(chars, word, row),) for row, word in enumerate(run, start=1)), 1)
        at = run[-1].end
    rest = chars[at:].strip()
    if rest.text.strip(" |\t\u3000"):
        yield Paragraph(rest)


def _table_runs(
    words: Sequence[_Word], text: str, vocabulary: Vocabulary, labels: int, figures: int
) -> list[Sequence[_Word]]:
    """The runs of words that are tables: they have so many whole labels and so many figures."""
    if sum(word.kind == "figure" for word in words) < figures:
        return []
    found = []
    for first, last in _runs(words):
        run = words[first:last]
        whole = (word for word in run if word.kind == "label" and vocabulary.is_label(text[word.start : word.end]))
        if sum(word.kind == "figure" for word in run) >= figures and sum(1 for _ in whole) >= labels:
            found.append(run)
    return found


def _glued_words(chars: Chars, vocabulary: Vocabulary) -> Iterator[_Word]:
    """The words of a text without white space: whole labels, and what stands between them.

    Figures that stand together cannot be told apart, unless they are zeros, with which no other number begins, or as
    many digits as the row has columns.
    """
    folded = Folded(chars)
    letters = [at for at, sign in enumerate(folded.text) if sign.isalnum()]
    text = "".join(folded.text[at] for at in letters)
    at, width = 0, 0
    for match in re.finditer(vocabulary.any_label, text):
        start = folded.index[letters[match.start()]]
        while start > at and chars.text[start - 1] in _OPENING:
            start -= 1
        yield from _between(chars.text, at, start, width)
        at = folded.index[letters[match.end() - 1]] + 1
        while chars.text[at : at + 1] in _CLOSING:
            at += 1
        yield _Word(start, at, "label")
        width = vocabulary.widths.get(match[0], 0)
    yield from _between(chars.text, at, len(chars), width)


def _between(text: str, start: int, end: int, width: int) -> Iterator[_Word]:
    for word in _WORD.finditer(text, start, end):
        if word[0].isdecimal() and (len(word[0]) == width or not word[0].strip("0")):
            yield from (_Word(at, at + 1, "figure") for at in range(*word.span()))
        elif is_figure(word[0]) or (any(map(str.isdecimal, word[0])) and _MARKS.isdisjoint(word[0])):
            yield _Word(*word.span(), "figure")  # with the words of further columns between them, too
        elif any(map(str.isalnum, word[0])):
            yield _Word(
                *word.span(),
                "stray" if word.end() - word.start() <= _LONGEST_WORD and _MARKS.isdisjoint(word[0]) else "other",
            )


def _apart(word: _Word, chars: Chars, vocabulary: Vocabulary) -> Iterable[_Word]:
    """A word as the labels and figures that have run together in it where lines have no ends: 总计9, 31行政许可."""
    if word.kind != "stray":
        return (word,)
    at = word.start
    pieces = [
        _Word(at + piece.start, at + piece.end, piece.kind) for piece in _glued_words(chars[at : word.end], vocabulary)
    ]
    are_all = len(pieces) > 1 and all(piece.kind in ("label", "figure") for piece in pieces)
    return pieces if are_all else (word,)


def _words(text: str, vocabulary: Vocabulary) -> Iterator[_Word]:
    if text.count("|") + text.count("\t") < _FEWEST_BARS:
        yield from (_word(text, *word.span(), vocabulary) for word in _WORD.finditer(text))
        return
    at = 0
    while at <= len(text):
        match = _DELIMITED.match(text, at)
        assert match is not None
        piece = match[0].strip()
        start = at + len(match[0]) - len(match[0].lstrip())
        if not piece:
            yield _Word(at, at, "blank")
        elif vocabulary.knows(piece) and not is_figure(piece):
            yield _Word(start, start + len(piece), "label")
        else:
            yield from (_word(text, *word.span(), vocabulary) for word in _WORD.finditer(text, at, match.end()))
        at = match.end() + 1


def _word(text: str, start: int, end: int, vocabulary: Vocabulary) -> _Word:
    word = text[start:end]
    if is_figure(word):
        return _Word(start, end, "figure")
    if end - start > _LONGEST_LABEL:
        return _Word(start, end, "other")
    if vocabulary.knows(word):
        return _Word(start, end, "label")
    short = end - start <= _LONGEST_WORD and _MARKS.isdisjoint(word)
    return _Word(start, end, "stray" if short else "other")


def _runs(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Runs of words from a label on that are labels and figures, with a few others between."""
    index = 0
    while index < len(words):
        if words[index].kind != "label":
            index += 1
            continue
        end, strays, look = index + 1, 0, index + 1
        while look < len(words) and words[look].kind != "other":
            strays = strays + 1 if words[look].kind == "stray" else 0
            if strays > _MOST_STRAYS:
                break
            end = end if strays else look + 1
            look += 1
        yield index, end
        index = end


def _cell(chars: Chars, word: _Word, row: int) -> Cell:
    if word.start < word.end:
        return Cell(chars[word.start : word.end], None, row, 1)
    at = chars.span(max(word.start - 1, 0), max(word.start, 1)).end
    return Cell(Chars.at("", at), Span(at, at), row, 1)
