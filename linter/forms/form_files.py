"""Form files (`rules/forms/*.yaml`): what they may say, and forms that are another one but for what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.forms import regimes
from linter.forms.form import PARTS, TABLES
from linter.placed import yaml_places
from linter.placed.nodes import Node, PlacedError, Reading
from linter.placed.shapes import Shape, flag, many, one_of, pattern, record, text, year
from linter.type_names import Any


class FormError(PlacedError):
    """A form file is wrong."""


_LABEL: dict[str, Shape] = {
    "key": text,
    "label": text,
    "accepted": many(pattern),
    "kind": one_of(("count", "change", "amount"), "种数字", "kind of figure"),
    "unit": one_of(("元", "万元", "亿元"), "种单位", "unit"),
}


def _column(reading: Reading, node: Node) -> Any:
    """A column, or a label over several."""
    return record({"label": text}, {**_LABEL, "prefix": text, "columns": many(_column)})(reading, node)


def _row(reading: Reading, node: Node) -> Any:
    """A row, or a label beside several. The one row of a table may have no label."""
    return record({}, {**_LABEL, "rows": many(_row)})(reading, node)


_PART = record(
    {"key": one_of(PARTS, "个部分", "part"), "title": text, "subject": pattern},
    {"accepted": many(pattern), "required": flag, "text": pattern},
)
_BLOCK = record({"columns": many(_column), "rows": many(_row)}, {"heading": text, "corner": text})
_TABLE_NAME = one_of(TABLES, "张表", "table")
_TABLE = record(
    {
        "name": _TABLE_NAME,
        "printed": record({"zh": text, "en": text}),
        "title": text,
        "part": one_of(PARTS, "个部分", "part"),
        "blocks": many(_BLOCK),
    }
)
_FORM = record(
    {"regime": one_of(regimes.IDS, "种年报格式", "regime"), "notice": text},
    {
        "titles": many(pattern),
        "regulations": text,
        "since": year,
        "until": year,
        "ordered": flag,
        "like": one_of(regimes.IDS, "种年报格式", "regime"),
        "parts": many(_PART),
        "tables": many(_TABLE),
        "replace_rows": many(record({"table": _TABLE_NAME, "group": text, "with": _row})),
        "add_rows": many(record({"table": _TABLE_NAME, "after": text, "row": _row})),
    },
)


def read(file: str, *, is_shipped: bool = False) -> dict[str, Any]:
    """What stands in a form file; the patterns of one that came with the program are not tried.

    Raises:
        FormError: it is no form.
    """
    root = yaml_places.read(file, FormError)
    if root is None:
        raise FormError(file, 1, 1, "文件是空的", "the file is empty")
    form: dict[str, Any] = _FORM(Reading(file, FormError, is_shipped=is_shipped), root)
    return form


def resolve(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The forms with `like`, `replace_rows` and `add_rows` carried out: plain data, one entry a regime.

    Args:
        entries: what the form files say, by regime. A form may be like one that is itself like another.

    Raises:
        ValueError: two forms are like each other, or a row to change is not there.
    """
    resolved: dict[str, dict[str, Any]] = {}
    waiting = dict(entries)
    while waiting:
        ready = [regime for regime, entry in waiting.items() if entry.get("like") not in waiting]
        if not ready:
            raise ValueError(f"forms that are like each other: {', '.join(waiting)}")
        for regime in ready:
            entry = waiting.pop(regime)
            resolved[regime] = _resolved(regime, entry, resolved.get(entry.get("like", ""), {}))
    return resolved


def _resolved(regime: str, entry: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    tables = {table["name"]: table for table in base.get("tables", ())}
    tables |= {table["name"]: table for table in entry.get("tables", ())}
    for change in entry.get("replace_rows", ()):
        tables[change["table"]] = _changed(tables[change["table"]], "label", change["group"], [change["with"]])
    for change in entry.get("add_rows", ()):
        tables[change["table"]] = _changed(tables[change["table"]], "key", change["after"], [None, change["row"]])
    return {
        "regime": regime,
        "notice": entry["notice"],
        "titles": entry.get("titles", []),
        "regulations": entry.get("regulations", base.get("regulations", "")),
        "since": entry.get("since"),
        "until": entry.get("until"),
        "ordered": entry.get("ordered", base.get("ordered", False)),
        "parts": entry.get("parts", base.get("parts", [])),
        "tables": [tables[name] for name in TABLES if name in tables],
    }


def _changed(table: Mapping[str, Any], by: str, name: str, instead: Sequence[Any]) -> dict[str, Any]:
    """A table with a row replaced by others; `None` among them is the row itself."""
    blocks = [{**block, "rows": _rows(block["rows"], by, name, instead)} for block in table["blocks"]]
    if blocks == table["blocks"]:
        raise ValueError(f"no row {name} in table {table['name']}")
    return {**table, "blocks": blocks}


def _rows(rows: Sequence[Any], by: str, name: str, instead: Sequence[Any]) -> list[Any]:
    changed: list[Any] = []
    for entry in rows:
        if entry.get(by) == name:
            changed += [entry if row is None else row for row in instead]
        elif "rows" in entry:
            changed.append({**entry, "rows": _rows(entry["rows"], by, name, instead)})
        else:
            changed.append(entry)
    return changed
