"""The formats of input, and nothing else lists them; which of them a file is in.

That is told by its content where this is beyond doubt, else by its suffix.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple

_Name = tuple[str, str]  # Chinese, English


class InputFormat(NamedTuple):
    """What is known of a format before its module is imported.

    Attributes:
        name: what `Document.format` says.
        module: in `linter/readers`, with `read(path, data)`; that of a text has `read(path, source)` and
            `markup(source)`, the stretches of it that no fix may touch.
        suffixes: of its files, in lower case; the first one is the usual one.
        called: what messages call it when they name it as a way out, "" where they do not.
        is_text: it is decoded to a source with lines, which fixes edit and examples of rules are written in.
        names_encoding: it may say itself how it is encoded, as a page does.
        wraps: a paragraph may go on in the next line.
        signs: what would be markup if a fix wrote it.
        takes_comments: `linter.annotate` writes copies of it with comments.
        is_sought: folders are searched for it; workbooks beside reports are ledgers, and read when they are named.
        is_of_tables: a file of it may hold a report's tables without its text.
        is_of_pages: its module also has `page_image(data, number, leaf)`, which draws one of its pages.
        reads_pictures: pages and tables in it that are pictures are read where the extra for that is installed.
        is_known: whether a suffix and content, of a text the beginning, are beyond doubt of this format; None where
            only the suffix tells it.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    called: _Name = ("", "")
    is_text: bool = False
    names_encoding: bool = False
    wraps: bool = False
    signs: str = ""
    takes_comments: bool = False
    is_sought: bool = True
    is_of_tables: bool = False
    is_of_pages: bool = False
    reads_pictures: bool = False
    is_known: Callable[[str, bytes], bool] | None = None


class _Foreign(NamedTuple):
    """Files of other programs by their suffixes: what they are called, and how they are treated."""

    called: _Name
    suffixes: tuple[str, ...] = ()
    is_converted: bool = False  # LibreOffice makes of it what can be read; so it is looked for in folders
    may_be_text: bool = False  # under this name a web system may hand out a page or a table as text


WORD = _Foreign(("Word 文档", "a Word document"), (".doc", ".dot"), is_converted=True, may_be_text=True)
WPS = _Foreign(("WPS 文档", "a WPS document"), (".wps", ".wpt"), is_converted=True, may_be_text=True)
RICH_TEXT = _Foreign(("RTF 文档", "an RTF document"), (".rtf",), is_converted=True, may_be_text=True)
OPEN = _Foreign(("OpenDocument 文档", "an OpenDocument file"), (".odt", ".ott"), is_converted=True)
# Spreadsheets can be converted, too, but beside reports in a folder they are ledgers: they are read when named.
OLD_SHEET = _Foreign(("电子表格", "a spreadsheet"), (".xls", ".xlt", ".et", ".ett"), may_be_text=True)
SHEET = _Foreign(OLD_SHEET.called, (".ods", ".ots"))
_SLIDES = _Foreign(("演示文稿", "a presentation"), (".pptx", ".ppt"))
_PICTURE = _Foreign(("图片", "a picture"), (".gif", ".bmp", ".tif", ".tiff", ".webp"))
_ARCHIVE = _Foreign(("压缩文件", "an archive"), (".zip", ".rar", ".7z", ".gz"))
_MAIL = _Foreign(("网页存档（MHT）", "a web archive (MHT)"), (".mht", ".mhtml"))
_FOREIGN = {
    suffix: row
    for row in (WORD, WPS, RICH_TEXT, OPEN, OLD_SHEET, SHEET, _SLIDES, _PICTURE, _ARCHIVE, _MAIL)
    for suffix in row.suffixes
}
CONVERTED = frozenset(suffix for suffix, row in _FOREIGN.items() if row.is_converted)

