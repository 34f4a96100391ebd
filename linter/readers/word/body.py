"""The body of a Word file: its paragraphs and tables in order, as text with the elements it was taken from.

Tracked changes are read as if accepted, comments are no part of the text, of alternatives the first counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from linter.model.document import Chars, Paragraph, Picture, Recognised, Span, sound
from linter.readers.confidences import Stretch
from linter.readers.html_tables import FlowCell, FlowTable, Node
from linter.readers.limits import refuse_many_cells, refuse_many_characters
from linter.readers.word.fields import Fields
from linter.readers.word.graphics import Pasted, alternative, graphic
from linter.readers.word.list_numbering import Numbering
from linter.readers.word.names import ElementKind, Property, asked, kinds
from linter.readers.word.package import too_deep
from linter.readers.word.styles import Style, Styles, heading_level, is_on, is_raised, numbering_of
from linter.readers.word.table_shape import shape
from linter.text.note_marks import raised
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.readers.seen_pictures import SeenPicture

MAX_DEPTH = 60
_CONTENTS = "Table of Contents"
_PRIVATE = range(0xE000, 0xF900)  # signs of symbol fonts
_SIGN = "•"
_PLAIN = Style()
_Read = Callable[[Element], object]
# asked for at every element; by the name of their class they cost as much as all else that is done with one
_PARAGRAPH, _TABLE, _CHUNK = ElementKind.PARAGRAPH, ElementKind.TABLE, ElementKind.CHUNK
_RUN, _TEXT, _MATHS, _NOTE = ElementKind.RUN, ElementKind.TEXT, ElementKind.MATHS, ElementKind.NOTE
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = ElementKind.PARAGRAPH_PROPERTIES, ElementKind.RUN_PROPERTIES


class Body:
    """A document's body as read.

    `flow` is what it holds, `source` its text, a paragraph or part of one to a line. `starts`, `paragraphs` and
    `tables` run beside each other: where the text of each paragraph begins (those of text boxes left out), its
    element (that of the chunk for one in a chunk), and the table that it stands in. `pieces` are in order of their
    places, each with where it begins and ends in the text and the element of a run that it was taken from, and so are
    `recognised`, the stretches that were recognised. `pictures` are those that it shows.

    Parameters:
        namespace: that of the document, in braces.
        styles: its styles.
        numbering: its numbering.
        read_chunk: what another document holds that the body takes in whole, by its element.
        seen: what was recognised in pictures, in place of which it stands.
    """

    def __init__(
        self,
        namespace: str,
        styles: Styles,
        numbering: Numbering,
        read_chunk: Callable[[Element], Sequence[Node]] = lambda element: (),
        seen: Mapping[Pasted, SeenPicture] | None = None,
    ) -> None:
        self.flow: list[Node] = []
        self.pictures: list[Pasted] = []
        self.recognised: list[Stretch] = []
        self.starts: list[int] = []
        self.paragraphs: list[Element] = []
        self.tables: list[FlowTable | None] = []
        self.pieces: list[tuple[int, int, Element]] = []
        self._w = w = namespace
        self._kinds = kinds(namespace)
        self._of_paragraph, self._of_run = w + "pPr", w + "rPr"
        self._styles = styles
        self._numbering = numbering
        self._read_chunk = read_chunk
        self._seen = seen or {}
        self._lines: list[str] = []
        self._length = self._cells = 0
        self._depth = 0
        # of the paragraph that is being read
        self._begun: Element | None = None
        self._texts: list[tuple[str, Element]] = []
        self._boxes: list[Element] = []
        self._pictures: list[Pasted] = []
        self._in_contents = True  # whether all of its text stands in a table of contents
        # of what is around it
        self._recognised: Recognised | None = None
        self._tables: list[FlowTable] = []
        self._in_box = False
        self._fields = Fields()

    @property
    def source(self) -> str:
        return "".join(self._lines)

    def read(self, body: Element) -> None:
        """Read a body to its end."""
        self._blocks(body)
        self._finish_open()

    # Blocks

    def _blocks(self, parent: Element) -> None:
        self._descend()
        for child in parent:
            kind = self._kinds.get(child.tag)
            if kind is _PARAGRAPH:
                self._paragraph(child)
            elif kind is _TABLE:
                self._table(child)
            elif kind is _CHUNK:
                self._finish_open()
                self._take(self._read_chunk(child), child)
            else:
                self._wrapped(child, kind, self._blocks)
        self._depth -= 1

    def _wrapped(self, child: Element, kind: ElementKind | None, read: _Read) -> None:
        """What stands in an insertion, a link, a content control or a choice, read as if it stood outside."""
        if kind is ElementKind.THROUGH:
            read(child)
        elif kind is ElementKind.CHOICE:
            if len(child):
                read(child[0])
        elif kind is ElementKind.CONTROL:
            content = child.find(self._w + "sdtContent")
            if content is not None:
                is_contents = any(
                    _CONTENTS in gallery.get(self._w + "val", "")
                    for properties in child.findall(self._w + "sdtPr")
                    for gallery in properties.iter(self._w + "docPartGallery")
                )
                if is_contents:
                    self._fields.enter_contents()
                read(content)
                if is_contents:
                    self._fields.leave_contents()

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise too_deep(MAX_DEPTH)

    def _paragraph(self, element: Element) -> None:
        if not self._in_box:
            self.starts.append(self._length)
            self.paragraphs.append(element)
            self.tables.append(self._tables[-1] if self._tables else None)
        self._begun = element
        properties = self._inline(element)
        if properties is None or not self._runs_on(properties):
            self._end_paragraph(element, properties)

    def _runs_on(self, properties: Element) -> bool:
        """Whether the mark at a paragraph's end was deleted, so that the next one continues it."""
        mark = properties.find(self._of_run)
        if mark is None:
            return False
        told = asked(mark, self._w)
        return Property.DELETED in told or Property.MOVED in told

    def _finish_open(self) -> None:
        if self._begun is not None:
            self._end_paragraph(self._begun, self._begun.find(self._of_paragraph))

    def _end_paragraph(self, element: Element, properties: Element | None) -> None:
        """Write down the lines of a paragraph; `element` is the one whose `properties` hold."""
        texts, self._texts, self._begun = self._texts, [], None
        in_contents, self._in_contents = self._in_contents and bool(texts), True
        if self._fields.instructions:
            self._fields.end_paragraph()
        aside = in_contents or (bool(self._tables) and self._tables[-1].aside)
        heading = 0
        if properties is not None:
            style, label, heading = self._properties(properties)
            aside = aside or style.contents
            if label and any(text.strip() for text, _ in texts):
                texts.insert(0, (label, element))
        start = self._length
        if not texts:
            self._lines.append("\n")
            self._length += 1
        else:
            self._write(texts, element, heading, aside)
        if self._pictures:
            pictures, self._pictures = self._pictures, []
            if not aside:
                self._show(pictures, start, element)
        if self._boxes:
            self._read_boxes()

    def _show(self, pictures: Sequence[Pasted], start: int, paragraph: Element) -> None:
        """The pictures of a paragraph, or what was recognised in them."""
        self.pictures += pictures
        for picture in pictures:
            seen = self._seen.get(picture)
            if seen is None:
                self.flow.append(Picture(Span(start, start), picture.alt))
                continue
            self._recognised = seen.recognised
            self._take(seen.flow, paragraph)
            self._recognised = None

    def _write(self, texts: list[tuple[str, Element]], element: Element, heading: int, aside: bool) -> None:
        line: list[str] = []
        length = self._length
        for text, piece in texts:
            if text == "\n":
                self._length = length
                self._end_line(line, heading, aside)
                line = []
                length = self._length
                continue
            start = length
            length += len(text)
            if piece is not element:
                self.pieces.append((start, length, piece))
            line.append(text)
        self._length = length
        self._end_line(line, heading, aside)

    def _end_line(self, line: list[str], heading: int, aside: bool) -> None:
        text = "".join(line)
        self._lines += (text, "\n")
        stripped = text.strip()
        if stripped:
            start = self._length - len(text)
            refuse_many_characters(self._length)
            if len(stripped) != len(text):
                start += len(text) - len(text.lstrip())
            self.flow.append(Paragraph(Chars(stripped, start), heading, aside))
        self._length += 1

    def _properties(self, properties: Element) -> tuple[Style, str, int]:
        """By its properties, a paragraph's style, the number before it and its level as a heading."""
        w = self._w
        told = asked(properties, w)
        named = told.get(Property.STYLE)
        name = None if named is None else named.get(w + "val")
        style = _PLAIN if name is None else self._styles.get(name)
        number, level, heading = style.numbering, style.level, style.heading
        if (own := told.get(Property.NUMBERING)) is not None:
            number, level = numbering_of(own, w, number, level)
            level = level or 0
        if (outline := told.get(Property.OUTLINE)) is not None:
            heading = heading_level(outline.get(w + "val"))
        label = "" if number is None else self._numbering.label(number, level, name)
        return style, label, heading

    @property
    def _aside(self) -> bool:
        return bool(self._tables) and self._tables[-1].aside

    def _read_boxes(self) -> None:
        """The text boxes anchored in a paragraph, behind it."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            outside, self._in_box = self._in_box, True
            self._blocks(box)
            self._finish_open()
            self._in_box = outside

    # What stands in a paragraph

    def _inline(self, parent: Element) -> Element | None:
        """Read what stands in a paragraph, or in a part of one; its properties, if any."""
        self._descend()
        properties: Element | None = None
        for child in parent:
            kind = self._kinds.get(child.tag)
            if kind is _RUN:
                self._run(child)
            elif kind is _PARAGRAPH_PROPERTIES:
                if properties is None:
                    properties = child
            elif kind is _MATHS:
                self._add("".join(text for text in child.itertext() if not text.isspace()), child)
            elif kind is not None:
                self._wrapped(child, kind, self._inline)
        self._depth -= 1
        return properties

    def _run(self, run: Element) -> None:
        children: list[tuple[Element, ElementKind]] = []
        properties: Element | None = None
        raising = False
        for child in run:
            kind = self._kinds.get(child.tag)
            if kind is _RUN_PROPERTIES:
                properties = child
            elif kind is _NOTE:
                raising = True  # the mark of a note may be one of its author's choice
            elif kind is not None:
                children.append((child, kind))
        if properties is not None:
            told = asked(properties, self._w)
            named = told.get(Property.RUN_STYLE)
            style = _PLAIN if named is None else self._styles.get(named.get(self._w + "val", ""))
            vanish = told.get(Property.VANISHED)
            if style.hidden if vanish is None else is_on(vanish, self._w):
                return
            alignment = told.get(Property.ALIGNMENT)
            raising = (style.raised or raising) if alignment is None else is_raised(alignment, self._w)
        for child, kind in children:
            if kind is _TEXT:
                text = child.text or ""
                self._add(raised(text) if raising else text, child)
            else:
                self._part_of_run(child, kind)

    def _part_of_run(self, child: Element, kind: ElementKind) -> None:
        w = self._w
        if kind is ElementKind.BREAK:
            self._add("\n", child)
        elif kind is ElementKind.TAB:
            self._add("\t", child)
        elif kind is ElementKind.HYPHEN:
            self._add("-", child)
        elif kind is ElementKind.SYMBOL:
            self._add(_sign(child.get(w + "char", "")), child)
        elif kind is ElementKind.FIELD:
            self._fields.mark(child.get(w + "fldCharType"))
        elif kind is ElementKind.INSTRUCTION:
            self._fields.instruct(child.text or "")
        elif kind is ElementKind.RUBY:
            for base in child.findall(w + "rubyBase"):
                self._inline(base)
        elif kind is ElementKind.GRAPHIC:
            picture, boxes = graphic(child, w)
            self._boxes.extend(boxes)
            if picture is not None:
                self._pictures.append(picture)
        elif kind is ElementKind.CHOICE:
            for part in alternative(child):
                if (inner := self._kinds.get(part.tag)) is _TEXT:
                    self._add(part.text or "", part)
                elif inner is not None and inner is not ElementKind.CHOICE:
                    self._part_of_run(part, inner)

    def _add(self, text: str, element: Element) -> None:
        fields = self._fields
        if text and not fields.instructions:
            if not fields.contents:
                self._in_contents = False
            self._texts.append((text if text == "\n" else text.replace("\n", " "), element))

    # Tables

    def _table(self, element: Element) -> None:
        self._finish_open()
        table = FlowTable(self._fields.contents > 0 or self._aside)
        self.flow.append(table)
        outer = self.flow
        self._tables.append(table)
        for boxes in shape(element, self._w):
            row = table.begin_row()
            for box in boxes:
                self._cells += 1
                refuse_many_cells(self._cells)
                cell = FlowCell(self._length, box.row_span, box.column_span, table.aside)
                row.append(cell)
                if box.element is not None:
                    self.flow = cell.flow
                    self._blocks(box.element)
                    if self._begun is not None:
                        self._finish_open()
        self._close_table(table, outer)

    def _close_table(self, table: FlowTable, outer: list[Node]) -> None:
        self._tables.pop()
        self.flow = outer
        if self._tables:
            self._tables[-1].take(table, outer)

    # Chunks

    def _take(self, nodes: Sequence[Node], chunk: Element) -> None:
        """Write down what another document holds as if it stood here."""
        self._descend()
        for node in nodes:
            if isinstance(node, FlowTable):
                self._take_table(node, chunk)
            elif isinstance(node, Paragraph):
                self._begin_line(chunk)
                text = node.text.text.replace("\n", " ")
                self._tell_of(len(text), node.text)
                self._length += len(text)
                self._end_line([text], node.heading, node.aside or self._aside)
            elif isinstance(node, Picture):
                self.flow.append(Picture(Span(self._length, self._length), node.alt))
        self._depth -= 1

    def _take_table(self, taken: FlowTable, chunk: Element) -> None:
        table = FlowTable(taken.aside or self._aside)
        table.nested, table.framed = taken.nested, taken.framed
        self.flow.append(table)
        outer = self.flow
        self._tables.append(table)
        self.flow = table.outside
        self._take(taken.outside, chunk)
        for group in taken.groups:
            table.groups.append([])
            for row in group:
                drawn = table.begin_row()
                for box in row:
                    self._cells += 1
                    refuse_many_cells(self._cells)
                    cell = FlowCell(self._length, box.row_span, box.column_span, box.aside)
                    drawn.append(cell)
                    self.flow = cell.flow
                    self._take(box.nodes(), chunk)
                    if not box.nodes():
                        self._begin_line(chunk)
                        self._tell_of(0, None)
                        self._end_line([], 0, aside=False)
        self._close_table(table, outer)

    def _tell_of(self, length: int, text: Chars | None) -> None:
        """Keep how surely a line was recognised that begins here, if it was; a blank cell may have been overlooked."""
        if self._recognised is not None:
            confidence = self._recognised.confidence(text.span()) if text else None
            self.recognised.append(Stretch(self._length, self._length + length + 1, confidence or 0.0))

    def _begin_line(self, chunk: Element) -> None:
        self.starts.append(self._length)
        self.paragraphs.append(chunk)
        self.tables.append(self._tables[-1] if self._tables else None)


def _sign(code: str) -> str:
    """The character of a `sym`; one of a symbol font's own is a dot. Nothing else of XML can be unsound."""
    try:
        value = int(code, 16)
    except ValueError:
        return _SIGN
    return _SIGN if value in _PRIVATE or not 0x20 < value < 0x110000 else sound(chr(value))
