"""The findings of a file put into its document: where each range begins and ends, and what is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.annotate import word_comments as comments
from linter.annotate import zip_archive as archive
from linter.annotate.elements import Elements, as_utf8, changed
from linter.annotate.runs import Cut, Run
from linter.annotate.word_markup import Markup
from linter.model.diagnostics import Diagnostic, Edit
from linter.model.document import Block, Paragraph, Span
from linter.readers import docx
from linter.readers.word.package import Package
from linter.readers.word.word_places import Places

_NUMBERS = re.compile(rb":id=[\"'](\d{1,9})[\"']")
_FIGURE = re.compile(r"[\d０-９.,，．]+")
_IN_BOX, _INSERTED, _MATHS = "txbxContent", ("ins", "moveTo"), ("oMath", "oMathPara")


def annotated(data: bytes, findings: Sequence[Diagnostic], lang: str, *, suggest: bool = False) -> bytes:
    """A copy of a Word file with the findings as comments.

    Parameters:
        data: the file.
        findings: what was found in it, with places in the text that the reader takes from it.
        lang: the language of what the comments say beside the messages.
        suggest: add safe fixes, and figures that are certain, as tracked changes.

    Raises:
        ReadError: the file cannot be read.
    """
    if not findings:
        return data
    package = Package(data)
    read = docx.read("", data)
    places = read.layout
    assert isinstance(places, Places)
    main = as_utf8(package.content(package.main))
    book = comments.Book.of(package)
    namespace = str(places.root.tag).rpartition("}")[0] + "}"
    numbers = map(int, _NUMBERS.findall(main + book.content))
    elements = Elements(main, places.root)
    markup = Markup(elements.data[elements.stretch(places.root).start :][:200], namespace, max(numbers, default=-1) + 1)
    document = _Document(places, elements, markup)
    first = _first(read.blocks)
    said: list[str] = []
    for finding in findings:
        number = markup.number()
        document.comment(finding.span or first, number)
        said.append(markup.comment(number, comments.lines(finding, lang)))
    if suggest:
        for finding in findings:
            for edit in _edits(finding, read.source):
                document.replace(edit)
    parts: Mapping[str, bytes] = {package.main: document.written(), **book.with_comments(package, said, markup)}
    return archive.rewritten(data, parts)


def _first(blocks: Sequence[Block]) -> Span:
    """Where a finding about the whole document is put: its first line."""
    lines = (block.text.span() for block in blocks if isinstance(block, Paragraph) and not block.aside)
    return next(lines, Span(0, 0))


def _edits(finding: Diagnostic, source: str) -> Sequence[Edit]:
    """What may be changed: what a safe fix says, and a figure that must be another."""
    if finding.fix is not None and finding.fix.safety == "safe":
        return finding.fix.edits
    if not finding.is_certain or finding.span is None or not isinstance(finding.expected, int):
        return ()
    start, end = finding.span
    if source[start:end].strip() and not _FIGURE.fullmatch(source[start:end]):
        return ()  # a word or a unit in the cell is the author's to change
    return (Edit(start, end, str(finding.expected)),)


class _Range(NamedTuple):
    """The runs in which a stretch of text begins and ends, with the places in them."""

    first: Run
    begin: Cut
    last: Run
    end: Cut


class _Document:
    """The document's part while marks are put into it."""

    def __init__(self, places: Places, elements: Elements, markup: Markup) -> None:
        self._places = places
        self._elements = elements
        self._markup = markup
        self._runs: dict[int, Run] = {}
        self._paragraphs: dict[int, tuple[Element, list[str], list[str]]] = {}
        self._replaced: list[Edit] = []

    def comment(self, span: Span, number: int) -> None:
        """Put a comment's range round a stretch of the source, round the paragraph where it stands in no run."""
        begins, ends = self._markup.begins(number), self._markup.ends(number)
        place = self._range(span)
        if place is None:
            _, before, behind = self._paragraph(span)
            before.append(begins)
            behind.append(ends)
        else:
            place.first.marks(place.begin).begins.append(begins)
            place.last.marks(place.end).ends.insert(0, ends)

    def replace(self, edit: Edit) -> None:
        """Mark a stretch as deleted and put another text behind it, both as tracked changes.

        Left alone is what is not in one paragraph, what another edit has changed, and what is a tracked change itself.
        """
        span = Span(edit.start, edit.end)
        if any(edit.start < other.end and other.start < edit.end for other in self._replaced):
            return
        if edit.start == edit.end:
            self._insert(edit.start, edit.text)
            return
        pieces = self._places.pieces(span)
        if not pieces or len({id(self._places.paragraph(piece.start)) for piece in pieces}) > 1:
            return
        around = [self._elements.line(piece.element) for piece in pieces]
        if any(self._is_fixed(line) for line in around):
            return
        self._replaced.append(edit)
        runs: list[Run] = []
        for piece, line in zip(pieces, around, strict=True):
            run = self._run(line)
            begin = run.cut(line, max(edit.start - piece.start, 0), is_end=False)
            end = run.cut(line, min(edit.end, piece.end) - piece.start, is_end=True)
            run.delete(begin, end)
            runs.append(run)
        if edit.text:
            runs[-1].marks(end).insertions.append(self._markup.changed("ins", runs[0].like(edit.text)))

    def _insert(self, offset: int, text: str) -> None:
        for span in (Span(offset, offset + 1), Span(offset - 1, offset)):
            for piece in self._places.pieces(span):
                line = self._elements.line(piece.element)
                if not self._is_fixed(line):
                    run = self._run(line)
                    cut = run.cut(line, offset - piece.start, is_end=span.end == offset)
                    run.marks(cut).insertions.append(self._markup.changed("ins", run.like(text)))
                return
        self._fill(Span(offset, offset), text)

    def written(self) -> bytes:
        """The part with all that was put into it."""
        changes = [run.change() for run in self._runs.values()]
        for element, before, behind in self._paragraphs.values():
            stretch = self._elements.stretch(element)
            properties = element.find(self._markup.name("pPr"))
            if stretch.inside == stretch.end:  # <w:p/>
                tag = self._elements.data[stretch.start : stretch.end].decode()
                name = tag[1:].split()[0].rstrip("/>")
                whole = f"{tag[:-2]}>{''.join(before)}{''.join(behind)}</{name}>"
                changes.append((stretch.start, stretch.end, whole.encode()))
                continue
            at = stretch.inside if properties is None else self._elements.stretch(properties).end
            changes.append((at, at, "".join(before).encode()))
            changes.append((stretch.close, stretch.close, "".join(behind).encode()))
        return changed(self._elements.data, changes)

    def _range(self, span: Span) -> _Range | None:
        pieces = self._places.pieces(span) if span.start < span.end else []
        if not pieces:
            return None
        first, last = pieces[0], pieces[-1]
        line, end_line = self._elements.line(first.element), self._elements.line(last.element)
        run, end_run = self._run(line), self._run(end_line)
        return _Range(
            run,
            run.cut(line, max(span.start - first.start, 0), is_end=False),
            end_run,
            end_run.cut(end_line, min(span.end, last.end) - last.start, is_end=True),
        )

    def _run(self, line: Sequence[Element]) -> Run:
        """The outermost run around a piece of text: there are no comments within text boxes."""
        element = next(around for around in line if self._is_run(around))
        return self._runs.setdefault(id(element), Run(element, self._elements, self._markup))

    def _is_run(self, element: Element) -> bool:
        return element.tag == self._markup.name("r") or str(element.tag).rpartition("}")[2] in _MATHS

    def _is_fixed(self, line: Sequence[Element]) -> bool:
        """Whether a piece is no plain text of a run, stands in a text box or was inserted as a tracked change."""
        name = self._markup.name
        plain = line[-1].tag == name("t") and line[-2].tag == name("r")
        around = {name(word) for word in (_IN_BOX, *_INSERTED)}
        return not plain or any(element.tag in around for element in line)

    def _paragraph(self, span: Span) -> tuple[Element, list[str], list[str]]:
        element = self._places.paragraph(span.start)
        return self._paragraphs.setdefault(id(element), (element, [], []))

    def _fill(self, span: Span, text: str) -> None:
        """Write into an empty paragraph, in the look that its mark has."""
        element, before, _ = self._paragraph(span)
        mark = element.find(f"{self._markup.name('pPr')}/{self._markup.name('rPr')}")
        look = "" if mark is None else self._elements.raw(mark).decode()
        run = f"{self._markup.open('r')}{look}{self._markup.text('t', text)}{self._markup.close('r')}"
        before.append(self._markup.changed("ins", run))
