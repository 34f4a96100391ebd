"""The package of a Word file."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from linter.model.diagnostics import ReadError
from linter.readers import xml_archive
from linter.readers.office_package import OfficePackage
from linter.readers.word.bare_parts import bare

_KIND = "Word"
_MAIN = "word/document.xml"


class Package(OfficePackage):
    """The parts of one Word file.

    Raises:
        ReadError: E001 no such archive or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data, _KIND, _MAIN)

    def bare(self, name: str) -> Element:
        """A part, parsed, with no properties but those that the reader asks for."""
        return self.tree(name, bare)


def damaged() -> ReadError:
    return xml_archive.damaged(_KIND)


def too_deep(limit: int) -> ReadError:
    """The document nests more tables and text boxes in each other than are followed."""
    return xml_archive.beyond(_KIND, f"嵌套 {limit} 层", f"{limit} levels of nesting")
