"""What a page's own style sheet does not show of its tables: rows and cells by their class.

Other elements of a class are left alone: scripts show these, one behind each tab of a page, when asked for.
"""

from __future__ import annotations

import re

_BRACE = re.compile(r"([{}])")
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
# wherever the table stands, a cell or row of a class
_SELECTOR = re.compile(r"(?:(?:html|body|table|thead|tbody|tfoot|tr)[\s>]+)*([a-z]*)\.([\w-]+)\Z", re.IGNORECASE)
_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)

Hidden = set[tuple[str, str]]
"""Elements by their names, empty where it may be any, and their classes."""


def hide(sheet: str, hidden: Hidden) -> None:
    """Take over from a style sheet which elements are not shown; what it says of others that are shown counts, too.

    What holds for some media or widths alone is left out.
    """
    if "display" not in sheet.lower():
        return
    selectors = ""
    depth = 0
    pieces = iter(_BRACE.split(_NOTE.sub("", sheet)))
    for written, sign in zip(pieces, pieces, strict=False):  # what is behind the last brace is no rule
        if sign == "{":
            depth += 1
            selectors = written if depth == 1 else ""
            continue
        asked = _DISPLAY.findall(written) if depth == 1 else []
        if asked and not selectors.lstrip().startswith("@"):
            _take(selectors, asked[-1].lower() == "none", hidden)
        selectors = ""
        depth = max(depth - 1, 0)


def _take(selectors: str, hides: bool, hidden: Hidden) -> None:
    for selector in selectors.split(","):
        found = _SELECTOR.match(selector.strip())
        if found and hides:
            hidden.add((found[1].lower(), found[2]))
        elif found:
            hidden.discard((found[1].lower(), found[2]))


def hides(hidden: Hidden, element: str, classes: str) -> bool:
    """Whether an element of these classes is not shown."""
    return any((element, name) in hidden or ("", name) in hidden for name in classes.split())
