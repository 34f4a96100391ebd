"""Annotated files looked at with other tools: lxml for what a range holds, the library's zip reader for the members."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from benchmarks.word_xml import TRANSITIONAL
from linter.model.diagnostics import Diagnostic, Location, Severity
from linter.model.document import Span

W = f"{{{TRANSITIONAL}}}"


def finding(span: Span | None, message: str = "说明", **more: Any) -> Diagnostic:
    return Diagnostic("X999", "test", Severity.WARNING, message, "依据", Location(), span=span, **more)


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def ranges(data: bytes, w: str = W) -> dict[int, str]:
    """The text between beginning and end of each comment's range, as it is with the changes accepted."""
    found: dict[int, str] = {}
    begun: set[int] = set()
    for element in part(data).iter():
        if element.tag == w + "commentRangeStart":
            number = int(element.get(w + "id"))
            assert number not in found
            begun.add(number)
            found[number] = ""
        elif element.tag == w + "commentRangeEnd":
            begun.remove(int(element.get(w + "id")))
        elif element.tag in (w + "t", w + "tab"):
            for number in begun:
                found[number] += (element.text or "") if element.tag == w + "t" else "\t"
    assert not begun
    references = [int(e.get(w + "id")) for e in part(data).iter(w + "commentReference")]
    assert sorted(references) == sorted(found)
    assert sorted(comments(data, w)) == sorted(found)
    return found


def comments(data: bytes, w: str = W) -> dict[int, list[str]]:
    """The paragraphs of each comment."""
    return {
        int(comment.get(w + "id")): ["".join(line.itertext()) for line in comment.iter(w + "p")]
        for comment in part(data, "word/comments.xml")
    }


def look(data: bytes) -> list[tuple[str, bytes]]:
    """Every character that is shown, with the properties of its run."""
    found: list[tuple[str, bytes]] = []
    for run in part(data).iter(W + "r"):
        properties = run.find(W + "rPr")
        said = b"" if properties is None else etree.tostring(properties, method="c14n")
        found += [(char, said) for text in run.findall(W + "t") for char in text.text or ""]
    return found


def packed(data: bytes) -> dict[str, bytes]:
    """The members as they are packed."""
    found: dict[str, bytes] = {}
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():
            assert info.filename not in found
            name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            found[info.filename] = data[start : start + info.compress_size]
    return found
