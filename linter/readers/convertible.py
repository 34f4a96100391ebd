"""What LibreOffice may convert, told by content: a .wps or .et is what Word or Excel writes, a .doc may be RTF."""

from __future__ import annotations

import re

from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple
from linter.readers.formats import OLD_SHEET, OLE, OPEN, RICH_TEXT, RTF, WPS, ZIP, has_password

MAX_EXPANDED = 512 * 1024 * 1024

_WORD, _SHEET = ("Word 97—2003 文档", "a document of Word 97-2003"), OLD_SHEET.called
_ODF = b"application/vnd.oasis.opendocument."
_XML_PROGRAM = rb'<\?mso-application\s+progid="(Word\.Document|Excel\.Sheet)"'
_HEAD = 4096
_MOST_OF_MANIFEST = 1024 * 1024


class Foreign(NamedTuple):
    """A file that is to be converted: the suffix that it is given, what it is called (zh, en)."""

    suffix: str
    name: tuple[str, str]
    is_sheet: bool = False


def foreign(suffix: str, data: bytes) -> Foreign | None:
    """What a file is for LibreOffice; None if that is nothing to convert.

    Parameters:
        suffix: of the file's name, in lower case; only decides what the content leaves open.
        data: its content.

    Raises:
        ReadError: E001 for a file that has a password or is damaged, E004 for one that expands beyond the limit.
    """
    if data.startswith(OLE):
        return _ole(suffix, data)
    if data.startswith(ZIP):
        found = _zipped(data)
        if found is not None:
            _refuse_zip(data)
        return found
    if data.startswith(RTF):
        return Foreign(".rtf", RICH_TEXT.called)
    program = re.search(_XML_PROGRAM, data[:_HEAD])
    if program is None:
        return None
    return Foreign(".xml", _SHEET, is_sheet=True) if program[1] == b"Excel.Sheet" else Foreign(".xml", _WORD)


def _ole(suffix: str, data: bytes) -> Foreign | None:
    """The program that wrote a compound file, by the names of its streams."""

    def has(stream: str) -> bool:
        return (stream + "\0").encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise has_password()
    is_document, is_sheet = has("WordDocument"), has("Workbook") or has("Book")
    if is_sheet and (not is_document or suffix in OLD_SHEET.suffixes):  # each may be embedded in the other
        return Foreign(".xls", _SHEET, is_sheet=True)
    return Foreign(".doc", WPS.called if suffix in WPS.suffixes else _WORD) if is_document else None


def _zipped(data: bytes) -> Foreign | None:
    if data[30:38] == b"mimetype" and data[38:].startswith(_ODF):
        if data[38 + len(_ODF) :].startswith(b"spreadsheet"):
            return Foreign(".ods", _SHEET, is_sheet=True)
        return Foreign(".odt", OPEN.called) if data[38 + len(_ODF) :].startswith(b"text") else None
    return None


def _refuse_zip(data: bytes) -> None:
    """Raise for an archive that is damaged, has a password, or expands beyond the limit."""
    import io
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_EXPANDED:
                limit = MAX_EXPANDED // 1024 // 1024
                raise ReadError(
                    "E004",
                    f"文件展开后过大：超过上限 {limit} MiB。",
                    f"The file expands to more than the limit of {limit} MiB.",
                )
            if "META-INF/manifest.xml" in archive.namelist():
                with archive.open("META-INF/manifest.xml") as manifest:
                    if b"encryption-data" in manifest.read(_MOST_OF_MANIFEST):
                        raise has_password()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise ReadError("E001", "文件已损坏，无法打开。", "The file is damaged and cannot be opened.") from None
