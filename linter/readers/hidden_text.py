"""What a source holds and does not show: addresses of links, descriptions of a page, texts that stand in for pictures.

Text injected into a page often stands there. One search over the source, whatever element it is in: comments count too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from linter.model.document import Chars, Unseen

_LONGEST = 4096
# href, alt, title, and <meta … content: the library looks quickly for a first sign, and asks behind it which it was.
_HTML = (
    r"""[hHaAtT<](?:(?:(?<=[hH])(?i:ref)(?<!\w.{4})|(?<=[aA])(?i:lt)(?<!\w.{3})|(?<=[tT])(?i:itle)(?<!\w.{5}))"""
    r"""\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))"""
    r"""|(?<=<)(?i:meta)\b[^<>]*?\b(?i:content)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'))"""
)
_OF_TEXTS = tuple("aAtT<")  # how begins what holds no address
_MARKDOWN = r"\]\(([^()\s]+)"


def in_page(source: str) -> tuple[Unseen, ...]:
    """The addresses and hidden texts of a page, in order."""
    return tuple(_found(re.compile(_HTML), source))


def in_markdown(source: str) -> tuple[Unseen, ...]:
    """The addresses in a Markdown text, in order."""
    return tuple(_found(re.compile(_MARKDOWN), source)) if "](" in source else ()


def _found(pattern: re.Pattern[str], source: str) -> Iterator[Unseen]:
    for match in pattern.finditer(source):
        group = match.lastindex  # each way to match has one
        if group and 0 < len(match[group]) <= _LONGEST:
            kind: Literal["link", "text"] = "text" if match[0].startswith(_OF_TEXTS) else "link"
            yield Unseen(kind, Chars.at(match[group], match.start(group)))
