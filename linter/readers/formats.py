"""Which format a file is in: by its content where that is beyond doubt, else by its suffix."""

from __future__ import annotations

import re

from linter.model.diagnostics import ReadError

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".shtml": "html",
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    ".pdf": "pdf",
}
# Documents that are converted to be read. Spreadsheets are too, but beside reports in a folder they are ledgers:
# they are read when they are named.
CONVERTED = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott"})

_WORD, _SHEET = (
    ("Word 文档", "a Word document"),
    ("电子表格", "a spreadsheet"),
)
_SLIDES, _OPEN = ("演示文稿", "a presentation"), ("OpenDocument 文档", "an OpenDocument file")
_PICTURE, _ARCHIVE = ("图片", "a picture"), ("压缩文件", "an archive")
_OFD, _MAIL = ("OFD 版式文件", "an OFD file"), ("网页存档（MHT）", "a web archive (MHT)")

_Name = tuple[str, str]
_UNSUPPORTED: dict[str, _Name] = {
    **dict.fromkeys((".doc", ".dot"), _WORD),
    **dict.fromkeys((".wps", ".wpt"), ("WPS 文档", "a WPS document")),
    ".rtf": ("RTF 文档", "an RTF document"),
    **dict.fromkeys((".odt", ".ott"), _OPEN),
    ".ofd": _OFD,
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".et", ".ett", ".ods", ".ots"), _SHEET),
    **dict.fromkeys((".pptx", ".ppt"), _SLIDES),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), _PICTURE),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), _ARCHIVE),
    **dict.fromkeys((".mht", ".mhtml"), _MAIL),
}
OLE, ZIP, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"{\\rtf"
_MAY_BE_CONVERTED = (OLE, ZIP, RTF, b"<?xml", b"\xef\xbb\xbf<?xml")
# Under these names a web system may hand out a page or a table as text; the others are archives or nothing.
_MAY_BE_TEXT = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".xls", ".xlt", ".et", ".ett"})
_MAGIC: tuple[tuple[bytes, _Name], ...] = (
    (RTF, _UNSUPPORTED[".rtf"]),
    (b"MIME-Version:", _MAIL),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
)
_WORD_PART = b"word/document"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_PARTS: tuple[tuple[bytes, _Name], ...] = (
    (b"xl/", _SHEET),
    (b"ppt/", _SLIDES),
    (b"OFD.xml", _OFD),
    (b"opendocument", _OPEN),
)
# Patterns that only some files need are strings: `re` compiles them when they are first used.
_PAGE_START = rb"(?i)<(?:!doctype\s+html\b|html[\s>])"
_BEFORE_PAGE = rb"(?is)<!--.*?-->|<\?xml[^>]*>"
_TAG = rb"<[a-zA-Z!/]"
_MARKDOWN = rb"(?m)^(?:#{1,6} +\S|\|? *:?-{3,}:? *\|[-:| ]*\r?$)"
_HEAD = 65536
_PDF, _PDF_HEAD = b"%PDF-", 1024


def format_of(path: str, data: bytes) -> str:
    """The format to read a file as: `text`, `markdown`, `html`, `docx` or `pdf`.

    A wrong suffix is survived: a `.txt` that holds a whole page is a page, a `.html` without a tag is text, an
    archive with a Word document in it is a Word file.

    Parameters:
        path: its name, `-` for standard input; only the suffix counts.
        data: its content.

    Raises:
        ReadError: E002, saying which unsupported format this is and what to do; E001 for a file under a password.
    """
    suffix = suffix_of(path)
    if is_pdf(data):
        return "pdf"
    if data.startswith(ZIP) and (_WORD_PART in data or SUFFIXES.get(suffix) == "docx"):
        return "docx"
    refuse_binary(suffix, data)
    head = data[:_HEAD].replace(b"\0", b"")
    if _is_page(head):
        return "html"
    if suffix in _UNSUPPORTED and suffix not in _MAY_BE_TEXT:
        raise _unsupported(_UNSUPPORTED[suffix])
    known = SUFFIXES.get(suffix)
    if known == "html" and not re.search(_TAG, data.replace(b"\0", b"")):
        return "text"
    return known or ("markdown" if re.search(_MARKDOWN, head) else "text")


def is_pdf(data: bytes) -> bool:
    """Whether a file begins as a PDF does; some have other bytes before that."""
    return data.startswith(_PDF) or (b"\0" in data[:_HEAD] and _PDF in data[:_PDF_HEAD])


def may_be_converted(data: bytes) -> bool:
    """Whether content begins like something that `foreign` may know."""
    return data.startswith(_MAY_BE_CONVERTED)


def refuse_binary(suffix: str, data: bytes) -> None:
    """Raise E002 for content that is beyond doubt no text, whatever the file is called."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise _unsupported(name)
    if data.startswith(ZIP):
        inside = (name for part, name in _ZIP_PARTS if part in data)
        raise _unsupported(next(inside, _UNSUPPORTED.get(suffix, _ARCHIVE)))
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise has_password()
        raise _unsupported(_UNSUPPORTED.get(suffix, _WORD))


def suffix_of(path: str) -> str:
    """The suffix of a file name in lower case, "" where there is none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if stem else ""


def _is_page(head: bytes) -> bool:
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 2 if head[:2] in (b"\xff\xfe", b"\xfe\xff") else 0
    head = head[at:].lstrip()
    while head.startswith(b"<") and (before := re.match(_BEFORE_PAGE, head)):
        head = head[before.end() :].lstrip()
    return head.startswith(b"<") and re.match(_PAGE_START, head) is not None


def has_password() -> ReadError:
    """The error for a file that only opens with a password."""
    return ReadError(
        "E001",
        "文件有密码保护，无法读取；请去掉密码后再检查。",
        "The file is protected by a password; remove it and check again.",
    )


def _unsupported(name: _Name) -> ReadError:
    return ReadError(
        "E002",
        f"这是{name[0]}，不能读取；请另存为 Word（.docx）、PDF、HTML 或文本后再检查。",
        f"This is {name[1]}, which cannot be read; save it as Word (.docx), PDF, HTML or text and check that.",
    )
