"""The packages of office programs (ECMA-376-2): their parts, found by their relations.

Macros lie in parts that nobody opens, and relations to the outside are never followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import join, normpath

from linter.model.records import NamedTuple, kept
from linter.readers.xml_archive import XmlArchive


class _Relation(NamedTuple):
    """A part by its name, the last word of the relation's type, and the number by which its source calls it."""

    kind: str
    number: str
    name: str


class OfficePackage(XmlArchive):
    """The parts of one file.

    Parameters:
        data: the file.
        kind: what messages call its format.
        usual: the customary name of the part that holds the document.

    Raises:
        ReadError: E001 no such archive or damaged, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes, kind: str, usual: str) -> None:
        super().__init__(data, kind)
        self._usual = usual

    @kept
    def main(self) -> str:
        """The name of the part that holds the document."""
        named = next((one.name for one in self._relations("") if one.kind == "officeDocument"), self._usual)
        return named if named in self.members else self._usual

    def related(self, kind: str) -> str | None:
        """The name of the part that the document calls by this kind of relation (`styles`, `comments`), None without.

        Files whose relations are lost are read by the customary names.
        """
        named = self.relations.get(kind) or join(self.main.rpartition("/")[0], f"{kind}.xml")
        return named if named in self.members else None

    @kept
    def relations(self) -> Mapping[str, str]:
        """The parts of the document by the last word of the relation's type, of several the first."""
        return {one.kind: one.name for one in reversed(self._of_main)}

    @kept
    def numbered(self) -> Mapping[str, str]:
        """The parts of the document by the numbers by which it calls them."""
        return {one.number: one.name for one in self._of_main}

    @kept
    def _of_main(self) -> tuple[_Relation, ...]:
        return tuple(self._relations(self.main))

    def _relations(self, of: str) -> Iterator[_Relation]:
        folder, _, name = of.rpartition("/")
        relations = join(folder, "_rels", f"{name}.rels")
        if relations not in self.members:
            return
        for relation in self.tree(relations):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                kind = relation.get("Type", "").rpartition("/")[2]
                yield _Relation(kind, relation.get("Id", ""), normpath(join("/", folder, target)).lstrip("/"))
