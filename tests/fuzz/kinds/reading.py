"""The readers, and what is made of a Document at once: every character keeps its place, a bad file gets one error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from xml.etree.ElementTree import ParseError, fromstring

from linter import reference
from linter.model.diagnostics import ReadError
from linter.model.document import Chars, Document, Grid, Paragraph, Span
from linter.model.locations import locate
from linter.parsing.parser import parse_document
from linter.readers import page_image, read
from linter.readers.fixed_layout.leaves import leaves
from linter.readers.formats import CONVERTED, SUFFIXES
from tests.fuzz import material
from tests.fuzz.failures import PromiseError, raised_by_us
from tests.fuzz.kinds import Kind
from tests.fuzz.mutation import as_file, mutated_bytes, mutated_text
from tests.fuzz.structure import mutated_pdf, mutated_tags, mutated_zip

FORMATS = ("text", "markdown", "html", "docx", "pdf", "ofd")
_NAMES = ("report", "年报.", "-", "a.b", "../年报", "", ".md")
_SUFFIXES = (*SUFFIXES, *sorted(CONVERTED), ".xlsx", ".zip", ".et", ".JPG", "", ".", ".tar.gz")
_HEADS = (
    *(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04",
        b"{\\rtf1\\ansi ",
        b"%PDF-1.7\n",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x84\x31\x95\x33",
    ),
    *(
        b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>",
        b"MIME-Version: 1.0\n",
        b"\x89PNG\r\n",
        b"\x1f\x8b",
    ),
)
_STREAMS = ("WordDocument", "Workbook", "EncryptedPackage", "Book")
_OPEN = (b"text", b"spreadsheet", b"presentation", b"")


def mutated_report(rng: Random, format: str) -> tuple[str, bytes]:
    """A changed report in a format; named after it."""
    file = material.report(rng, format)
    if rng.random() < 0.05:
        return file.name, mutated_bytes(rng, file.data)
    match format:
        case "docx" | "ofd":
            return file.name, mutated_zip(rng, file.data, material.words())
        case "pdf":
            return file.name, mutated_pdf(rng, file.data)
        case "html":
            changed = mutated_tags(rng, file.text, material.words())
        case _:
            changed = mutated_text(rng, file.text, material.words())
    if rng.random() < 0.2:
        other = material.report(rng, "markdown").text.splitlines(keepends=True)
        at = rng.randrange(len(changed) + 1)
        changed = changed[:at] + "".join(rng.choices(other, k=rng.choice((1, 3, 30)))) + changed[at:]
    return file.name, as_file(rng, changed)


def check_refusal(error: ReadError) -> None:
    """Hold an error of reading to what is said of it; one that stands for a defect of the program is that defect.

    Libraries answer damaged bytes in ways of their own, and what runs out of depth is too complex.
    """
    if error.code not in ("E001", "E002", "E003", "E004") or not (error.message and error.english):
        raise PromiseError("output", "an error without a code or a message", repr(error.code)) from None
    cause = error.__cause__
    if isinstance(cause, MemoryError) or (
        cause is not None and raised_by_us(cause) and not isinstance(cause, RecursionError)
    ):
        raise cause


def _run(name: str, data: bytes, rng: Random) -> None:
    imposed = None
    if rng.random() < 0.2:
        imposed = rng.choice(FORMATS)
    try:
        document = read(name, data, imposed)
    except ReadError as error:
        check_refusal(error)
        return
    _check_places(document)
    regime = rng.choice((None, None, None, "2008", "2019", "2021"))
    report = parse_document(document, reference.load(), regime=regime, year=rng.choice((None, 2008, 2023)))
    for table in report.tables.values():
        for grid in table.grids:
            for row in grid.rows:
                for cell in row[:1]:
                    if cell.text.text:
                        locate(document, cell.text.span())


def _check_places(document: Document) -> None:
    """Characters stand in the source, in order within each text; of text formats a place is the characters' own."""
    length = len(document.source)
    for chars in _texts(document):
        starts, ends = list(chars.starts), list(chars.ends)
        if not len(starts) == len(ends) == len(chars.text):
            raise PromiseError("places", "a text and its places differ in length", chars.text[:80])
        if any(not 0 <= start <= end <= length for start, end in zip(starts, ends, strict=True)):
            raise PromiseError("places", "a character outside of the source", chars.text[:80])
        if any(one > other for one, other in pairwise(starts)):
            raise PromiseError("places", "characters out of order", chars.text[:80])


def _texts(document: Document) -> Iterator[Chars]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            yield from (cell.text for row in block.rows for cell in row)


def _draw_page(name: str, data: bytes, rng: Random) -> None:
    """A page of a file is drawn, PDF aside: PDFium may crash over it, for which it has a process."""
    try:
        document = read(name, data)
    except ReadError as error:
        check_refusal(error)
        return
    start = rng.randrange(len(document.source) + 1)
    pages = leaves(document, [Span(start, start + rng.choice((1, 40)))])
    if document.format != "ofd" or not pages:
        return
    number = rng.randrange(len(pages)) + 1
    drawn = page_image(document.format, data, number, pages[number - 1])
    try:
        fromstring(drawn.content)
    except ParseError as error:
        raise PromiseError("output", "a drawing that is no XML", str(error)) from None


def _draw_foreign(rng: Random) -> tuple[str, bytes]:
    """Files of other programs, or what begins like one, under any name."""
    name = rng.choice(_NAMES) + rng.choice(_SUFFIXES)
    data = rng.choice(_HEADS)
    match rng.randrange(4):
        case 0:
            data += b"".join((word + "\0").encode("utf-16-le") for word in rng.sample(_STREAMS, rng.randrange(4)))
        case 1:
            inside = material.report(rng, "docx").data
            data = re.sub(rb"word/document", rng.choice((b"xl/workbook..", b"content.xml..", b"ppt/document.")), inside)
        case 2:
            kind = b"application/vnd.oasis.opendocument." + rng.choice(_OPEN)
            data = b"PK\x03\x04" + bytes(14) + len(kind).to_bytes(4, "little") * 2 + b"\x08\0\0\0mimetype" + kind + data
        case _:
            data += material.report(rng, rng.choice(("text", "html", "pdf"))).data
    return name, mutated_bytes(rng, data)


def _draw_named(rng: Random) -> tuple[str, bytes]:
    """Reports under the suffix of another format."""
    _, data = mutated_report(rng, rng.choice(FORMATS))
    return rng.choice(_NAMES) + rng.choice(_SUFFIXES), data


def _kind(format: str) -> Kind:
    return Kind(lambda rng: mutated_report(rng, format), _run)


KINDS = {
    **{format: _kind(format) for format in FORMATS},
    "page": Kind(lambda rng: mutated_report(rng, "ofd"), _draw_page),
    "foreign": Kind(_draw_foreign, _run),
    "misnamed": Kind(_draw_named, _run),
}
