"""What a rule file may say: the fields of a rule, and each kind of check with its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from linter.forms import regimes

LANGUAGES = ("zh", "en")
SEVERITIES = ("error", "warning", "info", "off")
LEVELS = ("central", "province", "city", "county", "township")
CODE = "[A-Z][0-9]{3}"
NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
CELL = r"[a-z_]+/[a-z0-9_.]+/[a-z0-9_.]+"

FILE_FIELDS = ("extends", "rules")
RULE_FIELDS = (
    "code",
    "name",
    "severity",
    "since",
    "until",
    "levels",
    "organs",
    "check",
    "with",
    "message",
    "variants",
    "basis",
    "help",
    "examples",
)
# what help may be split into: what the rule asks, why, how to mend it, when it may be left
HELP_PARTS = ("asks", "why", "mend", "ignore")
NEW_RULE_NEEDS = ("name", "severity", "check", "message")
EXAMPLE_FIELDS = ("base", "set", "replace", "text", "format", "year", "prior", "note", "expect")
PRIOR_FIELDS = ("base", "set", "replace")
EXAMPLE_BASES = (*regimes.IDS, "2021-before")
EXPECT_FIELDS = ("at", "cells", "count")
EXAMPLE_FORMATS = ("markdown", "text", "html")

_TABLES = ("disclosure", "applications", "disputes")
_PARTS = ("overview", "proactive", "applications", "fees", "disputes", "problems", "other")
_MISFITS = (
    "missing-row",
    "missing-column",
    "changed-label",
    "lost-header",
    "extra-row",
    "extra-column",
    "moved-row",
    "moved-column",
    "doubled-row",
    "doubled-column",
    "doubled-table",
)
_ORGANS = ("township", "government", "department")


ACROSS_YEARS = ("carry-over", "stock", "copied")
"""Kinds of check that need last year's report, and say nothing without it."""


