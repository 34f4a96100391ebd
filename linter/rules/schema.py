"""What a rule file may say: the fields of a rule, and each kind of check with its parameters."""

from __future__ import annotations

from linter.forms import regimes

LANGUAGES = ("zh", "en")
SEVERITIES = ("error", "warning", "info", "off")
CODE = "[A-Z][0-9]{3}"
NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
CELL = r"[a-z_]+/[a-z0-9_.]+/[a-z0-9_.]+"

FILE_FIELDS = ("extends", "rules")
RULE_FIELDS = (
    "code",
    "name",
    "title",
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
