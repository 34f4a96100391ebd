"""What a source holds and does not show: addresses of links, descriptions of a page, texts that stand in for pictures.

Text injected into a page often stands there. One search over the source, whatever element it is in: comments count too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from linter.model.document import Chars, Unseen

_LONGEST = 4096
_HTML = (
    r"""\b(?P<name>href|alt|title)\s*=\s*(?:"(?P<a>[^"<>]*)"|'(?P<b>[^'<>]*)'|(?P<c>[^\s"'<>]+))"""
    r"""|<meta\b[^<>]*?\bcontent\s*=\s*(?:"(?P<d>[^"<>]*)"|'(?P<e>[^'<>]*)')"""
)
_MARKDOWN = r"\]\((?P<a>[^()\s]+)"


def in_page(source: str) -> tuple[Unseen, ...]:
    """The addresses and hidden texts of a page, in order."""
    return tuple(_found(re.compile(_HTML, re.IGNORECASE), source))


def in_markdown(source: str) -> tuple[Unseen, ...]:
    """The addresses in a Markdown text, in order."""
    return tuple(_found(re.compile(_MARKDOWN), source)) if "](" in source else ()


def _found(pattern: re.Pattern[str], source: str) -> Iterator[Unseen]:
    for match in pattern.finditer(source):
        values = match.groupdict()
        name = values.pop("name", "href")  # in Markdown there are only addresses
        group = next((group for group, value in values.items() if value), None)
        if group is not None and len(match[group]) <= _LONGEST:
            kind: Literal["link", "text"] = "link" if (name or "").lower() == "href" else "text"
            yield Unseen(kind, Chars.at(match[group], match.start(group)))
