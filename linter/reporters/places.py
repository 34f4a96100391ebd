"""Places in a person's words: `第25行第21列`, `第4页 第3张表 行8 列4`, `第五部分（二）第1段`.

A table is counted here, as a person finds it in the document; messages call it by the part that it stands in. In a
workbook its sheet is named in place of its number, and rows and columns are those of the sheet.
"""

from __future__ import annotations

from linter.model.diagnostics import Location, Spot

_WORDS = {
    "zh": {
        "page": "第{}页",
        "sheet": "工作表“{}”",
        "paragraph": "第{}段",
        "table": "第{}张表",
        "row": "行{}",
        "col": "列{}",
    },
    "en": {
        "page": "page {}",
        "sheet": "sheet “{}”",
        "paragraph": "paragraph {}",
        "table": "table no. {}",
        "row": "row {}",
        "col": "column {}",
    },
}
_PART = {"zh": "第{}部分", "en": "part {}"}
_HEADING = {"zh": "{}标题", "en": "heading of {}"}
_FRONT = {"zh": "开头", "en": "beginning"}
_BELOW = {"zh": "{}{}", "en": "{}, {}"}
_LINE = {"zh": "第{}行", "en": "line {}"}
_COLUMN = {"zh": "第{}列", "en": ", column {}"}


def position(location: Location, lang: str) -> str:
    """Where to look in a file that has no lines, empty if the location names nothing."""
    words, spot = _WORDS[lang], location.spot
    told = location._replace(table=location.table or (spot.table if spot else None))
    # a cell is told by its table: the paragraph that the table takes the place of adds nothing
    keys = ["page", "table", "row", "col"] if told.table else ["page"] if spot else ["page", "paragraph"]
    if location.sheet is not None:
        keys = ["sheet", *(key for key in keys if key != "table")]
    parts = [words[key].format(value) for key in keys if (value := getattr(told, key)) is not None]
    if spot is not None and not told.table:
        parts.append(_spot(spot, lang))
    return (" " if lang == "zh" else ", ").join(parts)


def _spot(spot: Spot, lang: str) -> str:
    """A paragraph by the headings above it."""
    if not spot.above:
        heading = _FRONT[lang]
    else:
        part, *lower = spot.above
        heading = (part if part.startswith("“") else _PART[lang].format(part)) + "".join(lower)
        if not spot.ordinal:
            return _HEADING[lang].format(heading)
    return _BELOW[lang].format(heading, _WORDS[lang]["paragraph"].format(spot.ordinal))


def place(location: Location, lang: str) -> str:
    """Line and column as a person says them, else the position."""
    if location.line is None:
        return position(location, lang)
    column = "" if location.column is None else _COLUMN[lang].format(location.column)
    return _LINE[lang].format(location.line) + column


def anchor(location: Location, lang: str) -> str:
    """What follows the path in a one-line report: `25:21`, or the position, `1:1` for a file as a whole."""
    if location.line is None:
        return position(location, lang).replace(":", "：") or "1:1"  # what parts the columns of such a report
    return f"{location.line}:{location.column or 1}"
