"""The tokenizer for HTML: tags and the text behind each, with their places in the source.

It follows the tokenization of the HTML standard, whose way with damage (an unclosed quote, comment or tag
runs to the end of the file) is what browsers do and keeps every step linear. The standard library's parser
looks for such ends again at each following sign, so that a few damaged kilobytes cost it minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.readers.html_tags import COMMENT, OTHER, RAW, RAW_TEXT, Tag

Token = tuple[Tag, int, int, str]
"""A tag, or what stands for one, where it begins and ends, and the text from there to the next."""

_NOTHING, _COMMENT = Tag("", OTHER), Tag("", COMMENT)
# A tag is matched whole when its attributes are written as almost all are; the others are read one by one.
_MARK = re.compile(
    r"""<(?:(/?)([a-zA-Z][^\s/>]*)([^<>"'=]*(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=])[^<>"'=]*)*>)?|(!--)|[!?/])"""
)
_WINDOW = 16384  # bounds the work: so many characters are cut at once
_LONGEST_KEPT = 4096  # bounds the work: what is longer is a picture
_BETWEEN = re.compile(r"[\s/]*")  # what stands before an attribute
_ATTRIBUTE = re.compile(r"""[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*)?)?""")
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT_END = re.compile(r"--!?>")


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `source[start:end]` in order, which leave nothing out."""
    stop = len(source) if end is None else end
    mark = source.find("<", start, stop)
    mark = mark if mark >= 0 else stop
    if mark != start:
        yield _NOTHING, start, start, source[start:mark]
    while mark < stop:
        edge = source.find("<", min(mark + _WINDOW, stop), stop)
        following = mark  # where the next token begins: what is before that has been told
        for piece in source[mark + 1 : edge if edge >= 0 else stop].split("<"):
            if mark < following:
                mark += len(piece) + 1
                continue
            written, closed, text = piece.partition(">")
            tag = (_kept if len(written) <= _LONGEST_KEPT else _usual)(written) if closed else None
            at = mark + len(written) + 2
            if tag is None:
                tag, at = _unusual(source, mark, stop)
                following = source.find("<", max(at, mark + 1), stop)
                following = following if following >= 0 else stop
                text = source[at:following]
            if tag.is_raw:
                yield tag, mark, at, ""
                close = _raw_end(tag.name).search(source, at, stop)
                following = close.start() if close else stop
                yield _raw(tag.name), at, following, ""
            else:
                yield tag, mark, at, text
            mark += len(piece) + 1
        mark = max(mark, following)


def _usual(written: str) -> Tag | None:
    """The tag that is written so without `<` and `>`; None where that is none, or goes on."""
    mark = _MARK.match(f"<{written}>")
    return Tag(written) if mark is not None and mark[3] is not None else None


_kept = lru_cache(maxsize=512)(_usual)


def _unusual(source: str, start: int, stop: int) -> tuple[Tag, int]:
    """What a `<` begins that is no usual tag, and the offset behind it: of a sign of the text, where it begins."""
    mark = _MARK.match(source, start, stop)
    if mark is None:
        return _NOTHING, start
    _, name, plain, comment = mark.groups()
    if name is None:
        behind = _after_comment(source, start, stop) if comment else source.find(">", mark.end(), stop) + 1
        return _COMMENT if comment and behind else _NOTHING, behind or stop
    behind = mark.end() if plain else _tag_end(source, mark.end(2), stop)
    return (Tag(source[start + 1 : behind - 1]), behind) if behind else (_NOTHING, stop)


def _after_comment(source: str, start: int, stop: int) -> int:
    """The offset behind a comment, 0 if nothing closes it."""
    for empty in ("<!-->", "<!--->"):
        if source.startswith(empty, start, stop):
            return start + len(empty)
    close = _COMMENT_END.search(source, start + 4, stop)
    return close.end() if close else 0


def _tag_end(source: str, at: int, stop: int) -> int:
    """The offset behind a tag whose attributes begin at `at`, 0 if nothing closes it."""
    while True:
        close = _TAG_END.match(source, at, stop)
        if close:
            return close.end()
        before = _BETWEEN.match(source, at, stop)
        attribute = _ATTRIBUTE.match(source, before.end() if before else at, stop)
        if attribute is None:
            return 0
        at = attribute.end()


@lru_cache(maxsize=len(RAW_TEXT))
def _raw(name: str) -> Tag:
    return Tag(name, RAW)


@lru_cache(maxsize=len(RAW_TEXT))
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.I)
