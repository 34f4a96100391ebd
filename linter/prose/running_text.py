"""The lines of a report that are running text: what the checks of wording read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.model.document import LINE_ENDS, Chars, Document, Paragraph
from linter.model.records import LeftToPython, kept
from linter.model.report import Report, Section, Title
from linter.prose.figure_mentions import sentence_spans
from linter.prose.passages import Passage
from linter.readers.formats import FORMATS
from linter.text.dates import DateMention, mentions
from linter.text.folding import Folded

_SHORTEST_WRAPPED = 24  # characters: lines broken at a page's width are longer
_LINE_BREAKS = frozenset((*LINE_ENDS, "\r\n"))
_STOPS = frozenset("。！？；：!?;:")


class Line(metaclass=LeftToPython):
    """A line of text: before the first heading (`front`), a heading, prose below one or without any, signed (`sign`).

    `level` is that of the heading that it is, else 0. What several checks ask of its text is told once.
    """

    def __init__(self, folded: Folded, kind: str, level: int = 0) -> None:
        self.folded = folded
        self.text = folded.text
        self.kind = kind
        self.level = level

    @kept
    def dates(self) -> Sequence[DateMention]:
        """The dates in it, in their order."""
        return mentions(self.folded)

    @kept
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where its sentences begin and end."""
        return tuple(sentence_spans(self.text))


def lines(report: Report, prose: Sequence[Passage]) -> Iterator[Line]:
    """Every line of a report in its order. `prose` are its passages, so that nothing is folded twice.

    Lines of plain text that were broken at the width of a page are put together again: a date or a name may lie on
    both sides of the break.
    """
    rest = iter(prose)
    document = report.document
    front = [next(rest).folded for block in report.front if isinstance(block, Paragraph)]
    kind = "front" if report.sections else "prose"
    yield from (Line(folded, kind) for folded in _whole(front, document, report.title))
    for part in report.sections:
        yield from _of_section(part, rest, document)
    for block in report.sign_off:
        if isinstance(block, Paragraph):
            yield Line(Folded(block.text), "sign")


def _of_section(section: Section, rest: Iterator[Passage], document: Document) -> Iterator[Line]:
    yield Line(Folded(section.heading), "heading", section.level)
    prose = [next(rest).folded for block in section.blocks if isinstance(block, Paragraph)]
    yield from (Line(folded, "prose") for folded in _whole(prose, document))
    for child in section.children:
        yield from _of_section(child, rest, document)


def _whole(prose: Iterable[Folded], document: Document, title: Title | None = None) -> Iterator[Folded]:
    if not FORMATS[document.format].wraps:
        yield from prose
        return
    end_of_title = title.span.end if title is not None and title.span is not None else None
    pieces: list[Folded] = []
    for folded in prose:
        is_below_title = bool(pieces) and pieces[-1].chars.span().end == end_of_title
        if is_below_title or (pieces and not _runs_on(pieces[-1].chars, folded.chars, document.source)):
            yield _joined(pieces)
            pieces = []
        pieces.append(folded)
    if pieces:
        yield _joined(pieces)


def _joined(pieces: Sequence[Folded]) -> Folded:
    return pieces[0] if len(pieces) == 1 else Folded(Chars.join(piece.chars for piece in pieces))


def _runs_on(before: Chars, after: Chars, source: str) -> bool:
    """Whether a long line without a stop goes on in the next one, which is not indented."""
    if len(before) < _SHORTEST_WRAPPED or before.text[-1] in _STOPS:
        return False
    between = source[before.ends[-1] : after.starts[0]].strip(" \t")
    return between in _LINE_BREAKS and source[after.starts[0] - 1] in LINE_ENDS
