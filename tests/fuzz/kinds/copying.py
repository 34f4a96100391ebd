"""Annotated copies of Word files: they open, they say what the original says, and the original stays as it is."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from random import Random
from typing import Any
from xml.etree import ElementTree

from linter.annotate import annotated
from linter.checks.registry import shipped
from linter.model.diagnostics import ReadError
from linter.readers import read
from linter.readers.xml_archive import MAX_PART
from tests.fuzz.failures import PromiseError
from tests.fuzz.kinds import Kind
from tests.fuzz.kinds.checking import checked, options_of
from tests.fuzz.kinds.reading import mutated_report


def _run(name: str, data: bytes, rng: Random) -> None:
    options = options_of(rng)._replace(excerpts=False, proof=False)
    result = checked(name, data, shipped(), options, "docx")
    if result.error is not None:
        with suppress(ReadError):
            annotated(data, (), options.lang)
        return
    suggest = rng.random() < 0.4
    try:
        copy = annotated(data, result.diagnostics, options.lang, suggest=suggest)
    except ReadError:  # a part that is needed only here may be damaged
        if _is_sound(data):
            raise PromiseError("output", "no copy of a file of which every part is sound") from None
        return
    if not result.diagnostics:
        if copy != data:
            raise PromiseError("changed", "a copy without comments")
        return
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        for part in archive.namelist():
            if part.endswith(("document.xml", "comments.xml", "Content_Types].xml")):
                with suppress(KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
                    _parse(part, archive.read(part), data)
    if not suggest and read(name, copy, "docx").source != read(name, data, "docx").source:
        raise PromiseError("changed", "the text of a copy")
    if _opens(data) and not _opens(copy):
        raise PromiseError("output", "a copy that python-docx does not open")


def _parse(part: str, content: bytes, original: bytes) -> None:
    try:
        ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        if _was_whole(part, original):
            raise PromiseError("output", "a part of a copy that is no XML", f"{part}: {error}") from None


def _was_whole(part: str, original: bytes) -> bool:
    """Whether a part of the original could be parsed, or there was none."""
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        if part not in archive.namelist():
            return True
        try:
            ElementTree.fromstring(archive.read(part))
        except ElementTree.ParseError:
            return False
    return True


def _is_sound(data: bytes) -> bool:
    """Whether every part is listed within the limit of size and can be read and parsed, without a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(part.file_size > MAX_PART for part in archive.infolist()):
                return False
            contents = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        for content in contents:
            ElementTree.fromstring(content)
    except Exception:  # what is wrong with it does not matter
        return False
    return not any(b"<!DOCTYPE" in content for content in contents)


def _opens(data: bytes) -> bool:
    import docx

    try:
        document: Any = docx.Document(io.BytesIO(data))
        return document.element.body is not None
    except Exception:  # whatever it says of a damaged file
        return False


KINDS = {"annotate": Kind(lambda rng: mutated_report(rng, "docx"), _run)}
