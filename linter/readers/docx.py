"""Word files (.docx, .docm, .dotx, .dotm): the text of their body, its tables and the places in them.

Headers, footers and notes are set aside: what they say is said of pages, not in the report. Only a title is taken from
a header, where the file's properties hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from xml.etree.ElementTree import Element

from linter.model.diagnostics import ReadError
from linter.model.document import Chars, Document
from linter.readers.confidences import Confidences
from linter.readers.html_tables import Node, flatten
from linter.readers.word.body import Body
from linter.readers.word.chunks import read_chunk
from linter.readers.word.graphics import Pasted
from linter.readers.word.list_numbering import Numbering
from linter.readers.word.package import Package, damaged, too_deep
from linter.readers.word.styles import Styles
from linter.readers.word.word_places import Places
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.readers.seen_pictures import SeenPicture

_PROPERTIES = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADER = re.compile(r"header\d*\.xml")
_LONGEST_TITLE = 100
_DEEPEST = 4  # Word files within each other
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def read(path: str, data: bytes, *, whole: bool = False) -> Document:
    """Read a Word file.

    Parameters:
        path: only a name.
        data: its content.
        whole: `Places` holds the elements as they stand in the file, for whoever changes them; else the properties that
            the reader does not ask for are not among them.

    Raises:
        ReadError: E001 damaged, no Word file or under a password; E004 beyond a limit.
    """
    package = Package(data)
    root = package.tree(package.main) if whole else package.bare(package.main)
    body = _body(package, root)
    if body.pictures:
        from linter.readers.word.pasted_pictures import seen_in

        if seen := seen_in(package, body.pictures, body.source):
            body = _body(package, root, seen=seen)
    blocks = flatten(body.flow)
    source = body.source
    return Document(
        path,
        "docx",
        source,
        tuple(blocks),
        _title(package, source),
        Places(root, body, blocks),
        recognised=Confidences(body.recognised) if body.recognised else None,
    )


def _body(package: Package, root: Element, depth: int = 0, seen: Mapping[Pasted, SeenPicture] | None = None) -> Body:
    """The body of a document, which stands in so many others; `seen` is what stands in its pictures."""
    namespace = str(root.tag).rpartition("}")[0] + "}"
    element = root.find(namespace + "body")
    if element is None:
        raise damaged()

    def of_word(data: bytes) -> Sequence[Node]:
        if depth == _DEEPEST:
            raise too_deep(_DEEPEST)
        within = Package(data)
        return _body(within, within.bare(within.main), depth + 1).flow

    styles_part, numbering_part = package.related("styles"), package.related("numbering")
    styles = Styles(package.bare(styles_part) if styles_part else None, namespace)
    numbering = Numbering(package.bare(numbering_part) if numbering_part else None, namespace, styles)
    body = Body(namespace, styles, numbering, lambda chunk: read_chunk(package, chunk, of_word), seen)
    body.read(element)
    return body


def _title(package: Package, source: str) -> Chars | None:
    """The title among the file's properties, else the one above its pages, unless it is left from another file.

    Drafts are made by writing over last year's: a title that names a year of which the text says nothing is last
    year's, and one without Chinese is a program's.
    """
    for text in _titles(package):
        if len(text) <= _LONGEST_TITLE and _CHINESE.search(text) and all(y in source for y in _YEAR.findall(text)):
            return Chars.at(text, 0)
    return None


def _titles(package: Package) -> Iterator[str]:
    with suppress(ReadError):  # neither properties nor headers are part of the report
        if _PROPERTIES in package.members:
            yield " ".join((package.tree(_PROPERTIES).findtext(_TITLE) or "").split())
    folder = package.main.rpartition("/")[0]
    for name in sorted(name for name in package.members if _HEADER.fullmatch(name.removeprefix(f"{folder}/"))):
        with suppress(ReadError):
            for paragraph in package.tree(name).iter():
                if str(paragraph.tag).endswith("}p"):
                    texts = (piece.text or "" for piece in paragraph.iter() if str(piece.tag).endswith("}t"))
                    yield "".join(texts).strip()
