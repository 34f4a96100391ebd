"""Places in a person's words: `第25行第21列`, `第4页 表3 行8 列4`, `第12段`."""

from __future__ import annotations

from linter.model.diagnostics import Location

_WORDS = {
    "zh": {"page": "第{}页", "paragraph": "第{}段", "table": "表{}", "row": "行{}", "col": "列{}"},
    "en": {
        "page": "page {}",
        "paragraph": "paragraph {}",
        "table": "table {}",
        "row": "row {}",
        "col": "column {}",
    },
}
_LINE = {"zh": "第{}行", "en": "line {}"}
_COLUMN = {"zh": "第{}列", "en": ", column {}"}


def position(location: Location, lang: str) -> str:
    """Where to look in a file that has no lines, empty if the location names nothing."""
    words = _WORDS[lang]
    # a cell is told by its table: the paragraph that the table takes the place of adds nothing
    keys = ("page", "table", "row", "col") if location.table else ("page", "paragraph")
    parts = [words[key].format(value) for key in keys if (value := getattr(location, key)) is not None]
    return (" " if lang == "zh" else ", ").join(parts)


def place(location: Location, lang: str) -> str:
    """Line and column as a person says them, else the position."""
    if location.line is None:
        return position(location, lang)
    column = "" if location.column is None else _COLUMN[lang].format(location.column)
    return _LINE[lang].format(location.line) + column


def anchor(location: Location, lang: str) -> str:
    """What follows the path in a one-line report: `25:21`, or the position, `1:1` for a file as a whole."""
    if location.line is None:
        return position(location, lang) or "1:1"
    return f"{location.line}:{location.column or 1}"
