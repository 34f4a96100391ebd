"""Command lines of `check` with nothing out of the ordinary, read without click, which is an eighth of a cold start.

Whatever is not plain is click's, so that every answer to a wrong line, help and completion are its own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from linter.cli import language
from linter.cli.options import CHECK, Option
from linter.cli.outcomes import in_sentences, told
from linter.notices import progress
from linter.readers.formats import CONVERTED, SUFFIXES, suffix_of
from linter.type_names import Any

_BY_NAME = {name: option for option in CHECK for name in option.names}
_CHOICES = frozenset(choice for option in CHECK for choice in option.choices)
_COMPLETING = "_NIANBAO_COMPLETE"
_EXPANDED = "*?[~$%"  # by click, as a shell would, where the system's does not


def ran(words: Sequence[str]) -> bool:
    """Run a command line; False where it is not a plain one of `check`, and nothing was done.

    Raises:
        SystemExit: it was run.
    """
    given = read(words)
    if given is None:
        return False
    language.listen(tuple(words))
    with told(), in_sentences(), progress.shown(given["lang"] or "zh"):
        from linter.cli import checking

        checking.check(**given)
    return True


def read(words: Sequence[str]) -> dict[str, Any] | None:
    """What a command line gives `check`, None where it is not plain."""
    if not words or _COMPLETING in os.environ:
        return None
    if os.name == "nt" and any(sign in word for word in words for sign in _EXPANDED):
        return None
    if words[0] == "check":
        return _values(words[1:])
    return _values(words) if _means_check(words) else None


def _means_check(words: Sequence[str]) -> bool:
    """Whether a line without a command begins with a file, or with an option and has no word that may be a command."""
    first = words[0]
    if first.startswith("-") and first != "-":
        return not any(word.isalpha() and word not in _CHOICES for word in words)
    return not first.isalpha() and is_file(first)


def _values(words: Sequence[str]) -> dict[str, Any] | None:
    values = {option.called: option.unsaid for option in CHECK}
    paths: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            paths += left
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        else:
            name, equals, text = word.partition("=")
            option = _BY_NAME.get(name)
            if option is None or (equals and (option.is_flag or not name.startswith("--"))):
                return None
            value = True if option.is_flag else _value(option, text if equals else next(left, ""))
            if value is None:
                return None
            values[option.called] = (*values[option.called], value) if option.is_repeated else value
    return {"paths": tuple(paths), **values}


def _value(option: Option, text: str) -> str | int | None:
    """The value that a text is, None where it is not plainly one."""
    if option.between is not None:
        least, most = option.between
        return next((number for number in range(least, most + 1) if text == str(number)), None)
    if option.choices:
        return text if text in option.choices else None
    return text if text == "-" or (text and not text.startswith("-")) else None


def is_file(name: str) -> bool:
    """Whether a word can only be meant for a file or folder."""
    return name == "-" or os.path.exists(name) or suffix_of(name) in SUFFIXES or suffix_of(name) in CONVERTED
