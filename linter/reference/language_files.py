"""Language files (`rules/language/*.yaml`): what each of them may say.

A word is looked up under its key and nowhere else: a key that is not named here is an error, for nobody would read it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from linter.placed import yaml_places
from linter.placed.nodes import PlacedError, Reading
from linter.placed.shapes import Shape, flag, many, named, one_of, pattern, record, text
from linter.text.organs import LEVELS


class LanguageError(PlacedError):
    """A language file is wrong."""


def _patterns(*names: str) -> dict[str, Shape]:
    return dict.fromkeys(names, pattern)


_SUMS = many(many(text))
_LEXICON = record(
    {
        "furniture": many(pattern),
        "sign_off": many(pattern),
        **_patterns("furniture_within", "statement", "contents", "signature", "link", "period"),
        "statistics": record(_patterns("begins", "rows", "indicator")),
        "title": record(_patterns("label", "subject", "report", "other", "summary", "organ_end")),
        "levels": record({}, _patterns(*LEVELS)),
    }
)
_CLAIMS = record(
    {
        "units": many(text),
        "same_unit": many(many(text)),
        "counting": named(many(text)),
        "spellings": named(text),
        **_patterns("about", "more", "breakdown", "incomplete", "change", "tells_change", "elsewhere", "compared"),
        "plain": many(pattern),
        "classified": pattern,
        "parts": many(text),
        **_patterns("capacity", "others", "whose", "wider", "adds_up", "telling"),
        "cases_of_any_kind": named(pattern),
        "topics": named(pattern),
        "claims": many(
            record(
                {"key": text, "words": many(text), "pattern": pattern, "sums": _SUMS},
                {"topic": text, "part_of": many(text)},
            )
        ),
        **_patterns("objects", "verbs", "verbs_of_receipt"),
        "shares": many(record({"table": text, "words": pattern, "sums": _SUMS})),
        "none_words": many(text),
        "none": many(record({"key": text, "pattern": pattern})),
        **_patterns("none_plain", "none_except"),
        "all_words": many(text),
        "all": many(record({"key": text, "topic": text, "of": many(text), "pattern": pattern})),
    }
)
_WORDING = record(
    {
        "period": record(_patterns("states", "in_body", "other", "until")),
        "other_year": record(
            _patterns(
                *("elsewhere", "comparison", "history", "plan", "told", "looks_back", "self", "own", "scope", "named"),
                *("something_else", "months", "until", "end_of_year", "announces", "announced"),
            )
        ),
        "published": many(pattern),
        "page_line": pattern,
        "organ": record(
            {
                **_patterns("name", "signed", "no_name", "government", "elsewhere", "not_own"),
                "renamed": many(pattern),
                "reformed": many(pattern),
                "positions": many(
                    record({"words": many(text), "before": text, "after": text}, {"in_front": flag}),
                ),
            }
        ),
    }
)
_CONFUSABLES = many(
    record(
        {"trigger": text, "right": text, "fail": text, "pass": text},
        {"pattern": pattern, "fix": one_of(("safe",), "种改法", "kind of fix")},
    )
)
SHAPES: Mapping[str, Shape] = {
    "lexicon": _LEXICON,
    "claims": _CLAIMS,
    "wording": _WORDING,
    "confusables": _CONFUSABLES,
}
"""By the name of the file without its suffix."""


def read(file: str) -> Any:
    """What stands in a language file.

    Raises:
        LanguageError: it says something that nobody reads, or lacks what is read.
    """
    root = yaml_places.read(file, LanguageError)
    if root is None:
        raise LanguageError(file, 1, 1, "文件是空的", "the file is empty")
    return SHAPES[os.path.splitext(os.path.basename(file))[0]](Reading(file, LanguageError), root)
