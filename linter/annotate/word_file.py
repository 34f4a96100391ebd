"""The findings of a file put into its document: where each range begins and ends, and what is changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element

from linter.annotate import word_comments as comments
from linter.annotate import zip_archive as archive
from linter.annotate.earlier import without_earlier
from linter.annotate.elements import Elements, as_utf8, changed
from linter.annotate.runs import Cut, Run
from linter.annotate.word_markup import Markup
from linter.files import own_output as own
from linter.model.diagnostics import Diagnostic, Edit
from linter.model.document import Block, Paragraph, Span
from linter.model.records import NamedTuple, kept
from linter.readers import docx
from linter.readers.word.package import Package
from linter.readers.word.word_places import Places, TextSource
from linter.text.folding import fold

_NUMBERS = re.compile(rb":id=[\"'](\d{1,9})[\"']")
_FIGURE = re.compile(r"[\d０-９.,，．]+")
_IN_BOX, _FIELD, _INSERTED, _MATHS = "txbxContent", "fldSimple", ("ins", "moveTo"), ("oMath", "oMathPara")
_FILLED = frozenset({"dataBinding", "lock", "showingPlcHdr", "dropDownList", "comboBox", "date", "checkbox"})


def annotated(
    data: bytes,
    findings: Sequence[Diagnostic],
    lang: str,
    *,
    suggest: bool = False,
    written: date | None = None,
    summary: Sequence[str] = (),
    title: str | None = None,
) -> bytes:
    """A copy of a Word file with the findings as comments, in place of those that an earlier run has left in it.

    Parameters:
        data: the file.
        findings: what was found in it, with places in the text that the reader takes from it.
        lang: the language of what the comments say beside the messages.
        suggest: add safe fixes, and figures that are certain, as tracked changes.
        written: the day of the comments; none where it is None.
        summary: what a comment at the report's title says of all, line by line.
        title: that title; the first line is taken for it where none is known.

    Raises:
        ReadError: the file cannot be read.
    """
    original, data = data, without_earlier(data)
    if not (findings or summary):
        return data if data is original else _marked(data)
    package = Package(data)
    read = docx.read("", data, whole=True)
    places = read.layout
    assert isinstance(places, Places)
    main = as_utf8(package.content(package.main))
    book = comments.Book.of(package)
    namespace = str(places.root.tag).rpartition("}")[0] + "}"
    numbers = map(int, _NUMBERS.findall(main + book.content))
    elements = Elements(main, places.root)
    markup = Markup(elements.data[elements.stretch(places.root).start :][:200], namespace, max(numbers, default=-1) + 1)
    document = _Document(places, elements, markup)
    first = _title(read.blocks, title)
    told = [(first, comments.harmless(summary))] if summary else []
    told += [(finding.span or first, comments.lines(finding, lang)) for finding in findings]
    said: list[str] = []
    for span, lines in told:
        number = markup.number()
        document.comment(span, number)
        said.append(markup.comment(number, lines, written))
    if suggest:
        for finding in findings:
            document.replace(_edits(finding, read.source))
    parts = {package.main: document.written(), **book.with_comments(package, said, markup)}
    parts[book.name] += own.mark(parts[package.main])
    return archive.rewritten(data, parts)


def _marked(data: bytes) -> bytes:
    """A file whose comments were taken out, as a copy of ours."""
    package = Package(data)
    name = comments.Book.of(package).name
    return archive.rewritten(data, {name: package.content(name) + own.mark(package.content(package.main))})


def _title(blocks: Sequence[Block], title: str | None) -> Span:
    """Where what is about the whole document is put: the line that the title begins with, else the first one."""
    lines = [block.text for block in blocks if isinstance(block, Paragraph) and not block.aside]
    key = fold(title or "")
    of_title = (line for line in lines if (text := fold(line.text)) and key.startswith(text))
    first = next(of_title, next(iter(lines), None))
    return Span(0, 0) if first is None else first.span()


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


def _text_of(piece: TextSource, edit: Edit) -> str:
    """What stands in a piece where an edit changes it."""
    return (piece.element.text or "")[edit.start - piece.start : edit.end - piece.start]


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

    def replace(self, edits: Sequence[Edit]) -> None:
        """Mark stretches as deleted and put other texts behind them, both as tracked changes.

        None of them where one would change what must stay: what is not in one paragraph, stands in a field or a control
        that fills itself, is a tracked change itself, or would have to reach over the edge of a link. One that another
        edit has changed already is left out.
        """
        changes = [(edit, self._parts(edit)) for edit in edits]
        if any(parts is None for _, parts in changes):
            return
        for edit, parts in changes:
            if any(edit.start < other.end and other.start < edit.end for other in self._replaced):
                continue
            if edit.start == edit.end:
                self._insert(edit.start, edit.text)
                continue
            self._replaced.append(edit)
            for part in parts or ():
                self._replace(part)

    def _parts(self, edit: Edit) -> Sequence[Edit] | None:
        """An edit as several, each in runs that stand in one element; None where it cannot be made."""
        start, end, text = edit
        if self._is_chunk(self._places.paragraph(start)):
            return None
        if start == end:
            return (edit,) if self._beside(start) or not self._around(start) else None
        pieces = self._places.pieces(Span(start, end))
        around = [self._elements.line(piece.element) for piece in pieces]
        if sum(min(piece.end, end) - max(piece.start, start) for piece in pieces) < end - start:
            return None  # the number before a paragraph is written by Word
        if any(map(self._is_fixed, around)) or len({id(self._places.paragraph(piece.start)) for piece in pieces}) > 1:
            return None
        if len(text) == end - start:  # letter for letter, so that each keeps its look
            cuts = [(max(start, piece.start), min(end, piece.end)) for piece in pieces]
            parts = [Edit(first, last, text[first - start : last - start]) for first, last in cuts]
            return [part for part, piece in zip(parts, pieces, strict=True) if part.text != _text_of(piece, part)]
        return (edit,) if len({id(line[-3]) for line in around}) == 1 else None

    def _replace(self, edit: Edit) -> None:
        runs: list[Run] = []
        for piece in self._places.pieces(Span(edit.start, edit.end)):
            line = self._elements.line(piece.element)
            run = self._run(line)
            begin = run.cut(line, max(edit.start - piece.start, 0), is_end=False)
            end = run.cut(line, min(edit.end, piece.end) - piece.start, is_end=True)
            run.delete(begin, end)
            runs.append(run)
        if edit.text:
            runs[-1].marks(end).insertions.append(self._markup.changed("ins", runs[0].like(edit.text)))

    def _insert(self, offset: int, text: str) -> None:
        piece = self._beside(offset)
        if piece is None:
            self._fill(Span(offset, offset), text)
            return
        line = self._elements.line(piece.element)
        run = self._run(line)
        cut = run.cut(line, offset - piece.start, is_end=offset == piece.end)
        run.marks(cut).insertions.append(self._markup.changed("ins", run.like(text)))

    def _around(self, offset: int) -> list[TextSource]:
        """The pieces of text that a place lies in or between, the one behind it first."""
        return [*self._places.pieces(Span(offset, offset + 1)), *self._places.pieces(Span(offset - 1, offset))]

    def _beside(self, offset: int) -> TextSource | None:
        """The piece of text to which something may be added at a place."""
        around = self._around(offset)
        return next((piece for piece in around if not self._is_fixed(self._elements.line(piece.element))), None)

    def written(self) -> bytes:
        """The part with all that was put into it."""
        changes = [run.change() for run in self._runs.values()]
        for element, before, behind in self._paragraphs.values():
            stretch = self._elements.stretch(element)
            if self._is_chunk(element):  # nothing can be put into it
                marks = f"{self._markup.open('p')}{''.join((*before, *behind))}{self._markup.close('p')}"
                changes.append((stretch.start, stretch.start, marks.encode()))
                continue
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
        """Whether a piece is no plain text of a run, or stands where a change would not last or be none of ours."""
        name = self._markup.name
        plain = line[-1].tag == name("t") and line[-2].tag == name("r") and not any(map(self._is_run, line[:-2]))
        if not plain or id(line[-1]) in self._in_fields:
            return True
        around = {name(word) for word in (_IN_BOX, _FIELD, *_INSERTED)}
        return any(element.tag in around or self._fills_itself(element) for element in line)

    def _is_chunk(self, element: Element) -> bool:
        """Whether it stands for another document within the file."""
        return element.tag == self._markup.name("altChunk")

    def _fills_itself(self, element: Element) -> bool:
        """Whether it is a content control whose text is chosen, taken from elsewhere or locked."""
        if element.tag != self._markup.name("sdt"):
            return False
        properties = element.find(self._markup.name("sdtPr"))
        return properties is not None and any(str(entry.tag).rpartition("}")[2] in _FILLED for entry in properties)

    @kept
    def _in_fields(self) -> set[int]:
        """The pieces of text that are the result of a field, by their ids: Word writes them anew."""
        name, depth = self._markup.name, 0
        found: set[int] = set()
        for element in self._places.root.iter():
            if element.tag == name("fldChar"):
                depth = max(depth + {"begin": 1, "end": -1}.get(element.get(name("fldCharType"), ""), 0), 0)
            elif depth and element.tag == name("t"):
                found.add(id(element))
        return found

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
