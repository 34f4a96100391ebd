"""The tokenizer for HTML: text, tags and their attributes, each with its place in the source.

It follows the tokenization of the HTML standard, whose way with damage (an unclosed quote, comment or tag
runs to the end of the file) is what browsers do and keeps every step linear. The standard library's parser
looks for such ends again at each following sign, so that a few damaged kilobytes cost it minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from linter.model.document import Span, sound

TEXT, START, END, RAW, COMMENT = range(5)
"""Kinds of token. RAW is the content of an element whose text is not markup, such as `<script>`."""

Token = tuple[int, str, int, int, int]
"""Kind, element name, start, end, and for a tag where its attributes begin."""

VOID = {
    *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen"),
    *("link", "meta", "param", "source", "track", "wbr"),
}
_RAW_TEXT = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"}

# A tag is matched whole when its attributes are written as almost all are; the others are read one by one.
_MARK = re.compile(
    r"""<(?:(/?)([a-zA-Z][^\s/>]*)([^<>"'=]*(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=])[^<>"'=]*)*>)?|(!--)|[!?/])"""
)
_LONGEST_VALUE = 4096  # of an attribute; what is longer is a picture, which is neither kept nor searched for references
_BETWEEN = re.compile(r"[\s/]*")  # what stands before an attribute: apart, for a search tries it at each of its signs
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>"'][^\s>]*))?)?""")
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT_END = re.compile(r"--!?>")


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `source[start:end]` in order; declarations and the like are left out."""
    stop = len(source) if end is None else end
    at = start
    while True:
        mark = _MARK.search(source, at, stop)
        if mark is None:
            if at < stop:
                yield TEXT, "", at, stop, stop
            return
        begin, end_of_mark = mark.span()
        if begin > at:
            yield TEXT, "", at, begin, begin
        slash, name, plain, comment = mark.groups()
        if name is None:
            at = _after_comment(source, begin, stop) if comment else source.find(">", end_of_mark, stop) + 1
            if not at:
                return
            if comment:
                yield COMMENT, "", begin, at, at
            continue
        name = name.lower()
        rest = mark.end(2)
        at = end_of_mark if plain else _tag_end(source, rest, stop)
        if not at:
            return
        yield END if slash else START, name, begin, at, rest
        if name in _RAW_TEXT and not slash:
            close = _raw_end(name).search(source, at, stop)
            raw_end = close.start() if close else stop
            yield RAW, name, at, raw_end, raw_end
            at = raw_end


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of a start tag, names in lower case, character references resolved."""
    text = source[token[4] : token[3] - 1]
    return _usual_attributes(text) if len(text) <= _LONGEST_VALUE else _attributes(text)


@lru_cache(maxsize=512)
def _usual_attributes(text: str) -> dict[str, str]:
    return _attributes(text)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(text):
        name, *values = attribute.groups()
        found.setdefault(name.lower(), _unescape(next((value for value in values if value), "")))
    return found


def hides(found: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is not shown."""
    return "hidden" in found or "display:none" in "".join(found.get("style", "").lower().split())


def is_hiding(text: str) -> bool:
    """Whether the attributes of a start tag, as they are written, say that its element is not shown."""
    return _usual_hiding(text) if len(text) <= _LONGEST_VALUE else _hides(text)


@lru_cache(maxsize=512)
def _usual_hiding(text: str) -> bool:
    return _hides(text)


def _hides(text: str) -> bool:
    written = text.lower()
    return ("hidden" in written or "none" in written) and hides(_attributes(text))


def attribute_span(source: str, token: Token, name: str) -> Span | None:
    """Where the value of an attribute stands, without its quotes; None if there is none."""
    at = token[4]
    while at < token[3] - 1:
        attribute = _attribute(source, at, token[3] - 1)
        if attribute is None:
            return None
        if attribute[1].lower() == name:
            group = next((group for group in (2, 3, 4) if attribute[group]), 0)
            return Span(*attribute.span(group)) if group else None
        at = attribute.end()
    return None


def _unescape(value: str) -> str:
    # int() refuses a reference of more than 4300 digits.
    if "&" not in value or len(value) > _LONGEST_VALUE:
        return value
    from html import unescape

    return sound(unescape(value))


def _after_comment(source: str, start: int, stop: int) -> int:
    """The offset behind a comment, 0 if nothing closes it."""
    for empty in ("<!-->", "<!--->"):
        if source.startswith(empty, start, stop):
            return start + len(empty)
    close = _COMMENT_END.search(source, start + 4, stop)
    return close.end() if close else 0


def _attribute(source: str, at: int, stop: int) -> re.Match[str] | None:
    """The next attribute of a tag, None where the tag ends."""
    before = _BETWEEN.match(source, at, stop)
    return _ATTRIBUTE.match(source, before.end() if before else at, stop)


def _tag_end(source: str, at: int, stop: int) -> int:
    """The offset behind a tag whose attributes begin at `at`, 0 if nothing closes it."""
    while True:
        close = _TAG_END.match(source, at, stop)
        if close:
            return close.end()
        attribute = _attribute(source, at, stop)
        if attribute is None:
            return 0
        at = attribute.end()


@lru_cache(maxsize=len(_RAW_TEXT))
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.I)
