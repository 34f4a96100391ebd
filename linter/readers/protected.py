"""What of a source is no prose although it may be read as text: markup that a reader leaves standing, code, addresses.

Readers are made to understand reports; what they take for a piece of text may be the target of a link to whoever
shows the page. Where it is not sure, a stretch counts as protected: a fix that is not offered does no harm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from linter.model.document import Span

# --- markup ---

_CODE = "code|kbd|samp|var|tt|pre|xmp|listing|plaintext|script|style|textarea|title"
_CODE_ELEMENTS = frozenset(_CODE.split("|"))
_RAW = re.compile(rf"<!--.*?(?:-->|\Z)|<(?P<name>{_CODE})\b.*?(?:</(?P=name)\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_NEWLINE = r"(?:\r\n|\n|\r(?!\n))"
_HEAD = re.compile(rf"(---|\+\+\+|\{{)[ \t]*{_NEWLINE}")
_HEAD_ENDS = {"---": r"(?:---|\.\.\.)", "+++": r"\+\+\+", "{": r"\}"}
_BLANK_LINE = re.compile(rf"{_NEWLINE}[ \t]*{_NEWLINE}")
_CONTAINER = r"[ \t]*(?:(?:>|[-*+]|[0-9]{1,9}[.)])[ \t]+|>)*"
_FENCE = re.compile(rf"{_CONTAINER}(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})")
_INDENTED = re.compile(r"(?:>[ \t]?)*(?: {4}| {0,3}\t)")
_ENDS_PARAGRAPH = re.compile(r"[ \t>]*(?:#|[-=*_][-=*_ \t]*$|(?<=[ \t])$)|.*\|")
_MARKER = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|$)")
_DEFINITION = re.compile(
    r"[ \t>]*\[(?P<label>(?!\^)(?:[^\[\]\\]|\\.)+)\]:(?P<rest>[ \t]*(?:(?:<[^<>]*>|\S+)(?:[ \t]+[\"'(].*)?)?[ \t]*$)"
)
_TARGET_LINE = re.compile(r"[ \t>]*\S")
_TITLE = re.compile(r"[ \t>]*[\"'(]")
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_ATTRIBUTE = r"\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
_INLINE = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|(?P<ticks>`+)"
    rf"|(?P<tag></?[a-zA-Z][\w:-]*(?:{_ATTRIBUTE})*\s*/?>|<[a-zA-Z/!?][^<>]*>)"
    r"|(?P<picture>!\[(?:[^\[\]]|\[[^\[\]]*\])*\]?)"
    r"|(?P<template>\{[{%#:.][^{}\r\n]*\}\}?)"
    r"|(?P<note>\[\^[^\[\]]*\]:?)"
    r"|(?P<target>\]\()"
    r"|(?P<label>\](?=\[))"
    r"|(?P<bracket>[\[\]])"
)
_PARENTHESIS = re.compile(r"\\.|[()]", re.DOTALL)
_LINK_TITLE = r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\))"
_TARGET = re.compile(
    r"\s*(?!\s)(?:(?:<[^<>\r\n]*>|[^\s()]*(?:\([^()]*\)[^\s()]*)*)"
    rf"(?:\s+(?!\s){_LINK_TITLE})?|(?<=\s){_LINK_TITLE})\s*\)"
)


def of_text(source: str, *, is_markdown: bool) -> Iterator[Span]:
    """The stretches of a text that are markup, code or a head, in no order; some lie within others.

    What a reader of the format recognises as markup is not among them, as it is no part of any text.
    """
    head = _head(source)
    if head:
        yield Span(0, head)
    yield from (Span(*raw.span()) for raw in _RAW.finditer(source))
    yield from _lines(source, is_markdown=is_markdown)
    for start, end in _paragraphs(source):
        yield from _inline(source, start, end)


def of_page(source: str) -> Iterator[Span]:
    """The elements of a page that hold code."""
    from linter.readers.html_tags import END, START
    from linter.readers.html_tokens import tokens

    opened: list[str] = []
    begin = 0
    for tag, start, end, _ in tokens(source):
        name = tag.name
        if name not in _CODE_ELEMENTS:
            continue
        if tag.kind == START:
            begin = begin if opened else start
            opened.append(name)
        elif tag.kind == END and name in opened:
            opened.remove(name)
            if not opened:
                yield Span(begin, end)
    if opened:
        yield Span(begin, len(source))


def _head(source: str) -> int:
    """Where the head of a text ends that tells its properties (YAML, TOML or JSON); 0 where there is none."""
    begin = _HEAD.match(source)
    if begin is None:
        return 0
    end = re.compile(rf"(?:\n|\r){_HEAD_ENDS[begin[1]]}[ \t]*(?=[\r\n]|\Z)").search(source, begin.end() - 1)
    return end.end() if end else 0


def _lines(source: str, *, is_markdown: bool) -> Iterator[Span]:
    """Lines of code and list markers; what defines the target of a link, and its name where it is used."""
    labels: set[str] = set()
    fence = before = ""
    was_code = False
    defines: re.Pattern[str] | None = None  # what the next line must be to belong to a definition
    at = 0
    for line in source.splitlines(keepends=True):
        start, at = at, at + len(line)
        text = line.rstrip("\r\n")
        if fence:
            yield Span(start, at)
            fence = "" if _closes(fence, text) else fence
            before = ""
            continue
        opening = _FENCE.match(text)
        if opening and (is_markdown or opening["fence"][0] == "`"):
            yield Span(start, at)
            fence = opening["fence"]
            continue
        is_outside = was_code or not before or _ENDS_PARAGRAPH.match(before) is not None
        was_code = is_markdown and is_outside and _INDENTED.match(text) is not None
        if was_code:
            yield Span(start, at)
        elif definition := _DEFINITION.match(text):
            yield Span(start, at)
            labels.add(_normal(definition["label"]))
            defines = _TITLE if definition["rest"].strip() else _TARGET_LINE
        elif defines and defines.match(text):
            yield Span(start, at)
            defines = _TITLE if defines is _TARGET_LINE else None
        else:
            defines = None
            if is_markdown and (marker := _MARKER.match(text)):
                yield Span(start, start + marker.end())
        before = text if text.strip() else ""
    if labels:
        for label in _LABEL.finditer(source):
            if _normal(label[1]) in labels:
                yield Span(*label.span())


def _closes(fence: str, text: str) -> bool:
    marks = text.strip(" \t>")
    return len(marks) >= len(fence) and not marks.strip(fence[0])


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()


def _paragraphs(source: str) -> Iterator[Span]:
    """Stretches between blank lines: no inline mark reaches over one."""
    ends = (blank.span() for blank in _BLANK_LINE.finditer(source))
    for (_, start), (end, _) in pairwise(chain([(0, 0)], ends, [(len(source), len(source))])):
        yield Span(start, end)


def _inline(source: str, start: int, end: int) -> Iterator[Span]:
    """Code, tags, pictures, the targets of links and the marks of notes in a paragraph, read from the left."""
    ticks: dict[int, list[int]] | None = None
    brackets: list[int] = []
    at = unclosed = start
    while mark := _INLINE.search(source, at, end):
        begin, at = mark.span()
        kind = mark.lastgroup
        if kind == "ticks":
            ticks = _ticks(source, start, end) if ticks is None else ticks
            same = ticks.get(at - begin, [])
            closing = bisect_left(same, at)
            if closing == len(same):
                continue
            at = same[closing] + at - begin
        elif kind == "target" and begin >= unclosed:
            behind = _behind_target(source, at, end)
            if behind is not None:
                at = behind
            else:  # all of its line, in which a tag may begin that goes on in the next
                unclosed = _line_end(source, at, end)
                yield Span(begin, unclosed)
        elif kind == "bracket" and mark[0] == "[":
            brackets.append(begin)
        if kind in ("target", "label", "bracket") and mark[0][0] == "]":
            opening = brackets.pop() if brackets else begin
            if kind != "bracket":
                yield Span(opening, opening + 1)
        if kind not in (None, "bracket"):
            yield Span(begin, at)


def _ticks(source: str, start: int, end: int) -> dict[int, list[int]]:
    """Where the runs of back ticks of each length begin."""
    found: dict[int, list[int]] = {}
    for run in re.compile("`+").finditer(source, start, end):
        found.setdefault(len(run[0]), []).append(run.start())
    return found


def _behind_target(source: str, at: int, end: int) -> int | None:
    """The offset behind the target of a link that begins at `at`; None where nothing closes it in its line."""
    if target := _TARGET.match(source, at, end):
        return target.end()
    depth = 1
    for sign in _PARENTHESIS.finditer(source, at, _line_end(source, at, end)):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    return None


def _line_end(source: str, at: int, end: int) -> int:
    line = re.compile(r"[\r\n]|\Z").search(source, at, end)
    return line.start() if line else end


# --- names ---

# What ends an address; a blank, a bracket or a stop of Chinese text. Half-width signs may be part of it.
_STOPS = r"\s<>\"|，。；：！？、（）《》〈〉“”‘’【】「」『』〔〕…—"
_ADDRESSES = (
    rf"(?:[A-Za-z][A-Za-z0-9+.-]{{1,15}}://|(?<![A-Za-z0-9])(?:mailto:|www\.))[^{_STOPS}]+",
    rf"(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}(?::\d+)?(?:[/?#][^{_STOPS}]*)?",
    rf"(?<![\d.])(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d+)?[/?#][^{_STOPS}]*",
    r"(?<![\w.%+-])[\w.%+-]+@[A-Za-z0-9.-]+",
    rf"(?<![A-Za-z])[A-Za-z]:[\\/][^{_STOPS}]+",
    rf"(?<![^\s，。；：、（“‘《:,;(=\"'])(?:~|\.{{1,2}})?/[^{_STOPS}/][^{_STOPS}]*",
)
_EXTENSIONS = (
    "docx?|dotx?|xlsx?|xlsm|pptx?|wps|et|ofd|pdf|ceb|rtf|odt|ods|txt|md|csv|json|ya?ml|xml|s?html?|jspx?|aspx?|php|"
    "zip|rar|7z|tar|gz|jpe?g|png|gif|bmp|tiff?|webp|svg|mp[34]|avi|mov|exe"
)
_HINT = re.compile(r"[/\\@]|\.[A-Za-z]")  # one of these is in every name
_NAME_STOPS = frozenset(' \t\r\n\f\v\u3000\u00a0，。；：！？、“”‘’"|<>*?:')
_FILE = rf"\.(?:{_EXTENSIONS})(?![A-Za-z0-9])"
_HOST_ALONE = r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?[A-Za-z0-9.-]*[A-Za-z0-9](?::\d+)?(?=[一-鿿,;!])"
_AFTER_FILE = rf"{_FILE}(?=[,;:!?)][一-鿿])"
_LONGEST_NAME = 40
_MARKS = ".,;:!?'"
_SHORTEST_WRAPPED = 24  # signs: a line in which an address was broken is longer


def names(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are no words of the author's: addresses, file names, paths; some within others."""
    if not _HINT.search(text):
        return
    for pattern in _ADDRESSES:
        for address in re.finditer(pattern, text):
            start, end = address.span()
            yield start, start + _length(text[start:end])
    for extension in re.finditer(_FILE, text, re.IGNORECASE):
        yield _begin(text, extension.start()), extension.end()
    at = text.find("\\")
    while at >= 0:
        stop = re.compile(f"[{_STOPS}]").search(text, at)
        end = stop.start() if stop else len(text)
        yield _begin(text, at), end
        at = text.find("\\", end)


