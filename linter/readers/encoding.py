"""From bytes to text: which encoding a file is in, told by its bytes first and by its declaration second.

What government sites publish is UTF-8, GB18030 under the names gb2312 and gbk, UTF-16 from Windows
editors, and now and then Big5. A page's declaration is often left over from a template, so it only
decides where the bytes allow both readings.
"""

from __future__ import annotations

import codecs
import re

from linter.model.diagnostics import ReadError
from linter.model.document import sound

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Patterns that only some files need are strings: `re` compiles them when they are first used.
_DECLARATION = rb"(?i)(?:<meta\b[^<>]*?\bcharset|<\?xml\b[^<>]*?\bencoding)\s*=\s*[\"']?\s*([-\w.:]+)"
_DECLARED_WITHIN = 4096
_BIG5 = frozenset({"big5", "big5-hkscs", "cp950", "x-x-big5"})
_CHINESE_STANDARD = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "csgb2312"})
# Signs whose two bytes, read the other way round, are letters of no script that a report is written in.
_RIGHT_WAY_ROUND = "[\n ,.;，。、（）]"
_BEYOND_TWO_BYTES = "[^\x00-\u07ff]"
_CONTROL_BYTES = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_CONTROLS = re.compile(f"[{_CONTROL_BYTES.decode()}]")
_LOST = "\ufffd"
_FEWEST_TO_A_FAULT = 200  # signs: what has more faults is damaged beyond reading, or in another encoding


def decode(data: bytes, page: bool = False) -> str:
    """The text of a file, without its byte order mark and otherwise as it is, but for signs that are no text.

    Single bytes that cannot be decoded are U+FFFD: programs that count bytes cut pages, mostly outside the report.

    Parameters:
        data: the whole file.
        page: it is an HTML page, which may declare its encoding.

    Raises:
        ReadError: E001 for bytes that no supported encoding explains (the offset of the first one is named),
            E002 for what is not text at all.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return sound(_lenient(data, encoding, len(bom)))
    if b"\0" in data:
        return sound(_utf16(data))
    declared = _declared(data) if page else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            return _text_only(_lenient(data, "utf-8"))
    else:
        # Two-byte sequences alone may as well be Chinese in GB18030: there the page is believed.
        if declared not in _CHINESE_STANDARD or text.isascii() or re.search(_BEYOND_TWO_BYTES, text):
            # UTF-8 has no halves of pairs, NUL is not there, and controls are their own bytes
            return text if len(data.translate(None, _CONTROL_BYTES)) == len(data) else _text_only(text)
    if declared in _BIG5:
        try:
            return _text_only(sound(_lenient(data, "big5hkscs")))
        except ReadError:
            pass
    return _text_only(sound(_lenient(data, "gb18030")))


def encoding_of(data: bytes, text: str) -> tuple[bytes, str] | None:
    """Byte order mark and encoding that make the bytes of a file from the text that `decode` told, bit for bit.

    None where none does, since then nothing could be changed in the file without changing the rest of it.
    """
    marked = [(bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)]
    others = ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs"]
    if _declared(data) in _CHINESE_STANDARD:
        others.insert(0, "gb18030")
    for bom, encoding in [*marked, *((b"", encoding) for encoding in others)]:
        try:
            if bom + text.encode(encoding) == data:
                return bom, encoding
        except UnicodeEncodeError:
            continue
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a page names in its head, in lower case."""
    found = re.search(_DECLARATION, data[:_DECLARED_WITHIN])
    return found[1].decode("ascii").lower() if found else None


def _lenient(data: bytes, encoding: str, skip: int = 0) -> str:
    """The text with U+FFFD for what cannot be decoded, as long as that is little.

    Raises:
        ReadError: E001, it is more.
    """
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        text = data[skip:].decode(encoding, "replace")
        if text.count(_LOST) * _FEWEST_TO_A_FAULT > len(text):
            raise _undecodable(error.start + skip, encoding.upper()) from None
        return text


def _utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark: the byte order that makes blanks and commas of the zero bytes."""
    best, best_score = "", 0
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = len(re.findall(_RIGHT_WAY_ROUND, text))
        if score > best_score and not _CONTROLS.search(text):
            best, best_score = text, score
    if best_score * 200 < len(best) or not best:
        raise not_text()
    return best


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether more Chinese characters than faults come out: then it is UTF-8 with a few bytes lost."""
    text = data.decode("utf-8", "replace")
    faults = text.count(_LOST)
    return len(re.findall(_BEYOND_TWO_BYTES, text)) - faults >= faults


def _text_only(text: str) -> str:
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise not_text()
    return text


def not_text() -> ReadError:
    """The error for a file that is no text in any encoding."""
    return ReadError(
        "E002",
        "这不是文本文件（内容是二进制数据）；请提供文本、Markdown 或 HTML 格式的报告。",
        "This is not a text file (its content is binary); give a report as text, Markdown or HTML.",
    )


def _undecodable(offset: int, encoding: str) -> ReadError:
    return ReadError(
        "E001",
        f"无法解码：按 {encoding} 读取时，第 {offset + 1} 个字节（偏移 {offset}）无效；"
        "文件可能已损坏，请用原文件另存为 UTF-8 后再检查。",
        f"Cannot be decoded: read as {encoding}, byte offset {offset} is invalid; "
        "the file may be damaged, save the original again as UTF-8.",
    )
