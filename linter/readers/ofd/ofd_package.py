"""The package of an OFD file: the documents in it, and where their pages, templates and resources lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from linter.model.records import NamedTuple, kept
from linter.readers.formats import has_password
from linter.readers.ofd.ofd_values import Area, area, child, children, text_of
from linter.readers.xml_archive import XmlArchive, beyond, damaged

KIND = "OFD"
MAX_EXPANDED = 128 * 1024 * 1024
"""Bytes of all parts together that are read."""

_ENTRY = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"  # GM/T 0099
_LONGEST_TITLE = 1000
_A4 = Area(0.0, 0.0, 210.0, 297.0)
_LARGEST_SIDE = 10_000.0  # millimetres


class OfdDocument(NamedTuple):
    """One document: the names of its pages' parts in order, of its templates by their numbers, of its resources."""

    package: OfdPackage
    area: Area
    pages: Sequence[str]
    templates: Mapping[str, str]
    resources: Sequence[str]


class OfdPackage(XmlArchive):
    """The parts of one OFD file.

    Raises:
        ReadError: E001 no such archive, damaged or encrypted, E004 beyond a limit; by every method.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data, KIND)
        self._expanded = 0
        if _ENCRYPTED in self.members:
            raise has_password()
        self._bodies = children(self.tree(_ENTRY), "DocBody")

    @property
    def title(self) -> str:
        """What the properties of the first document call it, "" if nothing."""
        body = self._bodies[0] if self._bodies else None
        return text_of(child(body, "DocInfo", "Title"))[:_LONGEST_TITLE]

    def documents(self) -> list[OfdDocument]:
        """The documents in order; one without a page is none."""
        roots = [text_of(child(body, "DocRoot")) for body in self._bodies]
        found = [self._document(self.located(root)) for root in roots if root]
        if not any(document.pages for document in found):
            raise damaged(KIND)
        return found

    def content(self, name: str) -> bytes:
        """A part, expanded."""
        info = self.members.get(name)
        self._expanded += info.file_size if info is not None else 0
        if self._expanded > MAX_EXPANDED:
            limit = MAX_EXPANDED // 1024 // 1024
            raise beyond(KIND, f"展开后共 {limit} MiB", f"{limit} MiB expanded altogether")
        return super().content(name)

    def located(self, target: str, of: str = "") -> str:
        """The name of the part that a location leads to from another part, by the letter or but for its case."""
        path = normpath(join("/", of.rpartition("/")[0], target.replace("\\", "/"))).lstrip("/")
        return path if path in self.members else self._folded.get(path.lower(), path)

    @kept
    def _folded(self) -> Mapping[str, str]:
        return {name.replace("\\", "/").lstrip("/").lower(): name for name in self.members}

    def _document(self, root: str) -> OfdDocument:
        tree = self.tree(root)
        common = child(tree, "CommonData")

        def parts(elements: Sequence[Element]) -> list[str]:
            return [self.located(text_of(element), root) for element in elements]

        pages = children(child(tree, "Pages"), "Page")
        return OfdDocument(
            self,
            page_area(child(common, "PageArea"), _A4),
            [self.located(page.get("BaseLoc", ""), root) for page in pages],
            {
                template.get("ID", ""): self.located(template.get("BaseLoc", ""), root)
                for template in children(common, "TemplatePage")
            },
            [*parts(children(common, "PublicRes")), *parts(children(common, "DocumentRes"))],
        )


def page_area(element: Element | None, default: Area) -> Area:
    """The paper that an element of areas gives, the default where it gives none that could be."""
    found = area(text_of(child(element, "PhysicalBox")))
    if found is None or not (0 < found.width <= _LARGEST_SIDE and 0 < found.height <= _LARGEST_SIDE):
        return default
    return found
