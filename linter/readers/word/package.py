"""The package of a Word file: its parts, found by their relations.

Macros lie in parts that nobody opens, and relations to the outside are never followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from posixpath import join, normpath

from linter.model.diagnostics import ReadError
from linter.readers import xml_archive
from linter.readers.xml_archive import XmlArchive

_KIND = "Word"
_MAIN = "word/document.xml"


class Package(XmlArchive):
    """The parts of one Word file.

    Raises:
        ReadError: E001 no such archive or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data, _KIND)

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document."""
        named = self._relations("").get("officeDocument", _MAIN)
        return named if named in self.members else _MAIN

    def related(self, kind: str) -> str | None:
        """The name of the part that the document calls by this kind of relation (`styles`, `comments`), None without.

        Files whose relations are lost are read by the customary names.
        """
        named = self.relations.get(kind) or join(self.main.rpartition("/")[0], f"{kind}.xml")
        return named if named in self.members else None

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """The parts of the document by the last word of the relation's type."""
        return self._relations(self.main)

    def _relations(self, of: str) -> dict[str, str]:
        folder, _, name = of.rpartition("/")
        relations = join(folder, "_rels", f"{name}.rels")
        if relations not in self.members:
            return {}
        found: dict[str, str] = {}
        for relation in self.tree(relations):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                kind = relation.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, normpath(join("/", folder, target)).lstrip("/"))
        return found


def damaged() -> ReadError:
    return xml_archive.damaged(_KIND)


def too_deep(limit: int) -> ReadError:
    """The document nests more tables and text boxes in each other than are followed."""
    return xml_archive.beyond(_KIND, f"嵌套 {limit} 层", f"{limit} levels of nesting")
