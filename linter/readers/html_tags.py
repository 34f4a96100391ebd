"""What a tag of a page says: its element, what that is to a reader, and what its attributes ask for.

A page writes few tags, and each of them hundreds of times: what one says is told once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linter.model.document import Span, sound
from linter.readers.hidden_text import Found, in_tag

START, END, RAW, COMMENT, OTHER = range(5)
"""Kinds of tag. RAW is the content of an element whose text is not markup, such as `<script>`, OTHER a declaration and
the like, and what stands for a tag before the text that none precedes."""

INLINE, BLOCK, CELL, ROW, GROUP, CAPTION, TABLE, BREAK, PICTURE, META, SKIPPED, EMPTY = range(12)
"""What elements are to a reader. SKIPPED shows no text, EMPTY is inline and has no end tag."""

MAX_SPAN = 1000
"""Rows or columns that a cell may take: more than any form has."""

ASIDE = frozenset({"nav", "footer", "aside"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = frozenset({"li", "dd", "dt"})
VOID = {
    *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen"),
    *("link", "meta", "param", "source", "track", "wbr"),
}
_BLOCKS = (
    *("address", "article", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "form", "header", "hgroup", "hr", "html", "legend", "li", "listing"),
    *("main", "menu", "ol", "p", "pre", "section", "summary", "ul"),
    *ASIDE,
    *HEADINGS,
)
_ROLES: dict[str, int] = {
    **dict.fromkeys(VOID, EMPTY),
    **dict.fromkeys(_BLOCKS, BLOCK),
    **dict.fromkeys(("td", "th"), CELL),
    **dict.fromkeys(("tbody", "tfoot", "thead"), GROUP),
    **dict.fromkeys(("select", "svg", "template"), SKIPPED),
    "tr": ROW,
    "caption": CAPTION,
    "table": TABLE,
    "br": BREAK,
    "img": PICTURE,
    "meta": META,
}
RAW_TEXT = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"}
_LONGEST_VALUE = 4096  # of an attribute; what is longer is a picture, which is neither kept nor searched for references
_NAME = re.compile(r"(/?)([^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>"'][^\s>]*))?)?""")
_RAISED = re.compile(r"vertical-align\s*:\s*super|\bMso(?:Foot|End)noteReference\b", re.IGNORECASE)


class Tag:
    """A tag as it is written, without `<` and `>`; the same object may stand for many tags of many pages.

    Attributes:
        kind, name, role: what it is; the name in lower case.
        is_plain: whether it is inline and, unless an element of its name is open, says nothing.
        is_raw: whether what follows is text up to its end tag.
        hides: whether its element is not shown.
        raises: whether its element raises its text.
        row_span, column_span: of a cell; a row span of 0 reaches to the end of the group.
        found: the addresses and hidden texts in it.
    """

    __slots__ = (
        "_behind_name",
        "_written",
        "column_span",
        "found",
        "hides",
        "is_plain",
        "is_raw",
        "kind",
        "name",
        "raises",
        "role",
        "row_span",
    )

    def __init__(self, written: str, kind: int = START) -> None:
        head = _NAME.match(written)
        slash, name = head.groups() if head else ("", written)
        self.kind = END if slash else kind
        self.name = name.lower()
        self.role = _ROLES.get(self.name, INLINE)
        self.is_raw = self.kind == START and self.name in RAW_TEXT
        self.found: Sequence[Found] = in_tag(written) if "=" in written else ()
        self._written = written
        self._behind_name = len(slash) + len(name)
        self.row_span = self.column_span = 1
        self.hides = self.raises = False
        if self.kind == START:
            rest = written[self._behind_name :]
            self.raises = self.name == "sup" or _RAISED.search(rest) is not None
            lower = rest.lower()
            self.hides = ("hidden" in lower or "none" in lower) and hides(self.attributes())
            if self.role == CELL and "span" in lower:
                asked = self.attributes()
                self.row_span = min(whole_number(asked.get("rowspan", ""), 1), MAX_SPAN)
                self.column_span = min(whole_number(asked.get("colspan", ""), 1), MAX_SPAN) or 1
        is_tag = self.kind in (START, END)
        self.is_plain = is_tag and self.role == INLINE and not (self.hides or self.raises)

    def attributes(self) -> dict[str, str]:
        """The attributes, names in lower case, character references resolved."""
        found: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(self._written, self._behind_name):
            name, *values = attribute.groups()
            found.setdefault(name.lower(), _unescape(next((value for value in values if value), "")))
        return found

    def attribute_span(self, name: str) -> Span | None:
        """Where the value of an attribute stands in what is written, without its quotes; None if there is none."""
        for attribute in _ATTRIBUTE.finditer(self._written, self._behind_name):
            if attribute[1].lower() == name:
                group = next((group for group in (2, 3, 4) if attribute[group]), 0)
                return Span(*attribute.span(group)) if group else None
        return None


def hides(found: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is not shown."""
    return "hidden" in found or "display:none" in "".join(found.get("style", "").lower().split())


def whole_number(text: str, default: int) -> int:
    """The whole number that an attribute begins with; `default` if it is none or a percentage."""
    digits = text.strip()
    count = 0
    while count < min(len(digits), 6) and digits[count] in "0123456789":
        count += 1
    return default if not count or "%" in digits else int(digits[:count])


def _unescape(value: str) -> str:
    # int() refuses a reference of more than 4300 digits.
    if "&" not in value or len(value) > _LONGEST_VALUE:
        return value
    from html import unescape

    return sound(unescape(value))
