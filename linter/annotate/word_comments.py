"""What the comments say, and the part of the file that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from linter.annotate.elements import as_utf8
from linter.annotate.word_markup import Markup
from linter.model.diagnostics import Diagnostic
from linter.model.records import NamedTuple
from linter.notices.harmless import flowing, xml_signs
from linter.readers.word.package import Package

_TYPES = "[Content_Types].xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = {
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    ),
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    ),
}
_PART_NAME = re.compile(rb"PartName\s*=\s*[\"']([^\"']*)[\"']")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDS = {
    "zh": {"basis": "依据：{}", "fix": "改法：{}"},
    "en": {"basis": "Basis: {}", "fix": "Fix: {}"},
}


def lines(finding: Diagnostic, lang: str) -> list[str]:
    """What a comment says: the message, what belongs to it, how to put it right, the notice that asks for it."""
    words = _WORDS[lang]
    said = [f"{finding.code} {finding.severity.called(lang)} {finding.message}"]
    said += [related.message for related in finding.related]
    if finding.fix_title is not None:
        said.append(words["fix"].format(finding.fix_title))
    if finding.basis:
        said.append(words["basis"].format(finding.basis))
    return harmless(said)


def harmless(said: Iterable[str]) -> list[str]:
    """The lines of a comment as the file can hold them."""
    return [xml_signs(flowing(line)) for line in said]


class Book(NamedTuple):
    """The part with the comments: its name and what is in it, empty where the file has none yet."""

    name: str
    content: bytes

    @classmethod
    def of(cls, package: Package) -> Book:
        """That of a file.

        Raises:
            ReadError: it is damaged.
        """
        customary = f"{package.main.rpartition('/')[0]}/comments.xml".lstrip("/")
        name = package.related("comments") or package.relations.get("comments", customary)
        return cls(name, _content(package, name))

    def with_comments(self, package: Package, said: Sequence[str], markup: Markup) -> Mapping[str, bytes]:
        """The part with further comments, and the parts that must name it where they do not yet."""
        folder, _, main = package.main.rpartition("/")
        relations = f"{folder}/_rels/{main}.rels".lstrip("/")
        target = self.name[len(folder) + 1 :] if folder and self.name.startswith(f"{folder}/") else f"/{self.name}"
        parts = {self.name: self._extended("".join(said), markup)}
        if "comments" not in package.relations:
            kind = _RELATIONS.get(markup.name(""), next(iter(_RELATIONS.values())))
            entry = f'Relationship Id="nianbao-comments" Type="{kind}" Target="{target}"/'
            parts[relations] = _added(_content(package, relations), "Relationships", "relationships", entry)
        types = _content(package, _TYPES)
        if f"/{self.name}".lower().encode() not in map(bytes.lower, _PART_NAME.findall(types)):
            entry = f'Override PartName="/{self.name}" ContentType="{_CONTENT_TYPE}"/'
            parts[_TYPES] = _added(types, "Types", "content-types", entry)
        return parts

    def _extended(self, said: str, markup: Markup) -> bytes:
        if not self.content:
            root = markup.open("comments")
            if "xmlns:" not in root:
                root = f'{root[:-1]} xmlns:{root[1:].partition(":")[0]}="{markup.name("")[1:-1]}">'
            return f"{_HEAD}{root}{said}{markup.close('comments')}".encode()
        closed = re.sub(rb"<((?:[\w.-]+:)?comments)\b([^<>]*)/>\s*\Z", rb"<\1\2></\1>", self.content)
        end = closed.rindex(b"</")
        return closed[:end] + said.encode() + closed[end:]


def _content(package: Package, name: str) -> bytes:
    if name not in package.members:
        return b""
    package.tree(name)  # what is added to must be sound
    return as_utf8(package.content(name))


def _added(content: bytes, root: str, schema: str, entry: str) -> bytes:
    """A list of the package with one more entry, a list of its own where there is none."""
    if not content.strip():
        content = f'{_HEAD}<{root} xmlns="{_PACKAGE}/{schema}"></{root}>'.encode()
    content = re.sub(rb"<((?:[\w.-]+:)?%b)\b([^<>]*)/>\s*\Z" % root.encode(), rb"<\1\2></\1>", content)
    end = content.rindex(b"</")
    prefix = re.match(rb"</([\w.-]+:)?", content[end:])
    return content[:end] + b"<" + (prefix[1] or b"" if prefix else b"") + entry.encode() + b">" + content[end:]
