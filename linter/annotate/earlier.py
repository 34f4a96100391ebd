"""The comments that an earlier run of the program left in a Word file, taken out before new ones are put in.

What was put right since then is no longer said, and what was not is said once. Comments of others stay, as do changes
that are still to be accepted or rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import basename
from xml.etree.ElementTree import Element

from linter.annotate import zip_archive as archive
from linter.annotate.elements import Elements, as_utf8, changed
from linter.annotate.word_markup import AUTHOR, INITIALS
from linter.files import own_output as own
from linter.readers.word.package import Package

_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_LISTS = re.compile(r"comments(?:Extended|Ids|Extensible)\d*\.xml")
_PARAGRAPH, _DURABLE = "paraId", "durableId"
_PARENT_OF_ANSWER = re.compile(rb"\s[\w.-]+:paraIdParent\s*=\s*[\"'](?P<id>[^\"']*)[\"']")


def without_earlier(data: bytes) -> bytes:
    """A Word file without the program's own comments; the same bytes where it has none.

    Raises:
        ReadError: it is damaged.
    """
    package = Package(data)
    name = package.related("comments")
    if name is None or AUTHOR.encode() not in as_utf8(package.content(name)):
        return data
    comments = _Part(package, name)
    own_ones = [one for one in comments.root if _is_own(one)]
    if not own_ones:
        return data
    document = _Part(package, package.main)
    numbers = {_attribute(one, "id") for one in own_ones}
    parts = {
        package.main: document.without(_marks(document, numbers)),
        name: own.unmarked(comments.without(own_ones)),
    }
    said = {_attribute(line, _PARAGRAPH) for one in own_ones for line in one.iter()} - {None}
    lists = [_Part(package, name) for name in package.members if _LISTS.fullmatch(basename(name))]
    entries = [entry for each in lists for entry in each.root if _attribute(entry, _PARAGRAPH) in said]
    gone = {_attribute(entry, _DURABLE) for entry in entries} - {None}
    for each in lists:
        left = [one for one in each.root if _attribute(one, _PARAGRAPH) in said or _attribute(one, _DURABLE) in gone]
        parts[each.name] = _orphaned(each.without(left), said)
    return archive.rewritten(data, parts)


class _Part:
    """A part of the file as a tree and as bytes."""

    def __init__(self, package: Package, name: str) -> None:
        self.name = name
        self.root = package.tree(name)
        self._elements = Elements(as_utf8(package.content(name)), self.root)

    def without(self, elements: Iterable[Element]) -> bytes:
        """The bytes without some elements, none of which lies within another."""
        stretches = (self._elements.stretch(element) for element in elements)
        return changed(self._elements.data, [(stretch.start, stretch.end, b"") for stretch in stretches])


def _marks(document: _Part, numbers: set[str | None]) -> Iterator[Element]:
    """The marks of comments in the document, and the runs that hold nothing but the sign that leads to one."""
    for element in document.root.iter():
        marks = [child for child in element if _is_mark(child, numbers)]
        if marks and _word(element) == "r" and all(child in marks or _word(child) == "rPr" for child in element):
            yield element
        else:
            yield from marks


def _is_mark(element: Element, numbers: set[str | None]) -> bool:
    return _word(element) in _MARKS and _attribute(element, "id") in numbers


def _is_own(comment: Element) -> bool:
    return _attribute(comment, "author") == AUTHOR and _attribute(comment, "initials") == INITIALS


def _orphaned(part: bytes, said: set[str | None]) -> bytes:
    """A list of comments in which no answer of somebody names a comment that is gone."""
    ids = {one.encode() for one in said if one}
    return _PARENT_OF_ANSWER.sub(lambda match: b"" if match["id"] in ids else match[0], part) if ids else part


def _word(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Element, word: str) -> str | None:
    return next((value for name, value in element.items() if name.rpartition("}")[2] == word), None)
