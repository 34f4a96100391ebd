"""What a source holds and does not show: addresses of links, descriptions of a page, texts that stand in for pictures.

Text injected into a page often stands there. One search over the source, whatever element it is in: comments count too.
"""

from __future__ import annotations

import re

from linter.model.document import Chars, Unseen

_LONGEST = 4096
_HTML = (
    r"""\b(?P<name>href|alt|title)\s*=\s*(?:"(?P<a>[^"<>]*)"|'(?P<b>[^'<>]*)'|(?P<c>[^\s"'<>]+))"""
    r"""|<meta\b[^<>]*?\bcontent\s*=\s*(?:"(?P<d>[^"<>]*)"|'(?P<e>[^'<>]*)')"""
)
_MARKDOWN = r"\]\((?P<a>[^()\s]+)"


def unseen(format: str, source: str) -> tuple[Unseen, ...]:
    """The addresses and hidden texts of a page or a Markdown text, in order; plain text has none."""
    if format == "html":
        pattern = re.compile(_HTML, re.IGNORECASE)
    elif format == "markdown" and "](" in source:
        pattern = re.compile(_MARKDOWN)
    else:
        return ()
    found = []
    for match in pattern.finditer(source):
        group = next((name for name, value in match.groupdict().items() if value and name != "name"), None)
        if group is None or len(match[group]) > _LONGEST:
            continue
        is_link = format == "markdown" or (match["name"] or "").lower() == "href"
        found.append(Unseen("link" if is_link else "text", Chars.at(match[group], match.start(group))))
    return tuple(found)
