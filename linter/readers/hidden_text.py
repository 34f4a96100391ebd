"""What a source holds and does not show: addresses of links, descriptions of a page, texts that stand in for pictures.

Text injected into a page often stands there, whatever element it is in: comments count too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linter.model.document import Chars, Unseen
from linter.type_names import Literal

_LONGEST = 4096
# href, alt, title, and <meta … content: the library looks quickly for a first sign, and asks behind it which it was.
_HTML = (
    r"""[hHaAtT<](?:(?:(?<=[hH])(?i:ref)(?<!\w.{4})|(?<=[aA])(?i:lt)(?<!\w.{3})|(?<=[tT])(?i:itle)(?<!\w.{5}))"""
    r"""\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))"""
    r"""|(?<=<)(?i:meta)\b[^<>]*?\b(?i:content)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'))"""
)
_OF_TEXTS = tuple("aAtT<")  # how begins what holds no address
_MARKDOWN = r"\]\(([^()\s]+)"

Found = tuple[Literal["link", "text"], int, str]
"""Which kind it is, where it begins in what was searched, and the text."""


def in_tag(written: str) -> Sequence[Found]:
    """What a tag of a page holds that is written so, without its `<`."""
    return [(kind, at - 1, text) for kind, at, text in _found(_HTML, f"<{written}")]


def in_piece(piece: str, start: int) -> Iterator[Unseen]:
    """What a piece of a page holds that begins at `start`, at a `<` or behind a `>`, over which none goes on."""
    return placed(_found(_HTML, piece), start)


def placed(found: Iterable[Found], start: int) -> Iterator[Unseen]:
    """What was found in a piece that begins at `start`."""
    return (Unseen(kind, Chars.at(text, start + at)) for kind, at, text in found)


def in_markdown(source: str) -> tuple[Unseen, ...]:
    """The addresses in a Markdown text, in order."""
    found = _found(_MARKDOWN, source) if "](" in source else ()
    return tuple(placed(found, 0))


def _found(pattern: str, source: str) -> Iterator[Found]:
    for match in re.finditer(pattern, source):
        group = match.lastindex  # each way to match has one
        if group and 0 < len(match[group]) <= _LONGEST:
            yield "text" if match[0].startswith(_OF_TEXTS) else "link", match.start(group), match[group]