class Param(NamedTuple):
    """A parameter of a check.

    `form` is one of: choice, choices (one or several of `choices`), pattern (a regular expression),
    patterns (a list of them),
    aspects (a mapping of printed names to patterns; the names are among `choices`, where there are any),
    replacements (a mapping of patterns to what to write instead, empty where there is nothing), rows (names of rows
    of the table), equations (a list of expressions), subjects (a name, or a list with one name for each equation),
    days (a mapping of all `choices` to days of the year such as 01-31).
    """

    form: str
    required: bool = True
    choices: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of check: its parameters, the placeholders of its messages, the variants that it tells apart."""

    params: Mapping[str, Param] = {}
    placeholders: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "required-parts": Kind({}, ("part", "number"), ("numbered",)),
    "part-order": Kind({}, ("part", "after"), ("doubled",)),
    "part-title": Kind({}, ("title", "expected")),
    "heading-numbering": Kind(
        {"lead_in": Param("patterns", required=False)},
        ("number", "expected", "previous", "title"),
        ("repeated", "gap", "lost"),
    ),
    "empty-part": Kind({}, ("part",)),
    "report-title": Kind({}, ("missing",), ("absent", "organ", "year")),
    "document-kind": Kind(),
    "mentions": Kind(
        {
            "part": Param("choice", required=False, choices=_PARTS),
            "aspects": Param("aspects"),
            "governments": Param("aspects", required=False),
        },
        ("aspect", "part"),
    ),
    "required-headings": Kind(
        {"part": Param("choice", required=False, choices=_PARTS), "headings": Param("aspects")}, ("heading", "part")
    ),
    "forbidden-words": Kind(
        {"part": Param("choice", required=False, choices=_PARTS), "words": Param("replacements")},
        ("word", "suggestion", "count"),
        ("no-suggestion",),
    ),
    "required-tables": Kind({}, ("table", "part"), ("absent", "misplaced")),
    "misfits": Kind(
        {"kinds": Param("choices", choices=_MISFITS)},
        ("table", "label", "found", "others", "count"),
        (*_MISFITS, "lost-words"),
    ),
    "blank-cells": Kind({}, ("table", "count", "cells")),
    "cell-values": Kind({}, ("table", "cell", "found"), ("negative", "fraction", "text", "unit")),
    "form-in-force": Kind({}, ("table", "found", "expected")),
    "picture-for-table": Kind({}, ("table", "part")),
    "reserved-rows": Kind(
        {
            "table": Param("choice", choices=_TABLES),
            "rows": Param("rows"),
            "exempt": Param("patterns", required=False),
        },
        ("table", "row", "value", "organization"),
    ),
    "equation": Kind(
        {
            "table": Param("choice", choices=_TABLES),
            "terms": Param("choice", choices=("rows", "columns")),
            "equations": Param("equations"),
            "subject": Param("subjects"),
        },
        ("table", "line", "left", "right", "sum", "found", "difference", "subject"),
    ),
    "prose-sum": Kind({}, ("head", "parts", "sum", "difference"), ("single",)),
    "prose-percentage": Kind({}, ("found", "part", "whole", "expected")),
    "enumeration-count": Kind({}, ("announced", "number", "count")),
    "prose-table-mismatch": Kind({}, ("told", "figure", "place", "expected"), ("none", "all")),
    "prose-contradiction": Kind({}, ("later", "earlier")),
    "carry-over": Kind({}, ("table", "cell", "found", "expected", "before", "prior")),
    "stock": Kind({}, ("table", "cell", "found", "expected", "before", "prior")),
    "copied": Kind({}, ("part", "share", "prior")),
    "unused-acceptance": Kind({}, ("codes", "path", "until"), ("unknown", "entry", "expired")),
    "broken-acceptance": Kind({}, ("codes",), ("order", "codes", "reason", "many")),
    "reporting-period": Kind({}, ("found", "expected", "year"), ("year", "bounds")),
    "stale-year": Kind({}, ("found", "expected")),
    "published-late": Kind(
        {
            "deadlines": Param("days", choices=("until_2018", *_ORGANS, "other")),
            "organs": Param("aspects", choices=_ORGANS),
        },
        ("found", "deadline", "kind", "year"),
        ("signed",),
    ),
    "impossible-date": Kind({}, ("date",), ("day", "month", "blank")),
    "published-early": Kind({}, ("found", "year"), ("signed",)),
    "document-number": Kind({}, ("found", "expected", "reason")),
    "confusable": Kind({}, ("found", "expected")),
    "halfwidth-punctuation": Kind({}, ("count",)),
    "traditional-script": Kind({}, ("count", "first")),
    "organ-name": Kind({}, ("found", "expected")),
    "placeholder": Kind({"patterns": Param("aspects"), "masked": Param("patterns")}, ("found",)),
    "injected-text": Kind(
        {
            "brands": Param("patterns"),
            "wording": Param("aspects"),
            "subjects": Param("patterns"),
            "cases": Param("patterns"),
            "plain": Param("patterns"),
            "links": Param("patterns"),
        },
        ("found",),
        ("gambling", "adult", "trade", "games", "promotion", "link"),
    ),
    "damaged-text": Kind(
        {
            "signs": Param("aspects"),
            "folded": Param("aspects"),
            "signature": Param("pattern"),
            "unfinished": Param("pattern"),
        },
        ("found",),
        ("lost", "mojibake", "markup", "date", "number", "cut"),
    ),
    "personal-data": Kind(
        {
            "papers": Param("patterns"),
            "cards": Param("patterns"),
            "numbers": Param("patterns"),
            "units": Param("pattern"),
            "contact": Param("patterns"),
            "persons": Param("patterns"),
        },
        ("found",),
        ("identity", "card", "mobile", "contact"),
    ),
    "wrong-figure": Kind(
        {},
        ("table", "cell", "found", "expected", "reason"),
        ("certain", "likely", "certain-blank", "likely-blank"),
    ),
}
