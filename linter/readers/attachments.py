"""Files that a page shows or links to in place of text: their names."""

from __future__ import annotations

import re
from urllib.parse import unquote

from linter.model.document import Document, Paragraph

_SUFFIX = r"\.(?:pdf|docx?|wps|ofd|xlsx?)"
_NAMED = rf"[^\s:：/<>\"']{{1,120}}{_SUFFIX}(?![\w.])"
_IN_ADDRESS = rf"[^/?&=#\s]{{1,120}}{_SUFFIX}(?![\w.])"
_EMBEDDED = rf"<(?:iframe|embed|object)\b[^<>]*?\b(?:src|data)\s*=\s*[\"']?(?P<address>[^\s\"'<>]+?{_SUFFIX})(?![\w.])"


def attached(document: Document) -> str | None:
    """The name of the first file that a document shows or offers; None where it has none.

    As the text names it, else as its address ends.
    """
    for block in document.blocks:
        if isinstance(block, Paragraph) and (named := re.search(_NAMED, block.text.text, re.I)):
            return named[0]
    embedded = re.search(_EMBEDDED, document.source, re.I) if document.format == "html" else None
    addresses = [embedded["address"]] if embedded else []
    addresses += [unseen.chars.text for unseen in document.unseen if unseen.kind == "link"]
    # a page that shows files has the file's address in its own: viewer.html?file=/a/b.pdf
    named_in = (re.search(_IN_ADDRESS, unquote(address), re.I) for address in addresses)
    return next((name[0] for name in named_in if name), None)
