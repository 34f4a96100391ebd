"""The inline marks of Markdown (emphasis, links, escapes, tags) taken away, each character with its place."""

from __future__ import annotations

import re

from linter.model.document import Chars, Picture, Span
from linter.model.records import NamedTuple
from linter.readers.flow import resolve, with_raised

_MARKS = re.compile(r"[*_`\\\[<&!^]")
_TARGET = r"\([^()\s]*(?:\s+\"[^\"]*\")?\)"
# Every repetition stops at the sign that begins the next token: no line is read twice.
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`[^`]+`)"
    rf"|(?P<picture>!\[(?P<alt>[^\[\]]*)\]{_TARGET})"
    rf"|(?P<link>\[(?=[^\[\]]*\]{_TARGET}))"
    rf"|(?P<target>\]{_TARGET})"
    r"|(?P<note>\[\^[^\[\]\s]+\](?!:))"
    r"|<sup\b[^<>]*>(?P<raised>[^<>]*)</sup\s*>"
    r"|\^(?P<raised_mark>[0-9①-⑳*†‡]+)\^"
    r"|<(?P<address>https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"
    r"|(?P<image></?img\b[^<>]*>)"
    r"|(?P<nothing></?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<!(?:--|---|--.*?--)>|\\\s*\Z)"
    r"|(?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});)"
    r"|(?P<emphasis>\*+|_+)"
)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_LONGEST_RUN = 3  # `______` is a line to write on, no emphasis


class Inline(NamedTuple):
    """A piece of a line: its text without marks, and the pictures that stand in it."""

    text: Chars
    pictures: tuple[Picture, ...] = ()


class _Run(NamedTuple):
    """A run of `*` or `_` that may begin or end emphasis; `part` is its place among the parts of the text."""

    sign: str
    part: int
    opens: bool
    closes: bool


def inline(source: str, start: int, end: int) -> Inline:
    """Read `source[start:end]`, a line or what lies between two delimiters of one."""
    raw = source[start:end]
    if not _MARKS.search(raw):
        return Inline(Chars.stripped(raw, start))
    parts: list[Chars] = []
    pictures: list[Picture] = []
    runs: list[_Run] = []
    at = start
    links = 0
    for token in _TOKEN.finditer(source, start, end):
        begin, behind = token.span()
        if begin > at:
            parts.append(Chars.at(source[at:begin], at))
        at = behind
        kind = token.lastgroup
        if kind == "escape":
            parts.append(Chars(source[begin + 1], ((begin,), (behind,))))
        elif kind in ("code", "address"):
            parts.append(Chars.at(source[begin + 1 : behind - 1], begin + 1))
        elif kind == "link":
            links += 1
        elif kind == "target" and links:
            links -= 1
        elif kind == "picture":
            pictures.append(Picture(Span(begin, behind), token["alt"]))
        elif kind == "image":
            alt = _ALT.search(token[0])
            pictures.append(Picture(Span(begin, behind), (alt[1] or alt[2] or "") if alt else ""))
        elif kind == "reference":
            parts.append(resolve(source, begin, behind))
        elif kind in ("raised", "raised_mark"):
            parts.append(with_raised(resolve(source, *token.span(kind)), [token.span(kind)]))
        elif kind not in ("nothing", "note"):
            if kind == "emphasis" and behind - begin <= _LONGEST_RUN:
                runs.append(_run(source, begin, behind, len(parts)))
            parts.append(Chars.at(token[0], begin))
    parts.append(Chars.at(source[at:end], at))
    for part, rest in _unpaired(parts, runs).items():
        parts[part] = parts[part][:rest]
    return Inline(Chars.join(parts).strip(), tuple(pictures))


def _run(source: str, start: int, end: int, part: int) -> _Run:
    sign = source[start]
    before, after = source[start - 1 : start] or " ", source[end : end + 1] or " "
    opens, closes = not after.isspace(), not before.isspace()
    if sign == "_":  # inside a word it is a letter
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return _Run(sign, part, opens, closes)


def _unpaired(parts: list[Chars], runs: list[_Run]) -> dict[int, int]:
    """How many signs of each run remain when every end of emphasis has taken its beginning."""
    rest = {run.part: len(parts[run.part]) for run in runs}
    waiting: dict[str, list[_Run]] = {"*": [], "_": []}
    for run in runs:
        begun = waiting[run.sign]
        while run.closes and begun and rest[run.part] and _match(begun[-1], run, parts):
            taken = min(rest[run.part], rest[begun[-1].part])
            rest[run.part] -= taken
            rest[begun[-1].part] -= taken
            if not rest[begun[-1].part]:
                begun.pop()
        if run.opens and rest[run.part]:
            begun.append(run)
    return rest


def _match(first: _Run, last: _Run, parts: list[Chars]) -> bool:
    """CommonMark's rule of three: in `**a*b*c**` the single signs are a pair of their own."""
    lengths = len(parts[first.part]), len(parts[last.part])
    return not (first.closes or last.opens) or sum(lengths) % 3 != 0 or lengths == (3, 3)