def continued(above: str, text: str) -> int:
    """How many signs of a line still belong to an address that was broken at the end of the line above."""
    if len(above) < _SHORTEST_WRAPPED or above[-1] == "/" or re.search(rf"{_FILE}\Z", above, re.IGNORECASE):
        return 0
    stops = re.compile(f"[{_STOPS}]")
    begin = max((stop.end() for stop in stops.finditer(above)), default=0)
    if not re.search(r"(?<![\w.:-])(?=[\w.:-]+[/?#])[\w.:-]*\w\.[\w.:-]|://.*/", above[begin:]):
        return 0
    stop = stops.search(text)
    return _length(text[: stop.start() if stop else len(text)])


def _length(address: str) -> int:
    """How much of what looks like an address is one: not Chinese text behind a host or a page, no stop at its end."""
    if host := re.match(_HOST_ALONE, address):
        address = host[0]
    if page := re.search(_AFTER_FILE, address, re.IGNORECASE):
        address = address[: page.end()]
    depth = 0
    for at, sign in enumerate(address):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:  # the bracket round the address ends here
            address = address[:at]
            break
    return len(address.rstrip(_MARKS))


def _begin(text: str, end: int) -> int:
    """Where a file name begins that goes on at `end`."""
    start = end
    while start > max(0, end - _LONGEST_NAME) and text[start - 1] not in _NAME_STOPS:
        start -= 1
    return start
