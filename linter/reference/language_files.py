"""Language files (`rules/language/*.yaml`): what each of them may say.

A word is looked up under its key and nowhere else: a key that is not named here is an error, for nobody would read it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import product

from linter.forms.form import PARTS
from linter.placed import yaml_places
from linter.placed.nodes import Node, PlacedError, Reading
from linter.placed.shapes import Shape, flag, many, named, one_of, pattern, record, text
from linter.text.organs import LEVELS
from linter.type_names import Any


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
        "title": record(
            _patterns(
                "label",
                "subject",
                "report",
                "itself",
                "report_on",
                "other",
                "summary",
                "school_year",
                "school_report",
                "organ_end",
            )
        ),
        "levels": record({}, _patterns(*LEVELS)),
    }
)


def _vocabulary(reading: Reading, node: Node) -> dict[str, str]:
    """Words by their meanings, as a mapping from each word to its meaning.

    An entry of a meaning is a list of words, or a list of lists: every word made of one of each.
    """
    found: dict[str, str] = {}
    for meaning, (_, value) in reading.entries(node).items():
        for item in reading.items(value):
            for word, place in _written_out(reading, item):
                if word in found:
                    other = found[word]
                    reading.fail(place, f"“{word}”已列在“{other}”下", f"'{word}' already stands under '{other}'")
                found[word] = meaning
    return found


def _written_out(reading: Reading, item: Node) -> list[tuple[str, Node]]:
    if item.kind != "list":
        return [(reading.text(item), item)]
    if not any(part.kind == "list" for part in item.items):
        return [(reading.text(word), word) for word in item.items]
    parts = [[reading.text(word) for word in reading.items(part)] for part in item.items]
    return [("".join(pieces), item) for pieces in product(*parts)]


_FIGURES = record(
    {
        "units": named(many(text)),
        "counting": named(many(text)),
        **dict.fromkeys(("about", "about_round", "more", "or_so", "durations"), many(text)),
        "words": _vocabulary,
        "phrases": many(
            record(
                {"key": text, "needs": many(text), "sums": _SUMS},
                {"topic": text, "without": many(text), "part_of": many(text)},
            )
        ),
        "undivided": many(text),
        **dict.fromkeys(
            (
                *(
                    "about_disclosure",
                    "about_other",
                    "areas",
                    "on_time",
                    "headings",
                    "sorting",
                    "up_to",
                    "new_only",
                    "none_or_all",
                ),
                *("of_some", "counted", "not_done", "one_organ", "undone_beside", "undone_parts"),
            ),
            many(text),
        ),
        "undone": many(record({"key": text, "thing": text, "deeds": many(text)}, {"topic": text, "is_bare": flag})),
        "by_pattern": many(record({"meaning": text, "holds": many(text), "pattern": pattern})),
        "shares": many(record({"table": text, "words": many(text), "all": many(text), "sums": _SUMS})),
        **dict.fromkeys(("none", "periods", "together"), named(text)),
        "all": many(
            record(
                {"key": text, "topic": text, "needs": many(text), "of": many(text)},
                {"beside": many(text), "sums": _SUMS},
            )
        ),
    }
)
_WORDING = record(
    {
        "period": record(_patterns("states", "in_body", "other", "until", "empty")),
        "other_year": record(
            _patterns(
                *("elsewhere", "comparison", "history", "plan", "told", "looks_back", "self", "own", "scope", "named"),
                *("something_else", "months", "until", "end_of_year", "announces", "hereby", "hereby_titled"),
                *("announced", "made", "this_one", "aim", "done", "ours", "began"),
                *("plan_begins", "planned", "plan_heading"),
            )
        ),
        "citation": record(
            {
                **_patterns("ground", "asks", "history"),
                "numbered": many(record({"name": text, "pattern": pattern})),
                "articles": many(record({"regulations": text, "holds": text, "pattern": pattern, "now": text})),
            }
        ),
        "parts": record(
            {
                **_patterns("begins", "before_number", "behind_number", "behind_list", "ends", "short"),
                **_patterns("halves", "opens", "subject"),
                "signs": text,
                "words": many(text),
            }
        ),
        "published": many(pattern),
        "contact_label": pattern,
        "page_line": pattern,
        "uncounted": record({"phrases": named(many(pattern)), "units": named(text), "none": many(text)}),
        "organ": record(
            {
                **_patterns(
                    "name",
                    "taken_along",
                    "signed",
                    "no_name",
                    "government",
                    "elsewhere",
                    "not_own",
                    "no_sign",
                    "quoted",
                ),
                **_patterns("others_before", "others_behind", "contact_behind", "own_behind", "did", "begins"),
                "of_a_place": many(text),
                "alike": many(text),
                "calls_itself": many(
                    record({"organ": pattern, "not_in": pattern, "words": many(text), "pattern": pattern})
                ),
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
_PROMPTS = many(record({"asks": text}, {"heading": text}))
_DRAFT = record(
    {
        **dict.fromkeys(("title", "organ", "opening", "prompt", "note", "stock", "carried_over"), text),
        "parts": record({}, dict.fromkeys(PARTS, _PROMPTS)),
    }
)
_IN_BOTH = dict.fromkeys(("zh", "en"), text)
_SURVEY = record(
    {
        "columns": record(dict.fromkeys(("name", "level", "superior"), many(text))),
        "folders": record(_patterns("year", "beside_name")),
        "government": pattern,
        "government_end": text,
        "aggregate": record({"words": many(text), "says": many(pattern)}),
        "summed": many(text),
        "own_words": many(text),
        "key_figures": named(record({"cells": many(text), **_IN_BOTH})),
        "said": named(record(_IN_BOTH)),
    }
)
SHAPES: Mapping[str, Shape] = {
    "lexicon": _LEXICON,
    "figures": _FIGURES,
    "wording": _WORDING,
    "confusables": _CONFUSABLES,
    "draft": _DRAFT,
    "survey": _SURVEY,
}
"""By the name of the file without its suffix."""


def read(file: str, *, is_shipped: bool = False) -> Any:
    """What stands in a language file; the patterns of one that came with the program are not tried.

    Raises:
        LanguageError: it says something that nobody reads, or lacks what is read.
    """
    root = yaml_places.read(file, LanguageError)
    if root is None:
        raise LanguageError(file, 1, 1, "文件是空的", "the file is empty")
    return SHAPES[os.path.splitext(os.path.basename(file))[0]](
        Reading(file, LanguageError, is_shipped=is_shipped), root
    )