OLE, ZIP, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"{\\rtf"
_MAY_BE_CONVERTED = (OLE, ZIP, RTF, b"<?xml", b"\xef\xbb\xbf<?xml")
_MAGIC: tuple[tuple[bytes, _Foreign], ...] = (
    (RTF, RICH_TEXT),
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
_WORD_PART, _OFD_PART, _WORKBOOK_PART = b"word/document", b"OFD.xml", b"xl/workbook"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_PARTS: tuple[tuple[bytes, _Foreign], ...] = (
    (b"xl/", SHEET),
    (b"ppt/", _SLIDES),
    (b"opendocument", OPEN),
)
# Patterns that only some files need are strings: `re` compiles them when they are first used.
_PAGE_START = rb"(?i)<(?:!doctype\s+html\b|html[\s>])"
_BEFORE_PAGE = rb"(?is)<!--.*?-->|<\?xml[^>]*>"
_TAG = rb"<[a-zA-Z!/]"
_MARKDOWN = rb"(?m)^(?:#{1,6} +\S|\*\*[^*\n]{4,120}\*\* *$|\|? *:?-{3,}:? *\|[-:| ]*$)"
_FEWEST_MARKS = 2  # headings, lines in bold, or lines under the headers of tables, that make a text Markdown
_HEAD = 65536
_PDF, _PDF_HEAD = b"%PDF-", 1024
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_JPEG_FRAME = rb"\xff[\xc0-\xc2]\x00[\x0b-\x20]\x08"


def format_of(path: str, data: bytes) -> str:
    """The format to read a file as, one of `FORMATS`.

    A wrong suffix is survived: a `.txt` that holds a whole page is a page, one with headings and tables as Markdown has
    them is Markdown, a `.html` without a tag is text, an archive with a Word document in it is a Word file.

    Parameters:
        path: its name, `-` for standard input; only the suffix counts.
        data: its content.

    Raises:
        ReadError: E002, saying which unsupported format this is and what to do; E001 for a file under a password.
    """
    suffix = suffix_of(path)
    for row in FORMATS.values():
        if not row.is_text and row.is_known is not None and row.is_known(suffix, data):
            return row.name
    refuse_binary(suffix, data)
    head = data[:_HEAD].replace(b"\0", b"").replace(b"\r", b"\n")
    for row in FORMATS.values():
        if row.is_text and row.is_known is not None and row.is_known(suffix, head):
            return row.name
    if suffix in _FOREIGN and not _FOREIGN[suffix].may_be_text:
        raise _unsupported(_FOREIGN[suffix])
    known = SUFFIXES.get(suffix)
    if known == "html" and not re.search(_TAG, data.replace(b"\0", b"")):
        return "text"
    if known == "text":
        return "markdown" if len(re.findall(_MARKDOWN, head)) >= _FEWEST_MARKS else "text"
    return known or ("markdown" if re.search(_MARKDOWN, head) else "text")


def _is_pdf(suffix: str, data: bytes) -> bool:
    """Whether a file begins as a PDF does; some have other bytes before that."""
    return data.startswith(_PDF) or (b"\0" in data[:_HEAD] and _PDF in data[:_PDF_HEAD])


def may_be_converted(data: bytes) -> bool:
    """Whether content begins like something that `foreign` may know."""
    return data.startswith(_MAY_BE_CONVERTED)


def refuse_binary(suffix: str, data: bytes) -> None:
    """Raise E002 for content that is beyond doubt no text, whatever the file is called."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _unsupported(what)
    if data.startswith(ZIP):
        inside = (what for part, what in _ZIP_PARTS if part in data)
        raise _unsupported(next(inside, _FOREIGN.get(suffix, _ARCHIVE)))
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise has_password()
        raise _unsupported(_FOREIGN.get(suffix, WORD))


def suffix_of(path: str) -> str:
    """The suffix of a file name in lower case, "" where there is none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if stem else ""


def _is_page(suffix: str, head: bytes) -> bool:
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 2 if head[:2] in (b"\xff\xfe", b"\xfe\xff") else 0
    head = head[at:].lstrip()
    while head.startswith(b"<") and (before := re.match(_BEFORE_PAGE, head)):
        head = head[before.end() :].lstrip()
    return head.startswith(b"<") and re.match(_PAGE_START, head) is not None


def _is_word(suffix: str, data: bytes) -> bool:
    return data.startswith(ZIP) and (_WORD_PART in data or SUFFIXES.get(suffix) == "docx")


def _is_workbook(suffix: str, data: bytes) -> bool:
    return data.startswith(ZIP) and _WORKBOOK_PART in data and _WORD_PART not in data


def _is_ofd(suffix: str, data: bytes) -> bool:
    """Whether an archive holds an OFD file; either may be attached to the other, and its own list of names is last."""
    is_named = SUFFIXES.get(suffix) == "ofd" and _WORD_PART not in data
    return data.startswith(ZIP) and (is_named or data.rfind(_OFD_PART) > data.rfind(_WORD_PART))


def _is_picture(suffix: str, data: bytes) -> bool:
    """Whether a file is a PNG or JPEG picture as far as the size that it says it has."""
    if data.startswith(_PNG):
        return data[12:16] == b"IHDR"
    return data.startswith(_JPEG) and re.search(_JPEG_FRAME, data) is not None


def has_password() -> ReadError:
    """The error for a file that only opens with a password."""
    return ReadError(
        "E001",
        "文件有密码保护，无法读取；请去掉密码后再检查。",
        "The file is protected by a password; remove it and check again.",
    )


def _unsupported(what: _Foreign) -> ReadError:
    called = [row.called for row in reversed(FORMATS.values()) if all(row.called)]
    (*rest, last), (*others, other) = zip(*called, strict=True)
    return ReadError(
        "E002",
        f"这是{what.called[0]}，不能读取；请另存为 {'、'.join(rest)} 或{last}后再检查。",
        f"This is {what.called[1]}, which cannot be read; save it as {', '.join(others)} or {other} and check that.",
    )


# --- the table ---

FORMATS = {
    row.name: row
    for row in (
        InputFormat("markdown", "markdown", (".md", ".markdown"), is_text=True, signs="\\`*_[]<>|#~&!$"),
        InputFormat("text", "text", (".txt", ".text"), ("文本", "text"), is_text=True, wraps=True, signs="|\t<>`"),
        InputFormat(
            "html",
            "html",
            (".html", ".htm", ".xhtml", ".shtml"),
            ("HTML", "HTML"),
            is_text=True,
            names_encoding=True,
            signs="<>&",
            reads_pictures=True,
            is_known=_is_page,
        ),
        InputFormat("pdf", "pdf", (".pdf",), ("PDF", "PDF"), is_of_pages=True, reads_pictures=True, is_known=_is_pdf),
        InputFormat("ofd", "ofd", (".ofd",), is_of_pages=True, reads_pictures=True, is_known=_is_ofd),
        InputFormat(
            "docx",
            "docx",
            (".docx", ".docm", ".dotx", ".dotm"),
            ("Word（.docx）", "Word (.docx)"),
            takes_comments=True,
            reads_pictures=True,
            is_known=_is_word,
        ),
        InputFormat("picture", "picture", (".png", ".jpg", ".jpeg"), is_sought=False, is_known=_is_picture),
        InputFormat(
            "xlsx",
            "workbook",
            (".xlsx", ".xlsm", ".xltx", ".xltm"),
            is_sought=False,
            is_of_tables=True,
            is_known=_is_workbook,
        ),
    )
}
SOUGHT = frozenset(suffix for row in FORMATS.values() if row.is_sought for suffix in row.suffixes)
SUFFIXES = {suffix: row.name for row in FORMATS.values() for suffix in row.suffixes}
TEXTS = tuple(row.name for row in FORMATS.values() if row.is_text)
COMMENTED = frozenset(row.name for row in FORMATS.values() if row.takes_comments)
